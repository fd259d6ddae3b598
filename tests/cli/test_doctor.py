import pytest

from kiosk.cli import main
from tests import school


@pytest.mark.parametrize("db_url", ["sqlite"], indirect=True)
def test_each_finding_says_what_to_do_and_the_exit_code_that_something_is(database, db_url, capsys, tmp_path):
    school.patron("0189", "王小明")
    assert main(["doctor", "--db", db_url, "--camera", str(tmp_path / "none.mp4")]) == 1
    said = capsys.readouterr().out
    assert "none.mp4 does not open -> plug it in" in said
    assert "1 patrons" in said
    assert "王小明" not in said

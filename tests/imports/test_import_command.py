import csv
import json

import pytest

from db.connection import open_database
from db.models import Audit, Change, Patron
from db.settings import put_setting
from kiosk.cli import main


@pytest.fixture
def run(tmp_path, capsys):
    def run(kind, text, *more):
        path = tmp_path / "list.csv"
        path.write_text(text, "utf-8")
        code = main(["import", kind, str(path), "--db", str(tmp_path / "s.db"), *map(str, more)])
        output = capsys.readouterr()
        return code, output.out, output.err

    return run


def test_a_clean_list_ends_with_0_and_progress_goes_to_stderr(run):
    code, out, err = run("records", "ISBN,书名,册数\n1,草房子,3\n")
    assert code == 0
    assert "1 titles taken: 1 new" in out and "3 copies added" in out
    assert "titles" in err


def test_what_was_imported_stands_in_the_audit(run, tmp_path):
    run("records", "ISBN,书名,册数\n1,草房子,3\n")
    run("records", "ISBN,书名,册数\n1,草房子,3\n")
    db = open_database(str(tmp_path / "s.db"))
    entries = [(row.deed, row.staff, row.place, row.facts) for row in Audit.select()]
    assert entries == [("records_imported", None, "command line", '{"file":"list.csv"}')]
    db.close()


def test_rejects_end_with_1_and_are_written_with_their_reasons(run, tmp_path):
    rejects = tmp_path / "rejects.csv"
    code, out, _ = run("patrons", "借书号,姓名\n0001,甲\n,乙\n", "--rejects", rejects)
    assert code == 1
    assert "line 3: the number is empty" in out
    rows = list(csv.DictReader(rejects.open(encoding="utf-8-sig")))
    assert rows == [{"line": "3", "reason": "the number is empty", "借书号": "", "姓名": "乙"}]


def test_mended_rejects_can_be_imported_as_they_are(run, tmp_path):
    rejects = tmp_path / "rejects.csv"
    run("patrons", "借书号,姓名\n,乙\n", "--rejects", rejects)
    code, out, _ = run("patrons", rejects.read_text("utf-8-sig").replace(",乙", "0002,乙"))
    assert (code, "1 new" in out) == (0, True)


def test_an_unusable_file_ends_with_2_and_one_sentence(run):
    code, out, err = run("patrons", "ISBN,书名\n1,草房子\n")
    assert (code, out) == (2, "")
    assert "has no column 借书号" in err and "Traceback" not in err


def test_readers_taken_here_are_in_the_trail_and_told_to_stations(run, tmp_path):
    url = str(tmp_path / "s.db")
    db = open_database(url)
    put_setting("feed_version", "1")
    db.close()
    for _ in range(2):
        assert run("patrons", "借书号,姓名\n0001,甲\n")[0] == 0
    db = open_database(url)
    (entry,) = Audit.select()  # the same list again changes nothing
    assert (entry.deed, entry.place, json.loads(entry.facts)["file"]) == (
        "readers_imported",
        "command line",
        "list.csv",
    )
    assert Patron.get().id.hex in {change.entity_id for change in Change.select()}
    db.close()

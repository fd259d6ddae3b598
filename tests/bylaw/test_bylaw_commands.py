import pytest

from db.connection import open_database
from db.models import SchoolClass
from kiosk.cli import main


@pytest.fixture
def station(tmp_path):
    url = str(tmp_path / "s.db")
    db = open_database(url)
    SchoolClass.create(name="一(1)班", grade=1)
    db.close()
    return url


FILES = {
    "policy": "[[policy]]\nmax_loans = 2\ndays = 15\n",
    "calendar": '[[term]]\nname = "一"\nstarts_on = 2026-09-01\nends_on = 2027-01-29\n',
    "rota": '[[period]]\nname = "午"\nweekday = 1\nstarts = "12:00"\nends = "12:50"\n'
    '[[rota]]\nname = "秋"\nvalid_from = 2026-09-01\n[[rota.entry]]\nperiod = "午"\neveryone = true\n',
    "patterns": "[[pattern]]\nkind = 'patron_card'\nexpression = '\\d{4}'\nsymbology = 'CODE39'\n",
}


@pytest.mark.parametrize("name", FILES)
def test_load_then_show_then_load(station, tmp_path, capsys, name):
    path = tmp_path / f"{name}.toml"
    # Windows' notepad puts a mark in front.
    path.write_text(FILES[name], "utf-8-sig")
    assert main([name, "load", str(path), "--db", station]) == 0
    assert capsys.readouterr().out == f"{name} loaded\n"
    assert main([name, "show", "--db", station]) == 0
    path.write_text(capsys.readouterr().out, "utf-8")
    assert main([name, "load", str(path), "--db", station]) == 0
    assert capsys.readouterr().out == f"{name} unchanged\n"


@pytest.mark.parametrize("name", FILES)
def test_a_file_that_cannot_be_loaded_ends_with_2_and_its_name(station, tmp_path, capsys, name):
    path = tmp_path / "wrong.toml"
    assert main([name, "load", str(path), "--db", station]) == 2
    path.write_text("wrong = 1\n", "utf-8")
    assert main([name, "load", str(path), "--db", station]) == 2
    assert all(str(path) in line for line in capsys.readouterr().err.splitlines())


def test_warnings_go_to_stderr(station, tmp_path, capsys):
    path = tmp_path / "rota.toml"
    path.write_text(FILES["rota"].replace("everyone = true", "grades = [2]"), "utf-8")
    assert main(["rota", "load", str(path), "--db", station]) == 0
    assert "no turn to borrow for 一(1)班" in capsys.readouterr().err

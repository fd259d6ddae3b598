import pytest

from db.connection import open_database
from db.models import Audit, SchoolClass
from db.settings import BYLAW_VERSION, get_setting
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


def test_what_is_loaded_here_is_in_the_trail_and_tells_the_stations(station, tmp_path):
    for name in ("policy", "calendar", "patterns"):
        path = tmp_path / f"{name}.toml"
        path.write_text(FILES[name], "utf-8")
        for _ in range(2):
            assert main([name, "load", str(path), "--db", station]) == 0
    assert main(["school", "育英小学", "--db", station]) == 0
    db = open_database(station)
    trail = [(row.deed, row.place, row.staff) for row in Audit.select().order_by(Audit.at, Audit.id)]
    version = get_setting(BYLAW_VERSION)
    db.close()
    deeds = ("policies_loaded", "calendar_loaded", "patterns_loaded", "school_set")
    assert trail == [(deed, "command line", None) for deed in deeds]
    assert version == "4"


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


GRID = FILES["rota"].replace("everyone = true", 'classes = ["一(1)班"]')


def test_a_proposal_is_a_file_that_load_takes(station, tmp_path, capsys):
    path = tmp_path / "rota.toml"
    path.write_text(GRID.replace("weekday = 1", "weekday = [1, 2]").replace("entry]]\n", 'entry]]\nweekday = "mon"\n'))
    assert main(["rota", "load", str(path), "--db", station]) == 0
    db = open_database(station)
    SchoolClass.create(name="一(2)班", grade=1)
    db.close()
    capsys.readouterr()
    assert main(["rota", "solve", "--db", station]) == 0
    proposed, said = capsys.readouterr()
    assert said == "1 classes placed\n"
    path.write_text(proposed, "utf-8")
    assert main(["rota", "load", str(path), "--db", station]) == 0
    assert main(["rota", "proofs", "--language", "en", "--db", station]) == 0
    assert "good: All 2 have one turn" in capsys.readouterr().out


def test_a_class_that_has_no_room_ends_with_1(station, tmp_path, capsys):
    path = tmp_path / "rota.toml"
    path.write_text(GRID.replace('ends = "12:50"', 'ends = "12:05"'), "utf-8")
    assert main(["rota", "load", str(path), "--db", station]) == 0
    assert main(["rota", "solve", "--anew", "--db", station]) == 1
    assert "left: 一(1)班, 45 pupils" in capsys.readouterr().err


def test_sheets_are_written_to_a_file(station, tmp_path, capsys):
    path, pdf = tmp_path / "rota.toml", tmp_path / "rota.pdf"
    assert main(["rota", "sheets", "-o", str(pdf), "--db", station]) == 2
    assert "no rota is published yet" in capsys.readouterr().err
    path.write_text(GRID, "utf-8")
    assert main(["rota", "load", str(path), "--db", station]) == 0
    assert main(["rota", "sheets", "-o", str(pdf), "--db", station]) == 0
    assert pdf.read_bytes().startswith(b"%PDF")
    assert main(["rota", "sheets", "-o", str(tmp_path / "no" / "rota.pdf"), "--db", station]) == 2

"""`loans` and `staff`: what an administrator reads and sets from the command line."""

import io
import json
from datetime import date

import pytest
from argon2 import PasswordHasher

from db.connection import open_database
from db.models import Audit, AuditRow, Change, Item, Loan, Patron, Record, Staff
from db.settings import put_setting
from kiosk.cli import main


@pytest.fixture
def station(tmp_path):
    url = str(tmp_path / "s.db")
    open_database(url).close()
    return url


def reopened(url):
    return open_database(url)


def test_loans_as_json_in_the_schools_time(station, capsys):
    db = reopened(station)
    record = Record.create(isbn="9787556008759", title="草房子")
    patron = Patron.create(number="0002", name="杨曦")
    for ended, label in ((None, None), (1_795_000_000_000, "B01")):
        Loan.create(
            patron=patron,
            item=Item.create(record=record, label=label),
            record=record,
            lent_at=1_795_406_700_000 if ended is None else 1_790_000_000_000,
            due_on=date(2026, 12, 7),
            returned_at=ended,
            ended_as="returned" if ended else "",
        )
    db.close()
    assert main(["loans", "--db", station, "--json", "--open"]) == 0
    (row,) = json.loads(capsys.readouterr().out)
    del row["loan"]
    assert row == {
        "patron": "0002",
        "isbn": "9787556008759",
        "label": None,
        "title": "草房子",
        "lent_at": "2026-11-23T12:05:00+08:00",
        "due_on": "2026-12-07",
        "renewals": 0,
        "in_library": False,
        "returned_at": None,
        "ended_as": "",
    }
    main(["loans", "--db", station])
    table = capsys.readouterr().out
    assert len(table.splitlines()) == 3 and "杨曦" not in table


def test_a_mistyped_database_is_not_made(tmp_path, capsys):
    assert main(["loans", "--db", str(tmp_path / "no.db")]) == 2
    assert not (tmp_path / "no.db").exists()


@pytest.fixture
def stdin(monkeypatch):
    return lambda text: monkeypatch.setattr("sys.stdin", io.StringIO(text))


def test_staff_come_and_go(station, stdin, capsys):
    adding = ["staff", "add", "李老师", "--role", "librarian", "--card", "S01", "--pin-stdin", "--db", station]
    stdin("246800\n")
    assert main(adding) == 0
    db = reopened(station)
    assert PasswordHasher().verify(Staff.get().pin_hash, "246800")
    db.close()
    stdin("246800\n")
    assert main(adding) == 2
    assert main(["staff", "retire", "李老师", "--db", station]) == 0
    assert main(["staff", "retire", "李老师", "--db", station]) == 2
    stdin("135700\n")
    assert main(adding) == 0
    capsys.readouterr()
    main(["staff", "list", "--db", station])
    assert capsys.readouterr().out.splitlines() == [
        "李老师\tlibrarian\tS01\tPIN\tactive",
        "李老师\tlibrarian\t-\tno PIN\tretired",
    ]


@pytest.mark.parametrize("pin", ["12345", "1234567", "12a4", "", "１２３４"])
def test_a_pin_has_six_digits(station, stdin, pin, capsys):
    stdin(f"{pin}\n")
    assert main(["staff", "add", "李老师", "--role", "helper", "--pin-stdin", "--db", station]) == 2
    assert "six digits" in capsys.readouterr().err
    db = reopened(station)
    assert Staff.select().count() == 0
    db.close()


@pytest.mark.parametrize("pin", ["000000", "123456"])
def test_a_pin_that_everybody_would_try_first_is_refused_here_too(station, stdin, pin, capsys):
    stdin(f"{pin}\n")
    assert main(["staff", "add", "李老师", "--role", "helper", "--pin-stdin", "--db", station]) == 2
    assert "try this PIN first" in capsys.readouterr().err
    db = reopened(station)
    assert Staff.select().count() == Audit.select().count() == 0
    db.close()


def test_who_comes_and_goes_is_in_the_trail_and_told_to_stations(station, stdin):
    db = reopened(station)
    put_setting("feed_version", "1")
    db.close()
    stdin("246800\n")
    main(["staff", "add", "李老师", "--role", "librarian", "--card", "S01", "--pin-stdin", "--db", station])
    main(["staff", "retire", "李老师", "--db", station])
    db = reopened(station)
    assert [(entry.deed, entry.place, entry.staff) for entry in Audit.select().order_by(Audit.id)] == [
        ("staff_added", "command line", None),
        ("staff_retired", "command line", None),
    ]
    assert "argon2" not in "".join(row.before + row.after for row in AuditRow.select())
    assert {change.entity_id for change in Change.select().where(Change.entity == "staff")} == {Staff.get().id.hex}
    db.close()


def test_a_pin_is_typed_twice_alike(station, monkeypatch, capsys):
    answers = iter(["246800", "246900"])
    monkeypatch.setattr("getpass.getpass", lambda _: next(answers))
    assert main(["staff", "add", "李老师", "--role", "helper", "--db", station]) == 2
    assert "differ" in capsys.readouterr().err

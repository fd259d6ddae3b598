"""`rehearse` and `audit`: what a person at a terminal reads of tomorrow and of what was changed."""

import json
from datetime import date

import pytest

from db import models
from db.connection import open_database
from db.settings import get_setting
from kiosk.cli import main
from kiosk.office.editing import editing
from tests import school
from tests.office.rooms import actor_of

AT = school.MONDAY_NOON


@pytest.fixture
def url(tmp_path):
    """A school that lends every day without bells; one of two pupils is blocked, a title has no price."""
    url = str(tmp_path / "s.db")
    db = open_database(url)
    school.policy(category="student")
    group = school.school_class("三(2)班")
    for number in ("0001", "0002"):
        school.patron(number, f"读者{number}", group)
    school.record("9787100000000", "书", shelf="A1")
    staff = models.Staff.create(name="陈老师", role="librarian")
    with editing(school.desk_at(db), actor_of(staff), AT, "patron_blocked", number="0002") as edit:
        edit.update(models.Patron, models.Patron.get(models.Patron.number == "0002").id, blocked=True)
    db.close()
    return url


def test_a_rehearsal_is_printed_by_number_and_never_by_name(url, capsys):
    assert main(["rehearse", "--db", url, "--language", "en"]) == 1
    said = capsys.readouterr().out
    assert "2 people" in said and "0002\t三(2)班\tCard paused" in said and "1 title without a price" in said
    assert "读者" not in said
    assert main(["rehearse", "--db", url, "--json"]) == 1
    told = json.loads(capsys.readouterr().out)
    assert date.fromisoformat(told["day"]).weekday() < 5
    [turn] = told["turns"]
    assert (turn["people"], turn["refused"]) == (
        2,
        [{"reader": "0002", "class": "三(2)班", "codes": ["patron_blocked"]}],
    )
    assert told["faults"] == {"no_price": 1}


def test_a_school_that_is_ready_says_so(url, capsys):
    db = open_database(url)
    models.Patron.update(blocked=False).execute()
    models.Record.update(price="12.00").execute()
    db.close()
    assert main(["rehearse", "--db", url]) == 0
    assert "都没问题" in capsys.readouterr().out


def test_a_change_is_listed_shown_and_taken_back(url, capsys):
    assert main(["audit", "--db", url]) == 0
    [line] = capsys.readouterr().out.splitlines()
    short, at, who = line.split("\t")[:3]
    assert (at, who) == ("2026-11-23 12:07:00", "陈老师")
    assert main(["audit", "--db", url, "--show", short, "--language", "en"]) == 0
    assert "Card paused\tno\tyes" in capsys.readouterr().out
    assert main(["audit", "--db", url, "--undo", short]) == 2
    assert main(["audit", "--db", url, "--undo", "nothing!", "--staff", "陈老师"]) == 2
    assert main(["audit", "--db", url, "--undo", short, "--staff", "陈老师"]) == 0
    capsys.readouterr()
    assert main(["audit", "--db", url, "--json"]) == 0
    newest, first = json.loads(capsys.readouterr().out)
    assert first["state"] and not newest["state"]
    assert main(["audit", "--db", url, "--undo", short, "--staff", "陈老师"]) == 2
    assert "已经撤销过了" in capsys.readouterr().err
    assert main(["audit", "--db", url, "--day", "2026-11-22"]) == 0
    assert capsys.readouterr().out == ""
    db = open_database(url)
    assert not models.Patron.get(models.Patron.number == "0002").blocked and get_setting("timezone")
    db.close()

"""`notices`: what the librarian reads, and takes off the list."""

import json

import pytest

from db import models
from db.connection import open_database
from kiosk.cli import main
from kiosk.selfcheck.station import Station
from tests import school

HORSE, CAT = "9787506380263", "9787020024759"


@pytest.fixture
def station(tmp_path):
    """A school in which a child borrowed a mislabelled book, another brought back a classmate's copy, and a label and
    an ISBN were unknown."""
    url = str(tmp_path / "s.db")
    db = open_database(url)
    for number in ("0189", "0190"):
        school.patron(number, "王小明")
    school.policy(category="student", max_loans=9)
    models.Staff.create(name="陈老师", role="librarian")
    school.record(HORSE, "马")
    school.record(CAT, "猫", copies=0, labels=("B0000001", "B0000002", "B0000003"))
    clock = school.SteppingClock()
    desk = Station(school.desk_at(db), clock)
    showings = [
        ("R0189",), ("B0000001",), ("R0190",), ("B0000002",), ("R0189",), ("B0000002",), ("B0000003", HORSE),
        (HORSE, "B9999999"), ("9787100099578",),
    ]  # fmt: skip
    for presentation, texts in enumerate(showings, 1):
        for text in texts:
            desk.scan(school.scan(text, presentation))
        clock.wait(seconds=1)
        desk.tick()
    db.close()
    return url


def listed(station, capsys, *options: str) -> list[dict]:
    assert main(["notices", "--db", station, "--json", *options]) == 0
    return json.loads(capsys.readouterr().out)


def test_the_list_says_what_happened_in_both_languages(station, capsys):
    said = {row["kind"]: row["says"] for row in listed(station, capsys, "--language", "en")}
    assert said == {
        "not_own_copy": "Reader 0189 brought back B0000002 《猫》, which reader 0190 had, and still has B0000001",
        "label_mismatch": "The label B0000003 belongs to 《猫》, but the cover's 9787506380263 is 《马》",
        "label_to_mend": "The label B9999999 on 《马》 is not registered",
        "isbn_not_registered": "The book 9787100099578 is not registered yet",
    }
    assert all(row["advice"] for row in listed(station, capsys, "--language", "en"))
    for row in listed(station, capsys):
        assert "{" not in row["says"] and row["says"] not in said.values()


def test_an_isbn_without_a_title_is_said_to_be_none(station, capsys):
    db = open_database(station)
    item = models.Item.get(label="B0000001")
    body = {"text": "B0000001", "isbn": "9787100099578", "item": item.id.hex, "record": item.record_id.hex}
    models.Notice.create(kind="label_mismatch", at=0, body=json.dumps(body))
    db.close()
    first = listed(station, capsys, "--language", "en")[0]
    assert "belongs to 《猫》, but the cover's 9787100099578 is a book not registered" in first["says"]


def test_no_childs_name_is_on_it(station, capsys):
    main(["notices", "--db", station])
    main(["notices", "--db", station, "--json"])
    assert "王小明" not in capsys.readouterr().out


def test_what_is_resolved_is_gone_from_the_list_and_stays_in_the_database(station, capsys):
    main(["notices", "--db", station])
    lines = capsys.readouterr().out.splitlines()
    first = lines[0].split()[0]
    assert main(["notices", "--db", station, "--resolve", first]) == 2
    assert main(["notices", "--db", station, "--resolve", first, "--by", "陈老师", "--note", "贴好了"]) == 0
    main(["notices", "--db", station])
    assert capsys.readouterr().out.splitlines() == lines[1:]
    db = open_database(station)
    assert models.Notice.select().count() == len(lines)
    kept = models.Resolution.get()
    assert (kept.staff, kept.note) == (models.Staff.get().id, "贴好了")
    assert models.Journal.get(models.Journal.kind == "notice_resolved").staff == kept.staff
    db.close()
    assert main(["notices", "--db", station, "--resolve", first, "--by", "陈老师"]) == 2


def test_a_notice_that_this_program_does_not_know_is_still_on_the_list(station, capsys):
    db = open_database(station)
    body = {"record": "no id", "patrons": 7, "loans": [7], "text": "\x1b[2J"}
    models.Notice.create(kind="something_new", at=0, body=json.dumps(body))
    models.Notice.create(kind="return_without_loan", at=1, body=json.dumps({"record": "0" * 32}))
    db.close()
    first, second = listed(station, capsys)[:2]
    assert (first["says"], first["text"]) == ("something_new", "·[2J")
    assert second["says"] == "有一本书还回来了，可是没有人借过"

"""Recorded events through the true desk."""

import json

import pytest

from kiosk.cli import main
from tests import school

EVENTS = """时间,借书号,动作,ISBN
2026-11-23 12:06:00,0189,借书,9787506380263
2026-11-23 12:06:20,0190,借书,9787506380263
2026-11-23 12:07:00,0189,还书,9787506380263
2026-11-23 12:07:30,0190,还书,9787506380263
2026-11-23 12:08:00,9999,借书,9787506380263
2026-11-24 12:08:00,0190,借书,9787506380263
"""


@pytest.fixture
def events(tmp_path, database):
    third = school.school_class("三(2)班")
    school.patron("0189", "王小明", third)
    school.patron("0190", "李雨涵", third)
    school.policy()
    school.record("9787506380263", "马")
    school.rota("enforce", (0, "12:05", "12:20", "三(2)班"))
    path = tmp_path / "events.csv"
    path.write_text(EVENTS, encoding="utf-8")
    return path


def replayed(capsys, *arguments: str) -> dict:
    assert main(["replay", *arguments, "--json"]) == 0
    return json.loads(capsys.readouterr().out)


@pytest.mark.parametrize(
    ("mode", "denials"),
    [
        ("off", {"item_on_loan": 1, "patron_not_found": 1}),
        ("enforce", {"item_on_loan": 1, "patron_not_found": 1, "library_closed": 1}),
    ],
)
def test_no_event_is_lost_whatever_the_answer(events, db_url, capsys, mode, denials):
    result = replayed(capsys, str(events), "--db", db_url, "--mode", mode)
    assert (result["events"], result["check_ins"], result["check_ins_not_on_loan"]) == (6, 2, 1)
    assert result["denials"] == denials
    assert result["check_outs"] + result["denied"] == 4


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("时间,借书号\n", "line 1 lacks the heading 动作"),
        ("时间,借书号,动作,ISBN\n昨天,1,借书,1\n", "line 2"),
        ("时间,借书号,动作,ISBN\n2026-11-23 12:06:00,1,拿走,1\n", "line 2"),
    ],
)
def test_a_file_that_is_no_list_of_events_is_refused_in_one_sentence(events, db_url, capsys, text, says):
    events.write_text(text, encoding="utf-8")
    assert main(["replay", str(events), "--db", db_url]) == 2
    assert says in capsys.readouterr().err

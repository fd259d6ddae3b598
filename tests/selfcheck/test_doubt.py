"""Each rule of doubt by itself."""

from datetime import datetime, timedelta

import pytest

from kiosk.hardware.scan import Evidence, Visitor
from kiosk.selfcheck.next_child import Doubt, OpenVisit, doubt, is_in_own_slot
from tests import school

BEGAN = school.MONDAY_NOON


def after(seconds: float) -> datetime:
    return BEGAN + timedelta(seconds=seconds)


@pytest.mark.parametrize(
    ("evidence", "seconds", "found"),
    [
        (Evidence(Visitor.STAYED), 3, None),
        (Evidence(Visitor.STAYED, unread=2.0), 29, None),
        (Evidence(Visitor.CHANGED), 1, Doubt.CHANGED),
        (Evidence(Visitor.LEFT), 1, Doubt.LEFT),
        (Evidence(unread=0.3), 2, None),
        (Evidence(unread=0.4), 2, Doubt.UNREAD),
        (Evidence(empty=5.9), 19.9, None),
        (Evidence(empty=6), 11.9, None),
        (Evidence(empty=6), 12, Doubt.QUIET),
        (Evidence(empty=0), 20, Doubt.QUIET),
        (None, 19.9, None),
        (None, 20, Doubt.QUIET),
    ],
)
def test_what_is_doubted(evidence: Evidence | None, seconds: float, found: Doubt | None) -> None:
    assert doubt(evidence, OpenVisit(BEGAN, 1), after(seconds)) is found


def test_a_queue_is_asked_sooner() -> None:
    visit = OpenVisit(BEGAN, 1, in_slot=True)
    assert doubt(Evidence(empty=4), visit, after(8)) is Doubt.QUIET
    assert doubt(Evidence(empty=3.9), visit, after(8)) is None
    assert doubt(Evidence(empty=4), visit, after(7.9)) is None


def test_an_answer_is_believed_for_a_while_but_not_against_what_is_seen() -> None:
    visit = OpenVisit(BEGAN, 1).confirmed(after(0))
    assert doubt(Evidence(empty=13), visit, after(13)) is None
    assert doubt(Evidence(Visitor.LEFT), visit, after(1)) is Doubt.LEFT
    assert doubt(Evidence(empty=13), visit, after(20)) is Doubt.QUIET


@pytest.mark.parametrize(("mode", "in_slot"), [("off", False), ("prefer", True), ("enforce", True)])
def test_a_slot_is_that_of_the_visitors_class(database, mode: str, in_slot: bool) -> None:
    school.rota(mode, (0, "12:05", "12:20", "三(2)班"), (0, "12:40", "13:00", ""))
    desk = school.desk_at(database)
    school.patron("0189", "王小明", school.school_class("三(2)班"))
    school.patron("0190", "李雨涵", school.school_class("三(3)班"))
    rota = desk.bylaw().rota
    assert is_in_own_slot(rota, desk.facts.patron("0189"), BEGAN) is in_slot
    assert not is_in_own_slot(rota, desk.facts.patron("0190"), BEGAN)
    assert not is_in_own_slot(rota, desk.facts.patron("0189"), BEGAN + timedelta(minutes=40))

"""The notice of closing: announced in a few taps, said on its days, withdrawn, taken back, told to other stations."""

from datetime import date, timedelta

import pytest

from db.models import ClosingNotice
from kiosk.office.actors import Actor
from kiosk.office.closing_notice.notices import announce, coming, said_on
from kiosk.office.closing_notice.views import Closing, ClosingKind, ClosingNoticeAction, ClosingNotices
from kiosk.office.permissions import Role
from kiosk.office.refusal import NotDone
from kiosk.selfcheck.station import Station
from kiosk.sync.entities import ENTITIES
from kiosk.taps import FrameAction
from tests.office.rooms import context, room, tapped
from tests.school import MONDAY_NOON, SteppingClock

MONDAY = MONDAY_NOON.date()
AT_ELEVEN = Closing(ClosingKind.CLOSES_AT, "11:00")


@pytest.fixture
def notices(desk, tmp_path):
    return room("closing_notice", context(desk, tmp_path))


def announced(notices, first: date, last: date) -> None:
    tapped(notices, ClosingNoticeAction.ADD)
    tapped(notices, FrameAction.PICK, ClosingKind.CLOSES_AT)
    tapped(notices, FrameAction.PICK, "660")
    tapped(notices, FrameAction.PICK, str(first))
    tapped(notices, FrameAction.PICK, str(last))


def test_five_taps_announce_it_and_it_is_said_on_its_days_alone(notices):
    announced(notices, MONDAY, MONDAY + timedelta(days=1))
    view = notices.view(MONDAY_NOON)
    assert isinstance(view, ClosingNotices)
    assert [(row.closing, row.is_on) for row in view.rows] == [(AT_ELEVEN, True)]
    days = [MONDAY + timedelta(days=ahead) for ahead in (-1, 0, 1, 2)]
    assert [said_on(day) for day in days] == [None, AT_ELEVEN, AT_ELEVEN, None]


def test_the_idle_screen_says_it(notices, desk):
    announced(notices, MONDAY, MONDAY)
    assert Station(desk, SteppingClock()).view.closing == AT_ELEVEN
    assert Station(desk, SteppingClock(MONDAY_NOON + timedelta(days=1))).view.closing is None


def test_a_day_without_opening_needs_no_clock(notices):
    tapped(notices, ClosingNoticeAction.ADD)
    tapped(notices, FrameAction.PICK, ClosingKind.CLOSED)
    tapped(notices, FrameAction.PICK, str(MONDAY))
    tapped(notices, FrameAction.PICK, str(MONDAY))
    assert said_on(MONDAY) == Closing(ClosingKind.CLOSED)


def test_it_is_withdrawn_and_taken_back(notices):
    announced(notices, MONDAY, MONDAY)
    (row,) = notices.view(MONDAY_NOON).rows
    tapped(notices, ClosingNoticeAction.WITHDRAW, row.id)
    assert tapped(notices, FrameAction.YES).rows == ()
    assert said_on(MONDAY) is None
    tapped(notices, FrameAction.UNDO)
    assert said_on(MONDAY) == AT_ELEVEN


def test_the_one_announced_last_counts_and_those_that_are_over_are_gone(notices, desk, actor):
    yesterday = MONDAY - timedelta(days=1)
    announce(desk, actor, MONDAY_NOON, ClosingKind.CLOSED, None, yesterday, yesterday)
    announce(desk, actor, MONDAY_NOON, ClosingKind.OPENS_AT, 540, MONDAY, MONDAY)
    announced(notices, MONDAY, MONDAY)
    assert said_on(MONDAY) == AT_ELEVEN
    assert coming(MONDAY, 0, 6)[0] == 2


def test_whoever_may_not_is_refused_and_so_are_days_that_end_before_they_begin(desk, librarian, actor):
    asked = (MONDAY_NOON, ClosingKind.CLOSED, None, MONDAY, MONDAY - timedelta(days=1))
    assert announce(desk, Actor(librarian.id, Role.HELPER), *asked) == NotDone("not_allowed")
    assert announce(desk, actor, *asked) == NotDone("ends_before")
    assert ClosingNotice.select().count() == 0


def test_other_stations_are_told():
    assert ENTITIES["closing_notice"].model is ClosingNotice

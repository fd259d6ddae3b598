"""The librarian sees to what waits, at the station, behind the PIN."""

import json

import pytest
from argon2 import PasswordHasher

from db import models
from kiosk.office.today.notice_views import NoticeDetail, Notices
from kiosk.selfcheck import views
from kiosk.sync.resolutions import is_open
from kiosk.taps import Tap, TapChoice, TapKey
from tests import school

CODES = [f"97871000{number:05d}" for number in range(13)]


@pytest.fixture
def librarian(corner):
    """The member of staff at the staff menu; as many notices as CODES wait, a second apart."""
    hasher = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)
    member = models.Staff.create(name="陈老师", role="librarian", pin_hash=hasher.hash("135790"))
    for code in CODES:
        corner.desk.note("isbn_not_registered", corner.clock(), text=code)
        corner.wait(1)
    corner.tap(Tap.STAFF)
    for digit in "135790":
        view = corner.tap(TapKey(digit))
    assert view.notices == len(CODES)
    return member


def said(view: Notices) -> list[str]:
    return [line.facts["text"] for line in view.rows]


def test_the_newest_come_first_and_six_are_a_page(corner, librarian):
    view = corner.tap(Tap.NOTICES)
    assert (said(view), view.page, view.pages, view.total) == (CODES[:-7:-1], 0, 3, 13)
    corner.tap(Tap.NEXT_PAGE)
    assert said(corner.tap(Tap.NEXT_PAGE)) == CODES[:1]
    assert corner.tap(Tap.NEXT_PAGE).page == 2
    assert isinstance(corner.tap(Tap.BACK), views.StaffMenu)


def test_what_is_seen_to_goes_and_comes_back_when_it_was_a_mistake(corner, librarian):
    chosen = corner.tap(Tap.NOTICES).rows[1]
    assert corner.tap(TapChoice(chosen.id)) == NoticeDetail(chosen)
    view = corner.tap(Tap.RESOLVE)
    assert (view.done, view.total) == (chosen, 12) and chosen not in view.rows
    kept = models.Resolution.get_by_id(chosen.id)
    assert (kept.resolved, kept.staff) == (True, librarian.id)
    view = corner.tap(Tap.REOPEN)
    assert (view.done, view.total) == (None, 13) and view.rows[1] == chosen
    kinds = ("notice_resolved", "notice_reopened")
    told = list(models.Journal.select().where(models.Journal.kind.in_(kinds)).order_by(models.Journal.seq))
    assert [(event.kind, event.staff) for event in told] == [(kind, librarian.id) for kind in kinds]
    assert {json.loads(event.body)["notice"] for event in told} == {chosen.id.hex}


def test_the_last_of_the_last_page_leads_to_the_page_before(corner, librarian):
    corner.tap(Tap.NOTICES)
    corner.tap(Tap.NEXT_PAGE)
    last = corner.tap(Tap.NEXT_PAGE).rows[0]
    corner.tap(TapChoice(last.id))
    view = corner.tap(Tap.RESOLVE)
    assert (view.page, view.pages, len(view.rows)) == (1, 2, 6)


def test_a_line_that_somebody_else_has_seen_to_meanwhile_is_not_opened(corner, librarian):
    chosen = corner.tap(Tap.NOTICES).rows[0]
    models.Resolution.create(id=chosen.id, resolved=True, hlc=2**62, at=0)
    view = corner.tap(TapChoice(chosen.id))
    assert isinstance(view, Notices) and view.total == 12


def test_no_name_is_on_it_and_the_station_goes_back_by_itself(corner, librarian):
    one = school.patron("0189", "王小明")
    corner.desk.note("copy_lent_twice", corner.clock(), patrons=[one.id.hex, one.id.hex])
    newest = corner.tap(Tap.NOTICES).rows[0]
    assert newest.facts["reader"] == "0189" and "王小明" not in str(corner.tap(TapChoice(newest.id)))
    assert isinstance(corner.wait(61), views.Welcome)
    assert models.Notice.select().where(is_open()).count() == 14

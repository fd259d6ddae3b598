"""Into the office and out of it: behind the PIN, locked when nobody touches it; what is read there stays there."""

from dataclasses import replace
from enum import StrEnum

import pytest
from argon2 import PasswordHasher

from db import models
from db.settings import put_setting
from kiosk.office.features import Feature
from kiosk.office.permissions import Permission
from kiosk.office.touch_kit.page import Done, GoTo, LendTo, Page
from kiosk.office.touch_kit.views import Confirmation, Office, Working
from kiosk.selfcheck import views
from kiosk.selfcheck.staff_desk import OfficeSetup
from kiosk.selfcheck.station import Station
from kiosk.taps import Act, FrameAction, Tap, TapKey, TapRoom
from tests import school


class Deed(StrEnum):
    COUNT = "count"
    GO = "go"
    LEND = "lend"


class CountingPage(Page):
    """As simple as can be: counts taps and scans."""

    def __init__(self, subject: str) -> None:
        self.subject, self.count = subject, 0

    def tap(self, tap, at):
        match tap:
            case Act(Deed.COUNT):
                self.count += 1
                return Done("office.working")
            case Act(Deed.GO, subject):
                return GoTo("books", subject)
            case Act(Deed.LEND, number):
                return LendTo(models.Patron.get(number=number).id)
        return None

    def scan(self, scan, at):
        self.count += 100

    def view(self, at):
        return Working(f"page.{self.subject}", self.count)


def pages(context, subject):
    return (CountingPage(subject),)


def features(*names: str) -> tuple[Feature, ...]:
    return tuple(Feature(name, "home", Permission.TODAY, __name__) for name in names)


@pytest.fixture
def corner(corner):
    corner.station = Station(corner.desk, corner.clock, office_setup=OfficeSetup(features=features("today", "books")))
    return corner


def sign_in(corner, role: str = "librarian"):
    hasher = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)
    models.Staff.create(name="林老师", role=role, pin_hash=hasher.hash("135790"))
    corner.tap(Tap.STAFF)
    for digit in "135790":
        view = corner.tap(TapKey(digit))
    return view


def test_the_office_opens_behind_the_pin(corner):
    assert sign_in(corner).has_office
    view = corner.tap(Tap.OFFICE)
    assert isinstance(view, Office)
    assert (view.room, [place.name for place in view.rail], view.staff_name) == ("today", ["today", "books"], "林老师")


def test_without_rooms_there_is_no_office(corner):
    corner.station = Station(corner.desk, corner.clock, office_setup=OfficeSetup(features=()))
    assert not sign_in(corner).has_office
    assert isinstance(corner.tap(Tap.OFFICE), views.StaffMenu)


def test_a_room_stays_as_it_was_left_and_begins_anew_at_a_second_tap(corner):
    sign_in(corner)
    corner.tap(Tap.OFFICE)
    corner.tap(Act(Deed.COUNT))
    corner.tap(TapRoom("books"))
    assert corner.tap(TapRoom("today")).page.done == 1
    assert corner.tap(TapRoom("today")).page.done == 0


def test_what_was_just_done_is_said_until_the_next_tap(corner):
    sign_in(corner)
    corner.tap(Tap.OFFICE)
    assert corner.tap(Act(Deed.COUNT)).told == Confirmation("office.working")
    assert corner.tap(Act(Deed.GO, "x")).told is None


def test_one_room_leads_into_another(corner):
    sign_in(corner)
    corner.tap(Tap.OFFICE)
    view = corner.tap(Act(Deed.GO, "0199"))
    assert (view.room, view.page.key) == ("books", "page.0199")


def test_a_card_that_is_shown_in_the_office_begins_no_visit(corner):
    school.policy()
    school.patron("0199")
    sign_in(corner)
    corner.tap(Tap.OFFICE)
    assert corner.show("0199").page.done == 100
    assert not corner.outcomes


def test_the_librarian_lends_to_who_has_no_card(corner):
    school.policy()
    school.patron("0199")
    sign_in(corner)
    corner.tap(Tap.OFFICE)
    assert isinstance(corner.tap(Act(Deed.LEND, "0199")), views.Visit)


def test_nobody_touches_it_and_it_locks(corner):
    sign_in(corner)
    corner.tap(Tap.OFFICE)
    assert isinstance(corner.wait(299), Office)
    assert isinstance(corner.wait(2), views.Welcome)
    assert isinstance(corner.tap(Tap.STAFF), views.Pin)


def test_the_lock_closes_it_at_once(corner):
    sign_in(corner)
    corner.tap(Tap.OFFICE)
    assert isinstance(corner.tap(Tap.DISMISS), views.Welcome)


def test_the_rail_holds_any_number_of_features(corner):
    names = [f"feature{number}" for number in range(17)]
    corner.station = Station(corner.desk, corner.clock, office_setup=OfficeSetup(features=features(*names)))
    sign_in(corner)
    view, seen = corner.tap(Tap.OFFICE), []
    while view.rail[0].name not in seen:
        assert view.has_more and len(view.rail) <= 7
        seen += [place.name for place in view.rail]
        view = corner.tap(Act(FrameAction.MORE))
    assert seen == names
    assert corner.tap(TapRoom(names[-1])).room == names[-1]


def test_a_feature_that_the_school_does_not_use_is_not_there(corner):
    unused = replace(features("extra")[0], unused=True)
    corner.station = Station(corner.desk, corner.clock, office_setup=OfficeSetup(features=(*features("today"), unused)))
    sign_in(corner)
    assert [place.name for place in corner.tap(Tap.OFFICE).rail] == ["today"]
    corner.tap(Tap.DISMISS)
    put_setting("uses_extra", "yes")
    corner.tap(Tap.STAFF)
    for digit in "135790":
        corner.tap(TapKey(digit))
    assert [place.name for place in corner.tap(Tap.OFFICE).rail] == ["today", "extra"]

"""Into the office and out of it: behind the PIN, locked when nobody touches it; what is read there stays there."""

from enum import StrEnum

import pytest
from argon2 import PasswordHasher

from db import models
from kiosk.office.touch_kit.room import GoTo, LendTo
from kiosk.office.touch_kit.views import Confirmation, Office
from kiosk.office.touch_kit.views import Working as Page
from kiosk.selfcheck import views
from kiosk.selfcheck.staff_desk import OfficeSetup
from kiosk.selfcheck.station import Station
from kiosk.taps import Act, Room, Tap, TapKey, TapRoom
from tests import school


class Deed(StrEnum):
    COUNT = "count"
    GO = "go"
    LEND = "lend"


class CountingRoom:
    """A room as simple as can be: counts taps and scans on its page."""

    def __init__(self, here, subject: str = "") -> None:
        self.subject, self.count, self.told = subject, 0, None

    def tap(self, tap, at):
        match tap:
            case Act(Deed.COUNT):
                self.count += 1
                self.told = Confirmation("office.working")
            case Act(Deed.GO, subject):
                return GoTo(Room.BOOKS, subject)
            case Act(Deed.LEND, number):
                return LendTo(models.Patron.get(number=number).id)
        return None

    def scan(self, scan, at):
        self.count += 100

    def page(self, at):
        return Page(f"page.{self.subject}", self.count)


@pytest.fixture
def corner(corner):
    grounds = OfficeSetup(rooms={Room.TODAY: CountingRoom, Room.BOOKS: CountingRoom})
    corner.station = Station(corner.desk, corner.clock, grounds=grounds)
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
    assert (view.room, view.rooms, view.staff_name) == (Room.TODAY, (Room.TODAY, Room.BOOKS), "林老师")


def test_without_rooms_there_is_no_office(corner):
    corner.station = Station(corner.desk, corner.clock, grounds=OfficeSetup(rooms={}))
    assert not sign_in(corner).has_office
    assert isinstance(corner.tap(Tap.OFFICE), views.StaffMenu)


def test_a_room_stays_as_it_was_left_and_begins_anew_at_a_second_tap(corner):
    sign_in(corner)
    corner.tap(Tap.OFFICE)
    corner.tap(Act(Deed.COUNT))
    corner.tap(TapRoom(Room.BOOKS))
    assert corner.tap(TapRoom(Room.TODAY)).page.done == 1
    assert corner.tap(TapRoom(Room.TODAY)).page.done == 0


def test_what_was_just_done_is_said_until_the_next_tap(corner):
    sign_in(corner)
    corner.tap(Tap.OFFICE)
    assert corner.tap(Act(Deed.COUNT)).told == Confirmation("office.working")
    assert corner.tap(Act(Deed.GO, "x")).told is None


def test_one_room_leads_into_another(corner):
    sign_in(corner)
    corner.tap(Tap.OFFICE)
    view = corner.tap(Act(Deed.GO, "0199"))
    assert (view.room, view.page.key) == (Room.BOOKS, "page.0199")


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

"""From the PIN to the readers and back to a child's visit, at the station itself."""

import json

from argon2 import PasswordHasher

from db import models
from kiosk.lending.staffing import TRIES
from kiosk.office.people.views import PatronPage, PeopleAction, PeopleList
from kiosk.office.touch_kit.views import Office
from kiosk.selfcheck import views
from kiosk.taps import Act, Tap, TapKey, TapRoom
from tests import school

PIN, HORSE = "135790", "9787506380263"


def sign_in(corner, pin=PIN):
    hasher = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)
    if not models.Staff.select().exists():
        models.Staff.create(name="林老师", role="librarian", pin_hash=hasher.hash(PIN))
    corner.tap(Tap.STAFF)
    for digit in pin:
        view = corner.tap(TapKey(digit))
    return view


def test_a_child_without_a_card_borrows_over_the_librarians_list(corner):
    child = school.patron("0189", "王小明", school.school_class("三(2)班"))
    school.policy()
    school.record(HORSE, "马")
    sign_in(corner)
    corner.tap(Tap.OFFICE)
    view = corner.tap(TapRoom("people"))
    assert isinstance(view, Office) and isinstance(view.page, PeopleList)
    assert isinstance(corner.show("R0189").page, PatronPage)  # the page, not yet the visit
    view = corner.tap(Act(PeopleAction.LEND))
    assert isinstance(view, views.Visit)
    corner.show(HORSE)
    assert models.Loan.get().patron_id == child.id


def test_guessing_at_the_door_is_written_down(corner):
    for guess in range(TRIES):
        view = sign_in(corner, f"{guess:06d}")
        corner.tap(Tap.BACK)
    view = sign_in(corner)
    assert isinstance(view, views.Pin) and view.locked_until is not None
    (entry,) = models.Audit.select()
    assert (entry.deed, json.loads(entry.facts)) == ("pin_guessed", {"name": "林老师", "count": TRIES})
    corner.tap(Tap.BACK)
    corner.left_alone()
    assert isinstance(sign_in(corner), views.StaffMenu)

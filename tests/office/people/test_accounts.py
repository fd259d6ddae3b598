"""Staff accounts: what guessing a PIN comes to, and that somebody can always open the office."""

from datetime import timedelta

import pytest

from db.models import Audit, AuditRow, Staff
from kiosk.lending.identify import StaffCard, identify
from kiosk.lending.staffing import PAUSE, TRIES, check_pin, pin_state, staff_with_pin
from kiosk.office.actors import AT_COMMAND_LINE, Actor
from kiosk.office.editing import undo
from kiosk.office.people import accounts
from kiosk.office.permissions import Role
from kiosk.office.refusal import NotDone
from tests import school
from tests.school import MONDAY_NOON

PIN = "248613"


@pytest.fixture
def second(desk, actor):
    return accounts.add(desk, actor, MONDAY_NOON, "王老师", "librarian")


def test_who_is_added_opens_the_office_once_a_pin_is_set(desk, actor, second):
    assert [member.name for member in staff_with_pin()] == ["林老师"]
    assert accounts.set_pin(desk, actor, MONDAY_NOON, second, PIN) is None
    assert check_pin(desk, second, PIN, MONDAY_NOON)
    assert not check_pin(desk, second, "248614", MONDAY_NOON)


def test_the_pin_stands_nowhere_in_plain_text_nor_its_hash_in_the_trail(desk, actor, second):
    accounts.set_pin(desk, actor, MONDAY_NOON, second, PIN)
    assert Staff.get_by_id(second).pin_hash.startswith("$argon2id$")
    trail = "".join(row.before + row.after for row in AuditRow.select()) + "".join(a.facts for a in Audit.select())
    assert PIN not in trail and "argon2" not in trail
    entry = Audit.get(Audit.deed == "staff_pin")
    assert entry.staff == actor.staff
    assert undo(desk, actor, MONDAY_NOON, entry.id) == NotDone("has_secret")


def test_guessing_is_slowed_down_and_written_down(desk, actor, second):
    accounts.set_pin(desk, actor, MONDAY_NOON, second, PIN)
    at = MONDAY_NOON
    guesses = 0
    for _ in range(3):
        while pin_state(desk, second, at).locked_until is None:
            assert not check_pin(desk, second, f"{guesses:06d}", at)
            guesses += 1
        assert not check_pin(desk, second, PIN, at), "the pause must not look at the PIN at all"
        at += PAUSE + timedelta(seconds=1)
    assert guesses == 3 * TRIES
    guessed = list(Audit.select().where(Audit.deed == "pin_guessed").order_by(Audit.at))
    assert len(guessed) == 3
    assert "王老师" in guessed[0].facts and PIN not in guessed[0].facts
    # All the PINs there are, at this pace: more than a year and a half.
    assert 10 ** len(PIN) / TRIES * PAUSE > timedelta(days=500)


def test_a_new_pin_ends_the_pause(desk, actor, second):
    accounts.set_pin(desk, actor, MONDAY_NOON, second, PIN)
    for _ in range(TRIES):
        check_pin(desk, second, "999999", MONDAY_NOON)
    accounts.set_pin(desk, actor, MONDAY_NOON, second, "190376")
    assert check_pin(desk, second, "190376", MONDAY_NOON)


@pytest.mark.parametrize("pin", ["000000", "777777", "123456", "654321", "890123"])
def test_what_everybody_would_try_first_is_no_pin(desk, actor, second, pin):
    assert accounts.set_pin(desk, actor, MONDAY_NOON, second, pin) == NotDone("pin_guessable")
    assert Staff.get_by_id(second).pin_hash == ""


def test_the_last_librarian_stays(desk, actor, second):
    assert accounts.deactivate(desk, actor, MONDAY_NOON, actor.staff) == NotDone("last_librarian")
    assert accounts.set_role(desk, actor, MONDAY_NOON, actor.staff, "helper") == NotDone("last_librarian")
    accounts.set_pin(desk, actor, MONDAY_NOON, second, PIN)
    accounts.deactivate(desk, Actor(second, Role.LIBRARIAN), MONDAY_NOON, actor.staff)
    assert [member.id for member in staff_with_pin()] == [second]


def test_the_command_line_may_send_the_last_librarian_away(desk, actor):
    """Whoever sits there can always add another one: a forgotten PIN is mended like that."""
    accounts.deactivate(desk, AT_COMMAND_LINE, MONDAY_NOON, actor.staff)
    assert staff_with_pin() == ()


def test_whoever_goes_opens_nothing_any_more(desk, actor):
    helper = accounts.add(desk, actor, MONDAY_NOON, "小李", "helper")
    card = Staff.get_by_id(helper).card
    assert isinstance(identify(desk, card, desk.bylaw().patterns), StaffCard)
    entry = accounts.deactivate(desk, actor, MONDAY_NOON, helper)
    assert not isinstance(identify(desk, card, desk.bylaw().patterns), StaffCard)
    assert undo(desk, actor, MONDAY_NOON, entry) is None
    assert isinstance(identify(desk, card, desk.bylaw().patterns), StaffCard)


def test_a_pupils_card_is_nobodys_staff_card(desk, actor, second):
    school.patron("0199")
    assert accounts.give_card(desk, actor, MONDAY_NOON, second, "R0199") == NotDone("card_of_reader")
    helper = accounts.add(desk, actor, MONDAY_NOON, "小李", "helper")
    theirs = Staff.get_by_id(helper).card
    assert accounts.give_card(desk, actor, MONDAY_NOON, second, theirs) == NotDone("card_of_colleague")
    accounts.give_card(desk, actor, MONDAY_NOON, second, "door chip 77")
    assert identify(desk, "door chip 77", desk.bylaw().patterns).id == second


def test_teachers_who_are_on_the_staff_are_not_offered_again(desk, actor):
    school.patron("9001", "林老师", category="teacher")
    school.patron("9002", "方老师", category="teacher")
    total, options = accounts.teachers(0, 12)
    assert (total, [one.name for one in options]) == (1, ["方老师"])
    assert accounts.add(desk, actor, MONDAY_NOON, "林老师", "helper") == NotDone("name_taken")

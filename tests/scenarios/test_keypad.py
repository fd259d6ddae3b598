"""Bars that cannot be read: their number is typed instead, and no card's number is."""

import pytest

from db import models
from kiosk.selfcheck import views
from kiosk.selfcheck.views import VisitAct
from kiosk.taps import Tap, TapKey
from tests import school

HORSE, DOG, CAT = "9787506380263", "9787532125944", "9787020024759"


@pytest.fixture(autouse=True)
def shelf(database):
    third = school.school_class("三(2)班")
    school.patron("0189", "王小明", third)
    school.patron("0190", "李雨涵", third)
    school.policy(category="student")
    school.record(HORSE, "马", copies=1)
    school.record(DOG, "狗", copies=3)
    school.record(CAT, "猫", copies=0, labels=("B0000001", "20417"))
    models.Staff.create(name="小管理员", role="helper", card="H001")


def type_in(corner, digits: str):
    if not isinstance(corner.station.view, views.Keypad):
        corner.tap(Tap.KEYPAD)
    for digit in digits:
        corner.tap(TapKey(digit))
    corner.tap(Tap.ENTER)
    return corner.wait(0.4)  # an ISBN waits for a label beside it


def open_loans() -> list[str]:
    rows = models.Loan.select().where(models.Loan.returned_at.is_null())
    return [row.item.label or row.record.isbn for row in rows]


@pytest.mark.parametrize(
    ("typed", "lent"), [(HORSE, HORSE), ("0000001", "B0000001"), ("20417", "20417"), ("7506380269", HORSE)]
)
def test_a_typed_book_is_lent_in_a_visit(corner, typed, lent):
    corner.show("R0189")
    view = type_in(corner, typed)
    assert (type(view), view.hero.done, open_loans()) == (views.Visit, VisitAct.CHECKED_OUT, [lent])


def test_a_typed_book_is_returned_without_a_card_and_the_librarian_hears_of_it(corner):
    corner.show("R0189")
    corner.show(HORSE)
    corner.another_day()
    assert isinstance(type_in(corner, HORSE), views.ReturnedWithoutCard)
    assert open_loans() == []
    assert [row.kind for row in models.Notice.select()] == ["returned_by_number"]


def test_a_typed_book_is_returned_in_the_lane_which_stays_open(corner):
    corner.show("R0189")
    corner.show("B0000001")
    corner.another_day()
    corner.show("H001")
    view = type_in(corner, "0000001")
    assert (type(view), view.count, view.last.book.title) == (views.Lane, 1, "猫")
    corner.tap(Tap.KEYPAD)
    assert isinstance(corner.tap(Tap.BACK), views.Lane)
    corner.tap(Tap.KEYPAD)
    assert isinstance(corner.wait(31), views.Lane)
    assert isinstance(corner.wait(601), views.Welcome)


def test_a_wrong_check_digit_is_answered_kindly_and_can_be_mended(corner):
    corner.show("R0189")
    view = type_in(corner, HORSE[:-1] + "4")
    assert (view.said.code, view.digits) == ("number_mistyped", HORSE[:-1] + "4")
    corner.tap(Tap.BACKSPACE)
    assert corner.station.view.said is None
    assert type_in(corner, "3").hero.title == "马"


def test_an_isbn_that_nobody_registered_goes_into_the_red_box_as_when_it_is_scanned(corner):
    corner.show("R0189")
    assert type_in(corner, "9787999999999").said.code == "number_mistyped"
    corner.tap(Tap.BACKSPACE)
    assert type_in(corner, "7").refusal.denials[0].code == "item_not_found"


def test_known_and_unknown_card_numbers_get_the_same_answer_and_open_nothing(corner):
    answers = []
    for number in ("0189", "0187", "001"):  # a card, nobody's, the digits of a helper's card
        view = type_in(corner, number)
        answers.append(view)
        corner.tap(Tap.BACK)
    assert {(answer.said.code, answer.has_no_card) for answer in answers} == {("number_not_found", True)}
    assert isinstance(corner.station.view, views.Welcome)
    assert corner.outcomes == []


def test_a_number_of_a_card_and_of_a_book_is_the_book(corner):
    models.Item.create(record=models.Record.get(isbn=DOG), label="0189")
    assert isinstance(type_in(corner, "0189"), views.AskForCard)
    corner.show("R0190")
    assert open_loans() == ["0189"]


def test_a_classmates_number_changes_nothing_in_a_visit(corner):
    corner.show("R0189")
    view = type_in(corner, "0190")
    assert (view.said.code, view.has_no_card) == ("number_not_found", False)
    assert corner.tap(Tap.BACK).badge.name == "王*明"


def test_without_a_card_the_way_leads_to_the_teacher(corner):
    type_in(corner, "0189")
    assert corner.tap(Tap.NO_CARD).purpose.value == "find_patron"


def test_guessing_is_slow_whether_it_hits_or_not(corner):
    for number in ("0101", "0102", "0103", HORSE, "0104", "0105"):
        type_in(corner, number)
        corner.tap(Tap.DISMISS)
    view = type_in(corner, "20417")
    assert (view.said.code, view.digits) == ("keypad_rests", "20417")
    corner.tap(Tap.BACK)
    assert type_in(corner, HORSE).said.code == "keypad_rests"
    corner.wait(61)
    assert isinstance(type_in(corner, HORSE), views.AskForCard)


def test_guessing_is_slow_behind_a_card_as_well(corner):
    corner.show("R0189")
    for _ in range(6):
        assert isinstance(type_in(corner, CAT), views.Visit)
    assert type_in(corner, HORSE).said.code == "keypad_rests"


def test_a_helper_on_duty_may_type_book_after_book(corner):
    corner.show("H001")
    for _ in range(8):
        assert isinstance(type_in(corner, HORSE), views.Lane)


def test_what_is_too_short_or_too_long_is_not_taken(corner):
    corner.tap(Tap.KEYPAD)
    assert corner.tap(Tap.ENTER).said is None
    assert type_in(corner, "12").digits == "12"
    for digit in "3456789012345":
        corner.tap(TapKey(digit))
    assert corner.station.view.digits == "12345678901234"


def test_digits_are_forgotten_when_nobody_goes_on(corner):
    corner.tap(Tap.KEYPAD)
    corner.tap(TapKey("9"))
    assert isinstance(corner.wait(31), views.Welcome)
    assert corner.tap(Tap.KEYPAD).digits == ""


def test_in_a_visit_the_keypad_goes_first_and_then_the_visit(corner):
    corner.show("R0189")
    corner.tap(Tap.KEYPAD)
    corner.wait(20)
    corner.tap(TapKey("9"))
    assert isinstance(corner.wait(20), views.Keypad)
    assert isinstance(corner.wait(11), views.Visit)
    assert isinstance(corner.wait(31), views.Welcome)


def test_a_card_that_is_shown_after_all_closes_the_keypad(corner):
    corner.tap(Tap.KEYPAD)
    corner.tap(TapKey("9"))
    assert corner.show("R0189").badge.name == "王*明"
    assert corner.tap(Tap.KEYPAD).digits == ""


def test_codes_held_up_on_the_devices_screen_conclude_nothing(corner):
    from argon2 import PasswordHasher

    hasher = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)
    models.Staff.create(name="陈老师", role="librarian", pin_hash=hasher.hash("135790"))
    corner.tap(Tap.STAFF)
    for digit in "135790":
        corner.tap(TapKey(digit))
    assert isinstance(corner.tap(Tap.DEVICES), views.Devices)
    assert isinstance(corner.show("R0189"), views.Devices)
    assert isinstance(corner.tap(Tap.BACK), views.StaffMenu)
    corner.tap(Tap.DEVICES)
    assert isinstance(corner.wait(301), views.Welcome)

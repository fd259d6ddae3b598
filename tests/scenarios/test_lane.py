"""The returns lane: a helper with a pile of books."""

import pytest

from db import models
from kiosk.selfcheck import views
from kiosk.taps import Tap
from tests import school

HORSE, DOG = "9787506380263", "9787532125944"


@pytest.fixture(autouse=True)
def pile(database):
    third = school.school_class("三(2)班")
    for number in ("0189", "0190", "0191"):
        school.patron(number, "王小明", third)
    school.policy(category="student")
    school.record(HORSE, "马", copies=2)
    school.record(DOG, "狗", copies=2, labels=("B0000001",))
    models.Staff.create(name="小管理员", role="helper", card="H0001")


def lend(corner, card: str, *books: str) -> None:
    corner.show(card)
    for book in books:
        corner.show(book)
    corner.tap(Tap.FINISH)
    corner.wait(6)


def open_loans() -> int:
    return models.Loan.select().where(models.Loan.returned_at.is_null()).count()


def test_book_after_book_is_returned_without_a_tap_or_a_card(corner):
    lend(corner, "R0189", HORSE, "B0000001")
    corner.show("H0001")
    corner.show(HORSE)
    lane = corner.show("B0000001", DOG)
    assert (lane.count, lane.red_box, lane.last.book.title) == (2, 0, "狗")
    assert open_loans() == 0


def test_a_book_that_nobody_had_goes_to_the_red_box_and_the_next_goes_on(corner):
    lend(corner, "R0189", HORSE)
    corner.show("H0001")
    lane = corner.show(DOG)
    assert (lane.last.odd.code, lane.last.checked_in, lane.red_box) == ("not_on_loan", False, 1)
    assert corner.show(HORSE).last.odd is None
    assert [notice.kind for notice in models.Notice.select()] == ["return_without_loan"]


def test_a_title_that_several_have_asks_whose_it_is_and_a_card_answers(corner):
    lend(corner, "R0189", HORSE)
    lend(corner, "R0190", HORSE)
    corner.show("H0001")
    assert corner.show(HORSE).last.odd.code == "which_copy"
    assert open_loans() == 2
    lane = corner.show("R0190")
    assert (lane.last.odd, lane.count, open_loans()) == (None, 1, 1)


def test_a_held_book_is_returned_and_kept_for_who_waits(corner):
    lend(corner, "R0189", HORSE)
    models.Hold.create(record=models.Record.get(isbn=HORSE), patron=models.Patron.get(number="0191"), placed_at=1)
    corner.show("H0001")
    assert corner.show(HORSE).last.odd.code == "item_held_for_other"
    assert open_loans() == 0


def test_a_damaged_book_is_returned_and_not_lent_again(corner):
    lend(corner, "R0189", "B0000001")
    corner.show("H0001")
    corner.show("B0000001")
    assert corner.tap(Tap.LANE_DAMAGED).last.odd.code == "item_damaged"
    corner.tap(Tap.LANE_END)
    corner.show("R0190")
    assert corner.show("B0000001").refusal.denials[0].code == "item_in_repair"


def test_the_last_return_can_be_taken_back(corner):
    lend(corner, "R0189", HORSE)
    corner.show("H0001")
    corner.show(HORSE)
    lane = corner.tap(Tap.LANE_UNDO)
    assert (lane.count, open_loans()) == (0, 1)


def test_the_lane_never_shows_a_patron(corner):
    corner.show("H0001")
    assert isinstance(corner.show("R0189"), views.Lane)


def test_an_unknown_code_goes_to_the_red_box(corner):
    corner.show("H0001")
    assert corner.show("B9999999").last.odd.code == "unknown_barcode"

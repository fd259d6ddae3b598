"""Label and ISBN of one cover held against each other: scenarios 16 to 18."""

import json

import pytest

from db import models
from kiosk.selfcheck import views
from kiosk.selfcheck.views import Offer, VisitAct
from kiosk.taps import Tap
from tests import school

HORSE, DOG, CAT, UNREGISTERED = "9787506380263", "9787532125944", "9787020024759", "9787100099578"
CAT_1, CAT_2, DOG_1 = "B0000001", "B0000002", "B0000003"


@pytest.fixture(autouse=True)
def shelf(database):
    third = school.school_class("三(2)班")
    for number in ("0189", "0190"):
        school.patron(number, "王小明", third)
    school.policy(category="student", max_loans=3)
    school.record(HORSE, "马", copies=1)
    school.record(DOG, "狗", copies=1, labels=(DOG_1,))
    school.record(CAT, "猫", copies=0, labels=(CAT_1, CAT_2))
    models.Staff.create(name="小管理员", role="helper", card="H0001")


def lend(corner, card: str, *books: str) -> None:
    corner.show(card)
    for book in books:
        corner.show(book)
    corner.another_day()


def set_state(label: str, state: str) -> None:
    models.Item.update(state=state).where(models.Item.label == label).execute()


def open_loans() -> list[tuple[str, str, str | None]]:
    rows = models.Loan.select().where(models.Loan.returned_at.is_null()).order_by(models.Loan.id)
    return [(row.patron.number, row.record.title, row.item.label) for row in rows]


def mismatches() -> list[dict]:
    return [json.loads(row.body) for row in models.Notice.select().where(models.Notice.kind == "label_mismatch")]


def codes(line) -> list[str]:
    return [note.code for note in line.notes]


def together(corner, isbn, label):
    return corner.show(isbn, label)


def label_first(corner, isbn, label):
    return corner.show(label, isbn)


def label_late(corner, isbn, label):
    corner.show(isbn)
    return corner.show_also(label)


def isbn_late(corner, isbn, label):
    corner.show(label)
    return corner.show_also(isbn)


ORDERS = pytest.mark.parametrize("showing", [together, label_first, label_late, isbn_late])


# --- 16: the label of another title -------------------------------------------------------------------------


@ORDERS
@pytest.mark.parametrize("isbn", [HORSE, DOG])
def test_the_label_says_which_copy_is_lent_and_it_is_one_book(corner, showing, isbn):
    corner.show("R0189")
    view = showing(corner, isbn, CAT_1)
    assert open_loans() == [("0189", "猫", CAT_1)]
    assert (view.hero.title, codes(view.hero), view.earlier, view.refusal) == ("猫", ["label_mismatch"], (), None)
    (notice,) = mismatches()
    loan = models.Loan.get(models.Loan.returned_at.is_null())
    assert (notice["text"], notice["isbn"], notice["loan"]) == (CAT_1, isbn, loan.id.hex)
    assert [o.codes for o in corner.outcomes if o.kind == "notice"] == [("label_mismatch",)]


@ORDERS
def test_what_the_cover_says_is_returned_where_the_label_says_nothing(corner, showing):
    lend(corner, "R0189", HORSE)
    corner.show("R0189")
    view = showing(corner, HORSE, CAT_1)
    assert open_loans() == []
    assert (view.hero.done, view.hero.title, codes(view.hero)) == (VisitAct.RETURNED, "马", ["label_mismatch"])
    assert len(mismatches()) == 1


@ORDERS
def test_what_the_label_says_is_returned_and_the_loan_of_the_covers_title_stays(corner, showing):
    lend(corner, "R0189", HORSE, CAT_1)
    corner.show("R0189")
    assert showing(corner, HORSE, CAT_1).hero.done is VisitAct.RETURNED
    assert open_loans() == [("0189", "马", None)]


@pytest.mark.parametrize("state", ["withdrawn", "lost", "missing", "in_repair"])
def test_a_label_out_of_circulation_stops_no_return(corner, state):
    lend(corner, "R0189", HORSE)
    set_state(CAT_1, state)
    corner.show("R0189")
    assert corner.show(CAT_1, HORSE).hero.done is VisitAct.RETURNED
    assert open_loans() == []


@ORDERS
def test_a_label_that_a_classmate_has_on_record_is_not_lent_again(corner, showing):
    lend(corner, "R0190", CAT_1)
    corner.show("R0189")
    view = showing(corner, HORSE, CAT_1)
    assert (view.refusal.denials[0].code, view.refusal.offers) == ("item_on_loan", (Offer.RETURN_IT,))
    assert open_loans() == [("0190", "猫", CAT_1)]
    assert len(mismatches()) == 1


@ORDERS
def test_an_isbn_that_nobody_registered_stops_no_known_copy(corner, showing):
    corner.show("R0189")
    view = showing(corner, UNREGISTERED, CAT_1)
    assert (view.hero.title, view.refusal, codes(view.hero)) == ("猫", None, ["label_mismatch"])
    assert open_loans() == [("0189", "猫", CAT_1)]


def test_an_unregistered_isbn_and_an_unknown_label_are_one_book_for_the_red_box(corner):
    corner.show("R0189")
    assert [found.code for found in corner.show("B7777777", UNREGISTERED).refusal.denials] == ["item_not_found"]
    kinds = [notice.kind for notice in models.Notice.select().order_by(models.Notice.id)]
    assert kinds == ["isbn_not_registered", "label_to_mend"]


def test_shown_again_it_is_done_already_and_on_the_list_once(corner):
    corner.show("R0189")
    corner.show(HORSE, CAT_1)
    assert corner.show(CAT_1, HORSE).said.code == "already_done"
    assert open_loans() == [("0189", "猫", CAT_1)]
    assert len(mismatches()) == 1


def test_a_return_shown_again_does_not_end_the_loan_of_the_covers_title(corner):
    lend(corner, "R0189", HORSE, CAT_1)
    corner.show("R0189")
    corner.show(HORSE, CAT_1)
    assert corner.show(HORSE, CAT_1).said.code == "already_done"
    assert open_loans() == [("0189", "马", None)]


@ORDERS
def test_without_a_card_the_labels_loan_ends(corner, showing):
    lend(corner, "R0189", CAT_1)
    lend(corner, "R0190", HORSE)
    view = showing(corner, HORSE, CAT_1)
    assert isinstance(view, views.ReturnedWithoutCard)
    assert codes(view.line) == ["label_mismatch"]
    assert open_loans() == [("0190", "马", None)]
    assert len(mismatches()) == 1


@ORDERS
def test_without_a_card_the_only_copy_of_the_cover_comes_back(corner, showing):
    lend(corner, "R0189", HORSE)
    view = showing(corner, HORSE, CAT_1)
    assert isinstance(view, views.ReturnedWithoutCard) and codes(view.line) == ["label_mismatch"]
    assert open_loans() == []


@ORDERS
def test_before_the_card_one_book_waits(corner, showing):
    waiting = showing(corner, HORSE, CAT_1)
    assert [book.title for book in waiting.books] == ["猫"]
    corner.show("R0189")
    assert open_loans() == [("0189", "猫", CAT_1)]
    assert len(mismatches()) == 1


def test_before_the_card_a_readers_own_book_waits_for_its_return(corner):
    lend(corner, "R0189", DOG)
    corner.show(DOG, CAT_1)
    assert corner.show("R0189").hero.done is VisitAct.RETURNED
    assert open_loans() == []


@ORDERS
@pytest.mark.parametrize("lent", [HORSE, CAT_1])
def test_in_the_lane_it_is_returned_once_and_goes_to_the_red_box(corner, showing, lent):
    lend(corner, "R0189", lent)
    corner.show("H0001")
    lane = showing(corner, HORSE, CAT_1)
    assert (lane.count, lane.red_box, lane.last.odd.code, lane.recent) == (1, 1, "label_mismatch", ())
    assert open_loans() == []
    assert len(mismatches()) == 1


def test_in_the_lane_a_card_still_tells_whose_nameless_copy_it_was(corner):
    models.Item.create(record=models.Record.get(isbn=HORSE))
    lend(corner, "R0189", HORSE)
    lend(corner, "R0190", HORSE)
    corner.show("H0001")
    assert corner.show(HORSE, CAT_1).last.odd.code == "which_copy"
    assert corner.show("R0190").count == 1
    assert open_loans() == [("0189", "马", None)]


def test_in_the_lane_two_labels_of_a_title_in_one_frame_are_two_books(corner):
    lend(corner, "R0189", CAT_1, CAT_2)
    corner.show("H0001")
    assert corner.show(CAT_1, CAT_2, CAT).count == 2
    assert open_loans() == []


# --- 17: a classmate's copy ---------------------------------------------------------------------------------


def test_a_classmates_copy_of_ones_own_title_is_returned_and_ones_own_stays(corner):
    lend(corner, "R0190", CAT_2)
    lend(corner, "R0189", CAT_1)
    corner.show("R0189")
    view = corner.show(CAT, CAT_2)
    assert (view.hero.done, codes(view.hero), view.refusal) == (VisitAct.RETURNED, ["not_own_copy"], None)
    assert open_loans() == [("0189", "猫", CAT_1)]
    (notice,) = models.Notice.select()
    facts = json.loads(notice.body)
    assert (notice.kind, facts["text"]) == ("not_own_copy", CAT_2)
    assert facts["own"] == models.Loan.get(models.Loan.returned_at.is_null()).id.hex


def test_how_late_the_classmates_book_is_is_not_told(corner):
    lend(corner, "R0190", CAT_2)
    corner.wait(30 * 24 * 3600)
    lend(corner, "R0189", CAT_1)
    corner.show("R0189")
    assert corner.show(CAT_2).hero.days_late == 0
    assert corner.show(CAT_1).hero.done is VisitAct.RETURNED


@pytest.mark.parametrize("showing", [together, label_first, label_late])
def test_one_of_ones_own_two_copies_is_told_by_its_label(corner, showing):
    lend(corner, "R0189", CAT_1, CAT_2)
    corner.show("R0189")
    assert showing(corner, CAT, CAT_2).hero.done is VisitAct.RETURNED
    assert open_loans() == [("0189", "猫", CAT_1)]


def test_two_copies_whose_labels_are_read_after_their_isbn_are_both_returned(corner):
    lend(corner, "R0189", CAT_1, CAT_2)
    corner.show("R0189")
    corner.show(CAT)
    corner.show_also(CAT_1)
    corner.show_also(CAT_2)
    assert open_loans() == []


def test_a_copy_that_is_taken_over_in_the_same_visit_is_asked_about(corner):
    lend(corner, "R0190", CAT_2)
    corner.show("R0189")
    corner.show(CAT_1)
    assert corner.show(CAT_2).refusal.offers == (Offer.RETURN_IT,)
    corner.tap(Tap.RETURN_IT)
    assert open_loans() == [("0189", "猫", CAT_1)]


# --- 18: two books held side by side ------------------------------------------------------------------------


@pytest.mark.parametrize("label_at", [(620, 400, 0), (420, 320, 40)])
def test_the_isbn_of_one_book_and_the_label_of_another_are_two_loans(corner, label_at):
    corner.show("R0189")
    corner.show_at({HORSE: (300, 400, 0), CAT_1: label_at})
    assert open_loans() == [("0189", "马", None), ("0189", "猫", CAT_1)]
    assert mismatches() == []


def test_a_label_that_has_its_own_isbn_in_view_is_no_other_books(corner):
    corner.show("R0189")
    corner.show_at({CAT: (900, 400, 0), HORSE: (300, 400, 0), CAT_1: (320, 300, 0)})
    assert open_loans() == [("0189", "马", None), ("0189", "猫", CAT_1)]
    assert mismatches() == []


def test_of_two_isbns_the_nearer_is_the_one_that_the_label_contradicts(corner):
    corner.show("R0189")
    corner.show_at({HORSE: (300, 400, 0), DOG: (700, 400, 0), CAT_1: (690, 290, 0)})
    assert sorted(open_loans()) == [("0189", "猫", CAT_1), ("0189", "马", None)]
    assert [notice["isbn"] for notice in mismatches()] == [DOG]


def test_an_old_label_beside_isbn_and_label_of_a_book_is_only_noted(corner):
    corner.show("R0189")
    view = corner.show_at({"B7777777": (300, 290, 0), CAT_1: (300, 520, 0), CAT: (300, 400, 0)})
    assert (view.refusal, codes(view.hero)) == (None, ["label_to_mend"])


def test_an_unknown_label_is_put_to_the_nearer_book(corner):
    corner.show("R0189")
    view = corner.show_at({"B7777777": (690, 290, 0), HORSE: (300, 400, 0), DOG: (700, 400, 0)})
    assert {line.title: codes(line) for line in (view.hero, *view.earlier)} == {"狗": ["label_to_mend"], "马": []}

"""What happens to a child between the card and «I am done»."""

import pytest

from db import models
from db.settings import bump_bylaw
from kiosk.circulation.signs import SignKind
from kiosk.selfcheck import views
from kiosk.selfcheck.views import Offer, VisitAct
from kiosk.taps import Tap, TapChoice, TapKey, TapKind, TapUndo
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
    school.record(CAT, "猫", copies=0, labels=("B0000001", "B0000002"))


def open_loans() -> list[tuple[str, str]]:
    rows = models.Loan.select().where(models.Loan.returned_at.is_null()).order_by(models.Loan.id)
    return [(row.patron.number, row.record.title) for row in rows]


def test_a_card_then_two_books_are_two_loans(corner):
    corner.show("R0189")
    corner.show(HORSE)
    view = corner.show(DOG)
    assert open_loans() == [("0189", "马"), ("0189", "狗")]
    assert (view.hero.title, view.hero.done, view.shelf.left) == ("狗", VisitAct.CHECKED_OUT, 0)
    assert view.hero.due_on.isoformat() == "2026-12-08"
    assert [line.title for line in view.earlier] == ["马"]
    assert view.badge.name == "王*明"


def test_a_book_shown_before_the_card_waits_for_it(corner):
    assert isinstance(corner.show(HORSE), views.AskForCard)
    assert corner.show("R0189").hero.title == "马"
    assert open_loans() == [("0189", "马")]


def test_the_same_book_twice_in_a_visit_stays_one_loan(corner):
    corner.show("R0189")
    corner.show(HORSE)
    view = corner.show(HORSE)
    assert view.said.code == "already_done"
    assert open_loans() == [("0189", "马")]


def test_a_book_of_an_earlier_visit_is_returned_and_not_lent_again_in_this_one(corner):
    corner.show("R0189")
    corner.show(HORSE)
    corner.another_day()
    corner.show("R0189")
    assert corner.show(HORSE).hero.done is VisitAct.RETURNED
    assert corner.show(HORSE).said.code == "already_done"
    assert open_loans() == []


def test_returning_makes_room_before_the_limit_is_counted(corner):
    for text in ("R0189", HORSE, DOG):
        corner.show(text)
    corner.another_day()
    corner.show("R0189")
    refused = corner.show("B0000001")
    assert [d.code for d in refused.refusal.denials] == ["loan_limit_reached"]
    assert Offer.MY_LOANS in refused.refusal.offers
    corner.show(HORSE)
    assert corner.show("B0000001").hero.done is VisitAct.CHECKED_OUT


def test_an_undone_loan_leaves_the_book_on_the_shelf(corner):
    corner.show("R0189")
    line = corner.show(HORSE).hero.id
    view = corner.tap(TapUndo(line))
    assert view.hero is None
    assert view.said.code == "undone"
    assert open_loans() == []
    assert models.Item.get(models.Item.record == models.Record.get(isbn=HORSE)).state == "available"


def test_an_undone_return_is_on_loan_again(corner):
    corner.show("R0189")
    corner.show(HORSE)
    corner.another_day()
    corner.show("R0189")
    corner.tap(TapUndo(corner.show(HORSE).hero.id))
    assert open_loans() == [("0189", "马")]


def test_isbn_and_label_of_one_cover_are_one_loan_of_that_copy(corner):
    corner.show("R0189")
    corner.show(CAT, "B0000002")
    assert [loan.item.label for loan in models.Loan.select()] == ["B0000002"]
    corner.tap(Tap.FINISH)
    corner.show("R0190")
    corner.show("B0000001", CAT)
    assert sorted(loan.item.label for loan in models.Loan.select()) == ["B0000001", "B0000002"]


def test_an_unknown_label_beside_a_known_isbn_is_lent_and_noted(corner):
    corner.show("R0189")
    view = corner.show("B7654321", HORSE)
    assert open_loans() == [("0189", "马")]
    assert view.refusal is None
    assert [note.code for note in view.hero.notes] == ["label_to_mend"]
    assert [notice.kind for notice in models.Notice.select()] == ["label_to_mend"]


def test_two_books_in_one_frame_are_two_loans(corner):
    corner.show("R0189")
    corner.show(HORSE, DOG)
    assert open_loans() == [("0189", "马"), ("0189", "狗")]


def test_a_snack_packet_gets_a_friendly_word_and_no_loan(corner):
    corner.show("R0189")
    assert corner.show("6913865641360").refusal.denials[0].code == "not_a_book"
    assert open_loans() == []


def test_an_unknown_code_right_after_the_card_does_not_end_the_visit(corner):
    corner.show("R0189")
    corner.show("6913865641360")
    assert corner.station.total_seconds == 30
    corner.tap(Tap.DISMISS)
    assert corner.show(HORSE).hero.title == "马"


def test_a_question_that_nobody_answers_leaves_the_visit_as_it_was(corner):
    models.Item.create(record=models.Record.get(isbn=HORSE), label="0190")
    corner.show("R0189")
    corner.show(DOG)
    assert isinstance(corner.show("0190"), views.AskKind)
    assert corner.wait(31).hero.title == "狗"
    assert isinstance(corner.wait(31), views.Finished)


def test_the_next_card_ends_the_visit_before(corner):
    corner.show("R0189")
    corner.show(HORSE)
    view = corner.show("R0190")
    assert (view.badge.name, view.hero) == ("李*涵", None)
    corner.show(DOG)
    assert open_loans() == [("0189", "马"), ("0190", "狗")]


def test_a_visit_that_nobody_goes_on_with_ends_and_forgets(corner):
    corner.show("R0189")
    corner.show(HORSE)
    assert corner.station.total_seconds == 30
    assert isinstance(corner.wait(31), views.Finished)
    assert isinstance(corner.wait(6), views.Welcome)


def test_a_book_that_is_carried_away_past_the_camera_stays_lent(corner):
    corner.show("R0189")
    corner.show(HORSE)
    corner.tap(Tap.FINISH)
    corner.show(HORSE)
    corner.wait(6)
    assert corner.show(HORSE).said.denials[0].code == "just_lent"
    assert open_loans() == [("0189", "马")]
    corner.wait(130)
    assert isinstance(corner.show(HORSE), views.ReturnedWithoutCard)


def test_who_comes_back_at_once_goes_on_with_the_same_visit(corner):
    corner.show("R0189")
    corner.show(HORSE)
    corner.wait(31)
    corner.wait(6)
    corner.show("R0189")
    assert corner.show(HORSE).said.code == "already_done"
    assert corner.show(DOG).hero.title == "狗"
    assert open_loans() == [("0189", "马"), ("0189", "狗")]


def test_somebody_else_in_between_makes_it_a_new_visit(corner):
    corner.show("R0189")
    corner.show(HORSE)
    corner.show("R0190")
    corner.show(DOG)
    corner.show("R0189")
    assert corner.show(HORSE).hero.done is VisitAct.RETURNED


def test_the_only_copy_shown_without_a_card_is_returned(corner):
    corner.show("R0189")
    corner.show(HORSE)
    corner.another_day()
    view = corner.show(HORSE)
    assert isinstance(view, views.ReturnedWithoutCard)
    assert open_loans() == []


def test_isbn_and_label_shown_without_a_card_are_one_return(corner):
    corner.show("R0189")
    corner.show(CAT, "B0000002")
    corner.another_day()
    assert isinstance(corner.show("B0000002", CAT), views.ReturnedWithoutCard)


def test_a_nameless_copy_with_others_on_the_shelf_asks_for_the_card(corner):
    corner.show("R0189")
    corner.show(DOG)
    corner.another_day()
    view = corner.show(DOG)
    assert (view.denial.code, open_loans()) == ("which_copy", [("0189", "狗")])
    assert corner.show("R0189").hero.done is VisitAct.RETURNED


def test_two_patrons_with_the_same_title_each_return_their_own(corner):
    for card in ("R0189", "R0190"):
        corner.show(card)
        corner.show(DOG)
    corner.show("R0189")
    corner.show(DOG)
    assert open_loans() == [("0190", "狗")]


def test_a_friends_only_copy_can_be_returned_from_the_refusal(corner):
    corner.show("R0189")
    corner.show(HORSE)
    corner.show("R0190")
    refusal = corner.show(HORSE).refusal
    assert (refusal.denials[0].code, refusal.offers) == ("item_on_loan", (Offer.RETURN_IT,))
    corner.tap(Tap.RETURN_IT)
    assert open_loans() == []


def test_a_reference_book_is_read_here_until_the_end_of_the_day(corner):
    school.policy(item_type="reference", max_loans=1, days=0, lendable=False)
    school.record("9787100099578", "字典", item_type="reference")
    corner.show("R0189")
    refusal = corner.show("9787100099578").refusal
    assert (refusal.denials[0].code, refusal.offers) == ("item_not_for_loan", (Offer.READ_HERE, Offer.STAFF))
    view = corner.tap(Tap.READ_HERE)
    assert (view.hero.done, view.hero.due_on.isoformat()) == (VisitAct.READ_HERE, "2026-11-23")
    assert view.shelf.left == 2


def test_another_class_hears_whose_turn_it_is_and_may_still_return(corner):
    corner.show("R0190")
    corner.show(HORSE)
    school.rota("enforce", (0, "12:05", "12:20", "四(1)班"), (2, "12:05", "12:20", "三(2)班"))
    view = corner.show("R0189")
    facts = view.refusal.denials[0].facts
    assert (facts["serving"], facts["next_at"].isoformat()[:16]) == (("四(1)班",), "2026-11-25T12:05")
    assert corner.station.total_seconds == 15
    assert [d.code for d in corner.show(DOG).refusal.denials] == ["not_your_class_turn"]
    corner.show("R0190")
    assert corner.show(HORSE).hero.done is VisitAct.RETURNED


def test_in_prefer_mode_another_class_is_served_with_a_notice(corner):
    school.rota("prefer", (0, "12:05", "12:20", "四(1)班"), (2, "12:05", "12:20", "三(2)班"))
    corner.show("R0189")
    assert [note.code for note in corner.show(HORSE).hero.notes] == ["served_out_of_turn"]


def test_numbers_that_are_card_and_label_at_once_are_asked_about(corner):
    models.Item.create(record=models.Record.get(isbn=HORSE), label="0189")
    assert isinstance(corner.show("0189"), views.AskKind)
    view = corner.tap(TapKind(is_card=True))
    assert view.badge.name == "王*明"
    corner.show("0189")
    assert corner.tap(TapKind(is_card=False)).hero.title == "马"


def test_staff_may_decide_otherwise_with_their_pin(corner, librarian):
    for text in ("R0189", HORSE, DOG, CAT):
        corner.show(text)
    assert Offer.STAFF in corner.station.view.refusal.offers
    corner.tap(Tap.ASK_STAFF)
    for digit in "135790":
        corner.tap(TapKey(digit))
    assert len(open_loans()) == 3
    assert models.Journal.select().where(models.Journal.staff == librarian).count() == 1


def test_staff_may_let_a_class_borrow_out_of_turn_for_one_visit(corner, librarian):
    school.rota("enforce", (0, "12:05", "12:20", "四(1)班"), (2, "12:05", "12:20", "三(2)班"))
    assert corner.show("R0189").refusal.offers == (Offer.STAFF,)
    corner.tap(Tap.ASK_STAFF)
    for digit in "135790":
        corner.tap(TapKey(digit))
    assert corner.station.view.refusal is None
    corner.show(HORSE)
    assert corner.show(DOG).hero.title == "狗"
    assert corner.show(CAT).refusal.denials[0].code == "loan_limit_reached"
    corner.show("R0190")
    assert corner.station.view.refusal.denials[0].code == "not_your_class_turn"
    assert models.Journal.select().where(models.Journal.staff == librarian).count() == 2


def test_wrong_pins_are_counted_and_then_wait(corner, librarian):
    corner.tap(Tap.STAFF)
    for _ in range(6):
        for digit in "000000":
            corner.tap(TapKey(digit))
    assert corner.station.view.locked_until is not None
    for digit in "135790":
        corner.tap(TapKey(digit))
    assert isinstance(corner.station.view, views.Pin)
    corner.wait(301)
    corner.tap(Tap.STAFF)
    for digit in "135790":
        corner.tap(TapKey(digit))
    assert isinstance(corner.station.view, views.StaffMenu)


def test_a_pupil_without_a_card_is_found_by_class_and_name(corner, librarian):
    corner.tap(Tap.NO_CARD)
    for digit in "135790":
        corner.tap(TapKey(digit))
    classes = corner.station.view
    assert [choice.label for choice in classes.choices] == ["三(2)班"]
    names = corner.tap(TapChoice(classes.choices[0].id))
    view = corner.tap(TapChoice(names.choices[0].id))
    assert view.badge.name == "王*明"


def test_names_that_have_become_alike_bear_their_number(corner, librarian):
    """A station of a centre has masked names only."""
    corner.tap(Tap.NO_CARD)
    for digit in "135790":
        corner.tap(TapKey(digit))
    models.Patron.update(name="陈*").execute()
    [in_class] = corner.station.view.choices
    names = corner.tap(TapChoice(in_class.id))
    in_order = models.Patron.select().where(models.Patron.school_class == in_class.id).order_by(models.Patron.number)
    assert [choice.label for choice in names.choices] == [f"陈* {patron.number}" for patron in in_order]
    assert len(names.choices) > 1


@pytest.fixture
def librarian():
    from argon2 import PasswordHasher

    hasher = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)
    return models.Staff.create(name="陈老师", role="librarian", pin_hash=hasher.hash("135790")).id


def test_at_the_end_of_a_term_books_come_back_and_none_go_out(corner):
    day = corner.clock.at.date()
    for text in ("R0189", HORSE):
        corner.show(text)
    models.Term.create(name="秋", starts_on=day.replace(month=9), ends_on=day.replace(day=30), lending_until=day)
    bump_bylaw()
    corner.another_day()
    assert corner.station.view.sign.kind is SignKind.RETURNS
    corner.show("R0190")
    refused = corner.show(DOG)
    assert [d.code for d in refused.refusal.denials] == ["only_returns_now"]
    corner.tap(Tap.FINISH)
    corner.wait(60)
    corner.show("R0189")
    assert corner.show(HORSE).hero.done is VisitAct.RETURNED
    assert open_loans() == []

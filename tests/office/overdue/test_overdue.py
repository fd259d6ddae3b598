"""Late books by class, the call-in at the end of a term, and classes that leave the school."""

from datetime import date, datetime, timedelta

import pypdfium2
import pytest

from db.models import Audit, ClassRecall, Item, Loan, Patron, ReturnDay, Term
from db.settings import bump_bylaw
from kiosk.clock import to_ms
from kiosk.i18n import load_catalogue
from kiosk.lending.accounts import account
from kiosk.lending.check_ins import check_in
from kiosk.lending.check_outs import CheckedOut, Refused, check_out
from kiosk.lending.desk import Desk
from kiosk.office.actors import Actor
from kiosk.office.editing import undo
from kiosk.office.overdue import late, papers, recall
from kiosk.office.overdue.late import SlipKind
from kiosk.office.overdue.recall import CallInDay
from kiosk.office.overdue.views import NO_CLASS
from kiosk.office.permissions import Role
from kiosk.office.refusal import Gone, NotDone
from tests import school
from tests.school import MONDAY_NOON, TIMEZONE

TODAY = MONDAY_NOON.date()


def at(day: date) -> datetime:
    return datetime.combine(day, MONDAY_NOON.time(), TIMEZONE)


@pytest.fixture
def desk(database) -> Desk:
    school.policy(max_loans=5, days=15)
    third, sixth = school.school_class("三(2)班", 3), school.school_class("六(1)班", 6)
    school.patron("0301", "王小明", third)
    school.patron("0302", "李雨涵", third)
    school.patron("0601", "陈静", sixth)
    school.patron("9001", "周老师", None, category="teacher")
    school.record("9787506380263", "草房子", copies=9, price="16.80", call_number="I287.45")
    Term.create(name="2026年秋", starts_on=date(2026, 9, 1), ends_on=date(2027, 1, 29))
    bump_bylaw()
    return school.desk_at(database)


def lent(desk: Desk, number: str, day: date) -> Loan:
    result = borrow(desk, number, day)
    assert isinstance(result, CheckedOut)
    return Loan.get_by_id(result.loan)


def borrow(desk: Desk, number: str, day: date) -> CheckedOut | Refused:
    book = next(one for one in desk.facts.copies(desk.facts.record("9787506380263")) if one.state == "available")
    return check_out(desk, desk.facts.patron(number), book, at(day))


def named(desk: Desk, name: str):
    return next(one for one in late.late_classes(desk, TODAY) if one.name == name)


def test_late_books_are_counted_by_class_with_the_worst_first(desk):
    for number, day in (("0601", 1), ("0601", 2), ("0301", 2), ("0302", 20), ("9001", 3)):
        lent(desk, number, date(2026, 11, day))
    found = late.late_classes(desk, TODAY)
    assert [(one.name, one.late, one.people) for one in found] == [("六(1)班", 2, 1), ("", 1, 1), ("三(2)班", 1, 1)]
    (line,) = late.late_lines(desk, named(desk, "三(2)班").id, TODAY)
    assert (line.number, line.title, line.due_on, line.days) == ("0301", "草房子", date(2026, 11, 17), 6)
    assert [line.number for line in late.late_lines(desk, NO_CLASS, TODAY)] == ["9001"]


def test_what_came_back_or_stayed_in_the_library_is_not_late(desk):
    loan = lent(desk, "0301", date(2026, 11, 2))
    check_in(desk, desk.facts.loan(loan.id), MONDAY_NOON)
    Loan.update(in_library=True).where(Loan.id == lent(desk, "0302", date(2026, 11, 2)).id).execute()
    assert late.all_late_lines(desk, TODAY) == []


def test_a_page_of_a_class_comes_from_the_database(desk):
    for day in (1, 2, 3, 4):
        lent(desk, "0301", date(2026, 11, day))
    own = named(desk, "三(2)班").id
    pages = [[line.due_on.day for line in late.late_lines(desk, own, TODAY, page, 3)] for page in (0, 1)]
    assert pages == [[16, 17, 18], [19]]


def test_a_lost_book_is_told_once_and_can_be_taken_back(desk, actor):
    loan = lent(desk, "0301", date(2026, 11, 2))
    entry = late.declare_lost(desk, actor, MONDAY_NOON, loan.id.hex)
    assert late.late_line(desk, loan.id.hex, TODAY).is_lost
    assert borrow(desk, "0301", TODAY).denials[0].code == "compensation_owed"
    assert undo(desk, actor, MONDAY_NOON, entry) is None
    assert (Item.get_by_id(loan.item_id).state, Patron.get(number="0301").owes_compensation) == ("on_loan", False)


def test_printing_is_remembered(desk, actor):
    lent(desk, "0301", date(2026, 11, 2))
    late.note_printed(desk, actor, MONDAY_NOON, [named(desk, "三(2)班").id], SlipKind.CLASS)
    assert named(desk, "三(2)班").printed_on == TODAY
    assert named(desk, "六(1)班").printed_on is None


# --- the end of the term ---------------------------------------------------------------------------------------

RECALL = date(2027, 1, 15)


def decided(desk: Desk, actor: Actor, **days: date) -> None:
    for column, day in days.items():
        recall.set_day(desk, actor, MONDAY_NOON, CallInDay(column), day)


def test_after_the_last_day_of_lending_books_only_come_back(desk, actor):
    decided(desk, actor, lending_until=date(2027, 1, 8), recall_on=RECALL)
    assert isinstance(borrow(desk, "0301", date(2027, 1, 8)), CheckedOut)
    refused = borrow(desk, "0301", date(2027, 1, 11))
    assert [found.code for found in refused.denials] == ["only_returns_now"]
    # A teacher does not keep to the rota, nor to its end.
    school.policy(max_loans=5, days=60, category="teacher", rota_exempt=True)
    assert isinstance(borrow(desk, "9001", date(2027, 1, 11)), CheckedOut)


def test_a_recall_that_is_decided_later_shortens_what_is_out_already_and_gives_it_back(desk, actor):
    loan = lent(desk, "0301", date(2027, 1, 5))
    assert loan.due_on == date(2027, 1, 20)
    decided(desk, actor, recall_on=date(2027, 1, 12))
    held = account(desk, desk.facts.patron("0301"), at(date(2027, 1, 13))).loans[0]
    assert (held.loan.due_on, held.days_late) == (date(2027, 1, 12), 1)
    assert [line.days for line in late.all_late_lines(desk, date(2027, 1, 13))] == [1]
    assert late.all_late_lines(desk, date(2027, 1, 12)) == []
    recall.call_off(desk, actor, MONDAY_NOON)
    assert account(desk, desk.facts.patron("0301"), at(date(2027, 1, 13))).loans[0].loan.due_on == date(2027, 1, 20)


def test_on_a_day_of_returns_nothing_is_lent(desk, actor):
    day = date(2026, 11, 27)
    recall.add_return_day(desk, actor, MONDAY_NOON, day)
    (denial,) = borrow(desk, "0301", day).denials
    assert denial.code == "only_returns_now"
    assert isinstance(borrow(desk, "0301", day + timedelta(days=3)), CheckedOut)
    assert recall.campaign(TODAY).return_days == (day,)
    recall.drop_return_day(desk, actor, MONDAY_NOON, day)
    assert ReturnDay.select().count() == 0


def test_days_that_would_cross_are_not_both_kept(desk, actor):
    decided(desk, actor, recall_on=RECALL, lending_until=RECALL)
    term = Term.get()
    assert (term.lending_until, term.recall_on) == (RECALL, None)


def test_the_countdown_has_what_is_out_by_class_and_the_school_days_left(desk):
    for number, day in (("0601", 20), ("0601", 20), ("0302", 20), ("0301", 2)):
        lent(desk, number, date(2026, 11, day))
    found = recall.classes_out(desk, TODAY)
    assert [(one.name, one.out, one.late) for one in found] == [("三(2)班", 2, 1), ("六(1)班", 2, 0)]
    calendar = desk.bylaw().rota.calendar
    assert recall.school_days_left(calendar, TODAY, date(2026, 11, 30)) == 5


def test_a_class_that_leaves_is_called_in_before_the_others(desk, actor):
    sixth = Patron.get(number="0601").school_class_id
    first, second = lent(desk, "0601", date(2026, 11, 20)), lent(desk, "0301", date(2026, 11, 20))
    recall.call_class_in(desk, actor, MONDAY_NOON, sixth.hex)
    recall.set_class_recall(desk, actor, MONDAY_NOON, date(2026, 11, 26))
    assert [line.loan for line in late.all_late_lines(desk, date(2026, 11, 27))] == [first.id.hex]
    assert borrow(desk, "0601", date(2026, 11, 26)).denials[0].facts["opens_at"] is None
    assert isinstance(borrow(desk, "0301", date(2026, 11, 26)), CheckedOut)
    assert second.due_on > date(2026, 11, 27)


def test_a_class_is_signed_off_with_what_is_still_out(desk, actor):
    sixth = Patron.get(number="0601").school_class_id.hex
    lent(desk, "0601", date(2026, 11, 20))
    recall.call_class_in(desk, actor, MONDAY_NOON, sixth)
    (one,) = recall.leaving_classes(desk, TODAY)
    assert (one.out, one.cleared_on) == (1, None)
    assert [(row.number, row.is_clear) for row in recall.leavers(sixth)] == [("0601", False)]
    entry = recall.sign_clearance(desk, actor, MONDAY_NOON, sixth)
    assert (ClassRecall.get().left_open, recall.leaving_classes(desk, TODAY)[0].cleared_on) == (1, TODAY)
    assert borrow(desk, "0601", TODAY).denials[0].code == "only_returns_now"
    assert undo(desk, actor, MONDAY_NOON, entry) is None
    assert isinstance(borrow(desk, "0601", TODAY), CheckedOut)


def test_the_day_of_the_leavers_moves_for_all_but_those_who_have_signed(desk, actor):
    third, sixth = (Patron.get(number=number).school_class_id.hex for number in ("0301", "0601"))
    for class_id in (third, sixth):
        recall.call_class_in(desk, actor, MONDAY_NOON, class_id)
    recall.set_class_recall(desk, actor, MONDAY_NOON, date(2026, 12, 10))
    recall.sign_clearance(desk, actor, MONDAY_NOON, third)
    recall.set_class_recall(desk, actor, MONDAY_NOON, date(2026, 12, 17))
    days = {one.name: one.recall_on.day for one in recall.leaving_classes(desk, TODAY)}
    assert days == {"三(2)班": 10, "六(1)班": 17}


def test_without_a_term_there_is_no_campaign(database):
    assert recall.campaign(TODAY) is None
    assert late.late_classes(school.desk_at(database), TODAY) == []


def test_times_are_the_schools_own(desk, actor):
    """Half past midnight in Shanghai is still yesterday in UTC."""
    loan = lent(desk, "9001", date(2026, 11, 16))
    decided(desk, actor, recall_on=date(2026, 11, 20))
    Loan.update(lent_at=to_ms(datetime(2026, 11, 21, 0, 30, tzinfo=TIMEZONE))).where(Loan.id == loan.id).execute()
    assert late.all_late_lines(desk, TODAY) == []
    Loan.update(lent_at=to_ms(datetime(2026, 11, 20, 23, 30, tzinfo=TIMEZONE))).where(Loan.id == loan.id).execute()
    assert [line.days for line in late.all_late_lines(desk, TODAY)] == [3]


def called_in(desk: Desk, actor: Actor) -> date:
    """Three books at home, two of them of a class that is called in then. Gives the day after its recall."""
    for number in ("0301", "0302"):
        lent(desk, number, date(2026, 11, 20))
    lent(desk, "0601", date(2026, 11, 20))
    third = Patron.get(number="0301").school_class_id.hex
    recall.call_class_in(desk, actor, MONDAY_NOON, third)
    recall.set_class_recall(desk, actor, MONDAY_NOON, date(2026, 11, 26))
    return date(2026, 11, 27)


def test_the_counts_of_classes_know_a_recall_of_a_class(desk, actor):
    today = called_in(desk, actor)
    assert [(one.name, one.late, one.people) for one in late.late_classes(desk, today) if one.late] == [
        ("三(2)班", 2, 2)
    ]
    assert [(one.name, one.out, one.late) for one in recall.classes_out(desk, today)] == [
        ("三(2)班", 2, 2),
        ("六(1)班", 1, 0),
    ]
    assert [line.due_on for line in late.all_late_lines(desk, today)] == [date(2026, 11, 26)] * 2


@pytest.mark.parametrize("kind", SlipKind)
def test_slips_know_a_recall_of_a_class(desk, actor, kind):
    today = called_in(desk, actor)
    late_ones = [one for one in late.late_classes(desk, today) if one.late]
    made = papers.slips(desk, today, kind, late_ones, load_catalogue("zh_CN"))
    (document,) = made.documents
    assert document.name.endswith("2026-11-27.pdf")
    said = "".join(page.get_textpage().get_text_bounded() for page in pypdfium2.PdfDocument(document.content))
    assert ("王小明" in said, "李雨涵" in said, "陈静" in said) == (True, True, False)
    assert said.count("11月26日") == 2


def test_a_helper_decides_nothing_here(desk, librarian):
    helper, loan = Actor(librarian.id, Role.HELPER), lent(desk, "0301", date(2026, 11, 2))
    group, day = Patron.get(number="0301").school_class_id.hex, date(2026, 12, 10)
    refused = NotDone("not_allowed")
    assert late.declare_lost(desk, helper, MONDAY_NOON, loan.id.hex) == refused
    assert late.note_printed(desk, helper, MONDAY_NOON, [group], SlipKind.CLASS) == refused
    assert recall.set_day(desk, helper, MONDAY_NOON, CallInDay.RECALL, day) == refused
    assert recall.add_return_day(desk, helper, MONDAY_NOON, day) == refused
    assert recall.drop_return_day(desk, helper, MONDAY_NOON, day) == refused
    assert recall.call_off(desk, helper, MONDAY_NOON) == refused
    assert recall.call_class_in(desk, helper, MONDAY_NOON, group) == refused
    assert recall.let_class_stay(desk, helper, MONDAY_NOON, group) == refused
    assert recall.set_class_recall(desk, helper, MONDAY_NOON, day) == refused
    assert recall.sign_clearance(desk, helper, MONDAY_NOON, group) == refused
    assert (ClassRecall.select().count(), ReturnDay.select().count(), Audit.select().count()) == (0, 0, 0)


def test_a_book_that_came_back_meanwhile_is_not_declared_lost(desk, actor):
    loan = lent(desk, "0301", date(2026, 11, 2))
    check_in(desk, desk.facts.loan(loan.id), MONDAY_NOON)
    with pytest.raises(Gone):
        late.declare_lost(desk, actor, MONDAY_NOON, loan.id.hex)
    assert Item.select().where(Item.state == "lost").count() == 0

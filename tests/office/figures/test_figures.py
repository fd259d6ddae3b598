"""A term's figures, reckoned from the loans on both engines and kept until something changes."""

from datetime import date, datetime, timedelta

import pytest

from db.models import Loan, Patron, SchoolClass, Term, TermFigures
from kiosk.clock import to_ms
from kiosk.office.actors import Actor
from kiosk.office.figures import reckoning, targets
from kiosk.office.figures.views import EVERY_GRADE, ClassFigure, target_for
from kiosk.office.permissions import Role
from kiosk.office.refusal import NotDone
from tests import school
from tests.school import MONDAY_NOON, TIMEZONE

TODAY = MONDAY_NOON.date()
FIRST = date(2026, 9, 1)


@pytest.fixture
def term(database) -> Term:
    return Term.create(name="2026年秋", starts_on=FIRST, ends_on=date(2027, 1, 29))


def lend(number: str, record, day: date, clock: str = "12:10", **columns) -> None:
    at = datetime.fromisoformat(f"{day}T{clock}").replace(tzinfo=TIMEZONE)
    values = {"returned_at": to_ms(at) + 1, "ended_as": "returned"} | columns
    Loan.create(
        patron=Patron.get(number=number), item=record.items[0], record=record, lent_at=to_ms(at), due_on=day, **values
    )


def reckoned(term: Term, today: date = TODAY):
    return reckoning.figures(reckoning.span_of(term, today, TIMEZONE), today, TIMEZONE)


@pytest.fixture
def books(database):
    return (
        school.record("9787506380263", "草房子", copies=2, call_number="I287.45"),
        school.record("9787532489428", "昆虫记", copies=1, call_number="q96 "),
        school.record("9787101003048", "无号书", copies=1),
    )


@pytest.fixture
def pupils(database):
    for name, grade, numbers in (("二乙", 2, "1234"), ("二甲", 2, "56"), ("三(10)班", 3, "7"), ("三(9)班", 3, "8")):
        group = school.school_class(name, grade)
        for number in numbers:
            school.patron(number, group=group)
    school.patron("T1", category="teacher")


def test_loans_are_told_by_class_grade_subject_hour_and_day(term, books, pupils):
    novel, insects, plain = books
    lend("1", novel, date(2026, 11, 2))
    lend("1", insects, date(2026, 11, 2), "12:50")
    lend("2", novel, date(2026, 11, 3), "15:40")
    lend("7", plain, date(2026, 11, 3), "15:59")
    lend("T1", novel, date(2026, 11, 4), "16:00")
    found = reckoned(term)
    assert found.classes == (
        ClassFigure("二甲", 2, 2, 0, 0),
        ClassFigure("二乙", 2, 4, 2, 3),
        ClassFigure("三(9)班", 3, 1, 0, 0),
        ClassFigure("三(10)班", 3, 1, 1, 1),
    )
    assert [(one.grade, one.pupils, one.loans) for one in found.grades] == [(2, 6, 3), (3, 2, 1)]
    assert [(one.letter, one.loans, one.items) for one in found.subjects] == [("I", 3, 2), ("Q", 1, 1), ("", 1, 1)]
    assert found.hours == ((12, 2), (15, 2), (16, 1))
    assert found.days == ((date(2026, 11, 2), 2), (date(2026, 11, 3), 2), (date(2026, 11, 4), 1))
    assert found.busiest == (date(2026, 11, 3), 15, 2)
    assert (found.loans, found.by_others, found.items, found.titles, found.titles_lent) == (5, 1, 4, 3, 3)
    assert (found.reach.pupils, found.reach.borrowers, found.reach.never) == (8, 3, 5)
    assert found.reach.top_tenth == 2 / 4
    assert [(one.title, one.loans) for one in found.most_lent][:1] == [("草房子", 3)]
    assert found.science() == (1 / 5, 1 / 4)


def test_what_was_undone_or_read_in_the_library_is_no_loan(term, books, pupils):
    lend("1", books[0], date(2026, 11, 2), ended_as="undone")
    lend("1", books[0], date(2026, 11, 3), in_library=True)
    found = reckoned(term)
    assert (found.loans, found.read_here, found.reach.borrowers, found.busiest) == (0, 1, 0, None)


def test_only_the_terms_own_days_count_in_the_schools_own_time(term, books, pupils):
    lend("1", books[0], FIRST - timedelta(days=1), "23:59")
    lend("1", books[0], FIRST, "00:01")
    lend("1", books[0], TODAY, "23:59")
    lend("1", books[0], TODAY + timedelta(days=1), "00:01")
    assert reckoned(term).loans == 2


def test_figures_are_kept_until_a_loan_comes_or_goes(term, books, pupils):
    lend("1", books[0], date(2026, 11, 2))
    first = reckoned(term)
    assert reckoning.kept(reckoning.span_of(term, TODAY, TIMEZONE)) == first
    lend("2", books[1], date(2026, 11, 3))
    assert reckoning.kept(reckoning.span_of(term, TODAY, TIMEZONE)) is None
    assert reckoned(term).loans == 2
    Loan.update(ended_as="undone").where(Loan.record == books[1]).execute()
    assert reckoned(term).loans == 1
    assert TermFigures.select().count() == 1


def test_a_term_that_is_over_keeps_its_classes_though_pupils_move_up(term, books, pupils):
    lend("1", books[0], date(2026, 11, 2))
    over = date(2027, 2, 1)
    before = reckoned(term, over)
    Patron.update(school_class=SchoolClass.get(name="三(9)班")).where(Patron.number == "1").execute()
    assert reckoned(term, date(2027, 9, 1)) == before
    assert not before.by_classes_of_now
    term.delete_instance()  # a calendar that is loaded anew makes its terms anew
    term = Term.create(name=term.name, starts_on=term.starts_on, ends_on=term.ends_on)
    assert reckoned(term, date(2027, 9, 1)) == before
    TermFigures.delete().execute()
    assert reckoned(term, date(2027, 9, 1)).by_classes_of_now


def test_pupils_who_never_borrowed_are_named_to_the_librarian(term, books, pupils):
    lend("1", books[0], date(2026, 11, 2))
    span = reckoning.span_of(term, TODAY, TIMEZONE)
    pages = [[row.number for row in reckoning.never_borrowed(span, page, 5)] for page in (0, 1)]
    assert pages == [["2", "3", "4", "5", "6"], ["7", "8"]]


def test_terms_that_are_over_are_kept_before_pupils_move_up(term, books, pupils, actor):
    desk = school.desk_at(term._meta.database)
    lend("1", books[0], date(2026, 11, 2))
    reckoning.keep_ended(desk, actor, datetime(2027, 1, 29, 12, 7, tzinfo=TIMEZONE))
    assert TermFigures.select().count() == 0
    reckoning.keep_ended(desk, actor, datetime(2027, 8, 20, 12, 7, tzinfo=TIMEZONE))
    Patron.update(left=True).execute()
    assert reckoned(term, date(2027, 9, 1)).reach.pupils == 8


def test_terms_to_choose_from_have_begun(term):
    Term.create(name="2027年春", starts_on=date(2027, 2, 20), ends_on=date(2027, 7, 1))
    assert [one.name for one in reckoning.terms(TODAY)] == ["2026年秋"]


def test_a_term_without_loans_is_all_noughts(term):
    found = reckoned(term)
    assert (found.loans, found.classes, found.subjects, found.reach.part, found.turnover) == (0, (), (), 0.0, 0.0)


def test_an_older_term_keeps_the_target_that_it_had(term, actor):
    desk, spring = school.desk_at(term._meta.database), date(2027, 2, 20)
    later = Term.create(name="2027年春", starts_on=spring, ends_on=date(2027, 7, 1))
    targets.set_targets(desk, actor, MONDAY_NOON, term, {3: 10, EVERY_GRADE: 4})
    targets.set_targets(desk, actor, MONDAY_NOON, later, {3: 11, EVERY_GRADE: 4})
    assert target_for(targets.targets_of(FIRST), 3) == 10
    assert target_for(targets.targets_of(spring), 3) == 11
    assert target_for(targets.targets_of(spring), 5) == 4
    assert target_for(targets.targets_of(date(2026, 2, 20)), 3) is None
    targets.set_targets(desk, actor, MONDAY_NOON, later, {3: 11})
    assert target_for(targets.targets_of(spring), 5) is None


def test_a_helper_sets_no_targets(term, librarian):
    desk, helper = school.desk_at(term._meta.database), Actor(librarian.id, Role.HELPER)
    assert targets.set_targets(desk, helper, MONDAY_NOON, term, {3: 10}) == NotDone("not_allowed")
    assert reckoning.keep_ended(desk, helper, MONDAY_NOON) == NotDone("not_allowed")
    assert targets.targets_of(FIRST) == {}

"""A recall that was decided after the loan counts wherever its day is asked for; what is read here is never late."""

from datetime import date, datetime, timedelta

import pytest

from db.models import ClassRecall, Loan, Patron, SchoolClass, Term
from db.settings import bump_bylaw
from kiosk.catalog.search import search
from kiosk.circulation.due_dates import late_by
from kiosk.cli import main
from kiosk.lending.accounts import account, renew, undo_renewal
from kiosk.lending.check_ins import check_in
from kiosk.lending.check_outs import CheckedOut, check_out, read_here, standing
from kiosk.lending.desk import Desk
from kiosk.lending.due import IS_AWAY, IS_OPEN, is_late
from kiosk.selfcheck import views
from kiosk.selfcheck.welcome import WelcomeDesk
from kiosk.taps import Tap, TapKey
from tests import school
from tests.school import MONDAY_NOON, TIMEZONE

ISBN, NUMBER = "9787506380263", "0301"
OWN = date(2026, 12, 8)  # fifteen days on
RECALL, AFTER = date(2026, 11, 27), datetime(2026, 11, 30, 12, 7, tzinfo=TIMEZONE)
DAYS = 3  # late by the recall


@pytest.fixture
def desk(database) -> Desk:
    school.policy(max_loans=5, days=15, renewals=1, overdue_block_count=1)
    school.patron(NUMBER, "王小明", school.school_class("三(2)班", 3))
    school.patron("0601", "陈静", school.school_class("六(1)班", 6))
    school.record(ISBN, "草房子", copies=5, pinyin="caofangzi", initials="cfz")
    Term.create(name="2026年秋", starts_on=date(2026, 9, 1), ends_on=date(2027, 1, 29))
    bump_bylaw()
    return school.desk_at(database)


@pytest.fixture
def lent(desk) -> CheckedOut:
    result = check_out(desk, desk.facts.patron(NUMBER), desk.facts.record(ISBN), MONDAY_NOON)
    assert result.due_on == OWN
    return result


@pytest.fixture(params=["of the term", "of the class"])
def recall(request, lent) -> None:
    """Decided once the book is out."""
    if request.param == "of the term":
        Term.update(recall_on=RECALL).execute()
    else:
        ClassRecall.create(school_class=SchoolClass.get(name="三(2)班"), recall_on=RECALL)
    bump_bylaw()


def child(desk: Desk):
    return desk.facts.patron(NUMBER)


def test_a_reader_with_a_called_in_book_at_home_borrows_nothing_more(desk, recall):
    codes = [[found.code for found in standing(desk, child(desk), at)] for at in (MONDAY_NOON, AFTER)]
    assert ["overdue_limit_reached" in found for found in codes] == [False, True]


def test_my_loans_say_the_day_of_the_recall_and_how_late_it_is(desk, recall):
    (held,) = account(desk, child(desk), AFTER).loans
    assert (held.loan.due_on, held.days_late, held.why_not.code) == (RECALL, DAYS, "loan_overdue_no_renewal")


def test_the_return_screen_says_how_late_it_is(desk, recall, lent):
    assert check_in(desk, desk.facts.loan(lent.loan), AFTER).days_late == DAYS


def test_a_return_without_a_card_says_how_late_it_is(desk, recall, lent):
    welcome = WelcomeDesk(desk)
    label = Loan.get_by_id(lent.loan).item
    type(label).update(label="B0001").where(type(label).id == label.id).execute()
    welcome.show(desk.facts.item("B0001"), "B0001", 1, AFTER, frozenset())
    view = welcome.view(AFTER)
    assert isinstance(view, views.ReturnedWithoutCard)
    assert view.line.days_late == DAYS


def test_the_search_says_when_a_called_in_book_comes_back(desk, recall):
    assert search("cfz", 0, 3)[1][0].due_back == OWN
    welcome = WelcomeDesk(desk)
    for tap in (Tap.SEARCH, TapKey("c"), TapKey("f"), TapKey("z")):
        welcome.tap(tap, MONDAY_NOON)
    assert welcome.view(MONDAY_NOON).results[0].due_back == RECALL


def test_the_list_of_loans_says_the_day_of_the_recall(desk, db_url, recall, capsys):
    assert main(["loans", "--db", db_url, "--open"]) == 0
    assert RECALL.isoformat() in capsys.readouterr().out


def test_late_loans_are_found_in_the_database(desk, recall):
    def late(today: date) -> int:
        return Loan.select().join(Patron).where(is_late(desk.bylaw().rota.calendar, today, TIMEZONE)).count()

    assert [late(RECALL + timedelta(days=days)) for days in (0, 1)] == [0, 1]


def test_a_recall_that_is_put_off_gives_the_days_back_after_a_renewal_too(desk, recall, lent):
    renewed = renew(desk, child(desk), lent.loan, MONDAY_NOON + timedelta(days=1))
    assert renewed.due_on == RECALL
    for put_off in (Term.update(recall_on=None), ClassRecall.delete()):
        put_off.execute()
    bump_bylaw()
    assert account(desk, child(desk), AFTER).loans[0].loan.due_on == OWN
    undo_renewal(desk, renewed, AFTER)
    assert (Loan.get().due_on, Loan.get().renewals) == (OWN, 0)


def test_a_recall_of_another_class_changes_nothing(desk, lent):
    ClassRecall.create(school_class=SchoolClass.get(name="六(1)班"), recall_on=RECALL)
    bump_bylaw()
    assert account(desk, child(desk), AFTER).loans[0].loan.due_on == OWN
    assert check_in(desk, desk.facts.loan(lent.loan), AFTER).days_late == 0


def test_what_is_read_in_the_library_is_late_for_nobody(desk):
    read = read_here(desk, child(desk), desk.facts.record(ISBN), MONDAY_NOON)
    (held,) = account(desk, child(desk), AFTER).loans
    assert (held.days_late, held.why_not.code) == (0, "renewal_limit_reached")
    assert standing(desk, child(desk), AFTER) == ()
    assert [Loan.select().where(meaning).count() for meaning in (IS_OPEN, IS_AWAY)] == [1, 0]
    assert Loan.select().join(Patron).where(is_late(desk.bylaw().rota.calendar, AFTER.date(), TIMEZONE)).count() == 0
    assert check_in(desk, desk.facts.loan(read.loan), AFTER).days_late == 0


def test_late_begins_the_day_after():
    assert [late_by(OWN, False, OWN + timedelta(days=days)) for days in (-1, 0, 1, 2)] == [0, 0, 1, 2]

"""The list of the readers, and one of them."""

from datetime import date, timedelta

import pytest

from db.models import Audit, AuditRow, Change, ClassRecall, Item, Loan, Patron, SchoolClass, Setting, Term
from db.settings import bump_bylaw, put_setting
from kiosk.circulation.barcodes import CodeKind, card_text
from kiosk.clock import to_ms
from kiosk.imports.patron_rows import JudgedPatrons
from kiosk.lending.check_outs import check_out
from kiosk.lending.identify import identify
from kiosk.office.actors import Actor
from kiosk.office.editing import editing, undo
from kiosk.office.people import accounts, classes, readers, roster
from kiosk.office.people.card_faces import faces_of, patron_holders
from kiosk.office.people.patron import (
    delete,
    forget_name,
    loans_before,
    loans_now,
    mark_left,
    reader,
    reissue,
    set_blocked,
    set_card_lost,
)
from kiosk.office.people.promotion import leavers_loans, plan, promote
from kiosk.office.people.readers import Wanted
from kiosk.office.people.views import ALL, LEFT, TEACHERS, State
from kiosk.office.permissions import Role
from kiosk.office.refusal import NotDone
from kiosk.sync.entities import ENTITIES, plain_dicts
from tests import school
from tests.school import MONDAY_NOON

TODAY = MONDAY_NOON.date()


@pytest.fixture
def third():
    return school.school_class("三(2)班")


@pytest.fixture
def child(desk, third):
    return school.patron("0199", "卢梅然", third, initials="lmr")


def lend(patron, title="草房子", days=15, returned=False):
    """days: until it is due, seen from today."""
    record = school.record(f"978{Item.select().count():010d}", title)
    item = Item.get(Item.record == record)
    Item.update(state="available" if returned else "on_loan").where(Item.id == item.id).execute()
    return Loan.create(
        patron=patron, item=item, record=record, lent_at=to_ms(MONDAY_NOON - timedelta(days=1)),
        due_on=TODAY + timedelta(days=days), returned_at=to_ms(MONDAY_NOON) if returned else None,
        ended_as="returned" if returned else "",
    )  # fmt: skip


# --- the list -----------------------------------------------------------------------------------------------------


def test_the_list_tells_who_is_late_and_since_when(desk, child, third):
    school.patron("0200", "方方", third)
    lend(child, days=-3)
    lend(child)
    lend(child, returned=True)
    _, (line,) = readers.lines_of(desk, Wanted(third.id.hex, State.OVERDUE), TODAY, 0, 4)
    assert (line.number, line.on_loan, line.this_term, line.late, line.late_days) == ("0199", 2, 3, 1, 3)
    assert dict(readers.state_counts(desk, ALL, TODAY))[State.OVERDUE] == 1


def test_counts_are_of_the_class_that_is_shown(desk, third):
    other = school.school_class("四甲", 4)
    SchoolClass.update(trained=False).where(SchoolClass.id == other.id).execute()
    school.patron("1", group=third, card_lost=True)
    school.patron("2", group=other, blocked=True)
    school.patron("3", group=other, owes_compensation=True)
    assert dict(readers.state_counts(desk, other.id.hex, TODAY)) == {
        State.OVERDUE: 0, State.CARD_LOST: 0, State.NOT_TRAINED: 2, State.BLOCKED: 2,
    }  # fmt: skip
    assert dict(readers.state_counts(desk, ALL, TODAY))[State.CARD_LOST] == 1


def test_classes_teachers_and_those_who_have_left_are_groups(desk, third):
    school.patron("1", group=third)
    school.patron("2", group=school.school_class("一年级", 1))
    school.patron("3", group=third, left=True)
    school.patron("4", "陈老师", category="teacher")
    school.patron("5", group=school.school_class("三(10)班"))
    assert [(group.name or group.subject, group.count) for group in readers.groups()] == [
        ("", 4), ("一年级", 1), ("三(2)班", 1), ("三(10)班", 1), (TEACHERS, 1), (LEFT, 1),
    ]  # fmt: skip


@pytest.mark.parametrize("text", ["lmr", "LM", "0199", "卢"])
def test_a_reader_is_found_by_initials_number_or_name(child, text):
    assert [found.id for found in readers.find(text, 5)] == [child.id.hex]


def test_what_nobody_is_called_finds_nobody(child):
    assert readers.find("%", 5) == readers.find("  ", 5) == ()


# --- recalls ------------------------------------------------------------------------------------------------------

RECALL = TODAY - timedelta(days=2)


@pytest.fixture(params=["term", "class"])
def recalled(request, desk, child, third):
    """A book that is due in two weeks by its own day, and was called in two days ago."""
    loan = lend(child)
    Loan.update(lent_at=to_ms(MONDAY_NOON - timedelta(days=10))).where(Loan.id == loan.id).execute()
    of_term = RECALL if request.param == "term" else None
    Term.create(name="2026年秋", starts_on=date(2026, 9, 1), ends_on=date(2027, 1, 29), recall_on=of_term)
    if request.param == "class":
        ClassRecall.create(school_class=third, recall_on=RECALL)
    bump_bylaw()
    return child


def test_a_recall_makes_a_reader_late_in_the_list(desk, recalled):
    _, (line,) = readers.lines_of(desk, Wanted(), TODAY, 0, 4)
    assert (line.on_loan, line.late, line.late_days) == (1, 1, 2)


def test_a_recall_counts_among_the_states(desk, recalled):
    assert dict(readers.state_counts(desk, ALL, TODAY))[State.OVERDUE] == 1
    assert [line.number for line in readers.lines_of(desk, Wanted(ALL, State.OVERDUE), TODAY, 0, 4)[1]] == ["0199"]


def test_a_recall_counts_for_the_class(desk, recalled, third):
    assert classes.line_of(desk, third.id, TODAY).late == 1


def test_a_recall_stands_on_the_readers_page(desk, recalled):
    _, (loan,) = loans_now(desk, recalled.id, TODAY, 0, 4)
    assert (loan.due_on, loan.days_late) == (RECALL, 2)


def test_a_recall_stands_among_the_books_of_those_who_leave(desk, recalled, third):
    leaving = plan(frozenset({third.id.hex}))
    _, (loan,) = leavers_loans(desk, leaving, 0, 6)
    assert loan.due_on == RECALL


def test_what_is_read_in_the_library_is_late_nowhere(desk, child, third):
    loan = lend(child, days=-3)
    Loan.update(in_library=True).where(Loan.id == loan.id).execute()
    _, (line,) = readers.lines_of(desk, Wanted(), TODAY, 0, 4)
    _, (shown,) = loans_now(desk, child.id, TODAY, 0, 4)
    assert (line.on_loan, line.late, shown.days_late, classes.line_of(desk, third.id, TODAY).late) == (0, 0, 0, 0)


# --- one of them --------------------------------------------------------------------------------------------------


def test_loans_now_and_before_are_told_apart(desk, child):
    lend(child, "草房子", days=-2)
    lend(child, "昆虫记", returned=True)
    count_now, now = loans_now(desk, child.id, TODAY, 0, 4)
    count_before, before = loans_before(desk, child.id, TODAY, 0, 4)
    assert [(loan.title, loan.days_late, loan.ended_on) for loan in now] == [("草房子", 2, None)]
    assert [(loan.title, loan.ended_on) for loan in before] == [("昆虫记", TODAY)]
    row = reader(child.id, TODAY)
    assert (row.open_loans, row.ended_loans) == (count_now, count_before) == (1, 1)


def test_a_block_is_undone(desk, actor, child):
    entry = set_blocked(desk, actor, MONDAY_NOON, child.id, True)
    assert Patron.get_by_id(child.id).blocked
    assert undo(desk, actor, MONDAY_NOON, entry) is None
    assert not Patron.get_by_id(child.id).blocked


def test_who_still_has_books_leaves_only_when_the_librarian_knows_of_them(desk, actor, child):
    loan = lend(child)
    assert mark_left(desk, actor, MONDAY_NOON, child.id) == NotDone("open_loans", {"count": 1})
    mark_left(desk, actor, MONDAY_NOON, child.id, known_open=1)
    assert desk.facts.patron("0199") is None
    assert Loan.get_by_id(loan.id).returned_at is None


def test_who_ever_borrowed_is_not_deleted(desk, actor, child):
    loan = lend(child, returned=True)
    assert delete(desk, actor, MONDAY_NOON, child.id) == NotDone("has_history")
    assert Loan.get_by_id(loan.id).patron_id == child.id


def test_a_mistake_of_the_list_is_deleted_and_comes_back(desk, actor, child):
    entry = delete(desk, actor, MONDAY_NOON, child.id)
    assert Patron.select().count() == 0
    assert undo(desk, actor, MONDAY_NOON, entry) is None
    assert Patron.get(Patron.number == "0199").id == child.id


def test_whom_stations_know_is_not_deleted(desk, actor, child):
    put_setting("feed_version", "7")
    assert delete(desk, actor, MONDAY_NOON, child.id) == NotDone("told_to_stations")


def test_a_name_is_forgotten_and_the_loans_stay(desk, actor, child):
    with editing(desk, actor, MONDAY_NOON, "readers_imported") as edit:
        edit.update(Patron, child.id, name="卢梅染")
    lend(child, returned=True)
    assert forget_name(desk, actor, MONDAY_NOON, child.id) == NotDone("not_left")
    mark_left(desk, actor, MONDAY_NOON, child.id)
    assert forget_name(desk, actor, MONDAY_NOON, child.id) is None
    row = Patron.get_by_id(child.id)
    assert (row.name, row.initials, row.loans.count()) == ("0199", "", 1)
    assert "卢" not in "".join(row.before + row.after for row in AuditRow.select())


def test_a_helper_changes_no_reader_no_class_and_no_account(desk, librarian, child, third):
    helper = Actor(librarian.id, Role.HELPER)
    for answer in (
        set_blocked(desk, helper, MONDAY_NOON, child.id, True),
        delete(desk, helper, MONDAY_NOON, child.id),
        classes.set_trained(desk, helper, MONDAY_NOON, third.id, False),
        promote(desk, helper, MONDAY_NOON, plan()),
        accounts.set_pin(desk, helper, MONDAY_NOON, librarian.id, "248613"),
        roster.take(desk, helper, MONDAY_NOON, roster.compared("x.csv", JudgedPatrons(), TODAY), False),
    ):
        assert answer == NotDone("not_allowed")
    assert Audit.select().count() == 0


# --- cards --------------------------------------------------------------------------------------------------------


def card(desk, number):
    holders = patron_holders(Patron.number == number, WORDS)
    return faces_of(holders, CodeKind.PATRON_CARD, desk.bylaw().patterns, WORDS)


WORDS = dict.fromkeys(("print.photo", "print.card", "print.staff_card", "print.teacher"), "x")


def test_the_lost_card_is_refused_and_the_new_one_lends(desk, actor, child):
    lent = lend(child)
    (old,) = card(desk, "0199").faces
    set_card_lost(desk, actor, MONDAY_NOON, child.id, True)
    assert card(desk, "0199").lost == ("0199",)
    reissue(desk, actor, MONDAY_NOON, child.id)
    (new,) = card(desk, "0199").faces
    assert old.text != new.text
    for text in (old.text, "R0199", "0199"):
        assert identify(desk, text, desk.bylaw().patterns).denial.code == "card_reported_lost"
    patron = identify(desk, new.text, desk.bylaw().patterns)
    assert (patron.id, patron.card_lost) == (child.id, False)
    school.record("9787556008759", "草房子")
    lent_now = check_out(desk, patron, desk.facts.record("9787556008759"), MONDAY_NOON)
    assert {loan.id for loan in desk.facts.loans_of_patron(child.id)} == {lent.id, lent_now.loan}


def test_a_newer_card_than_a_station_knows_of_works(desk, child):
    assert identify(desk, card_text("0199", 2), desk.bylaw().patterns).id == child.id


def test_every_wrong_digit_of_a_new_card_is_noticed(desk, child):
    text = card_text("0199", 2)
    for place in (index for index, sign in enumerate(text) if sign.isdigit()):
        for digit in "0123456789":
            wrong = text[:place] + digit + text[place + 1 :]
            if wrong != text:
                known = identify(desk, wrong, desk.bylaw().patterns)
                assert getattr(known, "id", None) != child.id, wrong


def test_no_new_card_where_the_schools_patterns_would_not_read_it(desk, actor, child):
    put_setting("patterns", "[[pattern]]\nkind = 'patron_card'\nexpression = '\\d{4}'\n")
    put_setting("bylaw_version", "99")
    assert reissue(desk, actor, MONDAY_NOON, child.id) == NotDone("card_unreadable")
    assert Patron.get_by_id(child.id).card_issue == 1


# --- what stations are told ---------------------------------------------------------------------------------------


def test_stations_learn_of_the_new_card_and_of_no_initials(desk, actor, child):
    put_setting("feed_version", "1")
    reissue(desk, actor, MONDAY_NOON, child.id)
    assert Change.select().where(Change.entity == "patron", Change.entity_id == child.id.hex).exists()
    (row,) = (ENTITIES["patron"].told(row) for row in plain_dicts(Patron.select(), Patron))
    assert (row["name"], row["initials"], row["card_issue"]) == ("卢*然", "", 2)
    assert Setting.get_by_id("feed_version").value > "1"

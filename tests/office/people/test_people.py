"""The list of the readers, and one of them."""

from datetime import timedelta

import pytest

from db.models import AuditRow, Change, Item, Loan, Patron, SchoolClass, Setting
from db.settings import put_setting
from kiosk.circulation.barcodes import CodeKind, card_text
from kiosk.clock import to_ms
from kiosk.lending.check_outs import check_out
from kiosk.lending.identify import identify
from kiosk.office.editing import undo
from kiosk.office.people import readers
from kiosk.office.people.card_faces import faces_of, patron_holders
from kiosk.office.people.patron import Refusal, change, delete, forget_name, mark_left, page_of, reissue
from kiosk.office.people.readers import Wanted
from kiosk.office.people.views import ALL, LEFT, TEACHERS, State
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
    (line,) = readers.page_of(desk, Wanted(third.id.hex, State.OVERDUE), MONDAY_NOON, 0, 4)
    assert (line.number, line.on_loan, line.this_term, line.late, line.late_days) == ("0199", 2, 3, 1, 3)
    assert dict(readers.state_counts(ALL, TODAY))[State.OVERDUE] == 1


def test_counts_are_of_the_class_that_is_shown(desk, third):
    other = school.school_class("四甲", 4)
    SchoolClass.update(trained=False).where(SchoolClass.id == other.id).execute()
    school.patron("1", group=third, card_lost=True)
    school.patron("2", group=other, blocked=True)
    school.patron("3", group=other, owes_compensation=True)
    assert dict(readers.state_counts(other.id.hex, TODAY)) == {
        State.OVERDUE: 0, State.CARD_LOST: 0, State.NOT_TRAINED: 2, State.BLOCKED: 2,
    }  # fmt: skip
    assert dict(readers.state_counts(ALL, TODAY))[State.CARD_LOST] == 1


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
    assert [option.subject for option in readers.find(text, 5)] == [child.id.hex]


def test_what_nobody_is_called_finds_nobody(child):
    assert readers.find("%", 5) == readers.find("  ", 5) == ()


# --- one of them --------------------------------------------------------------------------------------------------


def test_loans_now_and_before_are_told_apart(desk, child):
    lend(child, "草房子", days=-2)
    lend(child, "昆虫记", returned=True)
    now = page_of(desk, child.id, MONDAY_NOON, False, 0, 4)
    before = page_of(desk, child.id, MONDAY_NOON, True, 0, 4)
    assert [(loan.title, loan.days_late, loan.ended_on) for loan in now.rows] == [("草房子", 2, None)]
    assert [(loan.title, loan.ended_on) for loan in before.rows] == [("昆虫记", TODAY)]
    assert (now.open_loans, now.ended_loans) == (1, 1)


def test_a_block_is_undone(desk, librarian, child):
    entry = change(desk, librarian.id, MONDAY_NOON, child.id, "patron_blocked", blocked=True)
    assert Patron.get_by_id(child.id).blocked
    assert undo(desk, entry, librarian.id, MONDAY_NOON) is None
    assert not Patron.get_by_id(child.id).blocked


def test_who_still_has_books_leaves_only_when_the_librarian_knows_of_them(desk, librarian, child):
    loan = lend(child)
    assert mark_left(desk, librarian.id, MONDAY_NOON, child.id) == Refusal("open_loans", 1)
    mark_left(desk, librarian.id, MONDAY_NOON, child.id, known_open=1)
    assert desk.facts.patron("0199") is None
    assert Loan.get_by_id(loan.id).returned_at is None


def test_who_ever_borrowed_is_not_deleted(desk, librarian, child):
    loan = lend(child, returned=True)
    assert delete(desk, librarian.id, MONDAY_NOON, child.id) == Refusal("has_history")
    assert Loan.get_by_id(loan.id).patron_id == child.id


def test_a_mistake_of_the_list_is_deleted_and_comes_back(desk, librarian, child):
    entry = delete(desk, librarian.id, MONDAY_NOON, child.id)
    assert Patron.select().count() == 0
    assert undo(desk, entry, librarian.id, MONDAY_NOON) is None
    assert Patron.get(Patron.number == "0199").id == child.id


def test_whom_stations_know_is_not_deleted(desk, librarian, child):
    put_setting("feed_version", "7")
    assert delete(desk, librarian.id, MONDAY_NOON, child.id) == Refusal("told_to_stations")


def test_a_name_is_forgotten_and_the_loans_stay(desk, librarian, child):
    change(desk, librarian.id, MONDAY_NOON, child.id, "patron_renamed", name="卢梅染")
    lend(child, returned=True)
    assert forget_name(desk, librarian.id, MONDAY_NOON, child.id) == Refusal("not_left")
    mark_left(desk, librarian.id, MONDAY_NOON, child.id)
    assert forget_name(desk, librarian.id, MONDAY_NOON, child.id) is None
    row = Patron.get_by_id(child.id)
    assert (row.name, row.initials, row.loans.count()) == ("0199", "", 1)
    assert "卢" not in "".join(row.before + row.after for row in AuditRow.select())


# --- cards --------------------------------------------------------------------------------------------------------


def card(desk, number):
    holders = patron_holders(Patron.number == number, WORDS)
    return faces_of(holders, CodeKind.PATRON_CARD, desk.bylaw().patterns, WORDS)


WORDS = dict.fromkeys(("print.photo", "print.card", "print.staff_card", "print.teacher"), "x")


def test_the_lost_card_is_refused_and_the_new_one_lends(desk, librarian, child):
    lent = lend(child)
    (old,) = card(desk, "0199").faces
    change(desk, librarian.id, MONDAY_NOON, child.id, "card_lost", card_lost=True)
    assert card(desk, "0199").lost == ("0199",)
    reissue(desk, librarian.id, MONDAY_NOON, child.id)
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


def test_no_new_card_where_the_schools_patterns_would_not_read_it(desk, librarian, child):
    put_setting("patterns", "[[pattern]]\nkind = 'patron_card'\nexpression = '\\d{4}'\n")
    put_setting("bylaw_version", "99")
    assert reissue(desk, librarian.id, MONDAY_NOON, child.id) == Refusal("card_unreadable")
    assert Patron.get_by_id(child.id).card_issue == 1


# --- what stations are told ---------------------------------------------------------------------------------------


def test_stations_learn_of_the_new_card_and_of_no_initials(desk, librarian, child):
    put_setting("feed_version", "1")
    reissue(desk, librarian.id, MONDAY_NOON, child.id)
    assert Change.select().where(Change.entity == "patron", Change.entity_id == child.id.hex).exists()
    (row,) = (ENTITIES["patron"].told(row) for row in plain_dicts(Patron.select(), Patron))
    assert (row["name"], row["initials"], row["card_issue"]) == ("卢*然", "", 2)
    assert Setting.get_by_id("feed_version").value > "1"

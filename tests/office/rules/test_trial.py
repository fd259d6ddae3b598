"""What the trial says is what the desk would do."""

from datetime import timedelta
from itertools import product

import pytest

from db import models
from kiosk.circulation.rules import ITEM_RULES, PATRON_RULES
from kiosk.lending.check_outs import CheckedOut, Refused, check_out
from kiosk.office.rules.trial import try_out
from tests import school

AT = school.MONDAY_NOON
CLASS = "三(2)班"


@pytest.fixture
def desk(database):
    three, five = school.school_class(CLASS), school.school_class("五(1)班", 5)
    school.policy(max_loans=2, category="student", overdue_block_count=1)
    school.policy(max_loans=0, item_type="reference", lendable=False)
    school.rota("enforce", (0, "12:05", "12:20", CLASS), (0, "12:20", "12:35", "五(1)班"))
    school.patron("0001", "王小明", three)
    school.patron("0002", "李小红", five)
    school.patron("0003", "周小丽", three, blocked=True, owes_compensation=True)
    school.patron("0004", "吴小军", three, card_lost=True, expires_on=AT.date() - timedelta(days=1))
    for number, (state, kind) in enumerate(product(("available", "in_repair"), ("book", "reference"))):
        row = school.record(f"978710000000{number}", f"书{number}", item_type=kind)
        models.Item.update(state=state).where(models.Item.record == row).execute()
    return school.desk_at(database)


def trial(desk, number, isbn, at=AT):
    return try_out(desk, desk.facts.patron(number).id, desk.facts.record(isbn), at)


def test_every_rule_has_a_verdict_in_the_order_of_the_by_law(desk):
    names = [rule.__name__ for rule in (*PATRON_RULES, *ITEM_RULES)]
    found = trial(desk, "0001", "9787100000000")
    assert [verdict.rule for verdict in found.verdicts] == names
    assert found.denials == () and found.due_on == AT.date() + timedelta(days=15)


@pytest.mark.parametrize("number", ["0001", "0002", "0003", "0004"])
@pytest.mark.parametrize("book", range(4))
@pytest.mark.parametrize("minutes", [0, 14, 200])
def test_the_trial_and_the_desk_agree(desk, number, book, minutes):
    at, isbn = AT + timedelta(minutes=minutes), f"978710000000{book}"
    found = trial(desk, number, isbn, at)
    done = check_out(desk, desk.facts.patron(number), desk.facts.record(isbn), at)
    if isinstance(done, Refused):
        assert found.denials == done.denials and found.due_on is None
    else:
        assert isinstance(done, CheckedOut)
        assert (found.denials, found.due_on) == ((), done.due_on)


def test_nothing_is_written_and_another_moment_gives_another_answer(desk):
    counts = [model.select().count() for model in models.MODELS]
    late = trial(desk, "0001", "9787100000000", AT + timedelta(minutes=20))
    assert [found.code for found in late.denials] == ["not_your_class_turn"]
    assert trial(desk, "0002", "9787100000000", AT + timedelta(minutes=20)).denials == ()
    assert [model.select().count() for model in models.MODELS] == counts


def test_a_full_shelf_and_a_late_book_are_seen(desk):
    child = models.Patron.get(models.Patron.number == "0001")
    for number in range(2):
        row = school.record(f"978720000000{number}", "借出的书")
        item = models.Item.get(models.Item.record == row)
        models.Item.update(state="on_loan").where(models.Item.id == item.id).execute()
        due = AT.date() + timedelta(days=number - 1)
        models.Loan.create(patron=child, item=item, record=row, lent_at=0, due_on=due)
    found = trial(desk, "0001", "9787100000000")
    assert [one.code for one in found.denials] == ["overdue_limit_reached", "loan_limit_reached"]
    assert (found.limit, found.on_loan, found.may_read_here) == (2, 2, False)


def test_a_reference_book_can_be_read_here_and_a_title_without_copies_has_no_trial(desk):
    assert trial(desk, "0001", "9787100000001").may_read_here
    school.record("9787300000000", "空", copies=0)
    assert trial(desk, "0001", "9787300000000") is None

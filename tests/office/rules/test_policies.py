"""The rules of lending are changed by taps, and every change can be taken back."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from db import models
from db.settings import BYLAW_VERSION, get_setting
from kiosk.lending.check_outs import CheckedOut, Refused, check_out
from kiosk.office.editing import undo
from kiosk.office.refusal import NotDone
from kiosk.office.rules import policies
from kiosk.office.rules.views import PolicyStanding
from tests import school

AT = school.MONDAY_NOON
TODAY = AT.date()


def test_a_changed_limit_holds_for_the_very_next_book(desk, actor):
    rule = school.policy(max_loans=1, category="student")
    school.patron("0189")
    for number in range(2):
        school.record(f"978710000000{number}", f"书{number}")
    child = desk.facts.patron("0189")
    books = [desk.facts.record(f"978710000000{number}") for number in range(2)]
    assert isinstance(check_out(desk, child, books[0], AT), CheckedOut)
    assert isinstance(check_out(desk, child, books[1], AT), Refused)
    due_before = models.Loan.get().due_on

    draft = policies.stepped(policies.policy_row(rule.id, TODAY), "max_loans", 1)
    entry = policies.store_policy(desk, actor, AT, replace(draft, days=30))
    assert isinstance(check_out(desk, child, books[1], AT), CheckedOut)
    assert {loan.due_on - TODAY for loan in models.Loan.select()} == {timedelta(days=15), timedelta(days=30)}
    assert models.Loan.get(models.Loan.due_on == due_before)  # the first slip still says the truth

    assert undo(desk, actor, AT, entry) is None
    assert models.Policy.get().max_loans == 1


def test_a_line_that_would_stand_beside_its_like_is_seen_before_it_is_stored(desk, actor):
    school.policy(category="student")
    draft = policies.blank(desk, "student", "", TODAY)
    assert policies.clashes(draft)
    later = replace(draft, valid_from=date(2027, 2, 22))
    assert not policies.clashes(later)
    policies.store_policy(desk, actor, AT, later)
    assert policies.clashes(later)
    assert policies.store_policy(desk, actor, AT, later) == NotDone("clashes")
    ended = replace(later, valid_to=date(2027, 2, 21))
    assert policies.store_policy(desk, actor, AT, ended) == NotDone("ends_before")
    assert models.Policy.select().count() == 2


def test_a_new_line_begins_with_the_figures_that_hold_now(desk):
    school.policy(max_loans=4, days=9, category="student")
    reference, book = (policies.blank(desk, "student", kind, TODAY) for kind in ("reference", ""))
    assert (reference.max_loans, book.days) == (4, 9)
    assert policies.blank(desk, "helper", "", TODAY).max_loans > 0


def test_taps_stop_at_the_ends_and_pass_through_never(desk):
    row = policies.blank(desk, "student", "", TODAY)
    row = replace(row, max_loans=0, days=366, overdue_block_count=1)
    assert policies.stepped(row, "max_loans", -1).max_loans == 0
    assert policies.stepped(row, "days", 7).days == 366
    never = policies.stepped(row, "overdue_block_count", -1)
    assert never.overdue_block_count is None
    assert policies.stepped(never, "overdue_block_count", -1).overdue_block_count is None
    assert policies.stepped(never, "overdue_block_count", 1).overdue_block_count == 1
    assert policies.stepped(replace(row, days=9), "days", -7).days == 2
    assert policies.stepped(replace(row, days=3), "days", -7).days == 0


def test_a_removed_line_comes_back_as_it_was(desk, actor):
    rule = school.policy(max_loans=7, category="teacher", rota_exempt=True)
    before = policies.policy_row(rule.id, TODAY)
    version = get_setting(BYLAW_VERSION)
    entry = policies.remove_policy(desk, actor, AT, rule.id)
    assert models.Policy.select().count() == 0 and get_setting(BYLAW_VERSION) != version
    assert undo(desk, actor, AT, entry) is None
    assert policies.policy_row(rule.id, TODAY) == before


@pytest.mark.parametrize("name", policies.PRESETS)
def test_a_preset_takes_the_place_of_all_and_keeps_reference_books_in(desk, actor, name):
    school.policy(max_loans=9, category="student")
    entry = policies.apply_preset(desk, actor, AT, name)
    school.patron("0189")
    school.record("9787100000000", "新华字典", item_type="reference")
    refused = check_out(desk, desk.facts.patron("0189"), desk.facts.record("9787100000000"), AT)
    assert [found.code for found in refused.denials] == ["item_not_for_loan"]
    assert models.Policy.select().count() == len(policies.PRESETS[name])
    again = policies.apply_preset(desk, actor, AT, name)
    assert models.AuditRow.select().where(models.AuditRow.audit == again).count() == 0
    assert undo(desk, actor, AT, entry) is None
    assert [rule.max_loans for rule in models.Policy.select()] == [9]


def test_rows_say_whether_they_hold_and_come_in_pages(desk):
    school.policy(category="student", valid_to=date(2026, 9, 1))
    school.policy(category="student", valid_from=date(2026, 9, 2))
    school.policy(category="student", valid_from=date(2027, 2, 22))
    school.policy(category="", item_type="reference", lendable=False)
    first, second = (policies.policy_rows(TODAY, start, 3)[1] for start in (0, 3))
    assert [row.standing for row in first] == [PolicyStanding.LATER, PolicyStanding.IN_FORCE, PolicyStanding.OVER]
    assert [row.item_type for row in second] == ["reference"]


def test_what_the_school_calls_its_readers_can_be_named(desk):
    school.patron("1", category="parent")
    school.record("9787100000000", "画报", item_type="magazine")
    assert policies.categories() == ("", "student", "teacher", "parent")
    assert policies.item_types() == ("", "book", "reference", "magazine")

"""The fold against invented histories: whatever the order, the same; computed anew or step by step, the same.

That uploads may come in any pieces is in test_any_order.py; here the tables are held against the fold itself."""

from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from db.models import Item, Journal, Loan, Notice, Patron
from kiosk.sync.events import Event, from_journal
from kiosk.sync.fold import FoldShelf, fold, shelf_of, step
from kiosk.sync.loan_tables import notice_id
from kiosk.sync.uploads import apply_upload
from tests.sync.school import COPIES, ITEMS, NOON, build_school, state_of_tables
from tests.sync.test_any_order import ACTIONS, history

LABELLED_SHELF = shelf_of({ITEMS[0].hex: "available"}, labelled=True)
PLAIN_SHELF = shelf_of(dict.fromkeys((copy.hex for copy in COPIES), "available"), labelled=False)


def shelves(actions) -> list[tuple[FoldShelf, list[Event]]]:
    """The two shelves of the school with the events about each."""
    events = [event for kiosk in history(actions) for event in kiosk.events]
    labelled = [event for event in events if event.item == ITEMS[0].hex]
    plain = [event for event in events if event.item in PLAIN_SHELF.states]
    return [(LABELLED_SHELF, labelled), (PLAIN_SHELF, plain)]


@given(actions=ACTIONS, dice=st.randoms(use_true_random=False), same=st.booleans())
def test_the_order_in_which_events_are_given_does_not_matter(actions, dice, same):
    for shelf, events in shelves(actions):
        if same:
            # Many within one minute, which the clock does not tell apart: their identities decide.
            events = [replace(event, hlc=event.hlc >> 32) for event in events]
        shuffled = list(events)
        dice.shuffle(shuffled)
        assert fold(shelf, shuffled) == fold(shelf, events)


@given(actions=ACTIONS, at=st.integers(0, 14))
def test_step_by_step_is_as_all_at_once(actions, at):
    for shelf, events in shelves(actions):
        in_order = sorted(events, key=lambda event: event.order)
        stepwise = fold(shelf, in_order[:at])
        for event in in_order[at:]:
            stepwise = step(stepwise, event)
        assert stepwise == fold(shelf, events)


@given(actions=ACTIONS)
def test_a_copy_has_one_open_loan_at_every_moment_and_no_loan_is_forgotten(actions):
    for shelf, events in shelves(actions):
        begun: set[str] = set()
        for event in sorted(events, key=lambda event: event.order):
            shelf = step(shelf, event)
            begun |= {event.loan} if event.kind == "check_out" else set()
            still_open = {id_: lent.item for id_, lent in shelf.loans.items() if lent.returned_at is None}
            assert {item: id_ for id_, item in still_open.items()} == shelf.held
            assert len(set(still_open.values())) == len(still_open)
            assert shelf.loans.keys() == begun
            assert not shelf.waiting.keys() & begun


@pytest.mark.slow
@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(actions=ACTIONS, data=st.data())
def test_tables_that_late_events_have_reached_are_those_of_a_fold_from_nothing(database, actions, data):
    if not Patron.select().exists():
        build_school()
    kiosks = history(actions)
    with database.atomic() as trial:
        # One kiosk after another: what the later ones say is late wherever their clocks are not.
        for who in data.draw(st.permutations(range(3))):
            apply_upload(database, kiosks[who].upload(), NOON)
        hold_against_the_fold()
        before = state_of_tables()
        for kiosk in kiosks:
            apply_upload(database, kiosk.upload(), NOON)
        assert state_of_tables() == before
        trial.rollback()


def hold_against_the_fold() -> None:
    events = [from_journal(row) for row in Journal.select()]
    loans, states, remarks = {}, {}, {}
    for shelf in (LABELLED_SHELF, PLAIN_SHELF):
        after = fold(shelf, [event for event in events if event.item in shelf.states])
        loans |= after.loans
        states |= after.states
        remarks |= {notice_id(id_): remark.kind for id_, remark in after.remarks.items()}
    found = {row.id.hex: (row.item_id.hex, row.returned_at, row.renewals) for row in Loan.select()}
    assert found == {id_: (lent.item, lent.returned_at, lent.renewals) for id_, lent in loans.items()}
    assert {row.id.hex: row.state for row in Item.select() if row.id.hex in states} == states
    assert {row.id.hex: row.kind for row in Notice.select()} == remarks

"""What the events of a copy add up to: pure, in the order of events, the same whoever computes it.

Physical facts are never rejected: a book that two kiosks have lent is with the later borrower, and a person is told.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import TypeVar

from db.journal import EventKind
from kiosk.circulation.model import ItemState, LoanEnd
from kiosk.sync.events import Event

FOUND = "found_by_loan"
AVAILABLE, ON_LOAN = ItemState.AVAILABLE, ItemState.ON_LOAN
# A book in these states is put back on the shelf by staff, not by a scan.
NOT_FOUND = frozenset({ItemState.MISSING, ItemState.LOST})
OUT_OF_CIRCULATION = frozenset({ItemState.IN_REPAIR, ItemState.WITHDRAWN})
STAYS_AS_IT_IS = OUT_OF_CIRCULATION | {AVAILABLE}

_Value = TypeVar("_Value")


@dataclass(frozen=True, slots=True)
class Lent:
    """A loan; its fields are those of the loan table. due_on: ISO date."""

    id: str
    patron: str
    item: str
    record: str
    lent_at: int
    due_on: str
    renewals: int = 0
    in_library: bool = False
    returned_at: int | None = None
    ended_as: str = ""


@dataclass(frozen=True, slots=True)
class Remark:
    """What a person should look at."""

    kind: str
    at: int
    facts: Mapping[str, object]


@dataclass(frozen=True, slots=True)
class FoldShelf:
    """Copies that can stand for one another: one labelled item, or all copies of a title that bear no label.

    states: of each item; held: the open loan of each item that has one; waiting: events about a loan that is not
    known yet (a kiosk's clock was slow), by loan; remarks: by the event that gave rise to them."""

    states: Mapping[str, str]
    labelled: bool = True
    loans: Mapping[str, Lent] = field(default_factory=dict)
    held: Mapping[str, str] = field(default_factory=dict)
    waiting: Mapping[str, tuple[Event, ...]] = field(default_factory=dict)
    remarks: Mapping[str, Remark] = field(default_factory=dict)


def shelf_of(states: Mapping[str, str], labelled: bool, loans: Iterable[Lent] = ()) -> FoldShelf:
    """The shelf on which these loans are known already."""
    known = {lent.id: lent for lent in loans}
    held = {lent.item: lent.id for lent in known.values() if lent.returned_at is None}
    return FoldShelf(states, labelled, known, held)


def step(shelf: FoldShelf, event: Event) -> FoldShelf:
    """The shelf after `event`, which is later than everything that the shelf has seen."""
    return STEPS[event.kind](shelf, event)


def fold(shelf: FoldShelf, events: Iterable[Event]) -> FoldShelf:
    """The shelf after all `events`, in whatever order they are given."""
    for event in sorted(events, key=lambda event: event.order):
        shelf = step(shelf, event)
    return shelf


def needed(id_: str | None) -> str:
    """What every event of this kind names: parse_event has seen to it."""
    assert id_ is not None
    return id_


def _loan_of(shelf: FoldShelf, event: Event) -> Lent | None:
    return None if event.loan is None else shelf.loans.get(event.loan)


def _without(mapping: Mapping[str, _Value], *keys: str) -> dict[str, _Value]:
    return {key: value for key, value in mapping.items() if key not in keys}


def _remark(shelf: FoldShelf, event: Event, kind: str, **facts: object) -> FoldShelf:
    about = {"item": event.item, "kiosk": event.kiosk} | facts
    return replace(shelf, remarks={**shelf.remarks, event.id: Remark(kind, event.at, about)})


def _wait(shelf: FoldShelf, event: Event) -> FoldShelf:
    loan = needed(event.loan)
    return replace(shelf, waiting={**shelf.waiting, loan: (*shelf.waiting.get(loan, ()), event)})


def _end(shelf: FoldShelf, lent: Lent, at: int, ended_as: LoanEnd) -> FoldShelf:
    loans = {**shelf.loans, lent.id: replace(lent, returned_at=at, ended_as=ended_as)}
    held = _without(shelf.held, lent.item)
    return replace(shelf, loans=loans, held=held, states=_put_on_shelf(shelf.states, held, lent.item))


def _put_on_shelf(states: Mapping[str, str], held: Mapping[str, str], item: str) -> Mapping[str, str]:
    if item in held or states.get(item, AVAILABLE) in STAYS_AS_IT_IS:
        return states
    return {**states, item: AVAILABLE}


def _free_copy(shelf: FoldShelf) -> str | None:
    free = (item for item, state in shelf.states.items() if state == AVAILABLE and item not in shelf.held)
    return min(free, default=None)


def _hold(shelf: FoldShelf, lent: Lent, event: Event) -> FoldShelf:
    """`lent` becomes the open loan of its copy, of a free one like it, or of that copy in place of an earlier loan."""
    item = lent.item if lent.item in shelf.states else min(shelf.states)
    if item in shelf.held:
        free = _free_copy(shelf)
        if free is None:
            shelf = _lend_away(shelf, shelf.loans[shelf.held[item]], lent, event)
        item = free or item
    elif shelf.states[item] in NOT_FOUND:
        shelf = _remark(shelf, event, FOUND, item=item, record=lent.record, patron=lent.patron)
    return replace(
        shelf,
        loans={**shelf.loans, lent.id: lent if lent.item == item else replace(lent, item=item)},
        held={**shelf.held, item: lent.id},
        states={**shelf.states, item: ON_LOAN},
    )


def _lend_away(shelf: FoldShelf, earlier: Lent, later: Lent, event: Event) -> FoldShelf:
    shelf = _end(shelf, earlier, event.at, LoanEnd.RELENT)
    if earlier.patron == later.patron:
        return shelf
    return _remark(
        shelf,
        event,
        "copy_lent_twice",
        item=earlier.item,
        record=later.record,
        loans=[earlier.id, later.id],
        patrons=[earlier.patron, later.patron],
        lent_at=[earlier.lent_at, later.lent_at],
    )


def _check_out(shelf: FoldShelf, event: Event) -> FoldShelf:
    loan = needed(event.loan)
    if loan in shelf.loans:
        return shelf
    due_on, in_library = event.body["due_on"], event.body.get("in_library", False)
    patron, item, record = needed(event.patron), needed(event.item), needed(event.record)
    lent = Lent(loan, patron, item, record, event.at, due_on, in_library=in_library)
    shelf = _hold(shelf, lent, event)
    early = shelf.waiting.get(loan, ())
    if early:
        # What came before the loan by a slow clock cannot have come before it in truth.
        remarks = _without(shelf.remarks, *(late.id for late in early))
        shelf = replace(shelf, waiting=_without(shelf.waiting, loan), remarks=remarks)
    for late in early:
        shelf = step(shelf, late)
    return shelf


def _came_back(shelf: FoldShelf, event: Event) -> Lent | None:
    """The loan that a return ends when the loan it names is not open, or when it names none."""
    if shelf.labelled:
        # The book itself lies in the box, whoever had it.
        held = None if event.item is None else shelf.held.get(event.item)
        return None if held is None else shelf.loans.get(held)
    out = [shelf.loans[loan] for loan in shelf.held.values()]
    if event.patron is not None:
        out = [lent for lent in out if lent.patron == event.patron]
    # Copies without a label are told apart by nothing: with several out, nobody is relieved by guessing.
    return out[0] if event.loan is None and len(out) == 1 else None


def _check_in(shelf: FoldShelf, event: Event) -> FoldShelf:
    named = _loan_of(shelf, event)
    if named is not None and named.returned_at is None:
        return _end(shelf, named, event.at, LoanEnd.RETURNED)
    if event.loan is not None and named is None:
        shelf = _wait(shelf, event)
    back = _came_back(shelf, event)
    if back is not None:
        return _end(shelf, back, event.at, LoanEnd.RETURNED)
    if named is None:
        shelf = _remark(shelf, event, "return_without_loan", record=event.record, loan=event.loan)
    if event.item is None or event.item not in shelf.states:
        return shelf
    return replace(shelf, states=_put_on_shelf(shelf.states, shelf.held, event.item))


def _renew(shelf: FoldShelf, event: Event) -> FoldShelf:
    lent = _loan_of(shelf, event)
    if lent is None:
        return _wait(shelf, event)
    renewed = replace(lent, due_on=event.body["due_on"], renewals=event.body["renewals"])
    return replace(shelf, loans={**shelf.loans, lent.id: renewed})


def _undo_check_out(shelf: FoldShelf, event: Event) -> FoldShelf:
    lent = _loan_of(shelf, event)
    if lent is None:
        return _wait(shelf, event)
    if lent.returned_at is None:
        return _end(shelf, lent, event.at, LoanEnd.UNDONE)
    return replace(shelf, loans={**shelf.loans, lent.id: replace(lent, ended_as=LoanEnd.UNDONE)})


def _undo_check_in(shelf: FoldShelf, event: Event) -> FoldShelf:
    lent = _loan_of(shelf, event)
    if lent is None:
        return shelf if event.loan is None else _wait(shelf, event)
    if lent.returned_at is None:
        return shelf
    return _hold(shelf, replace(lent, returned_at=None, ended_as=""), event)


def _item_state(shelf: FoldShelf, event: Event) -> FoldShelf:
    state = event.body["state"]
    item = needed(event.item)
    if item not in shelf.states or (item in shelf.held and state == AVAILABLE):
        return shelf
    return replace(shelf, states={**shelf.states, item: state})


STEPS: Mapping[str, Callable[[FoldShelf, Event], FoldShelf]] = {
    EventKind.CHECK_OUT: _check_out,
    EventKind.CHECK_IN: _check_in,
    EventKind.RENEW: _renew,
    EventKind.UNDO_CHECK_OUT: _undo_check_out,
    EventKind.UNDO_CHECK_IN: _undo_check_in,
    EventKind.UNDO_RENEW: _renew,
    EventKind.ITEM_STATE: _item_state,
}

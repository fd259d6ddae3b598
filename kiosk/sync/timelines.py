"""The fold, applied to the tables: forward when events come in order, from the journal when one comes late."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import NamedTuple

from peewee import Database, fn

from db.journal import EventKind
from db.models import Item, Journal, Loan, Patron, Record
from kiosk.circulation.model import LoanEnd
from kiosk.sync.bulk import among, plain_rows
from kiosk.sync.events import FOLDED, Event, from_journal
from kiosk.sync.fold import (
    AVAILABLE,
    NOT_FOUND,
    ON_LOAN,
    OUT_OF_CIRCULATION,
    FoldShelf,
    Lent,
    Remark,
    fold,
    needed,
    shelf_of,
)
from kiosk.sync.loan_tables import lent_where, replace_remarks, write_remarks, write_shelves

COPY_COLUMNS = (Item.id, Item.record, Item.label, Item.state)
OFF_SHELF = OUT_OF_CIRCULATION | NOT_FOUND


@dataclass(slots=True)
class TouchedTimelines:
    """What has to be told to the kiosks again: identities by entity."""

    item: set[str] = field(default_factory=set)
    loan: set[str] = field(default_factory=set)
    notice: set[str] = field(default_factory=set)


class CopyStanding(NamedTuple):
    """An item as the fold needs it; label: None for one that others like it can stand for."""

    id: str
    record: str
    label: str | None
    state: str


@dataclass(slots=True)
class Timeline:
    """The copies that can stand for one another, by their state now, and what is new about them."""

    labelled: bool
    states: dict[str, str]
    events: list[Event] = field(default_factory=list)


def apply_events(db: Database, events: Sequence[Event]) -> TouchedTimelines:
    """Bring loans, items and notices up to `events`, inside the caller's transaction.

    The events are not in the journal yet: what is there tells whether they come in order."""
    touched = TouchedTimelines()
    folded = [event for event in events if event.kind in FOLDED]
    if not folded:
        return touched
    items = _items(_ids(event.item for event in folded))
    folded = _drop_unplaceable(db, folded, items, touched)
    timelines = _timelines(folded, items)
    late = _late(timelines)
    in_order = [timeline for timeline, is_late in zip(timelines, late, strict=True) if not is_late]
    _go_forward(db, in_order, touched)
    for timeline, is_late in zip(timelines, late, strict=True):
        if is_late:
            _rebuild(db, timeline, touched)
    return touched


def _ids(named: Iterable[str | None]) -> set[str]:
    return {id_ for id_ in named if id_ is not None}


def _known(model: type[Patron] | type[Record], ids: Collection[str]) -> set[str]:
    return {id_ for (id_,) in plain_rows(model.select(model.id).where(among(model.id, ids)))} if ids else set()


def _items(ids: Collection[str]) -> dict[str, CopyStanding]:
    """Those of these items that are known here."""
    found = plain_rows(Item.select(*COPY_COLUMNS).where(among(Item.id, ids))) if ids else ()
    return {row[0]: CopyStanding(*row) for row in found}


def _drop_unplaceable(
    db: Database, events: Sequence[Event], items: Mapping[str, CopyStanding], touched: TouchedTimelines
) -> list[Event]:
    """The events about items, patrons and titles that are known here; a notice for each of the others."""
    lent = [event for event in events if event.kind == EventKind.CHECK_OUT and event.item in items]
    patrons = _known(Patron, _ids(event.patron for event in lent))
    # The title of a copy that is known is known.
    of_items = {copy.record for copy in items.values()}
    records = of_items | _known(Record, _ids(event.record for event in lent) - of_items)
    placed: list[Event] = []
    remarks: dict[str, Remark] = {}
    for event in events:
        known = event.item in items
        if event.kind == EventKind.CHECK_OUT:
            known = known and event.patron in patrons and event.record in records
        if known:
            placed.append(event)
        else:
            # A return that names no copy could be anybody's: a person decides, nobody's loan is ended by guessing.
            kind = "event_not_placed" if event.item else "return_without_loan"
            facts = {"event": event.kind, "item": event.item, "record": event.record, "patron": event.patron}
            remarks[event.id] = Remark(kind, event.at, facts | {"kiosk": event.kiosk})
    touched.notice |= write_remarks(db, remarks)
    return placed


def _timelines(events: Sequence[Event], items: Mapping[str, CopyStanding]) -> list[Timeline]:
    """Events by the copies that they can be about. A known loan is where its row says, not where it once was lent.

    items: those that the events name."""
    loans = Loan.select(Loan.id, Loan.item).where(among(Loan.id, _ids(event.loan for event in events)))
    homes: dict[str | None, str] = dict(plain_rows(loans))
    of_event = {event.id: needed(homes.get(event.loan, event.item)) for event in events}
    home_of = set(of_event.values())
    copies = [copy for copy in {**items, **_items(home_of - items.keys())}.values() if copy.id in home_of]
    # A plain copy shares its timeline with all plain copies of its title.
    pooled = {copy.id: copy.record for copy in copies if copy.label is None}
    by_key = {copy.id: Timeline(labelled=True, states={copy.id: copy.state}) for copy in copies if copy.label}
    alike = Item.select(*COPY_COLUMNS).where(Item.label.is_null(), among(Item.record, pooled.values()))
    for item, record, _, state in plain_rows(alike.order_by(Item.id)) if pooled else ():
        by_key.setdefault(record, Timeline(labelled=False, states={})).states[item] = state
    for event in events:
        home = of_event[event.id]
        by_key[pooled.get(home, home)].events.append(event)
    return list(by_key.values())


def _late(timelines: Sequence[Timeline]) -> list[bool]:
    """Whether a timeline has seen later events than its new ones, or events about a loan that only now begins."""
    items = sorted({item for timeline in timelines for item in timeline.states})
    begun = sorted(_ids(e.loan for timeline in timelines for e in timeline.events if e.kind == EventKind.CHECK_OUT))
    latest = Journal.select(Journal.item, fn.MAX(Journal.hlc)).where(among(Journal.item, items))
    newest: dict[str, int] = dict(plain_rows(latest.group_by(Journal.item)))
    of_loans = Journal.select(Journal.loan).where(among(Journal.loan, begun)).distinct()
    named = {loan for (loan,) in plain_rows(of_loans)} if begun else set()
    return [
        min(event.hlc for event in timeline.events) <= max(newest.get(item, -1) for item in timeline.states)
        or any(event.kind == EventKind.CHECK_OUT and event.loan in named for event in timeline.events)
        for timeline in timelines
    ]


def _go_forward(db: Database, timelines: Sequence[Timeline], touched: TouchedTimelines) -> None:
    items = sorted({item for timeline in timelines for item in timeline.states})
    named = sorted(_ids(event.loan for timeline in timelines for event in timeline.events))
    by_item: dict[str, list[Lent]] = {}
    for lent in lent_where((among(Loan.item, items) & Loan.returned_at.is_null()) | among(Loan.id, named)):
        by_item.setdefault(lent.item, []).append(lent)
    pairs: list[tuple[FoldShelf, FoldShelf]] = []
    remarks: dict[str, Remark] = {}
    for timeline in timelines:
        loans = [lent for item in timeline.states for lent in by_item.get(item, ())]
        before = shelf_of(timeline.states, timeline.labelled, loans)
        after = fold(before, timeline.events)
        pairs.append((before, after))
        remarks |= after.remarks
        _touch(touched, timeline, before, after)
    write_shelves(db, pairs)
    touched.notice |= write_remarks(db, remarks)


def _touch(touched: TouchedTimelines, timeline: Timeline, before: FoldShelf, after: FoldShelf) -> None:
    """What has changed, and all that a kiosk passed over while its own events about a copy were on their way."""
    loans = _ids(event.loan for event in timeline.events) & after.loans.keys()
    loans |= {id_ for id_, lent in after.loans.items() if before.loans.get(id_) != lent}
    items = _ids(event.item for event in timeline.events) | {after.loans[loan].item for loan in loans}
    items |= {item for item, state in after.states.items() if before.states[item] != state}
    touched.item |= items
    touched.loan |= loans | {after.held[item] for item in items & after.held.keys()}


def _rebuild(db: Database, timeline: Timeline, touched: TouchedTimelines) -> None:
    loans = lent_where(among(Loan.item, timeline.states))
    events = [*_past(timeline, loans), *timeline.events]
    after = refolded(timeline, loans, events)
    before = shelf_of(timeline.states, timeline.labelled, loans)
    write_shelves(db, [(before, after)])
    touched.notice |= replace_remarks(db, events, after)
    _touch(touched, timeline, before, after)


def refolded(timeline: Timeline, loans: Sequence[Lent], events: Sequence[Event]) -> FoldShelf:
    """What the copies of `timeline` should look like: from the loans that no event began, and all events about them."""
    begun = {event.loan for event in events if event.kind == EventKind.CHECK_OUT}
    ends = (EventKind.CHECK_IN, EventKind.UNDO_CHECK_OUT)
    ended_here = _ids(event.loan for event in events if event.kind in ends)
    given = [_as_given(lent, ended_here) for lent in loans if lent.id not in begun]
    states = dict.fromkeys(timeline.states, AVAILABLE)
    states |= {lent.item: ON_LOAN for lent in given if lent.returned_at is None}
    after = fold(shelf_of(states, timeline.labelled, given), events)
    return replace(after, states={**after.states, **_set_elsewhere(timeline, after, events)})


def _past(timeline: Timeline, loans: Sequence[Lent]) -> list[Event]:
    """The journal's events about these copies and about the loans that lie on them."""
    on_these = sorted(lent.id for lent in loans)
    rows = Journal.select().where(
        (Journal.item.in_(sorted(timeline.states)) | among(Journal.loan, on_these)) & among(Journal.kind, FOLDED)
    )
    events = [from_journal(row) for row in rows]
    elsewhere = Loan.select(Loan.id).where(
        among(Loan.id, _ids(event.loan for event in events)), Loan.item.not_in(sorted(timeline.states))
    )
    foreign = {loan.id.hex for loan in elsewhere}
    lent = [event for event in events if event.kind == EventKind.CHECK_OUT]
    patrons = _known(Patron, _ids(event.patron for event in lent))
    records = _known(Record, _ids(event.record for event in lent))
    return [
        event
        for event in events
        if event.loan not in foreign
        and (event.kind != EventKind.CHECK_OUT or (event.patron in patrons and event.record in records))
    ]


def _as_given(lent: Lent, ended_here: set[str]) -> Lent:
    """A loan that no event began (it was imported), as it was before the events that the journal holds."""
    if lent.id in ended_here or lent.ended_as == LoanEnd.RELENT:
        return Lent(lent.id, lent.patron, lent.item, lent.record, lent.lent_at, lent.due_on, lent.renewals)
    return lent


def _set_elsewhere(timeline: Timeline, after: FoldShelf, events: Sequence[Event]) -> dict[str, str]:
    """States that an edit at the centre has set and no event speaks of."""
    told = {event.item for event in events if event.kind == EventKind.ITEM_STATE}
    return {
        item: state
        for item, state in timeline.states.items()
        if state in OFF_SHELF and item not in told and after.states[item] == AVAILABLE
    }

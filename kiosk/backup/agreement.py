"""Whether the loans and the states of items are what the journal adds up to."""

import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from peewee import Database, Query

from db.models import Item, Journal, Loan, Notice, Patron, Position, Record, Setting
from kiosk.backup.words import Progress, quiet
from kiosk.sync.events import FOLDED, Event
from kiosk.sync.feed_apply import CENTRE
from kiosk.sync.fold import Lent, shelf_of
from kiosk.sync.identity import NAME
from kiosk.sync.loan_tables import LOAN_COLUMNS, notice_id
from kiosk.sync.timelines import Timeline, refolded

# Titles that are looked at together: their copies, loans and events fit any memory.
TITLES = 400
SHOWN = 20
ENDS = frozenset({"check_in", "undo_check_out"})
EVENT_COLUMNS = (
    Journal.id,
    Journal.kiosk,
    Journal.epoch,
    Journal.seq,
    Journal.hlc,
    Journal.at,
    Journal.kind,
    Journal.loan,
    Journal.item,
    Journal.record,
    Journal.patron,
    Journal.staff,
    Journal.body,
)


@dataclass(frozen=True, slots=True)
class Agreement:
    """How much was compared; differing: items (at a station with a centre: loans) that say something else than the
    journal; differences: the first of them."""

    items: int
    loans: int
    events: int
    differing: int = 0
    differences: tuple[str, ...] = ()


def agreement(db: Database, progress: Progress = quiet) -> Agreement:
    """Of the SQLite file behind `db`, which need not be the one that the models are bound to.

    Where a centre is, most of what the tables say came from there: at such a station only what it has not told yet
    must be found in its own loans. Elsewhere every copy is folded anew."""
    drawn = next(iter(_rows(db, Setting.select(Setting.value).where(Setting.key == CENTRE))), ("",))[0]
    return _of_untold(db) if drawn else _of_all(db, progress)


def _rows(db: Database, query: Query) -> Iterator[tuple]:
    """As the file keeps them: identities as 32 hex digits, dates as ISO."""
    yield from db.execute(query)


def _event(row: Sequence) -> Event:
    return Event(*row[:12], json.loads(row[12]))


def _of_all(db: Database, progress: Progress) -> Agreement:
    titles = [id_ for (id_,) in _rows(db, Record.select(Record.id).order_by(Record.id))]
    patrons = {id_ for (id_,) in _rows(db, Patron.select(Patron.id))}
    known = (patrons, frozenset(titles), _not_placed(db))
    items, lent, events, differing = 0, 0, 0, []
    for start in range(0, len(titles), TITLES):
        some = titles[start : start + TITLES]
        for timeline, loans in _timelines(db, some[0], some[-1], known):
            items, lent, events = items + len(timeline.states), lent + len(loans), events + len(timeline.events)
            differing += _differences(timeline, loans)
        progress("journal against loans", min(start + TITLES, len(titles)), len(titles))
    return Agreement(items, lent, events, len(differing), tuple(differing[:SHOWN]))


def _not_placed(db: Database) -> frozenset[str]:
    """Notices about events that no table shows yet."""
    return frozenset(id_ for (id_,) in _rows(db, Notice.select(Notice.id).where(Notice.kind == "event_not_placed")))


def _timelines(db: Database, first: str, last: str, known: tuple) -> Iterable[tuple[Timeline, list[Lent]]]:
    """The copies of the titles from `first` to `last`, with all events about them, and their loans."""
    of_these = Item.record.between(first, last)
    key_of, timelines, loans = {}, {}, {}
    copies = Item.select(Item.id, Item.record, Item.label, Item.state).where(of_these)
    for id_, record, label, state in _rows(db, copies):
        key = key_of[id_] = record if label is None else id_
        timelines.setdefault(key, Timeline(label is not None, {})).states[id_] = state
    home = {}
    for row in _rows(db, Loan.select(*LOAN_COLUMNS).join(Item).where(of_these)):
        lent = Lent(*row[:7], bool(row[7]), *row[8:])
        home[lent.id] = lent.item
        loans.setdefault(key_of[lent.item], []).append(lent)
    for event in _events(db, of_these, home, known):
        timelines[key_of[home.get(event.loan, event.item)]].events.append(event)
    return [(timeline, loans.get(key, [])) for key, timeline in timelines.items()]


def _events(db: Database, of_these, home: dict, known: tuple) -> Iterator[Event]:
    """Each once. An event is where the loan is that it speaks of; of a loan that is nowhere, where its item is."""
    patrons, records, not_placed = known
    about_items = (
        Journal.select(*EVENT_COLUMNS, Loan.item)
        .join(Item, on=Journal.item == Item.id)
        .join(Loan, "LEFT JOIN", on=Journal.loan == Loan.id)
        .where(of_these, Journal.kind.in_(sorted(FOLDED)))
    )
    for row in _rows(db, about_items):
        if row[13] is not None and row[7] not in home:
            continue
        yield from _placed(_event(row), patrons, records, not_placed)
    # A copy like the one that was scanned: the fold gives it out when two kiosks have lent one.
    moved = (
        Journal.select(*EVENT_COLUMNS, Loan.item)
        .join(Loan, on=Journal.loan == Loan.id)
        .join(Item, on=Loan.item == Item.id)
        .where(of_these, Journal.kind.in_(sorted(FOLDED)), Journal.item != Loan.item)
    )
    ours = {id_ for (id_,) in _rows(db, Item.select(Item.id).where(of_these))}
    for row in _rows(db, moved):
        if row[8] not in ours:
            yield from _placed(_event(row), patrons, records, not_placed)


def _placed(event: Event, patrons: set, records: frozenset, not_placed: frozenset) -> Iterator[Event]:
    if event.kind == "check_out" and not (event.patron in patrons and event.record in records):
        return
    if not_placed and notice_id(event.id) in not_placed:
        return
    yield event


def _differences(timeline: Timeline, loans: Sequence[Lent]) -> list[str]:
    """Items whose loans or state are not what their events add up to."""
    after = refolded(timeline, loans, timeline.events)
    before = shelf_of(timeline.states, timeline.labelled, loans)
    differing = {item for item, state in after.states.items() if timeline.states[item] != state}
    for id_ in after.loans.keys() | before.loans.keys():
        said, told = before.loans.get(id_), after.loans.get(id_)
        if said != told:
            differing.add((said or told).item)
    return sorted(differing)


def _of_untold(db: Database) -> Agreement:
    me = next(iter(_rows(db, Setting.select(Setting.value).where(Setting.key == NAME))), ("",))[0]
    told = (Position.kiosk == Journal.kiosk) & (Position.epoch == Journal.epoch)
    untold = (
        Journal.select(Journal.loan, Journal.kind)
        .join(Position, "LEFT JOIN", on=told)
        .where(
            Journal.kiosk == me,
            Journal.kind.in_(sorted(FOLDED)),
            Journal.loan.is_null(False),
            Position.have.is_null() | (Journal.seq > Position.have),
        )
        .order_by(Journal.hlc)
    )
    last, events = {}, 0
    for loan, kind in _rows(db, untold):
        last[loan] = kind
        events += 1
    open_of = {}
    for loan in last:
        query = Loan.select(Loan.id, Loan.returned_at).where(Loan.id == loan)
        open_of |= {id_: at is None for id_, at in _rows(db, query)}
    differing = sorted(loan for loan, kind in last.items() if open_of.get(loan) != (kind not in ENDS))
    return Agreement(0, len(last), events, len(differing), tuple(differing[:SHOWN]))

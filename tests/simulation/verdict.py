"""What must be true once everything has settled. The fold is computed here from nothing but the journal."""

from collections.abc import Iterable, Iterator

from peewee import SqliteDatabase

from db.models import Item, Journal, Loan, Notice, Patron, Policy, Position
from kiosk.sync.events import FOLDED, QUARANTINED, Event, from_journal
from kiosk.sync.feed import feed_version
from kiosk.sync.feed_apply import feed_position
from kiosk.sync.fold import FoldShelf, Lent, shelf_of, step
from kiosk.sync.loan_tables import notice_id
from tests.simulation import school
from tests.simulation.world import World


def findings(world: World) -> list[str]:
    """One sentence for each thing that is wrong; empty when all is as it must be."""
    return list(_findings(world))


def _findings(world: World) -> Iterator[str]:
    with world.at(world.centre):
        centre, newest = _tables(), feed_version()
        yield from _journal_findings(world)
        yield from _fold_findings(world)
    for kiosk in world.kiosks:
        if left := world.waiting(kiosk):
            yield f"{kiosk.name} still waits with {left} events"
        with world.at(kiosk.db):
            here = _tables()
            if feed_position() != newest:
                yield f"{kiosk.name} has drawn to {feed_position()} of {newest}"
        for name, rows in centre.items():
            yield from _differences(f"{name} of {kiosk.name}", here[name], rows)
    for db in (world.centre, *(kiosk.db for kiosk in world.kiosks)):
        yield from _file_findings(db)


def _tables() -> dict[str, dict]:
    """What all sites must show alike."""
    loans = Loan.select(Loan.id, Loan.item, Loan.patron, Loan.due_on, Loan.renewals, Loan.returned_at, Loan.ended_as)
    return {
        "loans": {row[0]: row[1:] for row in loans.tuples()},
        "item states": dict(Item.select(Item.id, Item.state).tuples()),
        "readers": {row[0]: row[1:] for row in Patron.select(Patron.id, Patron.blocked, Patron.left).tuples()},
        "policies": {row[0]: row[1:] for row in Policy.select(Policy.id, Policy.max_loans, Policy.days).tuples()},
    }


def _differences(what: str, found: dict, wanted: dict) -> Iterator[str]:
    for key in sorted(found.keys() | wanted.keys(), key=str):
        if found.get(key) != wanted.get(key):
            yield f"{what}: {str(key)[-6:]} is {found.get(key)}, not {wanted.get(key)}"


def _journal_findings(world: World) -> Iterator[str]:
    """Every event once, at its own place, and positions that say so."""
    rows = list(Journal.select(Journal.kiosk, Journal.epoch, Journal.seq, Journal.id, Journal.kind).tuples())
    there = {row[:3]: row[3:] for row in rows}
    for kiosk in world.kiosks:
        with world.at(kiosk.db):
            own = list(Journal.select(Journal.kiosk, Journal.epoch, Journal.seq, Journal.id).tuples())
        for *place, id_ in own:
            found = there.get(tuple(place))
            if found is None:
                yield f"event {place} is not at the centre"
            elif found[0] != id_ and not found[1].startswith(QUARANTINED):
                yield f"event {place} is another at the centre"
    for place in sorted(world.ever_at_centre - there.keys()):
        yield f"the centre had event {place} and has lost it"
    for place in sorted(place for place in there if "#" in place[0]):
        yield f"event {place} has been put aside"
    ends: dict[tuple[str, int], list[int]] = {}
    for kiosk, epoch, seq in there:
        ends.setdefault((kiosk, epoch), []).append(seq)
    for (name, epoch), seqs in ends.items():
        if sorted(seqs) != list(range(1, len(seqs) + 1)):
            yield f"the journal of {name} has gaps at the centre in epoch {epoch}"
        position = Position.get_or_none(Position.kiosk == name, Position.epoch == epoch)
        if position is None or position.have != max(seqs):
            yield f"the position of {name} in epoch {epoch} is wrong"


def _fold_findings(world: World) -> Iterator[str]:
    events = [from_journal(row) for row in Journal.select().where(Journal.kind.in_(sorted(FOLDED)))]
    loans: dict[str, Lent] = {}
    states: dict[str, str] = {}
    remarks: dict[str, str] = {event.id: "return_without_loan" for event in events if event.item is None}
    for shelf, own in _shelves([event for event in events if event.item]):
        after = _folded(shelf, own)
        loans |= after.loans
        states |= after.states
        remarks |= {id_: remark.kind for id_, remark in after.remarks.items()}
    found = {
        row.id.hex: (row.patron_id.hex, row.item_id.hex, row.due_on.isoformat(), row.renewals, row.returned_at)
        for row in Loan.select()
    }
    wanted = {
        id_: (lent.patron, lent.item, lent.due_on, lent.renewals, lent.returned_at) for id_, lent in loans.items()
    }
    yield from _differences("loans at the centre against the fold", found, wanted)
    edited = {item.hex for item in world.edited}
    shown = {id_.hex: state for id_, state in Item.select(Item.id, Item.state).tuples()}
    for item in edited:
        # An edit is no event: the fold does not know it.
        shown.pop(item), states.pop(item)
    yield from _differences("item states at the centre against the fold", shown, states)
    kinds = sorted({"copy_lent_twice", "return_without_loan", "event_not_placed"})
    # A kiosk's own notice of a return without a loan bears the event's identity.
    told = {event.id for event in events} | {row.id.hex for row in Journal.select(Journal.id)}
    notices = {row.id.hex: row.kind for row in Notice.select().where(Notice.kind.in_(kinds)) if row.id.hex not in told}
    yield from _differences("notices", notices, {notice_id(id_): kind for id_, kind in remarks.items()})
    bad = {row.id.hex for row in Journal.select(Journal.id).where(Journal.kind.startswith(QUARANTINED))}
    kept = {row.id.hex for row in Notice.select().where(Notice.kind == "event_quarantined")}
    if bad - kept:
        yield f"{len(bad - kept)} quarantined events have no notice"


def _shelves(events: Iterable[Event]) -> Iterator[tuple[FoldShelf, list[Event]]]:
    """As the school began, with the events about each."""
    given = Lent(school.GIVEN.hex, *_given_columns())
    by_item: dict[str, list[Event]] = {}
    for event in events:
        by_item.setdefault(event.item, []).append(event)
    for item in school.LABELLED_ITEMS:
        own = [given] if item.hex == given.item else []
        state = "on_loan" if own else "available"
        yield shelf_of({item.hex: state}, True, own), by_item.get(item.hex, [])
    for items in (school.PLAIN_ITEMS[:2], school.PLAIN_ITEMS[2:]):
        own = [event for item in items for event in by_item.get(item.hex, [])]
        yield shelf_of(dict.fromkeys((item.hex for item in items), "available"), False), own


def _given_columns() -> tuple:
    row = Loan.get_by_id(school.GIVEN)
    return (row.patron_id.hex, school.LABELLED_ITEMS[3].hex, school.LABELLED[1].hex, row.lent_at, "2026-12-14")


def _folded(shelf: FoldShelf, events: Iterable[Event]) -> FoldShelf:
    for event in sorted(events, key=lambda event: (event.hlc, event.id)):
        shelf = step(shelf, event)
    return shelf


def _file_findings(db: SqliteDatabase) -> Iterator[str]:
    twice = "select item_id from loan where returned_at is null group by item_id having count(*) > 1"
    if db.execute_sql(twice).fetchall():
        yield "an item has two open loans"
    if db.execute_sql("pragma foreign_key_check").fetchall():
        yield "a row refers to one that is not there"

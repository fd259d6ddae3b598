"""What the centre does with an upload: keep every event, bring the tables up to it, say how far it has come."""

import json
import logging
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from uuid import UUID, uuid5

from peewee import Database, InterfaceError, OperationalError

from db.journal import COUNTER_BITS
from db.models import Item, Journal, Kiosk, Loan, Notice, Position
from kiosk.sync.bulk import among, write_many
from kiosk.sync.events import QUARANTINED, REFERENCES, Event, body_text, is_count, is_id
from kiosk.sync.feed import publish
from kiosk.sync.messages import Quarantined, Upload
from kiosk.sync.timelines import Touched, apply_events

log = logging.getLogger(__name__)

QUARANTINE = UUID("0b3a1c52-8a52-4a8f-9d0e-2f7d0c6f4a11")
MAX_KIND = 60
# Between a kiosk's name and an event whose place was taken; no kiosk's name holds it.
ASIDE = "#"


@dataclass(frozen=True, slots=True)
class Applied:
    """have: the position that is durable without a gap once the transaction commits; quarantined: seqs, now kept."""

    have: int
    quarantined: tuple[int, ...] = ()


def apply_upload(db: Database, upload: Upload, now: int) -> Applied:
    """All of it in one transaction, or nothing; what has been here before changes nothing. now: ms since 1970, UTC.

    Raises peewee's OperationalError or InterfaceError when the database is at fault: the kiosk will try again."""
    try:
        with db.atomic():
            return _apply(db, upload, now)
    except (OperationalError, InterfaceError):
        raise
    except Exception as fault:
        # One event that nobody foresaw must not hold up the others behind it.
        log.error("upload of %s from %s fails (%s): event by event", upload.kiosk, upload.first, type(fault).__name__)
    with db.atomic():
        return _apply_one_by_one(db, upload, now)


def _apply(db: Database, upload: Upload, now: int) -> Applied:
    have = position_of(upload.kiosk, upload.epoch)
    _note_contact(upload, now)
    if upload.first > have + 1:
        # Something between is missing here (the centre was restored): the kiosk sends again from `have`.
        return Applied(have)
    last = upload.first + len(upload.entries) - 1
    events = _unseen([_as_event(upload, entry, now) for entry in upload.entries])
    touched = apply_events(db, events)
    _keep(db, events)
    if last > have:
        _move_position(upload.kiosk, upload.epoch, last)
    touched.item |= _named(Item, "item", upload.entries)
    touched.loan |= _named(Loan, "loan", upload.entries)
    _publish(db, touched)
    quarantined = tuple(entry.seq for entry in upload.entries if isinstance(entry, Quarantined))
    return Applied(max(have, last), quarantined)


def _apply_one_by_one(db: Database, upload: Upload, now: int) -> Applied:
    applied, quarantined = Applied(position_of(upload.kiosk, upload.epoch)), []
    for place, entry in enumerate(upload.entries):
        single = replace(upload, first=upload.first + place, entries=(entry,))
        try:
            with db.atomic():
                applied = _apply(db, single, now)
        except (OperationalError, InterfaceError):
            raise
        except Exception as fault:
            # Without the message: a driver's may quote the row.
            fault_name = type(fault).__name__
            log.error("event %s of %s cannot be applied: %s", single.first, upload.kiosk, fault_name)
            kept = Quarantined(single.first, _fields(entry), f"the centre failed on it: {fault_name}")
            applied = _apply(db, replace(single, entries=(kept,)), now)
        quarantined += applied.quarantined
    return Applied(applied.have, tuple(quarantined))


def position_of(kiosk: str, epoch: int) -> int:
    row = Position.get_or_none(Position.kiosk == kiosk, Position.epoch == epoch)
    return row.have if row else 0


def _move_position(kiosk: str, epoch: int, have: int) -> None:
    Position.insert(kiosk=kiosk, epoch=epoch, have=have).on_conflict(
        conflict_target=[Position.kiosk, Position.epoch], update={Position.have: have}
    ).execute()


def _note_contact(upload: Upload, now: int) -> None:
    Kiosk.update(last_contact=now, feed=upload.feed, health=json.dumps(dict(upload.health))).where(
        Kiosk.name == upload.kiosk
    ).execute()


def _unseen(events: Sequence[Event]) -> list[Event]:
    """Each event once; one whose place in the journal is taken by another is kept under a name of its own."""
    known = {id_.hex for (id_,) in Journal.select(Journal.id).where(among(Journal.id, (e.id for e in events))).tuples()}
    fresh = list({event.id: event for event in events if event.id not in known}.values())
    taken = _taken(fresh)
    return [_aside(event) if event.seq in taken else event for event in fresh]


def _taken(events: Sequence[Event]) -> set[int]:
    """Places at which the journal holds something else: the kiosk was restored from a copy of itself."""
    if not events:
        return set()
    rows = Journal.select(Journal.seq).where(
        Journal.kiosk == events[0].kiosk,
        Journal.epoch == events[0].epoch,
        Journal.seq.between(events[0].seq, events[-1].seq),
    )
    return {seq for (seq,) in rows.tuples()} & {event.seq for event in events}


def _aside(event: Event) -> Event:
    return replace(event, kiosk=f"{event.kiosk}{ASIDE}{event.id}")


def _keep(db: Database, events: Sequence[Event]) -> None:
    columns = ("id", "kiosk", "epoch", "seq", "hlc", "at", "kind", *REFERENCES)
    example = {getattr(Journal, name): None for name in (*columns, "body")}
    rows = [(*(getattr(event, name) for name in columns), body_text(event.body)) for event in events]
    write_many(db, Journal.insert(example), rows)
    example = {Notice.id: None, Notice.kind: None, Notice.at: None, Notice.body: None}
    write_many(db, Notice.insert(example).on_conflict_ignore(), list(_notices(events)))


def _notices(events: Sequence[Event]) -> Iterator[tuple[str, str, int, str]]:
    for event in events:
        if event.kind == "notice":
            yield event.id, event.body["kind"], event.at, body_text(event.body)
        if event.kind.startswith(QUARANTINED):
            facts = {"kiosk": event.kiosk, "epoch": event.epoch, "seq": event.seq, "why": event.body["why"]}
            yield event.id, "event_quarantined", event.at, body_text(facts)
    for event in [event for event in events if ASIDE in event.kiosk][:1]:
        facts = {"kiosk": event.kiosk.partition(ASIDE)[0], "epoch": event.epoch, "seq": event.seq}
        yield uuid5(QUARANTINE, event.id).hex, "kiosk_restored", event.at, body_text(facts)


def _as_event(upload: Upload, entry: Event | Quarantined, now: int) -> Event:
    """A quarantined entry as an event that no fold reads; escaped, so that every database takes its text."""
    if isinstance(entry, Event):
        return entry
    raw = entry.raw if isinstance(entry.raw, Mapping) else {}
    try:
        text = json.dumps(entry.raw)
    except RecursionError:
        text = "nested too deeply"
    at = raw["at"] if is_count(raw.get("at")) else now
    hlc = raw["hlc"] if is_count(raw.get("hlc")) else now << COUNTER_BITS
    kind = QUARANTINED + ascii(raw.get("kind"))[:MAX_KIND].strip("'")
    id_ = uuid5(QUARANTINE, f"{upload.kiosk}/{upload.epoch}/{entry.seq}/{text}").hex
    body = {"why": entry.why, "raw": text}
    return Event(id_, upload.kiosk, upload.epoch, entry.seq, hlc, at, kind, body=body)


def _named(model: type[Item] | type[Loan], name: str, entries: Sequence[Event | Quarantined]) -> set[str]:
    """What the entries name and the centre has. The kiosk passed it over until now, whatever became of its events."""
    raws = (entry.raw if isinstance(entry, Quarantined) else {name: getattr(entry, name)} for entry in entries)
    ids = {raw.get(name) for raw in raws if isinstance(raw, Mapping) and is_id(raw.get(name))}
    return {id_.hex for (id_,) in model.select(model.id).where(among(model.id, ids)).tuples()}


def _fields(entry: Event | Quarantined) -> object:
    if isinstance(entry, Quarantined):
        return entry.raw
    return {name: getattr(entry, name) for name in ("id", "hlc", "at", "kind", *REFERENCES, "body")}


def _publish(db: Database, touched: Touched) -> None:
    publish(db, {"item": touched.item, "loan": touched.loan})

"""What the centre does with an upload: keep every event, bring the tables up to it, say how far it has come."""

import json
import logging
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from operator import attrgetter
from uuid import UUID, uuid5

from peewee import Database, InterfaceError, OperationalError

from db.journal import COUNTER_BITS, EventKind
from db.models import Item, Journal, Kiosk, Loan, Notice, Position
from db.rows import tuples
from kiosk.sync.bulk import among, plain_rows, write_many
from kiosk.sync.clocks import in_true_order
from kiosk.sync.column_decoding import is_here, spelled_out
from kiosk.sync.events import QUARANTINED, REFERENCES, Event, body_text, is_count, is_id
from kiosk.sync.feed import publish_within
from kiosk.sync.late_checks import note_hindsight
from kiosk.sync.messages import Quarantined, Upload
from kiosk.sync.resolutions import decide
from kiosk.sync.timelines import TouchedTimelines, apply_events

log = logging.getLogger(__name__)

QUARANTINE = UUID("0b3a1c52-8a52-4a8f-9d0e-2f7d0c6f4a11")
MAX_KIND = 60
# Between a kiosk's name and an event whose place was taken; no kiosk's name holds it.
ASIDE = "#"


@dataclass(frozen=True, slots=True)
class Applied:
    """have: the position that is durable without a gap once the transaction commits; quarantined: seqs, now kept.

    held: the positions of all epochs of the kiosk. safe: likewise, up to where a verified copy of the centre's records
    reaches. plain: its columns cannot be made out here; nothing of it was kept."""

    have: int
    quarantined: tuple[int, ...] = ()
    held: Mapping[int, int] = field(default_factory=dict)
    safe: Mapping[int, int] = field(default_factory=dict)
    plain: bool = False


def apply_upload(db: Database, upload: Upload, now: int) -> Applied:
    """All of it in one transaction, or nothing; what has been here before changes nothing. now: ms since 1970, UTC.

    Raises peewee's OperationalError or InterfaceError when the database is at fault: the kiosk will try again."""
    try:
        with db.atomic():
            return apply_together(db, [upload], now)[0]
    except (OperationalError, InterfaceError):
        raise
    except Exception as fault:
        # One event that nobody foresaw must not hold up the others behind it.
        log.error("upload of %s from %s fails (%s): event by event", upload.kiosk, upload.first, type(fault).__name__)
    with db.atomic():
        return _apply_one_by_one(db, upload, now)


def apply_together(db: Database, uploads: Sequence[Upload], now: int) -> list[Applied]:
    """Inside the caller's transaction, which is lost when this raises: then apply each by itself.

    What one statement can do for all of them is one statement: many small uploads cost little more than one."""
    held, safe = _positions_of({upload.kiosk for upload in uploads})
    _note_contacts(db, uploads, now)
    before = dict(held)
    applied: list[Applied] = []
    events: list[Event] = []
    gaps: set[str] = set()
    read: list[Upload] = []
    for upload in uploads:
        place = (upload.kiosk, upload.epoch)
        have = held.get(place, 0)
        if upload.first - upload.pruned > have + 1:
            # Something between is missing here (the centre was restored): the kiosk sends again from `have`.
            applied.append(Applied(have))
            continue
        if upload.columns is not None and upload.last <= have and is_here(upload):
            applied.append(Applied(have))
            continue
        spelled = spelled_out(upload)
        if spelled is None:
            applied.append(Applied(have, plain=True))
            continue
        if upload.first > have + 1:
            gaps.add(_note_gap(upload, have, now))
        held[place] = max(have, upload.last)
        read.append(spelled)
        events += in_true_order([_as_event(upload, entry, now) for entry in spelled.entries], upload.ahead)
        quarantined = tuple(entry.seq for entry in spelled.entries if isinstance(entry, Quarantined))
        applied.append(Applied(held[place], quarantined))
    events = _unseen(events, before)
    _move_positions(db, {place: have for place, have in held.items() if have != before.get(place, 0)})
    if events or gaps:
        touched = apply_events(db, events)
        touched.notice |= gaps | _keep(db, events) | note_hindsight(db, uploads, events, now)
        decided = decide(db, events)
        fresh = {(event.kiosk.partition(ASIDE)[0], event.epoch, event.seq) for event in events}
        entries = [one for up in read for one in up.entries if (up.kiosk, up.epoch, one.seq) in fresh]
        touched.item |= _named(Item, _references("item", entries) - touched.item)
        touched.loan |= _named(Loan, _references("loan", entries) - touched.loan)
        _publish(db, touched, decided)
    return [
        replace(one, held=_of_kiosk(held, upload.kiosk), safe=_of_kiosk(safe, upload.kiosk))
        for one, upload in zip(applied, uploads, strict=True)
    ]


def _of_kiosk(seqs: Mapping[tuple[str, int], int], kiosk: str) -> dict[int, int]:
    return {epoch: seq for (name, epoch), seq in seqs.items() if name == kiosk}


def _note_gap(upload: Upload, have: int, now: int) -> str:
    """The centre was put back from a copy older than the one by which the kiosk has pruned: nobody has these events
    any more but a newer copy. Returns the notice."""
    facts = {"kiosk": upload.kiosk, "epoch": upload.epoch, "first": have + 1, "last": upload.first - 1}
    id_ = uuid5(QUARANTINE, f"gap/{upload.kiosk}/{upload.epoch}/{have}/{upload.first}").hex
    Notice.insert(id=id_, kind="journal_gap", at=now, body=body_text(facts)).on_conflict_ignore().execute()
    return id_


def _apply_one_by_one(db: Database, upload: Upload, now: int) -> Applied:
    [applied] = apply_together(db, [replace(upload, entries=(), columns=None)], now)
    quarantined: list[int] = []
    spelled = spelled_out(upload)
    if spelled is None:
        return replace(applied, plain=True)
    for place, entry in enumerate(spelled.entries):
        single = replace(spelled, first=upload.first + place, entries=(entry,))
        try:
            with db.atomic():
                [applied] = apply_together(db, [single], now)
        except (OperationalError, InterfaceError):
            raise
        except Exception as fault:
            # Without the message: a driver's may quote the row.
            fault_name = type(fault).__name__
            log.error("event %s of %s cannot be applied: %s", single.first, upload.kiosk, fault_name)
            kept = Quarantined(single.first, _fields(entry), f"the centre failed on it: {fault_name}")
            [applied] = apply_together(db, [replace(single, entries=(kept,))], now)
        quarantined += applied.quarantined
    return replace(applied, quarantined=tuple(quarantined))


Seqs = dict[tuple[str, int], int]  # by kiosk and epoch


def _positions_of(kiosks: Collection[str]) -> tuple[Seqs, Seqs]:
    """Up to where nothing is missing, and up to where a verified copy reaches."""
    columns = (Position.kiosk, Position.epoch, Position.have, Position.safe)
    rows = plain_rows(Position.select(*columns).where(among(Position.kiosk, kiosks)))
    held = {(kiosk, epoch): have for kiosk, epoch, have, _ in rows}
    return held, {(kiosk, epoch): safe for kiosk, epoch, _, safe in rows if safe}


def record_safe(db: Database, positions: Sequence[tuple[str, int, int]]) -> None:
    """positions: (kiosk, epoch, seq), as a verified copy on another medium holds them."""
    with db.atomic():
        for kiosk, epoch, seq in positions:
            Position.update(safe=seq).where(Position.kiosk == kiosk, Position.epoch == epoch).execute()


def _move_positions(db: Database, moved: Mapping[tuple[str, int], int]) -> None:
    query = Position.insert(kiosk="", epoch=0, have=0, safe=0).on_conflict(
        conflict_target=[Position.kiosk, Position.epoch], preserve=[Position.have]
    )
    write_many(db, query, [(*place, have, 0) for place, have in sorted(moved.items())])


def _note_contacts(db: Database, uploads: Sequence[Upload], now: int) -> None:
    query = Kiosk.update({Kiosk.last_contact: 0, Kiosk.feed: 0, Kiosk.health: ""}).where(Kiosk.name == "")
    last = {upload.kiosk: (now, upload.feed, json.dumps(dict(upload.health)), upload.kiosk) for upload in uploads}
    write_many(db, query, list(last.values()))


def _unseen(events: Sequence[Event], have: Mapping[tuple[str, int], int]) -> list[Event]:
    """Each event once; one whose place in the journal is taken by another is kept under a name of its own."""
    if not events:
        return []
    known = {id_ for (id_,) in plain_rows(Journal.select(Journal.id).where(among(Journal.id, (e.id for e in events))))}
    new = {event.id: event for event in events if event.id not in known}.values()
    taken = _taken([event for event in new if event.seq <= have.get((event.kiosk, event.epoch), 0)])
    fresh = []
    for event in new:
        place = (event.kiosk, event.epoch, event.seq)
        fresh.append(_aside(event) if place in taken else event)
        taken.add(place)
    return fresh


def _taken(events: Sequence[Event]) -> set[tuple[str, int, int]]:
    """Places of these events at which the journal holds something else: the kiosk was put back from a copy."""
    places = (Journal.kiosk, Journal.epoch, Journal.seq)
    taken: set[tuple[str, int, int]] = set()
    for kiosk, epoch in {(event.kiosk, event.epoch) for event in events}:
        seqs = [event.seq for event in events if (event.kiosk, event.epoch) == (kiosk, epoch)]
        here = (Journal.kiosk == kiosk) & (Journal.epoch == epoch) & Journal.seq.between(min(seqs), max(seqs))
        taken.update(tuples(Journal.select(*places).where(here)))
    return taken


def _aside(event: Event) -> Event:
    return replace(event, kiosk=f"{event.kiosk}{ASIDE}{event.id}")


def _keep(db: Database, events: Sequence[Event]) -> set[str]:
    """Into the journal. Returns the notices that came of it."""
    columns = ("id", "kiosk", "epoch", "seq", "hlc", "at", "kind", *REFERENCES)
    example = {getattr(Journal, name): None for name in (*columns, "body")}
    told = attrgetter(*columns)
    rows = [(*told(event), body_text(event.body)) for event in events]
    write_many(db, Journal.insert(example), rows)
    example = {Notice.id: None, Notice.kind: None, Notice.at: None, Notice.body: None}
    notices = list(_notices(events))
    write_many(db, Notice.insert(example).on_conflict_ignore(), notices)
    return {id_ for id_, *_ in notices}


def _notices(events: Sequence[Event]) -> Iterator[tuple[str, str, int, str]]:
    for event in events:
        if event.kind == EventKind.NOTICE:
            yield event.id, event.body["kind"], event.at, body_text(event.body)
        if event.kind.startswith(QUARANTINED):
            facts = {"kiosk": event.kiosk, "epoch": event.epoch, "seq": event.seq, "why": event.body["why"]}
            yield event.id, "event_quarantined", event.at, body_text(facts)
    aside = {event.kiosk.partition(ASIDE)[0]: event for event in reversed(events) if ASIDE in event.kiosk}
    for kiosk, event in aside.items():
        facts = {"kiosk": kiosk, "epoch": event.epoch, "seq": event.seq}
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


def _references(name: str, entries: Sequence[Event | Quarantined]) -> set[str]:
    """What the entries name. The kiosk passed it over until now, whatever became of its events."""
    told = {getattr(entry, name) for entry in entries if isinstance(entry, Event)}
    raws = (entry.raw for entry in entries if isinstance(entry, Quarantined) and isinstance(entry.raw, Mapping))
    return {id_ for id_ in (*told, *(raw.get(name) for raw in raws)) if is_id(id_)}


def _named(model: type[Item] | type[Loan], ids: set[str]) -> set[str]:
    """Those that the centre has."""
    return {id_ for (id_,) in plain_rows(model.select(model.id).where(among(model.id, ids)))} if ids else set()


def _fields(entry: Event | Quarantined) -> object:
    if isinstance(entry, Quarantined):
        return entry.raw
    return {name: getattr(entry, name) for name in ("id", "hlc", "at", "kind", *REFERENCES, "body")}


def _publish(db: Database, touched: TouchedTimelines, decided: set[str]) -> None:
    rows = {"item": touched.item, "loan": touched.loan, "notice": touched.notice, "resolution": decided}
    publish_within(db, rows)

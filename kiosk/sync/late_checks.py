"""What the centre knows when an upload comes and the station did not know when it lent: newer rules, the true time.

What was lent stays lent; a person is told."""

from collections.abc import Iterable, Mapping, Sequence
from uuid import UUID, uuid5

from peewee import Database

from db.journal import COUNTER_BITS, EventKind
from db.models import Change as Head
from db.models import Notice, Patron
from db.rows import tuples
from kiosk.sync.bulk import among, plain_rows, write_many
from kiosk.sync.entities import ENTITIES
from kiosk.sync.events import Event, body_text
from kiosk.sync.fold import Remark
from kiosk.sync.loan_tables import NO_ID
from kiosk.sync.messages import Upload

HINDSIGHT = UUID("7e0f3c55-92b1-4f8f-8a3e-2a7d8f6f1c90")
RULES = sorted(name for name, entity in ENTITIES.items() if entity.bylaw and entity.deletable)
MINUTE_MS = 60_000
CLOCK_OFF_MIN = 2
DAY_MS = 24 * 3600 * 1000


def note_hindsight(db: Database, uploads: Sequence[Upload], events: Sequence[Event], now: int) -> set[str]:
    """Notices about `events`, which are new here and came with `uploads`; each once, however often it is found.

    Returns the identities of those that are new. now: the centre's clock, ms since 1970, UTC."""
    said = {upload.kiosk: upload for upload in uploads}
    came = [event for event in events if event.kiosk in said]
    lent = [event for event in came if event.kind == EventKind.CHECK_OUT and said[event.kiosk].feed]
    feeds = {event.kiosk: said[event.kiosk].feed for event in lent}
    found = _clocks_off([said[name] for name in {event.kiosk for event in came}], now)
    if lent:
        found |= _old_rules(feeds, lent) | _to_the_blocked(feeds, lent)
    return _write(db, {uuid5(HINDSIGHT, name).hex: remark for name, remark in found.items()})


def _write(db: Database, remarks: Mapping[str, Remark]) -> set[str]:
    if not remarks:
        return set()
    known = {id_.hex for (id_,) in tuples(Notice.select(Notice.id).where(among(Notice.id, remarks)))}
    fresh = {id_: remark for id_, remark in remarks.items() if id_ not in known}
    rows = [(id_, remark.kind, remark.at, body_text(remark.facts)) for id_, remark in fresh.items()]
    write_many(db, Notice.insert(id=NO_ID, kind="", at=0, body=""), rows)
    return set(fresh)


def _clocks_off(uploads: Iterable[Upload], now: int) -> dict[str, Remark]:
    """Once a station and day of the centre's."""
    return {
        f"clock/{upload.kiosk}/{now // DAY_MS}": Remark("clock_off", now, {"kiosk": upload.kiosk, "minutes": minutes})
        for upload in uploads
        if abs(minutes := _minutes_off(upload, now)) >= CLOCK_OFF_MIN
    }


def _minutes_off(upload: Upload, now: int) -> int:
    """0 unless both agree: what the station measured at its last call, and this upload, which may have been long on
    its way."""
    measured, sent = upload.health.get("clock_ahead_ms"), upload.sent_at - now
    if type(measured) is not int or measured * sent <= 0:
        return 0
    return round(min(measured, sent, key=abs) / MINUTE_MS)


def _old_rules(feeds: Mapping[str, int], lent: Iterable[Event]) -> dict[str, Remark]:
    """One for each station and change of the rules, however many loans it was.

    feeds: how far each station had drawn when it lent: it draws a page only once everything is told."""
    newer = Head.select(Head.ver, Head.at).where(Head.entity.in_(RULES), Head.ver > min(feeds.values()), Head.at > 0)
    heads = list(tuples(newer))
    found: dict[str, Remark] = {}
    for event in lent:
        feed = feeds[event.kiosk]
        newest = max((ver for ver, at in heads if ver > feed and at <= _true_ms(event)), default=0)
        if newest:
            facts = {"kiosk": event.kiosk, "rules": feed, "newest": newest}
            found.setdefault(f"rules/{event.kiosk}/{newest}", Remark("lent_under_old_rules", event.at, facts))
    return found


def _to_the_blocked(feeds: Mapping[str, int], lent: Sequence[Event]) -> dict[str, Remark]:
    stopped = Patron.blocked | Patron.card_lost | Patron.left
    named = {event.patron for event in lent if event.patron}
    ids = plain_rows(Patron.select(Patron.id).where(among(Patron.id, named), stopped))
    if not ids:
        return {}
    heads = Head.select(Head.entity_id, Head.ver, Head.at).where(
        Head.entity == "patron", among(Head.entity_id, (id_ for (id_,) in ids)), Head.at > 0
    )
    since = {entity_id: (ver, at) for entity_id, ver, at in tuples(heads)}
    return {
        f"blocked/{event.id}": Remark("lent_while_blocked", event.at, _about(event))
        for event in lent
        for ver, at in [since.get(event.patron, (0, 0))]
        if ver > feeds[event.kiosk] and at <= _true_ms(event)
    }


def _true_ms(event: Event) -> int:
    """By the order of all stations' events, not by the clock of one."""
    return event.hlc >> COUNTER_BITS


def _about(event: Event) -> dict[str, str | None]:
    return {"kiosk": event.kiosk, "item": event.item, "record": event.record, "patron": event.patron}

"""A school of 600 readers and 5,000 copies, and a station's journal of a busy month."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from random import Random
from uuid import UUID
from zoneinfo import ZoneInfo

from peewee import Database

from db.journal import COUNTER_BITS
from db.models import Item, Journal, Patron, Policy, Record, SchoolClass, new_id
from kiosk.sync.events import Event, body_text

ZONE = ZoneInfo("UTC")
START = datetime(2026, 9, 1, 8, tzinfo=UTC)
READERS, COPIES = 600, 5_000
# A reader brings two books back and takes two; a book is away for two weeks.
BOOKS_A_VISIT, AWAY_VISITS = 2, 600
VISIT_S, SCAN_S = 40, 6


class School:
    """Its rows, with identities as imports make them: many in one millisecond."""

    def __init__(self) -> None:
        self.room = new_id()
        self.patrons = [new_id() for _ in range(READERS)]
        self.records = [new_id() for _ in range(COPIES)]
        self.items = [new_id() for _ in range(COPIES)]

    def write(self, db: Database) -> None:
        with db.atomic():
            Policy.create(max_loans=1000, days=15)
            SchoolClass.create(id=self.room, name="三(2)班", grade=3)
            readers = [
                {"id": id_, "number": f"{n:05d}", "name": "王小明", "school_class": self.room}
                for n, id_ in enumerate(self.patrons)
            ]
            Patron.insert_many(readers).execute()
            for start in range(0, COPIES, 1000):
                numbers = range(start, start + 1000)
                titles = [{"id": self.records[n], "isbn": f"{n:013d}", "title": f"书{n}"} for n in numbers]
                copies = [{"id": self.items[n], "record": self.records[n], "label": f"B{n:07d}"} for n in numbers]
                Record.insert_many(titles).execute()
                Item.insert_many(copies).execute()


def id_at(ms: int, random: Random) -> UUID:
    """A UUIDv7 as it is made at that moment."""
    return UUID(int=ms << 80 | 7 << 76 | random.getrandbits(12) << 64 | 2 << 62 | random.getrandbits(62))


def _next_id(before: UUID, random: Random) -> UUID:
    """The one that the same program makes in the same millisecond: a counter goes on, 32 bits are new."""
    return UUID(int=(before.int >> 32) + 1 << 32 | random.getrandbits(32))


def month(school: School, kiosk: str, count: int, share: int = 0, of: int = 1) -> list[Event]:
    """`count` events of one station, seconds and minutes apart, as its desk writes them. share, of: which of so many
    equal parts of the readers and copies it meets."""
    return [event for event, _ in zip(_visits(school, kiosk, share, of), range(count), strict=False)]


def _visits(school: School, kiosk: str, share: int, of: int) -> Iterator[Event]:
    random = Random(share)
    patrons, numbers = school.patrons[share::of], list(range(share, COPIES, of))
    out: list[tuple[int, UUID, UUID]] = []
    at, seq, last = int(START.timestamp() * 1000), 0, 0
    while True:
        patron = random.choice(patrons)
        at += random.randrange(VISIT_S * 1000)
        away = min(AWAY_VISITS // of + 1, len(numbers) // 3)
        facts = [("check_in", *out.pop(0)) for _ in range(BOOKS_A_VISIT) if len(out) > away]
        for _ in range(BOOKS_A_VISIT):
            facts.append(("check_out", numbers.pop(random.randrange(len(numbers))), patron, None))
        for kind, number, who, loan in facts:
            at += random.randrange(SCAN_S * 1000)
            seq += 1
            id_ = id_at(at, random)
            body = {}
            if kind == "check_out":
                loan, id_ = id_, _next_id(id_, random)
                out.append((number, who, loan))
                due = (datetime.fromtimestamp(at / 1000, UTC) + timedelta(days=15)).date().isoformat()
                body = {"due_on": due, "in_library": False}
            else:
                numbers.append(number)
            last = max(at << COUNTER_BITS, last + 1)
            refs = (loan.hex, school.items[number].hex, school.records[number].hex, who.hex, None)
            yield Event(id_.hex, kiosk, 1, seq, last, at, kind, *refs, body)


def write_journal(db: Database, events: list[Event]) -> None:
    fields = ("id", "kiosk", "epoch", "seq", "hlc", "at", "kind", "loan", "item", "record", "patron", "staff")
    rows = [{name: getattr(e, name) for name in fields} | {"body": body_text(e.body)} for e in events]
    with db.atomic():
        for start in range(0, len(rows), 1000):
            Journal.insert_many(rows[start : start + 1000]).execute()


def as_message(event: Event) -> dict:
    """As it travels."""
    names = ("id", "seq", "hlc", "at", "kind", "loan", "item", "record", "patron")
    told = {name: getattr(event, name) for name in names if getattr(event, name) is not None}
    return told | ({"body": dict(event.body)} if event.body else {})

"""The librarian's list: what a person should look at, with the numbers and titles that its ids stand for."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, TypeVar
from uuid import UUID

from peewee import Database

from db.journal import Fact, JournalWriter
from db.models import Item, Journal, Loan, Notice, Patron, Record
from db.models.base import Identified
from kiosk.circulation.notices import NoticeFacts
from kiosk.clock import to_ms
from kiosk.lending.storage import transaction
from kiosk.sync.events import REOPENED, RESOLVED, from_journal
from kiosk.sync.feed import feed_version, publish
from kiosk.sync.resolutions import decide, is_open

_Row = TypeVar("_Row", bound=Identified)


@dataclass(frozen=True, slots=True)
class OpenNotice:
    """at: ms since 1970, UTC."""

    id: UUID
    kind: str
    at: int
    facts: NoticeFacts


def count_open() -> int:
    return Notice.select().where(is_open()).count()


def open_notices() -> list[OpenNotice]:
    """Oldest first."""
    return [_opened(row) for row in Notice.select().where(is_open()).order_by(Notice.at, Notice.id)]


def newest_notices(page: int, size: int) -> list[OpenNotice]:
    """A page of the open ones, newest first; page counts from 0."""
    rows = Notice.select().where(is_open()).order_by(Notice.at.desc(), Notice.id.desc())
    return [_opened(row) for row in rows.limit(size).offset(page * size)]


def notice_by_id(notice: UUID) -> OpenNotice | None:
    row = Notice.get_or_none((Notice.id == notice) & is_open())
    return None if row is None else _opened(row)


def resolve(
    db: Database, journal: JournalWriter, notice: UUID, staff: UUID | None, at: datetime, note: str = ""
) -> None:
    """Off the list, here at once and everywhere when the journal has been told. note: without a name."""
    _decide(db, journal, Fact(RESOLVED, to_ms(at), staff=staff, body={"notice": notice.hex, "note": note}))


def reopen(db: Database, journal: JournalWriter, notice: UUID, staff: UUID | None, at: datetime) -> None:
    """On the list again."""
    _decide(db, journal, Fact(REOPENED, to_ms(at), staff=staff, body={"notice": notice.hex}))


def _decide(db: Database, journal: JournalWriter, fact: Fact) -> None:
    with transaction(db):
        event = from_journal(Journal.get_by_id(journal.append(fact)))
        decided = decide(db, [event])
        if feed_version():
            # Stations draw from this database: nobody else would tell them.
            publish(db, {"resolution": decided})


def _opened(row: Notice) -> OpenNotice:
    return OpenNotice(row.id, row.kind, row.at, _facts(json.loads(row.body)))


def _facts(body: Mapping[str, Any]) -> NoticeFacts:
    first, second = _two(body.get("patrons"))
    loan = _row(Loan, body.get("loan"))
    own = _row(Loan, body.get("own"))
    item = _row(Item, body.get("item"))
    record = _row(Record, body.get("record")) or (item and item.record)
    cover = _row(Record, body.get("cover"))
    reader = _row(Patron, body.get("patron") or second)
    other = _row(Patron, first) or (loan and loan.patron)
    return {
        "text": _text(body.get("text")),
        "isbn": _text(body.get("isbn")),
        "kiosk": _text(body.get("kiosk")),
        "times": _text(body.get("times")),
        "book": record.title if record else None,
        "cover": cover.title if cover else None,
        "reader": reader.number if reader else None,
        "other": other.number if other and other != reader else None,
        "own": own.item.label if own else None,
        "minutes": _text(body.get("minutes")),
    }


def _two(ids: object) -> tuple[object, object]:
    return (ids[0], ids[1]) if isinstance(ids, list) and len(ids) == 2 else (None, None)


def _row(model: type[_Row], id_: object) -> _Row | None:
    """A station may speak of what this database does not have."""
    try:
        return model.get_or_none(model.id == UUID(id_)) if isinstance(id_, str) else None
    except ValueError:
        return None


def _text(value: object) -> str | None:
    """What a code carried may be anything: nothing of it steers a terminal."""
    return None if value is None else "".join(sign if sign.isprintable() else "·" for sign in str(value))

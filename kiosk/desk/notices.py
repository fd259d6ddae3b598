"""The librarian's list: what a person should look at, with the numbers and titles that its ids stand for."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from db.models import Item, Loan, Notice, Patron, Record
from db.models.base import Identified
from kiosk.clock import to_ms


@dataclass(frozen=True, slots=True)
class OpenNotice:
    """at: ms since 1970, UTC. facts: None where the notice does not say, or nobody knows any more.

    text, isbn: as scanned; book: the title; cover: the title of the ISBN beside the label;
    kiosk: the station that it is about; times: how often it happened;
    reader: number of who showed it, other: of whose loan it was; own: the label of what the reader still has."""

    id: UUID
    kind: str
    at: int
    facts: Mapping[str, str | None]


def open_notices() -> list[OpenNotice]:
    """Oldest first."""
    rows = Notice.select().where(Notice.resolved_at.is_null()).order_by(Notice.at, Notice.id)
    return [OpenNotice(row.id, row.kind, row.at, _facts(json.loads(row.body))) for row in rows]


def resolve(notice: UUID, at: datetime) -> bool:
    """False when it is not open."""
    is_open = (Notice.id == notice) & Notice.resolved_at.is_null()
    return bool(Notice.update(resolved_at=to_ms(at)).where(is_open).execute())


def _facts(body: Mapping) -> dict[str, str | None]:
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
        "book": record and record.title,
        "cover": cover and cover.title,
        "reader": reader and reader.number,
        "other": other and other.number,
        "own": own and own.item.label,
    }


def _two(ids: object) -> tuple[object, object]:
    return tuple(ids) if isinstance(ids, list) and len(ids) == 2 else (None, None)


def _row(model: type[Identified], id_: object) -> Identified | None:
    """A station may speak of what this database does not have."""
    try:
        return model.get_or_none(model.id == UUID(id_)) if isinstance(id_, str) else None
    except ValueError:
        return None


def _text(value: object) -> str | None:
    """What a code carried may be anything: nothing of it steers a terminal."""
    return None if value is None else "".join(sign if sign.isprintable() else "·" for sign in str(value))

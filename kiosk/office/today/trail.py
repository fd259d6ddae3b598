"""The trail of changes as people read it: who, when, what, and each row before and after (S176)."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from peewee import ForeignKeyField, Model, fn

from db.models import Audit, AuditRow, Item, Patron, Policy, Record, Setting, Staff
from db.rows import pairs, tuples
from kiosk.lending.desk import Desk
from kiosk.office.editing import TABLES, Row
from kiosk.office.today.day import bounds
from kiosk.office.today.views import Changed, RowChange, TouchedRow, TrailLine

# What a row is known by, where it has no name.
NAMED_BY: Mapping[type[Model], tuple[str, ...]] = {
    Item: ("label", "record"),
    Patron: ("name", "number"),
    Policy: ("category", "item_type"),
    Record: ("title", "isbn"),
    Setting: ("key",),
}
USUAL = ("name", "day", "title", "key")
HIDDEN = frozenset({"id", "pinyin", "initials"})
LONG = 60  # characters of a value


@dataclass(frozen=True, slots=True)
class Doer:
    """Who has changed something, and how often. id: hex."""

    id: str
    name: str
    count: int


def trail(desk: Desk, first: int, size: int, day: date | None, person: str) -> tuple[int, tuple[TrailLine, ...]]:
    """How many deeds there are, and so many of them from the first on, newest first. person: hex, empty for all."""
    query = Audit.select()
    if day is not None:
        start, end = bounds(desk, day)
        query = query.where(Audit.at >= start, Audit.at < end)
    if person:
        query = query.where(Audit.staff == UUID(person))
    rows = query.order_by(Audit.at.desc(), Audit.id.desc()).offset(first).limit(size)
    return query.count(), _lines(desk, list(rows))


def entry(desk: Desk, id_: str) -> TrailLine | None:
    found = Audit.get_or_none(Audit.id == UUID(id_))
    return _lines(desk, [found])[0] if found else None


def entry_of(text: str) -> list[UUID]:
    """Those whose identity, in hex, ends like that: the beginning tells the time and is alike."""
    ids = Audit.select(Audit.id).order_by(Audit.at.desc())
    return [id_ for (id_,) in tuples(ids) if id_.hex.endswith(text)]


def doers() -> tuple[Doer, ...]:
    """The busiest first; those who have left the staff too."""
    count = fn.COUNT(Audit.id)
    rows = list(tuples(Audit.select(Audit.staff, count).where(Audit.staff.is_null(False)).group_by(Audit.staff)))
    names = _names(id_ for id_, _ in rows)
    return tuple(Doer(id_.hex, names.get(id_, ""), number) for id_, number in sorted(rows, key=lambda row: -row[1]))


def days_with_deeds(desk: Desk, first: date, last: date) -> frozenset[date]:
    start, end = bounds(desk, first)[0], bounds(desk, last)[1]
    times = Audit.select(Audit.at).where(Audit.at >= start, Audit.at < end)
    return frozenset(desk.local(at).date() for (at,) in tuples(times))


def _lines(desk: Desk, rows: list[Audit]) -> tuple[TrailLine, ...]:
    ids = [row.id for row in rows]
    names = _names(row.staff for row in rows)
    undone = {id_ for (id_,) in tuples(Audit.select(Audit.undoes).where(Audit.undoes.in_(ids)))}
    count = fn.COUNT(AuditRow.id)
    counted = AuditRow.select(AuditRow.audit, count).where(AuditRow.audit.in_(ids)).group_by(AuditRow.audit)
    touched = dict(pairs(counted))
    return tuple(
        TrailLine(
            row.id.hex,
            desk.local(row.at),
            names.get(row.staff, "") if row.staff else "",
            row.deed,
            json.loads(row.facts),
            touched.get(row.id, 0),
            row.undoes is not None,
            row.id in undone,
            row.place,
        )
        for row in rows
    )


def _names(ids: Iterable[UUID | None]) -> dict[UUID, str]:
    wanted = {id_ for id_ in ids if id_ is not None}
    return dict(pairs(Staff.select(Staff.id, Staff.name).where(Staff.id.in_(wanted))))


# --- one deed --------------------------------------------------------------------------------------------------


def touched_rows(id_: str, first: int, size: int) -> tuple[int, tuple[TouchedRow, ...]]:
    """How many rows a deed has changed, and so many of them from the first on, in its order."""
    query = AuditRow.select().where(AuditRow.audit == UUID(id_)).order_by(AuditRow.id)
    return query.count(), tuple(_touched(row) for row in query.offset(first).limit(size))


def _touched(row: AuditRow) -> TouchedRow:
    before, after = (json.loads(text) if text else None for text in (row.before, row.after))
    kind = RowChange.MADE if before is None else RowChange.REMOVED if after is None else RowChange.CHANGED
    model = TABLES.get(row.entity)
    known: Row = after or before or {}
    columns = [name for name in known if name not in HIDDEN]
    told = [
        Changed(name, _said(model, name, before), _said(model, name, after))
        for name in columns
        if kind is RowChange.CHANGED or known[name] not in (None, "")
    ]
    return TouchedRow(kind, row.entity, _known_by(model, row.row, known, kind), tuple(told))


def _known_by(model: type[Model] | None, key: str, row: Row, kind: RowChange) -> str:
    """A row that was changed has only the columns that differ; the rest is asked for as it is now."""
    if model is None:
        return ""
    if kind is RowChange.CHANGED:
        found = model.get_or_none(model._meta.primary_key == key)
        row = {**({} if found is None else found.__data__), **row}
    names = NAMED_BY.get(model, USUAL)
    said = [_said(model, name, row) for name in names if row.get(name) not in (None, "")]
    return " ".join(text for text in said if text)


def _said(model: type[Model] | None, name: str, row: Row | None) -> str | None:
    """A value as text; what another row is known by instead of its identity."""
    if row is None or row.get(name) is None:
        return None
    value = row[name]
    field = model._meta.fields.get(name) if model else None
    if isinstance(field, ForeignKeyField):
        return _referred(field.rel_model, value)
    if isinstance(value, bool):
        return "yes" if value else "no"
    text = "".join(sign if sign.isprintable() else " " for sign in str(value))
    return text if len(text) <= LONG else f"{text[: LONG - 1]}…"


def _referred(model: type[Model], key: object) -> str:
    found = model.get_or_none(model._meta.primary_key == key)
    if found is None:
        return "…"
    names = NAMED_BY.get(model, USUAL)
    return next((str(getattr(found, name)) for name in names if getattr(found, name, None)), "…")

"""The school's year: terms and holidays. Make-up days and exceptions are the rota's.

Rows S012-S014: lending opens by itself; S050: the day on which everything is called in."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from uuid import UUID

from peewee import Model

from db.models import Holiday, Term, new_id
from kiosk.circulation.calendar import SATURDAY
from kiosk.lending.desk import Desk
from kiosk.office.actors import Actor
from kiosk.office.editing import editing
from kiosk.office.rules.views import HolidayRow, TermRow

KINDS: dict[str, type[Model]] = {"term": Term, "holiday": Holiday}
TERM_DAYS = {"term": ("starts_on", "ends_on", "lending_from", "recall_on"), "holiday": ("starts_on", "ends_on")}
FRIDAY = 4


@dataclass(frozen=True, slots=True)
class Suggested:
    """kind: autumn or spring; year: the one in which it begins."""

    kind: str
    year: int
    starts_on: date
    ends_on: date


class YearTrouble(StrEnum):
    """Why days cannot stand like this."""

    ENDS_BEFORE = "ends_before"
    OVERLAPS = "overlaps"
    OUTSIDE = "outside"


# --- read ------------------------------------------------------------------------------------------------------


def terms() -> tuple[TermRow, ...]:
    """The newest first: a handful, however long the school has stood."""
    rows = Term.select().order_by(Term.starts_on.desc()).limit(4)
    return tuple(TermRow(t.id.hex, t.name, t.starts_on, t.ends_on, t.lending_from, t.recall_on) for t in rows)


def holidays(on: date, page: int, per_page: int) -> tuple[int, tuple[HolidayRow, ...]]:
    """How many are not over on that day, and a page of them, the next first."""
    coming = Holiday.select().where(Holiday.ends_on >= on).order_by(Holiday.starts_on, Holiday.name)
    rows = coming.paginate(page + 1, per_page)
    return coming.count(), tuple(HolidayRow(h.id.hex, h.name, h.starts_on, h.ends_on) for h in rows)


def suggested_term(on: date) -> Suggested:
    """The term that runs on that day or the next one, by the dates that most schools keep: from September 1 to the end
    of January, from the end of February to the first week of July."""
    for year in (on.year - 1, on.year, on.year + 1):
        for kind, first, last in (
            ("spring", date(year, 2, 24), date(year, 7, 5)),
            ("autumn", date(year, 9, 1), date(year + 1, 1, 26)),
        ):
            if last >= on:
                return Suggested(kind, year, _school_day(first), _friday(last))
    raise AssertionError("a term of the next year ends after any day of this one")


def _school_day(day: date) -> date:
    return day + timedelta(days=7 - day.weekday()) if day.weekday() >= SATURDAY else day


def _friday(day: date) -> date:
    return day + timedelta(days=(FRIDAY - day.weekday()) % 7)


# --- write -----------------------------------------------------------------------------------------------------


def add_term(desk: Desk, actor: Actor, at: datetime, name: str, starts_on: date, ends_on: date) -> UUID | YearTrouble:
    trouble = _term_trouble(starts_on, ends_on, None, None, None)
    if trouble:
        return trouble
    with editing(desk, actor, at, "term_added", name=name) as edit:
        edit.create(Term, id=new_id(), name=name, starts_on=starts_on, ends_on=ends_on)
    return edit.id


def keep_term(
    desk: Desk, actor: Actor, at: datetime, row: str, name: str, starts_on: date, ends_on: date
) -> UUID | YearTrouble:
    """Change the term of that identity, or add it where `row` is empty."""
    if not row:
        return add_term(desk, actor, at, name, starts_on, ends_on)
    with editing(desk, actor, at, "term_changed", name=name) as edit:
        edit.update(Term, UUID(row), name=name, starts_on=starts_on, ends_on=ends_on)
    return edit.id


def add_holiday(desk: Desk, actor: Actor, at: datetime, name: str, first: date, last: date) -> UUID | YearTrouble:
    if last < first:
        return YearTrouble.ENDS_BEFORE
    with editing(desk, actor, at, "holiday_added", name=name) as edit:
        edit.create(Holiday, id=new_id(), name=name, starts_on=first, ends_on=last)
    return edit.id


def set_day(
    desk: Desk, actor: Actor, at: datetime, kind: str, row: UUID, field: str, day: date | None
) -> UUID | YearTrouble:
    """kind: term or holiday; field: one of its TERM_DAYS. A last day before the first moves nothing: it is said."""
    model = KINDS[kind]
    stored = model.get_by_id(row)
    wanted = {name: getattr(stored, name) for name in TERM_DAYS[kind]} | {field: day}
    trouble = _trouble(kind, row, wanted)
    if trouble:
        return trouble
    with editing(desk, actor, at, f"{kind}_changed", name=stored.name) as edit:
        edit.update(model, row, **{field: day})
    return edit.id


def drop(desk: Desk, actor: Actor, at: datetime, kind: str, row: UUID) -> UUID:
    model = KINDS[kind]
    name = model.get_by_id(row).name
    with editing(desk, actor, at, f"{kind}_removed", name=name) as edit:
        edit.delete(model, row)
    return edit.id


def _trouble(kind: str, row: UUID, days: dict[str, date | None]) -> YearTrouble | None:
    if kind == "holiday":
        return YearTrouble.ENDS_BEFORE if days["ends_on"] < days["starts_on"] else None
    return _term_trouble(days["starts_on"], days["ends_on"], days["lending_from"], days["recall_on"], row)


def _term_trouble(
    starts_on: date, ends_on: date, lending_from: date | None, recall_on: date | None, row: UUID | None
) -> YearTrouble | None:
    if ends_on < starts_on:
        return YearTrouble.ENDS_BEFORE
    if any(day and not starts_on <= day <= ends_on for day in (lending_from, recall_on)):
        return YearTrouble.OUTSIDE
    others = Term.select().where(Term.starts_on <= ends_on, Term.ends_on >= starts_on)
    return YearTrouble.OVERLAPS if any(term.id != row for term in others) else None

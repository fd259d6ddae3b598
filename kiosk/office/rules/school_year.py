"""The school's year: terms and holidays. Make-up days and exceptions are the rota's.

Rows S012-S014: lending opens by itself; S050: the day on which everything is called in."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from uuid import UUID

from db.models import Holiday, Term, new_id
from kiosk.circulation.calendar import SATURDAY
from kiosk.lending.desk import Desk
from kiosk.office.actors import Actor, requires
from kiosk.office.editing import editing
from kiosk.office.permissions import Permission
from kiosk.office.refusal import NotDone
from kiosk.office.rows import row_of
from kiosk.office.rules.views import HolidayRow, TermRow

NEWEST_TERMS = 3  # a handful is shown, however long the school has stood
FRIDAY = 4


class Stretch(StrEnum):
    """What the year is made of."""

    TERM = "term"
    HOLIDAY = "holiday"


TABLES: Mapping[Stretch, type[Term] | type[Holiday]] = {Stretch.TERM: Term, Stretch.HOLIDAY: Holiday}
DAYS: Mapping[Stretch, tuple[str, ...]] = {
    Stretch.TERM: ("starts_on", "ends_on", "lending_from", "recall_on"),
    Stretch.HOLIDAY: ("starts_on", "ends_on"),
}


class Season(StrEnum):
    AUTUMN = "autumn"
    SPRING = "spring"


@dataclass(frozen=True, slots=True)
class SuggestedTerm:
    """year: the one in which it begins."""

    season: Season
    year: int
    starts_on: date
    ends_on: date


# --- read ------------------------------------------------------------------------------------------------------


def terms() -> tuple[TermRow, ...]:
    """The newest first."""
    rows = Term.select().order_by(Term.starts_on.desc()).limit(NEWEST_TERMS)
    return tuple(TermRow(t.id.hex, t.name, t.starts_on, t.ends_on, t.lending_from, t.recall_on) for t in rows)


def holidays(on: date, first: int, size: int) -> tuple[int, tuple[HolidayRow, ...]]:
    """How many are not over on that day, and those from the first on, the next one first."""
    coming = Holiday.select().where(Holiday.ends_on >= on).order_by(Holiday.starts_on, Holiday.name)
    rows = coming.offset(first).limit(size)
    return coming.count(), tuple(HolidayRow(h.id.hex, h.name, h.starts_on, h.ends_on) for h in rows)


def day_of(stretch: Stretch, row: UUID, field: str) -> date | None:
    """field: one of its DAYS. Raises Gone."""
    day: date | None = getattr(row_of(TABLES[stretch], row), field)
    return day


def suggested_term(on: date) -> SuggestedTerm:
    """The term that runs on that day or the next one, by the dates that most schools keep: from September 1 to the end
    of January, from the end of February to the first week of July."""
    for year in (on.year - 1, on.year, on.year + 1):
        for season, first, last in (
            (Season.SPRING, date(year, 2, 24), date(year, 7, 5)),
            (Season.AUTUMN, date(year, 9, 1), date(year + 1, 1, 26)),
        ):
            if last >= on:
                return SuggestedTerm(season, year, _school_day(first), _friday(last))
    raise AssertionError("a term of the next year ends after any day of this one")


def term_name(term: SuggestedTerm, words: Mapping[str, str]) -> str:
    """words: the school's own, for the name is kept."""
    return words[f"year.term.{term.season}"].format(year=term.year)


def _school_day(day: date) -> date:
    return day + timedelta(days=7 - day.weekday()) if day.weekday() >= SATURDAY else day


def _friday(day: date) -> date:
    return day + timedelta(days=(FRIDAY - day.weekday()) % 7)


# --- write -----------------------------------------------------------------------------------------------------


@requires(Permission.RULES)
def add_next_term(desk: Desk, actor: Actor, at: datetime, words: Mapping[str, str]) -> UUID | NotDone:
    """The one that runs or comes next; where that is there already, the one after the last. words: the school's own."""
    term, newest = suggested_term(at.date()), next(iter(terms()), None)
    if newest is not None and newest.ends_on >= term.starts_on:
        term = suggested_term(newest.ends_on + timedelta(days=1))
    return add_term(desk, actor, at, term_name(term, words), term.starts_on, term.ends_on)


@requires(Permission.RULES)
def add_term(desk: Desk, actor: Actor, at: datetime, name: str, starts_on: date, ends_on: date) -> UUID | NotDone:
    if obstacle := _against_term(starts_on, ends_on):
        return obstacle
    with editing(desk, actor, at, "term_added", name=name) as edit:
        edit.create(Term, id=new_id(), name=name, starts_on=starts_on, ends_on=ends_on)
    return edit.id


@requires(Permission.RULES)
def keep_term(
    desk: Desk, actor: Actor, at: datetime, row: str, name: str, starts_on: date, ends_on: date
) -> UUID | NotDone:
    """Change the term of that identity, or add it where `row` is empty. Raises Gone."""
    if not row:
        return add_term(desk, actor, at, name, starts_on, ends_on)
    term = row_of(Term, UUID(row))
    if obstacle := _against_term(starts_on, ends_on, term.lending_from, term.recall_on, term.id):
        return obstacle
    with editing(desk, actor, at, "term_changed", name=name) as edit:
        edit.update(Term, term.id, name=name, starts_on=starts_on, ends_on=ends_on)
    return edit.id


@requires(Permission.RULES)
def add_holiday(desk: Desk, actor: Actor, at: datetime, name: str, first: date, last: date) -> UUID | NotDone:
    if obstacle := _against_holiday(first, last):
        return obstacle
    with editing(desk, actor, at, "holiday_added", name=name) as edit:
        edit.create(Holiday, id=new_id(), name=name, starts_on=first, ends_on=last)
    return edit.id


@requires(Permission.RULES)
def set_day(
    desk: Desk, actor: Actor, at: datetime, stretch: Stretch, row: UUID, field: str, day: date | None
) -> UUID | NotDone:
    """field: one of its DAYS. Raises Gone."""
    stored = row_of(TABLES[stretch], row)
    wanted = {name: getattr(stored, name) for name in DAYS[stretch]} | {field: day}
    obstacle = _against_term(**wanted, row=row) if stretch is Stretch.TERM else _against_holiday(**wanted)
    if obstacle:
        return obstacle
    with editing(desk, actor, at, f"{stretch}_changed", name=stored.name) as edit:
        edit.update(TABLES[stretch], row, **{field: day})
    return edit.id


@requires(Permission.RULES)
def drop(desk: Desk, actor: Actor, at: datetime, stretch: Stretch, row: UUID) -> UUID:
    """Raises Gone."""
    name = row_of(TABLES[stretch], row).name
    with editing(desk, actor, at, f"{stretch}_removed", name=name) as edit:
        edit.delete(TABLES[stretch], row)
    return edit.id


def _against_holiday(starts_on: date, ends_on: date) -> NotDone | None:
    return NotDone("ends_before") if ends_on < starts_on else None


def _against_term(
    starts_on: date,
    ends_on: date,
    lending_from: date | None = None,
    recall_on: date | None = None,
    row: UUID | None = None,
) -> NotDone | None:
    if ends_on < starts_on:
        return NotDone("ends_before")
    if any(day and not starts_on <= day <= ends_on for day in (lending_from, recall_on)):
        return NotDone("outside")
    others = Term.select().where(Term.starts_on <= ends_on, Term.ends_on >= starts_on)
    return NotDone("overlaps") if any(term.id != row for term in others) else None

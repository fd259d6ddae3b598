"""The school's year as TOML."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from typing import Any

from kiosk.toml_files.reading import WEEKDAYS, Fields, Unusable, root
from kiosk.toml_files.writing import Value, table_text


@dataclass(frozen=True, slots=True)
class TermLine:
    starts_on: date
    ends_on: date
    name: str
    lending_from: date | None
    recall_on: date | None
    lending_until: date | None


@dataclass(frozen=True, slots=True)
class ReturnDayLine:
    day: date


@dataclass(frozen=True, slots=True)
class HolidayLine:
    starts_on: date
    ends_on: date
    name: str


@dataclass(frozen=True, slots=True)
class MakeUpLine:
    day: date
    follows: int


AnyDayLine = TermLine | ReturnDayLine | HolidayLine | MakeUpLine


@dataclass(frozen=True, slots=True)
class CalendarFile:
    """None: the file does not speak of it, and what the database holds stays."""

    term: tuple[TermLine, ...] | None = None
    return_day: tuple[ReturnDayLine, ...] | None = None
    holiday: tuple[HolidayLine, ...] | None = None
    make_up_day: tuple[MakeUpLine, ...] | None = None


# Names of the fields of each kind of table, as the file orders them.
_ORDER = {
    "term": ("name", "starts_on", "ends_on", "lending_from", "recall_on", "lending_until"),
    "return_day": ("day",),
    "holiday": ("name", "starts_on", "ends_on"),
    "make_up_day": ("day", "follows"),
}


def calendar_text(calendar: CalendarFile) -> str:
    """A file that parse_calendar takes back; empty when nothing was decided yet."""
    return "\n".join(
        table_text(heading, {name: _shown(name, getattr(line, name)) for name in order})
        for heading, order in _ORDER.items()
        for line in sorted(getattr(calendar, heading) or (), key=_first_day)
    )


def parse_calendar(text: str) -> CalendarFile:
    """Raises Unusable."""
    top = root(text)
    tables = {heading: top.tables(heading) for heading in _ORDER}
    terms = tuple(map(_term, tables["term"]))
    return_days = tuple(map(_return_day, tables["return_day"]))
    holidays = tuple(map(_holiday, tables["holiday"]))
    make_up_days = tuple(map(_make_up_day, tables["make_up_day"]))
    top.finish()
    if not top.problems:
        for table, term in zip(tables["term"], terms, strict=True):
            _check(table, term)
        for table, holiday in zip(tables["holiday"], holidays, strict=True):
            _check(table, holiday)
        _check_terms(top, sorted(terms, key=_first_day))
        _check_days(top, "make_up_day", make_up_days)
        _check_days(top, "return_day", return_days)
    if top.problems:
        raise Unusable(top.problems)
    return CalendarFile(
        terms if top.has("term") else None,
        return_days if top.has("return_day") else None,
        holidays if top.has("holiday") else None,
        make_up_days if top.has("make_up_day") else None,
    )


def _shown(name: str, value: Any) -> Value | None:
    return WEEKDAYS[value] if name == "follows" else value


def _first_day(line: AnyDayLine) -> tuple[date, str]:
    return (line.day, "") if isinstance(line, MakeUpLine | ReturnDayLine) else (line.starts_on, line.name)


def _term(table: Fields) -> TermLine:
    line = TermLine(
        name=table.text("name"),
        starts_on=table.day("starts_on"),
        ends_on=table.day("ends_on"),
        lending_from=table.day("lending_from", None),
        recall_on=table.day("recall_on", None),
        lending_until=table.day("lending_until", None),
    )
    table.finish()
    return line


def _holiday(table: Fields) -> HolidayLine:
    starts_on = table.day("starts_on")
    line = HolidayLine(name=table.text("name"), starts_on=starts_on, ends_on=table.day("ends_on", starts_on))
    table.finish()
    return line


def _make_up_day(table: Fields) -> MakeUpLine:
    line = MakeUpLine(day=table.day("day"), follows=table.weekday("follows"))
    table.finish()
    return line


def _return_day(table: Fields) -> ReturnDayLine:
    line = ReturnDayLine(day=table.day("day"))
    table.finish()
    return line


def _check(table: Fields, line: TermLine | HolidayLine) -> None:
    if line.ends_on < line.starts_on:
        table.problem("«ends_on» lies before «starts_on»")
    for key in ("lending_from", "lending_until", "recall_on"):
        day = getattr(line, key, None)
        if day and not line.starts_on <= day <= line.ends_on:
            table.problem(f"«{key}» lies outside the term")


def _check_terms(top: Fields, terms: list[TermLine]) -> None:
    for one, other in pairwise(terms):
        if other.starts_on <= one.ends_on:
            top.problem(f"the terms «{one.name}» and «{other.name}» overlap")


def _check_days(top: Fields, heading: str, lines: Sequence[MakeUpLine | ReturnDayLine]) -> None:
    days = [line.day for line in lines]
    for day in sorted({day for day in days if days.count(day) > 1}):
        top.problem(f"the day {day} is named twice under [[{heading}]]")

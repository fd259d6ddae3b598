"""The school's year as TOML."""

from collections.abc import Callable
from dataclasses import asdict, dataclass
from datetime import date
from itertools import pairwise
from typing import Any

from peewee import Database, Model

from db.models import Holiday, MakeUpDay, ReturnDay, Term
from db.rows import dicts
from db.settings import bump_bylaw
from kiosk.toml_files.reading import WEEKDAYS, Fields, Loaded, Unusable, root
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


Line = TermLine | ReturnDayLine | HolidayLine | MakeUpLine


@dataclass(frozen=True, slots=True)
class _Part:
    """A kind of table: how it stands in the file, in the database, and as a value."""

    heading: str
    model: type[Model]
    line: type[Line]
    parse: Callable[[Fields], Line]
    # Names of the fields, as the file orders them.
    order: tuple[str, ...]

    def stored(self) -> list[Line]:
        columns = [getattr(self.model, name) for name in self.order]
        return sorted((self.line(**row) for row in dicts(self.model.select(*columns))), key=_first_day)


def show_calendar() -> str:
    """The calendar as a file that load_calendar takes back; empty when nothing was decided yet."""
    return "\n".join(
        table_text(part.heading, {name: _shown(name, getattr(line, name)) for name in part.order})
        for part in _PARTS
        for line in part.stored()
    )


def load_calendar(text: str, db: Database) -> Loaded:
    """Replace those kinds of tables that the file names; a kind that it leaves out stays. Raises Unusable."""
    wanted = _parse(text)
    with db.atomic():
        changed = [part for part in _PARTS if part.heading in wanted and wanted[part.heading] != part.stored()]
        for part in changed:
            part.model.delete().execute()
            for line in wanted[part.heading]:
                part.model.create(**asdict(line))
        if changed:
            bump_bylaw()
    return Loaded(changed=bool(changed))


def _shown(name: str, value: Any) -> Value | None:
    return WEEKDAYS[value] if name == "follows" else value


def _first_day(line: Line) -> tuple[date, str]:
    return (line.day, "") if isinstance(line, MakeUpLine | ReturnDayLine) else (line.starts_on, line.name)


def _parse(text: str) -> dict[str, list[Line]]:
    top = root(text)
    tables = {part.heading: top.tables(part.heading) for part in _PARTS}
    lines = {part.heading: [part.parse(table) for table in tables[part.heading]] for part in _PARTS}
    top.finish()
    if not top.problems:
        for part in _PARTS:
            for table, line in zip(tables[part.heading], lines[part.heading], strict=True):
                _check(table, line)
        _check_terms(top, lines["term"])
        for heading in ("make_up_day", "return_day"):
            _check_days(top, heading, lines[heading])
    if top.problems:
        raise Unusable(top.problems)
    return {part.heading: sorted(lines[part.heading], key=_first_day) for part in _PARTS if top.has(part.heading)}


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


def _check(table: Fields, line: Line) -> None:
    if isinstance(line, MakeUpLine | ReturnDayLine):
        return
    if line.ends_on < line.starts_on:
        table.problem("«ends_on» lies before «starts_on»")
    for key in ("lending_from", "lending_until", "recall_on"):
        day = getattr(line, key, None)
        if day and not line.starts_on <= day <= line.ends_on:
            table.problem(f"«{key}» lies outside the term")


def _check_terms(top: Fields, lines: list[Line]) -> None:
    terms = sorted((line for line in lines if isinstance(line, TermLine)), key=_first_day)
    for one, other in pairwise(terms):
        if other.starts_on <= one.ends_on:
            top.problem(f"the terms «{one.name}» and «{other.name}» overlap")


def _check_days(top: Fields, heading: str, lines: list[Line]) -> None:
    days = [line.day for line in lines if isinstance(line, MakeUpLine | ReturnDayLine)]
    for day in sorted({day for day in days if days.count(day) > 1}):
        top.problem(f"the day {day} is named twice under [[{heading}]]")


_TERM_FIELDS = ("name", "starts_on", "ends_on", "lending_from", "recall_on", "lending_until")
_PARTS = (
    _Part("term", Term, TermLine, _term, _TERM_FIELDS),
    _Part("return_day", ReturnDay, ReturnDayLine, _return_day, ("day",)),
    _Part("holiday", Holiday, HolidayLine, _holiday, ("name", "starts_on", "ends_on")),
    _Part("make_up_day", MakeUpDay, MakeUpLine, _make_up_day, ("day", "follows")),
)

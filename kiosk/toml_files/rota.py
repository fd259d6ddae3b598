"""A rota to and from TOML."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import date
from enum import StrEnum
from operator import attrgetter
from typing import TypeVar

from kiosk.circulation.rota import ExceptionKind, Kind, Mode, Purpose, SubjectKind, Week
from kiosk.clock import clock_text
from kiosk.toml_files.reading import WEEKDAYS, Fields, Unusable, fold, root
from kiosk.toml_files.rota_lines import (
    EVERYONE,
    EntryLine,
    ExceptionLine,
    PeriodLine,
    RotaFile,
    SubjectLine,
    VersionLine,
)
from kiosk.toml_files.writing import Value, table_text, value_text

_Day = TypeVar("_Day", date, date | None)

Choice = TypeVar("Choice", bound=StrEnum)


def parse_rota(text: str) -> RotaFile:
    """Raises Unusable for what the file alone shows to be wrong."""
    top = root(text)
    mode = _choice(top, "mode", Mode) if top.has("mode") else None
    periods = [line for table in top.tables("period") for line in _periods(table)]
    versions = [_version(table) for table in top.tables("rota")]
    exceptions = [line for table in top.tables("exception") for line in _exceptions(table)]
    top.finish()
    if top.problems:
        raise Unusable(top.problems)
    return RotaFile(
        mode,
        tuple(sorted(periods, key=attrgetter("place"))) if top.has("period") else None,
        tuple(versions),
        tuple(sorted(set(exceptions))) if top.has("exception") else None,
    )


def _periods(table: Fields) -> list[PeriodLine]:
    name, weekdays = table.text("name"), table.weekdays("weekday")
    starts, ends = _stretch(table)
    kind = _choice(table, "kind", Kind, Kind.ROTA)
    valid_from, valid_to = _dates(table, table.day("valid_from", None))
    table.finish()
    return [PeriodLine(weekday, starts, ends, name, kind, valid_from, valid_to) for weekday in weekdays or ()]


def _version(table: Fields) -> VersionLine:
    name = table.text("name")
    valid_from, valid_to = _dates(table, table.day("valid_from"))
    entries = []
    for number, entry in enumerate(table.tables("entry", "rota.entry"), 1):
        entry.place = f"rota «{name}», entry no. {number}"
        entries += _entries(entry)
    table.finish()
    return VersionLine(name, valid_from, valid_to, tuple(dict.fromkeys(entries)))


def _dates(table: Fields, valid_from: _Day) -> tuple[_Day, date | None]:
    valid_to = table.day("valid_to", None)
    if valid_from and valid_to and valid_to < valid_from:
        table.problem("«valid_to» lies before «valid_from»")
    return valid_from, valid_to


def _entries(table: Fields) -> list[EntryLine]:
    period, weekdays = table.text("period"), table.weekdays("weekday", (None,))
    week, purpose = _choice(table, "week", Week, Week.EVERY), _choice(table, "purpose", Purpose, Purpose.LEND)
    subjects = _subjects(table, None)
    table.finish()
    return [EntryLine(day, period, week, purpose, subject) for day in weekdays or () for subject in subjects]


def _exceptions(table: Fields) -> list[ExceptionLine]:
    day = table.day("day")
    starts, ends = _stretch(table)
    kind = _choice(table, "kind", ExceptionKind)
    subjects = _subjects(table, None if kind is ExceptionKind.SERVE else EVERYONE)
    granted_by, reason = table.text("granted_by"), table.text("reason")
    table.finish()
    return [ExceptionLine(day, starts, ends, kind, subject, granted_by, reason) for subject in subjects]


def _choice(table: Fields, key: str, kinds: type[Choice], *otherwise: Choice) -> Choice:
    """Where the table says something else a problem was noted, and nobody reads what is given for it."""
    said = table.choice(key, tuple(kinds), *otherwise)
    return kinds(said) if said in tuple(kinds) else next(iter(kinds))


def _stretch(table: Fields) -> tuple[int, int]:
    starts, ends = table.minutes("starts"), table.minutes("ends")
    if starts is not None and ends is not None and ends <= starts:
        table.problem("«ends» is not later than «starts»")
    return starts, ends


def _subjects(table: Fields, otherwise: SubjectLine | None) -> list[SubjectLine]:
    """Whom a table names; `otherwise` when it names nobody, or a problem when that is None."""
    ways = {
        "classes": [SubjectLine(SubjectKind.CLASS, name) for name in table.names("classes")],
        "grades": [SubjectLine(SubjectKind.GRADE, str(grade)) for grade in table.grades("grades")],
        "division": [SubjectLine(SubjectKind.DIVISION, fold(name)) for name in [table.text("division", "")] if name],
        "everyone": [EVERYONE] if table.flag("everyone", False) else [],
    }
    used = [key for key in ways if table.has(key)]
    if len(used) > 1:
        table.problem(f"{' and '.join(used)} together: give one of them, and a second table for the other")
    if not used and otherwise is None:
        table.problem("nobody is named: give classes, grades, division or everyone = true")
    named = [subject for subjects in ways.values() for subject in subjects]
    return named or ([otherwise] if otherwise else [])


# --- and back --------------------------------------------------------------------------------------------------


def rota_text(rota: RotaFile) -> str:
    """The file that parse_rota takes back."""
    blocks = [f"mode = {value_text(rota.mode)}\n"] if rota.mode else []
    blocks += [table_text("period", fields) for fields in _period_fields(rota.periods or ())]
    for version in rota.versions:
        blocks.append(table_text("rota", _version_fields(version)))
        blocks += [table_text("rota.entry", fields) for fields in _entry_fields(version.entries)]
    blocks += [table_text("exception", fields) for fields in _exception_fields(rota.exceptions or ())]
    return "\n".join(blocks)


def _version_fields(version: VersionLine) -> dict[str, Value | None]:
    return {"name": version.name, "valid_from": version.valid_from, "valid_to": version.valid_to}


def _period_fields(periods: Iterable[PeriodLine]) -> Iterator[dict[str, Value | None]]:
    weekdays = defaultdict(list)
    for period in sorted(periods, key=lambda p: (p.starts, p.ends, p.name, p.kind, p.valid_from or date.min)):
        key = (period.name, period.starts, period.ends, period.kind, period.valid_from, period.valid_to)
        weekdays[key].append(WEEKDAYS[period.weekday])
    for (name, starts, ends, kind, valid_from, valid_to), days in weekdays.items():
        yield {
            "name": name,
            "weekday": sorted(days, key=WEEKDAYS.index),
            "starts": clock_text(starts),
            "ends": clock_text(ends),
            "kind": kind,
            "valid_from": valid_from,
            "valid_to": valid_to,
        }


def _entry_fields(entries: Iterable[EntryLine]) -> Iterator[dict[str, Value | None]]:
    grouped = defaultdict(list)
    for entry in entries:
        grouped[entry.period, entry.weekday, entry.week, entry.purpose, _group(entry.subject)].append(entry.subject)
    for (period, weekday, week, purpose, _), subjects in grouped.items():
        yield {
            "period": period,
            "weekday": None if weekday is None else WEEKDAYS[weekday],
            "week": week,
            **_subject_fields(subjects),
            "purpose": purpose,
        }


def _exception_fields(exceptions: Iterable[ExceptionLine]) -> Iterator[dict[str, Value | None]]:
    grouped = defaultdict(list)
    for line in exceptions:
        key = line.day, line.starts, line.ends, line.kind, line.granted_by, line.reason, _group(line.subject)
        grouped[key].append(line.subject)
    for (day, starts, ends, kind, granted_by, reason, _), subjects in grouped.items():
        yield {
            "day": day,
            "starts": clock_text(starts),
            "ends": clock_text(ends),
            "kind": kind,
            **(_subject_fields(subjects) if kind is ExceptionKind.SERVE else {}),
            "granted_by": granted_by,
            "reason": reason,
        }


def _group(subject: SubjectLine) -> tuple[str, str]:
    """Classes stand in one list, and so do grades; a division stands alone."""
    return subject.kind, subject.name if subject.kind is SubjectKind.DIVISION else ""


def _subject_fields(subjects: list[SubjectLine]) -> dict[str, Value | None]:
    match subjects[0].kind:
        case SubjectKind.CLASS:
            return {"classes": [subject.name for subject in subjects]}
        case SubjectKind.GRADE:
            return {"grades": sorted(int(subject.name) for subject in subjects)}
        case SubjectKind.DIVISION:
            return {"division": subjects[0].name}
    return {"everyone": True}

"""A line of a reader list, judged."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import TypeVar

from kiosk.circulation.naming import fold
from kiosk.circulation.school_classes import ClassName, is_staff, parse_class
from kiosk.imports import cells, headings
from kiosk.imports.report import LineRefused, Reject
from kiosk.imports.tables import BEYOND, Line

STUDENT = "student"
TEACHER = "teacher"

_Cell = TypeVar("_Cell")


@dataclass(frozen=True, slots=True)
class PatronRow:
    """None: the file has no such column, and what the database holds stays.

    standing: blocked, card_lost and left. school_class: ClassName with an empty name for staff and for nobody's."""

    number: str
    name: str
    category: str | None
    school_class: ClassName | None
    standing: dict[str, bool] | None
    has_quota: bool
    quota: int | None
    has_expiry: bool
    expires_on: date | None


@dataclass(slots=True)
class JudgedPatrons:
    rows: list[PatronRow] = field(default_factory=list)
    rejects: list[Reject] = field(default_factory=list)


def judge_patrons(lines: Iterable[Line], columns: dict[str, str]) -> JudgedPatrons:
    """columns: field → heading, as headings.columns gives them. The first line of a number is the one taken."""
    judged = JudgedPatrons()
    seen: set[str] = set()
    for number, row in lines:
        try:
            patron = _patron(row, columns)
            if patron.number in seen:
                raise LineRefused("number_twice", patron.number)
        except LineRefused as refusal:
            judged.rejects.append(Reject(number, refusal.code, refusal.what, row))
            continue
        seen.add(patron.number)
        judged.rows.append(patron)
    return judged


def _patron(row: headings.Row, columns: dict[str, str]) -> PatronRow:
    if row.get(BEYOND):
        raise LineRefused("too_many_cells", row[BEYOND])
    text = {name: fold(row[heading]) for name, heading in columns.items()}
    if not text["number"]:
        raise LineRefused("no_number", "")
    if not text["name"]:
        raise LineRefused("no_name", "")
    unit = text.get("unit")
    category = _category(unit, text.get("category"))
    return PatronRow(
        number=text["number"],
        name=text["name"],
        category=category,
        school_class=None if unit is None else parse_class("" if category == TEACHER else unit),
        standing=_standing(text.get("permission")),
        has_quota="quota" in text,
        quota=_read(cells.whole_number, "quota_unreadable", text.get("quota", "")),
        has_expiry="expires" in text,
        expires_on=_read(cells.day, "day_unreadable", text.get("expires", "")),
    )


def _category(unit: str | None, named: str | None) -> str | None:
    if named is None and unit is None:
        return None
    return TEACHER if is_staff(unit or "") or is_staff(named or "") else STUDENT


def _standing(permission: str | None) -> dict[str, bool] | None:
    if permission is None:
        return None
    named = headings.PERMISSIONS.get(permission.lower())
    if named is None:
        raise LineRefused("unknown_permission", permission)
    return {flag: flag == named for flag in ("blocked", "card_lost", "left")}


def _read(reading: Callable[[str], _Cell], code: str, text: str) -> _Cell:
    try:
        return reading(text)
    except cells.Unreadable as error:
        raise LineRefused(code, text) from error

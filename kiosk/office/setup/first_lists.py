"""Lists of readers and books for the first day: read on trial, then taken as a whole; and the workbooks to fill in."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from uuid import UUID

from db.models import Item, Patron, Policy, Record, SchoolClass
from kiosk.circulation.naming import fold
from kiosk.imports import cells
from kiosk.imports.headings import PATRON_HEADINGS, RECORD_HEADINGS, columns
from kiosk.imports.importing import import_patrons, import_records
from kiosk.imports.report import Reject, Report
from kiosk.imports.tables import read_table
from kiosk.lending.desk import Desk
from kiosk.office.actors import Actor
from kiosk.office.editing import editing

Take = Callable[..., Report]
READERS, BOOKS = "readers", "books"
TAKES: dict[str, Take] = {READERS: import_patrons, BOOKS: import_records}
TABLES = {READERS: (SchoolClass, Policy, Patron), BOOKS: (Policy, Record, Item)}
TITLES = {READERS: PATRON_HEADINGS["name"], BOOKS: RECORD_HEADINGS["title"]}
LISTS = (".xlsx", ".xlsm", ".csv", ".xls")
SCHOOL_HEADINGS = {
    "school": ("学校名称", "学校", "school"),
    "term": ("学期", "学期名称", "term"),
    "starts_on": ("开学", "开学日期", "first day"),
    "ends_on": ("放假", "放假日期", "last day"),
}


class NoSchool(Exception):
    """The file says no school's name where one is looked for, or its dates cannot be read."""


@dataclass(frozen=True, slots=True)
class SchoolFile:
    """What a school's own sheet says of it; None and empty for what it leaves out."""

    name: str
    term: str
    starts_on: date | None
    ends_on: date | None


def read_on_trial(desk: Desk, kind: str, path: Path, at: datetime, over: Callable[..., Iterable]) -> Report:
    """What taking the list would come to; everything is as it was afterwards. Raises UnusableFile."""
    with desk.db.atomic() as transaction:
        report = TAKES[kind](path, desk.db, at, over)
        transaction.rollback()
    return report


def take_list(
    desk: Desk, actor: Actor, kind: str, path: Path, at: datetime, over: Callable[..., Iterable]
) -> tuple[Report, UUID]:
    """The report and the audit entry, by which all of it is taken back. Raises UnusableFile."""
    deed = {READERS: "readers_taken", BOOKS: "books_taken"}[kind]
    with editing(desk, actor, at, deed, file=path.name) as edit, edit.watching(*TABLES[kind]):
        report = TAKES[kind](path, desk.db, at, over)
    return report, edit.id


def name_in(kind: str, reject: Reject) -> str:
    """Whom or what the line is about, as far as it tells."""
    heading = columns(reject.row, {"name": TITLES[kind]}).get("name")
    return fold(reject.row.get(heading, "")) if heading else ""


def read_school(path: Path) -> SchoolFile:
    """From a sheet with headings, or the first line of a text file. Raises UnusableFile, NoSchool."""
    if path.suffix.lower() == ".txt":
        return SchoolFile(_first_line(path), "", None, None)
    found, lines = read_table(path)
    known = columns(found, SCHOOL_HEADINGS)
    if "school" not in known:
        raise NoSchool(path)
    for _, row in lines:
        text = {field: fold(row[heading]) for field, heading in known.items()}
        return SchoolFile(
            text["school"], text.get("term", ""), _day(path, text.get("starts_on")), _day(path, text.get("ends_on"))
        )
    raise NoSchool(path)


def _first_line(path: Path) -> str:
    try:
        text = path.read_bytes()[:4096].decode("utf-8-sig")
    except UnicodeDecodeError:
        text = path.read_bytes()[:4096].decode("gb18030", errors="ignore")
    except OSError as error:
        raise NoSchool(path) from error
    lines = [fold(line) for line in text.splitlines() if line.strip()]
    if not lines:
        raise NoSchool(path)
    return lines[0]


def _day(path: Path, text: str | None) -> date | None:
    try:
        return cells.day(text or "")
    except cells.Unreadable as error:
        raise NoSchool(path) from error


def count(kind: str) -> int:
    """Readers who have not left, or titles."""
    if kind == READERS:
        return Patron.select().where(Patron.left == False).count()  # noqa: E712
    return Record.select().count()

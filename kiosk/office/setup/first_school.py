"""The school's name and its first term: offered, read from a sheet of the school's own, and kept together."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from uuid import UUID

from db.settings import get_setting
from kiosk.circulation.naming import fold
from kiosk.imports import cells
from kiosk.imports.headings import columns
from kiosk.imports.tables import UnusableFile, read_table
from kiosk.lending.desk import Desk
from kiosk.lending.storage import transaction
from kiosk.office.actors import Actor, requires
from kiosk.office.documents import GivenFile
from kiosk.office.editing import editing
from kiosk.office.permissions import Permission
from kiosk.office.refusal import NotDone
from kiosk.office.rules import school_year

FILES = (".xlsx", ".csv", ".txt")
SCHOOL_HEADINGS = {
    "school": ("学校名称", "学校", "school"),
    "term": ("学期", "学期名称", "term"),
    "starts_on": ("开学", "开学日期", "first day"),
    "ends_on": ("放假", "放假日期", "last day"),
}
MOST_OF_TEXT = 4096  # bytes


@dataclass(frozen=True, slots=True)
class SchoolFile:
    """What a school's own sheet says of it; None and empty for what it leaves out."""

    name: str
    term: str = ""
    starts_on: date | None = None
    ends_on: date | None = None


@dataclass(frozen=True, slots=True)
class FirstSchool:
    """term: the identity of the one that is stored, empty where it is only offered."""

    name: str
    term: str
    term_name: str
    starts_on: date
    ends_on: date

    def told(self, file: SchoolFile) -> "FirstSchool":
        """As the file has it, where it says something."""
        return replace(
            self,
            name=file.name or self.name,
            term_name=file.term or self.term_name,
            starts_on=file.starts_on or self.starts_on,
            ends_on=file.ends_on or self.ends_on,
        )


# --- read --------------------------------------------------------------------------------------------------------


def school_name() -> str:
    return get_setting("school_name")


def school_so_far(today: date, words: Mapping[str, str]) -> FirstSchool:
    """What is stored; a term that most schools would have now where there is none. words: it is named in these."""
    stored = next(iter(school_year.terms()), None)
    if stored is not None:
        return FirstSchool(school_name(), stored.id, stored.name, stored.starts_on, stored.ends_on)
    offered = school_year.suggested_term(today)
    name = school_year.term_name(offered, words)
    return FirstSchool(school_name(), "", name, offered.starts_on, offered.ends_on)


def read_school(file: GivenFile) -> SchoolFile | NotDone:
    """From a sheet with headings, or the first line of a text file."""
    try:
        told = _of_text(file.content) if file.name.lower().endswith(".txt") else _of_sheet(file)
    except (UnusableFile, cells.Unreadable):
        told = None
    return told or NotDone("unusable_school", {"file": file.name})


def _of_text(content: bytes) -> SchoolFile | None:
    try:
        text = content[:MOST_OF_TEXT].decode("utf-8-sig")
    except UnicodeDecodeError:
        text = content[:MOST_OF_TEXT].decode("gb18030", errors="ignore")
    return next((SchoolFile(fold(line)) for line in text.splitlines() if line.strip()), None)


def _of_sheet(file: GivenFile) -> SchoolFile | None:
    """Raises UnusableFile, cells.Unreadable."""
    found, lines = read_table(file)
    known = columns(found, SCHOOL_HEADINGS)
    if "school" not in known:
        return None
    for _, row in lines:
        text = {field: fold(row[heading]) for field, heading in known.items()}
        starts_on, ends_on = (cells.day(text.get(field, "")) for field in ("starts_on", "ends_on"))
        return SchoolFile(text["school"], text.get("term", ""), starts_on, ends_on)
    return None


# --- write -------------------------------------------------------------------------------------------------------


@requires(Permission.SETUP)
def name_school(desk: Desk, actor: Actor, at: datetime, name: str) -> UUID:
    with editing(desk, actor, at, "school_named", name=name) as edit:
        edit.set("school_name", name)
    return edit.id


@requires(Permission.SETUP)
def keep_school(desk: Desk, actor: Actor, at: datetime, school: FirstSchool) -> NotDone | None:
    """Name and term, both or neither. NotDone: ends_before, overlaps, outside."""
    if school.ends_on <= school.starts_on:
        return NotDone("ends_before")
    with transaction(desk.db):
        kept = school_year.keep_term(desk, actor, at, school.term, school.term_name, school.starts_on, school.ends_on)
        if isinstance(kept, NotDone):
            return kept
        if school.name != school_name():
            name_school(desk, actor, at, school.name)
    return None

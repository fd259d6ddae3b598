"""Lists of readers and books for the first day: read on trial, then taken as a whole."""

from collections.abc import Callable, Iterable, Mapping
from datetime import datetime
from typing import Any, NamedTuple
from uuid import UUID

from peewee import Model

from db.models import Item, Patron, Policy, Record, SchoolClass
from kiosk.circulation.naming import fold
from kiosk.imports.headings import PATRON_HEADINGS, RECORD_HEADINGS, columns
from kiosk.imports.importing import import_patrons, import_records
from kiosk.imports.report import Reject, Report
from kiosk.imports.tables import UnusableFile
from kiosk.lending.desk import Desk
from kiosk.office.actors import Actor, requires
from kiosk.office.documents import GivenFile
from kiosk.office.editing import editing
from kiosk.office.permissions import Permission
from kiosk.office.refusal import NotDone
from kiosk.office.setup.views import SetupStep

Over = Callable[..., Iterable[Any]]
READERS, BOOKS = SetupStep.READERS, SetupStep.BOOKS
SUFFIXES = (".xlsx", ".xlsm", ".csv", ".xls")


class Kind(NamedTuple):
    """tables: that it writes, what is referred to first; title: headings of whom or what a line is about."""

    take: Callable[..., Report]
    tables: tuple[type[Model], ...]
    title: tuple[str, ...]
    deed: str


KINDS: Mapping[SetupStep, Kind] = {
    READERS: Kind(import_patrons, (SchoolClass, Policy, Patron), PATRON_HEADINGS["name"], "readers_taken"),
    BOOKS: Kind(import_records, (Policy, Record, Item), RECORD_HEADINGS["title"], "books_taken"),
}


class Taken(NamedTuple):
    """entry: of the audit, by which all of it is taken back."""

    report: Report
    entry: UUID


def read_on_trial(desk: Desk, at: datetime, kind: SetupStep, file: GivenFile, over: Over) -> Report | NotDone:
    """What taking the list would come to; everything is as it was afterwards."""
    try:
        with desk.db.atomic() as transaction:
            report = KINDS[kind].take(file, desk.db, at, over)
            transaction.rollback()
    except UnusableFile:
        return unusable(file)
    return report


@requires(Permission.SETUP)
def take_list(desk: Desk, actor: Actor, at: datetime, kind: SetupStep, file: GivenFile, over: Over) -> Taken | NotDone:
    taken = KINDS[kind]
    try:
        with editing(desk, actor, at, taken.deed, file=file.name) as edit, edit.watching(*taken.tables):
            report = taken.take(file, desk.db, at, over)
    except UnusableFile:
        return unusable(file)
    return Taken(report, edit.id)


def unusable(file: GivenFile) -> NotDone:
    return NotDone("unusable", {"file": file.name})


def name_in(kind: SetupStep, reject: Reject) -> str:
    """Whom or what the line is about, as far as it tells."""
    heading = columns(reject.row, {"name": KINDS[kind].title}).get("name")
    return fold(reject.row.get(heading, "")) if heading else ""


def count(kind: SetupStep) -> int:
    """Readers who have not left, or titles."""
    return readers() if kind is READERS else int(Record.select().count())


def readers() -> int:
    """Who have not left."""
    return int(Patron.select().where(Patron.left == False).count())  # noqa: E712

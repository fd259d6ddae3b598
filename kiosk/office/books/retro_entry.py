"""Bring the stock that stands on the shelves into the catalogue, a book every few seconds (S068, S070).

A book is known by its ISBN, or an old one without any by the label that was just stuck on it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from db.models import Item, Record
from kiosk.catalog.isbn import normalise
from kiosk.catalog.pinyin import full_pinyin, pinyin_initials
from kiosk.circulation.barcodes import TYPED, CodeKind, Pattern, candidates, is_ean13, is_isbn
from kiosk.lending.desk import Desk
from kiosk.office.actors import Actor, requires
from kiosk.office.books.catalogue import record_of
from kiosk.office.books.edits import label_taken, new_copy
from kiosk.office.books.lines import CopyState, RetroEntryLine
from kiosk.office.editing import Edit, editing
from kiosk.office.permissions import Permission
from kiosk.office.refusal import NotDone


@dataclass(frozen=True, slots=True)
class Code:
    """What was shown: one of the two."""

    isbn: str = ""
    label: str = ""


def read_code(text: str, patterns: Sequence[Pattern], symbology: str = TYPED) -> Code | NotDone:
    """An ISBN, a label that nobody bears yet, or why it is neither."""
    if is_isbn(normalise(text)):
        return Code(isbn=normalise(text))
    # The bars on a box of biscuits look like a label of thirteen digits.
    labels = () if is_ean13(text) else candidates(text, CodeKind.ITEM_LABEL, patterns, symbology)
    if not labels:
        return NotDone("no_label", {"text": text})
    for label in labels:
        if taken := label_taken(label):
            return taken
    return Code(label=labels[0])


def title_of(isbn: str) -> tuple[UUID, str, int] | None:
    """The record, its title and how many copies there are."""
    row = Record.get_or_none(Record.isbn == isbn)
    if row is None:
        return None
    return row.id, row.title, Item.select().where(Item.record == row.id, Item.state != CopyState.WITHDRAWN).count()


@requires(Permission.BOOKS)
def enter(
    desk: Desk,
    actor: Actor,
    at: datetime,
    code: Code,
    title: str,
    record: UUID | None = None,
    batch: UUID | None = None,
) -> RetroEntryLine | NotDone:
    """One copy, and its title where that is new: under its number alone until the title is known.

    record: of a title chosen among those that there are. Raises StorageFailed."""
    if taken := label_taken(code.label):
        return taken
    with editing(desk, actor, at, "copy_entered", title=title or code.isbn or code.label, label=code.label) as edit:
        row = record_of(record) if record else _record(edit, code.isbn or code.label, title)
        item = new_copy(edit, row, code.label, at, batch)
    return RetroEntryLine(item, code.label, row.title)


def _record(edit: Edit, isbn: str, title: str) -> Record:
    row = Record.get_or_none(Record.isbn == isbn)
    if row is not None:
        return row
    name = title or isbn
    edit.create(Record, isbn=isbn, title=name, pinyin=full_pinyin(name), initials=pinyin_initials(name)[:255])
    return Record.get(Record.isbn == isbn)

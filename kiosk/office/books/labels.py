"""Sheets of labels for copies: their codes, and for the spine where they stand (S063)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from peewee import Expression

from db.models import Item, Record, Setting
from db.rows import tuples
from db.settings import get_setting
from kiosk.catalog import labelling
from kiosk.circulation.barcodes import CodeKind, candidates, label_text
from kiosk.lending.desk import Desk
from kiosk.lending.patterns import stored_patterns
from kiosk.office.actors import Actor, requires
from kiosk.office.books.catalogue import record_of
from kiosk.office.books.files import Words, dated
from kiosk.office.books.lines import CopyState
from kiosk.office.documents import PDF, Document
from kiosk.office.editing import editing
from kiosk.office.permissions import Permission
from kiosk.office.refusal import NotDone
from kiosk.printing.bars import DoesNotFit
from kiosk.printing.labels import LabelFace, label_sheets
from kiosk.printing.sheets import SheetLayout
from kiosk.printing.spines import SpineFace, rows_of, spine_sheets

# The copy up to which spine labels were printed; identities grow with time.
LAST_SPINE = "last_spine_printed"
MOST = 1_000  # labels in one file
IN_ADVANCE = (120, 240, 480, 960)


@dataclass(frozen=True, slots=True)
class PrintedLabels:
    """missing: signs that our fonts do not have. last: of fresh spines, the copy up to which they go."""

    document: Document
    count: int
    sheets: int
    missing: str
    last: UUID | None = None

    @property
    def documents(self) -> tuple[Document]:
        return (self.document,)


@dataclass(frozen=True, slots=True)
class ToPrint:
    """unlabelled: copies on the shelf without a label; spines: copies entered since spine labels were last printed,
    those without a call number left out."""

    unlabelled: int
    spines: int


def to_print() -> ToPrint:
    fresh = Item.select().join(Record).where(_since_last_spine(), Record.call_number != "")
    unlabelled = Item.select().where(Item.label.is_null(), Item.state == CopyState.AVAILABLE)
    return ToPrint(unlabelled.count(), fresh.count())


# --- give numbers out ----------------------------------------------------------------------------------------------


@requires(Permission.BOOKS)
def label_copies(
    desk: Desk, actor: Actor, at: datetime, isbn: str | None = None, most: int | None = MOST
) -> Sequence[str] | NotDone:
    """Give labels to copies on the shelf without one, in the order in which they stand. isbn: of one title only."""
    if misfit := _numbers_misfit():
        return misfit
    if not labelling.copies_to_label(isbn, 1):
        return NotDone("nothing_to_print")
    with editing(desk, actor, at, "labels_given_out") as edit:
        with edit.watching(Setting):
            labelled = labelling.labels_for_copies(isbn, most)
        for item, label in labelled:
            edit.update(Item, item, label=label)
    return [label for _, label in labelled]


@requires(Permission.BOOKS)
def give_out(desk: Desk, actor: Actor, at: datetime, count: int, first: str = "") -> Sequence[str] | NotDone:
    """Numbers for books that are entered later: new ones, or from the first on, given out before or not."""
    if misfit := _numbers_misfit():
        return misfit
    with editing(desk, actor, at, "labels_given_out") as edit, edit.watching(Setting):
        return labelling.run_of_labels(first, count) if first else labelling.give_out(count)


def _numbers_misfit() -> NotDone | None:
    """A school whose patterns take no label of ours would print what its stations cannot read."""
    if candidates(label_text(1), CodeKind.ITEM_LABEL, stored_patterns(), "CODE128"):
        return None
    return NotDone("label_pattern", {"text": label_text(1)})


# --- print them ----------------------------------------------------------------------------------------------------


def labels_of(record: UUID) -> Sequence[str]:
    """That a title's copies bear."""
    query = Item.select(Item.label).where(
        Item.record == record, Item.label.is_null(False), Item.state != CopyState.WITHDRAWN
    )
    return [label for (label,) in tuples(query.order_by(Item.label).limit(MOST))]


def faces_of(labels: Sequence[str]) -> Sequence[LabelFace]:
    known, school = labelling.described(labels), get_setting("school_name")
    return [LabelFace(label, school, *known.get(label, ())) for label in labels]


def label_file(labels: Sequence[str], layout: SheetLayout, at: datetime, words: Words) -> PrintedLabels | NotDone:
    if not labels:
        return NotDone("nothing_to_print")
    try:
        sheets = label_sheets(faces_of(labels), layout)
    except DoesNotFit as error:
        return NotDone("label_too_wide", {"text": error.text})
    document = Document(dated(words, "labels", at, ".pdf"), PDF, sheets.pdf)
    return PrintedLabels(document, len(labels), sheets.pages, sheets.missing)


def fresh_spines(layout: SheetLayout, at: datetime, words: Words) -> PrintedLabels | NotDone:
    """Of the copies entered since the last time, in the order in which they stand; note_spines once they are kept."""
    fresh = Item.select(Item.id, Record.call_number, Record.shelf, Record.title).join(Record)
    found = list(tuples(fresh.where(_since_last_spine()).order_by(Item.id).limit(MOST)))
    rows = sorted((shelf, call_number, title) for _, call_number, shelf, title in found if call_number)
    return _spine_file([call_number for _, call_number, _ in rows], layout, at, words, found[-1][0] if found else None)


@requires(Permission.BOOKS)
def note_spines(desk: Desk, actor: Actor, at: datetime, count: int, last: UUID) -> UUID:
    with editing(desk, actor, at, "spines_printed", count=count) as edit:
        edit.set(LAST_SPINE, last.hex)
    return edit.id


def spines_of(record: UUID, layout: SheetLayout, at: datetime, words: Words) -> PrintedLabels | NotDone:
    """Of one title, a label a copy."""
    call_number = record_of(record).call_number
    copies = Item.select().where(Item.record == record, Item.state != CopyState.WITHDRAWN).count()
    return _spine_file([call_number] * copies if call_number else [], layout, at, words)


def _since_last_spine() -> Expression:
    last = get_setting(LAST_SPINE)
    kept = Item.state != CopyState.WITHDRAWN
    return kept & (Item.id > UUID(last)) if last else kept


def _spine_file(
    call_numbers: Sequence[str], layout: SheetLayout, at: datetime, words: Words, last: UUID | None = None
) -> PrintedLabels | NotDone:
    if not call_numbers:
        return NotDone("nothing_to_print")
    school = get_setting("school_name")
    sheets = spine_sheets([SpineFace(rows_of(number), school) for number in call_numbers], layout)
    document = Document(dated(words, "spines", at, ".pdf"), PDF, sheets.pdf)
    return PrintedLabels(document, len(call_numbers), sheets.pages, sheets.missing, last)

"""Sheets of labels for copies: their codes, and for the spine where they stand (S063)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from uuid import UUID

from peewee import Expression

from db.models import Item, Record, Setting
from db.settings import get_setting
from kiosk.catalog import labelling
from kiosk.circulation.barcodes import CodeKind, candidates, label_text
from kiosk.lending.desk import Desk
from kiosk.lending.patterns import stored_patterns
from kiosk.office.actors import Actor
from kiosk.office.books.edits import Refused
from kiosk.office.editing import editing
from kiosk.printing.bars import DoesNotFit
from kiosk.printing.labels import LabelFace, label_sheets
from kiosk.printing.sheets import LABEL_LAYOUTS
from kiosk.printing.spines import SpineFace, rows_of, spine_sheets

# The copy up to which spine labels were printed; identities grow with time.
LAST_SPINE = "last_spine_printed"
MOST = 1_000  # labels in one file
IN_ADVANCE = (120, 240, 480, 960)


@dataclass(frozen=True, slots=True)
class PrintedLabels:
    """missing: signs that our fonts do not have."""

    path: Path
    count: int
    sheets: int
    missing: str


@dataclass(frozen=True, slots=True)
class ToPrint:
    """unlabelled: copies on the shelf without a label; spines: copies entered since spine labels were last printed,
    those without a call number left out."""

    unlabelled: int
    spines: int


def to_print() -> ToPrint:
    fresh = Item.select().join(Record).where(_since_last_spine(), Record.call_number != "")
    return ToPrint(Item.select().where(Item.label.is_null(), Item.state == "available").count(), fresh.count())


def label_unlabelled(
    desk: Desk, actor: Actor, at: datetime, path: Path, layout: str, isbn: str | None = None
) -> PrintedLabels | Refused:
    """Give labels to copies on the shelf without one, and print these. isbn: of one title only.

    Raises OSError, StorageFailed."""
    if refused := _numbers_fit():
        return refused
    with editing(desk, actor, at, "labels_given_out") as edit:
        items = labelling.copies_to_label(isbn, MOST)
        with edit.watching(Setting):
            labels = labelling.give_out(len(items))
        for item, label in zip(items, labels, strict=True):
            edit.update(Item, item, label=label)
    return _write_labels(path, labels, layout)


def print_in_advance(
    desk: Desk, actor: Actor, at: datetime, path: Path, layout: str, count: int
) -> PrintedLabels | Refused:
    """New numbers, for books that are entered later. Raises OSError, StorageFailed."""
    if refused := _numbers_fit():
        return refused
    with editing(desk, actor, at, "labels_given_out") as edit, edit.watching(Setting):
        labels = labelling.give_out(count)
    return _write_labels(path, labels, layout)


def print_again(path: Path, layout: str, record: UUID) -> PrintedLabels | Refused:
    """The labels that a title's copies bear, once more. Raises OSError."""
    query = Item.select(Item.label).where(Item.record == record, Item.label.is_null(False), Item.state != "withdrawn")
    return _write_labels(path, [label for (label,) in query.order_by(Item.label).limit(MOST).tuples()], layout)


def print_spines(desk: Desk, actor: Actor, at: datetime, path: Path, layout: str) -> PrintedLabels | Refused:
    """Of the copies entered since the last time, in the order in which they stand. Raises OSError, StorageFailed."""
    fresh = Item.select(Item.id, Record.call_number, Record.shelf, Record.title).join(Record)
    found = list(fresh.where(_since_last_spine()).order_by(Item.id).limit(MOST).tuples())
    rows = sorted((shelf, call_number, title) for _, call_number, shelf, title in found if call_number)
    if not rows:
        return Refused("nothing_to_print")
    printed = _write_spines(path, [call_number for _, call_number, _ in rows], layout)
    with editing(desk, actor, at, "spines_printed", count=printed.count) as edit:
        edit.set(LAST_SPINE, found[-1][0].hex)
    return printed


def print_spines_of(path: Path, layout: str, record: UUID) -> PrintedLabels | Refused:
    """Of one title, a label a copy. Raises OSError."""
    row = Record.get_by_id(record)
    copies = Item.select().where(Item.record == record, Item.state != "withdrawn").count()
    if not (row.call_number and copies):
        return Refused("nothing_to_print")
    return _write_spines(path, [row.call_number] * copies, layout)


def _since_last_spine() -> Expression:
    last = get_setting(LAST_SPINE)
    kept = Item.state != "withdrawn"
    return kept & (Item.id > UUID(last)) if last else kept


def _numbers_fit() -> Refused | None:
    """A school whose patterns take no label of ours would print what its stations cannot read."""
    if candidates(label_text(1), CodeKind.ITEM_LABEL, stored_patterns(), "CODE128"):
        return None
    return Refused("label_pattern", {"text": label_text(1)})


def _write_labels(path: Path, labels: Sequence[str], layout: str) -> PrintedLabels | Refused:
    if not labels:
        return Refused("nothing_to_print")
    known, school = labelling.described(labels), get_setting("school_name")
    faces = [LabelFace(label, school, *known.get(label, ())) for label in labels]
    try:
        sheets = label_sheets(faces, LABEL_LAYOUTS[layout])
    except DoesNotFit as error:
        return Refused("label_too_wide", {"text": error.text})
    path.write_bytes(sheets.pdf)
    return PrintedLabels(path, len(faces), sheets.pages, sheets.missing)


def _write_spines(path: Path, call_numbers: Sequence[str], layout: str) -> PrintedLabels:
    school = get_setting("school_name")
    sheets = spine_sheets([SpineFace(rows_of(number), school) for number in call_numbers], LABEL_LAYOUTS[layout])
    path.write_bytes(sheets.pdf)
    return PrintedLabels(path, len(call_numbers), sheets.pages, sheets.missing)

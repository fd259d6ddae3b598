"""The lines of a book list, judged and gathered by title."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from kiosk.catalog.isbn import normalise
from kiosk.catalog.titles import bare_title, same_title
from kiosk.circulation.naming import fold
from kiosk.imports import cells, headings
from kiosk.imports.report import LineRefused, Reject
from kiosk.imports.tables import BEYOND, Line

# A count above this is a price or a page number that slipped into the wrong column.
MOST_COPIES = 999
PLAIN = ("author", "publisher", "published", "pages", "price", "subject", "series", "call_number", "shelf")
_CUT_BY_EXCEL = re.compile(r"\d(?:\.\d+)?E\+?\d+", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class CopyFacts:
    """What a line says of one labelled copy's place in the register; None where it says nothing."""

    accession_no: str | None = None
    acquired_on: date | None = None


@dataclass(slots=True)
class RecordRow:
    """A title as the file's lines together tell it. fields: the columns that are filled in.

    unlabelled: how many copies without a label there should be; None when every line names a labelled copy.
    copies: by label, where the file says more of them. keys: of the title, for search; made when they are first needed,
    because they take longer than all else."""

    isbn: str
    title: str
    fields: dict[str, str]
    unlabelled: int | None = None
    labels: list[str] = field(default_factory=list)
    copies: dict[str, CopyFacts] = field(default_factory=dict)
    keys: dict[str, str] | None = None


@dataclass(slots=True)
class JudgedRecords:
    rows: dict[str, RecordRow] = field(default_factory=dict)
    rejects: list[Reject] = field(default_factory=list)


def judge_records(lines: Iterable[Line], columns: dict[str, str], shelved: dict[str, str]) -> JudgedRecords:
    """columns: field → heading, as headings.columns gives them. shelved: label → ISBN of every labelled copy that
    the database knows."""
    judged = JudgedRecords()
    labels: set[str] = set()
    for number, row in lines:
        try:
            _add(row, columns, judged.rows, labels, shelved)
        except LineRefused as refusal:
            judged.rejects.append(Reject(number, refusal.code, refusal.what, row))
    return judged


def _add(
    row: headings.Row,
    columns: dict[str, str],
    rows: dict[str, RecordRow],
    labels: set[str],
    shelved: dict[str, str],
) -> None:
    if row.get(BEYOND):
        raise LineRefused("too_many_cells", row[BEYOND])
    text = {name: row[heading].strip() for name, heading in columns.items()}
    label = fold(text.get("label", ""))
    isbn = _isbn(text.get("isbn", ""), label, shelved)
    # A number without a title is still a book that lies on the shelf and can be lent.
    title = bare_title(text["title"]) or isbn
    known = rows.get(isbn)
    if known and not same_title(known.title, title):
        raise LineRefused("isbn_twice", isbn)
    if label in labels:
        raise LineRefused("label_twice", label)
    if label and shelved.get(label, isbn) != isbn:
        raise LineRefused("label_elsewhere", label)
    copies = 0 if label else _copies(text.get("copies", ""))
    facts = _copy_facts(text)
    if known is None:
        known = rows[isbn] = RecordRow(isbn, title, {})
    known.fields = _filled(text) | known.fields
    if label:
        labels.add(label)
        known.labels.append(label)
        if facts != CopyFacts():
            known.copies[label] = facts
    else:
        known.unlabelled = (known.unlabelled or 0) + copies


def _isbn(typed: str, label: str, shelved: dict[str, str]) -> str:
    """An old book without any ISBN goes by the label of its copy."""
    isbn = normalise(typed) or shelved.get(label, label)
    if not isbn:
        raise LineRefused("no_number", "")
    if _CUT_BY_EXCEL.fullmatch(isbn):
        raise LineRefused("isbn_cut", isbn)
    return isbn


def _copies(text: str) -> int:
    """A line that tells no count is one volume."""
    try:
        copies = cells.whole_number(text)
    except cells.Unreadable as error:
        raise LineRefused("copies_unreadable", text) from error
    if copies is not None and copies > MOST_COPIES:
        raise LineRefused("copies_too_many", text)
    return 1 if copies is None else copies


def _copy_facts(text: dict[str, str]) -> CopyFacts:
    day = text.get("acquired_on", "")
    try:
        return CopyFacts(fold(text.get("accession_no", "")) or None, cells.day(day))
    except cells.Unreadable as error:
        raise LineRefused("day_unreadable", day) from error


def _filled(text: dict[str, str]) -> dict[str, str]:
    fields = {name: text[name] for name in PLAIN if text.get(name)}
    if kind := fold(text.get("item_type", "")).lower():
        fields["item_type"] = "reference" if kind in headings.REFERENCE_TYPES else "book"
    return fields

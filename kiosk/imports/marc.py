"""What the fields of a MARC record mean to a school: CNMARC (WH/T 0503) and MARC21, judged as a book list is."""

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from pymarc import Field, Record

from kiosk.catalog.isbn import normalise
from kiosk.catalog.titles import bare_title, same_title
from kiosk.circulation.naming import fold
from kiosk.imports import cells
from kiosk.imports.iso2709 import Unread
from kiosk.imports.record_rows import MOST_COPIES, CopyFacts, JudgedRecords, RecordRow
from kiosk.imports.report import Reject

# ISBD punctuation that MARC21 leaves at the end of a subfield.
_TRAILING = " /:;,="
_BRACKETED = re.compile(r"[(（].*?[)）]")
# Dictionaries and encyclopaedias, as 105$a (CNMARC) and 008/24 (MARC21) code them, stay in the library.
CNMARC_REFERENCE, MARC21_REFERENCE = frozenset("ef"), frozenset("de")


# ISBN, title, fields, labels of the copies, how many have none.
Told = tuple[str, str, dict[str, str], list[str], int | None]


@dataclass(frozen=True, slots=True)
class MarcFacts:
    """What one record says. fields: as RecordRow has them. copies: labels, or the number of copies without any."""

    isbn: str
    title: str
    fields: dict[str, str]
    labels: tuple[str, ...]
    unlabelled: int | None


def judge_marc(records: Iterable[tuple[int, Record | Unread]], shelved: dict[str, str]) -> JudgedRecords:
    """shelved: label → ISBN of every labelled copy that the database knows. A record without holdings brings no copy:
    it waits until the book is in somebody's hand."""
    judged = JudgedRecords()
    labels: set[str] = set()
    for number, record in records:
        if isinstance(record, Unread):
            judged.rejects.append(Reject(number, "marc_cut", "", {}))
            continue
        told = told_by(record)
        if refusal := _refusal(told, judged.rows, labels, shelved):
            code, what = refusal
            judged.rejects.append(Reject(number, code, what, {"ISBN": told.isbn, "书名": told.title}))
            continue
        _add(told, judged.rows)
        labels.update(told.labels)
    return judged


def _refusal(
    told: MarcFacts, rows: dict[str, RecordRow], labels: set[str], shelved: dict[str, str]
) -> tuple[str, str] | None:
    """(code, what) of Reject."""
    if not told.isbn:
        return "marc_no_number", told.title
    known = rows.get(told.isbn)
    if known and not same_title(known.title, told.title):
        return "isbn_twice", told.isbn
    if (told.unlabelled or 0) > MOST_COPIES:
        return "copies_too_many", str(told.unlabelled)
    for label in told.labels:
        if label in labels:
            return "label_twice", label
        if shelved.get(label, told.isbn) != told.isbn:
            return "label_elsewhere", label
    return None


def _add(told: MarcFacts, rows: dict[str, RecordRow]) -> None:
    row = rows.setdefault(told.isbn, RecordRow(told.isbn, told.title, {}))
    row.fields = told.fields | row.fields
    row.labels += told.labels
    row.copies |= {label: CopyFacts(accession_no=label) for label in told.labels}
    if told.unlabelled is not None:
        row.unlabelled = (row.unlabelled or 0) + told.unlabelled


def told_by(record: Record) -> MarcFacts:
    """CNMARC has its title in 200, MARC21 in 245."""
    read = _cnmarc if record.get_fields("200") else _marc21
    isbn, title, fields, labels, unlabelled = read(record)
    isbn = isbn or (labels[0] if labels else "")
    title = bare_title(title) or isbn
    return MarcFacts(isbn, title, {name: text for name, text in fields.items() if text}, tuple(labels), unlabelled)


# --- CNMARC ----------------------------------------------------------------------------------------------------


def _cnmarc(record: Record) -> Told:
    label_of, call_of = _holdings(record, "905", labels="b", calls=("d", "e"))
    counted = [_whole(text) for text in _all(record, "905", "f")] if not label_of else []
    title = _joined(_first_field(record, "200"), {"a": "", "h": ". ", "i": ", ", "e": " : "})
    publication = _first_field(record, "210")
    fields = {
        "author": "; ".join(_plain(text) for text in _all_of(_first_field(record, "200"), "f")),
        "publisher": _first_of(publication, "c"),
        "published": _first_of(publication, "d"),
        "pages": _first(record, "215", "a"),
        "price": _first(record, "010", "d"),
        "subject": _subjects(record, ("606", "600", "601", "607", "610"), "xyz"),
        "series": _joined(_first_field(record, "225"), {"a": "", "h": ". ", "i": ", "}),
        "call_number": call_of or _first(record, "690", "a"),
        "shelf": _first(record, "905", "c"),
        "item_type": _kind(_coded(record, "105", 4, 8), CNMARC_REFERENCE),
    }
    return _isbn(record, "010"), title, fields, label_of, _count(counted)


# --- MARC21 ----------------------------------------------------------------------------------------------------


def _marc21(record: Record) -> Told:
    label_of, call_of = _holdings(record, "852", labels="p", calls=("h", "i"))
    counted = [_whole(text) for text in _all(record, "852", "t")] if not label_of else []
    title = _joined(_first_field(record, "245"), {"a": "", "n": ". ", "p": ", ", "b": " : "})
    publication = _first_field(record, "264") or _first_field(record, "260")
    author = _first(record, "100", "a") or _first(record, "110", "a") or _first(record, "245", "c")
    fields = {
        "author": author.rstrip(",."),
        "publisher": _first_of(publication, "b"),
        "published": _first_of(publication, "c").rstrip("."),
        "pages": _first(record, "300", "a"),
        "price": _first(record, "020", "c"),
        "subject": _subjects(record, ("650", "600", "610", "651"), "xyzv"),
        "series": _first(record, "490", "a") or _first(record, "440", "a"),
        "call_number": call_of or _first(record, "084", "a") or _first(record, "090", "a"),
        "shelf": _first(record, "852", "c") or _first(record, "852", "b"),
        "item_type": _kind(_coded(record, "008", 24, 28), MARC21_REFERENCE),
    }
    return _isbn(record, "020"), title, fields, label_of, _count(counted)


# --- both ------------------------------------------------------------------------------------------------------


def _holdings(record: Record, tag: str, labels: str, calls: tuple[str, str]) -> tuple[list[str], str]:
    """The labels of the copies, each once, and the call number of the first holding that has one: class/book."""
    found = list(dict.fromkeys(fold(text) for text in _all(record, tag, labels) if fold(text)))
    numbers = ["/".join(filter(None, (_first_of(field, code) for code in calls))) for field in record.get_fields(tag)]
    return found, next(filter(None, numbers), "")


def _isbn(record: Record, tag: str) -> str:
    """The first that is not said to be wrong ($z); without what stands in brackets behind it (精装)."""
    for text in _all(record, tag, "a"):
        if number := normalise(_BRACKETED.sub("", text).split(" ")[0]):
            return number
    return ""


def _subjects(record: Record, tags: tuple[str, ...], parts: str) -> str:
    fields = [field for tag in tags for field in record.get_fields(tag)]
    lines = (" -- ".join(_texts(field, lambda code: code == "a" or code in parts)) for field in fields)
    return "; ".join(dict.fromkeys(line.rstrip(".") for line in lines if line))


def _kind(codes: str, reference: frozenset[str]) -> str:
    """Empty unless the record says so: a code that is left out says nothing."""
    return "reference" if reference & set(codes) else ""


def _coded(record: Record, tag: str, start: int, end: int) -> str:
    field = _first_field(record, tag)
    if field is None:
        return ""
    codes = field.data or "" if field.control_field else _first_of(field, "a")
    return codes[start:end]


def _joined(field: Field | None, before: dict[str, str]) -> str:
    """The subfields in the order in which they stand, each with what the rules of description put before it."""
    text = ""
    for subfield in field.subfields if field else ():
        part = _plain(subfield.value)
        if part and subfield.code in before and not (subfield.code == "a" and text):
            text += (before[subfield.code] if text else "") + part
    return text


def _whole(text: str) -> int | None:
    try:
        return cells.whole_number(text)
    except cells.Unreadable:
        return None


def _count(counted: list[int | None]) -> int | None:
    known = [count for count in counted if count is not None]
    return sum(known) if known else None


def _first_field(record: Record, tag: str) -> Field | None:
    return next(iter(record.get_fields(tag)), None)


def _first(record: Record, tag: str, code: str) -> str:
    return next(filter(None, _all(record, tag, code)), "")


def _all(record: Record, tag: str, code: str) -> Iterator[str]:
    return (text for field in record.get_fields(tag) for text in _all_of(field, code))


def _first_of(field: Field | None, code: str) -> str:
    return next(filter(None, _all_of(field, code)), "")


def _all_of(field: Field | None, code: str) -> Iterator[str]:
    return _texts(field, lambda found: found == code)


def _texts(field: Field | None, wanted: Callable[[str], bool]) -> Iterator[str]:
    return (_plain(subfield.value) for subfield in (field.subfields if field else ()) if wanted(subfield.code))


def _plain(text: str) -> str:
    return text.strip().strip("\x1b").rstrip(_TRAILING).strip()

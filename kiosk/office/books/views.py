"""What the room of the books shows: titles, copies, registers, the entry of old stock, what an import would do."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from uuid import UUID

from kiosk.circulation.denials import Fact


class BooksAction(StrEnum):
    """subject of each: an identity, a code or a page, as the place it stands at says."""

    BACK = "back"
    TURN = "turn"
    SEARCH = "search"
    CLEAR = "clear"
    FOUND = "found"
    FILTERS = "filters"
    FILTER = "filter"
    CLASSES = "classes"
    CLASS = "class"
    OPEN = "open"
    EDIT = "edit"
    CHOOSE = "choose"
    COPY = "copy"
    STATE = "state"
    ADD_COPY = "add_copy"
    UNDO = "undo"
    RETRO = "retro"
    LATER = "later"
    TYPE_TITLE = "type_title"
    UNMAKE = "unmake"
    MISSING_TITLES = "missing_titles"
    IMPORT = "import"
    FILE = "file"
    TAKE = "take"
    REJECTS = "rejects"
    REGISTERS = "registers"
    REGISTER = "register"
    NUMBER_ALL = "number_all"
    NEW_BATCH = "new_batch"
    BATCH = "batch"
    EXCEL = "excel"
    MARC = "marc"
    LABELS = "labels"
    PRINT = "print"
    STOP = "stop"


class Filter(StrEnum):
    """Which titles a list is narrowed to."""

    ALL = "all"
    ON_LOAN = "on_loan"
    IN_REPAIR = "in_repair"
    MISSING = "missing"
    LOST = "lost"
    WITHDRAWN = "withdrawn"
    UNLABELLED = "unlabelled"
    UNTITLED = "untitled"
    UNNUMBERED = "unnumbered"
    WITHOUT_COPIES = "without_copies"


class Register(StrEnum):
    """The two books that a school library is asked for."""

    COPIES = "copies"  # 个别登记
    BATCHES = "batches"  # 总括登记


@dataclass(frozen=True, slots=True)
class RecordLine:
    """A title in a list. copies: without those withdrawn; available: on the shelf; to_do: a code or empty."""

    id: UUID
    title: str
    author: str
    call_number: str
    shelf: str
    copies: int
    available: int
    to_do: str = ""


@dataclass(frozen=True, slots=True)
class BookList:
    """titles, copies: in all (copies only where the list is of all titles); total: that the page is out of.

    class_code: of 中图法, or empty."""

    rows: tuple[RecordLine, ...]
    total: int
    page: int
    pages: int
    titles: int
    copies: int
    text: str = ""
    only: Filter = Filter.ALL
    class_code: str = ""


@dataclass(frozen=True, slots=True)
class CopyLine:
    """price: fen; batch: its number; due_on: when it is lent."""

    id: UUID
    label: str
    accession_no: str
    state: str
    price: int | None
    acquired_on: date | None
    batch: str
    due_on: date | None


@dataclass(frozen=True, slots=True)
class RecordPage:
    """facts: column → text, in the order in which they are shown; editable: those that can be typed or chosen here."""

    id: UUID
    title: str
    author: str
    facts: Mapping[str, str]
    editable: tuple[str, ...]
    copies: tuple[CopyLine, ...]
    total: int
    page: int
    pages: int


@dataclass(frozen=True, slots=True)
class CopyPage:
    """states: what it may become."""

    copy: CopyLine
    title: str
    states: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class RetroEntryLine:
    """A copy just entered."""

    id: UUID
    label: str
    title: str


@dataclass(frozen=True, slots=True)
class RetroPage:
    """wants: isbn, title or label, what is to be shown or said next. isbn, title: of the book in hand; copies: that it
    has already; trouble: a code with its facts, about the code shown last; a_minute: copies, None in the first."""

    wants: str
    isbn: str
    title: str
    copies: int
    count: int
    a_minute: float | None
    entries: tuple[RetroEntryLine, ...]
    untitled: int
    trouble: str = ""
    facts: Mapping[str, Fact] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class RejectLine:
    """line: in the file, of a MARC file the record; code, what: why, as kiosk.imports.report has them."""

    line: int
    code: str
    what: str
    text: str


@dataclass(frozen=True, slots=True)
class ImportPage:
    """What an import would do, or (done) has done. rejects: a page of the lines not taken; remarks: how many lines
    were taken with a remark."""

    file: str
    done: bool
    new: int
    changed: int
    unchanged: int
    copies_added: int
    copies_withdrawn: int
    rejects: tuple[RejectLine, ...]
    total: int
    page: int
    pages: int
    remarks: int = 0


@dataclass(frozen=True, slots=True)
class RegisterLine:
    """A copy in the register (个别登记)."""

    id: UUID
    accession_no: str
    acquired_on: date | None
    title: str
    call_number: str
    price: int | None
    state: str


@dataclass(frozen=True, slots=True)
class BatchLine:
    """A batch in the register (总括登记). copies, value: as the voucher says; entered, worth: as the copies say.

    In fen."""

    id: UUID
    number: str
    received_on: date
    source: str
    supplier: str
    copies: int | None
    value: int | None
    entered: int
    worth: int


@dataclass(frozen=True, slots=True)
class RegisterPage:
    """rows: of the register chosen. unnumbered: copies that stand in none yet."""

    register: Register
    rows: tuple[RegisterLine, ...] | tuple[BatchLine, ...]
    total: int
    page: int
    pages: int
    unnumbered: int
    batch: str = ""

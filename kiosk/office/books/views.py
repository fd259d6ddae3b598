"""What the room of the books shows: titles, copies, registers, the entry of old stock, what an import would do."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from uuid import UUID

from kiosk.circulation.denials import Fact
from kiosk.office.books.lines import (
    BatchLine,
    CopyLine,
    CopyState,
    Filter,
    RecordLine,
    Register,
    RegisterLine,
    RejectLine,
    RetroEntryLine,
)
from kiosk.office.touch_kit.views import PageView


class BooksAction(StrEnum):
    """subject of each: an identity or a code, as the place it stands at says."""

    SEARCH = "search"
    CLEAR = "clear"
    FILTERS = "filters"
    CLASSES = "classes"
    OPEN = "open"
    EDIT = "edit"
    COPY = "copy"
    STATE = "state"
    ADD_COPY = "add_copy"
    RETRO = "retro"
    LATER = "later"
    TYPE_TITLE = "type_title"
    UNMAKE = "unmake"
    MISSING_TITLES = "missing_titles"
    IMPORT = "import"
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


class RetroStep(StrEnum):
    """What is to be shown or said next while old stock is entered."""

    ISBN = "isbn"
    LABEL = "label"
    LABEL_OR_NAME = "label_or_name"
    NAME = "name"


@dataclass(frozen=True, slots=True)
class BookList(PageView):
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
class RecordPage(PageView):
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
class CopyPage(PageView):
    """states: what it may become."""

    copy: CopyLine
    title: str
    states: tuple[CopyState, ...]


@dataclass(frozen=True, slots=True)
class RetroPage(PageView):
    """isbn, title: of the book in hand; copies: that it has already; trouble: a code with its facts, about the code
    shown last; a_minute: copies, None in the first."""

    wants: RetroStep
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
class ImportPage(PageView):
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
class RegisterPage(PageView):
    """rows: of the register chosen. unnumbered: copies that stand in none yet."""

    register: Register
    rows: tuple[RegisterLine, ...] | tuple[BatchLine, ...]
    total: int
    page: int
    pages: int
    unnumbered: int
    batch: str = ""

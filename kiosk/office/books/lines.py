"""What the catalogue and the registers are told in: a line of each, and the words for how things stand."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from uuid import UUID


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


class CopyState(StrEnum):
    AVAILABLE = "available"
    ON_LOAN = "on_loan"
    IN_REPAIR = "in_repair"
    MISSING = "missing"
    LOST = "lost"
    WITHDRAWN = "withdrawn"


class BatchSource(StrEnum):
    """Where a batch comes from."""

    PURCHASE = "purchase"
    GIFT = "gift"
    TRANSFER = "transfer"
    OTHER = "other"


class ToDo(StrEnum):
    """What a title still lacks."""

    NOTHING = ""
    UNTITLED = "untitled"
    UNCLASSED = "unclassed"


@dataclass(frozen=True, slots=True)
class RecordLine:
    """A title in a list. copies: without those withdrawn; available: on the shelf."""

    id: UUID
    title: str
    author: str
    call_number: str
    shelf: str
    copies: int
    available: int
    to_do: ToDo = ToDo.NOTHING


@dataclass(frozen=True, slots=True)
class CopyLine:
    """price: fen; batch: its number; due_on: when it is lent."""

    id: UUID
    label: str
    accession_no: str
    state: CopyState
    price: int | None
    acquired_on: date | None
    batch: str
    due_on: date | None


@dataclass(frozen=True, slots=True)
class RetroEntryLine:
    """A copy just entered."""

    id: UUID
    label: str
    title: str


@dataclass(frozen=True, slots=True)
class RejectLine:
    """line: in the file, of a MARC file the record; code, what: why, as kiosk.imports.report has them."""

    line: int
    code: str
    what: str
    text: str


@dataclass(frozen=True, slots=True)
class RegisterLine:
    """A copy in the register (个别登记)."""

    id: UUID
    accession_no: str
    acquired_on: date | None
    title: str
    call_number: str
    price: int | None
    state: CopyState


@dataclass(frozen=True, slots=True)
class BatchLine:
    """A batch in the register (总括登记). copies, value: as the voucher says; entered, worth: as the copies say.

    In fen."""

    id: UUID
    number: str
    received_on: date
    source: BatchSource
    supplier: str
    copies: int | None
    value: int | None
    entered: int
    worth: int

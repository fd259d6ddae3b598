"""The facts that the by-law judges: frozen, loaded before any rule runs."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from uuid import UUID

TEACHER = "teacher"
REFERENCE = "reference"


class ItemState(StrEnum):
    AVAILABLE = "available"
    ON_LOAN = "on_loan"
    IN_REPAIR = "in_repair"
    MISSING = "missing"
    LOST = "lost"
    WITHDRAWN = "withdrawn"


class LoanEnd(StrEnum):
    """How a loan has ended; the database says nothing while it is open."""

    RETURNED = "returned"
    UNDONE = "undone"
    RELENT = "relent"  # the copy was lent to somebody else meanwhile


@dataclass(frozen=True, slots=True)
class PatronFacts:
    """number: what the card carries without its prefix. loan_limit: the patron's own, or None for the policy's.

    card_issue: which card in a row is the one that counts."""

    id: UUID
    number: str
    name: str
    category: str
    class_name: str
    grade: int
    division: str
    blocked: bool = False
    card_lost: bool = False
    owes_compensation: bool = False
    class_trained: bool = True
    expires_on: date | None = None
    loan_limit: int | None = None
    card_issue: int = 1


@dataclass(frozen=True, slots=True)
class RecordFacts:
    id: UUID
    isbn: str
    title: str
    call_number: str
    shelf: str
    item_type: str


@dataclass(frozen=True, slots=True)
class ItemFacts:
    id: UUID
    label: str | None
    state: ItemState
    record: RecordFacts


@dataclass(frozen=True, slots=True)
class LoanFacts:
    id: UUID
    patron: UUID
    item: UUID
    record: UUID
    title: str
    item_type: str
    lent_at: int
    due_on: date
    renewals: int
    in_library: bool


@dataclass(frozen=True, slots=True)
class PolicyFacts:
    """Empty category or item_type: any. See db.models.Policy for the columns of the same names."""

    category: str
    item_type: str
    max_loans: int
    days: int
    renewals: int = 1
    overdue_block_count: int | None = None
    overdue_block_days: int | None = None
    lendable: bool = True
    in_library: bool = True
    rota_exempt: bool = False
    valid_from: date | None = None
    valid_to: date | None = None

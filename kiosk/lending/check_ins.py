"""Check in: never refused, never waiting for a policy."""

from dataclasses import dataclass
from datetime import datetime
from typing import Protocol
from uuid import UUID

from db.journal import EventKind, Fact
from db.models import Loan
from kiosk.circulation.denials import Denial, denial
from kiosk.circulation.model import ItemFacts, ItemState, LoanEnd, LoanFacts, PatronFacts, RecordFacts
from kiosk.clock import to_ms
from kiosk.lending.desk import Desk
from kiosk.lending.due import IS_OPEN, late_by
from kiosk.lending.storage import transaction


@dataclass(frozen=True, slots=True)
class CheckedIn:
    """held: whether somebody waits for the title."""

    loan: LoanFacts
    record: RecordFacts
    patron_number: str
    days_late: int
    held: bool


@dataclass(frozen=True, slots=True)
class WhichCopy:
    """Several patrons may have had this nameless copy, or it may never have left the shelf."""

    record: RecordFacts


@dataclass(frozen=True, slots=True)
class NotOnLoan:
    record: RecordFacts


class OfRecord(Protocol):
    @property
    def record(self) -> RecordFacts: ...


def record_of(shown: OfRecord | RecordFacts) -> RecordFacts:
    """Also of a cover that bears the label of another title: the label names the book."""
    return shown if isinstance(shown, RecordFacts) else shown.record


def patrons_loan(desk: Desk, patron: PatronFacts, shown: ItemFacts | RecordFacts) -> LoanFacts | None:
    """The loan of this patron's that the shown book ends: the same copy, or for an ISBN any copy of the title."""
    loans = desk.facts.loans_of_patron(patron.id)
    if isinstance(shown, ItemFacts):
        return next((loan for loan in loans if loan.item == shown.id), None)
    return next((loan for loan in loans if loan.record == shown.id), None)


def loan_ended_by(
    desk: Desk, shown: ItemFacts | RecordFacts, copy_came_back: bool
) -> LoanFacts | WhichCopy | NotOnLoan:
    """Whose loan a book without a card ends.

    copy_came_back: the book is known to come from outside (returns lane), so copies on the shelf raise no doubt."""
    if isinstance(shown, ItemFacts):
        return desk.facts.loan_of_item(shown.id) or NotOnLoan(shown.record)
    loans = desk.facts.loans_of_record(shown.id)
    if not loans:
        return NotOnLoan(shown)
    on_the_shelf = any(copy.state == ItemState.AVAILABLE for copy in desk.facts.copies(shown))
    if len(loans) > 1 or (on_the_shelf and not copy_came_back):
        return WhichCopy(shown)
    return loans[0]


def check_in(desk: Desk, loan: LoanFacts, at: datetime, staff: UUID | None = None) -> CheckedIn:
    with transaction(desk.db):
        Loan.update(returned_at=to_ms(at), ended_as=LoanEnd.RETURNED).where(Loan.id == loan.id, IS_OPEN).execute()
        desk.set_item_state(loan.item, ItemState.AVAILABLE)
        desk.journal.append(
            Fact(
                EventKind.CHECK_IN,
                to_ms(at),
                loan=loan.id,
                item=loan.item,
                record=loan.record,
                patron=loan.patron,
                staff=staff,
            )
        )
        record, patron = desk.facts.item_by_id(loan.item).record, desk.facts.patron_by_id(loan.patron)
        due_on = desk.due_day(loan.due_on, loan.lent_at, patron.class_name)
        return CheckedIn(
            loan=loan,
            record=record,
            patron_number=patron.number,
            days_late=late_by(due_on, loan.in_library, at.date()),
            held=bool(desk.facts.waiting_patrons(record.id)),
        )


def check_in_unlent(desk: Desk, shown: ItemFacts | RecordFacts, at: datetime, staff: UUID | None = None) -> Denial:
    """A book that nobody had on record: the fact is kept, and the librarian sees it."""
    record = record_of(shown)
    with transaction(desk.db):
        item = shown.id if isinstance(shown, ItemFacts) else None
        event = desk.journal.append(Fact(EventKind.CHECK_IN, to_ms(at), item=item, record=record.id, staff=staff))
        desk.add_notice(event, "return_without_loan", at, {"record": record.id.hex})
    return denial("not_on_loan", title=record.title)


def undo_check_in(desk: Desk, loan: UUID, at: datetime) -> bool:
    """Open the loan again; False when the copy has meanwhile gone to somebody else."""
    with transaction(desk.db):
        ended = desk.facts.loan(loan)
        if desk.facts.loan_of_item(ended.item) is not None:
            return False
        Loan.update(returned_at=None, ended_as="").where(Loan.id == loan).execute()
        desk.set_item_state(ended.item, ItemState.ON_LOAN)
        desk.journal.append(
            Fact(
                EventKind.UNDO_CHECK_IN, to_ms(at), loan=loan, item=ended.item, record=ended.record, patron=ended.patron
            )
        )
    return True


def set_damaged(desk: Desk, item: UUID, at: datetime) -> None:
    """A helper says that the copy needs mending."""
    with transaction(desk.db):
        desk.set_item_state(item, ItemState.IN_REPAIR)
        desk.journal.append(Fact(EventKind.ITEM_STATE, to_ms(at), item=item, body={"state": ItemState.IN_REPAIR}))

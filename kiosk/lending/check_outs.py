"""Check out: facts, rules, then loan, item and journal event in one commit."""

from contextlib import suppress
from dataclasses import dataclass
from datetime import date, datetime
from itertools import product
from uuid import UUID

from db.journal import EventKind, Fact
from db.models import Loan, new_id
from kiosk.circulation.denials import Denial, denial
from kiosk.circulation.due_dates import due_date
from kiosk.circulation.model import ItemFacts, ItemState, LoanEnd, PatronFacts, RecordFacts
from kiosk.circulation.rules import (
    CheckOutRequest,
    check_out_denials,
    out_of_turn_notice,
    patron_denials,
    reading_denials,
)
from kiosk.clock import to_ms
from kiosk.lending.desk import Desk
from kiosk.lending.storage import TakenMeanwhile, needs_room, transaction

# On PostgreSQL another process may take the same copy between our look and our insert; the database refuses, and
# the next look sees it gone. SQLite's write lock is held from the first look on, so there it never happens.
TRIES = 5

Wanted = ItemFacts | RecordFacts


@dataclass(frozen=True, slots=True)
class CheckedOut:
    """days_moved: how far closed days moved the due date. notices: what to say beside it."""

    loan: UUID
    item: ItemFacts
    due_on: date
    days_moved: int
    notices: tuple[Denial, ...]


@dataclass(frozen=True, slots=True)
class Permission:
    """What a member of staff answers for with their PIN: these denials do not stand."""

    staff: UUID
    codes: frozenset[str]


@dataclass(frozen=True, slots=True)
class Refused:
    """record: what was refused, when it is known."""

    denials: tuple[Denial, ...]
    record: RecordFacts | None


def choose_copy(copies: list[ItemFacts], spread: int) -> ItemFacts | None:
    """The copy that a scanned ISBN stands for: a free one without a label first, else what explains why there is
    none. spread: differs by kiosk, so that two that are offline seldom take the same nameless copy."""
    for state, labelled in product((ItemState.AVAILABLE, ItemState.ON_LOAN), (False, True)):
        fitting = [copy for copy in copies if copy.state == state and (copy.label is not None) == labelled]
        if fitting:
            return fitting[spread % len(fitting)]
    return copies[0] if copies else None


def request_for(desk: Desk, patron: PatronFacts, wanted: Wanted, at: datetime) -> CheckOutRequest | None:
    """Every fact about this patron and this book as the database knows them now; None when no copy is on record."""
    record = wanted if isinstance(wanted, RecordFacts) else wanted.record
    copies, holds = desk.facts.copies_and_holds(record)
    if isinstance(wanted, RecordFacts):
        item = choose_copy(copies, sum(desk.kiosk.encode()))
    else:
        item = next((copy for copy in copies if copy.id == wanted.id), None)
    if item is None:
        return None
    here = desk.circumstances(patron.id, at)
    free = sum(copy.state == ItemState.AVAILABLE for copy in copies)
    held_for = desk.held_for(record, here.patron, free) if holds else None
    return CheckOutRequest(here, item, here.policy_of(record.item_type), held_for)


def check_out(
    desk: Desk, patron: PatronFacts, wanted: Wanted, at: datetime, permission: Permission | None = None
) -> CheckedOut | Refused:
    """Lend a labelled item, or any free copy of a record."""
    return _lend(desk, patron, wanted, at, permission, in_library=False)


def read_here(desk: Desk, patron: PatronFacts, wanted: Wanted, at: datetime) -> CheckedOut | Refused:
    """In-library use, due the same day (S020)."""
    return _lend(desk, patron, wanted, at, None, in_library=True)


def _lend(
    desk: Desk, patron: PatronFacts, wanted: Wanted, at: datetime, permission: Permission | None, in_library: bool
) -> CheckedOut | Refused:
    needs_room(desk.db)
    for _ in range(TRIES - 1):
        with suppress(TakenMeanwhile), transaction(desk.db):
            return _lend_once(desk, patron, wanted, at, permission, in_library)
    with transaction(desk.db):
        return _lend_once(desk, patron, wanted, at, permission, in_library)


def _lend_once(
    desk: Desk, patron: PatronFacts, wanted: Wanted, at: datetime, permission: Permission | None, in_library: bool
) -> CheckedOut | Refused:
    request = request_for(desk, patron, wanted, at)
    if request is None:
        title = wanted.isbn if isinstance(wanted, RecordFacts) else wanted.label
        return Refused((denial("item_not_found", text=title),), wanted if isinstance(wanted, RecordFacts) else None)
    denials = reading_denials(request) if in_library else check_out_denials(request)
    standing = tuple(found for found in denials if permission is None or found.code not in permission.codes)
    if standing:
        return Refused(standing, request.item.record)
    return _record_loan(desk, request, at, permission.staff if permission and denials else None, in_library)


def _record_loan(
    desk: Desk, request: CheckOutRequest, at: datetime, staff: UUID | None, in_library: bool
) -> CheckedOut:
    # Without a policy nothing is lent: nobody may permit that.
    assert request.item_policy is not None
    days, today, calendar = request.item_policy.days, request.here.today, request.here.rota.calendar
    loan, item, patron = new_id(), request.item, request.here.patron
    due_on, moved = (today, 0) if in_library else due_date(today, days, calendar, patron.class_name)
    desk.execute(
        desk.insert_loan,
        (loan.hex, patron.id.hex, item.id.hex, item.record.id.hex, to_ms(at), due_on.isoformat(), 0, in_library, ""),
    )
    desk.set_item_state(item.id, ItemState.ON_LOAN)
    desk.journal.append(
        Fact(
            EventKind.CHECK_OUT,
            to_ms(at),
            loan=loan,
            item=item.id,
            record=item.record.id,
            patron=patron.id,
            staff=staff,
            body={"due_on": due_on.isoformat(), "in_library": in_library},
        )
    )
    notice = out_of_turn_notice(request.here)
    return CheckedOut(loan, item, due_on, moved, (notice,) if notice else ())


def undo_check_out(desk: Desk, loan: UUID, at: datetime) -> None:
    """The loan was a mistake; the event says so, and the first one stays in the journal."""
    with transaction(desk.db):
        lent = desk.facts.loan(loan)
        Loan.update(returned_at=to_ms(at), ended_as=LoanEnd.UNDONE).where(Loan.id == loan).execute()
        desk.set_item_state(lent.item, ItemState.AVAILABLE)
        desk.journal.append(
            Fact(EventKind.UNDO_CHECK_OUT, to_ms(at), loan=loan, item=lent.item, record=lent.record, patron=lent.patron)
        )


def standing(desk: Desk, patron: PatronFacts, at: datetime) -> tuple[Denial, ...]:
    """What keeps this patron from borrowing anything now."""
    return patron_denials(desk.circumstances(patron.id, at))


def record_refusal(desk: Desk, refused: Refused, patron: PatronFacts | None, text: str, at: datetime) -> None:
    """For the figures, and so that any refusal can be looked into later."""
    with transaction(desk.db):
        desk.journal.append(
            Fact(
                EventKind.REFUSED,
                to_ms(at),
                record=refused.record.id if refused.record else None,
                patron=patron.id if patron else None,
                body={"codes": [found.code for found in refused.denials], "text": text},
            )
        )

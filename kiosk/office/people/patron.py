"""One reader: what the librarian sees of them and does for them. Whatever was lent stays written down (S054)."""

import json
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from peewee import JOIN, DoesNotExist

from db.models import AuditRow, Hold, Journal, Loan, Patron, Record, SchoolClass
from kiosk.circulation.barcodes import CodeKind, Numbered, card_text, readings
from kiosk.circulation.due_dates import days_late
from kiosk.circulation.model import TEACHER
from kiosk.clock import from_ms
from kiosk.lending.desk import Desk
from kiosk.lending.facts import as_uuid
from kiosk.lending.storage import transaction
from kiosk.office.actors import Actor
from kiosk.office.editing import editing
from kiosk.office.people.views import PatronLoan, PatronPage
from kiosk.sync.feed import feed_version

Gone = DoesNotExist  # a row that was there when its page was opened
LAST_ISSUE = 99
IS_OPEN = Loan.returned_at.is_null()


@dataclass(frozen=True, slots=True)
class Refusal:
    """code: open_loans, has_history, told_to_stations, card_unreadable, last_issue, not_left; count: of what."""

    code: str
    count: int = 0


# --- what is to be seen -------------------------------------------------------------------------------------------


def page_of(desk: Desk, patron: UUID, at: datetime, history: bool, page: int, size: int) -> PatronPage:
    """Raises Patron.DoesNotExist."""
    row = Patron.select(Patron, SchoolClass).join(SchoolClass, JOIN.LEFT_OUTER).where(Patron.id == patron).get()
    open_loans, ended = open_loans_of(patron), _ended(patron)
    pages = max(1, -(-(ended if history else open_loans) // size))
    page = min(page, pages - 1)
    return PatronPage(
        id=patron.hex,
        number=row.number,
        name=row.name,
        class_id=as_uuid(row.school_class.id).hex if row.school_class else "",
        group=row.school_class.name if row.school_class else "",
        is_teacher=row.category == TEACHER,
        blocked=row.blocked,
        card_lost=row.card_lost,
        card_issue=row.card_issue,
        owes=row.owes_compensation,
        limit=row.loan_limit,
        expires_on=row.expires_on,
        expired=row.expires_on is not None and row.expires_on < at.date(),
        left=row.left,
        open_loans=open_loans,
        ended_loans=ended,
        history=history,
        rows=_loans(desk, patron, at.date(), history, page, size),
        page=page,
        pages=pages,
    )


def open_loans_of(patron: UUID) -> int:
    return Loan.select().where(Loan.patron == patron, IS_OPEN).count()


def _ended(patron: UUID) -> int:
    return Loan.select().where(Loan.patron == patron, ~IS_OPEN, Loan.ended_as != "undone").count()


def _loans(desk: Desk, patron: UUID, today: date, history: bool, page: int, size: int) -> tuple[PatronLoan, ...]:
    query = (
        Loan.select(Record.title, Loan.lent_at, Loan.due_on, Loan.returned_at)
        .join_from(Loan, Record)
        .where(Loan.patron == patron)
    )
    if history:
        query = query.where(~IS_OPEN, Loan.ended_as != "undone").order_by(Loan.returned_at.desc(), Loan.id)
    else:
        query = query.where(IS_OPEN).order_by(Loan.due_on, Loan.id)
    return tuple(_loan(desk, today, *values) for values in query.paginate(page + 1, size).tuples())


def _loan(desk: Desk, today: date, title: str, lent_at: int, due_on: date, returned_at: int | None) -> PatronLoan:
    ended_on = None if returned_at is None else from_ms(returned_at, desk.timezone).date()
    lent_on = from_ms(lent_at, desk.timezone).date()
    return PatronLoan(title, lent_on, due_on, ended_on, days_late(due_on, ended_on or today))


# --- what is done -------------------------------------------------------------------------------------------------


def change(desk: Desk, actor: Actor, at: datetime, patron: UUID, deed: str, **columns: object) -> UUID:
    """Columns of the reader's row, as the deed `deed` of the audit trail; gives the entry by which it is undone."""
    row = Patron.get_by_id(patron)
    with editing(desk, actor, at, deed, number=row.number) as edit:
        edit.update(Patron, patron, **columns)
    return edit.id


def reissue(desk: Desk, actor: Actor, at: datetime, patron: UUID) -> UUID | Refusal:
    """Another card under the same number: from now on the one before is refused as lost (S128)."""
    row = Patron.get_by_id(patron)
    issue = row.card_issue + 1
    if issue > LAST_ISSUE:
        return Refusal("last_issue")
    read = readings(card_text(row.number, issue), CodeKind.PATRON_CARD, desk.bylaw().patterns, "CODE128")
    if Numbered(row.number, issue) not in read:
        return Refusal("card_unreadable")
    return change(desk, actor, at, patron, "card_reissued", card_issue=issue, card_lost=False)


def mark_left(desk: Desk, actor: Actor, at: datetime, patron: UUID, known_open: int = 0) -> UUID | Refusal:
    """known_open: how many open loans the librarian has been told of and lets go with the reader."""
    count = open_loans_of(patron)
    if count > known_open:
        return Refusal("open_loans", count)
    return change(desk, actor, at, patron, "patron_left", left=True)


def delete(desk: Desk, actor: Actor, at: datetime, patron: UUID) -> UUID | Refusal:
    """Only one who never borrowed anything: a mistake of the list."""
    if _is_known_to_history(patron):
        return Refusal("has_history")
    if feed_version():
        return Refusal("told_to_stations")  # they keep every reader that they have once been told of
    row = Patron.get_by_id(patron)
    with editing(desk, actor, at, "patron_deleted", number=row.number) as edit:
        edit.delete(Patron, patron)
    return edit.id


def _is_known_to_history(patron: UUID) -> bool:
    return any(model.select().where(model.patron == patron).exists() for model in (Loan, Hold, Journal))


def forget_name(desk: Desk, actor: Actor, at: datetime, patron: UUID) -> Refusal | None:
    """Of one who has left and owes no book: the loans stay with the number alone; it cannot be taken back."""
    row = Patron.get_by_id(patron)
    if not row.left:
        return Refusal("not_left")
    count = open_loans_of(patron)
    if count:
        return Refusal("open_loans", count)
    with transaction(desk.db):
        change(desk, actor, at, patron, "patron_forgotten", name=row.number, initials="")
        _forget_in_audit(patron)
    return None


def _forget_in_audit(patron: UUID) -> None:
    rows = AuditRow.select().where(AuditRow.entity == "patron", AuditRow.row == patron.hex)
    for row in rows:
        AuditRow.update(before=_nameless(row.before), after=_nameless(row.after)).where(AuditRow.id == row.id).execute()


def _nameless(text: str) -> str:
    columns = json.loads(text) if text else None
    if columns is None:
        return text
    kept = {name: value for name, value in columns.items() if name not in ("name", "initials")}
    return json.dumps(kept, ensure_ascii=False, separators=(",", ":"))

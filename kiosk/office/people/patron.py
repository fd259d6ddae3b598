"""One reader: what the librarian sees of them and does for them. Whatever was lent stays written down (S054)."""

import json
from datetime import date, datetime
from uuid import UUID

from peewee import JOIN, ModelSelect

from db.models import AuditRow, Hold, Journal, Loan, Patron, Record, SchoolClass
from db.rows import tuples
from kiosk.circulation.barcodes import CodeKind, Numbered, card_text, readings
from kiosk.circulation.model import TEACHER
from kiosk.lending.desk import Desk
from kiosk.lending.due import IS_OPEN, due_day, late_by
from kiosk.lending.facts import as_uuid
from kiosk.lending.storage import transaction
from kiosk.office.actors import Actor, requires
from kiosk.office.editing import editing
from kiosk.office.people.views import PatronLoan, Reader
from kiosk.office.permissions import Permission
from kiosk.office.refusal import NotDone
from kiosk.office.rows import row_of
from kiosk.sync.feed import feed_version

LAST_ISSUE = 99
BORROWED = Loan.ended_as != "undone"


# --- what is to be seen -------------------------------------------------------------------------------------------


def reader(patron: UUID, today: date) -> Reader:
    """Raises Gone."""
    row = row_of(Patron, patron)
    group = row.school_class
    return Reader(
        id=patron.hex,
        number=row.number,
        name=row.name,
        class_id=as_uuid(group.id).hex if group else "",
        group=group.name if group else "",
        is_teacher=row.category == TEACHER,
        blocked=row.blocked,
        card_lost=row.card_lost,
        card_issue=row.card_issue,
        owes=row.owes_compensation,
        limit=row.loan_limit,
        expires_on=row.expires_on,
        expired=row.expires_on is not None and row.expires_on < today,
        left=row.left,
        open_loans=open_loans_of(patron),
        ended_loans=_of(patron).where(~IS_OPEN, BORROWED).count(),
    )


def open_loans_of(patron: UUID) -> int:
    return int(_of(patron).where(IS_OPEN).count())


def loans_now(desk: Desk, patron: UUID, today: date, first: int, size: int) -> tuple[int, tuple[PatronLoan, ...]]:
    """How many are out, and those from the first on, by the day on which they are due."""
    query = _of(patron).where(IS_OPEN).order_by(Loan.due_on, Loan.id)
    return _read(desk, today, query, first, size)


def loans_before(desk: Desk, patron: UUID, today: date, first: int, size: int) -> tuple[int, tuple[PatronLoan, ...]]:
    """How many came back, and those from the first on, the last ones first."""
    query = _of(patron).where(~IS_OPEN, BORROWED).order_by(Loan.returned_at.desc(), Loan.id)
    return _read(desk, today, query, first, size)


def _of(patron: UUID) -> "ModelSelect[Loan]":
    return (
        Loan.select(Record.title, Loan.lent_at, Loan.due_on, Loan.returned_at, Loan.in_library, SchoolClass.name)
        .join_from(Loan, Record)
        .join_from(Loan, Patron)
        .join_from(Patron, SchoolClass, JOIN.LEFT_OUTER)
        .where(Loan.patron == patron)
    )


def _read(
    desk: Desk, today: date, query: "ModelSelect[Loan]", first: int, size: int
) -> tuple[int, tuple[PatronLoan, ...]]:
    rows = list(tuples(query.limit(size).offset(first)))
    return query.count(), tuple(_loan(desk, today, *values) for values in rows)


def _loan(
    desk: Desk,
    today: date,
    title: str,
    lent_at: int,
    own_day: date,
    returned_at: int | None,
    in_library: bool,
    class_name: str | None,
) -> PatronLoan:
    due_on = due_day(own_day, lent_at, desk.bylaw().rota.calendar, desk.timezone, class_name or "")
    ended_on = None if returned_at is None else desk.local(returned_at).date()
    late = late_by(due_on, in_library, ended_on or today)
    return PatronLoan(title, desk.local(lent_at).date(), due_on, ended_on, late)


# --- what is done -------------------------------------------------------------------------------------------------


@requires(Permission.PEOPLE)
def set_blocked(desk: Desk, actor: Actor, at: datetime, patron: UUID, blocked: bool) -> UUID:
    return _change(desk, actor, at, patron, "patron_blocked" if blocked else "patron_unblocked", blocked=blocked)


@requires(Permission.PEOPLE)
def set_card_lost(desk: Desk, actor: Actor, at: datetime, patron: UUID, lost: bool) -> UUID:
    return _change(desk, actor, at, patron, "patron_card_lost" if lost else "patron_card_found", card_lost=lost)


@requires(Permission.PEOPLE)
def set_owes(desk: Desk, actor: Actor, at: datetime, patron: UUID, owes: bool) -> UUID:
    """A book that has to be paid for."""
    return _change(desk, actor, at, patron, "patron_owes" if owes else "patron_owes_not", owes_compensation=owes)


@requires(Permission.PEOPLE)
def set_limit(desk: Desk, actor: Actor, at: datetime, patron: UUID, limit: int | None) -> UUID:
    """None: the policy's."""
    return _change(desk, actor, at, patron, "patron_limit", loan_limit=limit)


@requires(Permission.PEOPLE)
def set_expiry(desk: Desk, actor: Actor, at: datetime, patron: UUID, expires_on: date | None) -> UUID:
    return _change(desk, actor, at, patron, "patron_expiry", expires_on=expires_on)


@requires(Permission.PEOPLE)
def move(desk: Desk, actor: Actor, at: datetime, patron: UUID, school_class: UUID) -> UUID:
    return _change(desk, actor, at, patron, "patron_moved", school_class=school_class)


@requires(Permission.PEOPLE)
def mark_back(desk: Desk, actor: Actor, at: datetime, patron: UUID) -> UUID:
    """Who had left is back at the school."""
    return _change(desk, actor, at, patron, "patron_returned", left=False)


@requires(Permission.PEOPLE)
def reissue(desk: Desk, actor: Actor, at: datetime, patron: UUID) -> UUID | NotDone:
    """Another card under the same number: from now on the one before is refused as lost (S128)."""
    row = row_of(Patron, patron)
    issue = row.card_issue + 1
    if issue > LAST_ISSUE:
        return NotDone("last_issue")
    read = readings(card_text(row.number, issue), CodeKind.PATRON_CARD, desk.bylaw().patterns, "CODE128")
    if Numbered(row.number, issue) not in read:
        return NotDone("card_unreadable")
    return _change(desk, actor, at, patron, "card_reissued", card_issue=issue, card_lost=False)


@requires(Permission.PEOPLE)
def mark_left(desk: Desk, actor: Actor, at: datetime, patron: UUID, known_open: int = 0) -> UUID | NotDone:
    """known_open: how many open loans the librarian has been told of and lets go with the reader."""
    count = open_loans_of(patron)
    if count > known_open:
        return NotDone("open_loans", {"count": count})
    return _change(desk, actor, at, patron, "patron_left", left=True)


@requires(Permission.PEOPLE)
def delete(desk: Desk, actor: Actor, at: datetime, patron: UUID) -> UUID | NotDone:
    """Only one who never borrowed anything: a mistake of the list."""
    row = row_of(Patron, patron)
    if _is_known_to_history(patron):
        return NotDone("has_history")
    if feed_version():
        return NotDone("told_to_stations")  # they keep every reader that they have once been told of
    with editing(desk, actor, at, "patron_deleted", number=row.number) as edit:
        edit.delete(Patron, patron)
    return edit.id


def _is_known_to_history(patron: UUID) -> bool:
    return any(model.select().where(model.patron == patron).exists() for model in (Loan, Hold, Journal))


@requires(Permission.PEOPLE)
def forget_name(desk: Desk, actor: Actor, at: datetime, patron: UUID) -> NotDone | None:
    """Of one who has left and owes no book: the loans stay with the number alone; it cannot be taken back."""
    row = row_of(Patron, patron)
    if not row.left:
        return NotDone("not_left")
    count = open_loans_of(patron)
    if count:
        return NotDone("open_loans", {"count": count})
    with transaction(desk.db):
        _change(desk, actor, at, patron, "patron_forgotten", name=row.number, initials="")
        _forget_in_audit(patron)
    return None


def _change(desk: Desk, actor: Actor, at: datetime, patron: UUID, deed: str, **columns: object) -> UUID:
    """Columns of the reader's row; gives the entry by which it is undone."""
    row = row_of(Patron, patron)
    with editing(desk, actor, at, deed, number=row.number) as edit:
        edit.update(Patron, patron, **columns)
    return edit.id


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

"""Everything comes back at the end of a term: days, how far each class has come, classes that leave (S050-S053)."""

from dataclasses import replace
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import Any, NamedTuple
from uuid import UUID

from peewee import fn

from db.models import ClassRecall, Loan, Patron, Record, ReturnDay, SchoolClass, Staff, Term
from kiosk.circulation.calendar import Calendar
from kiosk.circulation.school_classes import in_order
from kiosk.clock import from_ms, to_ms
from kiosk.lending.desk import Desk
from kiosk.lending.due import IS_AWAY
from kiosk.office.actors import Actor, requires
from kiosk.office.editing import editing
from kiosk.office.overdue.late import books_by_class, late_on, populated_classes
from kiosk.office.overdue.views import ClassOut, Leaver
from kiosk.office.permissions import Permission
from kiosk.office.refusal import Gone
from kiosk.office.rows import row_of

NOTICE_DAYS = 14  # ahead, when a class that leaves is chosen before a day was


class Campaign(NamedTuple):
    """A term with its days. Those of return are of the term."""

    term: Term
    return_days: tuple[date, ...]

    @property
    def is_on(self) -> bool:
        return bool(self.term.recall_on or self.term.lending_until or self.return_days)


def campaign(today: date) -> Campaign | None:
    """Of the term that runs, else of the next one; None where no term is known."""
    term = Term.select().where(Term.ends_on >= today).order_by(Term.starts_on).first()
    if term is None:
        return None
    rows: Any = ReturnDay.select(ReturnDay.day).where(ReturnDay.day.between(term.starts_on, term.ends_on)).tuples()
    return Campaign(term, tuple(sorted(day for (day,) in rows)))


def known_campaign(today: date) -> Campaign:
    """Raises Gone: somebody has taken the term out of the calendar."""
    found = campaign(today)
    if found is None:
        raise Gone
    return found


def school_days_left(calendar: Calendar, today: date, until: date) -> int:
    """After today, `until` included."""
    days = (today + timedelta(days=offset) for offset in range(1, (until - today).days + 1))
    return sum(calendar.is_school_day(day) for day in days)


def is_to_come(calendar: Calendar, term: Term, today: date, day: date) -> bool:
    """Whether it can still become a day of the campaign."""
    return bool(today <= day <= term.ends_on and calendar.is_school_day(day))


def classes_out(desk: Desk, today: date) -> list[ClassOut]:
    """Every class, the one with the most books out first."""
    late, out = books_by_class(late_on(desk, today)), books_by_class(IS_AWAY)
    own = {row.school_class: row for row in class_recalls(today)}
    found = []
    for id_, name, grade in populated_classes():
        books, people = out.get(id_, (0, 0))
        one = ClassOut(id_.hex, name, grade, books, late.get(id_, (0, 0))[0], people)
        found.append(_with_recall(desk, one, own.get(id_)))
    return sorted(found, key=lambda one: (-one.out, one.grade, in_order(one.name)))


def _with_recall(desk: Desk, one: ClassOut, row: "OwnRecall | None") -> ClassOut:
    if row is None:
        return one
    cleared = None if row.cleared_at is None else from_ms(row.cleared_at, desk.timezone).date()
    return replace(one, recall_on=row.recall_on, cleared_on=cleared)


# --- days ------------------------------------------------------------------------------------------------------


class CallInDay(StrEnum):
    """The last day of lending; the day on which everything is due. Columns of the term."""

    LAST_LENDING = "lending_until"
    RECALL = "recall_on"


OTHER = {CallInDay.LAST_LENDING: CallInDay.RECALL, CallInDay.RECALL: CallInDay.LAST_LENDING}


@requires(Permission.OVERDUE)
def set_day(desk: Desk, actor: Actor, at: datetime, which: CallInDay, day: date) -> UUID:
    """The other one goes where they would cross. Raises Gone without a term."""
    term = known_campaign(at.date()).term
    days: dict[CallInDay, date | None] = {
        CallInDay.LAST_LENDING: term.lending_until,
        CallInDay.RECALL: term.recall_on,
        which: day,
    }
    last, recall = days[CallInDay.LAST_LENDING], days[CallInDay.RECALL]
    if last is not None and recall is not None and last >= recall:
        days[OTHER[which]] = None
    with editing(desk, actor, at, "recall_set", day=day) as edit:
        edit.update(Term, term.id, **days)
    return edit.id


@requires(Permission.OVERDUE)
def add_return_day(desk: Desk, actor: Actor, at: datetime, day: date) -> UUID:
    """On that day books are taken back and none are lent."""
    with editing(desk, actor, at, "return_day", day=day) as edit:
        edit.create(ReturnDay, day=day)
    return edit.id


@requires(Permission.OVERDUE)
def drop_return_day(desk: Desk, actor: Actor, at: datetime, day: date) -> UUID:
    with editing(desk, actor, at, "return_day", day=day) as edit:
        for row in ReturnDay.select().where(ReturnDay.day == day):
            edit.delete(ReturnDay, row.id)
    return edit.id


@requires(Permission.OVERDUE)
def call_off(desk: Desk, actor: Actor, at: datetime) -> UUID:
    """Lending goes on; loans are due when they were. Raises Gone without a term."""
    found = known_campaign(at.date())
    with editing(desk, actor, at, "recall_off") as edit:
        edit.update(Term, found.term.id, lending_until=None, recall_on=None)
        for row in ReturnDay.select().where(ReturnDay.day.in_(found.return_days)):
            edit.delete(ReturnDay, row.id)
    return edit.id


# --- classes that leave ----------------------------------------------------------------------------------------


class OwnRecall(NamedTuple):
    """Of a class that leaves. cleared_at: ms since 1970, UTC; cleared_by: a member of the staff."""

    id: UUID
    school_class: UUID
    recall_on: date
    cleared_at: int | None
    cleared_by: UUID | None


def class_recalls(today: date) -> list[OwnRecall]:
    """Those of the term that runs, else of the next one."""
    found = campaign(today)
    if found is None:
        return []
    of_term = ClassRecall.recall_on.between(found.term.starts_on, found.term.ends_on)
    columns = (getattr(ClassRecall, name) for name in OwnRecall._fields)
    rows: Any = ClassRecall.select(*columns).where(of_term).tuples()
    return [OwnRecall(*row) for row in rows]


def _recall_of(class_id: str, today: date) -> OwnRecall:
    """Raises Gone: somebody has taken the class off the list of those that leave."""
    own = next((row for row in class_recalls(today) if row.school_class == UUID(class_id)), None)
    if own is None:
        raise Gone
    return own


def leaving_classes(desk: Desk, today: date) -> list[ClassOut]:
    """Those that were called in apart; not signed ones first, by name."""
    rows: Any = (
        Patron.select(Patron.school_class, fn.COUNT(Patron.id))
        .where(Patron.owes_compensation, Patron.left == False)  # noqa: E712
        .group_by(Patron.school_class)
        .tuples()
    )
    owing: dict[UUID, int] = dict(rows)
    found = [
        replace(one, owing=owing.get(UUID(one.id), 0)) for one in classes_out(desk, today) if one.recall_on is not None
    ]
    return sorted(found, key=lambda one: (one.cleared_on is not None, one.grade, in_order(one.name)))


def leaving_class(desk: Desk, today: date, class_id: str) -> ClassOut:
    """Raises Gone where it does not leave any more."""
    found = next((one for one in leaving_classes(desk, today) if one.id == class_id), None)
    if found is None:
        raise Gone
    return found


@requires(Permission.OVERDUE)
def call_class_in(desk: Desk, actor: Actor, at: datetime, class_id: str) -> UUID:
    """Apart from the others, on the day of those that leave already. Raises Gone without a term."""
    today, name = at.date(), name_of(class_id)
    term = known_campaign(today).term
    first = min(today + timedelta(days=NOTICE_DAYS), term.ends_on)
    day = max((row.recall_on for row in class_recalls(today)), default=first)
    with editing(desk, actor, at, "class_leaves", group=name) as edit:
        edit.create(ClassRecall, school_class=UUID(class_id), recall_on=day)
    return edit.id


@requires(Permission.OVERDUE)
def let_class_stay(desk: Desk, actor: Actor, at: datetime, class_id: str) -> UUID:
    """Raises Gone where it does not leave any more."""
    own = _recall_of(class_id, at.date())
    with editing(desk, actor, at, "class_leaves", group=name_of(class_id)) as edit:
        edit.delete(ClassRecall, own.id)
    return edit.id


@requires(Permission.OVERDUE)
def set_class_recall(desk: Desk, actor: Actor, at: datetime, day: date) -> UUID:
    """Of all classes that leave in this term and are not signed yet."""
    with editing(desk, actor, at, "class_recall", day=day) as edit:
        for row in class_recalls(at.date()):
            if row.cleared_at is None:
                edit.update(ClassRecall, row.id, recall_on=day)
    return edit.id


def leavers(class_id: str) -> list[Leaver]:
    """Everybody of the class, those who are not clear first."""
    group = Patron.school_class == UUID(class_id)
    query = Loan.select(Loan.patron, Record.title).join_from(Loan, Record).join_from(Loan, Patron)
    out: Any = query.where(IS_AWAY, group).order_by(Loan.due_on).tuples()
    titles: dict[UUID, list[str]] = {}
    for patron, title in out:
        titles.setdefault(patron, []).append(title)
    rows = Patron.select().where(group, Patron.left == False)  # noqa: E712
    found = [Leaver(row.number, row.name, tuple(titles.get(row.id, ())), row.owes_compensation) for row in rows]
    return sorted(found, key=lambda one: (one.is_clear, one.number))


@requires(Permission.OVERDUE)
def sign_clearance(desk: Desk, actor: Actor, at: datetime, class_id: str) -> UUID:
    """The class has settled everything, or what is left is known: nothing more is lent to it in this term.

    Raises Gone where it does not leave any more."""
    own = _recall_of(class_id, at.date())
    with editing(desk, actor, at, "class_cleared", group=name_of(class_id)) as edit:
        left = sum(len(one.out) for one in leavers(class_id))
        edit.update(ClassRecall, own.id, cleared_at=to_ms(at), cleared_by=actor.staff, left_open=left)
    return edit.id


def signed_by(class_id: str, today: date) -> str:
    """Empty where nobody is known."""
    signer = _recall_of(class_id, today).cleared_by
    member = Staff.get_or_none(Staff.id == signer) if signer else None
    return member.name if member else ""


def name_of(class_id: str) -> str:
    """Raises Gone where there is no such class any more."""
    return str(row_of(SchoolClass, UUID(class_id)).name)

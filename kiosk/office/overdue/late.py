"""Late books by class, and what was printed about them (S050-S055). Neutral facts, for the librarian alone (S054)."""

from collections.abc import Iterable
from datetime import date, datetime, time, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

from peewee import JOIN, Expression, ModelSelect, fn

from db.models import Item, Loan, Patron, Record, Reminder, SchoolClass
from kiosk.circulation.calendar import Calendar
from kiosk.circulation.due_dates import days_late, due_by
from kiosk.circulation.school_classes import in_order
from kiosk.clock import from_ms, to_ms
from kiosk.lending.desk import Desk
from kiosk.office.actors import Actor
from kiosk.office.editing import Edit
from kiosk.office.overdue.views import NO_CLASS, ClassLate, LateLine

IS_OPEN = Loan.returned_at.is_null() & (Loan.in_library == False)  # noqa: E712


def is_late(calendar: Calendar, today: date, zone: ZoneInfo) -> Expression:
    """Of open loans: past their own day, or past the recall of the term or class that they were made in.

    A book read in the library and left on a table is not among them."""
    late = Loan.due_on < today
    for term in calendar.terms:
        if term.recall_on is not None and term.recall_on < today:
            late |= _lent_between(term.starts_on, term.recall_on, zone)
    for own in calendar.class_recalls:
        term = calendar.term_of(own.recall_on)
        if term is not None and own.recall_on < today:
            classes = SchoolClass.select(SchoolClass.id).where(SchoolClass.name == own.class_name)
            late |= _lent_between(term.starts_on, own.recall_on, zone) & Patron.school_class.in_(classes)
    return IS_OPEN & late


def _lent_between(first: date, last: date, zone: ZoneInfo) -> Expression:
    starts, ends = (to_ms(datetime.combine(day, time(), zone)) for day in (first, last + timedelta(days=1)))
    return (Loan.lent_at >= starts) & (Loan.lent_at < ends)


def late_classes(desk: Desk, today: date) -> list[ClassLate]:
    """Every class that has people, those with the most late books first; who has no class comes last of their like."""
    late = is_late(desk.bylaw().rota.calendar, today, desk.timezone)
    counts = {
        id_: (books, people)
        for id_, books, people in Loan.select(Patron.school_class, fn.COUNT(Loan.id), fn.COUNT(Loan.patron.distinct()))
        .join(Patron)
        .where(late)
        .group_by(Patron.school_class)
        .tuples()
    }
    printed = _printed(desk.timezone)
    found = [
        ClassLate(id_.hex, name, grade, *counts.get(id_, (0, 0)), printed.get(id_))
        for id_, name, grade in populated_classes()
    ]
    if None in counts:
        found.append(ClassLate(NO_CLASS, "", 0, *counts[None], printed.get(None)))
    return sorted(found, key=lambda one: (-one.late, one.grade, in_order(one.name)))


def populated_classes() -> Iterable[tuple[UUID, str, int]]:
    """(identity, name, grade)"""
    people = Patron.select(Patron.school_class).where(Patron.left == False)  # noqa: E712
    late = Loan.select(Patron.school_class).join(Patron).where(IS_OPEN)
    populated = SchoolClass.id.in_(people) | SchoolClass.id.in_(late)
    return SchoolClass.select(SchoolClass.id, SchoolClass.name, SchoolClass.grade).where(populated).tuples()


def late_lines(desk: Desk, class_id: str, today: date, page: int = 0, size: int | None = None) -> list[LateLine]:
    """Of one class, the latest first; all of them without a size."""
    query = _lines(is_late(desk.bylaw().rota.calendar, today, desk.timezone) & of_class(class_id))
    if size is not None:
        query = query.limit(size).offset(page * size)
    return _read(desk, query, today)


def all_late_lines(desk: Desk, today: date) -> list[LateLine]:
    return _read(desk, _lines(is_late(desk.bylaw().rota.calendar, today, desk.timezone)), today)


def of_class(class_id: str) -> Expression:
    if class_id == NO_CLASS:
        return Patron.school_class.is_null()
    return Patron.school_class == UUID(class_id)


def late_line(desk: Desk, loan: str, today: date) -> LateLine | None:
    """None: it has come back meanwhile."""
    return next(iter(_read(desk, _lines(IS_OPEN & (Loan.id == UUID(loan))), today)), None)


def _lines(wanted: Expression) -> ModelSelect:
    return (
        Loan.select(
            Loan.id,
            Patron.number,
            Patron.name,
            SchoolClass.name,
            Record.title,
            Record.call_number,
            Record.price,
            Loan.due_on,
            Loan.lent_at,
            Item.state,
        )
        .join_from(Loan, Patron)
        .join_from(Patron, SchoolClass, JOIN.LEFT_OUTER)
        .join_from(Loan, Item)
        .join_from(Loan, Record)
        .where(wanted)
        .order_by(Loan.due_on, Patron.number, Loan.id)
    )


def _read(desk: Desk, query: ModelSelect, today: date) -> list[LateLine]:
    calendar = desk.bylaw().rota.calendar
    found = []
    for id_, number, name, group, title, call_number, price, due_on, lent_at, state in query.tuples():
        due = due_by(due_on, from_ms(lent_at, desk.timezone).date(), calendar, group or "")
        found.append(
            LateLine(
                loan=id_.hex,
                number=number,
                name=name,
                class_name=group or "",
                title=title,
                call_number=call_number,
                price=price,
                due_on=due,
                days=days_late(due, today),
                is_lost=state == "lost",
            )
        )
    return found


def declare_lost(edit: Edit, loan: str) -> None:
    """The reader cannot find it: the copy is lost, and the reader owes compensation until that is settled (S056).

    Inside the caller's editing. The loan stays open, so that a book that turns up is taken back as any other."""
    row = Loan.get_by_id(UUID(loan))
    edit.update(Item, row.item_id, state="lost")
    edit.update(Patron, row.patron_id, owes_compensation=True)


def note_printed(classes: Iterable[str], kind: str, actor: Actor, at: datetime) -> None:
    """kind: class or notes, see db.models.Reminder."""
    for class_id in classes:
        group = None if class_id == NO_CLASS else UUID(class_id)
        Reminder.create(school_class=group, kind=kind, at=to_ms(at), staff=actor.staff)


def _printed(zone: ZoneInfo) -> dict[UUID | None, date]:
    newest = Reminder.select(Reminder.school_class, fn.MAX(Reminder.at)).group_by(Reminder.school_class)
    return {group: from_ms(at, zone).date() for group, at in newest.tuples()}

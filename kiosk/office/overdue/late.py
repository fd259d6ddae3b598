"""Late books by class, and what was printed about them (S050-S055). Neutral facts, for the librarian alone (S054)."""

from collections.abc import Iterable
from datetime import date, datetime
from enum import StrEnum
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from peewee import JOIN, Expression, ModelSelect, fn

from db.models import Item, Loan, Patron, Record, Reminder, SchoolClass
from kiosk.circulation.school_classes import in_order
from kiosk.clock import from_ms, to_ms
from kiosk.lending.desk import Desk
from kiosk.lending.due import IS_AWAY, due_day, is_late, late_by
from kiosk.lending.storage import transaction
from kiosk.office.actors import Actor, requires
from kiosk.office.editing import editing
from kiosk.office.overdue.views import NO_CLASS, ClassLate, LateLine
from kiosk.office.permissions import Permission
from kiosk.office.refusal import Gone


class SlipKind(StrEnum):
    """A sheet for a class's teacher, small notes for its readers; see db.models.Reminder."""

    CLASS = "class"
    NOTES = "notes"


def late_classes(desk: Desk, today: date) -> list[ClassLate]:
    """Every class that has people, those with the most late books first; who has no class comes last of their like."""
    counts = books_by_class(late_on(desk, today))
    printed = _printed(desk.timezone)
    found = [
        ClassLate(id_.hex, name, grade, *counts.get(id_, (0, 0)), printed.get(id_))
        for id_, name, grade in populated_classes()
    ]
    if None in counts:
        found.append(ClassLate(NO_CLASS, "", 0, *counts[None], printed.get(None)))
    return sorted(found, key=lambda one: (-one.late, one.grade, in_order(one.name)))


def late_on(desk: Desk, today: date) -> Expression:
    """Of loans; the query joins Patron."""
    return is_late(desk.bylaw().rota.calendar, today, desk.timezone)


def books_by_class(wanted: Expression) -> dict[UUID | None, tuple[int, int]]:
    """How many of these loans each class has, and how many of its people have them."""
    query = Loan.select(Patron.school_class, fn.COUNT(Loan.id), fn.COUNT(Loan.patron.distinct()))
    rows: Any = query.join(Patron).where(wanted).group_by(Patron.school_class).tuples()
    return {id_: (books, people) for id_, books, people in rows}


def populated_classes() -> list[tuple[UUID, str, int]]:
    """(identity, name, grade)"""
    people = Patron.select(Patron.school_class).where(Patron.left == False)  # noqa: E712
    holders = Loan.select(Patron.school_class).join(Patron).where(IS_AWAY)
    populated = SchoolClass.id.in_(people) | SchoolClass.id.in_(holders)
    rows: Any = SchoolClass.select(SchoolClass.id, SchoolClass.name, SchoolClass.grade).where(populated).tuples()
    return list(rows)


def late_lines(desk: Desk, class_id: str, today: date, page: int = 0, size: int | None = None) -> list[LateLine]:
    """Of one class, the latest first; all of them without a size."""
    query = _lines(late_on(desk, today) & _of_class(class_id))
    if size is not None:
        query = query.limit(size).offset(page * size)
    return _read(desk, query, today)


def all_late_lines(desk: Desk, today: date) -> list[LateLine]:
    return _read(desk, _lines(late_on(desk, today)), today)


def _of_class(class_id: str) -> Expression:
    if class_id == NO_CLASS:
        return Patron.school_class.is_null()
    return Patron.school_class == UUID(class_id)


def late_line(desk: Desk, loan: str, today: date) -> LateLine | None:
    """None: it has come back meanwhile."""
    return next(iter(_read(desk, _lines(IS_AWAY & (Loan.id == UUID(loan))), today)), None)


def _lines(wanted: Expression) -> "ModelSelect[Loan]":
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


def _read(desk: Desk, query: "ModelSelect[Loan]", today: date) -> list[LateLine]:
    calendar = desk.bylaw().rota.calendar
    rows: Any = query.tuples()
    found = []
    for id_, number, name, group, title, call_number, price, due_on, lent_at, state in rows:
        due = due_day(due_on, lent_at, calendar, desk.timezone, group or "")
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
                days=late_by(due, False, today),
                is_lost=state == "lost",
            )
        )
    return found


@requires(Permission.OVERDUE)
def declare_lost(desk: Desk, actor: Actor, at: datetime, loan: str) -> UUID:
    """The reader cannot find it: the copy is lost, and the reader owes compensation until that is settled (S056).

    The loan stays open, so that a book that turns up is taken back as any other. Raises Gone where it has come back."""
    line = late_line(desk, loan, at.date())
    if line is None:
        raise Gone
    with editing(desk, actor, at, "loan_lost", title=line.title) as edit:
        row: Any = Loan.get_by_id(UUID(loan))
        edit.update(Item, row.item_id, state="lost")
        edit.update(Patron, row.patron_id, owes_compensation=True)
    return edit.id


@requires(Permission.OVERDUE)
def note_printed(desk: Desk, actor: Actor, at: datetime, classes: Iterable[str], kind: SlipKind) -> None:
    """Slips of these classes lie on paper or on a stick now. Who did it stands in the row itself."""
    with transaction(desk.db):
        for class_id in classes:
            group = None if class_id == NO_CLASS else UUID(class_id)
            Reminder.create(school_class=group, kind=kind, at=to_ms(at), staff=actor.staff)


def _printed(zone: ZoneInfo) -> dict[UUID | None, date]:
    newest: Any = Reminder.select(Reminder.school_class, fn.MAX(Reminder.at)).group_by(Reminder.school_class).tuples()
    return {group: from_ms(at, zone).date() for group, at in newest}

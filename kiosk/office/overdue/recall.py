"""Everything comes back at the end of a term: days, how far each class has come, classes that leave (S050-S053)."""

from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import NamedTuple
from uuid import UUID

from peewee import fn

from db.models import ClassRecall, Loan, Patron, Record, ReturnDay, SchoolClass, Staff, Term
from kiosk.circulation.calendar import Calendar
from kiosk.circulation.school_classes import in_order
from kiosk.clock import from_ms, to_ms
from kiosk.lending.desk import Desk
from kiosk.office.actors import Actor
from kiosk.office.editing import Edit
from kiosk.office.overdue.late import IS_OPEN, is_late, populated_classes
from kiosk.office.overdue.views import ClassOut, Leaver


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
    days = ReturnDay.select(ReturnDay.day).where(ReturnDay.day.between(term.starts_on, term.ends_on))
    return Campaign(term, tuple(sorted(day for (day,) in days.tuples())))


def school_days_left(calendar: Calendar, today: date, until: date) -> int:
    """After today, `until` included."""
    days = (today + timedelta(days=offset) for offset in range(1, (until - today).days + 1))
    return sum(calendar.is_school_day(day) for day in days)


def classes_out(desk: Desk, today: date) -> list[ClassOut]:
    """Every class, the one with the most books out first."""
    late = _counts(is_late(desk.bylaw().rota.calendar, today, desk.timezone))
    out = _counts(IS_OPEN)
    own = {row.school_class_id: row for row in class_recalls(today)}
    found = []
    for id_, name, grade in populated_classes():
        books, people = out.get(id_, (0, 0))
        one = ClassOut(id_.hex, name, grade, books, late.get(id_, (0, 0))[0], people)
        found.append(_with_recall(desk, one, own.get(id_)))
    return sorted(found, key=lambda one: (-one.out, one.grade, in_order(one.name)))


def _counts(wanted) -> dict[UUID | None, tuple[int, int]]:
    query = Loan.select(Patron.school_class, fn.COUNT(Loan.id), fn.COUNT(Loan.patron.distinct()))
    rows = query.join(Patron).where(wanted).group_by(Patron.school_class).tuples()
    return {id_: (books, people) for id_, books, people in rows}


def _with_recall(desk: Desk, one: ClassOut, row: ClassRecall | None) -> ClassOut:
    if row is None:
        return one
    cleared = None if row.cleared_at is None else from_ms(row.cleared_at, desk.timezone).date()
    return replace(one, recall_on=row.recall_on, cleared_on=cleared)


# --- days ------------------------------------------------------------------------------------------------------


def set_day(edit: Edit, term: Term, column: str, day: date | None) -> None:
    """column: lending_until or recall_on; inside the caller's editing. The other one moves where they would cross."""
    days = {"lending_until": term.lending_until, "recall_on": term.recall_on, column: day}
    last, recall = days["lending_until"], days["recall_on"]
    if last is not None and recall is not None and last >= recall:
        other = "recall_on" if column == "lending_until" else "lending_until"
        days[other] = None
    edit.update(Term, term.id, **days)


def toggle_return_day(edit: Edit, day: date) -> None:
    row = ReturnDay.get_or_none(ReturnDay.day == day)
    if row is None:
        edit.create(ReturnDay, day=day)
    else:
        edit.delete(ReturnDay, row.id)


def call_off(edit: Edit, found: Campaign) -> None:
    """Lending goes on; loans are due when they were."""
    edit.update(Term, found.term.id, lending_until=None, recall_on=None)
    for row in ReturnDay.select().where(ReturnDay.day.in_(found.return_days)):
        edit.delete(ReturnDay, row.id)


# --- classes that leave ----------------------------------------------------------------------------------------


def class_recalls(today: date) -> list[ClassRecall]:
    """Those of the term that runs, else of the next one."""
    found = campaign(today)
    if found is None:
        return []
    term = found.term
    return list(ClassRecall.select().where(ClassRecall.recall_on.between(term.starts_on, term.ends_on)))


def leaving_classes(desk: Desk, today: date) -> list[ClassOut]:
    """Those that were called in apart; not signed ones first, by name."""
    owing = dict(
        Patron.select(Patron.school_class, fn.COUNT(Patron.id))
        .where(Patron.owes_compensation, Patron.left == False)  # noqa: E712
        .group_by(Patron.school_class)
        .tuples()
    )
    found = [
        replace(one, owing=owing.get(UUID(one.id), 0)) for one in classes_out(desk, today) if one.recall_on is not None
    ]
    return sorted(found, key=lambda one: (one.cleared_on is not None, one.grade, in_order(one.name)))


def toggle_class(edit: Edit, class_id: str, recall_on: date, today: date) -> None:
    """Call a class in apart from the others on that day, or no longer."""
    own = next((row for row in class_recalls(today) if row.school_class_id == UUID(class_id)), None)
    if own is None:
        edit.create(ClassRecall, school_class=UUID(class_id), recall_on=recall_on)
    else:
        edit.delete(ClassRecall, own.id)


def set_class_recall(edit: Edit, day: date, today: date) -> None:
    """Of all classes that leave in this term and are not signed yet."""
    for row in class_recalls(today):
        if row.cleared_at is None:
            edit.update(ClassRecall, row.id, recall_on=day)


def leavers(class_id: str) -> list[Leaver]:
    """Everybody of the class, those who are not clear first."""
    titles: dict[UUID, list[str]] = {}
    query = Loan.select(Loan.patron, Record.title).join_from(Loan, Record).join_from(Loan, Patron)
    for patron, title in query.where(IS_OPEN, Patron.school_class == UUID(class_id)).order_by(Loan.due_on).tuples():
        titles.setdefault(patron, []).append(title)
    rows = Patron.select().where(Patron.school_class == UUID(class_id), Patron.left == False)  # noqa: E712
    found = [Leaver(row.number, row.name, tuple(titles.get(row.id, ())), row.owes_compensation) for row in rows]
    return sorted(found, key=lambda one: (one.is_clear, one.number))


def sign(edit: Edit, class_id: str, actor: Actor, at: datetime) -> None:
    """The class has settled everything, or what is left is known: nothing more is lent to it in this term."""
    own = next(row for row in class_recalls(at.date()) if row.school_class_id == UUID(class_id))
    left = sum(len(one.out) for one in leavers(class_id))
    edit.update(ClassRecall, own.id, cleared_at=to_ms(at), cleared_by=actor.staff, left_open=left)


def signed_by(class_id: str, today: date) -> str:
    own = next((row for row in class_recalls(today) if row.school_class_id == UUID(class_id)), None)
    member = Staff.get_or_none(Staff.id == own.cleared_by) if own and own.cleared_by else None
    return member.name if member else ""


def name_of(class_id: str) -> str:
    return SchoolClass.get_by_id(UUID(class_id)).name

"""The step into the next school year: classes take the next grade's name, the last grade leaves.

A class keeps its identity, so its pupils, its lesson in borrowing and all its loans go with it; only names change."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import datetime
from uuid import UUID

from peewee import fn

from db.models import Loan, Patron, Record, SchoolClass
from db.rows import pairs, tuples
from kiosk.circulation.next_year import leaves_after, next_year
from kiosk.circulation.school_classes import in_order, parse_class
from kiosk.lending.desk import Desk
from kiosk.lending.due import IS_OPEN, due_day
from kiosk.lending.facts import as_uuid
from kiosk.office.actors import Actor, requires
from kiosk.office.editing import editing
from kiosk.office.figures.reckoning import keep_ended
from kiosk.office.people.readers import IS_HERE
from kiosk.office.people.views import LeaverLoan, PromotionLine
from kiosk.office.permissions import Permission


def plan(otherwise: frozenset[str] = frozenset()) -> tuple[PromotionLine, ...]:
    """Every class that has readers, highest grade first. otherwise: classes that the librarian wants to leave where
    they would go on, or to go on where they would leave."""
    rows = sorted(SchoolClass.select(), key=lambda row: (-row.grade, in_order(row.name)))
    readers, loans = _readers(), _open_loans()
    rows = [row for row in rows if readers.get(row.id)]
    grades = frozenset(row.grade for row in rows)
    lines = [
        _line(row, readers[row.id], loans.get(row.id, 0), leaves_after(row.grade, grades), otherwise) for row in rows
    ]
    return _with_clashes(lines)


def _line(row: SchoolClass, readers: int, loans: int, leaves: bool, otherwise: frozenset[str]) -> PromotionLine:
    id_ = as_uuid(row.id).hex
    if id_ in otherwise:
        leaves = not leaves
    becomes = "" if leaves else next_year(row.name) or ""
    return PromotionLine(id_, row.name, becomes, leaves, readers, loans if leaves else 0, clash=False)


def _with_clashes(lines: Sequence[PromotionLine]) -> tuple[PromotionLine, ...]:
    """Two classes cannot bear one name: those that move to where another stays are not to be promoted like that."""
    names = Counter(line.becomes or line.name for line in lines if not line.leaves)
    return tuple(replace(line, clash=not line.leaves and names[line.becomes or line.name] > 1) for line in lines)


def _readers() -> dict[UUID, int]:
    here = Patron.select(Patron.school_class, fn.COUNT(Patron.id)).where(IS_HERE)
    return dict(pairs(here.group_by(Patron.school_class)))


def _open_loans() -> dict[UUID, int]:
    query = Loan.select(Patron.school_class, fn.COUNT(Loan.id)).join(Patron).where(IS_OPEN, IS_HERE)
    return dict(pairs(query.group_by(Patron.school_class)))


def leavers_loans(
    desk: Desk, lines: Iterable[PromotionLine], first: int, size: int
) -> tuple[int, tuple[LeaverLoan, ...]]:
    """How many books those who leave still have, and those from the first on, a class after the other."""
    leaving = [UUID(line.id) for line in lines if line.leaves]
    query = (
        Loan.select(Patron.name, SchoolClass.name, Record.title, Loan.due_on, Loan.lent_at)
        .join_from(Loan, Patron)
        .join_from(Patron, SchoolClass)
        .join_from(Loan, Record)
        .where(IS_OPEN, IS_HERE, Patron.school_class.in_(leaving))
        .order_by(SchoolClass.name, Patron.number, Loan.due_on)
    )
    rows = list(tuples(query.limit(size).offset(first)))
    calendar = desk.bylaw().rota.calendar
    return query.count(), tuple(
        LeaverLoan(name, group, title, due_day(due_on, lent_at, calendar, desk.timezone, group))
        for name, group, title, due_on, lent_at in rows
    )


@requires(Permission.PEOPLE)
def promote(desk: Desk, actor: Actor, at: datetime, lines: Sequence[PromotionLine]) -> UUID:
    """As the lines say, none of which clashes. Those who leave keep their loans and their class, which bears the
    year from then on. The figures of terms that are over are kept first: they are by class."""
    leaving = [line for line in lines if line.leaves]
    moving = sorted((line for line in lines if line.becomes), key=lambda line: -_grade(line))
    facts = {"classes": len(moving), "leavers": sum(line.readers for line in leaving)}
    with editing(desk, actor, at, "year_promoted", **facts) as edit:
        keep_ended(desk, actor, at)
        for line in leaving:
            for (patron,) in _pupils_of(UUID(line.id)):
                edit.update(Patron, patron, left=True)
            edit.update(SchoolClass, UUID(line.id), name=_free(f"{line.name} {at.year}"))
        for empty in _in_the_way(lines):
            edit.update(SchoolClass, empty.id, name=_free(f"{empty.name} {at.year}"))
        for line in moving:
            edit.update(SchoolClass, UUID(line.id), **parse_class(line.becomes)._asdict())
    return edit.id


def _grade(line: PromotionLine) -> int:
    return parse_class(line.name).grade


def _pupils_of(school_class: UUID) -> list[tuple[UUID]]:
    return list(tuples(Patron.select(Patron.id).where(Patron.school_class == school_class, IS_HERE)))


def _in_the_way(lines: Sequence[PromotionLine]) -> list[SchoolClass]:
    """Classes without a reader that bear a name which is needed."""
    own = [UUID(line.id) for line in lines]
    wanted = [line.becomes for line in lines if line.becomes]
    return list(SchoolClass.select().where(SchoolClass.id.not_in(own), SchoolClass.name.in_(wanted)))


def _free(name: str) -> str:
    """With a number behind it where a class is called that already."""
    taken = {row for (row,) in tuples(SchoolClass.select(SchoolClass.name).where(SchoolClass.name.startswith(name)))}
    number, free = 2, name
    while free in taken:
        free, number = f"{name} ({number})", number + 1
    return free

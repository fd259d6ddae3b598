"""The readers as a list: by class and state, a page at a time, and the search for one of them."""

import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any
from uuid import UUID

from peewee import JOIN, Expression, fn

from db.models import Loan, Patron, SchoolClass
from db.rows import pairs, tuples
from kiosk.circulation.model import TEACHER
from kiosk.circulation.school_classes import in_order
from kiosk.clock import to_ms
from kiosk.lending.desk import Desk
from kiosk.lending.due import IS_AWAY, due_day, is_late, late_by
from kiosk.lending.facts import as_uuid
from kiosk.office.people.views import ALL, LEFT, NO_CLASS, TEACHERS, Group, PatronLine, State

HEX_IDENTITY = re.compile(r"[0-9a-f]{32}")
# Those without a class last, on either database.
BY_CLASS = (SchoolClass.id.is_null(), SchoolClass.grade, SchoolClass.name, Patron.number)
IS_HERE = Patron.left == False  # noqa: E712


@dataclass(frozen=True, slots=True)
class Wanted:
    """group: as Group.subject; state: None for everybody in it."""

    group: str = ALL
    state: State | None = None


def of_group(group: str) -> Expression:
    if group == LEFT:
        return Patron.left == True  # noqa: E712
    if group == TEACHERS:
        return IS_HERE & (Patron.category == TEACHER)
    if group == NO_CLASS:
        return IS_HERE & (Patron.category != TEACHER) & Patron.school_class.is_null()
    return IS_HERE if group == ALL else IS_HERE & (Patron.school_class == UUID(group))


def is_patron(patron: UUID) -> Expression:
    return Patron.id == patron


def known_as(subject: str) -> UUID | None:
    """A reader by their number or by the hex of their identity."""
    found = Patron.get_or_none(Patron.number == subject)
    if found is None and HEX_IDENTITY.fullmatch(subject):
        found = Patron.get_or_none(is_patron(UUID(subject)))
    return None if found is None else as_uuid(found.id)


def are_late(desk: Desk, today: date) -> Expression:
    """Of loans, joined with their patrons."""
    return is_late(desk.bylaw().rota.calendar, today, desk.timezone)


def in_state(desk: Desk, state: State, today: date) -> Expression:
    match state:
        case State.OVERDUE:
            return Patron.id.in_(Loan.select(Loan.patron).join(Patron).where(are_late(desk, today)))
        case State.CARD_LOST:
            return Patron.card_lost == True  # noqa: E712
        case State.BLOCKED:
            return (Patron.blocked == True) | (Patron.owes_compensation == True)  # noqa: E712
        case State.NOT_TRAINED:
            untrained = SchoolClass.select(SchoolClass.id).where(SchoolClass.trained == False)  # noqa: E712
            return Patron.school_class.in_(untrained)


def matching(desk: Desk, wanted: Wanted, today: date) -> Expression:
    group = of_group(wanted.group)
    return group & in_state(desk, wanted.state, today) if wanted.state else group


def count_of(desk: Desk, wanted: Wanted, today: date) -> int:
    return int(Patron.select().where(matching(desk, wanted, today)).count())


def state_counts(desk: Desk, group: str, today: date) -> tuple[tuple[State, int], ...]:
    return tuple((state, count_of(desk, Wanted(group, state), today)) for state in State)


def groups() -> tuple[Group, ...]:
    """Everybody, each class that has readers, and where there are such, the teachers, those beside and those gone."""
    classes = list(
        tuples(
            Patron.select(SchoolClass.id, SchoolClass.name, SchoolClass.grade, fn.COUNT(Patron.id))
            .join(SchoolClass)
            .where(IS_HERE)
            .group_by(SchoolClass.id, SchoolClass.name, SchoolClass.grade)
        )
    )
    in_their_order = sorted(classes, key=lambda row: (row[2], in_order(row[1])))
    known = [Group(as_uuid(id_).hex, name, count) for id_, name, _, count in in_their_order]
    beside = [Group(group, "", Patron.select().where(of_group(group)).count()) for group in (TEACHERS, NO_CLASS, LEFT)]
    everybody = Group(ALL, "", Patron.select().where(IS_HERE).count())
    return (everybody, *known, *(group for group in beside if group.count))


def lines_of(desk: Desk, wanted: Wanted, today: date, first: int, size: int) -> tuple[int, tuple[PatronLine, ...]]:
    """How many there are, and those from the first on, by class and number as on the school's list."""
    rows = list(
        tuples(
            Patron.select(
                Patron.id,
                Patron.number,
                Patron.name,
                SchoolClass.name,
                Patron.blocked,
                Patron.card_lost,
                Patron.owes_compensation,
                SchoolClass.trained,
                Patron.left,
            )
            .join(SchoolClass, JOIN.LEFT_OUTER)
            .where(matching(desk, wanted, today))
            .order_by(*BY_CLASS)
            .limit(size)
            .offset(first)
        )
    )
    return count_of(desk, wanted, today), _lines(rows, desk, today)


def _lines(rows: Sequence[tuple[Any, ...]], desk: Desk, today: date) -> tuple[PatronLine, ...]:
    ids = [row[0] for row in rows]
    here, late, term = _on_loan(ids), _late(desk, ids, today), _lent_since(ids, _term_began(desk, today))
    return tuple(
        PatronLine(
            id=as_uuid(id_).hex,
            number=number,
            name=name,
            group=group or "",
            on_loan=here.get(id_, 0),
            this_term=term.get(id_, 0),
            late=len(late.get(id_, ())),
            late_days=max(late.get(id_, ()), default=0),
            blocked=bool(blocked),
            card_lost=bool(lost),
            owes=bool(owes),
            trained=trained is None or bool(trained),
            left=bool(left),
        )
        for id_, number, name, group, blocked, lost, owes, trained, left in rows
    )


def _on_loan(ids: Sequence[Any]) -> dict[Any, int]:
    return _counted(ids, IS_AWAY)


def _late(desk: Desk, ids: Sequence[Any], today: date) -> dict[Any, list[int]]:
    """Identity → for each volume, by how many days."""
    rows = list(
        tuples(
            Loan.select(Loan.patron, Loan.due_on, Loan.lent_at, SchoolClass.name)
            .join(Patron)
            .join(SchoolClass, JOIN.LEFT_OUTER)
            .where(Loan.patron.in_(ids), are_late(desk, today))
        )
    )
    calendar, days = desk.bylaw().rota.calendar, defaultdict[Any, list[int]](list)
    for id_, own_day, lent_at, class_name in rows:
        due_on = due_day(own_day, lent_at, calendar, desk.timezone, class_name or "")
        days[id_].append(late_by(due_on, False, today))
    return days


def _lent_since(ids: Sequence[Any], since: int) -> dict[Any, int]:
    taken_home = Loan.in_library == False  # noqa: E712
    return _counted(ids, (Loan.lent_at >= since) & (Loan.ended_as != "undone") & taken_home)


def _counted(ids: Sequence[Any], what: Expression) -> dict[Any, int]:
    query = Loan.select(Loan.patron, fn.COUNT(Loan.id)).where(Loan.patron.in_(ids), what)
    return dict(pairs(query.group_by(Loan.patron)))


def _term_began(desk: Desk, today: date) -> int:
    """ms since 1970; where no term is known, the school year's 1 September."""
    term = desk.bylaw().rota.calendar.term_of(today)
    first = term.starts_on if term else date(today.year if today.month >= 9 else today.year - 1, 9, 1)
    return to_ms(datetime.combine(first, time(), desk.timezone))


@dataclass(frozen=True, slots=True)
class FoundReader:
    """group: the class, empty without one."""

    id: str
    number: str
    name: str
    group: str


def find(text: str, most: int) -> tuple[FoundReader, ...]:
    """Readers whose number or name begins like that, or the initials of whose name do: «wxm», «0199», «王»."""
    folded = text.strip().lower()
    if not folded:
        return ()
    rows = list(
        tuples(
            Patron.select(Patron.id, Patron.number, Patron.name, SchoolClass.name)
            .join(SchoolClass, JOIN.LEFT_OUTER)
            .where(
                Patron.number.startswith(folded.upper())
                | Patron.initials.startswith(folded)
                | Patron.name.startswith(text)
            )
            .order_by(Patron.left, Patron.number)
            .limit(most)
        )
    )
    return tuple(FoundReader(as_uuid(id_).hex, number, name, group or "") for id_, number, name, group in rows)

"""The readers as a list: by class and state, a page at a time, and the search for one of them."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from uuid import UUID

from peewee import JOIN, Expression, ModelSelect, fn

from db.models import Loan, Patron, SchoolClass
from kiosk.circulation.due_dates import days_late
from kiosk.circulation.model import TEACHER
from kiosk.circulation.school_classes import in_order
from kiosk.clock import to_ms
from kiosk.lending.desk import Desk
from kiosk.lending.facts import as_date, as_uuid
from kiosk.office.people.views import ALL, LEFT, NO_CLASS, TEACHERS, Group, PatronLine, State
from kiosk.office.touch_kit.views import Option

HEX_IDENTITY = re.compile(r"[0-9a-f]{32}")
# A book that is read in the library is nobody's loan in these lists, also where it was left on a table.
IS_OUT = Loan.returned_at.is_null() & (Loan.in_library == False)  # noqa: E712
# Those without a class last, on either database.
BY_CLASS = (SchoolClass.id.is_null(), SchoolClass.grade, SchoolClass.name, Patron.number)
IS_HERE = Patron.left == False  # noqa: E712


@dataclass(frozen=True, slots=True)
class Wanted:
    """group: as office_views.people names it; state: None for everybody in it."""

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
    return found and as_uuid(found.id)


def in_state(state: State, today: date) -> Expression:
    match state:
        case State.OVERDUE:
            return Patron.id.in_(Loan.select(Loan.patron).where(IS_OUT, Loan.due_on < today))
        case State.CARD_LOST:
            return Patron.card_lost == True  # noqa: E712
        case State.BLOCKED:
            return (Patron.blocked == True) | (Patron.owes_compensation == True)  # noqa: E712
        case State.NOT_TRAINED:
            untrained = SchoolClass.select(SchoolClass.id).where(SchoolClass.trained == False)  # noqa: E712
            return Patron.school_class.in_(untrained)


def matching(wanted: Wanted, today: date) -> Expression:
    group = of_group(wanted.group)
    return group & in_state(wanted.state, today) if wanted.state else group


def count_of(wanted: Wanted, today: date) -> int:
    return Patron.select().where(matching(wanted, today)).count()


def state_counts(group: str, today: date) -> tuple[tuple[State, int], ...]:
    return tuple((state, count_of(Wanted(group, state), today)) for state in State)


def groups() -> tuple[Group, ...]:
    """Everybody, each class that has readers, the teachers, and where there are such, those beside and those gone."""
    classes = (
        Patron.select(SchoolClass.id, SchoolClass.name, SchoolClass.grade, fn.COUNT(Patron.id))
        .join(SchoolClass)
        .where(IS_HERE)
        .group_by(SchoolClass.id, SchoolClass.name, SchoolClass.grade)
        .tuples()
    )
    in_their_order = sorted(classes, key=lambda row: (row[2], in_order(row[1])))
    known = [Group(as_uuid(id_).hex, name, count) for id_, name, _, count in in_their_order]
    beside = [Group(group, "", Patron.select().where(of_group(group)).count()) for group in (TEACHERS, NO_CLASS, LEFT)]
    everybody = Group(ALL, "", Patron.select().where(IS_HERE).count())
    return (everybody, *known, *(group for group in beside if group.count))


def page_of(desk: Desk, wanted: Wanted, at: datetime, page: int, size: int) -> tuple[PatronLine, ...]:
    """By class and number, as on the school's list."""
    today = at.date()
    rows = (
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
        .where(matching(wanted, today))
        .order_by(*BY_CLASS)
        .paginate(page + 1, size)
        .tuples()
    )
    return _lines(list(rows), desk, today)


def _lines(rows: Sequence[tuple], desk: Desk, today: date) -> tuple[PatronLine, ...]:
    ids = [row[0] for row in rows]
    here, late, term = _on_loan(ids), _late(ids, today), _lent_since(ids, _term_began(desk, today))
    return tuple(
        PatronLine(
            id=as_uuid(id_).hex,
            number=number,
            name=name,
            group=group or "",
            on_loan=here.get(id_, 0),
            this_term=term.get(id_, 0),
            late=late[id_][0] if id_ in late else 0,
            late_days=days_late(late[id_][1], today) if id_ in late else 0,
            blocked=bool(blocked),
            card_lost=bool(lost),
            owes=bool(owes),
            trained=trained is None or bool(trained),
            left=bool(left),
        )
        for id_, number, name, group, blocked, lost, owes, trained, left in rows
    )


def _on_loan(ids: Sequence) -> dict:
    return dict(_counted(Loan.select(Loan.patron, fn.COUNT(Loan.id)), ids, IS_OUT).tuples())


def _late(ids: Sequence, today: date) -> dict:
    """Identity → (volumes, the earliest day on which one was due)."""
    found = _counted(
        Loan.select(Loan.patron, fn.COUNT(Loan.id), fn.MIN(Loan.due_on)), ids, IS_OUT & (Loan.due_on < today)
    )
    return {id_: (count, as_date(due_on)) for id_, count, due_on in found.tuples()}


def _lent_since(ids: Sequence, since: int) -> dict:
    counts = (Loan.lent_at >= since) & (Loan.ended_as != "undone") & (Loan.in_library == False)  # noqa: E712
    return dict(_counted(Loan.select(Loan.patron, fn.COUNT(Loan.id)), ids, counts).tuples())


def _counted(query: ModelSelect, ids: Sequence, what: Expression) -> ModelSelect:
    return query.where(Loan.patron.in_(ids), what).group_by(Loan.patron)


def _term_began(desk: Desk, today: date) -> int:
    """ms since 1970; where no term is known, the school year's 1 September."""
    term = desk.bylaw().rota.calendar.term_of(today)
    first = term.starts_on if term else date(today.year if today.month >= 9 else today.year - 1, 9, 1)
    return to_ms(datetime.combine(first, time(), desk.timezone))


def find(text: str, most: int) -> tuple[Option, ...]:
    """Readers whose number or name begins like that, or the initials of whose name do: «wxm», «0199», «王»."""
    folded = text.strip().lower()
    if not folded:
        return ()
    query = (
        Patron.select(Patron.id, Patron.number, Patron.name, SchoolClass.name)
        .join(SchoolClass, JOIN.LEFT_OUTER)
        .where(
            Patron.number.startswith(folded.upper()) | Patron.initials.startswith(folded) | Patron.name.startswith(text)
        )
        .order_by(Patron.left, Patron.number)
        .limit(most)
        .tuples()
    )
    return tuple(Option(as_uuid(id_).hex, f"{name} {number}", group or "") for id_, number, name, group in query)

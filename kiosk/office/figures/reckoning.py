"""The figures of a term out of the loans themselves, so that they can be reckoned again (S029-S049, S175).

What a class has lent is counted by its pupils of now. A term's figures are kept with a mark of the loans that they
were reckoned from: a term that is over keeps them though its pupils move up."""

import json
import math
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import asdict, replace
from datetime import date, datetime, time, timedelta
from typing import Any, NamedTuple, TypeVar
from uuid import UUID
from zoneinfo import ZoneInfo

from peewee import SQL, Expression, ForeignKeyField, ModelSelect, fn

from db.models import Item, Loan, Patron, Record, SchoolClass, Term, TermFigures
from kiosk.circulation.model import TEACHER
from kiosk.circulation.school_classes import in_order
from kiosk.clock import from_ms, to_ms
from kiosk.lending.desk import Desk
from kiosk.lending.facts import as_uuid
from kiosk.office.actors import Actor, requires
from kiosk.office.figures.views import ClassFigure, Figures, NonBorrower, Reach, SubjectFigure, TitleFigure
from kiosk.office.permissions import Permission

LATER = 60  # days after a term's end: by then its pupils have moved up
# Every zone's offset from UTC is a multiple of it, so that day and hour follow from the quarter.
QUARTER = 15 * 60 * 1000
MOST_LENT = 50
QUICK, QUICK_ITEMS = 3_000, 15_000
GONE = ("lost", "withdrawn")

Key = TypeVar("Key")
Row = TypeVar("Row")
Counted = tuple[tuple[Key, int], ...]


class Span(NamedTuple):
    """A term as far as it has come. first, end: ms since 1970, UTC; end is not within."""

    term: Term
    until: date
    first: int
    end: int

    @property
    def lent(self) -> Expression:
        return (Loan.lent_at >= self.first) & (Loan.lent_at < self.end)

    @property
    def counted(self) -> Expression:
        return self.lent & (Loan.ended_as != "undone") & (Loan.in_library == False)  # noqa: E712


def terms(today: date) -> list[Term]:
    """Those that have begun, the newest first."""
    return list(Term.select().where(Term.starts_on <= today).order_by(Term.starts_on.desc()))


def span_of(term: Term, today: date, zone: ZoneInfo) -> Span:
    until = min(today, term.ends_on)
    first, end = (to_ms(datetime.combine(day, time(), zone)) for day in (term.starts_on, until + timedelta(days=1)))
    return Span(term, until, first, end)


def mark_of(span: Span) -> str:
    """Changes with every loan and every undoing; while the term runs, every day, since people come and go. The mark
    of a term that is over has nothing behind its last colon."""
    row: Any = (
        Loan.select(fn.COUNT(Loan.id), fn.MAX(Loan.lent_at), fn.COUNT(fn.NULLIF(Loan.ended_as == "undone", False)))
        .where(span.lent)
        .tuples()
        .get()
    )
    count, last, undone = row
    day = "" if span.until == span.term.ends_on else span.until.isoformat()
    return f"{count}:{last}:{undone}:{span.term.ends_on}:{day}"


def is_quick(span: Span) -> bool:
    """So few loans that a screen need not wait for a job."""
    return Loan.select().where(span.lent).count() <= QUICK and Item.select().count() <= QUICK_ITEMS


def kept(span: Span) -> Figures | None:
    """As reckoned before, if nothing has changed since."""
    row = TermFigures.get_or_none(TermFigures.starts_on == span.term.starts_on)
    if row is None or row.mark != mark_of(span):
        return None
    return replace(_read(row.body), term=span.term.name)


def figures(span: Span, today: date, zone: ZoneInfo) -> Figures:
    """Kept ones, or reckoned now and kept: in a job, a large school's take longer than a screen may stand still."""
    found = kept(span)
    if found is not None:
        return found
    mark = mark_of(span)
    found = reckon(span, today, zone)
    row = {TermFigures.mark: mark, TermFigures.body: _written(found)}
    TermFigures.insert({TermFigures.starts_on: span.term.starts_on} | row).on_conflict(
        conflict_target=[TermFigures.starts_on], update=row
    ).execute()
    return found


def reckon(span: Span, today: date, zone: ZoneInfo) -> Figures:
    by_patron = _counts(Loan.patron, span.counted)
    by_record = _counts(Loan.record, span.counted)
    classes, reach = _people(by_patron)
    days, hours, busiest = _times(span, zone)
    loans = sum(by_patron.values())
    subjects, items, titles = _shelves(span.counted)
    return Figures(
        term=span.term.name,
        starts_on=span.term.starts_on,
        until=span.until,
        loans=loans,
        by_others=loans - sum(one.loans for one in classes),
        read_here=Loan.select().where(span.lent, Loan.in_library, Loan.ended_as != "undone").count(),
        classes=classes,
        subjects=subjects,
        hours=hours,
        days=days,
        busiest=busiest,
        reach=reach,
        items=items,
        titles=titles,
        titles_lent=len(by_record),
        most_lent=_most_lent(by_record),
        by_classes_of_now=(today - span.until).days > LATER,
    )


def _counts(column: ForeignKeyField, counted: Expression) -> Counter[UUID]:
    rows: Any = Loan.select(column, fn.COUNT(Loan.id)).where(counted).group_by(column).tuples()
    return Counter({as_uuid(key): count for key, count in rows})


def _people(by_patron: Counter[UUID]) -> tuple[tuple[ClassFigure, ...], Reach]:
    """Pupils with a class who are there now; teachers have targets of their own kind (S039)."""
    rows: Any = (
        Patron.select(Patron.id, SchoolClass.name, SchoolClass.grade)
        .join(SchoolClass)
        .where(Patron.left == False, Patron.category != TEACHER)  # noqa: E712
        .tuples()
    )
    loans: dict[tuple[int, str], list[int]] = defaultdict(list)
    for patron, name, grade in rows:
        loans[grade, name].append(by_patron[as_uuid(patron)])
    classes = tuple(
        ClassFigure(name, grade, len(own), sum(count > 0 for count in own), sum(own))
        for (grade, name), own in sorted(loans.items(), key=lambda one: (one[0][0], in_order(one[0][1])))
    )
    heads = sorted((count for own in loans.values() for count in own), reverse=True)
    tenth = math.ceil(len(heads) / 10)
    share = sum(heads[:tenth]) / sum(heads) if any(heads) else 0.0
    return classes, Reach(len(heads), sum(count > 0 for count in heads), share)


def _times(span: Span, zone: ZoneInfo) -> tuple[Counted[date], Counted[int], tuple[date, int, int] | None]:
    """(day, loans), (hour, loans), and the busiest hour of all."""
    rows: Any = Loan.select(Loan.lent_at / QUARTER, fn.COUNT(Loan.id)).where(span.counted).group_by(SQL("1")).tuples()
    single: Counter[tuple[date, int]] = Counter()
    for number, count in rows:
        at = from_ms(int(number) * QUARTER, zone)
        single[at.date(), at.hour] += count
    days: Counter[date] = Counter()
    hours: Counter[int] = Counter()
    for (day, hour), count in single.items():
        days[day] += count
        hours[hour] += count
    top = max(single.items(), key=lambda one: (one[1], one[0]), default=None)
    busiest = (*top[0], top[1]) if top else None
    return tuple(sorted(days.items())), tuple(sorted(hours.items())), busiest


def _shelves(counted: Expression) -> tuple[tuple[SubjectFigure, ...], int, int]:
    """Loans and items by the letter of 中图法 (S045); the most lent first, what has no letter last."""
    letter = fn.UPPER(fn.SUBSTR(Record.call_number, 1, 1))
    in_hand = Item.state.not_in(GONE)
    items = _by_letter(Item.select(letter, fn.COUNT(Item.id)).join(Record).where(in_hand))
    lent = Loan.select(letter, fn.COUNT(Loan.id)).join(Record, on=(Loan.record == Record.id)).where(counted)
    loans, titles = _by_letter(lent), Item.select(fn.COUNT(Item.record.distinct())).where(in_hand).scalar()
    found = (SubjectFigure(sign, loans[sign], items[sign]) for sign in loans.keys() | items.keys())
    ordered = sorted(found, key=lambda one: (not one.letter, -one.loans, one.letter))
    return tuple(ordered), items.total(), titles


def _by_letter(query: "ModelSelect[Any]") -> Counter[str]:
    found: Counter[str] = Counter()
    for sign, count in query.group_by(SQL("1")).tuples():
        found[_letter(sign)] += count
    return found


def _letter(sign: str) -> str:
    return sign if sign and "A" <= sign <= "Z" else ""


def _most_lent(by_record: Counter[UUID]) -> tuple[TitleFigure, ...]:
    # Of two alike always the same one: by identity.
    top = sorted(by_record.items(), key=lambda one: (-one[1], one[0]))[:MOST_LENT]
    query = Record.select(Record.id, Record.title, Record.call_number).where(Record.id.in_([id_ for id_, _ in top]))
    rows: Any = query.tuples()
    known = {as_uuid(id_): (title, call_number) for id_, title, call_number in rows}
    return tuple(TitleFigure(*known[id_], count) for id_, count in top)


def never_borrowed(span: Span, page: int, size: int) -> list[NonBorrower]:
    """One page of the pupils who borrowed nothing in the term, class by class; for the librarian alone (S032)."""
    borrowers = Loan.select(Loan.patron).where(span.counted)
    rows: Any = (
        Patron.select(SchoolClass.name, Patron.number, Patron.name)
        .join(SchoolClass)
        .where(Patron.left == False, Patron.category != TEACHER, Patron.id.not_in(borrowers))  # noqa: E712
        .order_by(SchoolClass.grade, SchoolClass.name, Patron.number)
        .limit(size)
        .offset(page * size)
        .tuples()
    )
    return [NonBorrower(*row) for row in rows]


def ended_unkept(today: date) -> list[Term]:
    """Terms that are over and were never reckoned since."""
    kept_ones = TermFigures.select(TermFigures.starts_on).where(TermFigures.mark.endswith(":"))
    query = Term.select().where(Term.ends_on < today, Term.starts_on.not_in(kept_ones))
    return list(query.order_by(Term.starts_on.desc()))


@requires(Permission.FIGURES)
def keep_ended(desk: Desk, _actor: Actor, at: datetime) -> None:
    """Reckon and keep every term that is over, while its pupils are still in the classes that they were in.

    To be called before pupils move up; the room of figures does it whenever it is opened. Term by term: what was
    reckoned of one stays right whatever becomes of the next."""
    today, zone = at.date(), desk.timezone
    for term in ended_unkept(today):
        figures(span_of(term, today, zone), today, zone)


# --- as they are kept ------------------------------------------------------------------------------------------


def _written(found: Figures) -> str:
    return json.dumps(asdict(found), ensure_ascii=False, separators=(",", ":"), default=date.isoformat)


def _read(body: str) -> Figures:
    row = json.loads(body)
    day, hour, count = row["busiest"] or (None, 0, 0)
    return Figures(
        **row
        | {
            "starts_on": date.fromisoformat(row["starts_on"]),
            "until": date.fromisoformat(row["until"]),
            "classes": _each(ClassFigure, row["classes"]),
            "subjects": _each(SubjectFigure, row["subjects"]),
            "most_lent": _each(TitleFigure, row["most_lent"]),
            "hours": tuple((hour, count) for hour, count in row["hours"]),
            "days": tuple((date.fromisoformat(day), count) for day, count in row["days"]),
            "busiest": (date.fromisoformat(day), hour, count) if day else None,
            "reach": Reach(**row["reach"]),
        }
    )


def _each(kind: Callable[..., Row], rows: Iterable[Mapping[str, object]]) -> tuple[Row, ...]:
    return tuple(kind(**row) for row in rows)

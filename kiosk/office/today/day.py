"""What one day has brought: loans and returns by class and hour, and who was turned away for what.

The day is small enough to be read whole: a school that lends a thousand books in one is a large one."""

import json
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any
from uuid import UUID

from peewee import JOIN, SQL, Expression, fn

from db.models import Journal, Loan, Notice, Patron, Record, SchoolClass
from db.rows import tuples
from kiosk.circulation.rota import Kind, Mode, RotaFacts, Turn
from kiosk.clock import to_ms
from kiosk.lending.desk import Desk
from kiosk.office.today.views import Count, PlanLine, RefusalRow, RefusedLine, Waiting
from kiosk.sync.resolutions import is_open

AN_HOUR = 3_600_000
UNNAMED = "unknown_barcode"  # of a refusal that a newer station has written in words of its own


@dataclass(frozen=True, slots=True)
class Movement:
    """at: ms since 1970, UTC; class_name: empty for people without a class."""

    at: int
    class_name: str


@dataclass(frozen=True, slots=True)
class Turned:
    """Somebody was turned away. codes: what was said, the first one large; text: as scanned; title: when known."""

    at: int
    codes: tuple[str, ...]
    text: str
    patron: UUID | None
    name: str
    class_name: str
    title: str | None


@dataclass(frozen=True, slots=True)
class DayFigures:
    """Volumes that left the library and came back; reading in the library is no loan here."""

    day: date
    starts: int
    lent: tuple[Movement, ...]
    returned: tuple[Movement, ...]
    turned: tuple[Turned, ...]


def bounds(desk: Desk, day: date) -> tuple[int, int]:
    """From midnight to midnight at the school, ms since 1970, UTC."""
    first, next_first = (datetime.combine(one, time(0), desk.timezone) for one in (day, day + timedelta(days=1)))
    return to_ms(first), to_ms(next_first)


def figures_of(desk: Desk, day: date) -> DayFigures:
    first, end = bounds(desk, day)
    left = Loan.in_library == False  # noqa: E712
    lent = _movements(Loan.lent_at, left & (Loan.ended_as != "undone"), first, end)
    returned = _movements(Loan.returned_at, left & (Loan.ended_as == "returned"), first, end)
    return DayFigures(day, first, lent, returned, _turned_away(first, end))


def _movements(column: Any, which: Expression, first: int, end: int) -> tuple[Movement, ...]:
    query = (
        Loan.select(column, SchoolClass.name)
        .join_from(Loan, Patron)
        .join_from(Patron, SchoolClass, JOIN.LEFT_OUTER)
        .where(column >= first, column < end, which)
        .order_by(column)
    )
    return tuple(Movement(at, name or "") for at, name in tuples(query))


def _turned_away(first: int, end: int) -> tuple[Turned, ...]:
    query = (
        Journal.select(Journal.at, Journal.body, Patron.id, Patron.name, SchoolClass.name, Record.title)
        .join_from(Journal, Patron, JOIN.LEFT_OUTER, on=(Journal.patron == Patron.id))
        .join_from(Patron, SchoolClass, JOIN.LEFT_OUTER)
        .join_from(Journal, Record, JOIN.LEFT_OUTER, on=(Journal.record == Record.id))
        # Written out, so that SQLite sees that its index of refusals holds them all.
        .where(Journal.kind == SQL("'refused'"), Journal.at >= first, Journal.at < end)
        .order_by(Journal.at.desc(), Journal.id.desc())
    )
    return tuple(_turned(*row) for row in tuples(query))


def _turned(
    at: int, body: str, patron: UUID | None, name: str | None, class_name: str | None, title: str | None
) -> Turned:
    told = json.loads(body)
    codes = told.get("codes")
    known = tuple(code for code in codes if isinstance(code, str)) if isinstance(codes, list) else ()
    return Turned(at, known or (UNNAMED,), str(told.get("text", "")), patron, name or "", class_name or "", title)


# --- as the pages count them -----------------------------------------------------------------------------------


def by_class(figures: DayFigures) -> tuple[Count, ...]:
    """The busiest first."""
    counts = _counts(figures, lambda one: one.class_name)
    return tuple(sorted(counts, key=lambda count: (-count.lent - count.returned, -count.refused, count.name)))


def by_hour(figures: DayFigures) -> tuple[Count, ...]:
    """From the first hour in which something happened to the last; the name is the hour as a number."""
    counts = {
        int(count.name): count for count in _counts(figures, lambda one: str((one.at - figures.starts) // AN_HOUR))
    }
    if not counts:
        return ()
    return tuple(counts.get(hour, Count(str(hour), 0, 0)) for hour in range(min(counts), max(counts) + 1))


def in_all(figures: DayFigures) -> Count:
    return Count("", len(figures.lent), len(figures.returned), len(figures.turned))


def _counts(figures: DayFigures, name_of: Callable[[Movement | Turned], str]) -> list[Count]:
    lent, returned, turned = (
        Counter(map(name_of, events)) for events in (figures.lent, figures.returned, figures.turned)
    )
    return [Count(name, lent[name], returned[name], turned[name]) for name in {*lent, *returned, *turned}]


def refusals_by_reason(figures: DayFigures) -> tuple[RefusalRow, ...]:
    """By what was said first; the most frequent first."""
    counts = Counter(one.codes[0] for one in figures.turned)
    return tuple(
        RefusalRow(code, count) for code, count in sorted(counts.items(), key=lambda pair: (-pair[1], pair[0]))
    )


def refused_for(desk: Desk, figures: DayFigures, code: str) -> tuple[RefusedLine, ...]:
    """Newest first."""
    return tuple(_line(desk, one) for one in figures.turned if one.codes[0] == code)


def _line(desk: Desk, one: Turned) -> RefusedLine:
    return RefusedLine(
        at=desk.local(one.at),
        id=one.patron.hex if one.patron else "",
        name=one.name,
        class_name=one.class_name,
        what=one.title or readable(one.text),
        is_title=one.title is not None,
        others=one.codes[1:],
    )


def readable(text: str) -> str:
    """What a code carried may be anything, also signs that a workbook or a screen does not take."""
    return "".join(sign if sign.isprintable() else "·" for sign in text)


# --- who is served when ----------------------------------------------------------------------------------------


def plan_of(rota: RotaFacts, day: date, at: datetime, figures: DayFigures | None) -> tuple[PlanLine, ...]:
    """The turns of a day, closed ones included. figures: of that day, where it has begun."""
    return tuple(
        PlanLine(
            turn,
            _within(turn, figures.lent) if figures else 0,
            _within(turn, figures.returned) if figures else 0,
            turn.starts <= at < turn.ends,
        )
        for turn in rota.turns_on(day, at.tzinfo)
    )


def turn_now_or_next(rota: RotaFacts, at: datetime) -> Turn | None:
    """Of this day, and only where bells say who is served."""
    if rota.mode is Mode.OFF:
        return None
    turns = (turn for turn in rota.turns_on(at.date(), at.tzinfo) if turn.kind is not Kind.CLOSED)
    return next((turn for turn in turns if at < turn.ends), None)


def _within(turn: Turn, movements: Iterable[Movement]) -> int:
    first, end = to_ms(turn.starts), to_ms(turn.ends)
    return sum(first <= one.at < end for one in movements)


def is_open_all_day(rota: RotaFacts, day: date) -> bool:
    """Whether somebody may borrow that day outside the bells too."""
    return rota.mode is not Mode.ENFORCE and rota.calendar.lends_on(day) and not _is_closed(rota, day)


def _is_closed(rota: RotaFacts, day: date) -> bool:
    turns: Sequence[Turn] = rota.turns_on(day, None)
    return bool(turns) and all(turn.kind is Kind.CLOSED for turn in turns)


# --- what waits for a person -----------------------------------------------------------------------------------


def waiting_by_kind() -> tuple[Waiting, ...]:
    """Open notices, the most frequent kind first."""
    count = fn.COUNT(Notice.id)
    query = Notice.select(Notice.kind, count).where(is_open()).group_by(Notice.kind).order_by(count.desc(), Notice.kind)
    return tuple(Waiting(kind, number) for kind, number in tuples(query))

"""Which turns of a term the classes have come to: regular borrowing is to be shown, not only planned (S011)."""

from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from db.models import Loan, Patron, SchoolClass
from kiosk.circulation.rota import Kind, RotaFacts, Turn
from kiosk.clock import to_ms
from kiosk.office.rota.facts import ClassFacts

# The last of a queue is served after the bell.
GRACE = timedelta(minutes=10)


@dataclass(frozen=True, slots=True)
class Kept:
    """turns: those of its own that are over; came: at how many of them at least one pupil borrowed."""

    name: str
    turns: int
    came: int

    @property
    def missed(self) -> int:
        return self.turns - self.came


@dataclass(frozen=True, slots=True)
class TermKept:
    """first, last: the days looked at. classes: those with a turn, who missed most first."""

    first: date
    last: date
    classes: tuple[Kept, ...]


def kept_turns(rota: RotaFacts, classes: tuple[ClassFacts, ...], at: datetime) -> TermKept | None:
    """From the first day of this term's lending, or the last term's, to now; None where no term has begun."""
    today = at.date()
    begun = [term for term in rota.calendar.terms if term.lending_from <= today]
    if not begun:
        return None
    term = max(begun, key=lambda term: term.starts_on)
    first, last = term.lending_from, min(today, term.ends_on)
    turns = list(_turns(rota, first, last, at))
    loans = _loans(datetime.combine(first, time(0), at.tzinfo), at)
    found = [_kept(one, turns, loans.get(one.name, [])) for one in classes]
    found = [one for one in found if one.turns]
    return TermKept(first, last, tuple(sorted(found, key=lambda one: -one.missed)))


def _turns(rota: RotaFacts, first: date, last: date, at: datetime) -> Iterator[Turn]:
    for n in range((last - first).days + 1):
        for turn in rota.turns_on(first + timedelta(days=n), at.tzinfo):
            if turn.kind is Kind.ROTA and turn.ends <= at:
                yield turn


def _kept(one: ClassFacts, turns: list[Turn], loans: list[int]) -> Kept:
    own = [turn for turn in turns if _is_for(turn, one)]
    return Kept(one.name, len(own), sum(_any_between(loans, turn) for turn in own))


def _is_for(turn: Turn, one: ClassFacts) -> bool:
    named = (subject for subject in turn.served if subject.kind != "everyone")
    return any(subject.includes(one.name, one.grade, one.division) for subject in named)


def _any_between(loans: list[int], turn: Turn) -> bool:
    at = bisect_left(loans, to_ms(turn.starts))
    return at < len(loans) and loans[at] < to_ms(turn.ends + GRACE)


def _loans(since: datetime, until: datetime) -> dict[str, list[int]]:
    """When each class borrowed, in order."""
    rows = (
        Loan.select(SchoolClass.name, Loan.lent_at)
        .join(Patron)
        .join(SchoolClass)
        .where(Loan.lent_at >= to_ms(since), Loan.lent_at <= to_ms(until))
        .order_by(Loan.lent_at)
        .tuples()
    )
    found: dict[str, list[int]] = {}
    for name, lent_at in rows.iterator():
        found.setdefault(name, []).append(lent_at)
    return found

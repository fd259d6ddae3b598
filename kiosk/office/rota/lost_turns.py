"""What the holidays of a term take from a rota, class by class (S001, S012)."""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from kiosk.circulation.calendar import Calendar
from kiosk.circulation.rota import Purpose, Week
from kiosk.office.rota.draft import Draft
from kiosk.office.rota.facts import SchoolFacts


@dataclass(frozen=True, slots=True)
class Lost:
    """days: days of the rota that are holidays, less those made up for. turns: what each class loses and keeps, by
    its name; a turn that a make-up day brings back is kept."""

    first: date
    last: date
    days: int
    lost: Mapping[str, int]
    kept: Mapping[str, int]

    @property
    def worst(self) -> tuple[str, int] | None:
        """The class that loses most, with how many turns."""
        return max(self.lost.items(), key=lambda pair: pair[1]) if self.lost else None


def lost_turns(draft: Draft, facts: SchoolFacts) -> Lost | None:
    """From the draft's first day, or today, to the end of that term's lending; None where no term is known."""
    stretch = _stretch(facts.calendar, max(draft.valid_from, facts.today))
    if stretch is None:
        return None
    calendar = facts.calendar
    weekdays = {period.weekday for period in draft.periods}
    away, made_up = 0, 0
    missed: Counter[str] = Counter()
    kept: Counter[str] = Counter()
    for day in _days(*stretch):
        followed = calendar.weekday_followed(day)
        parity = Week.ODD if calendar.week_of_term(day) % 2 else Week.EVEN
        if followed is None and calendar.is_holiday(day) and day.weekday() in weekdays:
            away += 1
            missed.update(_served(draft, facts, day.weekday(), parity))
        elif followed is not None:
            made_up += day in calendar.make_up and followed in weekdays
            kept.update(_served(draft, facts, followed, parity))
            if day in calendar.make_up:
                missed.subtract(_served(draft, facts, followed, parity))
    return Lost(*stretch, max(0, away - made_up), dict(+missed), dict(kept))


def _stretch(calendar: Calendar, start: date) -> tuple[date, date] | None:
    term = calendar.term_of(start) or next((t for t in calendar.terms if t.starts_on >= start), None)
    if term is None:
        return None
    last = min(term.ends_on, term.recall_on - timedelta(days=1)) if term.recall_on else term.ends_on
    first = max(start, term.lending_from)
    return (first, last) if first <= last else None


def _days(first: date, last: date) -> Iterator[date]:
    return (first + timedelta(days=n) for n in range((last - first).days + 1))


def _served(draft: Draft, facts: SchoolFacts, weekday: int, parity: Week) -> list[str]:
    """The classes whose turn to borrow it is on such a day."""
    subjects = [
        e.subject
        for e in draft.entries
        if e.weekday == weekday and e.purpose is Purpose.LEND and e.week in (Week.EVERY, parity)
    ]
    return [one.name for one in facts.named(subjects)]

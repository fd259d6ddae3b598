"""The school's year: which days are school days, whose weekday they follow, and until when lending goes on."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta

SATURDAY = 5
# A gap longer than any holiday: past it, the calendar simply was not filled in.
HORIZON_DAYS = 120


@dataclass(frozen=True, slots=True)
class Term:
    """lending_from: first day of lending; recall_on: the last day on which anything may be due."""

    name: str
    starts_on: date
    ends_on: date
    lending_from: date
    recall_on: date | None = None


@dataclass(frozen=True, slots=True)
class Calendar:
    """holidays: (first, last) days, both closed. make_up: working days out of the ordinary → the weekday that they
    follow (0 Monday). With no term known, every weekday that is no holiday is a school day."""

    terms: tuple[Term, ...] = ()
    holidays: tuple[tuple[date, date], ...] = ()
    make_up: dict[date, int] = field(default_factory=dict)

    def term_of(self, day: date) -> Term | None:
        return next((term for term in self.terms if term.starts_on <= day <= term.ends_on), None)

    def is_holiday(self, day: date) -> bool:
        return day not in self.make_up and any(first <= day <= last for first, last in self.holidays)

    def is_school_day(self, day: date) -> bool:
        if day in self.make_up:
            return True
        if self.is_holiday(day) or day.weekday() >= SATURDAY:
            return False
        return not self.terms or self.term_of(day) is not None

    def weekday_followed(self, day: date) -> int | None:
        """The weekday whose timetable `day` follows, 0 Monday; None on a day without school."""
        return self.make_up.get(day, day.weekday()) if self.is_school_day(day) else None

    def week_of_term(self, day: date) -> int:
        """1 for the term's first calendar week; without a term, the ISO week of the year."""
        term = self.term_of(day)
        if term is None:
            return day.isocalendar().week
        first_monday = term.starts_on - timedelta(days=term.starts_on.weekday())
        return (day - first_monday).days // 7 + 1

    def lends_on(self, day: date) -> bool:
        """Whether lending is open on that day at all: not before the term's lending, not once all is called in."""
        if not self.terms:
            return not self.is_holiday(day)
        term = self.term_of(day)
        return (
            term is not None
            and day >= term.lending_from
            and (term.recall_on is None or day < term.recall_on)
            and not self.is_holiday(day)
        )

    def days_from(self, day: date) -> Iterator[date]:
        return (day + timedelta(days=offset) for offset in range(HORIZON_DAYS))

"""The school's year: which days are school days, whose weekday they follow, and until when lending goes on."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta

SATURDAY = 5
# A gap longer than any holiday: past it, the calendar simply was not filled in.
HORIZON_DAYS = 120


@dataclass(frozen=True, slots=True)
class TermFacts:
    """lending_from, lending_until: first and last day of lending; recall_on: the last day on which anything may be
    due. Without lending_until, the day before the recall is the last; with neither, the term's own."""

    name: str
    starts_on: date
    ends_on: date
    lending_from: date
    recall_on: date | None = None
    lending_until: date | None = None

    def lends_on(self, day: date) -> bool:
        before_recall = self.recall_on is None or day < self.recall_on
        return day >= self.lending_from and before_recall and not self.is_called_in(day)

    def is_called_in(self, day: date) -> bool:
        """Lending has stopped: what is out comes back (S050, S053)."""
        called_in = self.recall_on is not None and day >= self.recall_on
        return called_in or (self.lending_until is not None and day > self.lending_until)


@dataclass(frozen=True, slots=True)
class ClassRecallFacts:
    """A class whose books come back before those of the school, as a rule one that leaves it. All days as in TermFacts;
    cleared: nothing more is lent to it."""

    class_name: str
    recall_on: date
    lending_until: date | None = None
    cleared: bool = False

    def is_called_in(self, day: date) -> bool:
        return self.cleared or day >= self.recall_on or (self.lending_until is not None and day > self.lending_until)


@dataclass(frozen=True, slots=True)
class Calendar:
    """holidays: (first, last) days, both closed. make_up: working days out of the ordinary → the weekday that they
    follow (0 Monday). return_days: books are taken back and none are lent. With no term known, every weekday that is
    no holiday is a school day."""

    terms: tuple[TermFacts, ...] = ()
    holidays: tuple[tuple[date, date], ...] = ()
    make_up: dict[date, int] = field(default_factory=dict)
    return_days: frozenset[date] = frozenset()
    class_recalls: tuple[ClassRecallFacts, ...] = ()

    def term_of(self, day: date) -> TermFacts | None:
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
        if self.is_holiday(day) or day in self.return_days:
            return False
        term = self.term_of(day)
        return not self.terms or (term is not None and term.lends_on(day))

    def only_returns_on(self, day: date, class_name: str) -> bool:
        """Whether books of this class are taken back on that day, and none are lent to it."""
        term = self.term_of(day)
        is_called_in = term is not None and term.is_called_in(day)
        own = self.class_recall_of(class_name, day)
        return is_called_in or day in self.return_days or (own is not None and own.is_called_in(day))

    def class_recall_of(self, class_name: str, day: date) -> ClassRecallFacts | None:
        """What this class was told for the term of `day`, apart from the others."""
        term = self.term_of(day)
        if term is None:
            return None
        own = (one for one in self.class_recalls if one.class_name == class_name)
        return next((one for one in own if term.starts_on <= one.recall_on <= term.ends_on), None)

    def recall_of(self, class_name: str, day: date) -> date | None:
        """The day on which everything lent to this class on `day` is due at the latest; None when nothing was said,
        or when the book went out after it, for the holidays (S173)."""
        term = self.term_of(day)
        own = self.class_recall_of(class_name, day)
        days = (own.recall_on if own else None, term.recall_on if term else None)
        return min((recall for recall in days if recall is not None and day <= recall), default=None)

    def days_from(self, day: date) -> Iterator[date]:
        return (day + timedelta(days=offset) for offset in range(HORIZON_DAYS))

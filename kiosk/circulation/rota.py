"""Whose turn it is: bell timetable, class rota, exceptions; pure questions to frozen values."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta, tzinfo
from enum import StrEnum

from kiosk.circulation.calendar import Calendar
from kiosk.circulation.model import PatronFacts

# Odd and even weeks give every class its turn within a fortnight; past a holiday the free one is told instead.
OWN_TURN_DAYS = 21


class Mode(StrEnum):
    OFF = "off"
    PREFER = "prefer"
    ENFORCE = "enforce"


class Kind(StrEnum):
    ROTA = "rota"
    FREE = "free"
    CLOSED = "closed"


class ExceptionKind(StrEnum):
    CLOSED = "closed"
    FREE = "free"
    SERVE = "serve"  # the subjects borrow then


class Week(StrEnum):
    """Of the term."""

    EVERY = "every"
    ODD = "odd"
    EVEN = "even"


class Purpose(StrEnum):
    LEND = "lend"
    READ = "read"


class SubjectKind(StrEnum):
    CLASS = "class"
    GRADE = "grade"
    DIVISION = "division"
    EVERYONE = "everyone"


@dataclass(frozen=True, slots=True)
class Subject:
    """name: the class, the grade's number, or the division."""

    kind: SubjectKind
    name: str = ""

    def includes(self, class_name: str, grade: int, division: str) -> bool:
        match self.kind:
            case SubjectKind.CLASS:
                return self.name == class_name
            case SubjectKind.GRADE:
                return self.name == str(grade)
            case SubjectKind.DIVISION:
                return self.name == division
        return True


@dataclass(frozen=True, slots=True)
class PeriodFacts:
    """starts, ends: minutes after midnight; weekday 0 Monday. valid_from, valid_to: None stands for always."""

    id: str
    name: str
    weekday: int
    starts: int
    ends: int
    kind: Kind
    valid_from: date | None = None
    valid_to: date | None = None

    def rings_on(self, day: date, weekday: int) -> bool:
        """weekday: the one whose timetable `day` follows."""
        began = self.valid_from is None or self.valid_from <= day
        return self.weekday == weekday and began and (self.valid_to is None or day <= self.valid_to)


@dataclass(frozen=True, slots=True)
class Entry:
    period: str
    week: Week
    subject: Subject
    purpose: Purpose = Purpose.LEND


@dataclass(frozen=True, slots=True)
class Version:
    """A published rota, in force from valid_from to valid_to."""

    valid_from: date
    valid_to: date | None
    entries: tuple[Entry, ...]


@dataclass(frozen=True, slots=True)
class RotaExceptionFacts:
    """Minutes after midnight."""

    day: date
    starts: int
    ends: int
    kind: ExceptionKind
    subjects: tuple[Subject, ...]


@dataclass(frozen=True, slots=True)
class Turn:
    """A stretch of one day. served: who may borrow, empty for everyone; kind ROTA with nobody entered is FREE."""

    starts: datetime
    ends: datetime
    kind: Kind
    served: tuple[Subject, ...] = ()

    def serves(self, class_name: str, grade: int, division: str) -> bool:
        if self.kind is Kind.CLOSED:
            return False
        return self.kind is Kind.FREE or any(s.includes(class_name, grade, division) for s in self.served)


@dataclass(frozen=True, slots=True)
class RotaFacts:
    mode: Mode = Mode.OFF
    periods: tuple[PeriodFacts, ...] = ()
    versions: tuple[Version, ...] = ()
    exceptions: tuple[RotaExceptionFacts, ...] = ()
    calendar: Calendar = field(default_factory=Calendar)

    def _entries(self, day: date) -> tuple[Entry, ...]:
        in_force = [v for v in self.versions if v.valid_from <= day and (v.valid_to is None or day <= v.valid_to)]
        return max(in_force, key=lambda version: version.valid_from).entries if in_force else ()

    def _served(self, period: PeriodFacts, day: date, purpose: Purpose) -> tuple[Subject, ...]:
        parity = Week.ODD if self.calendar.week_of_term(day) % 2 else Week.EVEN
        return tuple(
            entry.subject
            for entry in self._entries(day)
            if entry.period == period.id and entry.purpose == purpose and entry.week in (Week.EVERY, parity)
        )

    def turns_on(self, day: date, zone: tzinfo | None, purpose: Purpose = Purpose.LEND) -> list[Turn]:
        """The day's turns in order of time; exceptions stand in place of the periods that they overlap."""
        return sorted([*self._exceptional(day, zone), *self._regular(day, zone, purpose)], key=lambda turn: turn.starts)

    def _exceptional(self, day: date, zone: tzinfo | None) -> Iterator[Turn]:
        for exception in self.exceptions:
            if exception.day == day:
                kind = Kind.ROTA if exception.kind == ExceptionKind.SERVE else Kind(exception.kind)
                served = exception.subjects if kind is Kind.ROTA else ()
                yield Turn(_at(day, exception.starts, zone), _at(day, exception.ends, zone), kind, served)

    def _regular(self, day: date, zone: tzinfo | None, purpose: Purpose) -> Iterator[Turn]:
        weekday = self.calendar.weekday_followed(day)
        if weekday is None or not self.calendar.lends_on(day):
            return
        taken = [(e.starts, e.ends) for e in self.exceptions if e.day == day]
        for period in self.periods:
            if not period.rings_on(day, weekday):
                continue
            if any(period.starts < ends and starts < period.ends for starts, ends in taken):
                continue
            served = self._served(period, day, purpose) if period.kind is Kind.ROTA else ()
            # A rota period that nobody was entered for is nobody's alone: whoever comes is served.
            kind = Kind.FREE if period.kind is Kind.ROTA and not served else period.kind
            yield Turn(_at(day, period.starts, zone), _at(day, period.ends, zone), kind, served)

    def whose_turn(self, at: datetime, purpose: Purpose = Purpose.LEND) -> Turn | None:
        """The turn that runs at `at`, or None between the bells and on days without school."""
        return next((t for t in self.turns_on(at.date(), at.tzinfo, purpose) if t.starts <= at < t.ends), None)

    def turns_after(self, at: datetime, purpose: Purpose = Purpose.LEND) -> Iterator[Turn]:
        """Open turns that start after `at`, in order, as far as the calendar reaches."""
        for day in self.calendar.days_from(at.date()):
            for turn in self.turns_on(day, at.tzinfo, purpose):
                if turn.starts > at and turn.kind is not Kind.CLOSED:
                    yield turn

    def next_turn(self, class_name: str, grade: int, division: str, after: datetime) -> Turn | None:
        """The first turn in which this class may borrow, its own or a free one."""
        return next((t for t in self.turns_after(after) if t.serves(class_name, grade, division)), None)

    def next_own_turn(self, class_name: str, grade: int, division: str, after: datetime) -> Turn | None:
        """The next turn that names this class; where none does, the first in which it may borrow."""
        soon = after + timedelta(days=OWN_TURN_DAYS)
        for turn in self.turns_after(after):
            if turn.starts > soon:
                break
            if turn.kind is Kind.ROTA and turn.serves(class_name, grade, division):
                return turn
        return self.next_turn(class_name, grade, division, after)


def _at(day: date, minutes: int, zone: tzinfo | None) -> datetime:
    return datetime.combine(day, time(0), zone) + timedelta(minutes=minutes)


def closes(rota: RotaFacts, at: datetime) -> bool:
    """Whether nobody may borrow at `at`.

    Only ENFORCE keeps to the bells; OFF and PREFER lend whenever nothing is closed by name (rows S008, S009)."""
    turn = rota.whose_turn(at)
    if turn is not None:
        return turn.kind is Kind.CLOSED
    if not rota.calendar.lends_on(at.date()):
        return True
    return rota.mode is Mode.ENFORCE and bool(rota.periods)


def is_out_of_turn(rota: RotaFacts, patron: PatronFacts, at: datetime) -> bool:
    """Whether another class is being served; never so with the rota OFF."""
    if rota.mode is Mode.OFF:
        return False
    turn = rota.whose_turn(at)
    return turn is not None and not turn.serves(patron.class_name, patron.grade, patron.division)

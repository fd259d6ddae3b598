"""What is wrong with a rota once the school's classes and all its periods are known."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import combinations, pairwise
from operator import attrgetter
from typing import NamedTuple

from kiosk.circulation.rota import Kind, Purpose, SubjectKind, Week
from kiosk.clock import clock_text
from kiosk.toml_files.reading import WEEKDAYS
from kiosk.toml_files.rota_lines import EntryLine, ExceptionLine, PeriodKey, PeriodLine, SubjectLine, VersionLine


class Class(NamedTuple):
    name: str
    grade: int
    division: str


def with_weekdays(version: VersionLine, periods: Iterable[PeriodLine]) -> VersionLine:
    """An entry without a weekday stands for every weekday that has its period."""
    days: dict[str, list[int | None]] = {}
    for period in periods:
        days.setdefault(period.name, []).append(period.weekday)
    entries = {
        EntryLine(weekday, entry.period, entry.week, entry.purpose, entry.subject)
        for entry in version.entries
        for weekday in ([entry.weekday] if entry.weekday is not None else days.get(entry.period, [None]))
    }
    return VersionLine(
        version.name, version.valid_from, version.valid_to, tuple(sorted(entries, key=lambda entry: _place(entry)))
    )


def _place(entry: EntryLine) -> tuple[int, str, Week, Purpose, SubjectLine]:
    return (-1 if entry.weekday is None else entry.weekday, entry.period, entry.week, entry.purpose, entry.subject)


def period_problems(periods: Sequence[PeriodLine]) -> Iterator[str]:
    for (name, weekday), times in Counter(period.key for period in periods).items():
        if times > 1:
            yield f"the period «{name}» stands {times} times on {WEEKDAYS[weekday]}: give each its own name"
    for one, other in combinations(sorted(periods, key=attrgetter("place")), 2):
        if one.weekday == other.weekday and other.starts < one.ends and one.rings_with(other):
            yield (
                f"on {WEEKDAYS[one.weekday]} the periods «{one.name}» (to {clock_text(one.ends)}) and "
                f"«{other.name}» (from {clock_text(other.starts)}) overlap"
            )


def version_problems(version: VersionLine, periods: Iterable[PeriodLine], classes: Sequence[Class]) -> Iterator[str]:
    known: set[PeriodKey] = {period.key for period in periods}
    for name, weekday in dict.fromkeys(entry.key for entry in version.entries if entry.key not in known):
        day = "" if weekday is None else f" on {WEEKDAYS[weekday]}"
        yield f"rota «{version.name}»: there is no period «{name}»{day}"
    yield from _unknown(f"rota «{version.name}»", (entry.subject for entry in version.entries), classes)


def exception_problems(exceptions: Sequence[ExceptionLine], classes: Sequence[Class]) -> Iterator[str]:
    for one, other in pairwise(sorted(exceptions)):
        together = (one.starts, one.ends, one.kind) == (other.starts, other.ends, other.kind)
        if one.day == other.day and other.starts < one.ends and not together:
            yield f"on {one.day} the exceptions at {clock_text(one.starts)} and {clock_text(other.starts)} overlap"
    for exception in exceptions:
        yield from _unknown(f"exception on {exception.day}", [exception.subject], classes)


def _unknown(place: str, subjects: Iterable[SubjectLine], classes: Sequence[Class]) -> Iterator[str]:
    known = {SubjectLine(SubjectKind.CLASS, c.name) for c in classes}
    known |= {SubjectLine(SubjectKind.DIVISION, c.division) for c in classes}
    for subject in dict.fromkeys(subjects):
        if subject.kind in (SubjectKind.CLASS, SubjectKind.DIVISION) and subject not in known:
            remedy = "check its spelling" if classes else "no class is known yet: import the readers first"
            yield f"{place}: the {subject.kind} «{subject.name}» is not known; {remedy}"


def version_warnings(version: VersionLine, periods: Iterable[PeriodLine], classes: Sequence[Class]) -> Iterator[str]:
    if not version.entries:
        return
    place = f"rota «{version.name}»"
    entered = {entry.key for entry in version.entries}
    idle = {(p.name, p.weekday, p.kind) for p in periods if p.kind is not Kind.ROTA and p.key in entered}
    for name, weekday, kind in sorted(idle):
        yield f"{place}: the period «{name}» on {WEEKDAYS[weekday]} is {kind}, so its entry has no effect"
    grades = {entry.subject.name for entry in version.entries if entry.subject.kind is SubjectKind.GRADE}
    for grade in sorted(grades - {str(c.grade) for c in classes}, key=int):
        yield f"{place}: no class is in grade {grade}"
    turns = {c.name: _turns_a_week(c, version) for c in classes}
    without = [name for name, count in turns.items() if not count]
    if without:
        yield f"{place}: no turn to borrow for {', '.join(without)}"
    several = [f"{name} ({count})" for name, count in turns.items() if count > 1]
    if several:
        yield f"{place}: more than one turn a week for {', '.join(several)}"


def _turns_a_week(one: Class, version: VersionLine) -> int:
    weeks = Counter(e.week for e in version.entries if e.purpose is Purpose.LEND and _includes(e.subject, one))
    return weeks[Week.EVERY] + max(weeks[Week.ODD], weeks[Week.EVEN])


def _includes(subject: SubjectLine, one: Class) -> bool:
    own = {SubjectKind.CLASS: one.name, SubjectKind.GRADE: str(one.grade), SubjectKind.DIVISION: one.division}
    return subject.kind is SubjectKind.EVERYONE or own[subject.kind] == subject.name

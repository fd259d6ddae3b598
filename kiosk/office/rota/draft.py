"""A rota that is being made: a grid of windows x weekdays, changed by pure edits until it is published (S001)."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from functools import cached_property
from operator import attrgetter
from typing import NamedTuple

from kiosk.circulation.rota import Kind, Purpose, Week
from kiosk.clock import clock_text
from kiosk.toml_files.rota import parse_rota, rota_text
from kiosk.toml_files.rota_lines import EVERYONE, EntryLine, PeriodKey, PeriodLine, RotaFile, SubjectLine, VersionLine

SCHOOL_WEEK = range(5)
DRAFT = "draft"
FORTNIGHT = (Week.ODD, Week.EVEN)


class CellKind(StrEnum):
    """ABSENT: that weekday has no such window. EMPTY: a turn that nobody has yet. READING: a lesson in the reading
    room, of those who are entered or of everybody (S001, S007)."""

    ABSENT = "absent"
    EMPTY = "empty"
    TURN = "turn"
    READING = "reading"
    FREE = "free"
    CLOSED = "closed"


class Window(NamedTuple):
    """A row of the grid; minutes after midnight."""

    starts: int
    ends: int


class RotaPlace(NamedTuple):
    """A cell of the grid. weekday: 0 Monday."""

    weekday: int
    window: Window


@dataclass(frozen=True)
class Draft:
    """valid_from: the first day on which it is to hold. periods: without dates, named anew when it is published."""

    valid_from: date
    periods: tuple[PeriodLine, ...] = ()
    entries: tuple[EntryLine, ...] = ()

    @property
    def weekdays(self) -> tuple[int, ...]:
        """Monday to Friday, and whatever other day has a window."""
        return tuple(sorted({*SCHOOL_WEEK, *(period.weekday for period in self.periods)}))

    @property
    def windows(self) -> tuple[Window, ...]:
        return tuple(sorted({Window(period.starts, period.ends) for period in self.periods}))

    @cached_property
    def _placed(self) -> dict[RotaPlace, PeriodLine]:
        return {RotaPlace(p.weekday, Window(p.starts, p.ends)): p for p in reversed(self.periods)}

    @cached_property
    def _entered(self) -> dict[PeriodKey, list[EntryLine]]:
        found: dict[PeriodKey, list[EntryLine]] = {}
        for entry in self.entries:
            found.setdefault(entry.key, []).append(entry)
        return found

    def period_at(self, place: RotaPlace) -> PeriodLine | None:
        return self._placed.get(place)

    def entries_of(self, period: PeriodLine, week: Week = Week.EVERY) -> tuple[EntryLine, ...]:
        """week: odd or even for those that hold in such a week; every for all."""
        return tuple(e for e in self._entered.get(period.key, ()) if _holds(e, week))

    def entries_at(self, place: RotaPlace, week: Week = Week.EVERY) -> tuple[EntryLine, ...]:
        period = self.period_at(place)
        return self.entries_of(period, week) if period else ()

    def kind_at(self, place: RotaPlace, week: Week = Week.EVERY) -> CellKind:
        period = self.period_at(place)
        if period is None:
            return CellKind.ABSENT
        if period.kind is not Kind.ROTA:
            return CellKind(period.kind)
        entries = self.entries_of(period, week)
        if not entries:
            return CellKind.EMPTY
        return CellKind.TURN if any(e.purpose is Purpose.LEND for e in entries) else CellKind.READING

    @cached_property
    def turns(self) -> tuple[RotaPlace, ...]:
        """The cells that a class can have, in the order of the grid: row by row."""
        turns = (p for p in self.periods if p.kind is Kind.ROTA)
        places = (RotaPlace(p.weekday, Window(p.starts, p.ends)) for p in turns)
        return tuple(sorted(places, key=lambda place: (place.window, place.weekday)))


def _holds(entry: EntryLine, week: Week) -> bool:
    return week is Week.EVERY or entry.week in (Week.EVERY, week)


# --- what a cell says ------------------------------------------------------------------------------------------


def put(draft: Draft, place: RotaPlace, subject: SubjectLine, week: Week = Week.EVERY) -> Draft:
    """The cell is this subject's alone in such weeks."""
    return add(empty(draft, place, week), place, subject, week)


def add(
    draft: Draft, place: RotaPlace, subject: SubjectLine, week: Week = Week.EVERY, purpose: Purpose = Purpose.LEND
) -> Draft:
    """Beside those who are in the cell already; a cell that was free or closed becomes a turn."""
    draft, period = _turn_at(draft, place)
    others = [e for e in draft.entries_of(period) if e.purpose is Purpose.LEND or purpose is Purpose.READ]
    kept = tuple(e for e in draft.entries if e.key != period.key)
    own = EntryLine(place.weekday, period.name, week, purpose, subject)
    return replace(draft, entries=kept + _joined([*others, own]))


def take(draft: Draft, place: RotaPlace, subject: SubjectLine, week: Week = Week.EVERY) -> Draft:
    return _without(draft, place, week, lambda entry: entry.subject == subject)


def empty(draft: Draft, place: RotaPlace, week: Week = Week.EVERY) -> Draft:
    """Nobody's in such weeks; whoever comes is served."""
    draft, _ = _turn_at(draft, place)
    return _without(draft, place, week, lambda _entry: True)


def mark(draft: Draft, place: RotaPlace, kind: CellKind) -> Draft:
    """FREE or CLOSED, in all weeks; those who were entered go."""
    draft, period = _turn_at(empty(draft, place), place)
    others = tuple(p for p in draft.periods if p != period)
    return _sorted(replace(draft, periods=(*others, replace(period, kind=Kind(kind)))))


def reading(draft: Draft, place: RotaPlace, week: Week = Week.EVERY) -> Draft:
    """A reading lesson of those who are entered, or of everybody."""
    subjects = dict.fromkeys(entry.subject for entry in draft.entries_at(place, week))
    draft = empty(draft, place, week)
    for subject in subjects or (EVERYONE,):
        draft = add(draft, place, subject, week, Purpose.READ)
    return draft


def lending(draft: Draft, place: RotaPlace, week: Week = Week.EVERY) -> Draft:
    """A reading lesson becomes its classes' turn to borrow."""
    subjects = dict.fromkeys(e.subject for e in draft.entries_at(place, week) if e.subject != EVERYONE)
    draft = empty(draft, place, week)
    for subject in subjects:
        draft = add(draft, place, subject, week)
    return draft


def without_classes(draft: Draft) -> Draft:
    return replace(draft, entries=())


def _turn_at(draft: Draft, place: RotaPlace) -> tuple[Draft, PeriodLine]:
    """The draft with a rota period there, made or turned into one where it was none."""
    weekday, window = place
    period = draft.period_at(place)
    if period is not None and period.kind is Kind.ROTA:
        return draft, period
    name = period.name if period else _name(draft, place)
    turn = PeriodLine(weekday, window.starts, window.ends, name, Kind.ROTA)
    others = tuple(p for p in draft.periods if p != period)
    return _sorted(replace(draft, periods=(*others, turn))), turn


def _without(draft: Draft, place: RotaPlace, week: Week, goes: Callable[[EntryLine], bool]) -> Draft:
    """What goes in odd weeks only stays in even ones."""
    period = draft.period_at(place)
    kept = []
    for entry in draft.entries:
        if period is None or entry.key != period.key or not goes(entry) or not _holds(entry, week):
            kept.append(entry)
        elif week is not Week.EVERY and entry.week is Week.EVERY:
            other = Week.EVEN if week is Week.ODD else Week.ODD
            kept.append(replace(entry, week=other))
    return replace(draft, entries=tuple(kept))


def _joined(entries: Iterable[EntryLine]) -> tuple[EntryLine, ...]:
    """Odd and even together are every week; nobody stands twice in a cell."""
    weeks: dict[tuple[SubjectLine, Purpose], set[Week]] = {}
    first: dict[tuple[SubjectLine, Purpose], EntryLine] = {}
    for entry in entries:
        key = entry.subject, entry.purpose
        first.setdefault(key, entry)
        weeks.setdefault(key, set()).add(entry.week)
    return tuple(
        replace(entry, week=weeks[key].pop() if len(weeks[key]) == 1 else Week.EVERY) for key, entry in first.items()
    )


# --- the windows -----------------------------------------------------------------------------------------------


def add_window(draft: Draft, window: Window, kind: CellKind = CellKind.EMPTY) -> Draft:
    """On every weekday of the grid that has no such window yet. kind: EMPTY, FREE or CLOSED."""
    for weekday in draft.weekdays:
        place = RotaPlace(weekday, window)
        if draft.period_at(place) is None:
            draft = empty(draft, place) if kind is CellKind.EMPTY else mark(draft, place, kind)
    return draft


def remove_window(draft: Draft, window: Window) -> Draft:
    for weekday in draft.weekdays:
        draft = remove_cell(draft, RotaPlace(weekday, window))
    return draft


def remove_cell(draft: Draft, place: RotaPlace) -> Draft:
    """That weekday has this window no more."""
    period = draft.period_at(place)
    draft = _without(draft, place, Week.EVERY, lambda _entry: True)
    return replace(draft, periods=tuple(p for p in draft.periods if p != period))


def move_window(draft: Draft, window: Window, to: Window) -> Draft:
    """Its cells keep what they say. Unchanged where `to` is no stretch of a day or is a row already."""
    if not 0 <= to.starts < to.ends <= 24 * 60 or to in draft.windows:
        return draft
    moved = tuple(
        replace(p, starts=to.starts, ends=to.ends) if (p.starts, p.ends) == window else p for p in draft.periods
    )
    return _sorted(replace(draft, periods=moved))


def split_window(draft: Draft, window: Window) -> Draft:
    """Two halves on whole 5 minutes: the first keeps the classes, the second is empty (S003)."""
    middle = window.starts + max(5, (window.ends - window.starts) // 2 // 5 * 5)
    first, second = Window(window.starts, middle), Window(middle, window.ends)
    if middle >= window.ends or first in draft.windows:
        return draft
    kinds = {p.weekday: p.kind for p in draft.periods if (p.starts, p.ends) == window}
    draft = move_window(draft, window, first)
    for weekday, kind in kinds.items():
        place = RotaPlace(weekday, second)
        draft = empty(draft, place) if kind is Kind.ROTA else mark(draft, place, CellKind(kind))
    return draft


def add_weekday(draft: Draft, weekday: int) -> Draft:
    """With an empty cell in every row."""
    for window in draft.windows:
        draft = empty(draft, RotaPlace(weekday, window))
    return draft


def remove_weekday(draft: Draft, weekday: int) -> Draft:
    for window in draft.windows:
        draft = remove_cell(draft, RotaPlace(weekday, window))
    return draft


def _name(draft: Draft, place: RotaPlace) -> str:
    taken = {period.name for period in draft.periods if period.weekday == place.weekday}
    return free_name(f"{clock_text(place.window.starts)}–{clock_text(place.window.ends)}", taken)


def free_name(wanted: str, taken: set[str]) -> str:
    """`wanted`, or with the first number that makes it another name."""
    name, number = wanted, 2
    while name in taken:
        name, number = f"{wanted} ({number})", number + 1
    return name


def _sorted(draft: Draft) -> Draft:
    return replace(draft, periods=tuple(sorted(draft.periods, key=attrgetter("place"))))


# --- kept as text ----------------------------------------------------------------------------------------------


def draft_text(draft: Draft) -> str:
    """A rota file of one version, as load_rota takes it too."""
    version = VersionLine(DRAFT, draft.valid_from, None, draft.entries)
    return rota_text(RotaFile(None, draft.periods, (version,), ()))


def parse_draft(text: str) -> Draft:
    """Raises Unusable."""
    file = parse_rota(text)
    (version,) = file.versions
    return Draft(version.valid_from, file.periods or (), version.entries)

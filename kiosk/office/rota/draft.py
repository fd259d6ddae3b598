"""A rota that is being made: a grid of windows x weekdays, changed by pure edits until it is published (S001)."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from operator import attrgetter
from typing import NamedTuple

from kiosk.office.rota.views import CellKind
from kiosk.toml_files.reading import clock_text
from kiosk.toml_files.rota import parse_rota, rota_text
from kiosk.toml_files.rota_lines import EVERYONE, EntryLine, PeriodLine, RotaFile, SubjectLine, VersionLine

SCHOOL_WEEK = range(5)
DRAFT = "draft"
FORTNIGHT = {"odd", "even"}


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
    def _entered(self) -> dict[tuple[str, int], list[EntryLine]]:
        found: dict[tuple[str, int], list[EntryLine]] = {}
        for entry in self.entries:
            found.setdefault((entry.period, entry.weekday), []).append(entry)
        return found

    def period_at(self, place: RotaPlace) -> PeriodLine | None:
        return self._placed.get(place)

    def entries_of(self, period: PeriodLine, week: str = "every") -> tuple[EntryLine, ...]:
        """week: odd or even for those that hold in such a week; every for all."""
        return tuple(e for e in self._entered.get(period.key, ()) if _holds(e, week))

    def entries_at(self, place: RotaPlace, week: str = "every") -> tuple[EntryLine, ...]:
        period = self.period_at(place)
        return self.entries_of(period, week) if period else ()

    def kind_at(self, place: RotaPlace, week: str = "every") -> CellKind:
        period = self.period_at(place)
        if period is None:
            return CellKind.ABSENT
        if period.kind != "rota":
            return CellKind(period.kind)
        entries = self.entries_of(period, week)
        if not entries:
            return CellKind.EMPTY
        return CellKind.TURN if any(e.purpose == "lend" for e in entries) else CellKind.READING

    @cached_property
    def turns(self) -> tuple[RotaPlace, ...]:
        """The cells that a class can have, in the order of the grid: row by row."""
        turns = (p for p in self.periods if p.kind == "rota")
        places = (RotaPlace(p.weekday, Window(p.starts, p.ends)) for p in turns)
        return tuple(sorted(places, key=lambda place: (place.window, place.weekday)))


def _holds(entry: EntryLine, week: str) -> bool:
    return week == "every" or entry.week in ("every", week)


# --- what a cell says ------------------------------------------------------------------------------------------


def put(draft: Draft, place: RotaPlace, subject: SubjectLine, week: str = "every") -> Draft:
    """The cell is this subject's alone in such weeks."""
    return add(empty(draft, place, week), place, subject, week)


def add(draft: Draft, place: RotaPlace, subject: SubjectLine, week: str = "every", purpose: str = "lend") -> Draft:
    """Beside those who are in the cell already; a cell that was free or closed becomes a turn."""
    draft, period = _turn_at(draft, place)
    others = [e for e in draft.entries_of(period) if e.purpose == "lend" or purpose == "read"]
    kept = tuple(e for e in draft.entries if (e.period, e.weekday) != period.key)
    own = EntryLine(place.weekday, period.name, week, purpose, subject)
    return replace(draft, entries=kept + _joined([*others, own]))


def take(draft: Draft, place: RotaPlace, subject: SubjectLine, week: str = "every") -> Draft:
    return _without(draft, place, week, lambda entry: entry.subject == subject)


def empty(draft: Draft, place: RotaPlace, week: str = "every") -> Draft:
    """Nobody's in such weeks; whoever comes is served."""
    draft, _ = _turn_at(draft, place)
    return _without(draft, place, week, lambda _entry: True)


def mark(draft: Draft, place: RotaPlace, kind: CellKind) -> Draft:
    """FREE or CLOSED, in all weeks; those who were entered go."""
    draft = empty(draft, place)
    period = draft.period_at(place)
    others = tuple(p for p in draft.periods if p != period)
    return _sorted(replace(draft, periods=(*others, replace(period, kind=kind.value))))


def reading(draft: Draft, place: RotaPlace, week: str = "every") -> Draft:
    """A reading lesson of those who are entered, or of everybody."""
    subjects = dict.fromkeys(entry.subject for entry in draft.entries_at(place, week))
    draft = empty(draft, place, week)
    for subject in subjects or (EVERYONE,):
        draft = add(draft, place, subject, week, "read")
    return draft


def lending(draft: Draft, place: RotaPlace, week: str = "every") -> Draft:
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
    if period is not None and period.kind == "rota":
        return draft, period
    name = period.name if period else _name(draft, place)
    turn = PeriodLine(weekday, window.starts, window.ends, name, "rota")
    others = tuple(p for p in draft.periods if p != period)
    return _sorted(replace(draft, periods=(*others, turn))), turn


def _without(draft: Draft, place: RotaPlace, week: str, goes: Callable[[EntryLine], bool]) -> Draft:
    """What goes in odd weeks only stays in even ones."""
    period = draft.period_at(place)
    kept = []
    for entry in draft.entries:
        if period is None or (entry.period, entry.weekday) != period.key or not goes(entry) or not _holds(entry, week):
            kept.append(entry)
        elif week != "every" and entry.week == "every":
            (other,) = FORTNIGHT - {week}
            kept.append(replace(entry, week=other))
    return replace(draft, entries=tuple(kept))


def _joined(entries: Iterable[EntryLine]) -> tuple[EntryLine, ...]:
    """Odd and even together are every week; nobody stands twice in a cell."""
    weeks: dict[tuple[SubjectLine, str], set[str]] = {}
    first: dict[tuple[SubjectLine, str], EntryLine] = {}
    for entry in entries:
        key = entry.subject, entry.purpose
        first.setdefault(key, entry)
        weeks.setdefault(key, set()).add(entry.week)
    return tuple(
        replace(entry, week="every" if "every" in weeks[key] or weeks[key] == FORTNIGHT else min(weeks[key]))
        for key, entry in first.items()
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
    draft = _without(draft, place, "every", lambda _entry: True)
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
        draft = empty(draft, place) if kind == "rota" else mark(draft, place, CellKind(kind))
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

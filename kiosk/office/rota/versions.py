"""Versions of the rota with the days from which they hold: published, withdrawn, begun at once (S001).

Everything here goes from the rota as it is to the rota as it is to be. The newest version that has begun is in force;
at most those after it wait for their day."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from operator import attrgetter

from kiosk.circulation.rota import Kind, Mode
from kiosk.clock import clock_text
from kiosk.office.refusal import Gone
from kiosk.office.rota.draft import Draft, free_name
from kiosk.toml_files.rota_lines import ExceptionLine, PeriodKey, PeriodLine, RotaFile, VersionLine

ONE_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class WholeRota:
    """All that the school has said of bells and turns."""

    mode: Mode
    periods: tuple[PeriodLine, ...] = ()
    versions: tuple[VersionLine, ...] = ()
    exceptions: tuple[ExceptionLine, ...] = ()

    @property
    def file(self) -> RotaFile:
        return RotaFile(self.mode, self.periods, self.versions, self.exceptions)


def published(stored: WholeRota, draft: Draft) -> WholeRota:
    """As the newest version, from the draft's first day on: what ran until then ends the day before, what would
    have begun then or later is gone."""
    start = draft.valid_from
    stored = _ended_before(_without_from(stored, start), start)
    periods, names = _with_bells(stored.periods, draft.periods, start)
    entries = [replace(entry, period=names[entry.key]) for entry in draft.entries]
    name = free_name(start.isoformat(), {version.name for version in stored.versions})
    version = VersionLine(name, start, None, tuple(sorted(entries)))
    return replace(stored, periods=periods, versions=_in_order((*stored.versions, version)))


def withdrawn(stored: WholeRota, name: str) -> WholeRota:
    """A version that has not begun: the one before it goes on, and so do the bells that ended for it."""
    version = version_named(stored, name)
    last = version.valid_from - ONE_DAY
    others = [v for v in stored.versions if v.name != name]
    reopened = [replace(v, valid_to=None) if v.valid_to == last else v for v in others]
    periods = [p for p in stored.periods if p.valid_from != version.valid_from]
    periods = [replace(p, valid_to=None) if p.valid_to == last else p for p in periods]
    return replace(stored, versions=_in_order(reopened), periods=_by_place(periods))


def begun_at_once(stored: WholeRota, name: str, today: date) -> WholeRota:
    """A version that waits for its day holds from today on."""
    draft = replace(draft_of(stored, version_named(stored, name)), valid_from=today)
    return published(withdrawn(stored, name), draft)


def in_force(stored: WholeRota, today: date) -> VersionLine | None:
    running = [v for v in stored.versions if v.valid_from <= today and (v.valid_to is None or today <= v.valid_to)]
    return max(running, key=attrgetter("valid_from"), default=None)


def newest(stored: WholeRota, today: date) -> VersionLine | None:
    """The last that waits for its day, else the one in force, else the last that there was."""
    if not stored.versions:
        return None
    latest = stored.versions[-1]
    return latest if latest.valid_from > today else in_force(stored, today) or latest


def version_named(stored: WholeRota, name: str) -> VersionLine:
    """Raises Gone where there is none."""
    for version in stored.versions:
        if version.name == name:
            return version
    raise Gone


def draft_of(stored: WholeRota, version: VersionLine) -> Draft:
    """A copy to work on, with the bells that ring when it begins (S006)."""
    bells = tuple(p for p in stored.periods if p.rings_on(version.valid_from))
    keys: set[PeriodKey] = {period.key for period in bells}
    entries = tuple(e for e in version.entries if e.key in keys)
    undated = tuple(replace(p, valid_from=None, valid_to=None) for p in bells)
    return Draft(version.valid_from, _by_place(undated), entries)


def _without_from(stored: WholeRota, start: date) -> WholeRota:
    for version in reversed(stored.versions):
        if version.valid_from >= start:
            stored = withdrawn(stored, version.name)
    return stored


def _ended_before(stored: WholeRota, start: date) -> WholeRota:
    last = start - ONE_DAY
    versions = [replace(v, valid_to=last) if v.valid_to is None or v.valid_to > last else v for v in stored.versions]
    return replace(stored, versions=tuple(versions))


def _with_bells(
    stored: Sequence[PeriodLine], wanted: Sequence[PeriodLine], start: date
) -> tuple[tuple[PeriodLine, ...], dict[PeriodKey, str]]:
    """The bells of before and of `start` on, and the name of each wanted one. One that stays as it is rings on."""
    lasting = {_bell(p): p for p in stored if p.valid_to is None or p.valid_to >= start}
    names: dict[PeriodKey, str] = {}
    kept, new = [], []
    taken = {p.key for p in stored}
    for period in wanted:
        same = lasting.pop(_bell(period), None)
        if same is None:
            wish = period.name if period.key not in taken else _stretch(period)
            name = free_name(wish, {name for name, weekday in taken if weekday == period.weekday})
            taken.add((name, period.weekday))
            new.append(replace(period, name=name, valid_from=start, valid_to=None))
        else:
            name = same.name
            begins = same.valid_from and min(same.valid_from, start)
            kept.append(replace(same, valid_from=begins, valid_to=None))
        names[period.key] = name
    over = [replace(p, valid_to=start - ONE_DAY) for p in lasting.values() if (p.valid_from or date.min) < start]
    old = [p for p in stored if p.valid_to is not None and p.valid_to < start]
    return _by_place([*old, *over, *kept, *(new if stored else (replace(p, valid_from=None) for p in new))]), names


def _bell(period: PeriodLine) -> tuple[int, int, int, Kind]:
    return period.weekday, period.starts, period.ends, period.kind


def _stretch(period: PeriodLine) -> str:
    return f"{clock_text(period.starts)}–{clock_text(period.ends)}"


def _by_place(periods: Sequence[PeriodLine]) -> tuple[PeriodLine, ...]:
    return tuple(sorted(periods, key=attrgetter("place")))


def _in_order(versions: Sequence[VersionLine]) -> tuple[VersionLine, ...]:
    return tuple(sorted(versions, key=lambda version: (version.valid_from, version.name)))

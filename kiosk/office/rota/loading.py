"""The school's rota out of a file, and back into one."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import cast

from db.models import SchoolClass
from kiosk.lending.desk import Desk
from kiosk.office.actors import Actor, requires
from kiosk.office.editing import editing
from kiosk.office.permissions import Permission
from kiosk.office.rota.checks import (
    Class,
    exception_problems,
    period_problems,
    version_problems,
    version_warnings,
    with_weekdays,
)
from kiosk.office.rota.stored import TABLES, stored_rota, write_rota
from kiosk.office.rota.versions import WholeRota
from kiosk.toml_files.reading import WEEKDAYS, Loaded, Unusable
from kiosk.toml_files.rota import parse_rota, rota_text
from kiosk.toml_files.rota_lines import PeriodKey, RotaFile, VersionLine


def show_rota() -> str:
    """All that is stored, as a file that load_rota takes back."""
    return rota_text(stored_rota().file)


@requires(Permission.ROTA)
def load_rota(desk: Desk, actor: Actor, at: datetime, text: str) -> Loaded:
    """Replace what the file names: the mode, all periods, all exceptions, and rota versions of the same names.

    Other versions stay, and so does each part that the file leaves out. Raises Unusable."""
    with editing(desk, actor, at, "rota_loaded") as edit, edit.watching(*TABLES):
        return take_in(text)


def take_in(text: str) -> Loaded:
    """As load_rota, inside a deed that watches the tables by itself."""
    file = parse_rota(text)
    stored = stored_rota()
    wanted, own = _merged(file, stored)
    classes = _classes()
    problems = [*_duplicate_versions(file), *_problems(wanted, own, classes)]
    if problems:
        raise Unusable(problems)
    if wanted != stored:
        write_rota(stored, wanted)
    warnings = [line for version in own for line in version_warnings(version, wanted.periods, classes)]
    return Loaded(wanted != stored, tuple(warnings))


def _classes() -> list[Class]:
    rows = SchoolClass.select(SchoolClass.name, SchoolClass.grade, SchoolClass.division)
    in_order = rows.order_by(SchoolClass.grade, SchoolClass.name).tuples()
    return [Class(*row) for row in cast(Iterable[tuple[str, int, str]], in_order)]


def _merged(file: RotaFile, stored: WholeRota) -> tuple[WholeRota, list[VersionLine]]:
    """What will be stored, and those of its versions that come from the file."""
    periods = stored.periods if file.periods is None else file.periods
    own = [with_weekdays(version, periods) for version in file.versions]
    named = {version.name for version in own}
    versions = [version for version in stored.versions if version.name not in named] + own
    merged = WholeRota(
        file.mode or stored.mode,
        periods,
        tuple(sorted(versions, key=lambda version: (version.valid_from, version.name))),
        stored.exceptions if file.exceptions is None else file.exceptions,
    )
    return merged, own


def _duplicate_versions(file: RotaFile) -> list[str]:
    names = [version.name for version in file.versions]
    return [f"the rota «{name}» stands twice in the file" for name in dict.fromkeys(names) if names.count(name) > 1]


def _problems(wanted: WholeRota, own: Sequence[VersionLine], classes: Sequence[Class]) -> list[str]:
    problems = [*period_problems(wanted.periods), *exception_problems(wanted.exceptions, classes)]
    for version in own:
        problems += version_problems(version, wanted.periods, classes)
    known: set[PeriodKey] = {period.key for period in wanted.periods}
    for version in wanted.versions:
        lost = {(name, weekday) for name, weekday in _keys(version) - known if weekday is not None}
        if lost and version not in own:
            named = ", ".join(f"«{name}» on {WEEKDAYS[weekday]}" for name, weekday in sorted(lost))
            problems.append(
                f"the rota «{version.name}», which stays, still uses {named}: keep these periods, "
                f"or put «{version.name}» into the file too (without entries to be rid of them)"
            )
    return problems


def _keys(version: VersionLine) -> set[PeriodKey]:
    return {entry.key for entry in version.entries}

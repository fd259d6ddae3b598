"""The bell timetable, the class rota and its exceptions: load and show."""

from collections.abc import Sequence
from operator import attrgetter

from peewee import Database

from db.models import Period, Rota, RotaEntry, RotaException, SchoolClass
from db.settings import bump_bylaw, get_setting, put_setting
from kiosk.office.rota.checks import (
    Class,
    exception_problems,
    period_problems,
    version_problems,
    version_warnings,
    with_weekdays,
)
from kiosk.toml_files.reading import WEEKDAYS, Loaded, Unusable
from kiosk.toml_files.rota import parse_rota, rota_text
from kiosk.toml_files.rota_lines import EntryLine, ExceptionLine, PeriodLine, RotaFile, SubjectLine, VersionLine


def show_rota() -> str:
    """All that is stored, as a file that load_rota takes back."""
    return rota_text(stored_rota())


def load_rota(text: str, db: Database) -> Loaded:
    """Replace what the file names: the mode, all periods, all exceptions, and rota versions of the same names.

    Other versions stay, and so does each part that the file leaves out. Raises Unusable."""
    file = parse_rota(text)
    with db.atomic():
        stored = stored_rota()
        wanted, own = _merged(file, stored)
        classes = [Class(*row) for row in _classes()]
        problems = [*_duplicate_versions(file), *_problems(wanted, own, classes)]
        if problems:
            raise Unusable(problems)
        changed = wanted != stored
        if changed:
            write_rota(wanted, stored)
            bump_bylaw()
    warnings = [line for version in own for line in version_warnings(version, wanted.periods, classes)]
    return Loaded(changed, tuple(warnings))


def stored_rota() -> RotaFile:
    entries: dict = {}
    joined = RotaEntry.select(RotaEntry, Period).join(Period)
    for entry in joined:
        period = entry.period
        entries.setdefault(entry.rota_id, []).append(
            EntryLine(
                period.weekday, period.name, entry.week, entry.purpose, SubjectLine(entry.subject_kind, entry.subject)
            )
        )
    return RotaFile(
        get_setting("rota_mode"),
        tuple(sorted(map(_period_line, Period.select()), key=attrgetter("place"))),
        tuple(
            VersionLine(rota.name, rota.valid_from, rota.valid_to, tuple(sorted(entries.get(rota.id, ()))))
            for rota in Rota.select().order_by(Rota.valid_from, Rota.name)
        ),
        tuple(sorted(map(_exception_line, RotaException.select()))),
    )


def _exception_line(e: RotaException) -> ExceptionLine:
    subject = SubjectLine(e.subject_kind, e.subject)
    return ExceptionLine(e.day, e.starts, e.ends, e.kind, subject, e.granted_by, e.reason)


def _period_line(row: Period) -> PeriodLine:
    return PeriodLine(row.weekday, row.starts, row.ends, row.name, row.kind, row.valid_from, row.valid_to)


def _classes():
    return (
        SchoolClass.select(SchoolClass.name, SchoolClass.grade, SchoolClass.division)
        .order_by(SchoolClass.grade, SchoolClass.name)
        .tuples()
    )


def _merged(file: RotaFile, stored: RotaFile) -> tuple[RotaFile, list[VersionLine]]:
    """What will be stored, and those of its versions that come from the file."""
    periods = stored.periods if file.periods is None else file.periods
    own = [with_weekdays(version, periods) for version in file.versions]
    named = {version.name for version in own}
    versions = [version for version in stored.versions if version.name not in named] + own
    merged = RotaFile(
        file.mode or stored.mode,
        periods,
        tuple(sorted(versions, key=lambda version: (version.valid_from, version.name))),
        stored.exceptions if file.exceptions is None else file.exceptions,
    )
    return merged, own


def _duplicate_versions(file: RotaFile) -> list[str]:
    names = [version.name for version in file.versions]
    return [f"the rota «{name}» stands twice in the file" for name in dict.fromkeys(names) if names.count(name) > 1]


def _problems(wanted: RotaFile, own: Sequence[VersionLine], classes: Sequence[Class]) -> list[str]:
    problems = [*period_problems(wanted.periods), *exception_problems(wanted.exceptions, classes)]
    for version in own:
        problems += version_problems(version, wanted.periods, classes)
    known = {period.key for period in wanted.periods}
    for version in wanted.versions:
        lost = {(e.period, e.weekday) for e in version.entries} - known
        if lost and version not in own:
            named = ", ".join(f"«{name}» on {WEEKDAYS[weekday]}" for name, weekday in sorted(lost))
            problems.append(
                f"the rota «{version.name}», which stays, still uses {named}: keep these periods, "
                f"or put «{version.name}» into the file too (without entries to be rid of them)"
            )
    return problems


def write_rota(wanted: RotaFile, stored: RotaFile) -> None:
    """Make the tables say `wanted`, whole, where they say `stored`; what both say keeps its rows. In the caller's
    transaction, which bumps the by-law too."""
    put_setting("rota_mode", wanted.mode)
    names = {version.name for version in wanted.versions}
    for version in stored.versions:
        if version.name not in names:
            Rota.delete().where(Rota.name == version.name).execute()
    replaced = [version for version in wanted.versions if version not in stored.versions]
    for version in replaced:
        _forget_entries(version.name)
    _write_periods(wanted.periods)
    periods = {(period.name, period.weekday): period for period in Period.select()}
    for version in replaced:
        _write_version(version, periods)
    _write_exceptions(wanted.exceptions, stored.exceptions)


def _forget_entries(version: str) -> None:
    RotaEntry.delete().where(RotaEntry.rota.in_(Rota.select(Rota.id).where(Rota.name == version))).execute()


def _write_exceptions(wanted: Sequence[ExceptionLine], stored: Sequence[ExceptionLine]) -> None:
    for row in RotaException.select() if set(stored) - set(wanted) else ():
        if _exception_line(row) not in wanted:
            row.delete_instance()
    for line in (line for line in wanted if line not in stored):
        RotaException.create(
            day=line.day,
            starts=line.starts,
            ends=line.ends,
            kind=line.kind,
            subject_kind=line.subject.kind,
            subject=line.subject.name,
            granted_by=line.granted_by,
            reason=line.reason,
        )


def _write_periods(wanted: Sequence[PeriodLine]) -> None:
    """A period keeps its identity as long as name and weekday stay: other versions refer to it."""
    lines = {period.key: period for period in wanted}
    for period in Period.select():
        line = lines.pop((period.name, period.weekday), None)
        if line is None:
            period.delete_instance()
        elif _period_line(period) != line:
            Period.update(**_bells(line)).where(Period.id == period.id).execute()
    if lines:
        new = [{"name": line.name, "weekday": line.weekday, **_bells(line)} for line in lines.values()]
        Period.insert_many(new).execute()


def _bells(line: PeriodLine) -> dict:
    dates = {"valid_from": line.valid_from, "valid_to": line.valid_to}
    return {"starts": line.starts, "ends": line.ends, "kind": line.kind, **dates}


def _write_version(version: VersionLine, periods: dict[tuple[str, int], Period]) -> None:
    dates = {"valid_from": version.valid_from, "valid_to": version.valid_to}
    rota = Rota.get_or_none(Rota.name == version.name)
    if rota is None:
        rota = Rota.create(name=version.name, **dates)
    else:
        Rota.update(**dates).where(Rota.id == rota.id).execute()
    rows = [
        {
            "rota": rota,
            "period": periods[entry.period, entry.weekday],
            "week": entry.week,
            "purpose": entry.purpose,
            "subject_kind": entry.subject.kind,
            "subject": entry.subject.name,
        }
        for entry in version.entries
    ]
    if rows:
        RotaEntry.insert_many(rows).execute()

"""The school's rota in the database: bells, versions, exceptions and whether it is followed."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from operator import attrgetter
from uuid import UUID

from db.models import Period, Rota, RotaEntry, RotaException, Setting
from db.settings import get_setting, put_setting
from kiosk.circulation.rota import ExceptionKind, Kind, Mode, Purpose, SubjectKind, Week
from kiosk.office.editing import Edit
from kiosk.office.rota.versions import WholeRota
from kiosk.toml_files.rota_lines import EntryLine, ExceptionLine, PeriodKey, PeriodLine, SubjectLine, VersionLine

# What a deed watches that rewrites them: what is referred to comes first.
TABLES = (Setting, Period, Rota, RotaEntry, RotaException)


def stored_rota() -> WholeRota:
    entries: defaultdict[UUID, list[EntryLine]] = defaultdict(list)
    for entry in RotaEntry.select(RotaEntry, Period).join(Period):
        entries[entry.rota.id].append(_entry_line(entry))
    return WholeRota(
        Mode(get_setting("rota_mode")),
        tuple(sorted(map(_period_line, Period.select()), key=attrgetter("place"))),
        tuple(
            VersionLine(rota.name, rota.valid_from, rota.valid_to, tuple(sorted(entries[rota.id])))
            for rota in Rota.select().order_by(Rota.valid_from, Rota.name)
        ),
        tuple(sorted(map(_exception_line, RotaException.select()))),
    )


def _entry_line(row: RotaEntry) -> EntryLine:
    return EntryLine(row.period.weekday, row.period.name, Week(row.week), Purpose(row.purpose), _subject(row))


def _exception_line(row: RotaException) -> ExceptionLine:
    return ExceptionLine(
        row.day, row.starts, row.ends, ExceptionKind(row.kind), _subject(row), row.granted_by, row.reason
    )


def _subject(row: RotaEntry | RotaException) -> SubjectLine:
    return SubjectLine(SubjectKind(row.subject_kind), row.subject)


def _period_line(row: Period) -> PeriodLine:
    return PeriodLine(row.weekday, row.starts, row.ends, row.name, Kind(row.kind), row.valid_from, row.valid_to)


def rewrite_rota(edit: Edit, stored: WholeRota, wanted: WholeRota) -> None:
    """Inside a deed: make the tables say `wanted` where they say `stored`; what both say keeps its rows."""
    with edit.watching(*TABLES):
        write_rota(stored, wanted)


def write_rota(stored: WholeRota, wanted: WholeRota) -> None:
    """As rewrite_rota, inside a deed that watches the tables by itself."""
    put_setting("rota_mode", wanted.mode)
    names = {version.name for version in wanted.versions}
    for version in stored.versions:
        if version.name not in names:
            Rota.delete().where(Rota.name == version.name).execute()
    replaced = [version for version in wanted.versions if version not in stored.versions]
    for version in replaced:
        _forget_entries(version.name)
    _write_periods(wanted.periods)
    periods: dict[PeriodKey, Period] = {(period.name, period.weekday): period for period in Period.select()}
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


def _bells(line: PeriodLine) -> dict[str, object]:
    dates = {"valid_from": line.valid_from, "valid_to": line.valid_to}
    return {"starts": line.starts, "ends": line.ends, "kind": line.kind, **dates}


def _write_version(version: VersionLine, periods: Mapping[PeriodKey, Period]) -> None:
    dates = {"valid_from": version.valid_from, "valid_to": version.valid_to}
    rota = Rota.get_or_none(Rota.name == version.name)
    if rota is None:
        rota = Rota.create(name=version.name, **dates)
    else:
        Rota.update(**dates).where(Rota.id == rota.id).execute()
    rows = [
        {
            "rota": rota,
            "period": periods[entry.key],
            "week": entry.week,
            "purpose": entry.purpose,
            "subject_kind": entry.subject.kind,
            "subject": entry.subject.name,
        }
        for entry in version.entries
    ]
    if rows:
        RotaEntry.insert_many(rows).execute()

"""Carry all records over into an empty database, and let both sides be counted and summed before it stands."""

from collections.abc import Mapping
from pathlib import Path

from peewee import Database, DatabaseError, PostgresqlDatabase

from kiosk.backup.checking import opened, schema_of
from kiosk.backup.tables import TableTally, copy_all, counts, one_moment, tallies
from kiosk.backup.words import CopyFailed, Progress, WhyNoBackup, failed_on, quiet


def carry_over(source: Database, target: Database, progress: Progress = quiet) -> Mapping[str, TableTally]:
    """All tables in one transaction: all of it is there, or nothing. The tallies, the same on both sides.

    target: open, of this program's schema, and empty. Raises CopyFailed."""
    full = [name for name, rows in counts(target).items() if rows]
    if full:
        raise CopyFailed(
            WhyNoBackup.NOT_EMPTY, f"the target holds records already ({', '.join(full)}): name an empty database"
        )
    try:
        with one_moment(source), target.atomic():
            read = copy_all(source, target, progress)
            _compare(read, tallies(target, progress))
    except DatabaseError as error:
        raise failed_on("nothing was carried over", error) from error
    if isinstance(target, PostgresqlDatabase):
        target.execute_sql("ANALYZE")
    return read


def _compare(read: Mapping[str, TableTally], written: Mapping[str, TableTally]) -> None:
    different = [name for name in read if read[name] != written[name]]
    if different:
        raise CopyFailed(
            WhyNoBackup.DIFFERS, f"{', '.join(different)} arrived otherwise than they were: nothing was kept"
        )


def move_centre(file: Path, target: Database, progress: Progress = quiet) -> Mapping[str, TableTally]:
    """A centre's SQLite file into an empty PostgreSQL database; the file is only read. Raises CopyFailed."""
    with opened(file) as source:
        known, ours = schema_of(source), schema_of(target)
        if known != ours:
            sentence = f"{file} is of an older station ({known}): `centre status --db {file}` brings it up to date"
            raise CopyFailed(WhyNoBackup.NEWER, sentence)
        return carry_over(source, target, progress)

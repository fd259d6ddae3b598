"""Write a copy of the records while they are in use, look at it, and only then let it count."""

import fcntl
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

from peewee import Database, DatabaseError, SqliteDatabase
from playhouse.migrations import Runner

from db.migrate import FOLDER
from kiosk.backup import manifest as manifests
from kiosk.backup.checking import look_into, opened, owner_of, positions_of, schema_of, watched
from kiosk.backup.manifest import Manifest, sha256_of, to_disk
from kiosk.backup.rotation import kept
from kiosk.backup.tables import copy_all, one_moment, tallies
from kiosk.backup.words import CopyFailed, Progress, WhyNoBackup, failed_on, quiet
from kiosk.clock import to_ms

SUFFIX, PARTIAL = ".sqlite", ".partial"
# Of a PostgreSQL database's size nothing is known beforehand; less than this is too little for any.
LEAST_FREE = 16 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class Backup:
    """removed: older copies that rotation no longer keeps. second_medium: not on the disk of the database itself."""

    path: Path
    manifest: Manifest
    second_medium: bool
    removed: tuple[Path, ...] = ()


def back_up(db: Database, folder: Path, at: datetime, progress: Progress = quiet) -> Backup:
    """A copy of `db`, which others go on using, in `folder`. Raises CopyFailed: nothing has changed there then.

    A copy in which the journal and the tables say different things is kept and says so (manifest.differing); older
    ones stay beside it."""
    _see_folder(folder, db)
    owner = owner_of(db)
    with _alone(folder, owner):
        for left in folder.glob(f"{owner}-*{PARTIAL}*"):
            left.unlink()
        path = folder / f"{owner}-{at:%Y%m%d-%H%M%S}{SUFFIX}"
        partial = path.with_suffix(PARTIAL)
        try:
            # It holds readers' names.
            partial.touch(0o600)
            _copy(db, partial, progress)
            manifest = _look_at(partial, owner, at, progress)
            # The manifest last: a copy without one does not count.
            partial.rename(path)
            manifests.write(path, manifest)
            removed = _rotate(folder, owner, path, bool(manifest.differing))
        except (OSError, DatabaseError) as error:
            raise failed_on(folder, error) from error
        finally:
            partial.unlink(missing_ok=True)
    return Backup(path, manifest, _is_elsewhere(db, folder), removed)


def copies_in(folder: Path, owner: str) -> list[tuple[Path, Manifest]]:
    """Newest first, those that count."""
    found = []
    for path in sorted(folder.glob(f"{owner}-*{SUFFIX}"), reverse=True):
        try:
            manifest = manifests.read(path)
        except CopyFailed:
            continue
        if manifest and not manifest.differing:
            found.append((path, manifest))
    return found


def _see_folder(folder: Path, db: Database) -> None:
    if not folder.is_dir():
        raise CopyFailed(WhyNoBackup.NO_FOLDER, f"{folder} is not there: plug the medium in, or name another place")
    if not os.access(folder, os.W_OK):
        raise CopyFailed(WhyNoBackup.READ_ONLY, f"{folder} cannot be written: see whether it is locked or read-only")
    needed = Path(db.database).stat().st_size if isinstance(db, SqliteDatabase) else LEAST_FREE
    free = shutil.disk_usage(folder).free
    if free < needed:
        sentence = f"{folder}: the disk is full ({free >> 20} MB free, {needed >> 20} MB needed); make room there"
        raise CopyFailed(WhyNoBackup.DISK_FULL, sentence)


@contextmanager
def _alone(folder: Path, owner: str) -> Iterator[None]:
    """Two at once would take each other's half-written files for left-overs."""
    try:
        lock = (folder / f".{owner}.lock").open("w")
    except OSError as error:
        raise failed_on(folder, error) from error
    with lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise CopyFailed(
                WhyNoBackup.BUSY, f"another backup is being written to {folder}: wait until it is done"
            ) from None
        yield


def _copy(db: Database, partial: Path, progress: Progress) -> None:
    if isinstance(db, SqliteDatabase):
        size = Path(db.database).stat().st_size

        def tick() -> None:
            progress("copying", partial.stat().st_size, size)

        # One reading transaction: loans that are made meanwhile go into the WAL and wait for nothing.
        with watched(db, tick):
            db.execute_sql("VACUUM INTO ?", (str(partial),))
        return
    with opened(partial, read_only=False) as copy:
        # Half of it is as good as nothing, so nothing is gained by waiting for the medium before the end.
        copy.execute_sql("PRAGMA journal_mode=off")
        copy.execute_sql("PRAGMA synchronous=off")
        Runner(copy, str(FOLDER)).up()
        with one_moment(db), copy.atomic():
            read = copy_all(db, copy, progress)
        if tallies(copy, progress) != read:
            raise CopyFailed(
                WhyNoBackup.DAMAGED, f"{partial.parent} keeps something else than was written: try another medium"
            )


def _look_at(partial: Path, owner: str, at: datetime, progress: Progress) -> Manifest:
    written = sha256_of(partial, progress)
    to_disk(partial)
    with opened(partial) as copy:
        schema, positions = schema_of(copy), positions_of(copy)
        tables, agrees = look_into(copy, progress)
    if sha256_of(partial, progress, "reading again") != written:
        raise CopyFailed(
            WhyNoBackup.DAMAGED, f"{partial.parent} keeps something else than was written: try another medium"
        )
    size = partial.stat().st_size
    return Manifest(to_ms(at), owner, schema, size, written, tables, positions, agrees.differing)


def _rotate(folder: Path, owner: str, newest: Path, differing: bool) -> tuple[Path, ...]:
    """Of several of one day the last one stays; of those that do not count, only the newest of all. differing:
    whether that is the one just made: those that count all stay then."""
    counting = [path for path, _ in copies_in(folder, owner)]
    last_of_day: dict[date, Path] = {}
    for path in counting:
        last_of_day.setdefault(_day(path), path)
    stay = {newest} | (set(counting) if differing else {last_of_day[day] for day in kept(last_of_day)})
    gone = [path for path in folder.glob(f"{owner}-*{SUFFIX}") if path not in stay and path.name < newest.name]
    for path in gone:
        # The manifest first: what is left of a copy when the power fails here does not count.
        manifests.place_of(path).unlink(missing_ok=True)
        path.unlink()
    return tuple(gone)


def _day(path: Path) -> date:
    return date.fromisoformat(path.stem.rsplit("-", 2)[1])


def _is_elsewhere(db: Database, folder: Path) -> bool:
    """Whether a dead disk would leave one of the two. Of a server's disk nothing is known here."""
    if not isinstance(db, SqliteDatabase):
        return True
    return Path(db.database).stat().st_dev != folder.stat().st_dev

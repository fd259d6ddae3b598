"""Look at a copy before it counts, and again before it is put back."""

import shutil
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from peewee import Database, DatabaseError, SqliteDatabase
from playhouse.migrations import Runner

from db.migrate import FOLDER
from db.models import Position, Setting
from kiosk.backup import manifest as manifests
from kiosk.backup.agreement import Agreement, agreement
from kiosk.backup.manifest import Manifest, sha256_of
from kiosk.backup.tables import counts
from kiosk.backup.words import CopyFailed, Progress, WhyNoBackup, failed_on, quiet
from kiosk.sync.entities import CENTRE_ID
from kiosk.sync.identity import NAME

HEADER = b"SQLite format 3\x00"
STEPS = 200_000  # of SQLite's machine between two signs of life


@dataclass(frozen=True, slots=True)
class Checked:
    """A copy that is whole. agreement: of the journal with the tables. manifest: None for a copy without one."""

    path: Path
    tables: dict[str, int]
    agreement: Agreement
    manifest: Manifest | None


@contextmanager
def opened(path: Path, read_only: bool = True) -> Iterator[SqliteDatabase]:
    """A copy, in this thread; the models stay bound to the station's own database. Raises CopyFailed."""
    pragmas = {"query_only": int(read_only), "foreign_keys": 0, "cache_size": -64_000}
    db = SqliteDatabase(str(path), pragmas=pragmas, autoconnect=False)
    try:
        db.connect()
        yield db
    except (DatabaseError, sqlite3.DatabaseError) as error:
        raise failed_on(path, error) from error
    finally:
        db.close()


@contextmanager
def watched(db: Database, tick: Callable[[], object]) -> Iterator[None]:
    """tick: called now and then while one long statement runs."""

    def go_on() -> int:
        tick()
        return 0

    db.connection().set_progress_handler(go_on, STEPS)
    try:
        yield
    finally:
        db.connection().set_progress_handler(None, 0)


def schema_of(db: Database) -> str:
    """Raises CopyFailed for a file of something else, or of a newer station."""
    if not db.table_exists("schema_migration"):
        raise CopyFailed(WhyNoBackup.DAMAGED, f"{db.database} is no copy of a station's records: name another file")
    names = [migration.name for migration in Runner(db, str(FOLDER)).status() if migration.applied]
    unknown = [name for name in names if not (FOLDER / f"{name}.py").exists()]
    if unknown:
        sentence = f"{db.database} was made by a newer station (it knows {unknown[-1]}): update this program first"
        raise CopyFailed(WhyNoBackup.NEWER, sentence)
    return names[-1]


def positions_of(db: Database) -> tuple[tuple[str, int, int], ...]:
    """How far the journals of kiosks reach in the file of a centre."""
    return tuple(db.execute(Position.select(Position.kiosk, Position.epoch, Position.have)))


def owner_of(db: Database) -> str:
    """Whose records: a kiosk's name, or that of a centre."""
    settings = dict(db.execute(Setting.select(Setting.key, Setting.value).where(Setting.key.in_([NAME, CENTRE_ID]))))
    if CENTRE_ID in settings:
        return f"centre-{settings['centre_id']}"
    return settings.get(NAME, "station")


def look_into(db: Database, progress: Progress = quiet) -> tuple[dict[str, int], Agreement]:
    """Integrity, references, counts, and the journal against the tables. Raises CopyFailed."""
    with watched(db, lambda: progress("integrity", 0, 0)):
        found = db.execute_sql("PRAGMA integrity_check(1)").fetchone()[0]
        orphan = db.execute_sql("PRAGMA foreign_key_check").fetchone()
    if found != "ok":
        raise CopyFailed(
            WhyNoBackup.DAMAGED, f"{db.database} is damaged ({found.splitlines()[-1]}): use another backup"
        )
    if orphan:
        raise CopyFailed(WhyNoBackup.DAMAGED, f"{db.database} is damaged (a row of {orphan[0]} refers to nothing)")
    try:
        return counts(db), agreement(db, progress)
    except (ValueError, KeyError, TypeError) as error:
        raise CopyFailed(
            WhyNoBackup.DAMAGED, f"{db.database} is damaged (the journal cannot be read): use another"
        ) from error


def _see_file(path: Path) -> Manifest | None:
    """What its manifest says of it. Raises CopyFailed for what cannot be that file."""
    try:
        size = path.stat().st_size
        with path.open("rb") as file:
            header = file.read(len(HEADER))
    except OSError as error:
        raise failed_on(path, error) from error
    said = manifests.read(path)
    if said and size < said.size:
        raise CopyFailed(WhyNoBackup.DAMAGED, f"{path} is cut short ({size} of {said.size} bytes): use another backup")
    if header != HEADER:
        raise CopyFailed(
            WhyNoBackup.DAMAGED, f"{path} is no copy of a station's records, or is damaged: name another file"
        )
    return said


def rehearse(path: Path, folder: Path | None = None, progress: Progress = quiet) -> Checked:
    """Put the copy back in a temporary place and look at it there: what a restore would find. Raises CopyFailed.

    folder: where there is room for it; None for the system's own temporary folder."""
    with TemporaryDirectory(prefix="restore-", dir=folder) as place:
        return put_into(path, Path(place) / path.name, progress)


def put_into(path: Path, place: Path, progress: Progress = quiet) -> Checked:
    """Copy the file to `place`, bring it to this program's schema, and look at it there. Raises CopyFailed."""
    said = _see_file(path)
    try:
        shutil.copyfile(path, place)
        manifests.to_disk(place)
    except OSError as error:
        raise failed_on(place, error) from error
    if said and sha256_of(place, progress) != said.sha256:
        raise CopyFailed(WhyNoBackup.DAMAGED, f"{path} is damaged (its checksum is another): use another backup")
    with opened(place, read_only=False) as db:
        schema_of(db)
        before = said and {name: db.execute_sql(f'SELECT count(*) FROM "{name}"').fetchone()[0] for name in said.tables}
        if said and before != dict(said.tables):
            raise CopyFailed(WhyNoBackup.DAMAGED, f"{path} holds other rows than its manifest says: use another backup")
        Runner(db, str(FOLDER)).up()
        tables, agrees = look_into(db, progress)
    manifests.to_disk(place)
    return Checked(path, tables, agrees, said)

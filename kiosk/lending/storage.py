"""Turn what a database can suffer into one thing that a screen can show."""

import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from enum import StrEnum
from pathlib import Path

import psycopg
from peewee import Database, DatabaseError, IntegrityError, InterfaceError, SqliteDatabase

from db.models import Journal, Setting

# peewee's own and, where the hot path speaks to the driver directly, the drivers'.
STORAGE_ERRORS = (DatabaseError, InterfaceError, sqlite3.Error, psycopg.Error)
TAKEN = (IntegrityError, sqlite3.IntegrityError, psycopg.IntegrityError)

# Bytes. Lending stops while there is still room for what follows from it: returns under way, sync, a copy of the log.
RESERVE = 32 * 1024 * 1024


class StorageFault(StrEnum):
    DISK_FULL = "disk_full"
    DATABASE = "database"


class TakenMeanwhile(Exception):
    """Somebody else was quicker: the database holds a rule that our look-up did not see broken."""


class StorageFailed(Exception):
    """Nothing more can be recorded here now."""

    def __init__(self, cause: StorageFault) -> None:
        super().__init__(cause)
        self.cause = cause


@contextmanager
def transaction(db: Database) -> Iterator[None]:
    """All or nothing; raises StorageFailed when it could not be made durable.

    Raises TakenMeanwhile when the caller should look again."""
    try:
        with db.atomic():
            yield
    except TAKEN as error:
        raise TakenMeanwhile from error
    except STORAGE_ERRORS as error:
        raise StorageFailed(cause_of(error)) from error


def cause_of(error: Exception) -> StorageFault:
    if isinstance(error, StorageFailed):
        return error.cause
    return StorageFault.DISK_FULL if _is_full(error) else StorageFault.DATABASE


def _is_full(error: BaseException | None) -> bool:
    """A full SQLite rolls back by itself, and the error seen last says only that there is nothing to roll back."""
    if error is None:
        return False
    return "full" in str(error) or "No space left" in str(error) or _is_full(error.__cause__ or error.__context__)


def needs_room(db: Database) -> None:
    """Raises StorageFailed when the disk of the station's own file is nearly full; a server looks after its own."""
    if not isinstance(db, SqliteDatabase) or db.database == ":memory:":
        return
    try:
        free = shutil.disk_usage(Path(db.database).absolute().parent).free
    except OSError as error:
        raise StorageFailed(StorageFault.DATABASE) from error
    if free < RESERVE:
        raise StorageFailed(StorageFault.DISK_FULL)


def can_write(db: Database) -> None:
    """Raises StorageFailed when nothing could be made durable now. A connection that has died is made anew."""
    needs_room(db)
    try:
        db.close()
        db.connect()
    except STORAGE_ERRORS as error:
        raise StorageFailed(cause_of(error)) from error
    with transaction(db):
        bump = Setting.insert(key="kiosk_write_probe", value="").on_conflict(
            conflict_target=[Setting.key], update={Setting.value: ""}
        )
        bump.execute()


def records_kept(db: Database) -> int:
    """How many events are safe in this station's journal; 0 when even that cannot be read."""
    try:
        return Journal.select().count()
    except STORAGE_ERRORS:
        return 0

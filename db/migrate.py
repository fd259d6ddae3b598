"""Bring a database to the schema that this program knows, before anything else touches it."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from peewee import Database, SqliteDatabase
from playhouse.migrations import Runner

from db.rows import run_sql

FOLDER = Path(__file__).parent / "migrations"
# Any number serves, as long as every process of the station takes the same one.
LOCK = 7_203_119


class NewerDatabase(Exception):
    """The database was written by a newer version of the station; the message says so."""


@contextmanager
def _one_at_a_time(db: Database) -> Iterator[None]:
    """Several processes may start at once; the runner itself takes no lock."""
    if isinstance(db, SqliteDatabase):
        with db.atomic("EXCLUSIVE"):
            yield
        return
    run_sql(db, "select pg_advisory_lock(%s)", (LOCK,))
    try:
        yield
    finally:
        run_sql(db, "select pg_advisory_unlock(%s)", (LOCK,))


def _pending(runner: Runner) -> list[str]:
    """Names not applied yet; raises NewerDatabase when the database knows more than the program does."""
    status = runner.status()
    unknown = [migration.name for migration in status if migration.path is None]
    if unknown:
        raise NewerDatabase(
            f"this database was made by a newer station (it knows {unknown[-1]}): update the program, then start again"
        )
    return [migration.name for migration in status if migration.applied is None]


def _copy_aside(db: SqliteDatabase, before: str) -> None:
    target = Path(f"{db.database}.before-{before}")
    if db.database != ":memory:" and not target.exists():
        run_sql(db, "vacuum into ?", (str(target),))


def migrate(db: Database) -> list[str]:
    """Apply what is missing, forward only; an existing SQLite file is copied aside first."""
    runner = Runner(db, str(FOLDER))
    pending = _pending(runner)
    if not pending:
        return []
    if isinstance(db, SqliteDatabase) and runner.applied():
        _copy_aside(db, pending[0])
    with _one_at_a_time(db):
        return runner.up() if _pending(runner) else []

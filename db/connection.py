"""Open the station's database: an embedded SQLite file, or PostgreSQL by URL."""

from pathlib import Path

from peewee import Database, PostgresqlDatabase, SqliteDatabase

from db.models import MODELS, database

SQLITE_PRAGMAS = {
    "foreign_keys": 1,
    "journal_mode": "wal",
    # FULL: a loan that the screen has confirmed survives a pulled plug; NORMAL lost some in 292 of 400 cuts.
    "synchronous": "full",
    "journal_size_limit": 16 * 1024 * 1024,
}


class WrongDatabase(Exception):
    """The place named is no database of the station's; the message says what to do."""


def connect(url: str) -> Database:
    """A database handle, not yet opened: `postgresql://…`, or the path of a SQLite file (`:memory:` for tests)."""
    if url.startswith(("postgresql://", "postgres://")):
        return PostgresqlDatabase(url, autoconnect=False, prefer_psycopg3=True)
    if "://" in url:
        raise WrongDatabase(f"«{url}» is no database this station knows: give a file name or postgresql://…")
    return SqliteDatabase(
        url,
        pragmas=SQLITE_PRAGMAS,
        autoconnect=False,
        timeout=5,
        # Deferred transactions that read, then write fail «database is locked» in spite of the timeout.
        lock_type="IMMEDIATE",
    )


def open_database(url: str) -> Database:
    """Bind the models to `url`, bring its schema up to date, and leave it open in this thread."""
    from db.migrate import migrate

    handle = connect(url)
    if isinstance(handle, SqliteDatabase) and url != ":memory:":
        Path(url).expanduser().parent.mkdir(parents=True, exist_ok=True)
    database.initialize(handle)
    handle.bind(MODELS, bind_refs=False, bind_backrefs=False)
    handle.connect(reuse_if_open=True)
    migrate(handle)
    return handle

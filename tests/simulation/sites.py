"""A database in memory for each site, and the models turned to whichever site is at work."""

from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from itertools import count
from unittest.mock import patch
from uuid import UUID

from peewee import Database, SqliteDatabase

from db.connection import connect, open_database
from db.models import MODELS
from tests.simulation.school import START


@cache
def _empty() -> SqliteDatabase:
    """Of the newest schema, to be copied: migrating takes a hundred times as long."""
    return open_database(":memory:")


def empty_site() -> SqliteDatabase:
    return copy_of(_empty())


def copy_of(db: SqliteDatabase) -> SqliteDatabase:
    """A database of its own with the same content, as an image of the disk has."""
    copied = connect(":memory:")
    copied.connect()
    db.connection().backup(copied.connection())
    return copied


class Turn:
    """Which site the models speak to."""

    def __init__(self) -> None:
        self._now: Database | None = None

    @contextmanager
    def of(self, db: Database) -> Iterator[None]:
        before, self._now = self._now, db
        db.bind(MODELS, bind_refs=False, bind_backrefs=False)
        try:
            yield
        finally:
            self._now = before
            if before is not None:
                before.bind(MODELS, bind_refs=False, bind_backrefs=False)


@contextmanager
def repeatable_identities() -> Iterator[None]:
    """Identities that grow from one seed to the next run of it in the same way; those of UUIDv7 hold the true time."""
    numbers = count(1)

    def next_id() -> UUID:
        return UUID(int=START << 80 | 7 << 76 | next(numbers))

    with patch("db.journal.new_id", next_id), patch("kiosk.lending.check_outs.new_id", next_id):
        yield

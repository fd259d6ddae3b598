"""Every table from one database to another, of whatever engine, with counts and checksums that know no order."""

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from itertools import islice
from uuid import UUID

from peewee import Database, Model, PostgresqlDatabase, __exception_wrapper__

from db.models import MODELS
from kiosk.backup.words import Progress, quiet

BATCH = 5_000
# Sums of digests, so that a row that is there twice does not cancel itself out.
MODULUS = 2**128


@dataclass(frozen=True, slots=True)
class TableTally:
    """rows: how many; checksum: 32 hex digits, the same on both engines and in whatever order the rows come."""

    rows: int
    checksum: str


class Summing:
    """The tally of the rows that have gone by."""

    def __init__(self) -> None:
        self._rows, self._sum = 0, 0

    def of(self, rows: Iterable[tuple]) -> Iterator[tuple]:
        for row in rows:
            text = json.dumps(row, ensure_ascii=True, separators=(",", ":"))
            self._sum += int.from_bytes(hashlib.blake2b(text.encode(), digest_size=16).digest(), "big")
            self._rows += 1
            yield row

    @property
    def tally(self) -> TableTally:
        return TableTally(self._rows, f"{self._sum % MODULUS:032x}")


def name_of(model: type[Model]) -> str:
    return model._meta.table_name


def _columns(model: type[Model]) -> str:
    return ", ".join(f'"{field.column_name}"' for field in model._meta.sorted_fields)


def _stored(value: object) -> object:
    """As SQLite keeps it."""
    if isinstance(value, UUID):
        return value.hex
    if isinstance(value, bool):
        return int(value)
    return value.isoformat() if isinstance(value, date) else value


def rows_of(db: Database, model: type[Model]) -> Iterator[tuple]:
    """In no particular order, as SQLite keeps them; on PostgreSQL inside the caller's transaction."""
    text = f'SELECT {_columns(model)} FROM "{name_of(model)}"'
    if not isinstance(db, PostgresqlDatabase):
        with __exception_wrapper__:
            yield from db.execute_sql(text)
        return
    with __exception_wrapper__, db.connection().cursor(name=f"copy_{name_of(model)}") as cursor:
        cursor.itersize = BATCH
        for row in cursor.execute(text):
            yield tuple(map(_stored, row))


def count_of(db: Database, model: type[Model]) -> int:
    return db.execute_sql(f'SELECT count(*) FROM "{name_of(model)}"').fetchone()[0]


def counts(db: Database) -> dict[str, int]:
    return {name_of(model): count_of(db, model) for model in MODELS}


def tallies(db: Database, progress: Progress = quiet) -> dict[str, TableTally]:
    """Of every table, read once more from where it now is."""
    total, done, found = sum(counts(db).values()), 0, {}
    for model in MODELS:
        summing, rows = Summing(), rows_of(db, model)
        for batch in _batches(summing.of(rows)):
            done += len(batch)
            progress("reading again", done, total)
        found[name_of(model)] = summing.tally
    return found


def _batches(rows: Iterator[tuple]) -> Iterator[list[tuple]]:
    while batch := list(islice(rows, BATCH)):
        yield batch


def copy_all(source: Database, target: Database, progress: Progress = quiet) -> Mapping[str, TableTally]:
    """The tallies of what was read. Both sides: the caller's transactions, so that one moment is copied whole."""
    total, done, read = sum(counts(source).values()), 0, {}
    for model in MODELS:
        summing = Summing()
        for batch in _batches(summing.of(rows_of(source, model))):
            _write(target, model, batch)
            done += len(batch)
            progress("copying", done, total)
        read[name_of(model)] = summing.tally
    return read


def _write(target: Database, model: type[Model], batch: list[tuple]) -> None:
    # The drivers are spoken to directly, for speed; their exceptions become peewee's here.
    with __exception_wrapper__:
        if isinstance(target, PostgresqlDatabase):
            with target.cursor().copy(f'COPY "{name_of(model)}" ({_columns(model)}) FROM STDIN') as copy:
                for row in batch:
                    copy.write_row(row)
            return
        places = ", ".join("?" * len(model._meta.sorted_fields))
        text = f'INSERT INTO "{name_of(model)}" ({_columns(model)}) VALUES ({places})'
        target.connection().executemany(text, batch)


@contextmanager
def one_moment(db: Database) -> Iterator[None]:
    """A reading transaction: what others commit meanwhile is not seen, and nobody waits."""
    db.execute_sql("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY" if isinstance(db, PostgresqlDatabase) else "BEGIN")
    try:
        yield
    finally:
        db.execute_sql("ROLLBACK")

"""What peewee gives back that is no model, with the types that its own signatures leave out."""

from collections.abc import Callable, Iterable, Sequence
from contextlib import AbstractContextManager
from typing import Any, Protocol

import peewee
from peewee import BaseQuery, Database

# What the driver raises within it comes out as peewee's.
as_peewees: AbstractContextManager[None] = peewee.__exception_wrapper__  # type: ignore[attr-defined]  # not in the stubs


class DriverConnection(Protocol):
    def execute(self, sql: str, parameters: Sequence[object], /) -> Any: ...


def tuples(query: BaseQuery) -> Iterable[tuple[Any, ...]]:
    return query.tuples()


def pairs(query: BaseQuery) -> Iterable[tuple[Any, Any]]:
    return query.tuples()


def dicts(query: BaseQuery) -> Iterable[dict[str, Any]]:
    return query.dicts()


def driver_of(db: Database) -> DriverConnection:
    """The driver's own connection of this thread: past peewee's bookkeeping."""
    connection: Callable[[], DriverConnection] = db.connection
    return connection()


def cursor_of(db: Database) -> Any:
    """The driver's. Raises peewee's InterfaceError where the database is closed."""
    cursor: Callable[[], Any] = db.cursor
    return cursor()


def run_sql(db: Database, sql: str, parameters: Sequence[object] | None = None) -> Any:
    """The driver's cursor."""
    execute: Callable[[str, Sequence[object] | None], Any] = db.execute_sql
    return execute(sql, parameters)

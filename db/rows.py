"""What peewee gives back that is no model, with the types that its own signatures leave out."""

from collections.abc import Callable, Iterable, Sequence
from typing import Any, Protocol

from peewee import BaseQuery, Database


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


def run_sql(db: Database, sql: str, parameters: Sequence[object] | None = None) -> Any:
    """The driver's cursor."""
    execute: Callable[[str, Sequence[object] | None], Any] = db.execute_sql
    return execute(sql, parameters)

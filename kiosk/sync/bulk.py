"""Many rows or many values in one statement, at several times the speed of peewee's own way."""

from collections.abc import Iterable, Sequence

from peewee import OP, SQL, Database, Expression, Field, Insert, ModelInsert, Update, __exception_wrapper__


def write_many(db: Database, query: Insert | ModelInsert | Update, rows: Sequence[Sequence[object]]) -> None:
    """Run `query` once for each row of parameters, given in the order in which its SQL names them.

    The values in the query itself are only examples. Raises peewee's exceptions."""
    if not rows:
        return
    text, _ = query.sql()
    # db.execute_sql does the same for one row: the drivers' exceptions become peewee's.
    with __exception_wrapper__:
        cursor = db.cursor()
        cursor.executemany(text, rows)
        cursor.close()


def among(field: Field, values: Iterable[str]) -> Expression:
    """`field IN values`, in order and each once, for values that go to the database as they are.

    peewee compiles each value of its own `in_` by itself, which takes longer than the database needs to find it."""
    values = sorted(set(values))
    if not values:
        return SQL("1 = 0")
    places = ", ".join([field.model._meta.database.param] * len(values))
    return Expression(field, OP.IN, SQL(f"({places})", values))

"""Many rows in one statement that peewee has compiled: several times the speed of its own bulk inserts."""

from collections.abc import Sequence

from peewee import Database, Insert, ModelInsert, Update, __exception_wrapper__


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

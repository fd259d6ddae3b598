"""Many rows at once into a SQLite file, as SQLite keeps them."""

import random
from collections.abc import Iterable

from peewee import Database

from db.models import MODELS

_MODELS = {model._meta.table_name: model for model in MODELS}


def write(db: Database, table: str, rows: Iterable[tuple]) -> None:
    """rows: values in the order of the model's fields."""
    fields = _MODELS[table]._meta.sorted_fields
    names = ", ".join(f'"{field.column_name}"' for field in fields)
    places = ", ".join("?" * len(fields))
    db.connection().executemany(f'insert into "{table}" ({names}) values ({places})', rows)


def identity(ms: int, dice: random.Random) -> str:
    """Of a row made at `ms`: hex of a UUIDv7 that is the same in every run."""
    return f"{ms:012x}7{dice.getrandbits(12):03x}{(0b10 << 62) | dice.getrandbits(62):016x}"

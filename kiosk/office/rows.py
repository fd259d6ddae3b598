"""Rows as the questions of every feature read them."""

from typing import TypeVar
from uuid import UUID

from peewee import Model

from kiosk.office.refusal import Gone

Row = TypeVar("Row", bound=Model)


def row_of(model: type[Row], key: UUID) -> Row:
    """One that was there when its page was opened. Raises Gone."""
    row: Row | None = model.get_or_none(model._meta.primary_key == key)
    if row is None:
        raise Gone
    return row

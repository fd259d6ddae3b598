"""Rows as the feature's questions read them."""

from typing import Any
from uuid import UUID

from peewee import Model, ModelSelect

from kiosk.office.refusal import Gone


def row_of(model: type[Model], key: UUID) -> Any:
    """One that was there when its page was opened. Raises Gone."""
    row = model.get_or_none(model._meta.primary_key == key)
    if row is None:
        raise Gone
    return row


def values_of(query: "ModelSelect[Any]") -> list[Any]:
    """The selected columns of each row, as a tuple; peewee's types know of models only."""
    return list(query.tuples())

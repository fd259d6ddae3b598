"""Rows as the feature's questions read them."""

from typing import Any

from peewee import ModelSelect


def values_of(query: "ModelSelect[Any]") -> list[Any]:
    """The selected columns of each row, as a tuple; peewee's types know of models only."""
    return list(query.tuples())

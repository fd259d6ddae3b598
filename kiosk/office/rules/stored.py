"""A table that a file or a set replaces as a whole: its rows as frozen lines, and those lines in place of all."""

from collections.abc import Iterable
from dataclasses import asdict, fields
from typing import TypeVar
from uuid import UUID

from peewee import Model

from db.models import new_id
from kiosk.office.editing import Edit
from kiosk.toml_files.calendar import AnyDayLine
from kiosk.toml_files.policy import PolicyLine

Line = TypeVar("Line", bound=PolicyLine | AnyDayLine)


def stored_lines(model: type[Model], kind: type[Line]) -> dict[UUID, Line]:
    """By the identities of their rows. kind: its fields are the table's columns."""
    names = [field.name for field in fields(kind)]
    return {row.id: kind(**{name: getattr(row, name) for name in names}) for row in model.select()}


def put_in_place(edit: Edit, model: type[Model], kind: type[Line], wanted: Iterable[Line]) -> None:
    """Rows that say the same already stay as they are."""
    missing = list(wanted)
    for row, line in stored_lines(model, kind).items():
        if line in missing:
            missing.remove(line)
        else:
            edit.delete(model, row)
    for line in missing:
        edit.create(model, id=new_id(), **asdict(line))

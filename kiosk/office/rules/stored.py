"""A table that a file or a set replaces as a whole: its rows as frozen lines, and those lines in place of all."""

from collections.abc import Iterable
from dataclasses import asdict, fields
from typing import TypeVar
from uuid import UUID

from db.models import Holiday, MakeUpDay, Policy, ReturnDay, Term, new_id
from kiosk.office.editing import Edit
from kiosk.toml_files.calendar import AnyDayLine
from kiosk.toml_files.policy import PolicyLine

Table = type[Policy] | type[Term] | type[ReturnDay] | type[Holiday] | type[MakeUpDay]
Line = TypeVar("Line", bound=PolicyLine | AnyDayLine)


def stored_lines(table: Table, kind: type[Line]) -> dict[UUID, Line]:
    """By the identities of their rows. kind: its fields are the table's columns."""
    names = [field.name for field in fields(kind)]
    return {row.id: kind(**{name: getattr(row, name) for name in names}) for row in table.select()}


def put_in_place(edit: Edit, table: Table, kind: type[Line], wanted: Iterable[Line] | None) -> None:
    """Rows that say the same already stay as they are; with None, all of them."""
    if wanted is None:
        return
    missing = list(wanted)
    for row, line in stored_lines(table, kind).items():
        if line in missing:
            missing.remove(line)
        else:
            edit.delete(table, row)
    for line in missing:
        edit.create(table, id=new_id(), **asdict(line))

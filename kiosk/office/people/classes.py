"""The classes of the school: who is in them, who has had the borrowing lesson (S129), what they are called."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from peewee import Expression, ModelSelect, fn

from db.models import Loan, Patron, RotaEntry, RotaException, SchoolClass
from db.rows import pairs, tuples
from kiosk.circulation.next_year import class_names
from kiosk.circulation.school_classes import in_order, parse_class
from kiosk.lending.desk import Desk
from kiosk.lending.due import IS_AWAY
from kiosk.lending.facts import as_uuid
from kiosk.office.actors import Actor, requires
from kiosk.office.editing import Edit, editing
from kiosk.office.people.readers import IS_HERE, are_late
from kiosk.office.people.views import ClassLine
from kiosk.office.permissions import Permission
from kiosk.office.refusal import NotDone
from kiosk.office.rows import row_of


def untrained_classes() -> int:
    return int(SchoolClass.select().where(_in_use(), SchoolClass.trained == False).count())  # noqa: E712


def lines_of(desk: Desk, today: date, first: int, size: int) -> tuple[int, tuple[ClassLine, ...]]:
    """How many there are, and those from the first on, lower grades first; those whose pupils have all left are not
    among them."""
    rows = sorted(SchoolClass.select().where(_in_use()), key=lambda row: (row.grade, in_order(row.name)))
    return len(rows), _lines(desk, rows[first : first + size], today)


def line_of(desk: Desk, school_class: UUID, today: date) -> ClassLine:
    """Raises Gone."""
    return _lines(desk, [row_of(SchoolClass, school_class)], today)[0]


def _in_use() -> Expression:
    """With readers, or empty and new: a class that only those who have left were in is history."""
    here = Patron.select(Patron.school_class).where(IS_HERE, Patron.school_class.is_null(False))
    ever = Patron.select(Patron.school_class).where(Patron.school_class.is_null(False))
    return SchoolClass.id.in_(here) | SchoolClass.id.not_in(ever)


def _lines(desk: Desk, rows: list[SchoolClass], today: date) -> tuple[ClassLine, ...]:
    ids = [row.id for row in rows]
    pupils = Patron.select(Patron.school_class, fn.COUNT(Patron.id)).where(Patron.school_class.in_(ids), IS_HERE)
    loans = Loan.select(Patron.school_class, fn.COUNT(Loan.id)).join(Patron).where(Patron.school_class.in_(ids))
    readers, out, late = (
        _by_class(query) for query in (pupils, loans.where(IS_AWAY), loans.where(are_late(desk, today)))
    )
    return tuple(
        ClassLine(
            as_uuid(row.id).hex,
            row.name,
            row.grade,
            readers.get(row.id, 0),
            out.get(row.id, 0),
            late.get(row.id, 0),
            row.trained,
        )
        for row in rows
    )


def _by_class(query: "ModelSelect[Any]") -> dict[UUID, int]:
    return dict(pairs(query.group_by(Patron.school_class)))


def free_names(grade: int) -> tuple[str, ...]:
    """What a class of the grade may be called that no class is called yet."""
    taken = {name for (name,) in tuples(SchoolClass.select(SchoolClass.name))}
    return tuple(name for name in class_names(grade) if name not in taken)


@requires(Permission.PEOPLE)
def set_trained(desk: Desk, actor: Actor, at: datetime, school_class: UUID, trained: bool) -> UUID:
    row = row_of(SchoolClass, school_class)
    deed = "class_trained" if trained else "class_untrained"
    with editing(desk, actor, at, deed, class_name=row.name) as edit:
        edit.update(SchoolClass, school_class, trained=trained)
    return edit.id


@requires(Permission.PEOPLE)
def make(desk: Desk, actor: Actor, at: datetime, name: str) -> UUID:
    """A name that free_names gave."""
    with editing(desk, actor, at, "class_made", class_name=name) as edit:
        edit.create(SchoolClass, **parse_class(name)._asdict())
    return edit.id


@requires(Permission.PEOPLE)
def rename(desk: Desk, actor: Actor, at: datetime, school_class: UUID, name: str) -> UUID:
    """Its turns on the rota go with it."""
    row = row_of(SchoolClass, school_class)
    with editing(desk, actor, at, "class_renamed", before=row.name, after=name) as edit:
        edit.update(SchoolClass, school_class, **parse_class(name)._asdict())
        _rename_turns(edit, row.name, name)
    return edit.id


def _rename_turns(edit: Edit, before: str, after: str) -> None:
    for model in (RotaEntry, RotaException):
        named = list(tuples(model.select(model.id).where(model.subject_kind == "class", model.subject == before)))
        for (id_,) in named:
            edit.update(model, id_, subject=after)


@requires(Permission.PEOPLE)
def delete(desk: Desk, actor: Actor, at: datetime, school_class: UUID) -> UUID | NotDone:
    """Only one that nobody was ever in."""
    row = row_of(SchoolClass, school_class)
    count = Patron.select().where(Patron.school_class == school_class).count()
    if count:
        return NotDone("class_has_readers", {"count": count})
    with editing(desk, actor, at, "class_deleted", class_name=row.name) as edit:
        edit.delete(SchoolClass, school_class)
    return edit.id

"""The classes of the school: who is in them, who has had the borrowing lesson (S129), what they are called."""

from datetime import date, datetime
from uuid import UUID

from peewee import fn

from db.models import Loan, Patron, RotaEntry, RotaException, SchoolClass
from kiosk.circulation.next_year import class_names
from kiosk.circulation.school_classes import in_order, parse_class
from kiosk.lending.desk import Desk
from kiosk.lending.facts import as_uuid
from kiosk.office.actors import Actor
from kiosk.office.editing import Edit, editing
from kiosk.office.people.patron import Refusal
from kiosk.office.people.readers import IS_OUT
from kiosk.office.people.views import ClassLine

IS_HERE = Patron.left == False  # noqa: E712


def count_classes() -> int:
    return SchoolClass.select().where(_in_use()).count()


def untrained_classes() -> int:
    return SchoolClass.select().where(_in_use(), SchoolClass.trained == False).count()  # noqa: E712


def page_of(today: date, page: int, size: int) -> tuple[ClassLine, ...]:
    """Lower grades first; classes whose pupils have all left are not shown."""
    rows = sorted(SchoolClass.select().where(_in_use()), key=lambda row: (row.grade, in_order(row.name)))
    return _lines(rows[page * size : (page + 1) * size], today)


def line_of(school_class: UUID, today: date) -> ClassLine:
    """Raises SchoolClass.DoesNotExist."""
    return _lines([SchoolClass.get_by_id(school_class)], today)[0]


def _in_use():
    """With readers, or empty and new: a class that only those who have left were in is history."""
    here = Patron.select(Patron.school_class).where(IS_HERE, Patron.school_class.is_null(False))
    ever = Patron.select(Patron.school_class).where(Patron.school_class.is_null(False))
    return SchoolClass.id.in_(here) | SchoolClass.id.not_in(ever)


def _lines(rows: list[SchoolClass], today: date) -> tuple[ClassLine, ...]:
    ids = [row.id for row in rows]
    readers = dict(
        Patron.select(Patron.school_class, fn.COUNT(Patron.id))
        .where(Patron.school_class.in_(ids), IS_HERE)
        .group_by(Patron.school_class)
        .tuples()
    )
    loans = (
        Loan.select(Patron.school_class, fn.COUNT(Loan.id)).join(Patron).where(Patron.school_class.in_(ids), IS_OUT)
    ).group_by(Patron.school_class)
    out, late = dict(loans.tuples()), dict(loans.where(Loan.due_on < today).tuples())
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


def free_names(grade: int) -> tuple[str, ...]:
    """What a class of the grade may be called that no class is called yet."""
    taken = {name for (name,) in SchoolClass.select(SchoolClass.name).tuples()}
    return tuple(name for name in class_names(grade) if name not in taken)


def set_trained(desk: Desk, actor: Actor, at: datetime, school_class: UUID, trained: bool) -> UUID:
    row = SchoolClass.get_by_id(school_class)
    deed = "class_trained" if trained else "class_untrained"
    with editing(desk, actor, at, deed, class_name=row.name) as edit:
        edit.update(SchoolClass, school_class, trained=trained)
    return edit.id


def make(desk: Desk, actor: Actor, at: datetime, name: str) -> UUID:
    """A name that free_names gave."""
    with editing(desk, actor, at, "class_made", class_name=name) as edit:
        edit.create(SchoolClass, **parse_class(name)._asdict())
    return edit.id


def rename(desk: Desk, actor: Actor, at: datetime, school_class: UUID, name: str) -> UUID:
    """Its turns on the rota go with it."""
    row = SchoolClass.get_by_id(school_class)
    with editing(desk, actor, at, "class_renamed", before=row.name, after=name) as edit:
        edit.update(SchoolClass, school_class, **parse_class(name)._asdict())
        _rename_turns(edit, row.name, name)
    return edit.id


def _rename_turns(edit: Edit, before: str, after: str) -> None:
    for model in (RotaEntry, RotaException):
        named = model.select(model.id).where(model.subject_kind == "class", model.subject == before).tuples()
        for (id_,) in list(named):
            edit.update(model, id_, subject=after)


def delete(desk: Desk, actor: Actor, at: datetime, school_class: UUID) -> UUID | Refusal:
    """Only one that nobody was ever in."""
    count = Patron.select().where(Patron.school_class == school_class).count()
    if count:
        return Refusal("class_has_readers", count)
    row = SchoolClass.get_by_id(school_class)
    with editing(desk, actor, at, "class_deleted", class_name=row.name) as edit:
        edit.delete(SchoolClass, school_class)
    return edit.id

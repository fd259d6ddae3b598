"""How many loans a head the school wants of each grade; a term keeps those that held when it began (S029-S037)."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from db.models import SchoolClass, Target, Term
from kiosk.lending.desk import Desk
from kiosk.office.actors import Actor, requires
from kiosk.office.editing import editing
from kiosk.office.figures.views import Targets
from kiosk.office.permissions import Permission

NONE = 0  # decided: no target any more


def targets_of(starts_on: date) -> Targets:
    """By grade, see target_for."""
    rows = Target.select().where(Target.valid_from <= starts_on).order_by(Target.valid_from)
    newest = {row.grade: row.loans for row in rows}
    return {grade: loans for grade, loans in newest.items() if loans != NONE}


def changes(before: Targets, wanted: Targets) -> Targets:
    """Of those grades whose target differs; NONE where it goes."""
    grades = sorted(before.keys() | wanted.keys())
    each = {grade: wanted.get(grade, NONE) for grade in grades}
    return {grade: loans for grade, loans in each.items() if loans != before.get(grade, NONE)}


def grades_of_school() -> list[int]:
    rows: Any = SchoolClass.select(SchoolClass.grade).where(SchoolClass.grade > 0).distinct().tuples()
    return sorted(grade for (grade,) in rows)


@requires(Permission.FIGURES)
def set_targets(desk: Desk, actor: Actor, at: datetime, term: Term, wanted: Targets) -> UUID:
    """All that hold from this term on; a grade that has none there, or NONE, loses its own."""
    with editing(desk, actor, at, "targets_set", term=term.name) as edit:
        for grade, loans in changes(targets_of(term.starts_on), wanted).items():
            row = Target.get_or_none(Target.grade == grade, Target.valid_from == term.starts_on)
            if row is None:
                edit.create(Target, grade=grade, valid_from=term.starts_on, loans=loans)
            else:
                edit.update(Target, row.id, loans=loans)
    return edit.id

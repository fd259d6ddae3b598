"""How many loans a head the school wants of each grade; a term keeps those that held when it began (S029-S037)."""

from datetime import date

from db.models import Target
from kiosk.office.figures.views import Targets

NONE = 0  # decided: no target any more


def targets_of(starts_on: date) -> Targets:
    """By grade, see target_for."""
    rows = Target.select().where(Target.valid_from <= starts_on).order_by(Target.valid_from)
    newest = {row.grade: row.loans for row in rows}
    return {grade: loans for grade, loans in newest.items() if loans != NONE}


def set_target(edit, grade: int, starts_on: date, loans: int) -> None:
    """From the term that begins on that day, inside the caller's editing; NONE takes it away."""
    row = Target.get_or_none(Target.grade == grade, Target.valid_from == starts_on)
    if row is None:
        edit.create(Target, grade=grade, valid_from=starts_on, loans=loans)
    else:
        edit.update(Target, row.id, loans=loans)

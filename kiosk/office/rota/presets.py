"""Rotas to begin with, as schools have them (S002, S003, S005, S007, S008)."""

from collections.abc import Sequence
from datetime import date
from enum import StrEnum
from math import ceil

from kiosk.circulation.rota import SubjectKind
from kiosk.office.rota.draft import SCHOOL_WEEK, CellKind, Draft, RotaPlace, Window, add, add_window
from kiosk.office.rota.facts import SchoolFacts
from kiosk.office.rota.solver import solve
from kiosk.toml_files.rota_lines import SubjectLine

# As plan 10 of the field notes has them: 12:00–12:50 and 15:40–16:50.
NOON, AFTERNOON = Window(12 * 60, 12 * 60 + 50), Window(15 * 60 + 40, 16 * 60 + 50)
STEP = 5


class Preset(StrEnum):
    """NOON: every class once at noon, afternoons free. BOTH: at noon or in the afternoon. DIVISIONS: afternoons by
    division, noon free. OPEN: nobody waits for a turn."""

    NOON = "noon"
    BOTH = "both"
    DIVISIONS = "divisions"
    OPEN = "open"


def from_preset(preset: Preset, facts: SchoolFacts, valid_from: date) -> Draft:
    """With the school's own classes entered, as far as they fit."""
    draft = Draft(valid_from)
    match preset:
        case Preset.NOON:
            draft = _with_turns(draft, facts, (NOON,))
            return solve(add_window(draft, AFTERNOON, CellKind.FREE), facts).draft
        case Preset.BOTH:
            return solve(_with_turns(draft, facts, (NOON, AFTERNOON)), facts).draft
        case Preset.DIVISIONS:
            return _by_division(add_window(draft, NOON, CellKind.FREE), facts)
    for window in (NOON, AFTERNOON):
        draft = add_window(draft, window, CellKind.FREE)
    return draft


def _with_turns(draft: Draft, facts: SchoolFacts, stretches: Sequence[Window]) -> Draft:
    """Each stretch cut into as many rows as there are classes for, none shorter than the largest class takes."""
    pupils = max((one.expected for one in facts.classes), default=1)
    shortest = max(STEP, ceil(pupils * facts.pace.seconds / 60 / STEP) * STEP)
    wanted = max(1, ceil(len(facts.classes) / len(SCHOOL_WEEK)))
    for stretch in stretches:
        minutes = stretch.ends - stretch.starts
        rows = max(1, min(wanted, minutes // shortest))
        length = minutes // rows // STEP * STEP
        for n in range(rows):
            ends = stretch.ends if n == rows - 1 else stretch.starts + (n + 1) * length
            draft = add_window(draft, Window(stretch.starts + n * length, ends))
        wanted = max(1, wanted - rows)
    return draft


def _by_division(draft: Draft, facts: SchoolFacts) -> Draft:
    """Two divisions as plan 7 has them: the first Monday and Wednesday, the second the other days."""
    groups = _groups(facts)
    draft = add_window(draft, AFTERNOON)
    for weekday in SCHOOL_WEEK if groups else ():
        number = len(groups) - 1 if weekday == SCHOOL_WEEK[-1] else weekday % len(groups)
        for subject in groups[number]:
            draft = add(draft, RotaPlace(weekday, AFTERNOON), subject)
    return draft


def _groups(facts: SchoolFacts) -> list[list[SubjectLine]]:
    """The school's divisions, or the younger and the older half of the grades of its only one."""
    divisions = list(dict.fromkeys(one.division for one in facts.classes if one.division))
    if len(divisions) > 1:
        return [[SubjectLine(SubjectKind.DIVISION, name)] for name in divisions]
    grades = sorted({one.grade for one in facts.classes if one.grade})
    half = ceil(len(grades) / 2)
    parts = (grades[:half], grades[half:])
    return [[SubjectLine(SubjectKind.GRADE, str(grade)) for grade in part] for part in parts if part]

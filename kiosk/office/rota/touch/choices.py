"""What can be chosen in the room of the rota: what a cell says, a day of a month."""

import calendar
from collections.abc import Callable
from datetime import date

from kiosk.office.rota.draft import Draft, RotaPlace
from kiosk.office.rota.facts import ClassFacts, SchoolFacts
from kiosk.office.rota.proofs import turns_of
from kiosk.office.rota.views import CellKind, RotaAction
from kiosk.office.touch_kit.views import DayCell, Option, PickDay
from kiosk.taps import Act
from kiosk.toml_files.rota_lines import SubjectLine

OPTIONS = 15  # on a page


def cell_options(draft: Draft, facts: SchoolFacts, place: RotaPlace, week: str, *, adding: bool) -> list[Option]:
    """First what is no class and who is in the cell, then the classes without a turn, the others, grades, divisions."""
    entered = {entry.subject for entry in draft.entries_at(place, week)}
    has_turn = {one.name for one in facts.classes if turns_of(draft, one)}
    options = [_option(_of_class(one), one.name, entered, one.name in has_turn) for one in facts.classes]
    options.sort(key=lambda option: bool(option.hint))
    options += [_option(subject, label, entered) for subject, label in _groups(facts)]
    options.sort(key=lambda option: not option.chosen)
    return options if adding else [*_states(draft.kind_at(place, week)), *options]


def class_options(facts: SchoolFacts) -> list[Option]:
    groups = [_option(subject, label, set()) for subject, label in _groups(facts)]
    return [_option(_of_class(one), one.name, set()) for one in facts.classes] + groups


def _states(kind: CellKind) -> list[Option]:
    names = {"free": CellKind.FREE, "closed": CellKind.CLOSED}
    options = [Option(name, f"rota.cell.{name}", chosen=kind is own) for name, own in names.items()]
    reading = "lending" if kind is CellKind.READING else "reading"
    options.append(Option(reading, f"rota.cell.{reading}"))
    if kind not in (CellKind.EMPTY, CellKind.ABSENT):
        options.append(Option("empty", "rota.cell.empty"))
    if kind is CellKind.TURN:
        options.append(Option("beside", "rota.cell.beside"))
    return options


def _option(subject: SubjectLine, label: str, entered: set[SubjectLine], has_turn: bool = False) -> Option:
    chosen = subject in entered
    hint = "rota.chosen" if chosen else "rota.has_turn" if has_turn else ""
    return Option(f"{subject.kind}:{subject.name}", label, hint, chosen)


def _of_class(one: ClassFacts) -> SubjectLine:
    return SubjectLine("class", one.name)


def _groups(facts: SchoolFacts) -> list[tuple[SubjectLine, str]]:
    grades = sorted({one.grade for one in facts.classes if one.grade})
    divisions = dict.fromkeys(one.division for one in facts.classes if one.division)
    return [(SubjectLine("grade", str(grade)), f"rota.grade.{grade}") for grade in grades] + [
        (SubjectLine("division", name), name) for name in divisions
    ]


def month_of(text: str) -> date:
    """Of «2026-12»."""
    return date.fromisoformat(f"{text}-01")


def month_page(
    key: str, month: date, cell: Callable[[date], DayCell], pick: RotaAction, turn: RotaAction, back: Act
) -> PickDay:
    _, count = calendar.monthrange(month.year, month.month)
    days = tuple(cell(month.replace(day=number)) for number in range(1, count + 1))
    return PickDay(key, month, days, pick, turn, back)

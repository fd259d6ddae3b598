"""What a cell says: the page on which it is chosen."""

from datetime import datetime

from kiosk.circulation.rota import SubjectKind, Week
from kiosk.clock import clock_text
from kiosk.office.rota import draft as edits
from kiosk.office.rota.draft import CellKind, Draft, RotaPlace
from kiosk.office.rota.facts import ClassFacts, SchoolFacts
from kiosk.office.rota.proofs import turns_of
from kiosk.office.rota.touch.shown import place_of
from kiosk.office.rota.touch.workspace import Workspace
from kiosk.office.touch_kit.page import Move
from kiosk.office.touch_kit.pages import PickPage, known
from kiosk.office.touch_kit.views import Option
from kiosk.toml_files.rota_lines import SubjectLine

OPTIONS = 15  # on a page


def cell_page(work: Workspace, subject: str, at: datetime, *, adding: bool = False) -> PickPage:
    """adding: beside those who are in it."""
    place = place_of(subject)

    def fill(what: str, at: datetime) -> Move:
        return cell_page(work, subject, at, adding=True) if what == "beside" else _fill(work, place, what, at, adding)

    options = cell_options(work.to_change(at), work.facts(at), place, work.week, adding=adding)
    key = f"rota.cell{'.beside' if adding else ''}.{place.weekday + 1}"
    return PickPage(key, known(options), fill, {"clock": clock_text(place.window.starts)}, OPTIONS)


def _fill(work: Workspace, place: RotaPlace, what: str, at: datetime, adding: bool) -> Move:
    draft, week = work.to_change(at), work.week
    match what:
        case "empty":
            return work.change(edits.empty(draft, place, week), at, "emptied")
        case "free" | "closed":
            return work.change(edits.mark(draft, place, CellKind(what)), at, what)
        case "reading":
            return work.change(edits.reading(draft, place, week), at, "reading")
        case "lending":
            return work.change(edits.lending(draft, place, week), at, "lending")
    who = subject_line(what)
    if any(entry.subject == who for entry in draft.entries_at(place, week)):
        return work.change(edits.take(draft, place, who, week), at, "taken", who=(who.name,))
    enter = edits.add if adding else edits.put
    return work.change(enter(draft, place, who, week), at, "entered", who=(who.name,))


def cell_options(draft: Draft, facts: SchoolFacts, place: RotaPlace, week: Week, *, adding: bool) -> list[Option]:
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
    return SubjectLine(SubjectKind.CLASS, one.name)


def _groups(facts: SchoolFacts) -> list[tuple[SubjectLine, str]]:
    grades = sorted({one.grade for one in facts.classes if one.grade})
    divisions = dict.fromkeys(one.division for one in facts.classes if one.division)
    return [(SubjectLine(SubjectKind.GRADE, str(grade)), f"rota.grade.{grade}") for grade in grades] + [
        (SubjectLine(SubjectKind.DIVISION, name), name) for name in divisions
    ]


def subject_line(subject: str) -> SubjectLine:
    """Of «class:一(1)班»."""
    kind, _, name = subject.partition(":")
    return SubjectLine(SubjectKind(kind), name)

"""The room of the class rota: the grid with its proofs, and from there windows, proposal, publishing, single days."""

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime

from kiosk.circulation.rota import Week
from kiosk.office.refusal import NotDone
from kiosk.office.rota.draft import Draft
from kiosk.office.rota.drafts import next_monday
from kiosk.office.rota.facts import SchoolFacts
from kiosk.office.rota.presets import Preset, from_preset
from kiosk.office.rota.solver import Rhythm, Solution, solve, solve_anew
from kiosk.office.rota.touch.cell import cell_page
from kiosk.office.rota.touch.days import DaysPage
from kiosk.office.rota.touch.mode import KeptPage, ModePage
from kiosk.office.rota.touch.printing import print_page
from kiosk.office.rota.touch.proofs import ProofsPage
from kiosk.office.rota.touch.shown import ROWS, rota_grid
from kiosk.office.rota.touch.versions import VersionsPage, publish_page
from kiosk.office.rota.touch.windows import WindowsPage
from kiosk.office.rota.touch.workspace import Workspace
from kiosk.office.rota.views import NoRota, RotaAction, RotaGrid
from kiosk.office.touch_kit.page import GoTo, Move, Page, RoomContext, TroublePage
from kiosk.office.touch_kit.pages import PickPage, known
from kiosk.office.touch_kit.paging import Pager
from kiosk.office.touch_kit.views import Option
from kiosk.taps import Act, AnyTap


def pages(context: RoomContext, subject: str) -> Sequence[Page]:
    return (GridPage(Workspace(context)),)


class GridPage(Page):
    pager: Pager

    def __init__(self, work: Workspace) -> None:
        self._work = work
        self.pager = Pager(ROWS)

    def tap(self, tap: AnyTap, at: datetime) -> Move:
        work = self._work
        match tap:
            case Act(RotaAction.WEEK, week):
                work.week = Week(week)
            case Act(RotaAction.CELL, subject):
                return cell_page(work, subject, at)
            case Act(RotaAction.SOLVE):
                return _pick("rota.solve", tuple(SOLVE_HOW), lambda how, at: _solve(work, how, at))
            case Act(RotaAction.PRESETS):
                return _pick("rota.preset", tuple(Preset), lambda preset, at: _begin_with(work, Preset(preset), at))
            case Act(RotaAction.PROOFS):
                return ProofsPage(work)
            case Act(RotaAction.WINDOWS):
                return WindowsPage(work)
            case Act(RotaAction.PUBLISH):
                return publish_page(work, at)
            case Act(RotaAction.VERSIONS):
                return VersionsPage(work)
            case Act(RotaAction.DAYS):
                return DaysPage(work, at.date())
            case Act(RotaAction.MODE):
                return ModePage(work.context)
            case Act(RotaAction.KEPT):
                return KeptPage(work)
            case Act(RotaAction.PRINT):
                return print_page(work.context, at)
            case Act(RotaAction.PEOPLE):
                return GoTo("people")
        return None

    def view(self, at: datetime) -> RotaGrid | NoRota:
        work = self._work
        draft = work.draft(at)
        if draft is None:
            return NoRota(len(work.facts(at).classes))
        return rota_grid(draft, work.facts(at), work.proofs(at), work.week, self.pager, is_draft=work.is_draft)


# --- made by the station -----------------------------------------------------------------------------------------

SOLVE_HOW: Mapping[str, Callable[[Draft, SchoolFacts], Solution]] = {
    "missing": solve,
    "anew": solve_anew,
    "fortnight": lambda draft, facts: solve_anew(draft, facts, Rhythm.FORTNIGHTLY),
}


def _pick(name: str, subjects: Sequence[str], then: Callable[[str, datetime], Move]) -> PickPage:
    options = [Option(subject, f"{name}.{subject}", f"{name}.{subject}.hint") for subject in subjects]
    return PickPage(name, known(options), then)


def _begin_with(work: Workspace, preset: Preset, at: datetime) -> Move:
    start = max(work.to_change(at).valid_from, next_monday(at.date()))
    return work.change(from_preset(preset, work.facts(at), start), at, "preset")


def _solve(work: Workspace, how: str, at: datetime) -> Move:
    solution = SOLVE_HOW[how](work.to_change(at), work.facts(at))
    move = work.change(solution.draft, at, "solved", count=solution.placed)
    if not solution.left or isinstance(move, NotDone):
        return move
    return TroublePage(
        f"rota.left.{solution.shortage}",
        {
            "classes": tuple(one.name for one in solution.left),
            "count": len(solution.left),
            "room": solution.largest,
            "pupils": max(one.expected for one in solution.left),
        },
    )

"""Whether the station follows the rota at all, with the reach before and after (S008, S009); who kept it (S011)."""

from datetime import datetime

from kiosk.circulation.rota import Mode
from kiosk.office.rota.borrower_reach import reach, set_mode
from kiosk.office.rota.touch.shown import A_PAGE
from kiosk.office.rota.touch.workspace import Workspace
from kiosk.office.rota.turn_attendance import kept_turns
from kiosk.office.rota.views import KeptLine, KeptList, ModeChoice
from kiosk.office.touch_kit.page import Move, Page, RoomContext, told
from kiosk.office.touch_kit.pages import ConfirmPage
from kiosk.office.touch_kit.paging import Pager
from kiosk.taps import Act, AnyTap, FrameAction


class ModePage(Page):
    is_still = True

    def __init__(self, context: RoomContext) -> None:
        self._context = context

    def tap(self, tap: AnyTap, at: datetime) -> Move:
        match tap:
            case Act(FrameAction.PICK, mode) if Mode(mode) is not self._mode:
                return ConfirmPage(f"rota.mode.{mode}", lambda at: self._set(Mode(mode), at))
        return None

    @property
    def _mode(self) -> Mode:
        return self._context.desk.bylaw().rota.mode

    def _set(self, mode: Mode, at: datetime) -> Move:
        return told("rota.told.mode", set_mode(self._context.desk, self._context.actor, at, mode))

    def view(self, at: datetime) -> ModeChoice:
        found = reach(at)
        return ModeChoice(
            self._mode,
            found.pupils,
            found.after.borrowers,
            found.before.borrowers,
            found.changed_on,
            found.mode_before,
        )


class KeptPage(Page):
    is_still = True
    pager: Pager

    def __init__(self, work: Workspace) -> None:
        self._work = work
        self.pager = Pager(A_PAGE)

    def view(self, at: datetime) -> KeptList:
        found = kept_turns(self._work.context.desk.bylaw().rota, self._work.facts(at).classes, at)
        if found is None:
            return KeptList(())
        rows = tuple(KeptLine(one.name, one.turns, one.came) for one in self.pager.of(found.classes))
        return KeptList(rows, found.first, found.last, self.pager.number, self.pager.pages)

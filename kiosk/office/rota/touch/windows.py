"""The times of the grid: moved, split, added and removed."""

from datetime import datetime

from kiosk.office.rota import draft as edits
from kiosk.office.rota.draft import Window
from kiosk.office.rota.presets import NOON
from kiosk.office.rota.touch.shown import A_PAGE, SATURDAY, window_list, window_of
from kiosk.office.rota.touch.workspace import Workspace
from kiosk.office.rota.views import RotaAction, WindowList
from kiosk.office.touch_kit.page import Move, Page
from kiosk.office.touch_kit.paging import Pager
from kiosk.taps import Act, AnyTap

STEP = 5  # minutes
MIDNIGHT = 24 * 60
NEW_WINDOW = Window(NOON.starts, NOON.starts + 15)


class WindowsPage(Page):
    pager: Pager

    def __init__(self, work: Workspace) -> None:
        self._work = work
        self.pager = Pager(A_PAGE)

    def tap(self, tap: AnyTap, at: datetime) -> Move:
        work, draft = self._work, self._work.to_change(at)
        match tap:
            case Act(RotaAction.EARLIER, window):
                return self._shift(window_of(window), -STEP, 0, at)
            case Act(RotaAction.LATER, window):
                return self._shift(window_of(window), STEP, 0, at)
            case Act(RotaAction.SHORTER, window):
                return self._shift(window_of(window), 0, -STEP, at)
            case Act(RotaAction.LONGER, window):
                return self._shift(window_of(window), 0, STEP, at)
            case Act(RotaAction.SPLIT, window):
                return work.change(edits.split_window(draft, window_of(window)), at, "split")
            case Act(RotaAction.REMOVE, window):
                return work.change(edits.remove_window(draft, window_of(window)), at, "removed")
            case Act(RotaAction.ADD_WINDOW):
                return self._add(at)
            case Act(RotaAction.SATURDAY) if SATURDAY in draft.weekdays:
                return work.change(edits.remove_weekday(draft, SATURDAY), at, "saturday_off")
            case Act(RotaAction.SATURDAY):
                return work.change(edits.add_weekday(draft, SATURDAY), at, "saturday_on")
        return None

    def _shift(self, window: Window, start: int, end: int, at: datetime) -> Move:
        to = Window(window.starts + start, window.ends + end)
        return self._work.change(edits.move_window(self._work.to_change(at), window, to), at, "moved")

    def _add(self, at: datetime) -> Move:
        """After the last one, as long as that."""
        draft = self._work.to_change(at)
        last = draft.windows[-1] if draft.windows else None
        window = Window(last.ends, min(MIDNIGHT, last.ends + last.ends - last.starts)) if last else NEW_WINDOW
        if window.starts == window.ends:
            return None
        return self._work.change(edits.add_window(draft, window), at, "added")

    def view(self, at: datetime) -> WindowList:
        return window_list(self._work.to_change(at), self._work.facts(at), self.pager)

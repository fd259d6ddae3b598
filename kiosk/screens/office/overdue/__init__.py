"""Draws the pages of late books and of the recall."""

from collections.abc import Callable, Mapping

from kiosk.office.overdue.views import CallIn, ClassLeavers, LateBooks, LeavingClasses
from kiosk.office.touch_kit.views import PageView
from kiosk.screens.office.overdue.late import draw_overdue
from kiosk.screens.office.overdue.recall import draw_leavers, draw_leaving, draw_recall

PAGES: Mapping[type[PageView], Callable] = {
    CallIn: draw_recall,
    ClassLeavers: draw_leavers,
    LateBooks: draw_overdue,
    LeavingClasses: draw_leaving,
}

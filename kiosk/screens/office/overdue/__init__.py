"""Draws the pages of late books and of the recall."""

from collections.abc import Callable, Mapping

from kiosk.office.overdue.views import LeaversPage, LeavingPage, OverduePage, RecallPage
from kiosk.office.touch_kit.views import PageView
from kiosk.screens.office.overdue.late import draw_overdue
from kiosk.screens.office.overdue.recall import draw_leavers, draw_leaving, draw_recall

PAGES: Mapping[type[PageView], Callable] = {
    LeaversPage: draw_leavers,
    LeavingPage: draw_leaving,
    OverduePage: draw_overdue,
    RecallPage: draw_recall,
}

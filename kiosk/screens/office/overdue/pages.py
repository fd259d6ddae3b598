"""The pages of the rooms of late books and of figures."""

from collections.abc import Callable, Mapping

from kiosk.office.figures.views import FiguresPage, NeverPage, NoFigures, TargetsPage
from kiosk.office.overdue.views import LeaversPage, LeavingPage, OverduePage, RecallPage
from kiosk.screens.office.figures.term import draw_figures, draw_never, draw_no_figures, draw_targets
from kiosk.screens.office.overdue.late import draw_overdue
from kiosk.screens.office.overdue.recall import draw_leavers, draw_leaving, draw_recall

OVERDUE_PAGES: Mapping[type, Callable] = {
    FiguresPage: draw_figures,
    LeaversPage: draw_leavers,
    LeavingPage: draw_leaving,
    NeverPage: draw_never,
    NoFigures: draw_no_figures,
    OverduePage: draw_overdue,
    RecallPage: draw_recall,
    TargetsPage: draw_targets,
}

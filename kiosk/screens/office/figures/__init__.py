"""Draws the pages of a term's figures."""

from collections.abc import Callable, Mapping

from kiosk.office.figures.views import NeverBorrowed, NoFigures, TargetList, TermCharts
from kiosk.office.touch_kit.views import PageView
from kiosk.screens.office.figures.term import draw_figures, draw_never, draw_no_figures, draw_targets

PAGES: Mapping[type[PageView], Callable] = {
    NeverBorrowed: draw_never,
    NoFigures: draw_no_figures,
    TargetList: draw_targets,
    TermCharts: draw_figures,
}

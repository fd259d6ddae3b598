"""Draws the pages of the class rota."""

from collections.abc import Callable, Mapping

from kiosk.office.rota.views import GridPage, KeptPage, ModePage, NoRota, ProofsPage, VersionsPage, WindowsPage
from kiosk.office.touch_kit.views import PageView
from kiosk.screens.office.rota.grid import draw_grid, draw_no_rota
from kiosk.screens.office.rota.lists import draw_kept, draw_mode, draw_proofs, draw_versions, draw_windows

PAGES: Mapping[type[PageView], Callable] = {
    GridPage: draw_grid,
    KeptPage: draw_kept,
    ModePage: draw_mode,
    NoRota: draw_no_rota,
    ProofsPage: draw_proofs,
    VersionsPage: draw_versions,
    WindowsPage: draw_windows,
}

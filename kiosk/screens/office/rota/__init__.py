"""Draws the pages of the class rota."""

from collections.abc import Callable, Mapping

from kiosk.office.rota.views import KeptList, ModeChoice, NoRota, ProofList, RotaGrid, VersionList, WindowList
from kiosk.office.touch_kit.views import PageView
from kiosk.screens.office.rota.grid import draw_grid, draw_no_rota
from kiosk.screens.office.rota.lists import draw_kept, draw_mode, draw_proofs, draw_versions, draw_windows

PAGES: Mapping[type[PageView], Callable] = {
    RotaGrid: draw_grid,
    KeptList: draw_kept,
    ModeChoice: draw_mode,
    NoRota: draw_no_rota,
    ProofList: draw_proofs,
    VersionList: draw_versions,
    WindowList: draw_windows,
}

"""A line about every code that is read in the camera picture."""

from collections.abc import Sequence

from kivy.graphics import Color, SmoothLine

from kiosk.screens.theme import GOLD
from kiosk.screens.widgets.camera_view import CameraView
from kiosk.screens.widgets.piece import Piece, Place
from kiosk.selfcheck.staff_views import Seen


class Outlines(Piece):
    def __init__(self, place: Place, line: float) -> None:
        super().__init__(place)
        self._line = line
        self.drawn: tuple[tuple[float, ...], ...] = ()  # of each: x and y of its corners in turn, window pixels

    def show(self, picture: CameraView, seen: Sequence[Seen]) -> None:
        outlines = tuple(
            tuple(length for corner in code.corners for length in picture.place_of(*corner)) for code in seen
        )
        if outlines == self.drawn:
            return
        self.drawn = outlines
        self.canvas.clear()
        with self.canvas:
            Color(*GOLD)
            for outline in outlines:
                SmoothLine(points=outline, width=self._line / 2, close=True)
        self.canvas.ask_update()

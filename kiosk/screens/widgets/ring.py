"""The countdown ring: one step a second, never in between. Its arc is a mask made by numpy, with smooth ends."""

from functools import lru_cache

import numpy as np
from kivy.graphics import Color, Rectangle
from kivy.graphics.texture import Texture

from kiosk.screens.theme import Colour
from kiosk.screens.widgets.fitting import FitStep
from kiosk.screens.widgets.label import FitLabel
from kiosk.screens.widgets.piece import Piece, Place

THICKNESS = 9 / 64  # of the width
NUMBER = 0.42  # of the width


def arc_mask(side: int, part: float) -> np.ndarray:
    """A white RGBA picture whose alpha is the arc from the top clockwise over that part of the round."""
    rows, columns = np.mgrid[0:side, 0:side] + 0.5 - side / 2
    radius = side * (0.5 - THICKNESS / 2)
    thick = side * THICKNESS / 2
    distance = np.abs(np.hypot(columns, rows) - radius)
    if part < 1:
        angle = np.arctan2(columns, rows) % (2 * np.pi)  # rows run upwards, as textures do
        end = max(0.0, part) * 2 * np.pi
        ends = np.minimum(_from_end(columns, rows, radius, 0.0), _from_end(columns, rows, radius, end))
        distance = np.where(angle <= end, distance, ends)
    mask = np.full((side, side, 4), 255, np.uint8)
    mask[..., 3] = np.clip((thick - distance + 0.5) * 255, 0, 255)
    return mask


def _from_end(columns: np.ndarray, rows: np.ndarray, radius: float, angle: float) -> np.ndarray:
    return np.hypot(columns - radius * np.sin(angle), rows - radius * np.cos(angle))


@lru_cache(maxsize=8)
def _full_ring(side: int) -> Texture:
    texture = Texture.create(size=(side, side), colorfmt="rgba")
    texture.blit_buffer(arc_mask(side, 1.0).tobytes(), colorfmt="rgba")
    return texture


class Ring(Piece):
    def __init__(self, place: Place, colours: tuple[Colour, Colour, Colour]) -> None:
        """colours: arc, bed, number."""
        super().__init__(place)
        arc, bed, number = colours
        side = int(min(place[2:]))
        self._arc = Texture.create(size=(side, side), colorfmt="rgba")
        with self.canvas:
            for colour, texture in ((bed, _full_ring(side)), (arc, self._arc)):
                Color(*colour)
                Rectangle(texture=texture, pos=self.pos, size=(side, side))
        size = round(side * NUMBER)
        steps = (FitStep(size, 1), FitStep(round(size * 0.75), 1))
        inner = (self.x + side * 0.16, self.y + side * 0.16, side * 0.68, side * 0.68)
        self.number = FitLabel("", inner, steps, bold=True, colour=number, align="center")
        self.canvas.add(self.number.canvas)
        self._side, self._shown = side, (-1, -1)

    @property
    def parts(self) -> tuple[Piece, ...]:
        return (self.number,)

    def show(self, seconds: int, total: int) -> None:
        if (seconds, total) == self._shown:
            return
        self._shown = (seconds, total)
        part = min(1.0, seconds / total) if total > 0 else 0.0
        self._arc.blit_buffer(arc_mask(self._side, part).tobytes(), colorfmt="rgba")
        self.number.set_text(str(seconds))
        self.canvas.ask_update()

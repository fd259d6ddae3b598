"""Where things stand on a screen that says or asks one thing before anybody is known."""

from dataclasses import dataclass

from kiosk.screens.canvas import Canvas
from kiosk.screens.theme import CARD, INK2
from kiosk.screens.widgets.board import INK_RING
from kiosk.screens.widgets.grid import Box, Grid

LEFT_W = 832


@dataclass(frozen=True, slots=True)
class QuestionPlaces:
    grid: Grid

    @property
    def head(self) -> Box:
        return Box(24, 96, 752, 172) if self.grid.portrait else Box(32, 92, LEFT_W, 172)

    @property
    def hero(self) -> Box:
        return Box(24, 96, 752, 340) if self.grid.portrait else Box(32, 92, LEFT_W, 340)

    @property
    def pictures(self) -> Box:
        return Box(24, 284, 752, 340) if self.grid.portrait else Box(32, 280, LEFT_W, 396)

    @property
    def below_hero(self) -> Box:
        return Box(24, 452, 752, 340) if self.grid.portrait else Box(32, 448, LEFT_W, 328)

    @property
    def buttons(self) -> Box:
        return Box(24, 1116, 752, 140) if self.grid.portrait else Box(32, 692, LEFT_W, 84)

    @property
    def camera(self) -> Box:
        return Box(24, 640, 440, 300) if self.grid.portrait else self._column(92, 312)

    @property
    def side(self) -> Box:
        return Box(480, 640, 296, 300) if self.grid.portrait else self._column(420, 216)

    @property
    def seconds(self) -> Box:
        return Box(24, 956, 752, 144) if self.grid.portrait else self._column(652, 124)

    def _column(self, y: float, height: float) -> Box:
        return Box(888, y, self.grid.width - 32 - 888, height)


def seconds_card(screen: Canvas, box: Box) -> None:
    """How long until the start page is back; nothing while nothing runs out."""
    if screen.context.seconds_left is None:
        return
    screen.panel(box, CARD, 24)
    side = min(80.0, box.h - 24)
    ring = Box(box.x + 30, box.y + (box.h - side) / 2, side, side)
    screen.ring_in(ring, **INK_RING)
    room = Box(ring.right + 22, box.y, box.right - ring.right - 40, box.h)
    screen.words(screen.say("refusal.seconds_home"), room, ((32, 2), (28, 2), (26, 2)), bold=False, colour=INK2)

"""The station rests: two ways for pupils, one foot for staff. It goes on by itself and takes no tap: while nothing can
be written, a PIN could not be counted either."""

from kivy.graphics import Color, Ellipse

from kiosk.screens.base import Screen
from kiosk.screens.theme import GOLD, INK, RED, WHITE
from kiosk.screens.widgets.grid import Box
from kiosk.screens.widgets.piece import Piece, Place
from kiosk.screens.widgets.stack import Row, stack
from kiosk.selfcheck.views import OutOfService

FOOT = 136
MARK = 80


class Octagon(Piece):
    """The stop sign's shape in white: red itself is too dark on ink."""

    def __init__(self, place: Place) -> None:
        super().__init__(place)
        rim = 0.0412 * self.width  # the corners of the eight lie on a circle a little outside the square
        with self.canvas:
            Color(*WHITE)
            size = (self.width + 2 * rim, self.height + 2 * rim)
            Ellipse(pos=(self.x - rim, self.y - rim), size=size, segments=8, angle_start=22.5, angle_end=382.5)


class OutOfServiceScreen(Screen):
    ground = INK
    has_status_bar = False

    def draw(self, view: OutOfService) -> None:
        self.panel(self.grid.whole, INK, 0)
        if self.grid.portrait:
            self.art("magpie-sleep", Box(240, 130, 320, 330))
            self._words(Box(60, 500, 680, 210), align="center")
            self._ways(Box(60, 740, 680, 0))
        else:
            left = (self.grid.width - 1280) / 2
            self.art("magpie-sleep", Box(left + 132, 120, 320, 330))
            self._words(Box(left + 500, 130, self.grid.width - left - 532, 246), align="left")
            self._ways(Box(left + 500, 391, self.grid.width - left - 532, 0))
        foot = FOOT + 60 * self.grid.portrait
        self._staff(view, Box(0, self.grid.height - foot, self.grid.width, foot))

    def _words(self, box: Box, align: str) -> None:
        rows = (
            Row(self.say("out.headline"), (118, 100, 84, 72)),
            Row(self.say("out.resting"), (46, 42, 38, (34, 2)), GOLD),
        )
        stack(self, box, rows, align=align)

    def _ways(self, box: Box) -> None:
        self.panel(Box(box.x, box.y, MARK, MARK), WHITE, 16)
        self.icon("red-box", Box(box.x, box.y, MARK, MARK).middle(54, 54), RED)
        second = Box(box.x, box.y + 100, MARK, MARK)
        self.put(Octagon(self.grid.place(second)))
        self.icon("hand", second.middle(50, 50), RED)
        for y, key in ((box.y, "out.return"), (second.y, "out.borrow")):
            self.words(self.say(key), Box(box.x + 105, y, box.w - 105, MARK), (46, 42, 38, 34), colour=WHITE)

    def _staff(self, view: OutOfService, box: Box) -> None:
        self.panel(box, GOLD, 0)
        self.icon("key", Box(box.x + 62, box.y + (box.h - 54) / 2, 54, 54))
        clock = Box(box.right - 230, box.y + 20, 170, box.h - 40)
        self.words(self.context.wording.clock(self.context.now), clock, 56, align="right")
        todo = self.say(f"out.todo.{view.cause}")
        foot = self.say("out.foot", safe=self.say("out.safe", count=view.safe), todo=todo)
        rows = (
            Row(self.say(f"out.cause.{view.cause}", code=view.code), (36, 34, 32, 30, (26, 2)), INK),
            Row(foot, (28, 26, (24, 2), (22, 3)), INK, bold=False, before=2),
        )
        stack(self, Box(box.x + 140, box.y + 6, clock.x - box.x - 164, box.h - 12), rows)

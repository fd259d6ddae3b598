"""What every screen has: its context, its words, a ground, and the status bar.

A screen is a class with draw(view): it draws the whole view on its board, from nothing. A new view, another language,
a new minute: wipe and draw. Only the ring and the camera picture change in place.
"""

from abc import ABCMeta, abstractmethod
from typing import ClassVar

from kivy.uix.widget import WidgetMetaclass

from kiosk.screens.canvas import Canvas, Context
from kiosk.screens.status_bar import draw_status_bar
from kiosk.screens.theme import GOLD, INK, PAPER, Colour
from kiosk.screens.widgets.board import ButtonStyle
from kiosk.screens.widgets.grid import Box
from kiosk.screens.widgets.piece import Piece
from kiosk.selfcheck.views import View
from kiosk.taps import Tap

ASK_SECONDS = 10  # left, when it is asked whether anybody is still there
ASK_OF = 30  # seconds in all; shorter ones only show an answer
ASKING = ButtonStyle(GOLD, INK)


class ScreenKind(WidgetMetaclass, ABCMeta):
    """A widget's class that may have abstract methods."""


class Screen(Canvas, metaclass=ScreenKind):
    ground: ClassVar[Colour] = PAPER
    has_status_bar: ClassVar[bool] = True
    is_live: ClassVar[bool] = False  # shows every frame, and is asked to keep up with each
    asks_in: Box | None = None  # where «are you still there?» may stand, on a screen that asks it

    def show(self, view: View, context: Context) -> None:
        self.context = context
        self.wipe()
        left, bottom, width, height = self.grid.place(self.grid.whole)
        self.pos, self.size = (left, bottom), (width, height)
        if self.has_status_bar:
            draw_status_bar(self)
        self.draw(view)
        self._ask_in_time(context.seconds_left, context.total_seconds)

    @abstractmethod
    def draw(self, view: View) -> None:
        """The whole view, on an empty board."""

    def wipe(self) -> None:
        self.context.viewfinder.shown_by(None)
        self.asks_in = None
        self.question: list[Piece] = []
        super().wipe()

    def tick(self, seconds_left: int | None, total_seconds: int | None) -> None:
        if self.ring is not None and seconds_left is not None and total_seconds is not None:
            self.ring.show(seconds_left, total_seconds)
        self._ask_in_time(seconds_left, total_seconds)

    def keep_up(self) -> None:
        """The camera picture has just changed."""

    def _ask_in_time(self, seconds_left: int | None, total_seconds: int | None) -> None:
        """Nothing else is drawn again when the question comes or goes."""
        asks = seconds_left is not None and seconds_left <= ASK_SECONDS and total_seconds >= ASK_OF
        if self.asks_in is None or asks == bool(self.question):
            return
        if asks:
            before = len(self.pieces)
            self._ask(self.asks_in)
            self.question = self.pieces[before:]
            return
        self.take_away(self.question)
        self.question = []

    def _ask(self, box: Box) -> None:
        """Any touch of it goes on with the visit."""
        self.button(box, self.tapped(Tap.NOT_YET), style=ASKING, radius=28)
        self.icon("hand", Box(box.x + 24, box.y + (box.h - 56) / 2, 56, 56))
        room = Box(box.x + 104, box.y + 8, box.w - 124, box.h - 16)
        self.words(self.say("visit.still_here"), room, ((44, 2), (38, 2), (36, 3), (32, 3), (30, 4), (28, 5), (26, 5)))

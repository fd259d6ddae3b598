"""What every screen has: its context, its words, a ground, and the status bar.

A screen is a class with draw(view): it draws the whole view on its board, from nothing. A new view, another language,
a new minute: wipe and draw. Only the ring and the camera picture change in place.
"""

from abc import ABCMeta, abstractmethod
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar

from kivy.uix.widget import WidgetMetaclass

from kiosk.circulation.denials import Denial, Fact
from kiosk.screens.status_bar import draw_status_bar
from kiosk.screens.theme import GOLD, INK, PAPER, Colour
from kiosk.screens.widgets.board import Board, ButtonStyle
from kiosk.screens.widgets.camera_view import Viewfinder
from kiosk.screens.widgets.grid import Box
from kiosk.screens.widgets.piece import Piece
from kiosk.screens.wording import Wording
from kiosk.selfcheck.staff_views import DeviceFacts
from kiosk.selfcheck.views import StatusFacts, View
from kiosk.taps import AnyTap, Tap

ASK_SECONDS = 10  # left, when it is asked whether anybody is still there
ASK_OF = 30  # seconds in all; shorter ones only show an answer
ASKING = ButtonStyle(GOLD, INK)


def nobody(*_: object) -> None:
    """Who listens where there is nobody to tell."""


@dataclass(frozen=True, slots=True)
class Context:
    """What a screen needs beside its view. now: aware, local. camera_side: where the camera is as seen from the
    screen (up, down, left, right). devices: what changes faster than a view. volume: off, quiet, normal or loud;
    set_volume: sets it and lets it be heard. sync_now: calls the centre without waiting for the next time."""

    wording: Wording
    now: datetime
    status: StatusFacts
    seconds_left: int | None
    total_seconds: int | None
    viewfinder: Viewfinder
    tap: Callable[[AnyTap], object]
    switch_language: Callable[[], object]
    camera_side: str = "up"
    devices: Callable[[], DeviceFacts] = DeviceFacts
    volume: str = "normal"
    set_volume: Callable[[str], object] = nobody
    sync_now: Callable[[], object] = nobody


class ScreenKind(WidgetMetaclass, ABCMeta):
    """A widget's class that may have abstract methods."""


class Screen(Board, metaclass=ScreenKind):
    ground: ClassVar[Colour] = PAPER
    has_status_bar: ClassVar[bool] = True
    is_live: ClassVar[bool] = False  # shows every frame, and is asked to keep up with each
    context: Context
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
        self._question: list[Piece] = []
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
        if self.asks_in is None or asks == bool(self._question):
            return
        if asks:
            before = len(self.pieces)
            self._ask(self.asks_in)
            self._question = self.pieces[before:]
            return
        self.take_away(self._question)
        self._question = []

    def _ask(self, box: Box) -> None:
        """Any touch of it goes on with the visit."""
        self.button(box, self.tapped(Tap.NOT_YET), style=ASKING, radius=28)
        self.icon("hand", Box(box.x + 24, box.y + (box.h - 56) / 2, 56, 56))
        room = Box(box.x + 104, box.y + 8, box.w - 124, box.h - 16)
        self.words(self.say("visit.still_here"), room, ((44, 2), (38, 2), (36, 3), (32, 3), (30, 4), (28, 5), (26, 5)))

    # --- short cuts for the screens ----------------------------------------------------------------------------

    def say(self, key: str, **facts: Fact) -> str:
        return self.context.wording.text(key, now=self.context.now, **facts)

    def headline(self, denial: Denial) -> str:
        return self.context.wording.headline(denial, self.context.now)

    def next_step(self, denial: Denial) -> str:
        return self.context.wording.next_step(denial, self.context.now)

    def moment(self, at: datetime, *, with_day: bool = False) -> str:
        """As a word of its own: with a capital letter where the language has them. with_day: also «today»."""
        said = self.context.wording.moment(at, self.context.now, with_day=with_day)
        return said[:1].upper() + said[1:]

    def title(self, name: str) -> str:
        return self.context.wording.title(name)

    def tapped(self, tap: AnyTap) -> Callable[[], object]:
        return lambda: self.context.tap(tap)

    def ring_in(self, box: Box, **colours: Colour) -> bool:
        """Draws the countdown, if one runs."""
        self.countdown(box, self.context.seconds_left, self.context.total_seconds, **colours)
        return self.ring is not None

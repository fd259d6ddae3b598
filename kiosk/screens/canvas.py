"""What is drawn on: a board with the context of its screen, and short cuts to its words."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from kiosk.circulation.denials import Denial, Fact
from kiosk.screens.theme import Colour
from kiosk.screens.widgets.board import Board
from kiosk.screens.widgets.camera_view import Viewfinder
from kiosk.screens.widgets.grid import Box
from kiosk.screens.wording import Wording
from kiosk.selfcheck.staff_views import DeviceFacts
from kiosk.selfcheck.views import StatusFacts
from kiosk.taps import AnyTap


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


class Canvas(Board):
    """What the functions that draw a part of a screen are given."""

    context: Context

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

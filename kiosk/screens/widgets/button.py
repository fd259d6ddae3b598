"""What a finger may press: a panel that darkens while it is held and answers on release inside.

The board hands the touches on: press() when a finger comes down on the touch_place, release() when it is lifted."""

from abc import ABC, abstractmethod
from collections.abc import Callable

from kivy.clock import Clock

from kiosk.screens.theme import Colour, darker
from kiosk.screens.widgets.piece import Piece, Place
from kiosk.screens.widgets.shapes import Corners, Panel


def reach(place: Place, least: float) -> Place:
    """The place a finger may hit: never smaller than least either way."""
    x, y, w, h = place
    wide, high = max(w, least), max(h, least)
    return (x - (wide - w) / 2, y - (high - h) / 2, wide, high)


class Pressable(ABC):
    """touch_place: where a finger reaches it."""

    touch_place: Place
    pressed = False

    def reaches(self, x: float, y: float) -> bool:
        left, low, w, h = self.touch_place
        return left <= x <= left + w and low <= y <= low + h

    @abstractmethod
    def press(self) -> None:
        """A finger came down on it."""

    @abstractmethod
    def release(self, x: float, y: float) -> None:
        """The finger was lifted at this place of the window."""

    def drop(self) -> None:
        """It goes while a finger is on it: nothing happens."""
        self.pressed = False


class Tappable(Pressable, Panel):
    """What stands on it is drawn by the board beside it, later. touch_place is at least least x least."""

    def __init__(
        self,
        place: Place,
        fill: Colour,
        corners: Corners,
        frame: tuple[Colour, float] | None,
        *,
        least: float,
        on_tap: Callable[[], object],
    ) -> None:
        super().__init__(place, fill, corners, frame)
        self.touch_place = reach(place, least)
        self.on_tap = on_tap

    def press(self) -> None:
        self.pressed = True
        self._draw(darker(self.fill))

    def release(self, x: float, y: float) -> None:
        self.pressed = False
        self._draw(self.fill)
        if self.reaches(x, y):
            self.on_tap()


class LongPress(Pressable, Piece):
    """Invisible; answers when a finger stays on it for seconds."""

    def __init__(self, place: Place, *, least: float, seconds: float, on_held: Callable[[], object]) -> None:
        super().__init__(place)
        self.touch_place = reach(place, least)
        self._on_held = on_held
        self.seconds = seconds
        self._wait = Clock.create_trigger(lambda _dt: self.held(), seconds)

    def press(self) -> None:
        self.pressed = True
        self._wait()

    def release(self, x: float, y: float) -> None:
        self.drop()

    def drop(self) -> None:
        self.pressed = False
        self._wait.cancel()

    def held(self) -> None:
        """Long enough."""
        self.drop()
        self._on_held()

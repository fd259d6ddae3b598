"""What a finger may press: a panel that darkens while it is held and answers on release inside."""

from collections.abc import Callable

from kivy.clock import Clock
from kivy.uix.widget import Widget

from kiosk.screens.theme import Colour, darker
from kiosk.screens.widgets.shapes import Corners, Panel, Place


def reach(place: Place, least: float) -> Place:
    """The place a finger may hit: never smaller than least either way."""
    x, y, w, h = place
    wide, high = max(w, least), max(h, least)
    return (x - (wide - w) / 2, y - (high - h) / 2, wide, high)


def _inside(place: Place, x: float, y: float) -> bool:
    return place[0] <= x <= place[0] + place[2] and place[1] <= y <= place[1] + place[3]


class Tappable(Panel):
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
        self.pressed = False

    def on_touch_down(self, touch: object) -> bool:
        if not _inside(self.touch_place, touch.x, touch.y):
            return False
        touch.grab(self)
        self.pressed = True
        self._draw(darker(self.fill))
        return True

    def on_touch_up(self, touch: object) -> bool:
        if touch.grab_current is not self:
            return False
        touch.ungrab(self)
        self.pressed = False
        self._draw(self.fill)
        if _inside(self.touch_place, touch.x, touch.y):
            self.on_tap()
        return True


class LongPress(Widget):
    """Invisible; answers when a finger stays on it for seconds."""

    def __init__(self, place: Place, *, least: float, seconds: float, on_held: Callable[[], object]) -> None:
        super().__init__(pos=place[:2], size=place[2:], size_hint=(None, None))
        self.touch_place = reach(place, least)
        self._seconds, self._on_held = seconds, on_held
        self._wait = Clock.create_trigger(lambda _dt: self._held(), seconds)
        self.pressed = False

    def on_touch_down(self, touch: object) -> bool:
        if not _inside(self.touch_place, touch.x, touch.y):
            return False
        touch.grab(self)
        self.pressed = True
        self._wait()
        return True

    def on_touch_up(self, touch: object) -> bool:
        if touch.grab_current is not self:
            return False
        touch.ungrab(self)
        self.pressed = False
        self._wait.cancel()
        return True

    def _held(self) -> None:
        self.pressed = False
        self._on_held()

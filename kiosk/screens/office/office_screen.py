"""The frame of the office: the rail, the lock, the open room's page, and what was just done."""

from kiosk.office.touch_kit.views import Office, RailPlace
from kiosk.screens.office.canvas import FOOT_RAIL, RAIL, OfficeCanvas
from kiosk.screens.office.pages import drawn_by
from kiosk.screens.theme import GOLD, INK, WHITE, rgb
from kiosk.screens.widgets.board import ButtonStyle, Glyph, Words
from kiosk.screens.widgets.grid import Box
from kiosk.taps import Act, FrameAction, Tap, TapRoom

PITCH = 84
LOCK = rgb("#33426C")
CHOSEN, RESTING, LOCKED = ButtonStyle(GOLD, INK), ButtonStyle(INK, WHITE), ButtonStyle(LOCK, WHITE)


class OfficeScreen(OfficeCanvas):
    def draw(self, view: Office) -> None:
        (self._foot_rail if self.grid.portrait else self._rail)(view)
        self._told = view.told
        drawn_by(type(view.page))(self, view.page)

    # --- the rail ----------------------------------------------------------------------------------------------

    def _rail(self, view: Office) -> None:
        self.panel(Box(0, 0, RAIL, 800), INK, 0)
        for at, place in enumerate(view.rail):
            self._place(view, place, Box(12, 10 + at * PITCH, 172, 80))
        if view.has_more:
            self._more(Box(12, 10 + len(view.rail) * PITCH, 172, 80))
        lock = Box(12, 708, 172, 80)
        self.button(lock, self.tapped(Tap.DISMISS), style=LOCKED, radius=20)
        parts = [Glyph("lock", 32, WHITE), Words(self.say("office.lock"), 26, WHITE)]
        self.row(lock.inset(12, 0), parts)

    def _foot_rail(self, view: Office) -> None:
        top = 1280 - FOOT_RAIL
        self.panel(Box(0, top, 800, FOOT_RAIL), INK, 0)
        places = [Box(8 + column * 157, top + 8 + row * 90, 154, 84) for row in range(2) for column in range(5)]
        for place, box in zip(view.rail, places, strict=False):
            self._place(view, place, box)
        if view.has_more:
            self._more(places[len(view.rail)])
        self.button(places[-1], self.tapped(Tap.DISMISS), style=LOCKED, radius=20)
        parts = [Glyph("lock", 28, WHITE), Words(self.say("office.lock"), 24, WHITE)]
        self.row(places[-1].inset(6, 0), parts, gap=8)

    def _place(self, view: Office, place: RailPlace, box: Box) -> None:
        chosen = place.name == view.room
        style = CHOSEN if chosen else RESTING
        self.button(box, self.tapped(TapRoom(place.name)), style=style, radius=20)
        small = self.grid.portrait
        icon, gap = (24, 6) if small else (30, 12)
        name = self.say(f"office.room.{place.name}")
        self.icon(place.icon, Box(box.x + (6 if small else 15), box.y + (box.h - icon) / 2, icon, icon),
                  INK if chosen else GOLD)  # fmt: skip
        left = box.x + (6 if small else 15) + icon + gap
        room_for = Box(left, box.y + 4, box.right - 6 - left, box.h - 8)
        self.words(name, room_for, (26, 24, 22, (22, 2)), bold=chosen, colour=style.ink)

    def _more(self, box: Box) -> None:
        """The other places, where there are more than find room."""
        self.button(box, self.tapped(Act(FrameAction.MORE)), style=RESTING, radius=20)
        parts = [Glyph("down", 28, GOLD), Words(self.say("office.more"), 24, WHITE)]
        self.row(box.inset(6, 0), parts, gap=8)

"""The frame of the office: the rail, the lock, the open room's page, and what was just done."""

from collections.abc import Callable

from kiosk.office.touch_kit.views import Confirmation, Office
from kiosk.screens.base import Screen
from kiosk.screens.office.kit import HeadButton
from kiosk.screens.office.pages import PAGES
from kiosk.screens.theme import GOLD, INK, INK2, MIST, PINE_T, WHITE, Colour, rgb
from kiosk.screens.widgets.board import ButtonStyle, Glyph, Words
from kiosk.screens.widgets.grid import Box
from kiosk.taps import Room, Tap, TapRoom

RAIL = 196
PITCH = 84
LOCK = rgb("#33426C")
CHOSEN, RESTING, LOCKED = ButtonStyle(GOLD, INK), ButtonStyle(INK, WHITE), ButtonStyle(LOCK, WHITE)
ICONS = {
    Room.TODAY: "home",
    Room.ROTA: "calendar",
    Room.POLICIES: "rules",
    Room.PEOPLE: "people",
    Room.BOOKS: "book",
    Room.OVERDUE: "clock",
    Room.FIGURES: "chart",
    Room.DEVICES: "wrench",
}
LEAST_TOLD = 520  # design pixels for what was just done; head buttons beyond wait


class OfficeScreen(Screen):
    """body: where a page is drawn; below the head in landscape 690 high. on_frame: set by a page that shows the
    camera, called with each frame, gone with the page."""

    ground: Colour = MIST
    has_status_bar = False
    on_frame: Callable[[], object] | None = None
    _told: Confirmation | None = None

    @property
    def is_live(self) -> bool:
        return self.on_frame is not None

    def keep_up(self) -> None:
        if self.on_frame is not None:
            self.on_frame()

    def wipe(self) -> None:
        self.on_frame = None
        super().wipe()

    def draw(self, view: Office) -> None:
        (self._foot_rail if self.grid.portrait else self._rail)(view)
        self._told = view.told
        PAGES[type(view.page)](self, view.page)

    @property
    def body(self) -> Box:
        if self.grid.portrait:
            return Box(24, 20, 752, 1280 - 188 - 36)
        return Box(RAIL + 24, 20, self.grid.width - RAIL - 48, 768)

    @property
    def main(self) -> Box:
        """The body below its head."""
        body, lost = self.body, 78 + (88 if self.grid.portrait else 0)
        return Box(body.x, body.y + lost, body.w, body.h - lost)

    # --- the rail ----------------------------------------------------------------------------------------------

    def _rail(self, view: Office) -> None:
        self.panel(Box(0, 0, RAIL, 800), INK, 0)
        for at, room in enumerate(view.rooms):
            self._place(view, room, Box(12, 10 + at * PITCH, 172, 80))
        lock = Box(12, 708, 172, 80)
        self.button(lock, self.tapped(Tap.DISMISS), style=LOCKED, radius=20)
        parts = [Glyph("lock", 32, WHITE), Words(self.say("office.lock"), 26, WHITE)]
        self.row(lock.inset(12, 0), parts)

    def _foot_rail(self, view: Office) -> None:
        top = 1280 - 188
        self.panel(Box(0, top, 800, 188), INK, 0)
        places = [Box(8 + column * 157, top + 8 + row * 90, 154, 84) for row in range(2) for column in range(5)]
        for room, box in zip(view.rooms, places, strict=False):
            self._place(view, room, box)
        self.button(places[-1], self.tapped(Tap.DISMISS), style=LOCKED, radius=20)
        parts = [Glyph("lock", 28, WHITE), Words(self.say("office.lock"), 24, WHITE)]
        self.row(places[-1].inset(6, 0), parts, gap=8)

    def _place(self, view: Office, room: Room, box: Box) -> None:
        chosen = room is view.room
        style = CHOSEN if chosen else RESTING
        self.button(box, self.tapped(TapRoom(room)), style=style, radius=20)
        small = self.grid.portrait
        icon, gap = (24, 6) if small else (30, 12)
        name = self.say(f"office.room.{room}")
        self.icon(ICONS[room], Box(box.x + (6 if small else 15), box.y + (box.h - icon) / 2, icon, icon),
                  INK if chosen else GOLD)  # fmt: skip
        left = box.x + (6 if small else 15) + icon + gap
        room_for = Box(left, box.y + 4, box.right - 6 - left, box.h - 8)
        self.words(name, room_for, (26, 24, 22, (22, 2)), bold=chosen, colour=style.ink)

    # --- the head ----------------------------------------------------------------------------------------------

    def head(self, title: str, second: str = "", *buttons: HeadButton) -> None:
        """Title and second line at the top left; buttons at the right, the last one outermost.

        What was just done stands in the title's place until the next touch."""
        body = self.body
        right, row = body.right, body.y - 8 + (86 if self.grid.portrait else 0)
        least = LEAST_TOLD if self._told and not self.grid.portrait else 0
        for button in reversed(buttons):
            wide = button.width(self)
            if right - wide - body.x < least:
                break
            button.draw(self, Box(right - wide, row, wide, 80))
            right -= wide + 12
        room = Box(body.x, body.y - 8, (body.right if self.grid.portrait else right) - body.x, 80)
        if self._told is not None:
            self._tell(self._told, room)
        elif second:
            self.words(title, room._replace(h=50), (36, 34, 30, 26, 22))
            self.words(second, Box(room.x, room.y + 50, room.w, 32), (24, 22), bold=False, colour=INK2)
        else:
            self.words(title, room, (36, 34, 30, (26, 2), (22, 3)))

    def _tell(self, told: Confirmation, box: Box) -> None:
        self.panel(box, PINE_T, 20)
        self.mark("borrow", Box(box.x + 16, box.y + (box.h - 44) / 2, 44, 44))
        right = box.right - 16
        if told.undo is not None:
            undo = self.say("office.undo")
            wide = self.text_width(undo, 28) + 90
            self.named_button(Box(box.right - wide, box.y, wide, box.h), self.tapped(told.undo), undo, icon="undo",
                              size=28, radius=20)  # fmt: skip
            right = box.right - wide - 12
        room = Box(box.x + 74, box.y + 4, right - box.x - 74, box.h - 8)
        self.words(self.say(told.key, **told.facts), room, (28, 26, 24, (24, 2), (22, 2)))

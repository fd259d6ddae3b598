"""What staff do at the station itself."""

from kiosk.screens.base import Screen
from kiosk.screens.theme import BLUE_T, GOLD, INK, INK2
from kiosk.screens.widgets.board import MAIN, QUIET, SECOND, ButtonStyle, Glyph, Words
from kiosk.screens.widgets.grid import Box
from kiosk.screens.widgets.stack import Row, stack
from kiosk.views import StaffMenu, Tap

GAP = 16
CHOICES = (
    (Tap.NO_CARD, "staff.find_patron", "people", MAIN),
    (Tap.OPEN_LANE, "staff.lane", "return", SECOND),
    (Tap.DEVICES, "staff.devices", "wrench", SECOND),
    (Tap.EXIT, "staff.exit", "cross", SECOND),
)


class StaffMenuScreen(Screen):
    def draw(self, view: StaffMenu) -> None:
        if self.grid.portrait:
            panel, choices = Box(24, 88, 752, 340), Box(24, 452, 752, 804)
        else:
            choices = Box(self.grid.width - 32 - 624, 104, 624, 672)
            panel = Box(32, 104, choices.x - 64, 672)
        self._panel(view, panel)
        high = (choices.h - len(CHOICES) * GAP) / (len(CHOICES) + 1)
        for at, (tap, key, icon, style) in enumerate(CHOICES):
            self._choice(Box(choices.x, choices.y + at * (high + GAP), choices.w, high), tap, key, icon, style)
        back = Box(choices.x, choices.bottom - high, choices.w, high)
        self.named_button(back, self.tapped(Tap.BACK), self.say("back"), icon="left", style=QUIET, size=42)

    def _panel(self, view: StaffMenu, box: Box) -> None:
        self.panel(box, INK, 32)
        self.icon("key", Box(box.x + 48, box.y + 40, 96, 96), GOLD)
        rows = (
            Row(self.say("staff.headline"), (64, 56, 48, 42)),
            Row(view.staff_name, (38, 34, 30), GOLD, before=10),
        )
        stack(self, Box(box.x + 48, box.y + 140, box.w - 96, 180), rows)
        if not self.grid.portrait:
            parts = [Glyph("clock", 36, BLUE_T), Words(self.say("pin.idle"), 30, BLUE_T, bold=False)]
            self.row(Box(box.x + 48, box.bottom - 88, box.w - 96, 48), parts, align="left")

    def _choice(self, box: Box, tap: Tap, key: str, icon: str, style: ButtonStyle) -> None:
        self.button(box, self.tapped(tap), style=style)
        self.icon(icon, Box(box.x + 40, box.y + (box.h - 72) / 2, 72, 72), style.ink)
        second = INK2 if style is SECOND else style.ink
        rows = (
            Row(self.say(key), (42, 38, 34), style.ink),
            Row(self.say(f"{key}.hint"), (28, 26), second, bold=False, before=2),
        )
        stack(self, Box(box.x + 148, box.y + 8, box.w - 180, box.h - 16), rows)

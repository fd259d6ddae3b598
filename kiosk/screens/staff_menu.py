"""What staff do at the station itself."""

from kiosk.screens.base import Screen
from kiosk.screens.theme import BLUE_T, GOLD, INK, INK2
from kiosk.screens.widgets.board import MAIN, QUIET, SECOND, ButtonStyle, Glyph, Words
from kiosk.screens.widgets.grid import Box
from kiosk.screens.widgets.stack import Row, stack
from kiosk.selfcheck.views import StaffMenu
from kiosk.taps import Tap

GAP = 12
BACK = 84
OFFICE = (Tap.OFFICE, "staff.office", "school", MAIN)
CHOICES = (
    (Tap.NO_CARD, "staff.find_patron", "people", SECOND),
    (Tap.OPEN_LANE, "staff.lane", "return", SECOND),
    (Tap.NOTICES, "staff.notices", "bell", SECOND),
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
        offered = (OFFICE, *CHOICES) if view.has_office else CHOICES
        high = (choices.h - BACK - len(offered) * GAP) / len(offered)
        hints = {Tap.NOTICES: self._waiting(view.notices)}
        for at, (tap, key, icon, style) in enumerate(offered):
            hint = hints.get(tap) or self.say(f"{key}.hint")
            box = Box(choices.x, choices.y + at * (high + GAP), choices.w, high)
            self._choice(box, tap, self.say(key), hint, icon, style)
        back = Box(choices.x, choices.bottom - BACK, choices.w, BACK)
        self.named_button(back, self.tapped(Tap.BACK), self.say("back"), icon="left", style=QUIET, size=38)

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

    def _waiting(self, count: int) -> str:
        return self.say("staff.notices.hint", count=count) if count else self.say("notices.none")

    def _choice(self, box: Box, tap: Tap, name: str, hint: str, icon: str, style: ButtonStyle) -> None:
        self.button(box, self.tapped(tap), style=style)
        self.icon(icon, Box(box.x + 40, box.y + (box.h - 64) / 2, 64, 64), style.ink)
        second = INK2 if style is SECOND else style.ink
        rows = (
            Row(name, (36, 34), style.ink),
            Row(hint, (24, 22), second, bold=False),
        )
        stack(self, Box(box.x + 140, box.y + 4, box.w - 172, box.h - 8), rows)

"""The number under the bars, typed. The digits stand there large, grouped as they are printed."""

from kiosk.circulation.barcodes import BOOK_LAND
from kiosk.screens.base import Screen
from kiosk.screens.theme import CARD, GOLD, INK, INK2, MIST2, PINE
from kiosk.screens.widgets.board import HERE, QUIET, SECOND, ButtonStyle, Glyph, Words
from kiosk.screens.widgets.digit_pad import pad_places
from kiosk.screens.widgets.grid import Box
from kiosk.screens.widgets.stack import Row, stack
from kiosk.selfcheck.views import SHORTEST_NUMBER, Keypad
from kiosk.taps import Tap, TapKey

GAP = 12
KEY = ButtonStyle(CARD, INK)
ECHO = (76, 68, 60, 54, 48, 42)


class KeypadScreen(Screen):
    def draw(self, view: Keypad) -> None:
        if self.grid.portrait:
            panel, ways, pad = Box(24, 88, 752, 400), Box(24, 500, 752, 92), Box(24, 604, 752, 652)
        else:
            pad = Box(self.grid.width - 32 - 624, 104, 624, 672)
            panel, ways = Box(32, 104, pad.x - 64, 560), Box(32, 676, pad.x - 64, 100)
        self._panel(view, panel)
        self._ways(view, ways)
        self._pad(view, pad)

    def _panel(self, view: Keypad, box: Box) -> None:
        self.panel(box, INK, 32)
        self.asks_in = Box(box.x + 24, box.bottom - 132, box.w - 48, 112)
        inner = box.inset(32, 0)
        self.icon("keypad", Box(inner.x, box.y + 26, 60, 60), GOLD)
        title = Box(inner.x + 80, box.y + 20, inner.w - 80, 72)
        self.words(self.say("keypad.headline"), title, (48, 44, 40, 36), colour=GOLD)
        field = Box(inner.x, box.y + 104, inner.w, 108)
        self._echo(view.digits, field)
        below = Box(inner.x, field.bottom + 12, inner.w, box.bottom - field.bottom - 28)
        if view.said is None:
            self._where(below)
        else:
            rows = (
                Row(self.headline(view.said), (50, 46, 42, 38, (38, 2)), GOLD),
                Row(self.next_step(view.said), (38, 34, (34, 2), (30, 2), (28, 3)), before=10),
            )
            stack(self, below, rows)

    def _echo(self, digits: str, box: Box) -> None:
        self.panel(box, CARD, 24)
        text = as_printed(digits)
        room = Box(box.x + 22, box.y + 4, box.w - 58, box.h - 8)
        size = next((size for size in ECHO if self.text_width(text, size) <= room.w), ECHO[-1]) if text else ECHO[0]
        width = self.text_width(text, size) if text else 0
        if text:
            self.words(text, room, (size,))
        self.panel(Box(room.x + width + 8, box.y + 24, 6, box.h - 48), PINE, 3)

    def _where(self, box: Box) -> None:
        """Which digits are meant."""
        if box.h > 260:
            self.art("howto-number", box._replace(h=box.h - 80))
            text = Box(box.x, box.bottom - 76, box.w, 64)
            self.words(self.say("keypad.where"), text, (38, 34, 30), colour=CARD, align="center")
            return
        high = min(box.h, 230.0)
        picture = Box(box.x, box.y + (box.h - high) / 2, high * 1.25, high)
        self.art("howto-number", picture)
        room = Box(picture.right + 16, box.y, box.right - picture.right - 16, box.h)
        self.words(self.say("keypad.where"), room, ((38, 3), (34, 3), (30, 4), (28, 4), (26, 5)), colour=CARD)

    def _ways(self, view: Keypad, box: Box) -> None:
        boxes = box.columns(2) if view.has_no_card else [box]
        self.named_button(boxes[0], self.tapped(Tap.BACK), self.say("back"), icon="left", style=QUIET, size=40)
        if view.has_no_card:
            text = self.say("welcome.no_card")
            self.named_button(boxes[1], self.tapped(Tap.NO_CARD), text, icon="card", style=SECOND, size=40)

    def _pad(self, view: Keypad, box: Box) -> None:
        for sign, key in pad_places(box, "123456789b0e", GAP):
            if sign == "b":
                self.button(key, self.tapped(Tap.BACKSPACE), [Glyph("backspace", 62)], style=QUIET)
            elif sign == "e":
                self._enter(view, key)
            else:
                self.button(key, self.tapped(TapKey(sign)), [Words(sign, 64)], style=KEY)

    def _enter(self, view: Keypad, box: Box) -> None:
        """Not there to be pressed while too little is typed."""
        text, ready = self.say("keypad.enter"), len(view.digits) >= SHORTEST_NUMBER
        if ready:
            self.named_button(box, self.tapped(Tap.ENTER), text, icon="check", style=HERE, size=48)
            return
        self.panel(box, MIST2, 24)
        self.row(box.inset(14, 0), [Glyph("check", 48, INK2), Words(text, 48, INK2)], gap=16)


def as_printed(digits: str) -> str:
    """9 787506 380263, as it stands below the bars of a book."""
    if not digits.startswith(BOOK_LAND):
        return digits
    return " ".join(part for part in (digits[:1], digits[1:7], digits[7:]) if part)

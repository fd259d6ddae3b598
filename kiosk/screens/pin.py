"""The PIN pad. No digit is ever shown, and the keys stay where they are."""

from kiosk.screens.base import Screen
from kiosk.screens.theme import BLUE_T, CARD, GOLD, INK, INK2, MIST2, mixed
from kiosk.screens.widgets.board import QUIET, ButtonStyle, Glyph, Words
from kiosk.screens.widgets.digit_pad import pad_places
from kiosk.screens.widgets.grid import Box
from kiosk.screens.widgets.stack import Row, stack
from kiosk.selfcheck.views import Pin
from kiosk.taps import AnyTap, Tap, TapKey

DIGITS = 6
GAP = 12
SWITCH = 104
FEW_TRIES = 3  # from here on it is said how many are left
KEY = ButtonStyle(CARD, INK)
RING = mixed(INK, BLUE_T, 0.35)


class PinScreen(Screen):
    def draw(self, view: Pin) -> None:
        if self.grid.portrait:
            panel, pad = Box(24, 88, 752, 472), Box(24, 576, 752, 680)
        else:
            pad = Box(self.grid.width - 32 - 624, 104, 624, 672)
            panel = Box(32, 104, pad.x - 64, 672)
        self._panel(view, panel)
        if view.can_switch:
            pad = pad._replace(h=pad.h - SWITCH - GAP)
            switch = Box(pad.x, pad.bottom + GAP, pad.w, SWITCH)
            self.named_button(switch, self.tapped(Tap.SWITCH_STAFF), self.say("pin.switch"), icon="people", size=40)
        self._pad(view, pad)

    def _panel(self, view: Pin, box: Box) -> None:
        self.panel(box, INK, 32)
        inner = box.inset(48, 0)
        tight = self.grid.portrait
        y = box.y + (20 if tight else 40)
        self.icon("key", Box(inner.x, y, 96, 96), GOLD)
        rows = [Row(self.say(f"pin.headline.{view.purpose}"), (64, 56, 48))]
        if view.staff_name:
            rows.append(Row(self._who(view), (38, 34, 30, (28, 2)), GOLD, before=10))
        stack(self, Box(inner.x, y + 96, inner.w, 170 if tight else 240), rows)
        self._dots(view, inner.x, box.y + (296 if tight else 373))
        self._said(view, Box(inner.x, box.y + (350 if tight else 436), inner.w, 100 if tight else 130))
        if not tight:
            parts = [Glyph("clock", 36, BLUE_T), Words(self.say("pin.idle"), 30, BLUE_T, bold=False)]
            self.row(Box(inner.x, box.bottom - 88, inner.w, 48), parts, align="left")

    def _who(self, view: Pin) -> str:
        return self.say("pin.who", name=view.staff_name, role=self.context.wording.named("role", view.role))

    def _dots(self, view: Pin, x: float, y: float) -> None:
        for at in range(DIGITS):
            dot = Box(x + at * 70, y, 44, 44)
            if at < view.digits:
                self.disc(dot, GOLD)
            else:
                self.disc(dot, RING)
                self.disc(dot.inset(6), INK)

    def _said(self, view: Pin, box: Box) -> None:
        """Why nothing happened, and what comes of the next mistake."""
        if not view.staff_name:
            rows = [Row(self.say("pin.nobody"), (36, 32, 28, (28, 2)), GOLD)]
        elif view.locked_until is not None:
            rows = [Row(self.say("pin.locked", until=view.locked_until), (36, 32, 28, (28, 2)), GOLD)]
        else:
            rows = [Row(self.say("pin.wrong"), (36, 32, 28), GOLD)] if view.wrong else []
            if view.wrong or view.tries_left <= FEW_TRIES:
                rows.append(Row(self.say("pin.tries_left", count=view.tries_left), (34, 30, 28), before=4))
        stack(self, box, rows)

    def _pad(self, view: Pin, box: Box) -> None:
        for sign, key in pad_places(box, "123456789c0b", GAP):
            if sign == "c":
                self.named_button(key, self.tapped(Tap.BACK), self.say("pin.cancel"), style=QUIET, size=38)
            elif sign == "b":
                self._key(view, key, Tap.BACKSPACE, Glyph("backspace", 62), QUIET)
            else:
                self._key(view, key, TapKey(sign), Words(sign, 64), KEY)

    def _key(self, view: Pin, box: Box, tap: AnyTap, sign: Glyph | Words, style: ButtonStyle) -> None:
        """During the pause a key is not there to be pressed."""
        if view.locked_until is None:
            self.button(box, self.tapped(tap), [sign], style=style)
            return
        self.panel(box, MIST2, 24)
        self.row(box, [sign._replace(colour=INK2)])

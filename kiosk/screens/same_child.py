"""Somebody else may stand there than the child whose visit is open: any card answers, and so does a finger."""

from dataclasses import dataclass

from kiosk.screens.base import Screen
from kiosk.screens.theme import CARD, GOLD, GOLD_T, INK, INK2, WHITE
from kiosk.screens.widgets.board import INK_RING, MAIN, SECOND
from kiosk.screens.widgets.cards import camera_card, spine
from kiosk.screens.widgets.grid import Box, Grid
from kiosk.screens.widgets.stack import Row, stack
from kiosk.selfcheck.views import AskSameChild
from kiosk.taps import Tap

ORANGE = 1  # the spine of the book that waits


@dataclass(frozen=True, slots=True)
class _Places:
    notice: Box
    panel: Box
    camera: Box
    waiting: Box
    seconds: Box
    not_me: Box
    still_me: Box


def _places(grid: Grid) -> _Places:
    if grid.portrait:
        return _Places(
            notice=Box(24, 96, 752, 184),
            panel=Box(24, 296, 752, 344),
            camera=Box(24, 656, 440, 312),
            waiting=Box(480, 656, 296, 200),
            seconds=Box(480, 856, 296, 112),
            not_me=Box(24, 984, 752, 124),
            still_me=Box(24, 1124, 752, 124),
        )
    right = Box(888, 92, grid.width - 32 - 888, 312)
    return _Places(
        notice=Box(32, 92, 832, 164),
        panel=Box(32, 272, 832, 404),
        camera=right,
        waiting=right._replace(y=420, h=216),
        seconds=right._replace(y=652, h=124),
        not_me=Box(32, 692, 408, 84),
        still_me=Box(456, 692, 408, 84),
    )


class SameChildScreen(Screen):
    def draw(self, view: AskSameChild) -> None:
        places = _places(self.grid)
        self._notice(view, places.notice)
        self._show_card(places.panel)
        camera_card(self, places.camera, self.say("same_child.card_first"))
        if self.grid.portrait:
            self.panel(places.waiting._replace(h=places.seconds.bottom - places.waiting.y), CARD, 28)
        else:
            self.panel(places.waiting, CARD, 28)
        self._waiting(view, places.waiting)
        self._seconds(places.seconds)
        size = 46 if self.grid.portrait else 38
        not_me, still_me = self.say("same_child.not_me"), self.say("same_child.still_me")
        self.named_button(places.not_me, self.tapped(Tap.NOT_ME), not_me, icon="cross", style=MAIN, size=size)
        self.named_button(places.still_me, self.tapped(Tap.STILL_ME), still_me, icon="check", style=SECOND, size=size)

    def _notice(self, view: AskSameChild, box: Box) -> None:
        self.panel(box, GOLD_T, 28)
        sign = Box(box.x + (32 if self.grid.portrait else 36), box.y + (box.h - 108) / 2, 108, 108)
        self.mark("question", sign)
        rows = (
            Row(self.say("same_child.headline", name=view.family_name), (60, 54, 48, 42, 36), INK),
            Row(self.say(f"same_child.why.{view.doubt}"), (34, 30, 28, 26), INK, bold=False),
        )
        stack(self, Box(sign.right + 30, box.y + 8, box.right - sign.right - 54, box.h - 16), rows)

    def _show_card(self, box: Box) -> None:
        self.panel(box, INK, 32)
        portrait = self.grid.portrait
        rim, wide = (32, 260) if portrait else (40, 296)
        picture = Box(box.right - rim - wide, box.y + 40, wide, box.h - 80)
        self.panel(picture, WHITE, 28)
        self.art("howto-card", picture.middle(wide - 52, picture.h - 52))
        words = Box(box.x + rim, box.y, picture.x - box.x - rim - 24, box.h)
        self.words(self.say("same_child.other"), words._replace(y=box.y + 40, h=60), (40, 36, 32), colour=GOLD)
        self.words(
            self.say("same_child.show"),
            words._replace(y=box.y + 96, h=box.h - 176),
            (96, (88, 2), (78, 2), (68, 2), (60, 2), (52, 2)),
            colour=WHITE,
        )
        unlent = words._replace(y=box.bottom - 84, h=60)
        self.words(self.say("same_child.unlent"), unlent, (32, 28, 26), bold=False, colour=WHITE)

    def _waiting(self, view: AskSameChild, box: Box) -> None:
        """The newest; the others are counted."""
        count = len(view.books)
        said = self.say("same_child.waits") if count == 1 else self.say("same_child.waits.more", count=count)
        self.words(said, Box(box.x + 30, box.y + 18, box.w - 60, 56), (30, 28, 26, 24), bold=False, colour=INK2)
        spine(self, Box(box.x + 36, box.y + 84, 44, 104), ORANGE)
        rows = (
            Row(self.title(view.books[-1].title), (36, 32, 30, 28), INK),
            Row(self.say("same_child.not_yet"), (28, 26), INK2, bold=False),
        )
        stack(self, Box(box.x + 102, box.y + 84, box.w - 126, 108), rows)

    def _seconds(self, box: Box) -> None:
        if self.context.seconds_left is None:
            return
        side = 72 if self.grid.portrait else 84
        if not self.grid.portrait:
            self.panel(box, CARD, 28)
        ring = Box(box.x + 30, box.y + (box.h - side) / 2, side, side)
        self.ring_in(ring, **INK_RING)
        room = Box(ring.right + 18, box.y, box.right - ring.right - 36, box.h)
        self.words(self.say("same_child.seconds"), room, ((30, 2), (28, 2), (26, 2)), bold=False, colour=INK2)

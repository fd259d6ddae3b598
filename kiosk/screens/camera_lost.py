"""The camera is away: three ways on, and that nothing was lost. Goes by itself when the camera is back."""

from kiosk.screens.base import Screen
from kiosk.screens.theme import GOLD, INK, INK2, PINE, WHITE
from kiosk.screens.widgets.board import Glyph, Words
from kiosk.screens.widgets.grid import Box
from kiosk.screens.widgets.picture_card import picture_card
from kiosk.screens.widgets.stack import Row, stack
from kiosk.selfcheck.views import CameraLost

WAYS = (("howto-gun", "lost.gun"), ("howto-plug", "lost.helper"), ("howto-redbox", "lost.red_box"))


class CameraLostScreen(Screen):
    def draw(self, view: CameraLost) -> None:
        margin = 24 if self.grid.portrait else 32
        across = self.grid.width - 2 * margin
        self._headline(view, Box(margin, 96, across, 276))
        for number, (box, (art, key)) in enumerate(zip(self._ways(margin, across), WAYS, strict=True), 1):
            picture_card(self, box, art, self.say(key), self.say(f"{key}.hint"), number)
        self._foot(view, margin, across)

    def _ways(self, margin: float, across: float) -> list[Box]:
        if not self.grid.portrait:
            return Box(margin, 392, across, 284).columns(3, 17)
        return [Box(margin, 388 + at * 252, across, 236) for at in range(3)]

    def _headline(self, view: CameraLost, box: Box) -> None:
        self.panel(box, INK, 32)
        self.art("magpie-worry", Box(box.right - 282, box.y + 40, 230, 230))
        rows = (
            Row(self.say("lost.headline"), (92, 80, 72, 60)),
            Row(self.say(f"lost.reason.{view.reason}"), (42, 38, (36, 2), (32, 2)), GOLD, before=6),
        )
        stack(self, Box(box.x + 57, box.y + 20, box.w - 57 - 296, box.h - 44), rows)

    def _foot(self, view: CameraLost, margin: float, across: float) -> None:
        y = 1160 if self.grid.portrait else 704
        self.disc(Box(margin, y, 60, 60), PINE)
        self.icon("check", Box(margin + 10, y + 10, 40, 40), WHITE)
        since = [
            Glyph("camera-off", 40, INK2),
            Words(self.say("lost.since", since=view.since), 30, INK2, bold=False),
        ]
        if self.grid.portrait:
            self.words(self.say("lost.safe"), Box(margin + 80, y - 6, across - 80, 72), (36, 34, 32, (28, 2)))
            return
        taken = self.row(Box(margin + across / 2, y, across / 2, 60), since, align="right")
        self.words(self.say("lost.safe"), Box(margin + 80, y, taken.x - margin - 110, 60), (36, 34, 32, 30))

"""What a page of the office is drawn on: where it may stand, its head, and what was just done."""

from collections.abc import Callable
from typing import NamedTuple

from kiosk.office.touch_kit.views import Confirmation
from kiosk.screens.base import Screen
from kiosk.screens.canvas import Canvas
from kiosk.screens.theme import INK2, MIST, PINE_T, Colour
from kiosk.screens.widgets.board import QUIET, SECOND, ButtonStyle
from kiosk.screens.widgets.grid import Box
from kiosk.taps import Act, AnyTap, FrameAction

RAIL = 196
FOOT_RAIL = 188
FOOT = 92  # the foot of a page and the gap above it
HEAD_TEXT = 28
LEAST_TOLD = 520  # design pixels for what was just done; head buttons beyond wait


class HeadButton(NamedTuple):
    """tap: what it means; style: MAIN for the one main button of a page."""

    text: str
    tap: AnyTap
    icon: str = ""
    style: ButtonStyle = SECOND

    def width(self, screen: Canvas) -> float:
        return max(96.0, screen.text_width(self.text, HEAD_TEXT) + (94 if self.icon else 44))

    def draw(self, screen: Canvas, box: Box) -> None:
        screen.named_button(
            box, screen.tapped(self.tap), self.text, icon=self.icon, style=self.style, size=HEAD_TEXT, radius=20
        )


def way_back(screen: Canvas) -> HeadButton:
    return HeadButton(screen.say("back"), Act(FrameAction.BACK), "left", QUIET)


class OfficeCanvas(Screen):
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

    @property
    def body(self) -> Box:
        if self.grid.portrait:
            return Box(24, 20, 752, 1280 - FOOT_RAIL - 36)
        return Box(RAIL + 24, 20, self.grid.width - RAIL - 48, 768)

    @property
    def main(self) -> Box:
        """The body below its head."""
        body, lost = self.body, 78 + (88 if self.grid.portrait else 0)
        return Box(body.x, body.y + lost, body.w, body.h - lost)

    @property
    def foot(self) -> Box:
        """The last row of the main part: to turn pages, and for what is done with all of them."""
        main = self.main
        return Box(main.x, main.bottom - 80, main.w, 80)

    @property
    def above_foot(self) -> Box:
        return self.main._replace(h=self.main.h - FOOT)

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
        if told.can_undo:
            undo = self.say("office.undo")
            wide = self.text_width(undo, 28) + 90
            self.named_button(
                Box(box.right - wide, box.y, wide, box.h),
                self.tapped(Act(FrameAction.UNDO)),
                undo,
                icon="undo",
                size=28,
                radius=20,
            )
            right = box.right - wide - 12
        room = Box(box.x + 74, box.y + 4, right - box.x - 74, box.h - 8)
        self.words(self.say(told.key, **told.facts), room, (28, 26, 24, (24, 2), (22, 2)))

"""The returns lane: a helper passes book after book below the camera. Nothing of any patron is on it."""

from kiosk.screens.base import Screen
from kiosk.screens.theme import BLUE, BLUE_D, CARD, GOLD, INK, INK2, RED, RED_T, WHITE
from kiosk.screens.widgets.board import ButtonStyle
from kiosk.screens.widgets.cards import camera_card
from kiosk.screens.widgets.grid import Box
from kiosk.screens.widgets.guide import draw_help
from kiosk.screens.widgets.stack import Row, stack
from kiosk.selfcheck.views import Lane, LaneLine
from kiosk.taps import Tap

HEAD = 96
ON_BLUE = ButtonStyle(WHITE, BLUE)
TITLE = (76, 64, 56, (46, 2), (38, 3))


class LaneScreen(Screen):
    has_status_bar = False

    def draw(self, view: Lane) -> None:
        self._head()
        left, counter, red_box, camera = self._boxes()
        if view.last is None:
            self._waiting(left)
        elif view.last.odd is not None:
            self._odd(view.last, left)
        else:
            self._returned(view.last, left)
            self._recent(view.recent, self._foot(left))
        self._counter(view, counter)
        if self.context.status.guidance or self.context.status.unreadable:
            draw_help(self, red_box)
        else:
            self._red_box(view, red_box)
        camera_card(self, camera, "", foot=0, rim=10)

    def _boxes(self) -> tuple[Box, Box, Box, Box]:
        """What was done with its foot; counter, red box, camera."""
        if self.grid.portrait:
            counter, red_box = Box(24, 792, 752, 200).columns(2)
            return Box(24, 112, 752, 664), counter, red_box, Box(24, 1008, 752, 248)
        column = 312 + (self.grid.width - 1280) / 2
        x = self.grid.width - 32 - column
        boxes = (Box(x, 112, column, 280), Box(x, 408, column, 184), Box(x, 608, column, 168))
        return Box(32, 112, x - 56, 664), *boxes

    @staticmethod
    def _foot(left: Box) -> Box:
        return Box(left.x, left.bottom - 168, left.w, 168)

    def _head(self) -> None:
        self.panel(Box(0, 0, self.grid.width, HEAD), BLUE, 0)
        self.icon("return", Box(32, 24, 48, 48), WHITE)
        end = self.say("lane.end")
        width = self.text_width(end, 32) + 110
        button = Box(self.grid.width - 16 - width, 12, width, 72)
        self.named_button(button, self.tapped(Tap.LANE_END), end, icon="lock", style=ON_BLUE, size=32)
        right = self._clock(button.x - 24)
        title = self.say("lane.title")
        self.words(title, Box(104, 12, min(right - 128, 360), 72), (46, 42, 38, 34), colour=WHITE)
        if not self.grid.portrait:
            self.chip(128 + self.text_width(title, 46), 22, self.say("lane.on_duty"), 30, BLUE_D, colour=WHITE, pad=16,
                      height=52)  # fmt: skip

    def _clock(self, right: float) -> float:
        """Camera, network and the time, from the right; gives the left edge."""
        clock = self.context.wording.clock(self.context.now)
        box = Box(right - self.text_width(clock, 42) - 2, 16, self.text_width(clock, 42) + 2, 64)
        self.words(clock, box, 42, colour=WHITE)
        if self.grid.portrait:
            return box.x - 16
        status = self.context.status
        self.icon("no-network" if status.online is False else "network", Box(box.x - 62, 30, 36, 36), WHITE)
        self.icon("camera-off" if status.camera == "lost" else "camera", Box(box.x - 110, 30, 36, 36), WHITE)
        return box.x - 126

    def _waiting(self, left: Box) -> None:
        box = Box(left.x, left.y, left.w, left.h - 184)
        self.panel(box, BLUE, 32)
        self._picture("howto-book", box)
        rows = (
            Row(self.say("lane.waiting"), (64, 56, 48, (44, 2))),
            Row(self.say("lane.waiting.hint"), (38, 34, (30, 2)), GOLD, before=10),
        )
        stack(self, self._beside_picture(box), rows)
        foot = self._foot(left)
        self.panel(foot, CARD, 28)
        self.words(self.say("lane.recent.none"), foot.inset(32, 8), (34, 30), bold=False, colour=INK2, align="center")

    def _returned(self, line: LaneLine, left: Box) -> None:
        box = Box(left.x, left.y, left.w, left.h - 300)
        self.panel(box, BLUE, 32)
        mark = Box(box.x + 44, box.y + (box.h - 160) / 2, 160, 160)
        self.panel(mark, WHITE, 32)
        self.icon("check", mark.middle(110, 110), BLUE)
        place = " · ".join(part for part in (line.book.call_number, line.book.shelf) if part)
        rows = (
            Row(self.say("lane.returned"), (44, 40), GOLD),
            Row(self.title(line.book.title), TITLE),
            Row(self.say("lane.place", place=place), (38, 34, 30, (28, 2)), before=6),
        )
        stack(self, Box(mark.right + 40, box.y + 12, box.right - mark.right - 68, box.h - 24), rows)
        undo, damaged = Box(left.x, box.bottom + 16, left.w, 100).columns(2)
        self.named_button(undo, self.tapped(Tap.LANE_UNDO), self.say("lane.undo"), icon="undo")
        self.named_button(damaged, self.tapped(Tap.LANE_DAMAGED), self.say("lane.damaged"), icon="wrench")

    def _odd(self, line: LaneLine, left: Box) -> None:
        box = Box(left.x, left.y, left.w, left.h - 184)
        self.panel(box, RED, 32)
        self._picture("howto-redbox", box)
        words = self._beside_picture(box)
        rows = [Row(self.say("lane.red_box.headline"), (84, 72, 64, 56))]
        if line.book.title:
            rows.append(Row(self.title(line.book.title), (48, 42, (38, 2), (34, 2)), before=4))
        rows.append(Row(self.headline(line.odd), (38, 34, (32, 2)), before=6))
        if line.odd.code == "not_on_loan":  # a chip would say it a second time
            stack(self, words, rows)
        else:
            bottom = stack(self, Box(words.x, words.y, words.w, words.h - 84), rows)
            self._outcome_chip(line, words, bottom)
        self._next(self._foot(left))

    def _outcome_chip(self, line: LaneLine, words: Box, bottom: float) -> None:
        icon, text = self._outcome(line)
        self.chip(words.x, bottom + 18, text, 34, WHITE, icon=icon, colour=RED, height=66, room=words.w)

    def _outcome(self, line: LaneLine) -> tuple[str, str]:
        """Whether the loan is closed; or that the patron's card can still tell whose the book was."""
        if line.checked_in:
            return "check", self.say("lane.checked_in")
        if line.odd is not None and line.odd.code == "which_copy":
            return "card", self.next_step(line.odd)
        return "bang", self.say("lane.not_checked_in")

    def _picture(self, art: str, box: Box) -> None:
        card = Box(box.x + 44, box.y + (box.h - 226) / 2, self._picture_width(), 226)
        self.panel(card, WHITE, 28)
        self.art(art, card.inset(30, 24))

    def _beside_picture(self, box: Box) -> Box:
        x = box.x + 88 + self._picture_width()
        return Box(x, box.y + 16, box.right - x - 28, box.h - 32)

    def _picture_width(self) -> float:
        return 220 if self.grid.portrait else 278

    def _next(self, box: Box) -> None:
        self.panel(box, CARD, 28)
        self.icon(self.context.camera_side, Box(box.x + 36, box.y + 52, 64, 64))
        self.words(self.say("lane.next"), Box(box.x + 128, box.y, box.w - 152, box.h), (52, 46, 40, 36))

    def _recent(self, lines: tuple[LaneLine, ...], box: Box) -> None:
        self.panel(box, CARD, 28)
        for at, line in enumerate(lines[:2]):
            row = Box(box.x + 32, box.y + 15 + at * 70, box.w - 64, 70)
            art = "mark-red-box" if line.odd is not None else "mark-return"
            self.art(art, Box(row.x, row.y + 11, 48, 48))
            clock = self.context.wording.clock(line.at)
            self.words(clock, row.right_part(90), 28, bold=False, colour=INK2, align="right")
            text = self.title(line.book.title) if line.book.title else self._outcome(line)[1]
            self.words(text, Box(row.x + 68, row.y, row.w - 186, 70), (34,), bold=False)

    def _counter(self, view: Lane, box: Box) -> None:
        self.panel(box, CARD, 28)
        count = f"{view.count:,}"
        tall = box.h > 240
        self.words(self.say("lane.count.label"), Box(box.x + 12, box.y + 10, box.w - 24, 48), (34, 30), align="center")
        middle = Box(box.x + 12, box.y + 56, box.w - 24, box.h - 106)
        self.words(count, middle, (144, 120, 100, 84) if tall else (84, 72, 60), align="center")
        unit = self.say("lane.count.unit", count=view.count)
        self.words(unit, Box(box.x + 12, box.bottom - 54, box.w - 24, 46), (32,), align="center")

    def _red_box(self, view: Lane, box: Box) -> None:
        self.panel(box, RED_T, 28)
        mark = Box(box.x + 28, box.y + (box.h - 96) / 2, 96, 96)
        self.art("mark-red-box", mark)
        words = Box(mark.right + 22, box.y + 8, box.right - mark.right - 36, box.h - 16)
        rows = (
            Row(self.say("lane.red_box.label"), (34, 30, 26), INK),
            Row(self.say("lane.red_box.count", count=view.red_box), (58, 50, 44, 36, 30, (30, 2)), INK),
        )
        stack(self, words, rows)

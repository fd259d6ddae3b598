"""What needs a person: a page of it, newest first; a finger on a line opens it."""

from kiosk.office.today.notice_views import NoticeLine, Notices
from kiosk.screens.base import Screen
from kiosk.screens.theme import CARD, INK, INK2, MIST, PINE_T, Colour
from kiosk.screens.widgets.board import QUIET, ButtonStyle
from kiosk.screens.widgets.grid import Box
from kiosk.screens.widgets.pager import draw_pager
from kiosk.screens.widgets.stack import Row, stack
from kiosk.taps import Tap, TapChoice

ROWS = 6
LINE = ButtonStyle(CARD, INK)
SENTENCE = (26, 24, (26, 2), (24, 2), (22, 2), (22, 3), (22, 4))
GAP = 8


def draw_head(screen: Screen, title: str, second: str) -> None:
    """Of a screen behind the PIN: what it is, a second line, and the way back."""
    margin = 24 if screen.grid.portrait else 32
    back = screen.say("back")
    wide = screen.text_width(back, 34) + 110
    button = Box(screen.grid.width - margin - wide, 12, wide, 84)
    screen.named_button(button, screen.tapped(Tap.BACK), back, icon="left", style=QUIET, size=34)
    rows = [Row(title, (36, 34, 30), INK), *([Row(second, (24, 22), INK2, bold=False)] if second else [])]
    stack(screen, Box(margin, 8, button.x - margin - 16, 92), rows)


def count_said(screen: Screen, view: Notices) -> str:
    return screen.say("notices.count", count=view.total) if view.total else ""


def draw_list(screen: Screen, view: Notices, box: Box) -> None:
    """The lines of a page, each a button; or that nothing waits."""
    if not view.rows:
        _draw_none(screen, box)
    high = (box.h - GAP * (ROWS - 1)) / ROWS
    for at, line in enumerate(view.rows):
        _draw_line(screen, line, Box(box.x, box.y + at * (high + GAP), box.w, high))


def draw_done(screen: Screen, view: Notices, box: Box) -> None:
    """What was just taken off, and taking that back."""
    if view.done is None:
        return
    screen.panel(box, PINE_T, 20)
    screen.mark("borrow", Box(box.x + 16, box.y + (box.h - 48) / 2, 48, 48))
    undo = screen.say("notices.reopen")
    wide = screen.text_width(undo, 30) + 100
    button = Box(box.right - wide - 6, box.y + (box.h - 80) / 2, wide, 80)
    screen.named_button(button, screen.tapped(Tap.REOPEN), undo, icon="undo", size=30, radius=18)
    room = Box(box.x + 80, box.y + 4, button.x - box.x - 96, box.h - 8)
    screen.words(screen.say("notices.resolved"), room, (30, 28, 26, (24, 2)))


def _draw_line(screen: Screen, line: NoticeLine, box: Box) -> None:
    screen.button(box, screen.tapped(TapChoice(line.id)), style=LINE, radius=20)
    screen.mark("notice", Box(box.x + 20, box.y + (box.h - 48) / 2, 48, 48))
    screen.icon("right", Box(box.right - 52, box.y + (box.h - 32) / 2, 32, 32), INK2)
    when = screen.moment(line.at, with_day=True)
    wide = 210 if box.w < 900 else 240
    right = box.right - 64
    screen.words(when, Box(right - wide, box.y + 4, wide, box.h - 8), (24, 22, (22, 2)), bold=False, align="right",
                 colour=INK2)  # fmt: skip
    left = box.x + 88
    sentence = screen.context.wording.notice(line.kind, line.facts)
    screen.words(sentence, Box(left, box.y + 4, right - wide - 16 - left, box.h - 8), SENTENCE)


def _draw_none(screen: Screen, box: Box) -> None:
    screen.panel(box, CARD, 28)
    screen.icon("check", Box(box.x + (box.w - 96) / 2, box.y + box.h * 0.24, 96, 96), INK2)
    rows = (
        Row(screen.say("notices.none"), (46, 40, 34), INK),
        Row(screen.say("notices.none.hint"), (30, 28, (26, 2)), INK2, bold=False, before=8),
    )
    stack(screen, Box(box.x + 24, box.y + box.h * 0.24 + 112, box.w - 48, 160), rows, align="center")


class NoticesScreen(Screen):
    ground: Colour = MIST
    has_status_bar = False

    def draw(self, view: Notices) -> None:
        draw_head(self, self.say("notices.title"), count_said(self, view))
        margin, high = (24, 868) if self.grid.portrait else (32, 544)
        across = self.grid.width - 2 * margin
        draw_list(self, view, Box(margin, 112, across, high))
        toast, pager = self._foot(margin, across)
        draw_done(self, view, toast)
        draw_pager(self, pager, view.page, view.pages)

    def _foot(self, margin: float, across: float) -> tuple[Box, Box]:
        """What was just done; the pager."""
        if self.grid.portrait:
            return Box(margin, 1020, across, 100), Box(margin, 1148, across, 84)
        toast, pager = Box(margin, 684, across, 92).columns(2)
        return toast, Box(pager.x, pager.y + 4, pager.w, 84)

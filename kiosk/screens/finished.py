"""All done: what was returned and borrowed, the earliest due date; five seconds later nothing of the visit is left."""

from kiosk.screens.base import Screen
from kiosk.screens.theme import CARD, GOLD, INK, WHITE
from kiosk.screens.widgets.board import INK_RING, SECOND, Glyph, Words
from kiosk.screens.widgets.cards import MOST_PLACES, draw_shelf, shelf_sentence
from kiosk.screens.widgets.grid import Box
from kiosk.selfcheck.views import Finished
from kiosk.taps import Tap

MOST_LOANS = 2  # named on the card


class FinishedScreen(Screen):
    def draw(self, view: Finished) -> None:
        if self.grid.portrait:
            panel, loans, foot = Box(24, 96, 752, 620), Box(24, 732, 752, 360), Box(24, 1116, 752, 140)
            answer = Box(470, 1116, 306, 140)
        else:
            right = self.grid.width - 32
            panel, loans = Box(32, 96, 808, 576), Box(864, 96, right - 864, 576)
            foot, answer = Box(32, 692, 808, 84), Box(864, 692, right - 864, 84)
        self._panel(panel, view)
        self._loans(loans, view)
        self._next(foot, answer.x - 24 if self.grid.portrait else foot.right)
        parts = [Glyph("undo", 38), Words(self.say("finished.wait"), 38)]
        self.button(answer, self.tapped(Tap.NOT_YET), parts, style=SECOND)

    def _panel(self, box: Box, view: Finished) -> None:
        bar = Box(box.x, box.bottom - 120, box.w, 120)
        self.panel(Box(box.x, box.y, box.w, box.h - 118), INK, 32, corners=(True, True, False, False))
        self.panel(bar, GOLD, 32, corners=(False, False, True, True))
        self.art("magpie-glad", Box(box.right - 312, bar.y - 284, 288, 288))
        head = Box(box.x + 44, box.y + 28, box.w - 88, 108)
        self.words(self.say("finished.done", name=view.badge.name), head, (76, 68, 60, 52, 46, 40, 34), colour=WHITE)
        self.words(self.say("finished.take"), Box(box.x + 44, box.y + 132, box.w - 88, 60), (40, 36, 32), colour=GOLD)
        self._counts(Box(box.x + 44, box.y + 216, box.w - 88 - 240, 196), view)
        if view.earliest_due is None:
            icon, text = "check", self.say("finished.no_due")
        else:
            icon, text = "calendar", self.say("finished.due", day=view.earliest_due)
        parts = [Glyph(icon, 52), Words(text, 60 if view.earliest_due else 44)]
        self.row(bar.inset(48, 0), parts, gap=30, align="left")

    def _counts(self, box: Box, view: Finished) -> None:
        counts = (("return", "finished.returned", view.returned), ("borrow", "finished.borrowed", view.borrowed))
        said = [one for one in counts if one[2] > 0]
        for at, (mark, key, count) in enumerate(said):
            y = box.y + at * 112
            self.mark(mark, Box(box.x, y, 84, 84), on_dark=True)
            text = Box(box.x + 108, y - 4, box.w - 108, 92)
            self.words(self.say(key, count=count), text, (60, 52, 46, 40), colour=WHITE)
        if not said:
            self.words(self.say("finished.nothing"), box._replace(h=100), (44, 40, 36, (34, 2)), colour=WHITE)

    def _loans(self, box: Box, view: Finished) -> None:
        self.panel(box, CARD, 28)
        inner = Box(box.x + 32, box.y + 28, box.w - 64, box.h - 56)
        head = "visit.in_hand" if view.loans else "visit.no_loans"
        self.words(self.say(head), Box(inner.x, inner.y, inner.w, 62), (38, 34, 30, (24, 2)))
        shelf_high = 142
        room = inner.h - 76
        if self.grid.portrait:
            self._shelf(inner.right_part(260), view)
            inner = inner.left_part(inner.w - 284)
        else:
            self._shelf(Box(inner.x, inner.bottom - shelf_high - 62, inner.w, shelf_high + 62), view)
            room -= shelf_high + 62
        shown = min(len(view.loans), MOST_LOANS, int(room // 100))
        for at, loan in enumerate(view.loans[:shown]):
            y = inner.y + 76 + at * 108
            self.words(self.title(loan.title), Box(inner.x, y, inner.w, 56), (42, 38, 34))
            due = self.say("visit.due", day=loan.due_on)
            self.words(due, Box(inner.x, y + 54, inner.w, 42), (30, 28, 26), bold=False)
        if len(view.loans) > shown:
            more = Box(inner.x, inner.y + 70 + shown * 108, inner.w, 44)
            self.words(self.say("finished.more", count=len(view.loans) - shown), more, (30, 28))

    def _shelf(self, box: Box, view: Finished) -> None:
        if view.shelf.limit <= MOST_PLACES:
            draw_shelf(self, box._replace(h=box.h - 62), view.shelf)
        sentence = shelf_sentence(self, view.shelf)
        self.words(sentence, Box(box.x, box.bottom - 48, box.w, 50), (36, 32, 28, 26), align="center")

    def _next(self, box: Box, right: float) -> None:
        side = 80
        ring = Box(box.x + 2, box.y + (box.h - side) / 2, side, side)
        left = ring.right + 28 if self.ring_in(ring, **INK_RING) else box.x
        room = Box(left, box.y, right - left, box.h)
        self.words(self.say("finished.next"), room, (40, 36, (34, 2), (30, 2), (28, 2)))

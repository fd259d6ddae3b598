"""Everything a patron holds, late books first; renewing, or the reason why not, in words."""

from kiosk.screens.base import Screen
from kiosk.screens.theme import CARD, INK, INK2, PINE_T, RED, RED_T, SAND, WHITE, Colour
from kiosk.screens.visit import days_word
from kiosk.screens.widgets.board import HERE, QUIET, Glyph, Words
from kiosk.screens.widgets.cards import badge_row, finish_button, spine
from kiosk.screens.widgets.grid import Box
from kiosk.selfcheck.views import LoanRow, MyLoans
from kiosk.taps import Tap, TapRenew

ROWS = 3
SIDE = 260  # of a row: the button, or why there is none
WORDS = {"loan_overdue_no_renewal": "loans.hold_up", "renewal_limit_reached": "loans.cannot"}


class MyLoansScreen(Screen):
    def draw(self, view: MyLoans) -> None:
        margin = 24 if self.grid.portrait else 32
        width = self.grid.width - 2 * margin
        self._head(Box(margin, 88, width, 96), view)
        step = 240 if self.grid.portrait else 156
        for at, loan in enumerate(view.rows[:ROWS]):
            self._row(Box(margin, 200 + at * step, width, step - 16), loan, at + view.page * ROWS)
        if not view.rows:
            self._empty(Box(margin, 200, width, 452))
        if self.grid.portrait:
            self._verdict(Box(margin, 918, width, 88), view)
            self._pager(Box(margin, 1014, width, 92), view)
            self.asks_in = Box(margin, 918, width, 188)
            finish_button(self, Box(margin, 1116, width, 140), size=56)
        else:
            foot = Box(margin, 668, width, 108)
            finish_button(self, foot.right_part(384))
            paged = view.pages > 1
            left = foot.left_part(width - 384 - 24)
            self._verdict(left.left_part(left.w - 330) if paged else left, view)
            self._pager(left.right_part(306), view)
            self.asks_in = left

    def _head(self, box: Box, view: MyLoans) -> None:
        text = self.say("loans.back")
        width = max(178.0, self.text_width(text, 36) + 36 + 18 + 60)
        button = Box(box.right - width, box.y + 8, width, 80)
        self.button(button, self.tapped(Tap.BACK), [Glyph("left", 34), Words(text, 36)], style=QUIET, radius=22)
        badge_row(self, Box(box.x, box.y, button.x - 24 - box.x, box.h), view.badge)

    def _row(self, box: Box, loan: LoanRow, number: int) -> None:
        self.panel(box, RED_T if loan.days_late else CARD, 24)
        spine(self, Box(box.x + 32, box.y + 22, 38, box.h - 44), number)
        left = box.x + 98
        right = box.right - SIDE if not self.grid.portrait else box.right - 24
        title = Box(left, box.y + 10, right - left, 62)
        self.words(self.title(loan.title), title, (40, 34))
        self._due(Box(left, title.bottom, right - left, 58), loan)
        if self.grid.portrait:
            self._side(Box(left, box.bottom - 90, box.w - 122, 80), loan)
        else:
            self._side(Box(box.right - 242, box.y + 22, 220, box.h - 44), loan)

    def _due(self, box: Box, loan: LoanRow) -> None:
        due = self.say("visit.due", day=loan.due_on)
        width = self.text_width(due, 32, bold=False) + 4
        self.words(due, Box(box.x, box.y, width, box.h), (32, 28), bold=False)
        text, fill, colour = self._state(loan)
        chip = self._chip_size(text, box.w - width - 18)
        self.chip(
            box.x + width + 18, box.y + 3, text, chip, fill, icon="clock", colour=colour, pad=16, height=52,
            room=box.w - width - 18,
        )  # fmt: skip

    def _chip_size(self, text: str, room: float) -> int:
        return 30 if self.text_width(text, 30) + 72 <= room else 26

    def _state(self, loan: LoanRow) -> tuple[str, Colour, Colour]:
        if loan.days_late:
            return days_word(self, loan), RED, WHITE
        if loan.renewals and loan.why_not is not None:
            return self.say("loans.renewed", count=loan.renewals), SAND, INK
        return days_word(self, loan), PINE_T, INK

    def _side(self, box: Box, loan: LoanRow) -> None:
        if loan.why_not is None:
            button = box.right_part(240) if self.grid.portrait else box
            parts = [Glyph("renew", 34, WHITE), Words(self.say("visit.renew"), 38, WHITE)]
            self.button(button, self.tapped(TapRenew(loan.loan)), parts, style=HERE, radius=22)
            return
        text = self.say(WORDS[loan.why_not.code]) if loan.why_not.code in WORDS else self.headline(loan.why_not)
        late = loan.why_not.code == "loan_overdue_no_renewal"
        align = "left" if self.grid.portrait else "center"
        if self.grid.portrait:
            text = text.replace("\n", " ")
        sizes = ((34, 2), (30, 2), (26, 2), (24, 2), (22, 3)) if late else ((28, 2), (26, 2), (24, 2), (22, 3))
        self.words(text, box, sizes, bold=late, colour=INK if late else INK2, align=align)

    def _verdict(self, box: Box, view: MyLoans) -> None:
        if not view.rows:
            return
        self.mark("notice" if view.overdue else "borrow", Box(box.x, box.y + (box.h - 72) / 2, 72, 72))
        text = Box(box.x + 94, box.y, box.w - 94, box.h)
        if not view.overdue:
            self.words(self.say("loans.none_late"), text, (36, 32, 28, (26, 2)))
            return
        middle = box.y + box.h / 2
        self.words(self.say("loans.late", count=view.overdue), text._replace(h=52, y=middle - 48), (36, 32, 30, 28, 26))
        self.words(self.say("loans.lost"), Box(text.x, middle + 2, text.w, 42), (28, 26, 24), bold=False)

    def _pager(self, box: Box, view: MyLoans) -> None:
        if view.pages < 2:
            return
        places = ((box.left_part(96), "left", Tap.PREVIOUS_PAGE), (box.right_part(96), "right", Tap.NEXT_PAGE))
        for place, icon, tap in places:
            self.button(place.middle(96, 88), self.tapped(tap), [Glyph(icon, 40)], style=QUIET)
        text = self.say("loans.page", page=view.page + 1, pages=view.pages)
        self.words(text, box.inset(104, 0), (36, 32), align="center")

    def _empty(self, box: Box) -> None:
        self.panel(box, CARD, 28)
        self.icon("book", Box(box.x, box.y + 70, box.w, 96), INK2)
        self.words(self.say("loans.none"), Box(box.x + 32, box.y + 200, box.w - 64, 80), (48, 44, 38), align="center")
        second = Box(box.x + 32, box.y + 290, box.w - 64, 60)
        self.words(self.say("loans.none_next"), second, (34, 30), bold=False, align="center")

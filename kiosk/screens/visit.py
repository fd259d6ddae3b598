"""A visit: first what to do, then the last thing done, large, and what came before it. Refusals: see refusal.py."""

from kiosk.screens.base import Screen
from kiosk.screens.hero import draw_hero, draw_line, draw_said
from kiosk.screens.refusal import draw_refusal
from kiosk.screens.theme import CARD, GOLD, GOLD_T, INK, INK2, PINE_T, RED_T, WHITE
from kiosk.screens.tone import TONES
from kiosk.screens.visit_places import VisitPlaces
from kiosk.screens.widgets.board import QUIET, SECOND, Glyph, Words
from kiosk.screens.widgets.cards import badge_row, camera_card, finish_button, shelf_card, spine, two_rows, undo_button
from kiosk.screens.widgets.grid import Box
from kiosk.selfcheck.views import LoanRow, Visit
from kiosk.taps import Tap, TapRenew

LINES = 2  # of what came before, on one page


class VisitScreen(Screen):
    def draw(self, view: Visit) -> None:
        places = VisitPlaces(self.grid)
        has_my_books = view.refusal is None or view.refusal.book is not None
        self._head(places.head, view, has_my_books)
        if view.refusal is not None:
            draw_refusal(self, places, view)
            return
        self._right(places, view)
        if view.hero is not None:
            draw_hero(self, places.hero, view.hero, view.said)
        elif view.said is not None:
            draw_said(self, places.hero, view.said)
        else:
            self._invitation(places.invitation)
        if view.hero is not None or view.earlier:
            self._earlier(places, view)
        else:
            self._in_hand(places.below, view)

    def _head(self, box: Box, view: Visit, has_my_books: bool) -> None:
        right = box.right
        if has_my_books:
            text = self.say("visit.my_books")
            width = min(300.0, self.text_width(text, 32) + 34 + 14 + 68)
            button = Box(box.right - width, box.y + 8, width, 80)
            parts = [Glyph("rules", 32), Words(text, 32)]
            self.button(button, self.tapped(Tap.MY_LOANS), parts, style=SECOND, radius=22, gap=14)
            right = button.x - 20
        badge_row(self, Box(box.x, box.y, right - box.x, box.h), view.badge)

    def _right(self, places: VisitPlaces, view: Visit) -> None:
        camera_card(self, places.camera, self._caption(view))
        shelf_card(self, places.shelf, view.shelf)
        finish_button(self, places.finish, size=56 if self.grid.portrait else 46)

    def _caption(self, view: Visit) -> str:
        if view.hero is None and view.said is None:
            return self.say("camera.card_seen")
        return self.say("camera.next" if view.shelf.left else "camera.returns_too")

    # --- nothing done yet ----------------------------------------------------------------------------------

    def _invitation(self, box: Box) -> None:
        self.panel(box, INK, 32)
        bird = 200
        self.art("magpie-hi", Box(box.right - bird - 12, box.bottom - bird - 14, bird, bird))
        room = box.w - 36 - bird - 20
        middle = box.y + box.h / 2
        head = Box(box.x + 36, middle - 106, box.w - 72, 58)
        self.words(self.say("visit.show_books"), head, (40, 36, 32, 28), colour=GOLD)
        text = Box(box.x + 36, middle - 52, room, 166)
        self.words(self.say("visit.how"), text, ((60, 2), (54, 2), (48, 2), (42, 2), (40, 3), (36, 3)), colour=WHITE)

    def _in_hand(self, box: Box, view: Visit) -> None:
        """What the patron holds already: two lines, the rest behind «my books»."""
        if not view.loans:
            self._verdict(Box(box.x, box.y + 24, box.w, 100), "visit.no_loans")
            return
        self.words(self.say("visit.in_hand"), Box(box.x, box.y, box.w, 48), (32, 30))
        first, second = (Box(box.x, y, box.w, 100) for y in (box.y + 52, box.y + 168))
        self._loan(first, view.loans[0], 1)
        if len(view.loans) == 2:
            self._loan(second, view.loans[1], 2)
        elif len(view.loans) > 2:
            self._more_loans(second, len(view.loans) - 1)
        else:
            late = sum(loan.days_late > 0 for loan in view.loans)
            self._verdict(second, "visit.some_late" if late else "visit.no_overdue", late)

    def _loan(self, box: Box, loan: LoanRow, number: int) -> None:
        self.panel(box, RED_T if loan.days_late else CARD, 24)
        spine(self, Box(box.x + 35, box.y + 16, 30, box.h - 32), number)
        right = box.right - 8
        if loan.why_not is None:
            right = undo_button(self, right, box.y + 10, self.say("visit.renew"), TapRenew(loan.loan), "renew")
        second = f"{self.say('visit.due', day=loan.due_on)} · {days_word(self, loan)}"
        two_rows(self, Box(box.x + 100, box.y, right - 16 - box.x - 100, box.h), self.title(loan.title), second)

    def _more_loans(self, box: Box, count: int) -> None:
        parts = [Glyph("down", 34), Words(self.say("visit.more_loans", count=count), 32)]
        self.button(box, self.tapped(Tap.MY_LOANS), parts, style=QUIET)

    def _verdict(self, box: Box, key: str, late: int = 0) -> None:
        self.panel(box, GOLD_T if late else PINE_T, 24)
        self.mark("notice" if late else "borrow", Box(box.x + 26, box.y + 22, 56, 56))
        text = self.say(key, count=late) if late else self.say(key)
        self.words(text, Box(box.x + 102, box.y, box.w - 122, box.h), (34, 30, 28, 26))

    # --- what came before ----------------------------------------------------------------------------------

    def _earlier(self, places: VisitPlaces, view: Visit) -> None:
        box = places.below_hero
        if len(view.earlier) > LINES or view.earlier_page:
            self._paged(box, view)
            return
        if view.earlier:
            self.words(self.say("visit.before"), Box(box.x, box.y + 14, box.w, 48), (32, 30))
        for at, line in enumerate(view.earlier):
            draw_line(self, Box(box.x, box.y + 64 + at * 112, box.w, 100), line)
        if len(view.earlier) < LINES:
            hint = Box(box.x + 28, box.y + 64 + len(view.earlier) * 112 + 24, box.w - 48, 88)
            self._hint(hint, view)

    def _paged(self, box: Box, view: Visit) -> None:
        """view.earlier begins with this page's lines; from the last page the next one is the first again."""
        for at, line in enumerate(view.earlier[:LINES]):
            draw_line(self, Box(box.x, box.y + 4 + at * 98, box.w, 92), line)
        rest = len(view.earlier) - LINES
        text = self.say("visit.more_lines", count=rest) if rest > 0 else self.say("visit.newest")
        parts = [Glyph("down" if rest > 0 else "up", 34), Words(text, 32)]
        self.button(Box(box.x, box.y + 200, box.w, 84), self.tapped(Tap.NEXT_PAGE), parts, style=QUIET)

    def _hint(self, box: Box, view: Visit) -> None:
        note = view.hero.notes[0] if view.hero and view.hero.notes else None
        if note is None and not any(line.can_undo for line in (view.hero, *view.earlier) if line):
            return
        icon, text = ("undo", self.say("visit.undo_hint"))
        if note is not None:
            icon, text = ("clock" if TONES[note.code].mark == "wait" else "hand"), self.next_step(note)
        parts = [Glyph(icon, 34, INK2), Words(text, 30, INK2, bold=False)]
        self.row(box, parts, gap=18, align="left")


def days_word(screen: Screen, loan: LoanRow) -> str:
    if loan.days_late:
        return screen.say("visit.days_late", days=loan.days_late)
    if loan.days_left <= 0:
        return screen.say("visit.due_today")
    return screen.say("visit.days_left", days=loan.days_left)

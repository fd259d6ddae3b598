"""Find a book by the first letters of its pinyin; the letters stand in the order in which they are learnt."""

from string import ascii_lowercase

from kiosk.screens.base import Screen
from kiosk.screens.theme import CARD, INK, INK2, MIST2, PINE, SAND, WHITE
from kiosk.screens.widgets.board import MAIN, QUIET, ButtonStyle, Glyph, Words
from kiosk.screens.widgets.cards import spine
from kiosk.screens.widgets.grid import Box
from kiosk.screens.widgets.stack import Row, stack
from kiosk.selfcheck.views import FoundTitle, Search
from kiosk.taps import Tap, TapKey

KEY = ButtonStyle(CARD, INK)
FIELD = 88


class SearchScreen(Screen):
    has_status_bar = False

    def draw(self, view: Search) -> None:
        margin = 24 if self.grid.portrait else 32
        across = self.grid.width - 2 * margin
        self._head(view, Box(margin, 20, across, FIELD))
        bed = self._keyboard(margin, across)
        self._results(view, Box(margin, 124, across, bed - 124 - 12))

    # --- what was typed ----------------------------------------------------------------------------------------

    def _head(self, view: Search, box: Box) -> None:
        back = self.say("back")
        button = box.right_part(max(192.0, self.text_width(back, 36) + 100))
        self.button(button, self.tapped(Tap.BACK), [Glyph("left", 34), Words(back, 36)], style=QUIET)
        right = button.x - 16
        if view.pages > 1 and not self.grid.portrait:
            right = self._pager(view, Box(right - 192, box.y, 192, box.h))
        field = Box(box.x, box.y, right - box.x, box.h)
        self.panel(field, CARD, 24, frame=(INK, 5))
        self.icon("search", Box(field.x + 28, field.y + 20, 48, 48))
        self._typed(view, Box(field.x + 98, field.y + 6, field.w - 122, field.h - 12))

    def _typed(self, view: Search, box: Box) -> None:
        total = self.say("search.total", count=view.total) if view.text else ""
        if view.pages > 1:
            total = f"{total} · {self.say('page', page=view.page + 1, pages=view.pages)}"
        told = self.text_width(total, 28, bold=False) + 4 if total else 0
        if total:
            self.words(total, box.right_part(told), (28,), bold=False, colour=INK2, align="right")
        room = box.w - told - 40
        text = view.text
        while self.text_width(text, 52) > room:
            text = text[1:]
        width = self.text_width(text, 52) if text else 0
        if text:
            self.words(text, Box(box.x, box.y, width + 2, box.h), (52,))
        self.panel(Box(box.x + width + 14, box.y + 14, 5, box.h - 28), PINE, 2)

    def _pager(self, view: Search, box: Box) -> float:
        """Both ends wait in their place, so that a finger finds them again."""
        for place, tap, icon, there in (
            (box.left_part(88), Tap.PREVIOUS_PAGE, "up", view.page > 0),
            (box.right_part(88), Tap.NEXT_PAGE, "down", view.page < view.pages - 1),
        ):
            if there:
                self.button(place, self.tapped(tap), [Glyph(icon, 40)], style=QUIET)
            else:
                self.panel(place, MIST2, 24)
                self.icon(icon, place.middle(40, 40), INK2)
        return box.x - 16

    # --- what was found ----------------------------------------------------------------------------------------

    def _results(self, view: Search, box: Box) -> None:
        if not view.results:
            self._nothing(view, box)
            return
        pager = 92 if self.grid.portrait and view.pages > 1 else 0
        gap = 8
        high = min(200.0, (box.h - pager - 2 * gap) / 3)
        for at, found in enumerate(view.results[:3]):
            row = Box(box.x, box.y + at * (high + gap), box.w, high)
            self.panel(row, CARD, 24)
            spine(self, Box(row.x + 28, row.y + (high - 76) / 2, 30, 76), at)
            (self._tall_row if self.grid.portrait else self._row)(found, row)
        if pager:
            self._pager(view, Box(box.right - 192, box.bottom - 84, 192, 84))

    def _row(self, found: FoundTitle, row: Box) -> None:
        chip = Box(row.right - 28 - 300, row.y + 20, 300, 64)
        place = Box(chip.x - 30 - 320, row.y, 320, row.h)
        self._title(found, Box(row.x + 86, row.y, place.x - row.x - 86 - 20, row.h))
        self._place(found, place)
        self._state(found, chip)

    def _tall_row(self, found: FoundTitle, row: Box) -> None:
        upper = Box(row.x + 86, row.y + 6, row.w - 110, row.h - 92)
        self._title(found, upper)
        low = Box(row.x + 86, row.bottom - 80, row.w - 110, 64)
        self._state(found, low.right_part(290))
        self._place(found, low.left_part(low.w - 306))

    def _title(self, found: FoundTitle, box: Box) -> None:
        if not found.author:
            self.words(self.title(found.title), box, (38, (34, 2)))
            return
        rows = (Row(self.title(found.title), (38,), INK), Row(found.author, (28, 26), INK2, bold=False))
        stack(self, box, rows)

    def _place(self, found: FoundTitle, box: Box) -> None:
        text = " · ".join(part for part in (found.call_number, found.shelf) if part)
        if text:
            self.icon("pin", Box(box.x, box.y + (box.h - 38) / 2, 38, 38))
            self.words(text, Box(box.x + 48, box.y, box.w - 48, box.h), (30, 28, 26, (24, 2)))

    def _state(self, found: FoundTitle, box: Box) -> None:
        if found.available > 0:
            self.panel(box, PINE, 14)
            parts = [Glyph("check", 30, WHITE), Words(self.say("search.available", count=found.available), 30, WHITE)]
        else:
            day = self.context.wording.day(found.due_back, short=True) if found.due_back else None
            self.panel(box, SAND, 14)
            parts = [Glyph("clock", 30), Words(self.say("search.due_back", day=day), 30)]
        self.row(box.inset(12, 0), parts, gap=10)

    def _nothing(self, view: Search, box: Box) -> None:
        box = box._replace(h=min(box.h, 420))
        self.panel(box, CARD, 24)
        if view.text:
            words = (self.say("search.none", text=view.text), self.say("search.none.hint"), "")
        else:
            words = (self.say("search.headline"), self.say("search.hint"), self.say("search.example"))
        head, hint, example = words
        rows = [
            Row(head, (56, 48, 40, (36, 2)), INK),
            Row(hint, (34, 30, 28, (26, 2)), INK, bold=False, before=8),
        ]
        if example:
            rows.append(Row(example, (34, 30, 28, (26, 2)), PINE, before=8))
        icon = 120
        self.icon("search", Box(box.x + 60, box.y + (box.h - icon) / 2, icon, icon), INK2)
        stack(self, Box(box.x + 240, box.y + 16, box.w - 280, box.h - 32), rows)

    # --- keys --------------------------------------------------------------------------------------------------

    def _keyboard(self, margin: float, across: float) -> float:
        """27 keys in three rows; where they would be too narrow for a finger, in four. Gives the bed's upper edge."""
        columns, rows = (7, 4) if self.grid.portrait else (9, 3)
        bed = self.grid.height - 34 - rows * 102 + (0 if self.grid.portrait else 4)
        self.panel(Box(0, bed, self.grid.width, self.grid.height - bed), SAND, 0)
        pitch = (across + 8) / columns
        for at, letter in enumerate(ascii_lowercase):
            key = Box(margin + at % columns * pitch, bed + 18 + at // columns * 102, pitch - 8, 92)
            self.button(key, self.tapped(TapKey(letter)), [Words(letter, 46)], style=KEY, radius=18)
        x = margin + 26 % columns * pitch
        last = Box(x, bed + 18 + (rows - 1) * 102, margin + across - x, 92)
        self.button(last, self.tapped(Tap.BACKSPACE), [Glyph("backspace", 50, WHITE)], style=MAIN, radius=18)
        return bed

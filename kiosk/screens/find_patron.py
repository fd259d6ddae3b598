"""Staff look for a pupil without a card: a class, then a name. The only screen with names as the database has them."""

from kiosk.circulation.naming import Choice
from kiosk.screens.base import Screen
from kiosk.screens.theme import INK, INK2, WHITE
from kiosk.screens.widgets.board import QUIET, SECOND, Glyph, Words
from kiosk.screens.widgets.grid import Box
from kiosk.screens.widgets.pager import draw_pager
from kiosk.screens.widgets.stack import Row, stack
from kiosk.selfcheck.staff_views import FindPatron
from kiosk.taps import Tap, TapChoice

GAP = 16
LEAST_ROW = 80
MOST_ROW = 146


class FindPatronScreen(Screen):
    def draw(self, view: FindPatron) -> None:
        margin = 24 if self.grid.portrait else 32
        across, bottom = self.grid.width - 2 * margin, self.grid.height - 24
        self._head(view, Box(margin, 96, across, 80))
        body = Box(margin, 200, across, bottom - 84 - 20 - 200)
        if view.choices:
            self._choices(view.choices, body)
        else:
            self._empty(view, body)
        draw_pager(self, Box(margin, bottom - 84, across, 84), view.page, view.pages)

    def _head(self, view: FindPatron, box: Box) -> None:
        self.disc(Box(box.x, box.y + 2, 76, 76), INK)
        self.icon("person" if view.class_name else "people", Box(box.x + 14, box.y + 16, 48, 48), WHITE)
        back = self.say("back")
        button = box.right_part(self.text_width(back, 36) + 116)
        self.button(button, self.tapped(Tap.BACK), [Glyph("left", 36), Words(back, 36)], style=QUIET)
        key, facts = ("find.names", {"class_name": view.class_name}) if view.class_name else ("find.classes", {})
        room = Box(box.x + 97, box.y, button.x - box.x - 121, box.h)
        self.words(self.say(key, **facts), room, (50, 44, 38, 34))

    def _choices(self, choices: tuple[Choice, ...], box: Box) -> None:
        columns = 3 if self.grid.portrait else 4
        rows = max(-(-len(choices) // columns), 3 if not self.grid.portrait else 4)
        height = min(MOST_ROW, max(LEAST_ROW, (box.h - GAP * (rows - 1)) / rows))
        for at, choice in enumerate(choices):
            row = Box(box.x, box.y + at // columns * (height + GAP), box.w, height)
            self._choice(choice, row.columns(columns, GAP)[at % columns])

    def _choice(self, choice: Choice, box: Box) -> None:
        self.button(box, self.tapped(TapChoice(choice.id)), style=SECOND)
        label = self.context.wording.who((choice.label,))
        self.words(label, box.inset(16, 6), (44, 38, 34, (30, 2), (26, 2), (24, 3)), align="center")

    def _empty(self, view: FindPatron, box: Box) -> None:
        self.icon("people", Box(box.x + (box.w - 96) / 2, box.y + 60, 96, 96), INK2)
        rows = (
            Row(self.say("find.names.none" if view.class_name else "find.classes.none"), (46, 40, 34), INK),
            Row(self.say("find.none.hint"), (30, 28, (26, 2)), INK2, bold=False, before=8),
        )
        stack(self, Box(box.x + 24, box.y + 170, box.w - 48, 160), rows, align="center")

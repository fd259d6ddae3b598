"""A book waits for its patron's card."""

from kiosk.screens.base import Screen
from kiosk.screens.question_places import QuestionPlaces, seconds_card
from kiosk.screens.theme import CARD, INK, INK2, SAND
from kiosk.screens.widgets.board import QUIET
from kiosk.screens.widgets.cards import camera_card
from kiosk.screens.widgets.grid import Box
from kiosk.screens.widgets.picture_card import picture_card
from kiosk.screens.widgets.stack import Row, stack
from kiosk.selfcheck.views import AskForCard
from kiosk.taps import Tap

TITLES = 2  # shown; the rest is counted


class AskForCardScreen(Screen):
    def draw(self, view: AskForCard) -> None:
        places = QuestionPlaces(self.grid)
        self._head(view, places.head)
        show, look = places.pictures.columns(2)
        picture_card(self, show, "howto-card", self.say("ask_card.show"), self.say("ask_card.show.hint"), 1)
        picture_card(self, look, "howto-look", self.say("ask_card.look"), self.say("ask_card.look.hint"), 2)
        camera_card(self, places.camera, self._caption())
        self._books(view, places.side)
        seconds_card(self, places.seconds)
        dismiss, no_card = places.buttons.columns(2)
        self.named_button(dismiss, self.tapped(Tap.DISMISS), self.say("ask_card.dismiss"), icon="left", style=QUIET)
        self.named_button(no_card, self.tapped(Tap.NO_CARD), self.say("ask_card.no_card"), icon="hand")

    def _caption(self) -> str:
        return self.say("camera.gun" if self.context.status.camera == "none" else "ask_card.again")

    def _head(self, view: AskForCard, box: Box) -> None:
        self.panel(box, SAND, 28)
        sign = Box(box.x + 40, box.y + (box.h - 108) / 2, 108, 108)
        self.icon("card", sign)
        key = "ask_card.either" if view.denial else "ask_card.headline"
        head, second = self.say(key), self.say(f"{key}.then")
        rows = (
            Row(head, (58, 52, 46, 40), INK),
            Row(second, (34, 30, 28), INK, bold=False, before=4),
        )
        stack(self, Box(sign.right + 36, box.y + 8, box.right - sign.right - 60, box.h - 16), rows)

    def _books(self, view: AskForCard, box: Box) -> None:
        """The newest first."""
        self.panel(box, CARD, 28)
        rows = [Row(self.say("ask_card.books"), (28,), INK2, bold=False)]
        rows += [Row(self.title(book.title), (34, 30), INK, before=6) for book in view.books[: -TITLES - 1 : -1]]
        if len(view.books) > TITLES:
            rows.append(Row(self.say("ask_card.more", count=len(view.books) - TITLES), (28,), INK2, before=6))
        stack(self, box.inset(28, 12), rows)

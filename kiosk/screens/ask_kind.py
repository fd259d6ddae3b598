"""The same code is a card and a book in this school: which one was held up?"""

from kiosk.screens.base import Screen
from kiosk.screens.question_places import QuestionPlaces, seconds_card
from kiosk.screens.theme import GOLD_T, INK
from kiosk.screens.widgets.board import QUIET, SECOND
from kiosk.screens.widgets.cards import camera_card
from kiosk.screens.widgets.grid import Box
from kiosk.screens.widgets.picture_card import picture_and_words
from kiosk.screens.widgets.stack import Row, stack
from kiosk.selfcheck.views import AskKind
from kiosk.taps import Tap, TapKind

KINDS = ((True, "howto-card", "ask_kind.card"), (False, "howto-book", "ask_kind.book"))


class AskKindScreen(Screen):
    def draw(self, view: AskKind) -> None:
        places = QuestionPlaces(self.grid)
        self._head(view, places.head)
        for box, (is_card, art, key) in zip(places.pictures.columns(2), KINDS, strict=True):
            self.button(box, self.tapped(TapKind(is_card)), style=SECOND)
            picture_and_words(self, box, art, self.say(key), self.say(f"{key}.hint"))
        self.named_button(places.buttons, self.tapped(Tap.BACK), self.say("back"), icon="left", style=QUIET)
        gun = self.context.status.camera == "none"
        camera = places.camera._replace(w=752) if self.grid.portrait else places.camera._replace(h=544)
        camera_card(self, camera, self.say("camera.gun" if gun else "camera.again"))
        seconds_card(self, places.seconds)

    def _head(self, view: AskKind, box: Box) -> None:
        self.panel(box, GOLD_T, 28)
        self.mark("notice", Box(box.x + 40, box.y + (box.h - 108) / 2, 108, 108))
        rows = (
            Row(self.say("ask_kind.headline"), (58, 52, 46, 40), INK),
            Row(self.say("ask_kind.text", text=view.text), (34, 30, 28, (26, 2)), INK, bold=False, before=4),
        )
        stack(self, Box(box.x + 184, box.y + 8, box.w - 208, box.h - 16), rows)

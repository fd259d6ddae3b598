"""A book was held up before any card, and its loan is closed: its bearer may go."""

from kiosk.screens.base import Screen
from kiosk.screens.question_places import QuestionPlaces, seconds_card
from kiosk.screens.theme import BLUE, GOLD, INK
from kiosk.screens.widgets.cards import camera_card
from kiosk.screens.widgets.grid import Box
from kiosk.screens.widgets.picture_card import picture_card
from kiosk.screens.widgets.stack import Row, stack
from kiosk.selfcheck.views import ReturnedWithoutCard, VisitLine

TITLE = (72, 60, 52, (40, 3), (34, 3))
CHIP = 63


class ReturnedWithoutCardScreen(Screen):
    def draw(self, view: ReturnedWithoutCard) -> None:
        places = QuestionPlaces(self.grid)
        self._hero(view.line, places.hero)
        more, borrow = places.below_hero.columns(2)
        picture_card(self, more, "howto-book", self.say("returned.next"), self.say("returned.next.hint"))
        picture_card(self, borrow, "howto-card", self.say("returned.borrow"), self.say("returned.borrow.hint"))
        self._right(places)

    def _right(self, places: QuestionPlaces) -> None:
        gun = self.context.status.camera == "none"
        caption = self.say("camera.gun" if gun else "camera.card_or_book")
        if self.grid.portrait:
            camera_card(self, places.camera._replace(y=808, w=752, h=300), caption, size=34)
            seconds_card(self, places.buttons._replace(y=1124, h=132))
        else:
            camera_card(self, places.camera._replace(h=544), caption)
            seconds_card(self, places.seconds)

    def _hero(self, line: VisitLine, box: Box) -> None:
        self.panel(box, BLUE, 32)
        mark = Box(box.x + 28, box.y + (box.h - 112) / 2, 112, 112)
        self.mark("return", mark, on_dark=True)
        verb = self.say("returned.verb")
        if line.days_late:
            verb = f"{verb} · {self.say('returned.late', count=line.days_late)}"
        elif line.notes:
            verb = f"{verb} · {self.headline(line.notes[0])}"
        rows = (Row(verb, (40, 36, 32, 28, (28, 2)), GOLD), Row(self.title(line.title), TITLE, before=2))
        words = Box(mark.right + 26, box.y + 8, box.right - mark.right - 54, box.h - 16 - CHIP - 10)
        bottom = stack(self, words, rows)
        text = self.say("returned.no_card")
        self.chip(words.x, bottom + 8, text, 38, GOLD, icon="check", colour=INK, pad=18, height=CHIP, room=words.w)

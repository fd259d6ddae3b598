"""Whose turn it is, readable from three metres; how to begin; the route of the next periods."""

from kiosk.circulation.signs import Sign, SignKind, Stop
from kiosk.office.closing_notice.views import Closing
from kiosk.screens.answer import draw_answer
from kiosk.screens.base import Screen
from kiosk.screens.theme import CARD, GOLD, INK, PINE, WHITE
from kiosk.screens.widgets.board import Glyph, Words
from kiosk.screens.widgets.cards import camera_card
from kiosk.screens.widgets.grid import Box
from kiosk.screens.widgets.guide import keypad_button
from kiosk.screens.widgets.route import draw_route
from kiosk.selfcheck.views import Welcome
from kiosk.taps import Tap

BAR = 88  # the gold foot of the sign
SIGN_SIZES = (140, 124, 112, 104, 92, 84, 72, (72, 2), (64, 2), (52, 2))
CHOICE = 192  # width of the two buttons beside the steps
LONG_PERIOD = 120  # minutes: above, nobody counts them
TAKES_BACK = (SignKind.CLOSED, SignKind.RETURNS)
POSES = {
    SignKind.CLASS_TURN: "hi",
    SignKind.FREE: "glad",
    SignKind.OPEN: "glad",
    SignKind.CLOSED: "sleep",
    SignKind.RETURNS: "hi",
}


class WelcomeScreen(Screen):
    def draw(self, view: Welcome) -> None:
        if self.grid.portrait:
            sign, camera, foot = Box(24, 88, 752, 372), Box(24, 476, 752, 452), Box(24, 944, 752, 312)
        else:
            right = self.grid.width - 32
            sign, camera = Box(32, 92, 776, 388), Box(832, 92, right - 832, 388)
            foot = Box(32, 496, right - 32, 280)
        self._sign(sign, view.sign)
        self._camera(camera, view)
        if view.said is not None:
            draw_answer(self, foot, view.said)
            return
        strip = Box(foot.x, foot.y, foot.w, 124)
        if view.closing is None:
            draw_route(self, strip, view.route or (Stop(None, view.sign.kind, view.sign.who),))
        else:
            self._closing(strip, view.closing)
        self._cards(Box(foot.x, foot.y + 140, foot.w, foot.h - 140))

    def _closing(self, box: Box, closing: Closing) -> None:
        """Other hours today, in place of the turns to come: not all of them may be."""
        self.panel(box, GOLD, 28)
        self.icon("bell", Box(box.x + 36, box.y + 34, 56, 56), INK)
        said = self.say(f"closing_notice.today.{closing.kind}", clock=closing.clock)
        self.words(said, Box(box.x + 116, box.y + 12, box.w - 152, box.h - 24), (48, 44, 40, 36, (34, 2), (30, 2)))

    # --- the sign ------------------------------------------------------------------------------------------

    def _sign(self, box: Box, sign: Sign) -> None:
        bar = Box(box.x, box.bottom - BAR, box.w, BAR)
        fill = PINE if sign.kind in (SignKind.FREE, SignKind.OPEN) else INK
        top_only, foot_only = (True, True, False, False), (False, False, True, True)
        self.panel(Box(box.x, box.y, box.w, box.h - BAR + 2), fill, 32, corners=top_only)
        self.panel(bar, GOLD, 32, corners=foot_only)
        bird = 250 if sign.kind is SignKind.CLASS_TURN else 216
        self.art(f"magpie-{POSES[sign.kind]}", Box(box.right - bird - 8, bar.y - bird + 4, bird, bird))
        head, word, below = self._sign_words(sign)
        self.words(head, Box(box.x + 40, box.y + 28, box.w - 80, 58), (40, 36, 32), colour=GOLD)
        room = Box(box.x + 40, box.y + 86, box.w - 80 - bird + 24, bar.y - box.y - 112)
        if below:
            room = room._replace(h=room.h - 46, w=room.w + 20)
            second = Box(box.x + 40, bar.y - 68, box.w - 80 - bird + 20, 64)
            self.words(below, second, (36, 32, 28, (24, 2), (22, 2)), colour=WHITE)
        self.words(word, room, SIGN_SIZES, colour=WHITE)
        self._bar(bar, sign)

    def _sign_words(self, sign: Sign) -> tuple[str, str, str]:
        """The line above, the sign itself, a line below it."""
        if sign.kind is SignKind.CLASS_TURN:
            return self.say("welcome.now_serving"), self.context.wording.who(sign.who), ""
        if sign.kind is SignKind.CLOSED:
            return self._closed_words(sign)
        if sign.kind is SignKind.RETURNS:
            again = "" if sign.next_at is None else self.say("welcome.returns_next", when=sign.next_at)
            return self.say("welcome.returns_title"), self.say("welcome.returns_sign"), again
        return self.say(f"welcome.{sign.kind}_title"), self.say(f"welcome.{sign.kind}_sign"), ""

    def _closed_words(self, sign: Sign) -> tuple[str, str, str]:
        if sign.next_at is None:
            return self.say("welcome.closed_title"), self.say("welcome.closed_sign"), ""
        moment = self.moment(sign.next_at)
        key = "welcome.closed_next" if sign.next_who else "welcome.closed_next_all"
        facts = {"who": sign.next_who} if sign.next_who else {}
        return self.say("welcome.closed_title"), moment, self.say(key, **facts)

    def _bar(self, bar: Box, sign: Sign) -> None:
        icon, text, rest = self._bar_words(sign)
        inner = bar.inset(40, 0)
        taken = self.row(inner, [Glyph(icon, 40), Words(text, 44 if rest else 40)], gap=22, align="left")
        if rest:
            left = taken.right + 24
            self.words(rest, Box(left, bar.y, inner.right - left, bar.h), (36, 32, 28, 26), align="right")

    def _bar_words(self, sign: Sign) -> tuple[str, str, str]:
        if sign.kind in TAKES_BACK:
            return "return", self.say("welcome.returns_work"), ""
        if sign.until is None:
            return "open-book", self.say("welcome.open_bar"), ""
        until = self.say("welcome.until", time=self.context.wording.clock(sign.until))
        minutes = -int((self.context.now - sign.until).total_seconds() // 60)
        rest = self.say("welcome.minutes_left", minutes=minutes) if 0 < minutes <= LONG_PERIOD else ""
        return "clock", until, rest

    # --- the rest ------------------------------------------------------------------------------------------

    def _camera(self, box: Box, view: Welcome) -> None:
        key = "camera.return_here" if view.sign.kind in TAKES_BACK else "camera.card_or_book"
        camera_card(self, box, self.say(key), size=40 if self.grid.portrait else 34, foot=88, rim=14)

    def _cards(self, box: Box) -> None:
        gap = 12 if self.grid.portrait else 16
        boxes = box.columns(5, gap) if self.grid.portrait else self._wider_steps(box, gap)
        how = ("show_card", "show_book", "see_tick")
        arts = ("howto-card", "howto-book", "howto-look")
        draw = self._tall_card if self.grid.portrait else self._wide_card
        unreadable = self.context.status.unreadable
        if unreadable:
            keypad_button(self, boxes[2])
        shown = boxes[: 2 if unreadable else 3]
        for number, (card, key, art) in enumerate(zip(shown, how, arts, strict=False), 1):
            self.panel(card, CARD, 24)
            draw(card, number, self.say(f"welcome.{key}"), art)
        self._choice(boxes[3], "search", self.say("welcome.search"), Tap.SEARCH)
        self._choice(boxes[4], "card", self.say("welcome.no_card"), Tap.NO_CARD)

    @staticmethod
    def _wider_steps(box: Box, gap: float) -> list[Box]:
        """Three steps with a picture beside the words, two buttons with the icon above them."""
        step = (box.w - 4 * gap - 2 * CHOICE) / 3
        widths = (step, step, step, CHOICE, CHOICE)
        return [Box(box.x + sum(widths[:at]) + at * gap, box.y, wide, box.h) for at, wide in enumerate(widths)]

    def _wide_card(self, box: Box, number: int, text: str, art: str) -> None:
        words = Box(box.right - 14 - 104, box.y + 58, 104, 70)
        picture = Box(box.x + 12, box.y, words.x - 10 - box.x - 12, box.h)
        self.art(art, picture.middle(min(picture.w, 124), 120))
        self.numbered(number, Box(words.x, box.y + 14, 42, 42))
        self.words(text, words, (32, (28, 2), (26, 2)))

    def _tall_card(self, box: Box, number: int, text: str, art: str) -> None:
        self.art(art, Box(box.x, box.y + 6, box.w, 98).middle(132, 110))
        self.numbered(number, Box(box.x + 8, box.y + 120, 36, 36))
        self.words(text, Box(box.x + 49, box.y + 106, box.w - 53, 64), (30, 28, (24, 2), (22, 2)))

    def _choice(self, box: Box, icon: str, text: str, tap: Tap) -> None:
        self.tall_button(box, self.tapped(tap), text, icon=icon, sizes=(36, 32, 28, 26))

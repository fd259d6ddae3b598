"""One line of the librarian's list: what happened, what is known of it, what to do, and «done»."""

from kiosk.office.today.notice_views import NoticeDetail, NoticeLine
from kiosk.screens.base import Screen
from kiosk.screens.notices import draw_head
from kiosk.screens.theme import CARD, GOLD_T, INK2, MIST, Colour
from kiosk.screens.widgets.board import MAIN
from kiosk.screens.widgets.grid import Box
from kiosk.screens.widgets.short import shortened
from kiosk.taps import Tap

FACTS = ("book", "cover", "text", "isbn", "reader", "other", "own", "kiosk", "minutes")
LABEL = 220  # the most
MOST_ROW = 68
SHOWN = 32  # characters of a code
TITLES = ("book", "cover")


def draw_notice(screen: Screen, notice: NoticeLine, boxes: tuple[Box, Box, Box]) -> None:
    """boxes: what happened, what to do, the button that takes it off the list."""
    card, advice, button = boxes
    _draw_what(screen, notice, card)
    _draw_advice(screen, notice, advice)
    done = screen.say("notices.resolve")
    screen.named_button(button, screen.tapped(Tap.RESOLVE), done, icon="check", style=MAIN, size=46)


def _draw_what(screen: Screen, notice: NoticeLine, box: Box) -> None:
    screen.panel(box, CARD, 24)
    screen.mark("notice", Box(box.x + 28, box.y + 40, 80, 80))
    said = screen.context.wording.notice(notice.kind, notice.facts)
    room = Box(box.x + 132, box.y + 16, box.w - 156, 160)
    screen.words(said, room, ((36, 2), (32, 3), (28, 3), (26, 4), (22, 5)))
    known = [(name, value) for name in FACTS if (value := notice.facts.get(name)) is not None]
    top = room.bottom + 16
    high = min(MOST_ROW, (box.bottom - 16 - top) / max(1, len(known)))
    for at, (name, value) in enumerate(known):
        _draw_fact(screen, name, value, Box(box.x + 28, top + at * high, box.w - 56, high))


def _draw_fact(screen: Screen, name: str, value: str, box: Box) -> None:
    label = min(LABEL, box.w * 0.32)
    screen.words(screen.say(f"notice.fact.{name}"), box.left_part(label), (26, 24, 22), bold=False, colour=INK2)
    wide = box.w - label - 16
    said = screen.title(value) if name in TITLES else shortened(screen, value[:SHOWN], wide)
    screen.words(said, box.right_part(wide), (28, 26, 24, 22, (22, 2)))


def _draw_advice(screen: Screen, notice: NoticeLine, box: Box) -> None:
    screen.panel(box, GOLD_T, 24)
    screen.icon("hand", Box(box.x + 24, box.y + 24, 52, 52))
    screen.words(screen.say("notices.what_to_do"), Box(box.x + 92, box.y + 20, box.w - 116, 60), (32, 28))
    room = Box(box.x + 24, box.y + 92, box.w - 48, box.h - 112)
    lines = 3 if screen.grid.portrait else 6
    advice = screen.context.wording.notice_advice(notice.kind)
    screen.words(advice, room, ((34, lines), (30, lines), (26, lines), (24, lines + 2)), bold=False)


class NoticeDetailScreen(Screen):
    ground: Colour = MIST
    has_status_bar = False

    def draw(self, view: NoticeDetail) -> None:
        draw_head(self, self.say("notices.title"), self.moment(view.notice.at, with_day=True))
        draw_notice(self, view.notice, self._boxes())

    def _boxes(self) -> tuple[Box, Box, Box]:
        if self.grid.portrait:
            return Box(24, 112, 752, 700), Box(24, 828, 752, 240), Box(24, 1084, 752, 148)
        card = Box(32, 112, self.grid.width - 64 - 456, 664)
        return card, Box(card.right + 16, 112, 440, 484), Box(card.right + 16, 612, 440, 164)

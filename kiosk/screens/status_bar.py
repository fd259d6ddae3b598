"""The status bar: school, camera, network, date, clock (held 3 s: staff), language. A word only where something is
wrong."""

from kiosk.screens.canvas import Canvas
from kiosk.screens.theme import INK2, PINE, RED, Colour
from kiosk.screens.widgets.board import QUIET, Glyph, Words
from kiosk.screens.widgets.grid import Box
from kiosk.selfcheck.views import StatusFacts
from kiosk.taps import Tap

HEIGHT = 80
STAFF_SECONDS = 3.0


def draw_status_bar(screen: Canvas) -> None:
    margin = 28 if screen.grid.portrait else 32
    gap = 20 if screen.grid.portrait else 26
    right = _language(screen, screen.grid.width - margin) - gap
    right = _clock(screen, right)
    if not screen.grid.portrait:
        right = _date(screen, right - 14)
    right = _network(screen, right - gap)
    right = _camera(screen, right - gap)
    _school(screen, margin, right - gap)


def _school(screen: Canvas, left: float, right: float) -> None:
    screen.icon("open-book", Box(left, 20, 42, 42), PINE)
    room = right - left - 56
    screen.words(screen.context.status.school, Box(left + 56, 10, room, 60), (30, 28, 26, 24, (24, 2), (22, 2)))


def _language(screen: Canvas, right: float) -> float:
    label = screen.say("status.other_language")
    width = screen.text_width(label, 30) + 22 + 12 + 28 + 22
    box = Box(right - width, 12, width, 56)
    parts = [Glyph("globe", 28), Words(label, 30)]
    screen.button(box, screen.context.switch_language, style=QUIET, radius=28)
    screen.row(box, parts, gap=12)
    return box.x


def _clock(screen: Canvas, right: float) -> float:
    text = screen.context.wording.clock(screen.context.now)
    width = screen.text_width(text, 40) + 2
    box = Box(right - width, 10, width, 60)
    screen.words(text, box, 40)
    screen.long_press(box, STAFF_SECONDS, screen.tapped(Tap.STAFF))
    return box.x


def _date(screen: Canvas, right: float) -> float:
    text = screen.context.wording.day(screen.context.now.date())
    width = screen.text_width(text, 26, bold=False) + 2
    screen.words(text, Box(right - width, 14, width, 52), 26, bold=False, colour=INK2)
    return right - width


def _network(screen: Canvas, right: float) -> float:
    status = screen.context.status
    if status.online is None:
        return right + 26
    if status.online:
        return _sign(screen, right, "network", "", INK2)
    word = screen.say("status.waiting", count=status.waiting) if status.waiting else screen.say("status.offline")
    return _sign(screen, right, "no-network", word, INK2)


def _camera(screen: Canvas, right: float) -> float:
    icon, key, colour = _camera_sign(screen.context.status)
    return _sign(screen, right, icon, screen.say(key) if key else "", colour)


def _camera_sign(status: StatusFacts) -> tuple[str, str, Colour]:
    return {
        "ok": ("camera", "", INK2),
        "lost": ("camera-off", "status.camera_lost", RED),
        "none": ("barcode", "", INK2),
    }[status.camera]


def _sign(screen: Canvas, right: float, icon: str, word: str, colour: Colour) -> float:
    """An icon, and to its right a word if something is wrong; in portrait there is no room for the word."""
    if word and not screen.grid.portrait:
        width = screen.text_width(word, 26, bold=False) + 2
        screen.words(word, Box(right - width, 14, width, 52), 26, bold=False, colour=colour)
        right -= width + 10
    screen.icon(icon, Box(right - 34, 23, 34, 34), colour)
    return right - 34

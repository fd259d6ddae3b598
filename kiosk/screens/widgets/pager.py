"""Previous, where one is, next; nothing when there is one page."""

from kiosk.screens.canvas import Canvas
from kiosk.screens.theme import INK2
from kiosk.screens.widgets.board import QUIET, Glyph, Words
from kiosk.screens.widgets.grid import Box
from kiosk.taps import Tap


def draw_pager(screen: Canvas, box: Box, page: int, pages: int) -> None:
    """page counts from 0. At an end the button is not there to be pressed."""
    if pages < 2:
        return
    wide = min(280.0, box.w * 0.36)
    if page > 0:
        parts = [Glyph("left", 36), Words(screen.say("page.previous"), 34)]
        screen.button(box.left_part(wide), screen.tapped(Tap.PREVIOUS_PAGE), parts, style=QUIET)
    if page < pages - 1:
        parts = [Words(screen.say("page.next"), 34), Glyph("right", 36)]
        screen.button(box.right_part(wide), screen.tapped(Tap.NEXT_PAGE), parts, style=QUIET)
    middle = Box(box.x + wide, box.y, box.w - 2 * wide, box.h)
    screen.words(screen.say("page", page=page + 1, pages=pages), middle, 30, colour=INK2, align="center")

"""A picture, a short word below it and one sentence: what to do, for those who do not read yet."""

from typing import TYPE_CHECKING

from kiosk.screens.theme import CARD
from kiosk.screens.widgets.grid import Box

if TYPE_CHECKING:
    from kiosk.screens.widgets.board import Board

FOOT = 144  # two rows of words below the picture
NUMBER = 48
WIDE = 1.9  # proportion from which the picture stands beside the words


def picture_card(board: "Board", box: Box, art: str, text: str, hint: str, number: int = 0) -> None:
    board.panel(box, CARD, 24)
    picture_and_words(board, box, art, text, hint, number)


def picture_and_words(board: "Board", box: Box, art: str, text: str, hint: str, number: int = 0) -> None:
    """Without a ground, for a button. number 0: none."""
    if box.w > WIDE * box.h:
        side = box.w * 0.32
        board.art(art, Box(box.x + 20, box.y + 20, side, box.h - 40))
        words = Box(box.x + side + 32, box.y + (box.h - FOOT) / 2, box.w - side - 56, FOOT)
    else:
        board.art(art, Box(box.x + 24, box.y + 16, box.w - 48, box.h - FOOT - 20))
        words = Box(box.x + 16, box.bottom - FOOT, box.w - 32, FOOT)
    _numbered(board, Box(words.x, words.y + 8, words.w, 64), text, number)
    hint_box = Box(words.x + 4, words.y + 72, words.w - 8, 68)
    board.words(hint, hint_box, (30, 28, (26, 2)), bold=False, align="center")


def _numbered(board: "Board", box: Box, text: str, number: int) -> None:
    room = box.w - (NUMBER + 14 if number else 0)
    size = next((size for size in (42, 38, 34) if board.text_width(text, size) <= room), 30)
    width = min(room, board.text_width(text, size) + 2)
    x = box.x + (box.w - width - (box.w - room)) / 2
    if number:
        board.numbered(number, Box(x, box.y + (box.h - NUMBER) / 2, NUMBER, NUMBER))
        x += NUMBER + 14
    board.words(text, Box(x, box.y, width, box.h), (size, size - 4, 26))

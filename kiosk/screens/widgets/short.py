"""A text in the room that one line has."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from kiosk.screens.widgets.board import Board


def shortened(board: "Board", text: str, room: float, size: int = 22) -> str:
    """With «…» at its end where it is too long. room: design pixels."""
    if board.text_width(text, size) <= room:
        return text
    while len(text) > 1 and board.text_width(f"{text}…", size) > room:
        text = text[:-1]
    return f"{text}…"

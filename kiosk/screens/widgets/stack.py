"""Rows of words as one block in the middle of a box: a title that needs two lines pushes what stands below it."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, NamedTuple

from kiosk.screens.theme import WHITE, Colour
from kiosk.screens.widgets.board import Sizes
from kiosk.screens.widgets.fitting import fit
from kiosk.screens.widgets.grid import Box

if TYPE_CHECKING:
    from kiosk.screens.widgets.board import Board

SPARE = 2  # design pixels: a place is rounded to whole window pixels


class Row(NamedTuple):
    text: str
    sizes: Sizes
    colour: Colour = WHITE
    bold: bool = True
    before: float = 0  # design pixels between the row above and this one


def stack(board: "Board", box: Box, rows: Sequence[Row], *, align: str = "left") -> float:
    """Gives the lower edge of the block, so that a chip or the like can stand below it."""
    heights = [_height(board, row, box) for row in rows]
    y = box.y + (box.h - sum(heights) - sum(row.before for row in rows)) / 2
    for row, height in zip(rows, heights, strict=True):
        y += row.before
        board.words(
            row.text, Box(box.x, y, box.w, height), row.sizes, bold=row.bold, colour=row.colour, align=align
        )  # fmt: skip
        y += height
    return y


def _height(board: "Board", row: Row, box: Box) -> float:
    k = board.grid.k
    return fit(row.text, board.steps(row.sizes), box.w * k, box.h * k, row.bold).height / k + SPARE

"""What costs time when it is first used, used before the first scan: a font is opened for each of its sizes (7 ms),
a picture is read and made smaller (1 to 15 ms)."""

from collections.abc import Iterator

from kiosk.screens.theme import ASSETS
from kiosk.screens.widgets.fitting import line_width
from kiosk.screens.widgets.grid import Grid
from kiosk.screens.widgets.shapes import picture

# Design pixels. Kivy keeps 64 fonts open and forgets the oldest.
BOLD = (
    *range(22, 62, 2), 27, 35, 64, 68, 72, 74, 76, 80, 84, 88, 92, 96, 100, 104, 112, 116, 118, 120, 124, 140, 144,
)  # fmt: skip
REGULAR = (*range(24, 38, 2), 35)
PICTURES = ("icons", "art")


def warm_up(grid: Grid) -> Iterator[None]:
    """One slice of work at each step, none much longer than half a frame."""
    for size in BOLD:
        yield open_font(grid.px(size), True)
    for size in REGULAR:
        yield open_font(grid.px(size), False)
    for folder in PICTURES:
        for path in sorted((ASSETS / folder).glob("*.png")):
            picture(f"{folder}/{path.stem}")
            yield


def open_font(size: int, bold: bool) -> None:
    """size: window pixels. Measuring is what opens it."""
    line_width("0", size, bold)

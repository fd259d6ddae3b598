"""Design pixels to window pixels. Design pixels run from the top left; Kivy's from the bottom left."""

from typing import NamedTuple

LANDSCAPE = (1280, 800)
PORTRAIT = (800, 1280)
WIDEST = 1600  # design pixels; a wider window keeps its sides empty


class Box(NamedTuple):
    """A rectangle in design pixels, from the top left."""

    x: float
    y: float
    w: float
    h: float

    @property
    def right(self) -> float:
        return self.x + self.w

    @property
    def bottom(self) -> float:
        return self.y + self.h

    def inset(self, dx: float, dy: float | None = None) -> "Box":
        dy = dx if dy is None else dy
        return Box(self.x + dx, self.y + dy, self.w - 2 * dx, self.h - 2 * dy)

    def middle(self, w: float, h: float) -> "Box":
        """A box of that size about this one's centre."""
        return Box(self.x + (self.w - w) / 2, self.y + (self.h - h) / 2, w, h)

    def columns(self, count: int, gap: float = 16) -> list["Box"]:
        w = (self.w - gap * (count - 1)) / count
        return [Box(self.x + at * (w + gap), self.y, w, self.h) for at in range(count)]

    def left_part(self, w: float) -> "Box":
        return Box(self.x, self.y, w, self.h)

    def right_part(self, w: float) -> "Box":
        return Box(self.right - w, self.y, w, self.h)


class Grid:
    """One scale for a window. width, height: of the drawing in design pixels; a landscape window that is wider than
    the design gets a wider drawing (the camera column takes it), any other rest is left empty about the drawing."""

    def __init__(self, window_width: float, window_height: float) -> None:
        self.portrait = window_height > window_width
        base_width, base_height = PORTRAIT if self.portrait else LANDSCAPE
        self.k = min(window_width / base_width, window_height / base_height)
        self.width = base_width if self.portrait else min(window_width / self.k, WIDEST)
        self.height = base_height
        self._left = (window_width - self.width * self.k) / 2
        self._top = (window_height + self.height * self.k) / 2

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Grid) and vars(self) == vars(other)

    __hash__ = None

    @property
    def whole(self) -> Box:
        return Box(0, 0, self.width, self.height)

    def px(self, length: float) -> int:
        """A length or a font size, rounded to even."""
        return max(2, round(length * self.k / 2) * 2)

    def place(self, box: Box) -> tuple[float, float, float, float]:
        """x, y, width, height for Kivy."""
        left, right = round(self._left + box.x * self.k), round(self._left + box.right * self.k)
        top, bottom = round(self._top - box.y * self.k), round(self._top - box.bottom * self.k)
        return left, bottom, right - left, top - bottom

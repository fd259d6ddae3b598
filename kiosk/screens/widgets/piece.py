"""What a board is painted with: a place and a canvas of its own, without touch and properties. A Kivy widget for each
of a screen's sixty pieces would cost 0.1 ms and a hundred objects of garbage each time a view is drawn."""

from collections.abc import Sequence

from kivy.graphics import Canvas

Place = tuple[float, float, float, float]


class Piece:
    """place: x, y, width, height in window pixels; it never changes."""

    def __init__(self, place: Place) -> None:
        self.x, self.y, self.width, self.height = place
        self.canvas = Canvas()

    @property
    def pos(self) -> tuple[float, float]:
        return self.x, self.y

    @property
    def size(self) -> tuple[float, float]:
        return self.width, self.height

    @property
    def right(self) -> float:
        return self.x + self.width

    @property
    def top(self) -> float:
        return self.y + self.height

    @property
    def center(self) -> tuple[float, float]:
        return self.x + self.width / 2, self.y + self.height / 2

    @property
    def parts(self) -> Sequence["Piece"]:
        """Pieces that stand on this one and are painted with it."""
        return ()

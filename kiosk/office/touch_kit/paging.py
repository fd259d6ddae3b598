"""Which part of a list is shown."""

from collections.abc import Callable, Sequence
from typing import TypeVar

Row = TypeVar("Row")


class Pager:
    """size: rows of a page. number: counts from 0 and stays within what there is: rows may have gone since."""

    def __init__(self, size: int) -> None:
        self.size = size
        self.number = 0
        self.pages = 1

    def turn(self, subject: str) -> None:
        self.number = max(0, int(subject))

    def among(self, total: int) -> int:
        """The number of the page that is shown, of so many rows."""
        self.pages = max(1, -(-total // self.size))
        self.number = min(self.number, self.pages - 1)
        return self.number

    def of(self, rows: Sequence[Row]) -> tuple[Row, ...]:
        """The rows of the page that is shown, out of all."""
        first = self.among(len(rows)) * self.size
        return tuple(rows[first : first + self.size])

    def asked(self, read: Callable[[int, int], tuple[int, Sequence[Row]]]) -> tuple[int, tuple[Row, ...]]:
        """read(first, size): how many rows there are in all, and those from the first on. Gives both."""
        total, rows = read(self.number * self.size, self.size)
        before = self.number
        if self.among(total) != before:
            total, rows = read(self.number * self.size, self.size)
        return total, tuple(rows)

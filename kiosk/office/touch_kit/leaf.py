"""A page that another page leads to: it stays, leads on to a next one, or is left for the one before."""

from abc import ABC, abstractmethod
from collections.abc import Callable, Sequence
from datetime import datetime
from enum import Enum
from typing import TypeVar

from kiosk.office.today.views import Paged, TodayAction
from kiosk.office.touch_kit.room import GoTo
from kiosk.office.touch_kit.views import Confirmation
from kiosk.taps import Act, AnyTap, Room

A_PAGE = 6  # lines; upright there would be room for more
AT_ONCE = 0.08  # seconds: what a job does in them needs no page of its own
Row = TypeVar("Row")


class Way(Enum):
    STAY = "stay"
    BACK = "back"


class Leaf(ABC):
    """told: what was just done, for the room to say once the page is left. is_over: there is nothing more to do here,
    and it is left by itself."""

    told: Confirmation | None = None
    is_over: bool = False

    @abstractmethod
    def tap(self, tap: AnyTap, at: datetime) -> "Leaf | Way | GoTo": ...

    @abstractmethod
    def page(self, at: datetime) -> object: ...


class Pager:
    """Which page of a list is shown."""

    def __init__(self, size: int = A_PAGE) -> None:
        self.size = size
        self.number = 0

    def turn(self, tap: AnyTap) -> bool:
        """Whether that was a tap of the pager's."""
        match tap:
            case Act(TodayAction.TURN, number) if number.removeprefix("-").isdigit():
                self.number = int(number)
                return True
        return False

    def of(self, rows: Sequence[Row]) -> tuple[tuple[Row, ...], Paged]:
        """The rows of the page that is shown, out of all that are in memory."""
        paged = self.among(len(rows))
        return tuple(rows[paged.page * self.size : (paged.page + 1) * self.size]), paged

    def among(self, total: int) -> Paged:
        """Stays within what there is: rows may have gone since."""
        pages = max(1, -(-total // self.size))
        self.number = min(max(0, self.number), pages - 1)
        return Paged(self.number, pages)

    def asked(self, read: Callable[[int, int], tuple[int, tuple[Row, ...]]]) -> tuple[int, tuple[Row, ...], Paged]:
        """read(page, size) gives how many rows there are in all, and the page of them."""
        total, rows = read(self.number, self.size)
        before = self.number
        paged = self.among(total)
        if paged.page != before:
            total, rows = read(paged.page, self.size)
        return total, rows, paged


class ListLeaf(Leaf):
    """A list in pages."""

    _pager: Pager

    def tap(self, tap: AnyTap, at: datetime) -> Leaf | Way | GoTo:
        if is_back(tap):
            return Way.BACK
        return Way.STAY if self._pager.turn(tap) else self._lead(tap, at)

    @abstractmethod
    def _lead(self, tap: AnyTap, at: datetime) -> Leaf | Way | GoTo:
        """Where a tap leads that neither leaves the list nor turns its page."""


class ReadersLeaf(ListLeaf):
    """Each line leads to its reader."""

    def _lead(self, tap: AnyTap, at: datetime) -> Leaf | Way | GoTo:
        match tap:
            case Act(TodayAction.MEND, patron):
                return GoTo(Room.PEOPLE, patron)
        return Way.STAY


def is_back(tap: AnyTap) -> bool:
    return isinstance(tap, Act) and tap.action is TodayAction.BACK

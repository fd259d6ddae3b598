"""Which rooms there are. A room that is missing here is not on the rail."""

from collections.abc import Callable, Mapping

from kiosk.office_views.frame import Room
from kiosk.visiting.office.books import BooksRoom
from kiosk.visiting.office.room import Here, OfficeRoom

ROOMS: Mapping[Room, Callable[[Here, str], OfficeRoom]] = {
    Room.BOOKS: BooksRoom,
}
# A station that follows a centre holds masked names and the centre's rules: these rooms change nothing of either.
AT_A_BRANCH = frozenset({Room.TODAY, Room.DEVICES})

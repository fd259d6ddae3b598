"""Which rooms there are. A room that is missing here is not on the rail."""

from collections.abc import Callable, Mapping

from kiosk.office.books.touch.room import BooksRoom
from kiosk.office.figures.touch import FiguresRoom
from kiosk.office.overdue.touch.room import OverdueRoom
from kiosk.office.people.touch.room import PeopleRoom
from kiosk.office.rota.touch.room import RotaRoom
from kiosk.office.rules.touch.room import PoliciesRoom
from kiosk.office.stations.touch import DevicesRoom
from kiosk.office.today.touch.room import TodayRoom
from kiosk.office.touch_kit.room import OfficeRoom, RoomContext
from kiosk.taps import Room

ROOMS: Mapping[Room, Callable[[RoomContext, str], OfficeRoom]] = {
    Room.TODAY: TodayRoom,
    Room.ROTA: RotaRoom,
    Room.POLICIES: PoliciesRoom,
    Room.PEOPLE: PeopleRoom,
    Room.BOOKS: BooksRoom,
    Room.OVERDUE: OverdueRoom,
    Room.FIGURES: FiguresRoom,
    Room.DEVICES: DevicesRoom,
}
# A station that follows a centre holds masked names and the centre's rules: these rooms change nothing of either.
AT_A_BRANCH = frozenset({Room.TODAY, Room.DEVICES})

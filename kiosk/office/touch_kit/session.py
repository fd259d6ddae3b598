"""The office while somebody is in it: which room is open, and what the rail does."""

from collections.abc import Callable, Mapping
from datetime import datetime

from kiosk.hardware.scan import Scan
from kiosk.office.touch_kit.room import Answer, GoTo, OfficeRoom, RoomContext
from kiosk.office.touch_kit.views import Office
from kiosk.taps import AnyTap, Room, TapRoom


class OfficeSession:
    """Each room stays as it was left until the office is locked; a second tap on its place begins it anew."""

    def __init__(self, here: RoomContext, rooms: Mapping[Room, Callable[[RoomContext, str], OfficeRoom]]) -> None:
        self._here = here
        self._makers = rooms
        self._opened: dict[Room, OfficeRoom] = {}
        self._room = next(room for room in Room if room in rooms)

    @property
    def is_busy(self) -> bool:
        """Something is being made that must not be cut off."""
        return self._here.jobs.busy

    def tap(self, tap: AnyTap, at: datetime) -> Answer:
        """What the station is to do, None while the office goes on."""
        if isinstance(tap, TapRoom):
            if tap.room is self._room and not self.is_busy:
                self._opened.pop(tap.room, None)
            self._room = tap.room
            return None
        self._open.told = None
        answer = self._open.tap(tap, at)
        if not isinstance(answer, GoTo):
            return answer
        if answer.room not in self._makers:
            return None  # a station that follows a centre has few rooms
        self._room = answer.room
        self._opened[answer.room] = self._makers[answer.room](self._here, answer.subject)
        return None

    def scan(self, scan: Scan, at: datetime) -> None:
        self._open.scan(scan, at)

    def view(self, at: datetime) -> Office:
        rooms = tuple(room for room in Room if room in self._makers)
        page = self._open.page(at)
        return Office(self._room, rooms, page, self._here.member.name, self._open.told)

    @property
    def _open(self) -> OfficeRoom:
        if self._room not in self._opened:
            self._opened[self._room] = self._makers[self._room](self._here, "")
        return self._opened[self._room]

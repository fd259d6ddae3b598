"""The office while somebody is in it: which room is open, and what the rail does."""

from collections.abc import Sequence
from datetime import datetime

from kiosk.hardware.scan import Scan
from kiosk.office.features import Feature
from kiosk.office.touch_kit.page import Answer, GoTo, RoomContext, TouchRoom
from kiosk.office.touch_kit.rail import following, in_sight, opened, rail_of, with_in_sight
from kiosk.office.touch_kit.views import Office
from kiosk.taps import Act, AnyTap, FrameAction, TapRoom


class OfficeSession:
    """Each room stays as it was left until the office is locked; a second tap on its place begins it anew."""

    def __init__(self, context: RoomContext, features: Sequence[Feature]) -> None:
        self._context = context
        self._features = {feature.name: feature for feature in features}
        self._rail = rail_of(features)
        self._opened: dict[str, TouchRoom] = {}
        self._room = features[0].name
        self._first = 0  # of the places in sight

    @property
    def is_busy(self) -> bool:
        """Something is being made that must not be cut off."""
        return self._context.jobs.busy

    def tap(self, tap: AnyTap, at: datetime) -> Answer:
        """What the station is to do, None while the office goes on."""
        if isinstance(tap, TapRoom):
            if tap.room == self._room and not self.is_busy:
                self._opened.pop(tap.room, None)
            self._enter(tap.room)
            return None
        if tap == Act(FrameAction.MORE):
            self._first = following(self._rail, self._first)
            return None
        answer = self._open.tap(tap, at)
        if not isinstance(answer, GoTo):
            return answer
        if answer.feature in self._features:  # a station that follows a centre has few rooms
            self._enter(answer.feature)
            self._opened[answer.feature] = opened(self._features[answer.feature], self._context, answer.subject)
        return None

    def _enter(self, room: str) -> None:
        self._room = room
        self._first = with_in_sight(self._rail, self._first, room)

    def scan(self, scan: Scan, at: datetime) -> None:
        self._open.scan(scan, at)

    def view(self, at: datetime) -> Office:
        page = self._open.view(at)
        rail, has_more = in_sight(self._rail, self._first)
        return Office(self._room, rail, page, self._context.member.name, self._open.told, has_more)

    @property
    def _open(self) -> TouchRoom:
        if self._room not in self._opened:
            self._opened[self._room] = opened(self._features[self._room], self._context, "")
        return self._opened[self._room]

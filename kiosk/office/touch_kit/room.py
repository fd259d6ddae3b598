"""What a room of the office is given, and what it may answer."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Protocol
from uuid import UUID

from kiosk.hardware.scan import Scan
from kiosk.lending.desk import Desk
from kiosk.lending.staffing import StaffMember
from kiosk.office.jobs import Jobs
from kiosk.office.touch_kit.places import Places
from kiosk.office.touch_kit.views import Confirmation
from kiosk.taps import AnyTap, Room


@dataclass(frozen=True, slots=True)
class RoomContext:
    desk: Desk
    member: StaffMember
    places: Places
    jobs: Jobs = field(compare=False)


@dataclass(frozen=True, slots=True)
class GoTo:
    """Open another room, at what `subject` says there."""

    room: Room
    subject: str = ""


@dataclass(frozen=True, slots=True)
class LendTo:
    """Leave the office and begin this patron's visit."""

    patron: UUID


@dataclass(frozen=True, slots=True)
class LeaveApp:
    """Close the station."""


Answer = GoTo | LendTo | LeaveApp | None


class OfficeRoom(Protocol):
    """told: what was just done, shown until the next tap."""

    told: Confirmation | None

    def tap(self, tap: AnyTap, at: datetime) -> Answer: ...
    def scan(self, scan: Scan, at: datetime) -> None: ...
    def page(self, at: datetime) -> object: ...

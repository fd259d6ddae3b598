"""A room of the office as the station opens it, and fingers for it."""

import threading
from datetime import datetime
from enum import StrEnum
from pathlib import Path

from kiosk.office.touch_kit.room import OfficeRoom, RoomContext

from db.models import Staff
from kiosk.lending.desk import Desk
from kiosk.lending.staffing import StaffMember
from kiosk.office.jobs import Jobs
from kiosk.office.touch_kit.places import Places
from kiosk.taps import Act
from tests.school import MONDAY_NOON


def here(desk: Desk, folder: Path) -> RoomContext:
    row = Staff.create(name="林老师", role="librarian")
    member = StaffMember(row.id, row.name, row.role)
    return RoomContext(desk, member, Places(folder, sticks=list), Jobs(desk.db))


def tapped(room: OfficeRoom, deed: StrEnum, subject: str = "", at: datetime = MONDAY_NOON) -> object:
    """The page after the tap, once what it began is done."""
    room.tap(Act(deed, subject), at)
    room.page(at)
    finish_jobs()
    return room.page(at)


def finish_jobs() -> None:
    for thread in threading.enumerate():
        if thread.name == "office job":
            thread.join()

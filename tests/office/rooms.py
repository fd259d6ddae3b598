"""A room of the office as the station opens it, and fingers for it."""

import threading
from datetime import datetime
from enum import StrEnum
from pathlib import Path

from db.models import Staff
from kiosk.lending.desk import Desk
from kiosk.lending.staffing import StaffMember
from kiosk.office.actors import Actor
from kiosk.office.features import FEATURES
from kiosk.office.jobs import Jobs
from kiosk.office.permissions import Role
from kiosk.office.touch_kit.page import RoomContext, TouchRoom
from kiosk.office.touch_kit.places import Places
from kiosk.office.touch_kit.rail import opened
from kiosk.office.touch_kit.views import PageView, PickFile
from kiosk.taps import Act, FrameAction
from tests.school import MONDAY_NOON


def actor_of(staff: Staff) -> Actor:
    return Actor(staff.id, Role(staff.role))


def context(desk: Desk, folder: Path) -> RoomContext:
    """A librarian, and a folder in place of a stick."""
    row = Staff.create(name="林老师", role="librarian")
    member = StaffMember(row.id, row.name, row.role)
    return RoomContext(desk, member, actor_of(row), Places(folder, sticks=list), Jobs(desk.db))


def room(name: str, given: RoomContext, subject: str = "") -> TouchRoom:
    return opened(next(feature for feature in FEATURES if feature.name == name), given, subject)


def tapped(room: TouchRoom, action: StrEnum, subject: str = "", at: datetime = MONDAY_NOON) -> PageView:
    """The page after the tap, once what it began is done."""
    room.tap(Act(action, subject), at)
    finish_jobs()
    return room.view(at)


def picked(view: PageView, subject: str) -> Act:
    """A finger on an option, or on a file by its place in the list."""
    if isinstance(view, PickFile) and subject.isdigit():
        subject = view.rows[int(subject)].subject
    return Act(FrameAction.PICK, subject)


def finish_jobs() -> None:
    for thread in threading.enumerate():
        if thread.name == "office job":
            thread.join()

"""Only until every room has moved over."""

from kiosk.office.touch_kit.page import Answer, GoTo, LeaveApp, LendTo, RoomContext

OfficeRoom = object
__all__ = ["Answer", "GoTo", "LeaveApp", "LendTo", "OfficeRoom", "RoomContext"]

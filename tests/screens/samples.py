"""Views to draw: the ordinary ones of the design, and the longest, shortest and fullest of each."""

from datetime import date, datetime, timedelta, timezone
from uuid import UUID

import numpy as np

from kiosk.views import (
    Sign,
    SignKind,
    StatusFacts,
    Stop,
    View,
    Welcome,
)

ZONE = timezone(timedelta(hours=8))
NOW = datetime(2026, 11, 23, 12, 7, tzinfo=ZONE)  # a Monday
STATUS = StatusFacts(school="育英小学 · 图书角", camera="ok", sees="idle", online=True, waiting=0)


def at(hour: int, minute: int, day: int = 23) -> datetime:
    return datetime(2026, 11, day, hour, minute, tzinfo=ZONE)


def camera_frame() -> np.ndarray:
    """A shelf, drawn: BGR, as a camera gives it."""
    frame = np.full((720, 1280, 3), (216, 203, 197), np.uint8)
    frame[:, 380:] = (91, 133, 181)
    colours = ((74, 99, 181), (131, 111, 152), (141, 125, 103), (72, 155, 204), (112, 142, 103))
    for row in range(3):
        floor = 380 + row * 150
        frame[floor : floor + 14, 380:] = (60, 100, 145)
        for book in range(22):
            left, height = 392 + book * 40, 84 + (book * 37 + row * 13) % 40
            frame[floor - height : floor, left : left + 32] = colours[(book + row) % 5]
    return frame


def stop(kind: SignKind, when: datetime | None = None, *who: str) -> Stop:
    return Stop(when, kind, who)


ROUTE = (
    stop(SignKind.CLASS_TURN, None, "三(2)班"),
    stop(SignKind.CLASS_TURN, at(12, 20), "三(3)班"),
    stop(SignKind.CLASS_TURN, at(12, 35), "四(1)班"),
    stop(SignKind.FREE, at(15, 40)),
)
LONG_ROUTE = (
    stop(SignKind.FREE),
    stop(SignKind.CLASS_TURN, at(12, 5, 24), "七年级(12)班"),
    stop(SignKind.CLASS_TURN, at(12, 20, 24), "七年级(12)班", "七年级(13)班"),
    stop(SignKind.CLASS_TURN, at(12, 35, 25), "五(1)班"),
)

WELCOME_CLASS = Welcome(Sign(SignKind.CLASS_TURN, ("三(2)班",), until=at(12, 20)), ROUTE)

WELCOMES: dict[str, View] = {
    "welcome": WELCOME_CLASS,
    "welcome-free": Welcome(
        Sign(SignKind.FREE, until=at(12, 51)),
        (stop(SignKind.FREE), *(stop(SignKind.CLASS_TURN, at(12, 5 + 15 * n, 24), f"四({n + 1})班") for n in range(3))),
    ),
    "welcome-closed": Welcome(
        Sign(SignKind.CLOSED, next_at=at(12, 5, 24), next_who=("四(1)班",)),
        (stop(SignKind.CLOSED), *(stop(SignKind.CLASS_TURN, at(12, 5 + 15 * n, 24), f"四({n + 1})班") for n in range(3))),
    ),
    "welcome-holiday": Welcome(
        Sign(SignKind.CLOSED, next_at=datetime(2027, 2, 22, 12, 5, tzinfo=ZONE), next_who=("七年级(12)班", "七年级(13)班")),
        (stop(SignKind.CLOSED), stop(SignKind.CLASS_TURN, datetime(2027, 2, 22, 12, 5, tzinfo=ZONE), "七年级(12)班")),
    ),
    "welcome-closed-for-good": Welcome(Sign(SignKind.CLOSED), (stop(SignKind.CLOSED),)),
    "welcome-open": Welcome(Sign(SignKind.OPEN), (stop(SignKind.OPEN),)),
    "welcome-long": Welcome(Sign(SignKind.CLASS_TURN, ("七年级(12)班",), until=at(12, 8)), LONG_ROUTE),
    "welcome-two": Welcome(Sign(SignKind.CLASS_TURN, ("三(2)班", "四(1)班"), until=at(12, 20)), ()),
    "welcome-grades": Welcome(
        Sign(SignKind.CLASS_TURN, ("七年级(12)班", "七年级(13)班", "八年级(11)班"), until=at(12, 20)), LONG_ROUTE
    ),
}

SAMPLES: dict[str, View] = {**WELCOMES}

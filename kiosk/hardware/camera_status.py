"""How the camera is, for the viewfinder and for the sentence that asks somebody to look after it."""

from dataclasses import dataclass
from enum import StrEnum


class CameraState(StrEnum):
    STARTING = "starting"
    WATCHING = "watching"
    LOST = "lost"


class LostReason(StrEnum):
    ABSENT = "absent"  # never there since the start
    UNPLUGGED = "unplugged"  # was there, and sends nothing
    FROZEN = "frozen"  # sends the same frame again and again


class View(StrEnum):
    IDLE = "idle"
    SEES = "sees"  # something moves, or a code is not settled yet
    READ = "read"  # a code is in view that has been scanned


class Guidance(StrEnum):
    """What would make a code readable that is held up and is not read."""

    HOLD_STILL = "hold_still"
    FURTHER_AWAY = "further_away"
    NEARER = "nearer"
    TILT = "tilt"
    MORE_LIGHT = "more_light"


@dataclass(frozen=True, slots=True)
class CameraStatus:
    """unreadable: something with bars has been held up for 5 s and is not read."""

    state: CameraState
    reason: LostReason | None = None
    view: View = View.IDLE
    guidance: Guidance | None = None
    unreadable: bool = False

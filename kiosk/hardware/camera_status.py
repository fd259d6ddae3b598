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


@dataclass(frozen=True, slots=True)
class CameraStatus:
    state: CameraState
    reason: LostReason | None = None
    view: View = View.IDLE

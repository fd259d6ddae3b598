"""What to ask of somebody who holds up a code that is not read, and when to stop asking."""

from collections import Counter, deque
from dataclasses import dataclass, field

import numpy as np

from kiosk.hardware.camera_status import Guidance
from kiosk.hardware.picture_quality import Bars

DARK_PAPER, FAINT = 55, 30  # grey steps: of the paper, and between paper and ink
EXPOSURE = 1 / 30  # s, of a school camera in a room; what moves further than a bar in it is smeared
SMEARED = 4.0  # pixels
SMALL_MODULE = 1.5  # pixels
BLURRED, BLURRED_MODULES = 1.3, 0.65  # pixels; of a module
CLOSE = 0.8  # of the picture's width: bars that wide do not fit with their quiet zones
GLARE = 0.25  # of the code's width; white paper beside a small code makes up to 0.18

WINDOW = 1.0  # s of looks that vote
PERSISTS = 0.6  # s, before anything is said
MAJORITY, FEWEST = 0.6, 3  # of the looks; looks
STAYS = 1.2  # s, what is said stays at least; a picture that flickers is not understood
GAP = 0.8  # s without bars: they were taken away
PATIENCE = 5.0  # s until somebody types the number instead

STANDS_AFTER = 20.0  # s at the same place: no hand holds so still, it is a part of the room
AT_FIRST = 1.0  # s: what is in view when the camera starts is the room's as well
FORGOTTEN_AFTER = 90.0  # s out of view
SAME_PLACE = 14.0  # pixels
SAME_ANGLE, SAME_MODULE = 0.12, 0.2  # radians; a share of the module


def cause_of(bars: Bars, speed: float | None, frame_width: int) -> Guidance | None:
    """Why bars are not read, as far as the figures tell. speed: pixels a second, None where unknown.

    Motion comes before size and blur, which it falsifies; glare last, for white paper beside a code looks like it."""
    if bars.paper < DARK_PAPER or bars.contrast < FAINT:
        return Guidance.MORE_LIGHT
    if speed is not None and speed * EXPOSURE > max(SMEARED, bars.module):
        return Guidance.HOLD_STILL
    if bars.region.width > CLOSE * frame_width:
        return Guidance.FURTHER_AWAY
    if bars.blur > BLURRED:
        return Guidance.FURTHER_AWAY
    if bars.module < SMALL_MODULE or bars.blur_modules > BLURRED_MODULES:
        return Guidance.NEARER
    return Guidance.TILT if bars.glare > GLARE else None


@dataclass
class Guide:
    """Told of every look, in order; times are seconds of one clock."""

    guidance: Guidance | None = None
    unreadable: bool = False
    _held_since: float | None = None
    _seen_at: float = 0.0
    _said_at: float = 0.0
    _causes: deque[tuple[float, Guidance | None]] = field(default_factory=deque)

    @property
    def is_watching(self) -> bool:
        """Is something held up that is not read?"""
        return self._held_since is not None

    def was_read(self) -> None:
        self._begin_anew()

    def sees_nothing(self, at: float) -> None:
        if self._held_since is not None and at - self._seen_at > GAP:
            self._begin_anew()

    def sees_unread(self, cause: Guidance | None, at: float) -> None:
        self.sees_nothing(at)
        if self._held_since is None:
            self._held_since = at
        self._seen_at = at
        self.unreadable = at - self._held_since >= PATIENCE
        self._causes.append((at, cause))
        while at - self._causes[0][0] > WINDOW:
            self._causes.popleft()
        if at - self._held_since >= PERSISTS:
            self._say(at)

    def _say(self, at: float) -> None:
        cause, votes = Counter(cause for _, cause in self._causes).most_common(1)[0]
        settled = self.guidance is None or at - self._said_at >= STAYS
        agreed = votes >= max(FEWEST, MAJORITY * len(self._causes))
        if cause is not self.guidance and settled and agreed:
            self.guidance, self._said_at = cause, at

    def _begin_anew(self) -> None:
        self.guidance, self.unreadable, self._held_since = None, False, None
        self._causes.clear()


@dataclass
class _Standing:
    bars: Bars
    since: float
    seen_at: float
    is_room: bool


@dataclass
class Scenery:
    """Bars that belong to the room: a shelf, a radiator, a notice on the wall. Told of every look, in order."""

    _began: float | None = None
    _standing: list[_Standing] = field(default_factory=list)

    def without(self, codes: tuple[Bars, ...], at: float) -> list[Bars]:
        """The codes that somebody may be holding up."""
        self._began = at if self._began is None else self._began
        self._standing = [one for one in self._standing if at - one.seen_at < FORGOTTEN_AFTER]
        return [bars for bars in codes if not self._is_room(bars, at)]

    def _is_room(self, bars: Bars, at: float) -> bool:
        for one in self._standing:
            if _is_same(one.bars, bars, SAME_PLACE) or (one.is_room and _is_part(bars, one.bars)):
                one.seen_at = at
                one.is_room |= at - one.since >= STANDS_AFTER
                return one.is_room
        self._standing.append(_Standing(bars, at, at, is_room=at - self._began < AT_FIRST))
        return self._standing[-1].is_room


def _is_part(bars: Bars, room: Bars) -> bool:
    """Somebody who stands before a shelf leaves a part of it in view."""
    return _is_same(room, bars, (room.region.width + bars.region.width) / 2) and (
        abs(bars.module / room.module - 1) < SAME_MODULE
    )


def _is_same(one: Bars, other: Bars, within: float) -> bool:
    """within: pixels from middle to middle."""
    apart = float(np.hypot(*np.subtract(one.region.centre, other.region.centre)))
    return apart < within and abs(np.sin(one.region.angle - other.region.angle)) < SAME_ANGLE

"""Keeps the figures of what the camera sees and guides by them; a look costs, so not every frame gets one."""

from collections import deque
from collections.abc import Sequence

import cv2
import numpy as np

from kiosk.hardware.camera_port import is_picture
from kiosk.hardware.camera_status import Guidance
from kiosk.hardware.drift import drift, thin
from kiosk.hardware.guidance import Guide, Scenery, cause_of
from kiosk.hardware.picture_quality import SMALLEST, Bars, Light, PictureFigures, figures_of, look_at
from kiosk.hardware.scan import Symbol

LIVELY, QUIET = 0.15, 1.0  # s between two looks while somebody is there, and while nobody is
LATELY = 3.0  # s that figures of bars last, and over which the read rate is taken
STALE = 0.5  # s: older pictures tell nothing about a speed
SHAKE = 0.5  # s: half a swing of a hand


class PictureWatch:
    """Told of every decoded frame, in order; times are seconds of one clock."""

    def __init__(self) -> None:
        self.figures: PictureFigures | None = None
        self.unread: tuple[
            tuple[float, float], ...
        ] = ()  # where bars stand that were not read, in shares of the picture
        self._guide, self._scenery = Guide(), Scenery()
        self._looked_at = float("-inf")
        self._before: tuple[np.ndarray, float] | None = None  # thin
        self._speeds: deque[tuple[float, float]] = deque()
        self._bars: Bars | None = None
        self._outcomes: deque[tuple[float, bool]] = deque()

    @property
    def guidance(self) -> Guidance | None:
        return self._guide.guidance

    @property
    def unreadable(self) -> bool:
        return self._guide.unreadable

    def see(self, image: np.ndarray, symbols: Sequence[Symbol], at: float, *, busy: bool, settled: bool) -> None:
        """image: BGR, or else passed over; busy: something moves; settled: what is in view has been scanned."""
        if not is_picture(image) or min(image.shape[:2]) < SMALLEST:
            return
        if settled:
            self._guide.was_read()
        lively = busy or self._guide.is_watching
        if at - self._looked_at < (LIVELY if lively else QUIET):
            return
        self._looked_at = at
        grey = cv2.cvtColor(image, cv2.COLOR_BGR2GRAY)
        look = look_at(grey, symbols)
        read = [bars for bars in look.codes if bars.text]
        codes = read or self._scenery.without(look.codes, at)
        self._see_motion(grey, codes[0] if codes else self._bars, at)
        if codes:
            self._bars = codes[0]
            self._outcomes.append((at, bool(codes[0].text)))
        height, width = grey.shape
        middles = () if read else tuple(bars.region.centre for bars in codes)
        self.unread = tuple((x / width, y / height) for x, y in middles)
        if settled or not codes:
            self._guide.sees_nothing(at)
        else:
            self._guide.sees_unread(cause_of(codes[0], self._speed, grey.shape[1]), at)
        self.figures = self._figures(look.light, at)

    def _see_motion(self, grey: np.ndarray, bars: Bars | None, at: float) -> None:
        """Also where blur hides the bars for a moment, for that is when they move."""
        small, before = thin(grey), self._before
        self._before = (small, at)
        while self._speeds and at - self._speeds[0][0] > SHAKE:
            self._speeds.popleft()
        if bars and before and at - before[1] < STALE:
            moved = drift(before[0], small, bars.region)
            if moved is not None:
                self._speeds.append((at, moved / (at - before[1])))

    @property
    def _speed(self) -> float | None:
        """The fastest of late: a hand that shakes stands still for a moment at every turn."""
        return max((speed for _, speed in self._speeds), default=None)

    def _figures(self, light: Light, at: float) -> PictureFigures:
        while self._outcomes and at - self._outcomes[0][0] > LATELY:
            self._outcomes.popleft()
        if self._bars is None or not self._outcomes:
            return figures_of(light, None)
        rate = sum(read for _, read in self._outcomes) / len(self._outcomes)
        return figures_of(light, self._bars, self._speed, rate)

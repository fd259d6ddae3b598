"""Keeps the figures of what the camera sees and guides by them; a look costs, so not every frame gets one."""

from collections import deque
from collections.abc import Sequence
from dataclasses import dataclass

import cv2
import numpy as np

from kiosk.hardware.camera_status import Guidance
from kiosk.hardware.drift import drift, thin
from kiosk.hardware.guidance import Guide, Scenery, cause_of
from kiosk.hardware.picture_quality import Bars, Figures, Light, Look, figures_of, look_at
from kiosk.hardware.scan import Symbol

LIVELY, QUIET = 0.15, 1.0  # s between two looks while somebody is there, and while nobody is
LATELY = 3.0  # s that figures of bars last, and over which the read rate is taken
STALE = 0.5  # s: older pictures tell nothing about a speed


class PictureWatch:
    """Told of every decoded frame, in order; times are seconds of one clock."""

    def __init__(self) -> None:
        self.figures: Figures | None = None
        self._guide, self._scenery = Guide(), Scenery()
        self._looked_at = float("-inf")
        self._before: tuple[np.ndarray, float] | None = None
        self._seen: _Seen | None = None
        self._outcomes: deque[tuple[float, bool]] = deque()

    @property
    def guidance(self) -> Guidance | None:
        return self._guide.guidance

    @property
    def unreadable(self) -> bool:
        return self._guide.unreadable

    def see(self, image: np.ndarray, symbols: Sequence[Symbol], at: float, *, busy: bool, settled: bool) -> None:
        """image: BGR; busy: something moves; settled: what is in view has been scanned."""
        if settled:
            self._guide.was_read()
        lively = busy or self._guide.is_watching
        if at - self._looked_at < (LIVELY if lively else QUIET):
            return
        self._looked_at = at
        grey = cv2.cvtColor(image, cv2.COLOR_BGR2GRAY)
        look = look_at(grey, symbols)
        codes = look.codes if symbols else tuple(self._scenery.without(look.codes, at))
        if codes:
            self._see_code(grey, codes[0], at)
        self._guide_by(look, None if settled or not codes else self._seen, at)
        self.figures = self._figures(look.light, at)

    def _see_code(self, grey: np.ndarray, bars: Bars, at: float) -> None:
        small = thin(grey)
        speed = None
        if self._before is not None and at - self._before[1] < STALE:
            moved = drift(self._before[0], small, bars.region)
            speed = None if moved is None else moved / (at - self._before[1])
        self._before = (small, at)
        self._seen = _Seen(bars, speed, at)
        self._outcomes.append((at, bool(bars.text)))

    def _guide_by(self, look: Look, seen: "_Seen | None", at: float) -> None:
        if seen is None:
            self._guide.sees_nothing(at)
        else:
            self._guide.sees_unread(cause_of(seen.bars, seen.speed, look.size[0]), at)

    def _figures(self, light: Light, at: float) -> Figures:
        while self._outcomes and at - self._outcomes[0][0] > LATELY:
            self._outcomes.popleft()
        if self._seen is None or not self._outcomes:
            return figures_of(light, None)
        rate = sum(read for _, read in self._outcomes) / len(self._outcomes)
        return figures_of(light, self._seen.bars, self._seen.speed, rate)


@dataclass(frozen=True, slots=True)
class _Seen:
    """speed: pixels a second."""

    bars: Bars
    speed: float | None
    at: float

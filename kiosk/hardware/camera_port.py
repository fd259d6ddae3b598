"""What every camera is to the rest of the hardware, real or pretended."""

import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol

import numpy as np

SMALLEST_SIDE = 8  # pixels


class CameraAbsent(Exception):
    """There is no such camera, film or picture, or it cannot be opened. Its one argument is the source."""


@dataclass(frozen=True, slots=True)
class Frame:
    """image: BGR, HxWx3, uint8; time: seconds into the source; captured_at: time.monotonic()."""

    image: np.ndarray
    time: float
    captured_at: float


def is_picture(image: object) -> bool:
    """Is it BGR, uint8, HxWx3 and large enough to hold a code? Broken streams and odd drivers send other things."""
    return (
        isinstance(image, np.ndarray)
        and image.dtype == np.uint8
        and image.ndim == 3
        and image.shape[2] == 3
        and min(image.shape[:2]) >= SMALLEST_SIDE
    )


class Camera(Protocol):
    """ended: no frame will ever come again, which a real camera never says;
    has_sensor_noise: no two of its frames are equal, so equal ones mean that it is frozen.
    """

    ended: bool
    has_sensor_noise: bool

    def read(self) -> Frame | None:
        """The next frame, waited for as long as a camera takes; None: nothing now."""

    def close(self) -> None: ...


class FramePace:
    """When each frame of a source with a fixed rate is due; the first one now."""

    def __init__(
        self, rate: float, clock: Callable[[], float] = time.monotonic, sleep: Callable[[float], None] = time.sleep
    ) -> None:
        self._rate = rate
        self._clock, self._sleep = clock, sleep
        self._started_at: float | None = None

    def due(self) -> int:
        """The index of the newest frame that a camera would have taken by now."""
        return int((self._clock() - self._start()) * self._rate)

    def wait_for(self, index: int) -> float:
        """Returns when the frame was due (time.monotonic())."""
        due_at = self._start() + index / self._rate
        self._sleep(max(0.0, due_at - self._clock()))
        return due_at

    def _start(self) -> float:
        if self._started_at is None:
            self._started_at = self._clock()
        return self._started_at

"""The capture thread: it opens the camera, reads it, puts the newest frame into a slot, and opens it again."""

import threading
import time
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from kiosk.hardware.camera_port import Camera, CameraAbsent, Frame, is_picture
from kiosk.hardware.camera_status import LostReason

PAUSE = 0.01  # s between two reads that gave nothing
SAMPLED = 16  # every how many pixels two frames are compared


@dataclass(frozen=True, slots=True)
class CameraPatience:
    """All in seconds.

    silent: without a fresh frame, then the camera is lost, which is to be noticed within 2 s;
    first_frame: after opening, for a USB camera sets its exposure first;
    reopen: between two attempts to open;
    hanging: in one call without an answer; then the call is left to its thread, and another thread begins anew.
    """

    silent: float = 1.5
    first_frame: float = 4.0
    reopen: float = 1.0
    hanging: float = 6.0


PATIENCE = CameraPatience()


class FrameSlot:
    """One place for the newest frame, written over by the next one."""

    def __init__(self) -> None:
        self._changed = threading.Condition()
        self._waiting: Frame | None = None
        self._ended = False
        self.newest: Frame | None = None

    def put(self, frame: Frame) -> None:
        with self._changed:
            self._waiting = self.newest = frame
            self._changed.notify_all()

    def end(self) -> None:
        with self._changed:
            self._ended = True
            self._changed.notify_all()

    def take(self, timeout: float) -> Frame | None:
        """The newest frame if it was not taken yet, else the next one; None after `timeout` seconds or at the end."""
        with self._changed:
            self._changed.wait_for(lambda: self._waiting is not None or self._ended, timeout)
            frame, self._waiting = self._waiting, None
            return frame

    @property
    def is_exhausted(self) -> bool:
        """The source has ended, and its last frame was taken."""
        with self._changed:
            return self._ended and self._waiting is None


class FrameCapture(threading.Thread):
    """alive_at: time.monotonic() when the camera last answered at all; later than that it may hang in a call."""

    def __init__(self, open_source: Callable[[], Camera], slot: FrameSlot, patience: CameraPatience) -> None:
        super().__init__(name="camera", daemon=True)
        self.alive_at = time.monotonic()
        self.trouble = LostReason.UNPLUGGED
        self._open_source = open_source
        self._slot, self._patience = slot, patience
        self._stopped = threading.Event()
        self._sample: np.ndarray | None = None

    def stop(self) -> None:
        """Returns at once: a camera that hangs is left behind, and closes itself should it ever answer."""
        self._stopped.set()

    def run(self) -> None:
        while not self._stopped.is_set():
            try:
                camera = self._open_source()
            except CameraAbsent:
                self.trouble = LostReason.ABSENT
            else:
                try:
                    self._read_until_silent(camera)
                finally:
                    camera.close()
                if camera.ended and not self._stopped.is_set():
                    self._slot.end()
                    return
            self.alive_at = time.monotonic()
            self._stopped.wait(self._patience.reopen)

    def _read_until_silent(self, camera: Camera) -> None:
        fresh_at, patience = time.monotonic(), self._patience.first_frame
        while not self._stopped.is_set():
            frame = camera.read()
            now = self.alive_at = time.monotonic()
            if self._stopped.is_set() or camera.ended:
                return
            if frame is None or not is_picture(frame.image):
                self.trouble = LostReason.UNPLUGGED
                self._stopped.wait(PAUSE)
            elif camera.has_sensor_noise and self._is_repeated(frame):
                self.trouble = LostReason.FROZEN
            else:
                fresh_at, patience = now, self._patience.silent
                self._slot.put(frame)
            if now - fresh_at > patience:
                return

    def _is_repeated(self, frame: Frame) -> bool:
        sample = frame.image[::SAMPLED, ::SAMPLED].copy()
        repeated = self._sample is not None and np.array_equal(sample, self._sample)
        self._sample = sample
        return repeated

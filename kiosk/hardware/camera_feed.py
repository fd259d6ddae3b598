"""From a camera to scans, on two threads of its own: one captures, one decodes."""

import logging
import threading
import time
from collections.abc import Callable
from dataclasses import replace

import numpy as np

from kiosk.hardware.camera_port import Camera, Frame
from kiosk.hardware.camera_scanner import CameraScanner
from kiosk.hardware.camera_status import CameraState, CameraStatus, LostReason, View
from kiosk.hardware.decoder import StreamDecoder
from kiosk.hardware.frame_capture import PATIENCE, CameraPatience, FrameCapture, FrameSlot
from kiosk.hardware.motion_gate import MotionGate
from kiosk.hardware.picture_quality import PictureFigures
from kiosk.hardware.picture_watch import PictureWatch
from kiosk.hardware.presence import Presence
from kiosk.hardware.scan import Scan, Symbol

log = logging.getLogger(__name__)

LOOK = 0.1  # s, how often the age of the newest frame is looked at


class CameraFeed:
    """The callbacks come from the decode thread; whoever draws must carry them over to his own.

    on_status: at each change; on_end: once, after the last frame of a source that ends.
    """

    def __init__(
        self,
        open_source: Callable[[], Camera],
        *,
        on_scan: Callable[[Scan], None],
        on_status: Callable[[CameraStatus], None] = lambda status: None,
        on_end: Callable[[], None] = lambda: None,
        decode: Callable[[np.ndarray], list[Symbol]] | None = None,
        patience: CameraPatience = PATIENCE,
    ) -> None:
        self._open_source = open_source
        self._on_scan, self._on_status, self._on_end = on_scan, on_status, on_end
        self._decode, self._patience = decode or StreamDecoder().decode, patience
        self._slot = FrameSlot()
        self._capture = FrameCapture(open_source, self._slot, patience)
        self._decoding = threading.Thread(target=self._run, name="decoder", daemon=True)
        self._closed = threading.Event()
        self._scanner, self._gate = CameraScanner(), MotionGate()
        self._watch, self._presence = PictureWatch(), Presence()
        self._status = CameraStatus(CameraState.STARTING)
        self._fresh_at: float | None = None
        self._symbols: tuple[Symbol, ...] = ()

    @property
    def newest_frame(self) -> Frame | None:
        return self._slot.newest

    @property
    def status(self) -> CameraStatus:
        return self._status

    @property
    def figures(self) -> PictureFigures | None:
        """Of the newest look at a picture; None before the first one. From any thread."""
        return self._watch.figures

    @property
    def newest_symbols(self) -> tuple[Symbol, ...]:
        """Of the newest frame that was decoded: when nothing moves, that one still holds. From any thread."""
        return self._symbols

    def start(self) -> None:
        self._started_at = time.monotonic()
        self._on_status(self._status)
        self._capture.start()
        self._decoding.start()

    def close(self, timeout: float = 2.0) -> None:
        """Waits at most `timeout` seconds for either thread; one that hangs in the camera is left behind."""
        self._closed.set()
        self._capture.stop()
        for thread in (self._decoding, self._capture):
            if thread.is_alive() and thread is not threading.current_thread():
                thread.join(timeout)

    def _run(self) -> None:
        while not self._closed.is_set():
            frame = self._slot.take(LOOK)
            if frame is not None:
                self._fresh_at = time.monotonic()
                self._look_at_safely(frame)
            elif self._slot.is_exhausted:
                self._on_end()
                return
            else:
                self._watch_over(time.monotonic())

    def _look_at_safely(self, frame: Frame) -> None:
        """A fault at one picture must not leave the station blind for all the others."""
        try:
            self._look_at(frame)
        except Exception:
            log.exception("a picture of %s could not be looked at", frame.image.shape)

    def _look_at(self, frame: Frame) -> None:
        symbols: list[Symbol] = []
        if self._gate.wants(frame.image, frame.captured_at):
            symbols = self._decode(frame.image)
            self._symbols = tuple(symbols)
            if symbols:
                self._gate.saw_code(frame.captured_at)
            at = frame.captured_at
            self._presence.see(frame.image, at, code=bool(symbols), unread=self._watch.unread)
            for scan in self._scanner.see(symbols, frame.time, at):
                self._on_scan(replace(scan, since=self._presence.since(scan.presentation, at)))
            self._judge(frame, symbols)
        self._tell(
            CameraStatus(
                CameraState.WATCHING,
                view=self._view(frame, symbols),
                guidance=self._watch.guidance,
                unreadable=self._watch.unreadable,
            )
        )

    def _judge(self, frame: Frame, symbols: list[Symbol]) -> None:
        at = frame.captured_at
        busy, settled = self._gate.is_busy(at), self._scanner.holds(frame.time)
        self._watch.see(frame.image, symbols, at, busy=busy, settled=settled)

    def _view(self, frame: Frame, symbols: list[Symbol]) -> View:
        if self._scanner.holds(frame.time):
            return View.READ
        return View.SEES if symbols or self._gate.is_busy(frame.captured_at) else View.IDLE

    def _watch_over(self, now: float) -> None:
        """Called when no frame is there: for how long has there been none?"""
        if now - self._capture.alive_at > self._patience.hanging:
            self._capture.stop()
            self._capture = FrameCapture(self._open_source, self._slot, self._patience)
            self._capture.start()
        if self._fresh_at is None:
            if self._capture.trouble is LostReason.ABSENT or now - self._started_at > self._patience.first_frame:
                self._tell(CameraStatus(CameraState.LOST, LostReason.ABSENT))
        elif now - self._fresh_at > self._patience.silent:
            frozen = self._capture.trouble is LostReason.FROZEN
            self._tell(CameraStatus(CameraState.LOST, LostReason.FROZEN if frozen else LostReason.UNPLUGGED))

    def _tell(self, status: CameraStatus) -> None:
        if status != self._status:
            self._status = status
            self._on_status(status)

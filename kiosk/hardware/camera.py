"""Where frames come from: a device, a stream, a film or a heap of pictures, all behind the camera port."""

import time
from collections.abc import Callable, Iterator, Mapping
from itertools import chain
from pathlib import Path
from types import MappingProxyType

import cv2
import numpy as np

from kiosk.hardware.camera_port import Camera, CameraAbsent, Frame, FramePace
from kiosk.hardware.demo_stage import open_demo

WIDTH, HEIGHT = 1280, 720
FILM_RATE = 25.0  # frames a second, where a film does not say
STREAM_PATIENCE = 2000  # ms until a silent stream counts as gone
PICTURE_RATE = 10.0  # frames a second
PICTURE_HELD = 10  # frames
PICTURE_GAP = 12  # empty frames after each picture, so that the next one is a showing of its own
PICTURE_SUFFIXES = (".png", ".jpg", ".jpeg", ".bmp", ".webp")


Opener = Callable[[str], Camera]


class LiveCamera:
    """A device or a stream, opened by OpenCV."""

    ended = False

    def __init__(self, capture: cv2.VideoCapture, has_sensor_noise: bool) -> None:
        self.has_sensor_noise = has_sensor_noise
        self._capture = capture
        self._opened_at = time.monotonic()

    def read(self) -> Frame | None:
        ok, image = self._capture.read()
        now = time.monotonic()
        return Frame(image, now - self._opened_at, now) if ok else None

    def close(self) -> None:
        self._capture.release()


class FilmCamera:
    """A film at its own pace. What a slow reader misses is skipped, as a real camera's frames are."""

    has_sensor_noise = False

    def __init__(
        self,
        capture: cv2.VideoCapture,
        clock: Callable[[], float] = time.monotonic,
        sleep: Callable[[float], None] = time.sleep,
    ) -> None:
        self.ended = False
        self._capture = capture
        self._rate = capture.get(cv2.CAP_PROP_FPS) or FILM_RATE
        self._pace = FramePace(self._rate, clock, sleep)
        self._index = 0

    def read(self) -> Frame | None:
        due = self._pace.due()
        while self._index < due and not self.ended:
            self._skip()
        captured_at = self._pace.wait_for(self._index)
        ok, image = self._capture.read()
        if not ok:
            self.ended = True
            return None
        frame = Frame(image, self._index / self._rate, captured_at)
        self._index += 1
        return frame

    def close(self) -> None:
        self._capture.release()

    def _skip(self) -> None:
        self.ended = not self._capture.grab()
        self._index += 1


class PictureCamera:
    """Pictures, each held still for a moment, then taken away."""

    has_sensor_noise = False

    def __init__(self, paths: list[Path]) -> None:
        self.ended = False
        self._images = chain.from_iterable(map(_showing, paths))
        self._pace = FramePace(PICTURE_RATE)
        self._index = 0

    def read(self) -> Frame | None:
        image = next(self._images, None)
        if image is None:
            self.ended = True
            return None
        captured_at = self._pace.wait_for(self._index)
        frame = Frame(image, self._index / PICTURE_RATE, captured_at)
        self._index += 1
        return frame

    def close(self) -> None:
        self._images = iter(())


def kind_of(source: str) -> str:
    """The key of OPENERS: what comes before the colon, or what the source looks like."""
    if source.isdigit() or source.startswith(("/dev/video", "/dev/v4l/")):
        return "device"
    scheme, colon, _ = source.partition(":")
    if colon and len(scheme) > 1 and scheme.isalpha():
        return scheme
    path = Path(source)
    return "pictures" if path.is_dir() or (not path.exists() and any(sign in path.name for sign in "*?[")) else "film"


def open_camera(source: str, openers: Mapping[str, Opener] | None = None) -> Camera:
    """Raises CameraAbsent.

    source: `/dev/video0`, `/dev/v4l/by-id/...` or a bare number; an http(s) address; a film (also `frame-%04d.png`);
    a folder of pictures, or a pattern of their names; `demo:`.
    openers: by kind, in place of OPENERS; `OPENERS | {...}` adds to them.
    """
    opener = (OPENERS if openers is None else openers).get(kind_of(source))
    if opener is None:
        raise CameraAbsent(source)
    return opener(source)


def open_device(source: str) -> Camera:
    """The names under by-id are links, and OpenCV wants the device itself."""
    path = Path(f"/dev/video{source}" if source.isdigit() else source).resolve()
    if not path.exists():
        raise CameraAbsent(source)
    capture = _opened(source, str(path), cv2.CAP_V4L2)
    capture.set(cv2.CAP_PROP_FOURCC, cv2.VideoWriter.fourcc(*"MJPG"))
    capture.set(cv2.CAP_PROP_FRAME_WIDTH, WIDTH)
    capture.set(cv2.CAP_PROP_FRAME_HEIGHT, HEIGHT)
    capture.set(cv2.CAP_PROP_BUFFERSIZE, 1)
    return LiveCamera(capture, has_sensor_noise=True)


def open_stream(source: str) -> Camera:
    limits = (cv2.CAP_PROP_OPEN_TIMEOUT_MSEC, cv2.CAP_PROP_READ_TIMEOUT_MSEC)
    patience = [value for limit in limits for value in (limit, STREAM_PATIENCE)]
    return LiveCamera(_opened(source, source, cv2.CAP_FFMPEG, patience), has_sensor_noise=False)


def open_film(source: str) -> Camera:
    numbered = "%" in source
    if not numbered and not Path(source).is_file():
        raise CameraAbsent(source)
    return FilmCamera(_opened(source, source, cv2.CAP_IMAGES if numbered else cv2.CAP_FFMPEG))


def open_pictures(source: str) -> Camera:
    path = Path(source)
    found = path.iterdir() if path.is_dir() else path.parent.glob(path.name)
    paths = sorted(path for path in found if path.suffix.lower() in PICTURE_SUFFIXES)
    if not paths:
        raise CameraAbsent(source)
    return PictureCamera(paths)


OPENERS: Mapping[str, Opener] = MappingProxyType(
    {
        "device": open_device,
        "http": open_stream,
        "https": open_stream,
        "film": open_film,
        "pictures": open_pictures,
        "demo": open_demo,
    }
)


def _opened(source: str, *arguments) -> cv2.VideoCapture:
    capture = cv2.VideoCapture(*arguments)
    if not capture.isOpened():
        raise CameraAbsent(source)
    return capture


def _showing(path: Path) -> Iterator[np.ndarray]:
    image = cv2.imread(str(path), cv2.IMREAD_COLOR)
    if image is None:
        return
    scale = min(1.0, WIDTH / max(image.shape[:2]))
    image = cv2.resize(image, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA) if scale < 1 else image
    yield from (image for _ in range(PICTURE_HELD))
    empty = np.full_like(image, 128)
    yield from (empty for _ in range(PICTURE_GAP))

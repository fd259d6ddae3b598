"""The pretend camera: it films cards and books that are held up in front of it, and nothing of that is real."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import sin

import cv2
import numpy as np

from kiosk.hardware.camera_port import Camera, Frame, FramePace
from kiosk.hardware.demo_props import SKIN, Codes, draw_corner, draw_object
from kiosk.hardware.scan import Symbology

SIZE = (1280, 720)
RATE = 20.0  # frames a second
COMING, GOING = 0.5, 0.4  # s
PAUSE = 1.5  # s after the last showing
TREMOR, SWAY = 2.5, 0.6  # pixels, degrees
NOISE = 2.5  # grey steps
EDGES = ((0.0, 1.0), (1.0, 0.2), (-1.0, 0.2))  # where hands come from, in turn: below, the right, the left
TILTS = (-6.0, 4.0, 8.0, -3.0, 0.0)  # degrees, in turn


@dataclass(frozen=True, slots=True)
class Showing:
    """at: seconds into the script when the hand begins to come in; kind: `card` or `book`; hold: seconds held up."""

    at: float
    codes: Codes
    kind: str
    hold: float = 1.8

    @property
    def gone_at(self) -> float:
        return self.at + COMING + self.hold + GOING


@dataclass(frozen=True, slots=True)
class Pose:
    """Where a thing's middle is in the picture (pixels), and how far it is turned (degrees)."""

    x: float
    y: float
    angle: float


DEFAULT_SCRIPT = (
    Showing(1.0, ((Symbology.CODE128, "R0001"),), "card"),
    Showing(5.0, ((Symbology.EAN13, "9787115428028"),), "book"),
    Showing(9.0, ((Symbology.EAN13, "9787544270878"),), "book"),
)


class DemoStage:
    """A camera. The script may begin again for ever (`loop`); its frames' time then runs on."""

    has_sensor_noise = False

    def __init__(
        self, showings: Sequence[Showing], fps: float = RATE, size: tuple[int, int] = SIZE, loop: bool = False
    ) -> None:
        self.ended = False
        self._showings = tuple(showings)
        self._things = [draw_object(showing.kind, showing.codes) for showing in self._showings]
        self._corner = draw_corner(size)
        self._noise = _grain(size)
        self._length = max((showing.gone_at for showing in self._showings), default=0.0) + PAUSE
        self._fps, self._loop = fps, loop
        self._pace = FramePace(fps)
        self._index = 0

    def read(self) -> Frame | None:
        self._index = max(self._index, self._pace.due())
        captured_at = self._pace.wait_for(self._index)
        time = self._index / self._fps
        if self.ended or (not self._loop and time >= self._length):
            self.ended = True
            return None
        self._index += 1
        return Frame(self.picture(time % self._length), time, captured_at)

    def close(self) -> None:
        self.ended = True

    def picture(self, at: float) -> np.ndarray:
        """What the camera sees `at` seconds into the script."""
        image = self._corner.copy()
        for index, (showing, thing) in enumerate(zip(self._showings, self._things, strict=True)):
            if showing.at <= at < showing.gone_at:
                _put(image, thing, _pose(showing, index, at, self._corner.shape))
        shift = int(at * self._fps * 37)
        return cv2.add(image, np.roll(self._noise, (shift, 3 * shift), axis=(0, 1)), dtype=cv2.CV_8U)


def draw_still(kind: str, codes: Codes, angle: float = 0.0, size: tuple[int, int] = SIZE) -> np.ndarray:
    """One sharp picture of a thing held up in the middle, turned by `angle` degrees."""
    image = draw_corner(size)
    _put(image, draw_object(kind, codes), Pose(size[0] / 2, size[1] / 2, angle))
    return image


def open_demo(source: str) -> Camera:
    """Another script is another opener: see camera.open_camera."""
    return DemoStage(DEFAULT_SCRIPT, loop=True)


def _pose(showing: Showing, index: int, at: float, shape: tuple[int, ...]) -> Pose:
    height, width = shape[:2]
    since = at - showing.at
    inside = min(since / COMING, 1.0, max((showing.gone_at - at) / GOING, 0.0))
    away = 1.0 - inside * inside * (3.0 - 2.0 * inside)
    edge_x, edge_y = EDGES[index % len(EDGES)]
    return Pose(
        x=width * (0.5 + away * edge_x) + TREMOR * (sin(9.1 * at) + 0.6 * sin(17.3 * at)),
        y=height * (0.5 + away * edge_y) + TREMOR * (sin(7.7 * at + 1) + 0.6 * sin(15.1 * at)),
        angle=TILTS[index % len(TILTS)] + SWAY * sin(5.3 * at) + 10.0 * away,
    )


def _put(image: np.ndarray, thing: np.ndarray, pose: Pose) -> None:
    height, width = thing.shape[:2]
    move = cv2.getRotationMatrix2D((width / 2, height / 2), pose.angle, 1.0)
    move[:, 2] += (pose.x - width / 2, pose.y - height / 2)
    cv2.warpAffine(thing, move, image.shape[1::-1], dst=image, borderMode=cv2.BORDER_TRANSPARENT)
    x, y = (int(place) for place in move @ (width - 70, height + 30, 1))
    cv2.ellipse(image, (x, y), (34, 80), -pose.angle, 0, 360, SKIN, -1, cv2.LINE_AA)


def _grain(size: tuple[int, int]) -> np.ndarray:
    width, height = size
    return np.random.default_rng(11).normal(0, NOISE, (height, width, 3)).astype(np.int8)

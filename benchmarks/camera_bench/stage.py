"""A sheet held before a camera: true perspective, sampled by area."""

from dataclasses import dataclass

import cv2
import numpy as np

from benchmarks.camera_bench.degrade import disc, smear
from benchmarks.camera_bench.sheets import GRAIN, Sheet

FOCAL = 1000.0  # pixels; a webcam of 65 degrees at 1280
SAMPLES = 5  # a module at least, before the pixels' areas are averaged
MARGIN = 6  # pixels round the bars that stay in the frame


@dataclass(frozen=True, slots=True)
class Pose:
    """module: pixels, face on, at the code's middle; angles in degrees, of the code: in the picture's plane, round its
    upright and its lying axis; place: of the code's middle, shares of the room that the frame leaves it."""

    module: float
    rotation: float = 0.0
    yaw: float = 0.0
    pitch: float = 0.0
    place: tuple[float, float] = (0.5, 0.5)


@dataclass(frozen=True, slots=True)
class Blur:
    """In pixels of the frame. motion: the way during the exposure; direction: degrees; defocus: radius of the disc."""

    motion: float = 0.0
    direction: float = 0.0
    defocus: float = 0.0


def projection(sheet: Sheet, pose: Pose, size: tuple[int, int]) -> np.ndarray:
    """3x3, from modules of the sheet to pixels of a frame of that width and height."""
    left, top, width, height = sheet.box
    centred = np.array([[1, 0, -left - width / 2], [0, 1, -top - height / 2], [0, 0, 1]])
    yaw, pitch, rotation = np.radians([pose.yaw, pose.pitch, pose.rotation])
    about_upright = np.array([[np.cos(yaw), 0, np.sin(yaw)], [0, 1, 0], [-np.sin(yaw), 0, np.cos(yaw)]])
    about_lying = np.array([[1, 0, 0], [0, np.cos(pitch), -np.sin(pitch)], [0, np.sin(pitch), np.cos(pitch)]])
    about_view = np.array(
        [[np.cos(rotation), -np.sin(rotation), 0], [np.sin(rotation), np.cos(rotation), 0], [0, 0, 1]]
    )
    turned = (about_view @ about_lying @ about_upright)[:, :2]
    flat = np.diag([FOCAL, FOCAL, 1.0]) @ np.column_stack([turned, [0, 0, FOCAL / pose.module]]) @ centred
    bars = code_corners(sheet, flat)
    lowest, highest = MARGIN - bars.min(0), np.array(size) - MARGIN - bars.max(0)
    x, y = lowest + np.array(pose.place) * (highest - lowest)
    return _moved(x, y) @ flat


def code_corners(sheet: Sheet, to_frame: np.ndarray) -> np.ndarray:
    """4x2, clockwise from the code's own top left."""
    left, top, width, height = sheet.box
    corners = [(left, top), (left + width, top), (left + width, top + height), (left, top + height)]
    return cv2.perspectiveTransform(np.array([corners], np.float64), to_frame)[0]


def fits(sheet: Sheet, pose: Pose, size: tuple[int, int]) -> bool:
    """Is there room for all the bars?"""
    bars = code_corners(sheet, projection(sheet, pose, size))
    return bool((np.ptp(bars, axis=0) <= np.array(size) - 2 * MARGIN).all())


def hold_up(sheet: Sheet, to_frame: np.ndarray, blur: Blur, background: np.ndarray, samples: int) -> np.ndarray:
    """A float32 BGR picture, 0..255. samples: of the sheet a pixel, either way."""
    height, width = background.shape[:2]
    outline = np.array([(0, 0), (1, 0), (1, 1), (0, 1)]) * np.array(sheet.image.shape[1::-1]) / GRAIN
    outline = cv2.perspectiveTransform(outline[None], to_frame)[0]
    reach = int(blur.motion / 2 + blur.defocus) + 2
    left, top = np.maximum(np.floor(outline.min(0)).astype(int), 0) - reach
    right, bottom = np.minimum(np.ceil(outline.max(0)).astype(int), (width, height)) + reach
    frame = background.astype(np.float32)
    if right - left <= 2 * reach or bottom - top <= 2 * reach:
        return frame
    fine = np.diag([samples, samples, 1.0]) @ _moved(-left, -top) @ to_frame
    whole = cv2.merge([sheet.image, np.full(sheet.image.shape[:2], 255, np.uint8)])
    window = (int(right - left), int(bottom - top))
    large = (window[0] * samples, window[1] * samples)
    seen = cv2.warpPerspective(whole, _moved(-0.5, -0.5) @ fine @ _FROM_PIXELS, large, flags=cv2.INTER_LINEAR)
    seen = disc(smear(seen, blur.motion * samples, blur.direction), blur.defocus * samples)
    seen = cv2.resize(seen, window, interpolation=cv2.INTER_AREA).astype(np.float32)
    seen = seen[max(0, -top) : height - top, max(0, -left) : width - left]
    under = frame[max(0, top) : bottom, max(0, left) : right]
    under[:] = seen[..., :3] + under * (1 - seen[..., 3:] / 255)
    return frame


def samples_for(pose: Pose) -> int:
    return int(max(2, np.ceil(SAMPLES / (pose.module * np.cos(np.radians(pose.yaw))))))


def _moved(x: float, y: float) -> np.ndarray:
    return np.array([[1, 0, x], [0, 1, y], [0, 0, 1.0]])


# From a sheet's pixels, counted at their middles, to its modules, counted at their edges.
_FROM_PIXELS = np.diag([1 / GRAIN, 1 / GRAIN, 1.0]) @ _moved(0.5, 0.5)

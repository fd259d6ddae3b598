"""How fast what is held up moves through the picture."""

import cv2
import numpy as np

from kiosk.hardware.localise import BarRegion

SHRINK = 4  # a quarter of the picture tells as much, and bars of a few pixels cannot be taken for their neighbours
SMALLEST = 48  # pixels of the small picture: what surrounds a code moves with it
SURE = 0.08  # of a correlation's peak; below, the two pictures have nothing in common


def thin(grey: np.ndarray) -> np.ndarray:
    return cv2.resize(grey, None, fx=1 / SHRINK, fy=1 / SHRINK, interpolation=cv2.INTER_AREA)


def drift(before: np.ndarray, now: np.ndarray, region: BarRegion) -> float | None:
    """Pixels of the picture that a region's surroundings have moved between two thin ones; None: cannot be told."""
    box = _around(now.shape, region)
    first, second = (np.float32(picture[box]) for picture in (before, now))
    if before.shape != now.shape or min(first.shape) < 8:
        return None
    window = cv2.createHanningWindow(first.shape[::-1], cv2.CV_32F)
    shift, response = cv2.phaseCorrelate(first, second, window)
    return float(np.hypot(*shift)) * SHRINK if response > SURE else None


def _around(shape: tuple[int, ...], region: BarRegion) -> tuple[slice, slice]:
    side = max(SMALLEST, int(region.width / SHRINK / 2))
    x, y = (int(place / SHRINK) for place in region.centre)
    return slice(max(0, y - side), min(shape[0], y + side)), slice(max(0, x - side), min(shape[1], x + side))

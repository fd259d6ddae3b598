"""One frame in, the codes in it out: bars are found, turned upright, read, and what was read is proved."""

from collections import Counter

import cv2
import numpy as np

from kiosk.hardware.ean_proof import shows_ean13
from kiosk.hardware.localise import BarRegion, find_bar_regions
from kiosk.hardware.rectify import Crop, band_profiles, profiles, rectify, squeezed
from kiosk.hardware.scan import Symbol, Symbology
from kiosk.hardware.symbol_readers import Reading, read_anywhere, read_faint, read_upright

MOST_REGIONS = 4
SMALLEST_SIDE = 16  # pixels
AGREEING_PROFILES = 2  # a profile is one line: alone it proves nothing
THINNEST = 12.0  # pixels: how high at least a region is taken round a code that was found without one


def decode(frame: np.ndarray) -> list[Symbol]:
    """The codes in a BGR uint8 picture (HxWx3); anything else holds none."""
    if not _is_picture(frame):
        return []
    grey = cv2.cvtColor(frame, cv2.COLOR_BGR2GRAY)
    symbols: list[Symbol] = []
    for region in find_bar_regions(grey, MOST_REGIONS):
        symbols += _read_crop(rectify(grey, region))
    for reading in read_anywhere(grey):
        if not any(same_place(reading.points, symbol.corners) for symbol in symbols):
            symbols += _confirmed(grey, reading)
    return symbols


def same_place(points: np.ndarray, corners: tuple[tuple[float, float], ...]) -> bool:
    """Does the middle of either outline lie within the other's upright rectangle?"""
    return _middle_within(points, np.asarray(corners)) or _middle_within(np.asarray(corners), points)


def _is_picture(frame: object) -> bool:
    return (
        isinstance(frame, np.ndarray)
        and frame.dtype == np.uint8
        and frame.ndim == 3
        and frame.shape[2] == 3
        and min(frame.shape[:2]) >= SMALLEST_SIDE
    )


def _read_crop(crop: Crop) -> list[Symbol]:
    """From the surest way of reading to the least sure; the first that finds something proved ends it."""
    for quality, read in ((1.0, _read_whole), (0.8, _read_profiles), (0.6, _read_squeezed)):
        proved = [reading for reading in read(crop) if _is_proved(crop, reading)]
        if proved:
            return [_symbol(crop, reading, quality) for reading in _once_each(proved)]
    return []


def _read_whole(crop: Crop) -> list[Reading]:
    return read_upright(crop.image)


def _read_profiles(crop: Crop) -> list[Reading]:
    votes: Counter[str] = Counter()
    for profile in profiles(crop):
        for reading in read_upright(profile):
            votes[reading.text] += 1
            if votes[reading.text] == AGREEING_PROFILES:
                return [reading]
    return []


def _read_squeezed(crop: Crop) -> list[Reading]:
    return read_faint(squeezed(crop))


def _is_proved(crop: Crop, reading: Reading) -> bool:
    if reading.symbology is not Symbology.EAN13:
        return True
    first, last = _ends(reading)
    return any(shows_ean13(profile, first, last, reading.text) for profile in band_profiles(crop))


def _ends(reading: Reading) -> tuple[float, float]:
    """Where on the crop's width the code begins and ends; a code on its head begins on the right."""
    return float(reading.points[[0, 3], 0].mean()), float(reading.points[[1, 2], 0].mean())


def _confirmed(grey: np.ndarray, reading: Reading) -> list[Symbol]:
    """What a look at the whole picture found. Bars are looked at again upright: slanting lines give wrong numbers."""
    if reading.symbology is Symbology.QR:
        return [Symbol(reading.symbology, reading.text, _tuples(reading.points), 0.9)]
    again = _read_crop(rectify(grey, _region_of(reading.points)))
    return [symbol for symbol in again if symbol.text == reading.text]


def _region_of(points: np.ndarray) -> BarRegion:
    across = (points[1] + points[2] - points[0] - points[3]) / 2
    along = (points[2] + points[3] - points[0] - points[1]) / 2
    width, height = float(np.hypot(*across)), float(np.hypot(*along))
    middle = points.mean(axis=0)
    angle = float(np.arctan2(across[1], across[0]))
    return BarRegion((float(middle[0]), float(middle[1])), angle, width, max(height, THINNEST))


def _symbol(crop: Crop, reading: Reading, quality: float) -> Symbol:
    """A profile or a squeezed crop knows no height: the corners are those of the crop, between the code's two ends."""
    first, last = _ends(reading)
    top, bottom = (0, crop.image.shape[0]) if first < last else (crop.image.shape[0], 0)
    outline = np.array([(first, top), (last, top), (last, bottom), (first, bottom)], dtype=float)
    return Symbol(reading.symbology, reading.text, _tuples(crop.in_frame(outline)), quality)


def _once_each(readings: list[Reading]) -> list[Reading]:
    return list({(reading.symbology, reading.text): reading for reading in readings}.values())


def _middle_within(inner: np.ndarray, outer: np.ndarray) -> bool:
    middle = inner.mean(axis=0)
    return bool((middle >= outer.min(axis=0)).all() and (middle <= outer.max(axis=0)).all())


def _tuples(points: np.ndarray) -> tuple[tuple[float, float], ...]:
    return tuple((float(x), float(y)) for x, y in points)

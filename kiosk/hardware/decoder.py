"""One frame in, the codes in it out: bars are found, turned upright, read, and what was read is proved."""

import time
from collections.abc import Callable, Sequence
from dataclasses import replace

import cv2
import numpy as np

from kiosk.hardware import crop_reading
from kiosk.hardware.bar_fitting import looks_like_bars
from kiosk.hardware.camera_port import is_picture
from kiosk.hardware.corners import corners_of, holds, overlap
from kiosk.hardware.fitting.layout import draw_all
from kiosk.hardware.localise import find_bar_regions, find_large_bar_regions, region_of
from kiosk.hardware.rectify import Crop, rectify
from kiosk.hardware.scan import Symbol, Symbology
from kiosk.hardware.symbol_readers import Reading, read_anywhere, read_faint, read_qr_again

MOST_REGIONS, MOST_LARGE_REGIONS = 4, 2
MOST_PATIENT = 3  # crops on which more than a quick look is spent
BUDGET = 0.020  # s of this thread's own time, of the 0.033 of a frame: a stage that has begun is not cut short
REST = 0.006  # s of it for other bars where something has been read: a second book is rarer than a shelf behind
THINNEST = 12.0  # pixels: how large at least a region is taken round a code that was found without one
FAINT_COST = 70e-9  # s a pixel of zbar on a textured picture

Look = Callable[[np.ndarray], list[Reading]]


def decode(frame: np.ndarray, budget: float = BUDGET) -> list[Symbol]:
    """The codes in one picture, BGR uint8 HxWx3; anything else holds none. budget: seconds, give or take a stage."""
    return _decode(frame, budget, (read_anywhere, read_qr_again, _read_faint_if_small), turn=0)


class StreamDecoder:
    """For a camera's frames in order: looks at the whole picture take turns, a stream comes round to all of them."""

    LOOKS: Sequence[Look] = (read_anywhere, read_qr_again)

    def __init__(self, budget: float = BUDGET) -> None:
        draw_all()
        self._budget = budget
        self._turn = 0

    def decode(self, frame: np.ndarray) -> list[Symbol]:
        self._turn += 1
        look = self.LOOKS[self._turn % len(self.LOOKS)]
        return _decode(frame, self._budget, (look,), self._turn)


def _decode(frame: np.ndarray, budget: float, looks: Sequence[Look], turn: int) -> list[Symbol]:
    """turn: which of the unread crops comes first, where time will not last for all."""
    if not is_picture(frame):
        return []
    until = time.thread_time() + budget
    grey = cv2.cvtColor(frame, cv2.COLOR_BGR2GRAY)
    symbols, unread = _read_regions(grey)
    first, *others = looks
    symbols += _look(grey, first, symbols)
    patience = min(until, time.thread_time() + REST) if symbols else until
    symbols += _read_patiently(_in_turn(unread, turn), patience)
    for look in others:
        if symbols or time.thread_time() > until:
            break
        symbols += _look(grey, look, symbols)
    return symbols


def _read_regions(grey: np.ndarray) -> tuple[list[Symbol], list[Crop]]:
    """What a quick look reads, and the crops that look like bars and were not read, the largest first."""
    symbols: list[Symbol] = []
    unread: list[Crop] = []
    regions = find_bar_regions(grey, MOST_REGIONS)
    for region in regions + find_large_bar_regions(grey, MOST_LARGE_REGIONS, besides=regions):
        if any(holds(symbol.corners, region.centre) for symbol in symbols):
            continue
        crop = rectify(grey, region)
        found = crop_reading.quickly(crop)
        symbols += found
        if not found and looks_like_bars(crop):
            unread.append(crop)
    return symbols, sorted(unread, key=lambda crop: -crop.image.size)[:MOST_PATIENT]


def _read_patiently(unread: list[Crop], until: float) -> list[Symbol]:
    """Each way of reading is given to all crops before the next one, which takes longer."""
    symbols: list[Symbol] = []
    for read in crop_reading.PATIENT:
        for crop in [*unread]:
            if time.thread_time() > until:
                return symbols
            found = read(crop)
            if found:
                symbols += found
                unread = [other for other in unread if other is not crop]
    return list({symbol.text: symbol for symbol in symbols}.values())


def _look(grey: np.ndarray, look: Look, known: list[Symbol]) -> list[Symbol]:
    found = (reading for reading in look(grey) if not any(overlap(reading.points, s.corners) for s in known))
    return [symbol for reading in found for symbol in _confirmed(grey, reading)]


def _confirmed(grey: np.ndarray, reading: Reading) -> list[Symbol]:
    """What a look at the whole picture found. Bars are looked at again upright: slanting lines give wrong numbers."""
    if reading.symbology is Symbology.QR:
        return [Symbol(reading.symbology, reading.text, corners_of(reading.points), 0.9)]
    region = region_of(reading.points)
    crop = rectify(grey, replace(region, width=max(region.width, THINNEST), height=max(region.height, THINNEST)))
    again = crop_reading.quickly(crop) or crop_reading.faintly(crop) or crop_reading.faintly_line_by_line(crop)
    return [symbol for symbol in again if symbol.text == reading.text]


def _read_faint_if_small(grey: np.ndarray) -> list[Reading]:
    return read_faint(grey) if grey.size * FAINT_COST < BUDGET else []


def _in_turn(crops: list[Crop], turn: int) -> list[Crop]:
    first = turn % len(crops) if crops else 0
    return crops[first:] + crops[:first]

"""What a camera makes of the printed chart: which codes were in view, which of them were read, and how they stood."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import cv2
import numpy as np

from kiosk.hardware.chart import ChartCode, chart_codes
from kiosk.hardware.picture_quality import Bars, Light, look_at, measure_read
from kiosk.hardware.scan import Symbol, Symbology

AT_EDGE = 4  # pixels: a code nearer to the picture's edge is not held against the camera
AROUND = 1.5  # quiet zones to either side of a code that is looked at alone


@dataclass(frozen=True, slots=True)
class Sighting:
    """One picture. shown, read: texts of the chart; bars: the codes in view, read or not;
    scale: pixels a millimetre, None where nothing of the chart was read;
    outlines: of the codes shown, by text, four corners each in pixels.
    """

    shown: frozenset[str]
    read: frozenset[str]
    bars: tuple[Bars, ...]
    light: Light
    scale: float | None
    outlines: dict[str, np.ndarray]


def sight(image: np.ndarray, symbols: Sequence[Symbol], decode: Callable[[np.ndarray], list[Symbol]]) -> Sighting:
    """symbols: what `decode` reads in the whole BGR picture; a code that it missed is decoded alone, as on a book."""
    grey = cv2.cvtColor(image, cv2.COLOR_BGR2GRAY)
    place = _place_of_chart(symbols)
    if place is None:
        look = look_at(grey, ())
        return Sighting(frozenset(), frozenset(), look.codes[:1], look.light, None, {})
    outlines = {code.text: _project(place, code) for code in chart_codes()}
    shown = {text: outline for text, outline in outlines.items() if _is_inside(outline, grey.shape)}
    read = {symbol.text for symbol in symbols}
    for code in chart_codes():
        if code.text in shown and code.text not in read:
            read |= {symbol.text for symbol in decode(_cut_out(image, place, code))}
    bars = [
        measure_read(grey, Symbol(code.symbology, code.text, tuple(map(tuple, shown[code.text])), 1.0))
        for code in chart_codes()
        if code.text in shown and code.symbology is not Symbology.QR
    ]
    scale = float(np.sqrt(abs(np.linalg.det(place[:, :2]))))
    known = frozenset(shown)
    return Sighting(known, known & read, tuple(one for one in bars if one), look_at(grey, symbols).light, scale, shown)


def _place_of_chart(symbols: Sequence[Symbol]) -> np.ndarray | None:
    """2x3, from millimetres of the chart to pixels; the ends of the bars are sure, their height is not."""
    codes = {code.text: code for code in chart_codes()}
    on_paper, in_picture = [], []
    for symbol in symbols:
        code = codes.get(symbol.text)
        if code is None or code.symbology is not symbol.symbology or symbol.symbology is Symbology.QR:
            continue
        middle = code.top + code.height / 2
        on_paper += [(code.left, middle), (code.left + code.width, middle)]
        corners = np.asarray(symbol.corners)
        in_picture += [corners[[0, 3]].mean(axis=0), corners[[1, 2]].mean(axis=0)]
    if not on_paper:
        return None
    # Codes of one row alone do not tell how the page is tilted: a turn and a scale is all that they can say.
    fit = cv2.estimateAffine2D if len({y for _, y in on_paper}) > 1 else cv2.estimateAffinePartial2D
    place, _ = fit(np.float32(on_paper), np.float32(in_picture), ransacReprojThreshold=8.0)
    return place


def _project(place: np.ndarray, code: ChartCode, beyond: float = 0.0) -> np.ndarray:
    """Four corners, clockwise from the code's own top left; beyond: millimetres added on all sides."""
    left, top = code.left - beyond, code.top - beyond
    right, bottom = code.left + code.width + beyond, code.top + code.height + beyond
    corners = np.array([(left, top), (right, top), (right, bottom), (left, bottom)])
    return corners @ place[:, :2].T + place[:, 2]


def _is_inside(outline: np.ndarray, shape: tuple[int, ...]) -> bool:
    height, width = shape[:2]
    return bool((outline >= AT_EDGE).all() and (outline < np.array([width, height]) - AT_EDGE).all())


def _cut_out(image: np.ndarray, place: np.ndarray, code: ChartCode) -> np.ndarray:
    box = _project(place, code, AROUND * code.quiet)
    left, top = np.floor(box.min(axis=0)).astype(int).clip(0)
    right, bottom = np.ceil(box.max(axis=0)).astype(int)
    return np.ascontiguousarray(image[top:bottom, left:right])

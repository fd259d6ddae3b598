"""Ways of reading bars that were turned upright, from the quickest to the most patient. Each proves what it finds."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator

import numpy as np

from kiosk.hardware.bar_fitting import FittedBars, fit_code128, fit_ean13
from kiosk.hardware.corners import corners_of
from kiosk.hardware.proof import BarProof, prove
from kiosk.hardware.rectify import Crop, profiles, squeezed
from kiosk.hardware.scan import DRAWN, UNPROVED, Symbol, Symbology
from kiosk.hardware.symbol_readers import Reading, read_faint, read_upright

AGREEING_PROFILES = 2  # a profile is one line: alone it proves nothing


def quickly(crop: Crop) -> list[Symbol]:
    """By zxing-cpp: all lines, then averaged ones. Crumpled bars that prove nothing count where each half says so."""
    return _believed(crop, read_upright(crop.image), 1.0) or _believed(crop, _agreeing_profiles(crop), 0.8)


def faintly(crop: Crop) -> list[Symbol]:
    """By zbar, which is better where contrast is low, and guesses: only what is proved counts."""
    return _proved(crop, read_faint(squeezed(crop)))


def faintly_line_by_line(crop: Crop) -> list[Symbol]:
    return _proved(crop, read_faint(crop.image))


def by_drawing_ean13(crop: Crop) -> list[Symbol]:
    return _fitted(crop, fit_ean13(crop))


def by_drawing_code128(crop: Crop) -> list[Symbol]:
    return _fitted(crop, fit_code128(crop))


PATIENT: tuple[Callable[[Crop], list[Symbol]], ...] = (
    faintly,
    by_drawing_ean13,
    by_drawing_code128,
    faintly_line_by_line,
)


def _agreeing_profiles(crop: Crop) -> list[Reading]:
    votes: Counter[str] = Counter()
    for profile in profiles(crop):
        for reading in read_upright(profile):
            votes[reading.text] += 1
            if votes[reading.text] == AGREEING_PROFILES:
                return [reading]
    return []


def _believed(crop: Crop, readings: Iterable[Reading], quality: float) -> list[Symbol]:
    symbols = []
    for reading, proof in _judged(crop, readings):
        if proof is BarProof.SHOWN:
            symbols.append(_read(crop, reading, quality))
        elif proof is BarProof.OPEN and _each_half_says(crop, reading):
            symbols.append(_read(crop, reading, UNPROVED))
    return symbols


def _proved(crop: Crop, readings: Iterable[Reading]) -> list[Symbol]:
    return [_read(crop, reading, 0.6) for reading, proof in _judged(crop, readings) if proof is BarProof.SHOWN]


def _judged(crop: Crop, readings: Iterable[Reading]) -> Iterator[tuple[Reading, BarProof]]:
    """Each text once."""
    for reading in {(reading.symbology, reading.text): reading for reading in readings}.values():
        yield reading, prove(crop, reading.symbology, reading.text, *_ends(reading))


def _each_half_says(crop: Crop, reading: Reading) -> bool:
    """Crumpled bars prove nothing, but chance does not read the same from their upper and from their lower half."""
    middle = crop.image.shape[0] // 2
    halves = (crop.image[:middle], crop.image[middle:])
    return all(any(other.text == reading.text for other in read_upright(half)) for half in halves)


def _ends(reading: Reading) -> tuple[float, float]:
    """Where on the crop's width the code begins and ends; a code on its head begins on the right."""
    return float(reading.points[[0, 3], 0].mean()), float(reading.points[[1, 2], 0].mean())


def _read(crop: Crop, reading: Reading, quality: float) -> Symbol:
    return _symbol(crop, reading.symbology, reading.text, *_ends(reading), quality)


def _fitted(crop: Crop, fitted: FittedBars | None) -> list[Symbol]:
    return [_symbol(crop, fitted.symbology, fitted.text, fitted.first, fitted.last, DRAWN)] if fitted else []


def _symbol(crop: Crop, symbology: Symbology, text: str, first: float, last: float, quality: float) -> Symbol:
    """A profile or a squeezed crop knows no height: the corners are those of the crop, between the code's two ends."""
    top, bottom = (0, crop.image.shape[0]) if first < last else (crop.image.shape[0], 0)
    outline = np.array([(first, top), (last, top), (last, bottom), (first, bottom)], dtype=float)
    return Symbol(symbology, text, corners_of(crop.in_frame(outline)), quality)

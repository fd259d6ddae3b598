"""Bars that no library reads: blurred, faint, bent or half burnt out. Drawn characters are laid over them."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from operator import attrgetter

import cv2
import numpy as np

from kiosk.hardware.fitting.code128 import align_code128, explain_code128
from kiosk.hardware.fitting.ean import explain_ean13
from kiosk.hardware.fitting.fit import NEAR, Alignment, align, nudge
from kiosk.hardware.fitting.layout import EAN13, EAN13_EITHER_WAY, code128
from kiosk.hardware.fitting.line import PixelLine
from kiosk.hardware.fitting.spans import spans
from kiosk.hardware.fitting.verdict import FitVerdict
from kiosk.hardware.rectify import Crop, lines
from kiosk.hardware.scan import Symbology

BANDS = ((0.35, 0.65), (0.6, 0.9), (0.1, 0.4))
MOST_GUESSES = 2
POOREST_EAN, POOREST_CODE128 = 0.62, 0.3  # loss of an even code; codes that lay worse were never read by bending them
ENOUGH = 5.0  # certainty, of the bands that agree added up; wrong texts reached 4.4
DOUBT = 1.0  # certainty from which on a band that says something else forbids to believe
VAIN = 0.3  # loss of a bent code in the first band: the other bands will not say better
FEWEST_EDGES = 18  # the shortest code of a library has 44; blur hides some
SHALLOW = 0.06  # of the line's contrast: an edge between bars swings further


@dataclass(frozen=True, slots=True)
class FittedBars:
    """first, last: where on the crop's width the code's first and last bar are."""

    symbology: Symbology
    text: str
    first: float
    last: float


@dataclass(frozen=True, slots=True)
class _Guess:
    """A code that may lie on a crop's lines. bands: these lines, from the end from which it would be read."""

    bands: list[PixelLine]
    is_turned: bool
    alignment: Alignment
    ends: tuple[float, float]
    explain: Callable[[PixelLine, float, float], FitVerdict | None]


def looks_like_bars(crop: Crop) -> bool:
    """Does grey swing to and fro often enough?"""
    [line] = lines(crop, BANDS[:1])
    part = line[int(crop.left) : int(crop.right) + 1]
    swing = part - cv2.blur(part[None], (max(3, part.size // 14), 1))[0]
    sides = np.sign(swing[np.abs(swing) > SHALLOW * np.ptp(part)])
    return np.count_nonzero(np.diff(sides)) >= FEWEST_EDGES


def fit_ean13(crop: Crop) -> FittedBars | None:
    return _likeliest(Symbology.EAN13, _ean13_guesses(crop))


def fit_code128(crop: Crop) -> FittedBars | None:
    return _likeliest(Symbology.CODE128, _code128_guesses(crop))


def _likeliest(symbology: Symbology, guesses: Iterable[_Guess]) -> FittedBars | None:
    for guess in sorted(guesses, key=attrgetter("alignment.loss"))[:MOST_GUESSES]:
        verdict = _agreed(guess.explain(line, *guess.ends) for line in guess.bands)
        if verdict:
            size = guess.bands[0].size
            first, last = (size - end for end in verdict.ends) if guess.is_turned else verdict.ends
            return FittedBars(symbology, verdict.text, first, last)
    return None


def _agreed(bands: Iterator[FitVerdict | None]) -> FitVerdict | None:
    """What the bands say together, each as loudly as it is certain, while none says anything else."""
    said: dict[str, float] = {}
    for place, verdict in enumerate(bands):
        if verdict is None or (place == 0 and verdict.loss > VAIN):
            return None
        if verdict.certainty >= DOUBT:
            said[verdict.text] = said.get(verdict.text, 0.0) + verdict.certainty
        if len(said) > 1:
            return None
        if said.get(verdict.text, 0.0) >= ENOUGH:
            return verdict
    return None


def _ean13_guesses(crop: Crop) -> Iterator[_Guess]:
    upright, turned = _both_ways(crop)
    for left, right in spans(-upright[0].dark[0], crop.left, crop.right):
        either = align(upright[0], EAN13_EITHER_WAY, left, right)
        if either.loss > POOREST_EAN:
            continue
        start, end = either.start, either.start + EAN13.modules * either.module
        for bands, ends in ((upright, (start, end)), (turned, _seen_turned(crop, start, end))):
            alignment = nudge(bands[0], EAN13, *ends, NEAR)
            if alignment.loss <= POOREST_EAN:
                yield _Guess(bands, bands is turned, alignment, ends, _explain_ean13)


def _code128_guesses(crop: Crop) -> Iterator[_Guess]:
    upright, turned = _both_ways(crop)
    for left, right in spans(-upright[0].dark[0], crop.left, crop.right)[:2]:
        for bands, ends in ((upright, (left, right)), (turned, _seen_turned(crop, left, right))):
            length, alignment = align_code128(bands[0], *ends)
            if alignment.loss <= POOREST_CODE128:
                ends = (alignment.start, alignment.start + alignment.module * code128(length).modules)
                yield _Guess(bands, bands is turned, alignment, ends, _explain_code128(length))


def _explain_ean13(line: PixelLine, left: float, right: float) -> FitVerdict:
    return explain_ean13(line, nudge(line, EAN13, left, right, NEAR)).best()


def _explain_code128(length: int) -> Callable[[PixelLine, float, float], FitVerdict | None]:
    layout = code128(length)
    return lambda line, left, right: explain_code128(line, length, nudge(line, layout, left, right, NEAR))


def _both_ways(crop: Crop) -> tuple[list[PixelLine], list[PixelLine]]:
    upright = [PixelLine.of_grey(grey) for grey in lines(crop, BANDS)]
    return upright, [line.turned() for line in upright]


def _seen_turned(crop: Crop, left: float, right: float) -> tuple[float, float]:
    width = crop.image.shape[1]
    return width - right, width - left

"""Does a picture really show the number that a library claims to have read there?

A check digit lets one wrong number in ten pass, and blurred or over-exposed bars give numbers that two libraries and
many frames agree upon. So all numbers are laid over the bars: the claimed one must explain them best.
"""

from collections.abc import Callable
from enum import Enum

from kiosk.hardware.fitting.ean import Explanations, explain_ean8, explain_ean13
from kiosk.hardware.fitting.fit import Alignment, align
from kiosk.hardware.fitting.layout import EAN8, EAN13, BarLayout
from kiosk.hardware.fitting.line import PixelLine
from kiosk.hardware.rectify import Crop, lines
from kiosk.hardware.scan import Symbology

BANDS = ((0.1, 0.9), (0.4, 0.6), (0.65, 0.9), (0.1, 0.35))
PROVED, REFUTED = 1.0, 1.5  # certainty of the claimed text, of another one; misreadings never came above -2

EANS: dict[Symbology, tuple[BarLayout, Callable[[PixelLine, Alignment], Explanations]]] = {
    Symbology.EAN13: (EAN13, explain_ean13),
    Symbology.EAN8: (EAN8, explain_ean8),
}


class BarProof(Enum):
    SHOWN = "shown"
    REFUTED = "refuted"  # another text explains the bars clearly better
    OPEN = "open"  # none explains them well: crumpled bars


def prove(crop: Crop, symbology: Symbology, text: str, first: float, last: float) -> BarProof:
    """first, last: where on the crop's width the code's first and last bar are; first > last: it stands on its head."""
    if symbology not in EANS:
        return BarProof.SHOWN
    layout, explain = EANS[symbology]
    if abs(last - first) < layout.modules / 2:
        return BarProof.OPEN
    verdict = BarProof.OPEN
    for grey in lines(crop, BANDS):
        line, ends = PixelLine.of_grey(grey), (first, last)
        if first > last:
            line, ends = line.turned(), (line.size - first, line.size - last)
        explanations = explain(line, align(line, layout, *ends))
        if explanations.verdict(text).certainty >= PROVED:
            return BarProof.SHOWN
        if explanations.best().certainty >= REFUTED:
            verdict = BarProof.REFUTED
    return verdict

"""Code 128 on paper: whole printer dots, and quiet zones that nothing may enter."""

from itertools import groupby

import numpy as np
import zxingcpp
from reportlab.lib.units import inch, mm
from reportlab.pdfgen.canvas import Canvas

QUIET = 10  # modules on each side (ISO/IEC 15417)
LEAST_MODULE = 0.33  # mm: what a school's camera still reads
WIDEST_MODULE = 0.51  # mm: wider helps no camera
# A bar of whole dots on a 300 dpi printer (and a 600 or 1200 dpi one) is as wide as meant.
DOT = inch / 300


class DoesNotFit(Exception):
    """The code is too long for its place. needs, has: mm."""

    def __init__(self, text: str, needs: float, has: float) -> None:
        super().__init__(text, needs, has)
        self.text, self.needs, self.has = text, needs, has


def modules_of(text: str) -> tuple[bool, ...]:
    """Dark and light, without quiet zones; digits are paired wherever that is shorter."""
    barcode = zxingcpp.create_barcode(text, zxingcpp.BarcodeFormat.Code128)
    picture = np.array(barcode.to_image(scale=1, add_hrt=False, add_quiet_zones=False))
    return tuple(bool(dark) for dark in picture[picture.shape[0] // 2] < 128)


def module_width(text: str, width: float, least: float = LEAST_MODULE) -> float:
    """The widest that fits `width` together with the quiet zones. width: points; least: mm; returns points.

    Raises DoesNotFit."""
    total = len(modules_of(text)) + 2 * QUIET
    fewest = max(1, -(-least * mm // DOT))
    dots = min(width / total // DOT, max(fewest, WIDEST_MODULE * mm // DOT))
    if dots < fewest:
        raise DoesNotFit(text, total * fewest * DOT / mm, width / mm)
    return dots * DOT


def draw_bars(
    canvas: Canvas, text: str, x: float, y: float, width: float, height: float, least: float = LEAST_MODULE
) -> None:
    """In the middle of `width`. All in points, least in mm. Raises DoesNotFit."""
    module = module_width(text, width, least)
    bars = modules_of(text)
    left = round((x + (width - len(bars) * module) / 2) / DOT) * DOT
    path = canvas.beginPath()
    for dark, run in groupby(range(len(bars)), key=bars.__getitem__):
        places = list(run)
        if dark:
            path.rect(left + places[0] * module, y, len(places) * module, height)
    canvas.drawPath(path, stroke=0, fill=1)

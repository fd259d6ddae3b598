"""The printed chart that a camera is judged by: codes of several kinds and sizes, each of which says what it is."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from kiosk.circulation.barcodes import is_ean13
from kiosk.hardware.code_modules import modules_of
from kiosk.hardware.scan import Symbology

# All lengths in millimetres, from the page's top left corner.
PAGE = (210.0, 297.0)  # A4
MARGIN, TOP = 10.0, 64.0
WIDTHS = (0.50, 0.40, 0.33, 0.25, 0.19)  # of a module; shop labels have 0.33, small library labels 0.25 and less
QUIET, QUIET_QR = 10, 4  # modules
BAR_HEIGHT = 15.0
CAPTION, GAP = 7.0, 3.0  # below the bars; between one code's quiet zone and the next one's
SCALE_BAR = 100.0  # long; measured with a ruler, it tells whether the printer has shrunk the page


@dataclass(frozen=True, slots=True)
class ChartCode:
    """The box (left, top, width, height) holds the ink alone; its quiet zone is `quiet` wide."""

    symbology: Symbology
    module: float
    text: str
    left: float
    top: float
    width: float
    height: float

    @property
    def quiet(self) -> float:
        return self.module * (QUIET_QR if self.symbology is Symbology.QR else QUIET)


@lru_cache(maxsize=1)
def chart_codes() -> tuple[ChartCode, ...]:
    """The widest modules first, a new row for each width and wherever the paper ends."""
    return tuple(_laid_out())


def _laid_out() -> Iterator[ChartCode]:
    top = TOP
    for module in WIDTHS:
        left = MARGIN
        for symbology, text in _texts(module):
            rows, columns = modules_of(symbology, text).shape
            is_qr = symbology is Symbology.QR
            quiet = module * (QUIET_QR if is_qr else QUIET)
            width, height = columns * module, rows * module if is_qr else BAR_HEIGHT
            if left + width + 2 * quiet > PAGE[0] - MARGIN:
                left, top = MARGIN, top + BAR_HEIGHT + CAPTION + GAP
            yield ChartCode(symbology, module, text, left + quiet, top, width, height)
            left += width + 2 * quiet + GAP
        top += BAR_HEIGHT + CAPTION + GAP


def _texts(module: float) -> tuple[tuple[Symbology, str], ...]:
    """Each says its kind and its width: 13, 128, 39, 7 (Codabar is also called NW-7) or QR, then the millimetres."""
    width = f"{module:.2f}"
    return (
        (Symbology.EAN13, _with_check_digit(f"978130000{round(module * 100):03d}")),
        (Symbology.CODE128, f"128-{width}"),
        (Symbology.CODE39, f"39-{width}"),
        (Symbology.CODABAR, f"7-{width}"),
        (Symbology.QR, f"QR-{width}"),
    )


def _with_check_digit(digits: str) -> str:
    return next(digits + digit for digit in "0123456789" if is_ean13(digits + digit))

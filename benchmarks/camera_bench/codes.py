"""True barcodes, module by module, with texts such as a school library's."""

from dataclasses import dataclass
from functools import cache

import numpy as np
import zxingcpp
from zxingcpp import BarcodeFormat

from kiosk.hardware.scan import Symbology

_FORMATS = {
    Symbology.EAN13: BarcodeFormat.EAN13,
    Symbology.CODE128: BarcodeFormat.Code128,
    Symbology.CODE39: BarcodeFormat.Code39,
    Symbology.CODABAR: BarcodeFormat.Codabar,
}
SHARES = {"isbn": 0.44, "card": 0.18, "label": 0.18, "code39": 0.1, "codabar": 0.1}


@dataclass(frozen=True, slots=True)
class Code:
    """text: as a reader says it, so without the start and stop letters of Codabar."""

    symbology: Symbology
    text: str


@cache
def modules(code: Code) -> np.ndarray:
    """One row, True where a module is dark, without quiet zones. Raises ValueError where the text does not fit."""
    text = f"A{code.text}B" if code.symbology is Symbology.CODABAR else code.text
    barcode = zxingcpp.create_barcode(text, _FORMATS[code.symbology])
    image = np.array(zxingcpp.write_barcode_to_image(barcode, scale=1, add_hrt=False, add_quiet_zones=False))
    return image[image.shape[0] // 2] < 128


def draw_code(chance: np.random.Generator, kind: str | None = None) -> Code:
    """A code of one of the kinds of SHARES; without a kind, of any in their shares."""
    kind = kind or str(chance.choice(list(SHARES), p=list(SHARES.values())))
    return _DRAWERS[kind](chance)


def with_check_digit(twelve: str) -> str:
    """An EAN-13 of its first twelve digits."""
    digits = [int(digit) for digit in twelve]
    return f"{twelve}{-(sum(digits[::2]) + 3 * sum(digits[1::2])) % 10}"


def _digits(chance: np.random.Generator, count: int) -> str:
    return "".join(str(digit) for digit in chance.integers(0, 10, count))


def _isbn(chance: np.random.Generator) -> Code:
    return Code(Symbology.EAN13, with_check_digit("9787" + _digits(chance, 8)))


def _luhn(thirteen: str) -> str:
    doubled = [int(digit) * (2 - place % 2) for place, digit in enumerate(thirteen)]
    return f"{thirteen}{-sum(value // 10 + value % 10 for value in doubled) % 10}"


_DRAWERS = {
    "isbn": _isbn,
    "card": lambda chance: Code(Symbology.CODE128, "R" + _digits(chance, 4)),
    "label": lambda chance: Code(Symbology.CODE128, "B" + _digits(chance, 7)),
    "code39": lambda chance: Code(Symbology.CODE39, "LIB-" + _digits(chance, 4)),
    "codabar": lambda chance: Code(Symbology.CODABAR, _luhn("2" + _digits(chance, 12))),
}

"""The bars of a code as the standard has them: one value a module."""

from functools import lru_cache

import numpy as np
import zxingcpp
from zxingcpp import BarcodeFormat

from kiosk.hardware.scan import Symbology

_FORMATS = {
    Symbology.EAN13: BarcodeFormat.EAN13,
    Symbology.EAN8: BarcodeFormat.EAN8,
    Symbology.CODE128: BarcodeFormat.Code128,
    Symbology.CODE39: BarcodeFormat.Code39,
    Symbology.CODABAR: BarcodeFormat.Codabar,
    Symbology.QR: BarcodeFormat.QRCode,
}


@lru_cache(maxsize=256)
def modules_of(symbology: Symbology, text: str) -> np.ndarray:
    """True where there is ink; one row for bars, as many as columns for QR; without quiet zones.

    Raises ValueError where the text does not fit. Code 39 comes with wide bars of two modules.
    """
    framed = f"A{text}A" if symbology is Symbology.CODABAR else text
    barcode = zxingcpp.create_barcode(framed, _FORMATS[symbology])
    image = np.array(zxingcpp.write_barcode_to_image(barcode, scale=1, add_hrt=False, add_quiet_zones=False))
    ink = image < 128
    ink.setflags(write=False)
    return ink if symbology is Symbology.QR else ink[ink.shape[0] // 2][None]

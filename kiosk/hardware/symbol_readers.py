"""The two barcode libraries behind one shape, and what of their findings is believed."""

from dataclasses import dataclass

import cv2
import numpy as np
import zxingcpp
from pyzbar import pyzbar
from zxingcpp import BarcodeFormat

from kiosk.circulation.barcodes import EAN_LENGTH, is_ean13
from kiosk.hardware.scan import Symbology

SMALL_PICTURE = 400_000  # pixels
# Letters: bars of other codes, of print and of wood read as shorter ones; Code 39 and Codabar force no check digit.
SHORTEST = {Symbology.CODE128: 3, Symbology.CODE39: 4, Symbology.CODABAR: 4}

_LINEAR = [
    BarcodeFormat.EAN13,
    BarcodeFormat.UPCA,
    BarcodeFormat.EAN8,
    BarcodeFormat.Code128,
    BarcodeFormat.Code39,
    BarcodeFormat.Codabar,
]
_ZXING = {
    BarcodeFormat.EAN13: Symbology.EAN13,
    BarcodeFormat.UPCA: Symbology.EAN13,
    BarcodeFormat.ISBN: Symbology.EAN13,
    BarcodeFormat.EAN8: Symbology.EAN8,
    BarcodeFormat.Code128: Symbology.CODE128,
    BarcodeFormat.Code39: Symbology.CODE39,
    BarcodeFormat.Code39Std: Symbology.CODE39,
    BarcodeFormat.Code39Ext: Symbology.CODE39,
    BarcodeFormat.Codabar: Symbology.CODABAR,
    BarcodeFormat.QRCode: Symbology.QR,
    BarcodeFormat.QRCodeModel1: Symbology.QR,
    BarcodeFormat.QRCodeModel2: Symbology.QR,
}
_ZBAR = {
    "EAN13": Symbology.EAN13,
    "UPCA": Symbology.EAN13,
    "EAN8": Symbology.EAN8,
    "CODE128": Symbology.CODE128,
    "CODE39": Symbology.CODE39,
    "CODABAR": Symbology.CODABAR,
}
_ZBAR_SYMBOLS = [pyzbar.ZBarSymbol[name] for name in _ZBAR]


@dataclass(frozen=True, slots=True)
class Reading:
    """points: 4x2, clockwise from the code's own top left, in pixels of the picture read."""

    symbology: Symbology
    text: str
    points: np.ndarray


def read_upright(grey: np.ndarray) -> list[Reading]:
    """Bars already upright, by zxing-cpp."""
    return _by_zxing(grey, _LINEAR, try_rotate=False, try_downscale=False)


def read_anywhere(grey: np.ndarray) -> list[Reading]:
    """A whole picture, by zxing-cpp: QR, and bars roughly upright or lying."""
    return _by_zxing(grey, [BarcodeFormat.QRCode, *_LINEAR], try_rotate=True, try_downscale=True)


def read_qr_again(grey: np.ndarray) -> list[Reading]:
    """A crumpled, soft or inverted QR code: looked at in several ways, enlarged where that takes little time."""
    enlarge = grey.size < SMALL_PICTURE
    large = cv2.resize(grey, None, fx=2, fy=2, interpolation=cv2.INTER_CUBIC) if enlarge else grey
    for picture, how in (
        (large, {"binarizer": zxingcpp.Binarizer.GlobalHistogram}),
        (cv2.erode(large, np.ones((3, 3), dtype=np.uint8)), {}),
        (cv2.bitwise_not(grey), {}),
    ):
        found = _by_zxing(picture, [BarcodeFormat.QRCode], try_rotate=True, try_downscale=True, **how)
        if found:
            return found
    return []


def read_faint(grey: np.ndarray) -> list[Reading]:
    """Bars already upright, by zbar: slower, and better where contrast is low. It never gets to see a QR code."""
    found = pyzbar.decode(np.ascontiguousarray(grey), symbols=_ZBAR_SYMBOLS)
    readings = (
        believed(_ZBAR[code.type], code.data.decode("utf-8", "replace"), _corners(code))
        for code in found
        if code.type in _ZBAR
    )
    return [reading for reading in readings if reading]


def believed(symbology: Symbology, text: str, points: np.ndarray) -> Reading | None:
    """The reading in its one spelling, or None where the format gives it away as none."""
    text = text.strip()
    if symbology is Symbology.EAN13:
        text = text.zfill(EAN_LENGTH)
        return Reading(symbology, text, points) if is_ean13(text) else None
    if symbology is Symbology.CODABAR and len(text) > 2 and text[0] in "ABCDabcd" and text[-1] in "ABCDabcd":
        text = text[1:-1]
    if len(text.strip("* ")) < SHORTEST.get(symbology, 1):
        return None
    if symbology is Symbology.EAN8 and not is_ean8(text):
        return None
    is_text = text.isprintable() or symbology is Symbology.QR
    return Reading(symbology, text, points) if text and is_text else None


def is_ean8(text: str) -> bool:
    """The same sum as an EAN-13 that begins with five noughts."""
    return len(text) == 8 and is_ean13(text.zfill(EAN_LENGTH))


def _by_zxing(grey: np.ndarray, formats: list[BarcodeFormat], **how) -> list[Reading]:
    found = zxingcpp.read_barcodes(grey, formats, try_invert=False, text_mode=zxingcpp.TextMode.Plain, **how)
    readings = (
        believed(_ZXING[code.format], code.text, _points(code.position)) for code in found if code.format in _ZXING
    )
    return [reading for reading in readings if reading]


def _corners(code: pyzbar.Decoded) -> np.ndarray:
    left, top, width, height = code.rect
    right, bottom = left + width, top + height
    corners = np.array([(left, top), (right, top), (right, bottom), (left, bottom)], dtype=float)
    return np.roll(corners, 2, axis=0) if code.orientation == "DOWN" else corners


def _points(position) -> np.ndarray:
    corners = (position.top_left, position.top_right, position.bottom_right, position.bottom_left)
    return np.array([(corner.x, corner.y) for corner in corners], dtype=float)

"""Three decoders behind one shape: a frame in, what was read out."""

import re
from collections.abc import Callable, Mapping
from types import MappingProxyType

import cv2
import numpy as np
import zxingcpp
from pyzbar import pyzbar
from zxingcpp import BarcodeFormat

from kiosk.hardware.decoder import decode

Found = set[tuple[str, str]]

_ZBAR_SYMBOLS = [
    pyzbar.ZBarSymbol[name] for name in ("EAN13", "UPCA", "EAN8", "CODE128", "CODE39", "CODABAR", "QRCODE")
]
_ZXING_FORMATS = [
    BarcodeFormat.EAN13,
    BarcodeFormat.UPCA,
    BarcodeFormat.EAN8,
    BarcodeFormat.Code128,
    BarcodeFormat.Code39,
    BarcodeFormat.Codabar,
    BarcodeFormat.QRCode,
]


def by_pyzbar(frame: np.ndarray) -> Found:
    found = pyzbar.decode(cv2.cvtColor(frame, cv2.COLOR_BGR2GRAY), symbols=_ZBAR_SYMBOLS)
    return {normalised(code.type, code.data.decode("utf-8", "replace")) for code in found}


def by_zxing(frame: np.ndarray) -> Found:
    found = zxingcpp.read_barcodes(cv2.cvtColor(frame, cv2.COLOR_BGR2GRAY), _ZXING_FORMATS)
    return {normalised(code.format.name, code.text) for code in found}


def by_ours(frame: np.ndarray) -> Found:
    return {normalised(symbol.symbology, symbol.text) for symbol in decode(frame)}


def normalised(symbology: str, text: str) -> tuple[str, str]:
    """One spelling for what the libraries name and write differently."""
    name = re.sub(r"[^A-Z0-9]", "", symbology.upper())
    if name == "CODABAR":
        text = re.sub(r"^[A-Da-d](.*)[A-Da-d]$", r"\1", text)
    return ("EAN13", text.zfill(13)) if name in ("EAN13", "UPCA", "ISBN") else (name, text.strip("*"))


READERS: Mapping[str, Callable[[np.ndarray], Found]] = MappingProxyType(
    {"pyzbar": by_pyzbar, "zxing-cpp": by_zxing, "ours": by_ours}
)

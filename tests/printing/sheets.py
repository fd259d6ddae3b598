"""Printed sheets as a scanner would see them."""

from collections.abc import Iterator

import cv2
import numpy as np
import pypdfium2
from pypdfium2 import raw

from kiosk.hardware.decoder import decode
from kiosk.printing.sheets import A4_HEIGHT, SheetLayout, SheetPlace, places

MM = 25.4


def pictures(pdf: bytes, dpi: int) -> Iterator[np.ndarray]:
    """Grey, a page each."""
    for page in pypdfium2.PdfDocument(pdf):
        yield np.array(page.render(scale=dpi / 72, grayscale=True).to_numpy()).squeeze()


def cut(pdf: bytes, layout: SheetLayout, count: int, skip: int = 0, dpi: int = 300) -> Iterator[np.ndarray]:
    """The picture of each place that was printed on."""
    sheets = list(pictures(pdf, dpi))
    for place in places(layout, count, skip):
        yield _cut(sheets[place.page], place, layout, dpi)


def _cut(sheet: np.ndarray, place: SheetPlace, layout: SheetLayout, dpi: int) -> np.ndarray:
    left, top = place.x, A4_HEIGHT - place.y - layout.height
    edges = [round(mm / MM * dpi) for mm in (left, left + layout.width, top, top + layout.height)]
    return sheet[edges[2] : edges[3], edges[0] : edges[1]]


def read(picture: np.ndarray) -> list[str]:
    """What the station's camera reads on it, on a white table."""
    framed = cv2.copyMakeBorder(picture, 40, 40, 40, 40, cv2.BORDER_CONSTANT, value=255)
    return [symbol.text for symbol in decode(cv2.cvtColor(framed, cv2.COLOR_GRAY2BGR))]


def characters(pdf: bytes) -> Iterator[tuple[int, str, tuple[float, float, float, float]]]:
    """Page, sign, and its box (left, bottom, right, top) in mm from the sheet's lower left."""
    for number, page in enumerate(pypdfium2.PdfDocument(pdf)):
        text = page.get_textpage()
        for index in range(text.count_chars()):
            sign = text.get_text_range(index, 1)
            if sign.strip():
                yield number, sign, tuple(point / 72 * MM for point in text.get_charbox(index))


def words(pdf: bytes) -> str:
    pages = (page.get_textpage().get_text_range() for page in pypdfium2.PdfDocument(pdf))
    return "".join("".join(pages).split())


def fonts_are_embedded(pdf: bytes) -> bool:
    found = [
        raw.FPDFFont_GetIsEmbedded(raw.FPDFTextObj_GetFont(thing.raw))
        for page in pypdfium2.PdfDocument(pdf)
        for thing in page.get_objects()
        if thing.type == raw.FPDF_PAGEOBJ_TEXT
    ]
    return bool(found) and all(found)

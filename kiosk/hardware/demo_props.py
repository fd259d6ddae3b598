"""The things on the pretend camera's stage: a library corner, cards and books with true barcodes on them."""

import cv2
import numpy as np
import zxingcpp
from zxingcpp import BarcodeFormat

from kiosk.hardware.scan import Symbology

Codes = tuple[tuple[Symbology, str], ...]

CARD_SIZE, BOOK_SIZE = (520, 330), (560, 600)  # pixels: width, height
CODE_WIDTH = 400  # pixels at most, quiet zones included; 12 letters of Code 128 still get 2 px a module
CODE_HEIGHT = 96  # pixels
SKIN, INK, PAPER = (150, 180, 222), (40, 40, 40), (250, 250, 250)  # BGR, as all colours here
WALL, PANE, WOOD, SHADE = (214, 202, 196), (240, 230, 222), (70, 106, 150), (62, 92, 130)
SPINES = ((74, 92, 150), (112, 104, 136), (122, 112, 98), (78, 132, 168), (96, 122, 96), (104, 128, 152))
BOARDS = 6  # of the bookcase

_FORMATS = {
    Symbology.EAN13: BarcodeFormat.EAN13,
    Symbology.CODE128: BarcodeFormat.Code128,
    Symbology.CODE39: BarcodeFormat.Code39,
    Symbology.CODABAR: BarcodeFormat.Codabar,
    Symbology.QR: BarcodeFormat.QRCode,
}


def draw_code(symbology: Symbology, text: str) -> np.ndarray:
    """Grey, with its quiet zones. Raises ValueError where the text does not fit the symbology."""
    barcode = zxingcpp.create_barcode(text, _FORMATS[symbology])
    plain = np.array(zxingcpp.write_barcode_to_image(barcode, scale=1, add_hrt=False, add_quiet_zones=True))
    scale = max(2, min(4, CODE_WIDTH // plain.shape[1]))
    if symbology is Symbology.QR:
        return np.kron(plain, np.ones((scale + 2, scale + 2), dtype=np.uint8))
    row = np.repeat(plain[plain.shape[0] // 2], scale)
    return np.repeat(row[None], CODE_HEIGHT, axis=0)


def draw_object(kind: str, codes: Codes) -> np.ndarray:
    """A BGR picture of a `card` or the back of a `book`, with its codes one above the other."""
    return _draw_card(codes) if kind == "card" else _draw_book(codes)


def draw_corner(size: tuple[int, int]) -> np.ndarray:
    """The empty corner, a little out of focus: a bookcase, beside it a wall with a window, a desk before them.

    The spines are wide and soft, so that nothing of it looks like a bar code."""
    width, height = size
    corner = np.full((height, width, 3), WALL, dtype=np.uint8)
    desk, case = int(0.87 * height), int(0.38 * width)
    for pane in (0.24, 0.3):
        left, right = int(pane * width), int((pane + 0.05) * width)
        cv2.rectangle(corner, (left, int(0.3 * height)), (right, int(0.58 * height)), PANE, -1)
    _draw_bookcase(corner[:desk, case:])
    cv2.rectangle(corner, (0, desk), (width, height), (96, 134, 168), -1)
    return cv2.GaussianBlur(corner, (0, 0), 4)


def _draw_bookcase(place: np.ndarray) -> None:
    height, width = place.shape[:2]
    chance = np.random.default_rng(7)
    place[:] = WOOD
    board = height // BOARDS
    for floor in range(board, height + 1, board):
        cv2.rectangle(place, (14, floor - board + 12), (width, floor), SHADE, -1)
        left = 18
        while left < width:
            thick, tall = int(chance.integers(24, 40)), int(board * chance.uniform(0.6, 0.85))
            colour = SPINES[int(chance.integers(len(SPINES)))]
            cv2.rectangle(place, (left, floor - tall), (left + thick - 1, floor), colour, -1)
            left += thick
        cv2.rectangle(place, (0, floor - 10), (width, floor), WOOD, -1)


def _draw_card(codes: Codes) -> np.ndarray:
    width, height = CARD_SIZE
    card = np.full((height, width, 3), PAPER, dtype=np.uint8)
    cv2.rectangle(card, (0, 0), (width, 62), (150, 110, 40), -1)
    cv2.putText(card, "LIBRARY CARD", (24, 43), cv2.FONT_HERSHEY_DUPLEX, 1.0, PAPER, 2, cv2.LINE_AA)
    cv2.rectangle(card, (width - 100, 80), (width - 24, 170), (205, 215, 220), -1)
    cv2.circle(card, (width - 62, 115), 20, SKIN, -1, cv2.LINE_AA)
    for top in (86, 116):
        cv2.rectangle(card, (24, top), (250, top + 12), (190, 190, 190), -1)
    _stick_labels(card, codes, left=24)
    return _with_border(card)


def _draw_book(codes: Codes) -> np.ndarray:
    width, height = BOOK_SIZE
    hue = sum(ord(letter) * (place + 3) for place, (_, text) in enumerate(codes) for letter in text) * 7 % 180
    cover = np.full((height, width, 3), (hue, 110, 190), dtype=np.uint8)
    cover = cv2.cvtColor(cover, cv2.COLOR_HSV2BGR)
    shade = np.linspace(1.08, 0.85, height, dtype=np.float32)[:, None, None]
    cover = np.clip(cover * shade, 0, 255).astype(np.uint8)
    cv2.rectangle(cover, (40, 44), (380, 84), PAPER, -1)
    for line, share in enumerate((0.85, 0.7, 0.8)):
        cv2.rectangle(cover, (40, 116 + 32 * line), (40 + int(share * (width - 100)), 128 + 32 * line), PAPER, -1)
    _stick_labels(cover, codes, left=width - CODE_WIDTH - 40)
    return _with_border(cover)


def _stick_labels(thing: np.ndarray, codes: Codes, left: int) -> None:
    """From the bottom upwards, each with its text below the bars."""
    bottom = thing.shape[0] - 24
    for symbology, text in codes:
        code = draw_code(symbology, text)
        height, width = code.shape
        top = bottom - height - 34
        cv2.rectangle(thing, (left, top - 8), (left + width, bottom), PAPER, -1)
        thing[top : top + height, left : left + width] = code[..., None]
        cv2.putText(thing, text, (left + 30, bottom - 8), cv2.FONT_HERSHEY_SIMPLEX, 0.7, INK, 2, cv2.LINE_AA)
        bottom = top - 24


def _with_border(thing: np.ndarray) -> np.ndarray:
    cv2.rectangle(thing, (0, 0), (thing.shape[1] - 1, thing.shape[0] - 1), (120, 120, 120), 2)
    return thing

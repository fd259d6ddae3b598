"""What is held up: reader's cards and the backs of books, flat, with a code among print, pictures and stickers."""

from dataclasses import dataclass

import cv2
import numpy as np

from benchmarks.camera_bench.codes import Code, modules
from kiosk.hardware.scan import Symbology

GRAIN = 6  # pixels of a sheet a module
QUIET = 10  # modules
CARD = (200, 125)  # modules: width, height; a code wider than a card widens it
BOOK = (270, 250)
PAPER, INK = (243, 247, 248), (38, 34, 36)  # BGR; print is neither quite white nor quite black
WORDS = "一个孩子在班级图书角里找到了海底两万里和昆虫记他把书带回家读给妹妹听窗外下着小雨"
FONT = cv2.FontFace("uni")


@dataclass(frozen=True, slots=True)
class Sheet:
    """image: BGR, GRAIN pixels a module; box: the bars' left, top, width and height in it, in modules."""

    image: np.ndarray
    code: Code
    box: tuple[float, float, float, float]


def draw_sheet(code: Code, chance: np.random.Generator) -> Sheet:
    """A book's back for an ISBN, a card for a reader's number, either for the rest."""
    if code.symbology is Symbology.EAN13:
        return _draw_book(code, chance)
    if code.text.startswith("R"):
        return _draw_card(code, chance)
    return (_draw_book if chance.random() < 0.6 else _draw_card)(code, chance)


def _draw_card(code: Code, chance: np.random.Generator) -> Sheet:
    width, height = max(CARD[0], modules(code).size + 2 * QUIET + 12), CARD[1]
    image = np.full((height * GRAIN, width * GRAIN, 3), PAPER, np.uint8)
    image[: 22 * GRAIN] = _colour(chance, 90, 170)
    _write(image, "班级图书角 借书证", (10, 15), 9, PAPER)
    _stick_picture(image, chance, (width - 42, 27, 34, 38))
    for line, words in enumerate(("三年级(2)班", _sentence(chance, 9), _sentence(chance, 6))):
        _write(image, words, (10, 36 + 12 * line), 7, INK)
    tall = int(chance.integers(28, 38))
    left = QUIET + int(chance.integers(0, width - modules(code).size - 2 * QUIET))
    box = _print_code(image, code, (left, height - tall - 13), tall)
    return Sheet(_framed(image), code, box)


def _draw_book(code: Code, chance: np.random.Generator) -> Sheet:
    bars = modules(code).size
    width, height = max(BOOK[0], bars + 2 * QUIET + 60), BOOK[1]
    image = np.full((height * GRAIN, width * GRAIN, 3), _colour(chance, 60, 230), np.uint8)
    if chance.random() < 0.5:
        _stick_picture(image, chance, (0, 0, width, height))
    _stick_picture(image, chance, (width - 92, 14, 78, 92))
    ink = PAPER if image.mean() < 130 else INK
    for line in range(int(chance.integers(6, 11))):
        _write(image, _sentence(chance, 18), (12, 24 + 13 * line), int(chance.integers(7, 10)), ink)
    tall = int(chance.integers(38, 62)) if code.symbology is Symbology.EAN13 else int(chance.integers(26, 36))
    left = int(chance.integers(QUIET + 6, width - bars - QUIET - 6))
    top = height - tall - int(chance.integers(14, 26))
    box = _print_code(image, code, (left, top), tall)
    _stick_price(image, chance, (12 if left > 90 else width - 60, top - 30))
    return Sheet(_framed(image), code, box)


def _print_code(image: np.ndarray, code: Code, place: tuple[int, int], tall: int) -> tuple[float, float, float, float]:
    """On white with full quiet zones, its text below."""
    row, (left, top) = modules(code), place
    white = image[(top - 4) * GRAIN : (top + tall + 11) * GRAIN, (left - QUIET) * GRAIN :]
    white[:, : (row.size + 2 * QUIET) * GRAIN] = PAPER
    bars = np.where(np.repeat(row, GRAIN)[:, None], np.uint8(INK), np.uint8(PAPER))
    image[top * GRAIN : (top + tall) * GRAIN, left * GRAIN : (left + row.size) * GRAIN] = bars[None]
    _write(image, code.text, (left + 8, top + tall + 8), 8, INK)
    return float(left), float(top), float(row.size), float(tall)


def _stick_picture(image: np.ndarray, chance: np.random.Generator, place: tuple[int, int, int, int]) -> None:
    """Something like a drawing or a photograph: soft colours, shapes, and a grain."""
    left, top, width, height = (GRAIN * side for side in place)
    soft = chance.integers(40, 230, (6, 7, 3), dtype=np.uint8)
    soft = cv2.resize(soft, (width, height), interpolation=cv2.INTER_CUBIC)
    for _ in range(int(chance.integers(4, 12))):
        middle = (int(chance.integers(0, width)), int(chance.integers(0, height)))
        axes = (int(chance.integers(width // 30, width // 5)), int(chance.integers(height // 30, height // 5)))
        turn, colour = float(chance.integers(0, 180)), _colour(chance, 20, 240)
        cv2.ellipse(soft, middle, axes, turn, 0, 360, colour, -1, cv2.LINE_AA)
    grain = cv2.resize(chance.integers(0, 36, (height // 12, width // 12), dtype=np.uint8), (width, height))
    image[top : top + height, left : left + width] = cv2.subtract(soft, cv2.merge([grain] * 3))


def _stick_price(image: np.ndarray, chance: np.random.Generator, place: tuple[int, int]) -> None:
    left, top = (GRAIN * side for side in place)
    cv2.rectangle(image, (left, top), (left + 48 * GRAIN, top + 22 * GRAIN), (90, 225, 250), -1)
    price = f"¥{chance.integers(9, 60)}.{chance.integers(0, 10)}0"
    _write(image, price, (place[0] + 4, place[1] + 15), 12, (30, 30, 190))


def _write(image: np.ndarray, words: str, place: tuple[int, int], size: int, colour: tuple[int, int, int]) -> None:
    cv2.putText(image, words, (place[0] * GRAIN, place[1] * GRAIN), colour, FONT, size * GRAIN)


def _sentence(chance: np.random.Generator, length: int) -> str:
    start = int(chance.integers(0, len(WORDS)))
    return (WORDS[start:] + WORDS)[: int(chance.integers(length // 2, length + 1))]


def _colour(chance: np.random.Generator, least: int, most: int) -> tuple[int, int, int]:
    return tuple(int(part) for part in chance.integers(least, most, 3))


def _framed(image: np.ndarray) -> np.ndarray:
    cv2.rectangle(image, (0, 0), (image.shape[1] - 1, image.shape[0] - 1), (120, 120, 120), GRAIN // 2)
    return image

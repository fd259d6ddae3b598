"""Text that fits its box: the largest size of a table, broken at the right places, and … only at the last step.

Sizes and widths here are window pixels.
"""

import re
from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

from kivy.core.text import Label as TextPainter

from kiosk.screens.theme import FONT

PITCH = 1.28  # from line to line
GLYPH = 1.22  # what one line needs in height; the texture of a line is higher but empty there
ORPHAN = 2
HANG = 0.44  # of an em: the empty half of an opening mark, moved out so that the text edge stays straight
OPENING = "《「『（【〈“"
CLOSING = "，。、；：？！）》」』】〉”…·,.;:?!)%"
CLASS = r"[\u4e00-\u9fff]{1,3}\(\d+\)[\u4e00-\u9fff]"  # a name like three(2)class is not torn apart
PIECE = re.compile(CLASS + r"|[^\W\u2e80-\uffff]+(?:['’.\-/:][^\W\u2e80-\uffff]+)*|\s+|.", re.DOTALL)


class FitStep(NamedTuple):
    size: int
    lines: int


class FittedWords(NamedTuple):
    size: int
    lines: tuple[str, ...]
    width: float

    @property
    def height(self) -> float:
        return self.size * (PITCH * (len(self.lines) - 1) + GLYPH)


def line_width(text: str, size: int, bold: bool) -> float:
    """The ink's width: an opening mark at the front counts half."""
    return _extent(text, size, bold) - hang(text, size)


def hang(text: str, size: int) -> float:
    return HANG * size if text[:1] and text[0] in OPENING else 0.0


def fit(text: str, steps: Sequence[FitStep], width: float, height: float, bold: bool) -> FittedWords:
    for step in steps:
        lines = wrap(text, step.size, width, bold)
        found = _fitted(lines, step.size, bold)
        if len(lines) <= step.lines and found.height <= height and found.width <= width:
            return found
    last = steps[-1]
    room = max(1, min(last.lines, int((height / last.size - GLYPH) / PITCH) + 1))
    lines = wrap(text, last.size, width, bold)
    if len(lines) > room or any(line_width(line, last.size, bold) > width for line in lines):
        lines = [*lines[: room - 1], _shortened(_joined(lines[room - 1 :]), last.size, width, bold)]
    return _fitted(lines, last.size, bold)


def wrap(text: str, size: int, width: float, bold: bool) -> list[str]:
    return [line for part in text.split("\n") for line in _without_orphan(part, size, width, bold)]


def _without_orphan(text: str, size: int, width: float, bold: bool) -> list[str]:
    """No line of one or two characters at the end, if narrower lines can avoid it."""
    lines = _wrap_one(text, size, width, bold)
    if len(lines) == 1 or len(lines[-1]) > ORPHAN:
        return lines
    for less in range(1, ORPHAN + 2):
        other = _wrap_one(text, size, width - less * size, bold)
        if len(other) == len(lines) and len(other[-1]) > ORPHAN:
            return other
    return lines


def _wrap_one(text: str, size: int, width: float, bold: bool) -> list[str]:
    if line_width(text, size, bold) <= width:
        return [text]
    lines, line = [], ""
    for piece in _unbreakable(text):
        if line and line_width(line + piece.rstrip(), size, bold) > width:
            lines.append(line.rstrip())
            line = piece.lstrip()
        else:
            line += piece
    return [*lines, line.rstrip()]


def _unbreakable(text: str) -> list[str]:
    """Words, single Chinese characters; a closing mark stays with what it closes, an opening mark with what follows."""
    joined: list[str] = []
    for piece in PIECE.findall(text):
        if joined and (piece in CLOSING or joined[-1][-1] in OPENING):
            joined[-1] += piece
        else:
            joined.append(piece)
    return joined


def _shortened(text: str, size: int, width: float, bold: bool) -> str:
    while text and line_width(f"{text}…", size, bold) > width:
        text = text[:-1]
    return f"{text.rstrip()}…"


def _joined(lines: Sequence[str]) -> str:
    """Lines as one again: words were parted by a blank that the break swallowed."""
    text = ""
    for line in lines:
        words_meet = text[-1:].isascii() and line[:1].isascii() and bool(text)
        text += f" {line}" if words_meet else line
    return text


def _fitted(lines: Sequence[str], size: int, bold: bool) -> FittedWords:
    return FittedWords(size, tuple(lines), max((line_width(line, size, bold) for line in lines), default=0))


@lru_cache(maxsize=4096)
def _extent(text: str, size: int, bold: bool) -> float:
    return _painter(size, bold).get_extents(text)[0] if text else 0


@lru_cache(maxsize=64)
def _painter(size: int, bold: bool) -> TextPainter:
    return TextPainter(font_name=FONT, font_size=size, bold=bold)

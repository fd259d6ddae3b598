"""Makes the pictures of what a camera needs beside this file, and the keypad's icon: `python assets/art/draw.py`.

Drawn four times as large as they are kept, so that edges become smooth. Lengths are those of the picture kept.
"""

from itertools import pairwise
from pathlib import Path

import cv2
import numpy as np

HERE = Path(__file__).parent
SIZE = (672, 480)
ICON = (256, 256)
LARGER = 4
INK, WHITE, BLUE, PINE, GOLD = "#1D2B4F", "#FFFFFF", "#2358B8", "#075E4E", "#FFC53D"
ORANGE, BROWN, BEAM, SKIN, GHOST = "#E58A3A", "#B8661F", "#FFDE92", "#DDA67A", "#F3CFA8"
BARS = (3, 1, 2, 1, 1, 3, 2, 3, 1, 2, 4, 1, 2, 1, 3, 1, 1, 2, 1, 4, 1, 1, 2, 3, 1, 3, 2, 1, 2, 1, 1, 2, 3)

Point = tuple[float, float]


class Sheet:
    """Everything drawn is turned by `turn` degrees about `about`."""

    def __init__(self, size: tuple[int, int], turn: float = 0, about: Point = (0, 0)) -> None:
        self.pixels = np.zeros((size[1] * LARGER, size[0] * LARGER, 4), np.uint8)
        self.turned(turn, about)

    def turned(self, turn: float, about: Point) -> None:
        self._turn = cv2.getRotationMatrix2D(about, turn, 1.0)

    def outline(self, points: list[Point], colour: str) -> None:
        placed = (cv2.transform(np.float64([points]), self._turn)[0] * LARGER).round().astype(np.int32)
        cv2.fillPoly(self.pixels, [placed], _bgra(colour))

    def block(self, x: float, y: float, w: float, h: float, radius: float, colour: str) -> None:
        corners = ((x + w - radius, y + radius, -90), (x + w - radius, y + h - radius, 0),
                   (x + radius, y + h - radius, 90), (x + radius, y + radius, 180))  # fmt: skip
        self.outline([point for at_x, at_y, start in corners for point in arc((at_x, at_y), radius, start, 90)], colour)

    def disc(self, centre: Point, radius: float, colour: str) -> None:
        self.outline(arc(centre, radius, 0, 360), colour)

    def stroke(self, points: list[Point], width: float, colour: str) -> None:
        for (x, y), (to_x, to_y) in pairwise(points):
            across_x, across_y = np.array((y - to_y, to_x - x)) / np.hypot(to_x - x, to_y - y) * width / 2
            side = [(x + across_x, y + across_y), (to_x + across_x, to_y + across_y)]
            self.outline([*side, (to_x - across_x, to_y - across_y), (x - across_x, y - across_y)], colour)
        for point in points:
            self.disc(point, width / 2, colour)

    def keep(self, path: Path) -> None:
        height, width = (length // LARGER for length in self.pixels.shape[:2])
        clear = self.pixels.astype(np.float64)
        clear[..., :3] *= clear[..., 3:] / 255
        small = cv2.resize(clear, (width, height), interpolation=cv2.INTER_AREA)
        small[..., :3] /= np.maximum(small[..., 3:], 1e-6) / 255
        cv2.imwrite(str(path), small.round().clip(0, 255).astype(np.uint8), (cv2.IMWRITE_PNG_COMPRESSION, 9))


def _bgra(colour: str) -> tuple[int, int, int, int]:
    red, green, blue = (int(colour[at : at + 2], 16) for at in (1, 3, 5))
    return blue, green, red, 255


def arc(centre: Point, radius: float, start: float, sweep: float) -> list[Point]:
    angles = np.radians(np.linspace(start, start + sweep, max(2, int(abs(sweep)))))
    return [(centre[0] + radius * np.cos(angle), centre[1] + radius * np.sin(angle)) for angle in angles]


# --- the pieces ------------------------------------------------------------------------------------------------


def camera_above(sheet: Sheet, x: float) -> None:
    sheet.outline([(x - 38, 96), (x + 38, 96), (x + 160, 224), (x - 160, 224)], BEAM)
    sheet.block(x - 104, 8, 208, 96, 32, INK)
    sheet.disc((x, 56), 32, WHITE)
    sheet.disc((x, 56), 16, BLUE)


def camera_beside(sheet: Sheet) -> None:
    """At the left, looking to the right."""
    sheet.outline([(130, 208), (130, 272), (330, 400), (330, 80)], BEAM)
    sheet.block(16, 176, 128, 128, 36, INK)
    sheet.disc((104, 240), 34, WHITE)
    sheet.disc((110, 240), 17, BLUE)


def barcode(sheet: Sheet, x: float, y: float, w: float, h: float) -> None:
    step, at = w / (sum(BARS) + len(BARS)), x
    for width in BARS:
        sheet.outline([(at, y), (at + width * step, y), (at + width * step, y + h), (at, y + h)], INK)
        at += (width + 1) * step


def book(sheet: Sheet, x: float, y: float, scale: float = 1.0) -> None:
    """304 x 328 at full scale."""
    sheet.block(x, y, 304 * scale, 328 * scale, 28 * scale, ORANGE)
    sheet.block(x, y, 48 * scale, 328 * scale, 22 * scale, BROWN)
    sheet.block(x + 84 * scale, y + 52 * scale, 184 * scale, 24 * scale, 12 * scale, WHITE)
    sheet.block(x + 84 * scale, y + 100 * scale, 136 * scale, 24 * scale, 12 * scale, WHITE)
    sheet.block(x + 88 * scale, y + 168 * scale, 192 * scale, 128 * scale, 16 * scale, WHITE)
    barcode(sheet, x + 108 * scale, y + 188 * scale, 152 * scale, 88 * scale)


def arrow(sheet: Sheet, x: float, to_x: float, y: float) -> None:
    back = 56 if to_x > x else -56
    sheet.stroke([(x, y), (to_x, y)], 30, PINE)
    sheet.stroke([(to_x - back, y - 56), (to_x, y), (to_x - back, y + 56)], 30, PINE)


# --- the pictures ----------------------------------------------------------------------------------------------


def hold_still() -> Sheet:
    """Both hands."""
    sheet = Sheet(SIZE)
    camera_above(sheet, 336)
    book(sheet, 184, 144)
    for side, turn in ((150, -14), (522, 14)):
        sheet.turned(turn, (side, 380))
        sheet.block(side - 46, 330, 92, 190, 44, SKIN)
        inner = side + (22 if side < 336 else -22)
        sheet.block(inner - 24, 286, 48, 110, 24, SKIN)
    return sheet


def further_away() -> Sheet:
    sheet = Sheet(SIZE)
    camera_beside(sheet)
    book(sheet, 456, 126, 0.68)
    arrow(sheet, 190, 410, 240)
    return sheet


def nearer() -> Sheet:
    sheet = Sheet(SIZE)
    camera_beside(sheet)
    book(sheet, 456, 126, 0.68)
    arrow(sheet, 410, 190, 240)
    return sheet


def tilt() -> Sheet:
    sheet = Sheet(SIZE)
    camera_above(sheet, 336)
    sheet.turned(18, (336, 300))
    book(sheet, 198, 160, 0.86)
    sheet.turned(0, (0, 0))
    turn = arc((336, 300), 250, 35, -62)
    sheet.stroke(turn, 28, PINE)
    end = turn[-1]
    sheet.stroke([(end[0] - 44, end[1] + 38), end, (end[0] + 54, end[1] + 30)], 28, PINE)
    return sheet


def more_light() -> Sheet:
    """A lamp, and its light on the book."""
    sheet = Sheet(SIZE)
    sheet.outline([(226, 150), (446, 150), (600, 470), (72, 470)], BEAM)
    sheet.stroke([(336, 0), (336, 50)], 16, INK)
    sheet.outline([(286, 44), (386, 44), (458, 150), (214, 150)], INK)
    sheet.disc((336, 150), 44, GOLD)
    book(sheet, 230, 222, 0.72)
    return sheet


def number() -> Sheet:
    """Where the digits stand that are to be typed."""
    sheet = Sheet(SIZE)
    sheet.block(96, 40, 480, 400, 40, WHITE)
    barcode(sheet, 146, 92, 380, 180)
    sheet.block(124, 300, 424, 108, 28, GOLD)
    for at, x in enumerate(np.linspace(156, 516, 7)):
        height = 56
        cv2.putText(sheet.pixels, "9787506"[at], (int((x - 20) * LARGER), int((354 + height / 2 - 4) * LARGER)),
                    cv2.FONT_HERSHEY_DUPLEX, 2.0 * LARGER, _bgra(INK), 5 * LARGER, cv2.LINE_8)  # fmt: skip
    return sheet


def keypad() -> Sheet:
    """White, to be tinted."""
    sheet = Sheet(ICON)
    for at in range(9):
        sheet.block(44 + at % 3 * 62, 28 + at // 3 * 52, 44, 40, 12, WHITE)
    sheet.block(106, 184, 44, 40, 12, WHITE)
    return sheet


if __name__ == "__main__":
    for drawn in (hold_still, further_away, nearer, tilt, more_light):
        drawn().keep(HERE / f"guide-{drawn.__name__.replace('_', '-')}.png")
    number().keep(HERE / "howto-number.png")
    keypad().keep(HERE.parent / "icons" / "keypad.png")

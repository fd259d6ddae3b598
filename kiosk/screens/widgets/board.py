"""The drawing kit of a screen: every piece placed in design pixels, in the order in which it is painted.

Panels come before what stands on them; a new view clears the board and draws it anew. Boxes are design pixels from the
top left (see grid.py); nobody but the kit knows window pixels.
"""

from collections.abc import Callable, Sequence
from typing import NamedTuple

from kivy.input.motionevent import MotionEvent
from kivy.uix.widget import Widget

from kiosk.screens.theme import BLUE, CARD, GOLD, INK, PINE, SAND, WHITE, Colour
from kiosk.screens.widgets.button import LongPress, Pressable, Tappable
from kiosk.screens.widgets.fitting import FitStep, line_width
from kiosk.screens.widgets.grid import Box, Grid
from kiosk.screens.widgets.label import FitLabel
from kiosk.screens.widgets.piece import Piece
from kiosk.screens.widgets.ring import Ring
from kiosk.screens.widgets.shapes import Corners, Disc, Panel, Picture

Sizes = int | Sequence[int | tuple[int, int]]
LEAST_TEXT = 22
TARGET = 80
FRAME = 4
ICON_SCALE = 1.22


class Glyph(NamedTuple):
    """An icon in a row."""

    name: str
    size: float
    colour: Colour = INK


class Words(NamedTuple):
    """A text in a row; a line break in it makes two lines."""

    text: str
    size: int
    colour: Colour = INK
    bold: bool = True


class ButtonStyle(NamedTuple):
    fill: Colour
    ink: Colour
    framed: bool = False


MAIN = ButtonStyle(INK, WHITE)  # one a screen
SECOND = ButtonStyle(CARD, INK, framed=True)
QUIET = ButtonStyle(SAND, INK)
HERE = ButtonStyle(PINE, WHITE)  # «do it here»


class Board(Widget):
    def __init__(self, grid: Grid) -> None:
        super().__init__(size_hint=(None, None))
        self.grid = grid
        self.ring: Ring | None = None
        self.pieces: list[Piece] = []
        self._held: dict[int, Pressable] = {}  # by the number of the touch

    def wipe(self) -> None:
        for piece in self._held.values():
            piece.drop()
        self._held.clear()
        self.ring = None
        self.pieces.clear()
        self.canvas.clear()

    def put(self, piece: Piece) -> Piece:
        self.pieces.append(piece)
        self.canvas.add(piece.canvas)
        return piece

    def take_away(self, pieces: Sequence[Piece]) -> None:
        for piece in pieces:
            self.pieces.remove(piece)
            self.canvas.remove(piece.canvas)
        self.canvas.ask_update()

    # --- fingers ----------------------------------------------------------------------------------------------

    @property
    def is_pressed(self) -> bool:
        return any(piece.pressed for piece in self._held.values())

    def on_touch_down(self, touch: MotionEvent) -> bool:
        """The piece painted last lies on top."""
        for piece in reversed(self.pieces):
            if isinstance(piece, Pressable) and piece.reaches(touch.x, touch.y):
                touch.grab(self)
                self._held[touch.uid] = piece
                piece.press()
                return True
        return False

    def on_touch_up(self, touch: MotionEvent) -> bool:
        if touch.grab_current is not self:
            return False
        touch.ungrab(self)
        piece = self._held.pop(touch.uid, None)
        if piece is not None:
            piece.release(touch.x, touch.y)
        return True

    # --- grounds and pictures ---------------------------------------------------------------------------------

    def panel(
        self,
        box: Box,
        fill: Colour,
        radius: float = 28,
        *,
        corners: tuple[bool, bool, bool, bool] = (True, True, True, True),
        frame: tuple[Colour, float] | None = None,
    ) -> Panel:
        line = (frame[0], float(self.grid.px(frame[1]))) if frame else None
        return self.put(Panel(self.grid.place(box), fill, self._corners(radius, corners), line))

    def disc(self, box: Box, fill: Colour) -> Disc:
        return self.put(Disc(self.grid.place(box), fill))

    def icon(self, name: str, box: Box, colour: Colour = INK) -> Picture:
        """The sign fills the box: the drawings leave a tenth empty on every side."""
        drawn = box.middle(box.w * ICON_SCALE, box.h * ICON_SCALE)
        return self.put(Picture(self.grid.place(drawn), f"icons/{name}", colour))

    def art(self, name: str, box: Box, *, mirrored: bool = False) -> Picture:
        return self.put(Picture(self.grid.place(box), f"art/{name}", mirrored=mirrored))

    # --- words ------------------------------------------------------------------------------------------------

    def words(
        self,
        text: str,
        box: Box,
        sizes: Sizes,
        *,
        bold: bool = True,
        colour: Colour = INK,
        align: str = "left",
        valign: str = "middle",
    ) -> FitLabel:
        """sizes: largest first, each a size for one line or (size, lines); one number also tries a little less."""
        label = FitLabel(
            text, self.grid.place(box), self.steps(sizes), bold=bold, colour=colour, align=align, valign=valign
        )
        return self.put(label)

    def steps(self, sizes: Sizes) -> list[FitStep]:
        if isinstance(sizes, int):
            sizes = [size for size in (sizes, sizes * 0.9, sizes * 0.8, sizes * 0.7) if size >= LEAST_TEXT]
        pairs = [one if isinstance(one, tuple) else (one, 1) for one in sizes]
        return [FitStep(self.grid.px(size), lines) for size, lines in pairs]

    def text_width(self, text: str, size: int, bold: bool = True) -> float:
        """Design pixels."""
        return max(line_width(line, self.grid.px(size), bold) for line in text.split("\n")) / self.grid.k

    # --- rows: icons and words side by side -------------------------------------------------------------------

    def row(self, box: Box, parts: Sequence[Glyph | Words], *, gap: float = 14, align: str = "center") -> Box:
        """Draws them beside each other, a little smaller when they do not fit; gives the box that they take."""
        parts = self._small_enough(parts, box.w, gap)
        widths = [self._part_width(part) for part in parts]
        total = min(box.w, sum(widths) + gap * (len(parts) - 1))
        x = box.x + {"left": 0.0, "center": (box.w - total) / 2, "right": box.w - total}[align]
        taken = Box(x, box.y, total, box.h)
        for part, width in zip(parts, widths, strict=True):
            width = min(width, box.right - x)
            self._draw_part(part, Box(x, box.y, width, box.h))
            x += width + gap
        return taken

    def chip(
        self,
        x: float,
        y: float,
        text: str,
        size: int,
        fill: Colour,
        *,
        icon: str = "",
        colour: Colour = INK,
        pad: float = 20,
        height: float | None = None,
        room: float = 1000,
    ) -> Box:
        """room: how wide it may become."""
        parts: list[Glyph | Words] = [Glyph(icon, size * 0.92, colour)] if icon else []
        parts = self._small_enough([*parts, Words(text, size, colour)], room - 2 * pad, 10)
        width = sum(self._part_width(part) for part in parts) + 10 * (len(parts) - 1)
        box = Box(x, y, min(room, width + 2 * pad), height or size * 1.6)
        self.panel(box, fill, 14)
        self.row(box.inset(pad, 0), parts, gap=10)
        return box

    # --- what a finger may press ------------------------------------------------------------------------------

    def button(
        self,
        box: Box,
        on_tap: Callable[[], object],
        parts: Sequence[Glyph | Words] = (),
        *,
        style: ButtonStyle = SECOND,
        radius: float = 24,
        gap: float = 16,
    ) -> Tappable:
        """parts are drawn in a row with their own colours; button_row() colours them by the style."""
        frame = (INK, float(self.grid.px(FRAME))) if style.framed else None
        corners = self._corners(radius, (True,) * 4)
        least = self.grid.k * TARGET
        button = self.put(Tappable(self.grid.place(box), style.fill, corners, frame, least=least, on_tap=on_tap))
        if parts:
            self.row(box.inset(14, 0), parts, gap=gap)
        return button

    def named_button(
        self,
        box: Box,
        on_tap: Callable[[], object],
        text: str,
        *,
        icon: str = "",
        style: ButtonStyle = SECOND,
        size: int = 38,
        radius: float = 24,
    ) -> Tappable:
        """A button with an icon and a word in the style's colour."""
        parts: list[Glyph | Words] = [Glyph(icon, size * 1.05, style.ink)] if icon else []
        return self.button(box, on_tap, [*parts, Words(text, size, style.ink)], style=style, radius=radius)

    def tall_button(
        self, box: Box, on_tap: Callable[[], object], text: str, *, icon: str, style: ButtonStyle = SECOND,
        sizes: Sizes = (36, 32, 28, 26),
    ) -> Tappable:  # fmt: skip
        """Narrow and high: the icon over the word."""
        button = self.button(box, on_tap, style=style)
        self.icon(icon, Box(box.x, box.y + box.h * 0.16, box.w, box.h * 0.3), style.ink)
        room = Box(box.x + 10, box.y + box.h * 0.52, box.w - 20, box.h * 0.4)
        self.words(text, room, sizes, colour=style.ink, align="center")
        return button

    def long_press(self, box: Box, seconds: float, on_held: Callable[[], object]) -> LongPress:
        least = self.grid.k * TARGET
        return self.put(LongPress(self.grid.place(box), least=least, seconds=seconds, on_held=on_held))

    def countdown(
        self, box: Box, seconds: int | None, total: int | None, *, arc: Colour, bed: Colour, number: Colour
    ) -> None:
        """The screen's one ring; nothing is drawn when there is no countdown."""
        if seconds is not None and total is not None:
            self.ring = self.put(Ring(self.grid.place(box), (arc, bed, number)))
            self.ring.show(seconds, total)

    # --- signs ------------------------------------------------------------------------------------------------

    def mark(self, kind: str, box: Box, *, on_dark: bool = False) -> None:
        """borrow, return, renew, notice, question, wait, stop, red-box: each a shape of its own, then a colour."""
        if not on_dark:
            self.art(f"mark-{kind}", box)
            return
        sign, colour = {
            "borrow": ("check", PINE),
            "return": ("return", BLUE),
            "renew": ("renew", PINE),
            "here": ("open-book", PINE),
        }[kind]
        if kind == "return":
            self.panel(box, WHITE, box.w * 0.2)
        else:
            self.disc(box, WHITE)
        self.icon(sign, box.middle(box.w * 0.66, box.h * 0.66), colour)

    def numbered(self, number: int, box: Box) -> None:
        """1, 2, 3 in an ink disc."""
        self.disc(box, INK)
        self.words(str(number), box, round(box.h * 0.64), colour=WHITE, align="center")

    # --- inside -----------------------------------------------------------------------------------------------

    def _corners(self, radius: float, corners: Sequence[bool]) -> Corners:
        return tuple(float(self.grid.px(radius)) if rounded else 0.0 for rounded in corners)

    def _part_width(self, part: Glyph | Words) -> float:
        if isinstance(part, Glyph):
            return part.size
        return self.text_width(part.text, part.size, part.bold) + 1

    def _small_enough(self, parts: Sequence[Glyph | Words], room: float, gap: float) -> list[Glyph | Words]:
        parts = list(parts)
        while sum(map(self._part_width, parts)) + gap * (len(parts) - 1) > room:
            largest = max((part.size for part in parts if isinstance(part, Words)), default=0)
            if largest <= LEAST_TEXT + 2:
                break
            parts = [
                part._replace(size=part.size - 2) if isinstance(part, Words) and part.size > LEAST_TEXT + 2 else part
                for part in parts
            ]
        return parts

    def _draw_part(self, part: Glyph | Words, box: Box) -> None:
        if isinstance(part, Glyph):
            self.icon(part.name, box.middle(part.size, part.size), part.colour)
            return
        lines = part.text.count("\n") + 1
        sizes = [(part.size, lines), (LEAST_TEXT, lines)]
        self.words(part.text, box, sizes, bold=part.bold, colour=part.colour)


GOLD_RING = {"arc": GOLD, "bed": (1, 1, 1, 0.16), "number": WHITE}  # on an ink button
INK_RING = {"arc": INK, "bed": SAND, "number": INK}  # on paper or a card

"""A text in a box: every line a white texture of its own, tinted; so lines may stand closer than the font's box."""

from collections.abc import Sequence
from functools import lru_cache

from kivy.core.text import Label as TextPainter
from kivy.graphics import Color, Rectangle
from kivy.graphics.texture import Texture

from kiosk.screens.theme import FONT, Colour
from kiosk.screens.widgets.fitting import GLYPH, PITCH, FitStep, fit, hang
from kiosk.screens.widgets.piece import Piece, Place

GLYPH_CENTRE = 0.38  # of an em above the base line, Chinese and Latin capitals alike
DESCENT = 0.288  # of an em, Noto's


@lru_cache(maxsize=256)  # some 20 MB
def line_texture(line: str, size: int, bold: bool) -> Texture:
    """White on nothing. Most words of a screen are the next screen's too."""
    painter = TextPainter(text=line, font_name=FONT, font_size=size, bold=bold, color=(1, 1, 1, 1))
    painter.refresh()
    return painter.texture


class FitLabel(Piece):
    """align: left, center or right; valign top, middle or bottom."""

    def __init__(
        self,
        text: str,
        place: Place,
        steps: Sequence[FitStep],
        *,
        bold: bool,
        colour: Colour,
        align: str = "left",
        valign: str = "middle",
    ) -> None:
        super().__init__(place)
        self.text = text
        self.steps, self.bold, self.colour, self.align, self.valign = tuple(steps), bold, colour, align, valign
        self.fitted = fit(text, self.steps, self.width, self.height, bold)
        self._draw()

    @property
    def ink(self) -> tuple[float, float, float, float]:
        """x, y, width, height of what is drawn."""
        found = self.fitted
        left = {"left": 0.0, "center": (self.width - found.width) / 2, "right": self.width - found.width}[self.align]
        top = self._first_centre() + GLYPH / 2 * found.size
        return self.x + left, top - found.height, found.width, found.height

    def set_text(self, text: str) -> None:
        if text != self.text:
            self.text = text
            self.fitted = fit(text, self.steps, self.width, self.height, self.bold)
            self._draw()

    def _draw(self) -> None:
        self.canvas.clear()
        size = self.fitted.size
        centre = self._first_centre()
        with self.canvas:
            Color(*self.colour)
            for line in self.fitted.lines:
                self._draw_line(line, centre)
                centre -= PITCH * size

    def _first_centre(self) -> float:
        rest = self.height - self.fitted.height
        above = {"top": 0.0, "middle": rest / 2, "bottom": rest}[self.valign]
        return self.top - above - GLYPH / 2 * self.fitted.size

    def _draw_line(self, line: str, centre: float) -> None:
        if not line.strip():
            return
        size = self.fitted.size
        texture = line_texture(line, size, self.bold)
        ink = texture.width - hang(line, size)
        left = {"left": 0.0, "center": (self.width - ink) / 2, "right": self.width - ink}[self.align]
        bottom = centre - (GLYPH_CENTRE + DESCENT) * size
        Rectangle(texture=texture, pos=(round(self.x + left - hang(line, size)), round(bottom)), size=texture.size)

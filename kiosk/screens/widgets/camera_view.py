"""The picture of the camera: one texture, used again for every frame, and the corner brackets over it."""

import numpy as np
from kivy.graphics import Color, Rectangle, SmoothLine
from kivy.graphics.texture import Texture

from kiosk.screens.theme import GOLD, PINE, WHITE, Colour
from kiosk.screens.widgets.piece import Piece, Place
from kiosk.screens.widgets.shapes import rounded

CROPPED = 4  # the upper quarter goes: hands and books are shown, faces do not become the toy
WIDTH = 426  # columns kept, about: as many as are shown
BRACKETS = {"idle": GOLD, "sees": WHITE, "read": PINE}
MARGIN = 0.14  # of the picture, to the brackets
ARM = 0.12


class Viewfinder:
    """Holds the one texture. The view that was made last shows it. frame: the one that is in it."""

    def __init__(self) -> None:
        self.texture: Texture | None = None
        self.frame: np.ndarray | None = None
        self._view: CameraView | None = None
        self._whole = False

    def shown_by(self, view: "CameraView | None") -> None:
        self._view = view
        if view is not None and view.whole != self._whole:
            self._whole, self.frame = view.whole, None

    def update(self, frame: np.ndarray | None) -> bool:
        """False when it is the frame already shown: then nothing is drawn."""
        if frame is self.frame:
            return False
        self.frame = frame
        if frame is None:
            self.texture = None
        else:
            self._blit(frame)
        if self._view is not None:
            self._view.redraw(self.texture)
        return True

    def mark(self, sees: str) -> None:
        if self._view is not None:
            self._view.mark(sees)

    def _blit(self, frame: np.ndarray) -> None:
        step = max(1, frame.shape[1] // WIDTH)
        top = 0 if self._whole else frame.shape[0] // CROPPED
        kept = np.ascontiguousarray(frame[top::step, ::step])
        size = (kept.shape[1], kept.shape[0])
        if self.texture is None or self.texture.size != size:
            self.texture = Texture.create(size=size, colorfmt="bgr")
            self.texture.flip_vertical()
        self.texture.blit_buffer(kept.reshape(-1), colorfmt="bgr")


class CameraView(Piece):
    """Mirrored, and as much of the picture's middle as fills the place. whole: with its upper quarter, for staff who
    see to the camera; no brackets."""

    def __init__(
        self, place: Place, radius: float, line: float, texture: Texture | None, ground: Colour, *, whole: bool = False
    ) -> None:
        super().__init__(place)
        self.whole = whole
        self._texture = texture
        with self.canvas:
            self._veil = Color(1, 1, 1, 0)
            self._picture = Rectangle(pos=self.pos, size=self.size)
            Color(*ground)
            rim = radius * 0.3
            SmoothLine(
                rounded_rectangle=(
                    self.x - rim, self.y - rim, self.width + 2 * rim, self.height + 2 * rim, radius + rim
                ),
                width=rim,
            )  # fmt: skip
            self._colour = Color(*BRACKETS["idle"])
            if not whole:
                self._draw_brackets(line)
        self.redraw(texture)

    def redraw(self, texture: Texture | None) -> None:
        self._veil.a = 0 if texture is None else 1
        if texture is not None:
            if self._picture.texture is not texture:
                self._picture.texture = texture
                self._picture.tex_coords = self._mirrored(texture)
            self.canvas.ask_update()

    def mark(self, sees: str) -> None:
        if tuple(self._colour.rgba) != BRACKETS[sees]:
            self._colour.rgba = BRACKETS[sees]

    def _mirrored(self, texture: Texture) -> tuple[float, ...]:
        """Texture coordinates of the middle part with this place's proportions, left and right changed over."""
        wide, high = self._part(texture)
        left, right, top, bottom = 0.5 + wide / 2, 0.5 - wide / 2, 0.5 - high / 2, 0.5 + high / 2
        return (left, bottom, right, bottom, right, top, left, top)

    def _part(self, texture: Texture) -> tuple[float, float]:
        wide = min(1.0, self.width / self.height * texture.height / texture.width)
        return wide, min(1.0, self.height / self.width * texture.width / texture.height)

    def place_of(self, across: float, down: float) -> tuple[float, float]:
        """Window pixels of a point of the shown picture, given as parts of its width and height from the top left."""
        wide, high = self._part(self._picture.texture) if self._picture.texture else (1.0, 1.0)
        return (
            self.x + self.width * (0.5 - (across - 0.5) / wide),
            self.y + self.height * (0.5 - (down - 0.5) / high),
        )

    def _draw_brackets(self, line: float) -> None:
        left, right = self.x + MARGIN * self.width, self.right - MARGIN * self.width
        low, high = self.y + MARGIN * self.height, self.top - MARGIN * self.height
        arm = max(ARM * self.width, 4 * line)
        for x, to_x in ((left, arm), (right - line, line - arm)):
            for y, to_y in ((low, arm), (high - line, line - arm)):
                _bar(min(x, x + to_x), y, arm, line)
                _bar(x, min(y, y + to_y), line, arm)


def _bar(x: float, y: float, w: float, h: float) -> None:
    rounded((x, y), (w, h), (round(min(w, h) / 2),) * 4)

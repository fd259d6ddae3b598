"""Panels and pictures: flat, round-cornered, no shadow. Places are window pixels (x, y, width, height)."""

from functools import lru_cache

from kivy.core.image import Image as CoreImage
from kivy.graphics import Color, Rectangle, SmoothEllipse, SmoothRoundedRectangle
from kivy.graphics.texture import Texture

from kiosk.screens.theme import ASSETS, Colour
from kiosk.screens.widgets.piece import Piece, Place

Corners = tuple[float, float, float, float]  # radii: top left, top right, bottom right, bottom left


@lru_cache(maxsize=128)
def picture(path: str) -> Texture:
    """path below assets, without its ending. Mipmaps: a 256 px icon is shown at 30."""
    texture = CoreImage(str(ASSETS / f"{path}.png"), mipmap=True).texture
    texture.min_filter = "linear_mipmap_linear"
    return texture


class Panel(Piece):
    """frame: colour and width of a line inside the edge."""

    def __init__(self, place: Place, fill: Colour, corners: Corners, frame: tuple[Colour, float] | None = None) -> None:
        super().__init__(place)
        self.fill, self.corners, self.frame = fill, corners, frame
        self._draw(fill)

    def _draw(self, fill: Colour) -> None:
        self.canvas.clear()
        with self.canvas:
            if self.frame is None:
                self._shape(fill, 0)
            else:
                colour, line = self.frame
                self._shape(colour, 0)
                self._shape(fill, line)

    def _shape(self, colour: Colour, inset: float) -> None:
        Color(*colour)
        pos, size = (self.x + inset, self.y + inset), (self.width - 2 * inset, self.height - 2 * inset)
        if not any(self.corners):
            Rectangle(pos=pos, size=size)
            return
        radii = [max(0.0, radius - inset) for radius in self.corners]
        SmoothRoundedRectangle(pos=pos, size=size, radius=radii)


class Disc(Piece):
    def __init__(self, place: Place, fill: Colour) -> None:
        super().__init__(place)
        self.fill = fill
        with self.canvas:
            Color(*fill)
            SmoothEllipse(pos=self.pos, size=self.size)


class Picture(Piece):
    """A picture as large as it can be in its place, in its own proportions; colour tints a white icon."""

    def __init__(self, place: Place, path: str, colour: Colour = (1, 1, 1, 1), *, mirrored: bool = False) -> None:
        super().__init__(place)
        texture = picture(path)
        scale = min(self.width / texture.width, self.height / texture.height)
        size = (texture.width * scale, texture.height * scale)
        with self.canvas:
            Color(*colour)
            pos = (self.center[0] - size[0] / 2, self.center[1] - size[1] / 2)
            drawn = Rectangle(texture=texture, pos=pos, size=size)
            if mirrored:
                u0, v0, u1, v1, u2, v2, u3, v3 = texture.tex_coords
                drawn.tex_coords = (u1, v0, u0, v1, u3, v2, u2, v3)

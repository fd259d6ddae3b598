"""Panels and pictures: flat, round-cornered, no shadow. Places are window pixels (x, y, width, height)."""

from functools import lru_cache

import numpy as np
from kivy.core.image import Image as CoreImage
from kivy.graphics import BorderImage, Color, Rectangle
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


@lru_cache(maxsize=128)
def _rounded_square(corners: tuple[int, int, int, int]) -> Texture:
    """The smallest with these corners, white, its edge smooth; the middle two rows and columns may be stretched."""
    side = 2 * max(corners) + 2
    mask = np.full((side, side, 4), 255, np.uint8)  # rows run upwards, as textures do
    turned = (mask[::-1], mask[::-1, ::-1], mask[:, ::-1], mask)  # each with its corner at [0, 0]
    for radius, from_corner in zip(corners, turned, strict=True):
        rows, columns = np.mgrid[0:radius, 0:radius] + 0.5
        distance = np.hypot(radius - rows, radius - columns)
        from_corner[:radius, :radius, 3] = np.clip((radius - distance + 0.5) * 255, 0, 255)
    texture = Texture.create(size=(side, side), colorfmt="rgba")
    texture.blit_buffer(mask.tobytes(), colorfmt="rgba")
    return texture


def rounded(pos: tuple[float, float], size: tuple[float, float], corners: tuple[int, int, int, int]) -> None:
    """Draws it into the canvas that is open. Nine stretched parts of one picture: a third quicker in software than
    Kivy's own rounded shapes, which draw a smooth line over the edge of a fan of triangles."""
    most = int(min(size) / 2)
    corners = tuple(min(radius, most) for radius in corners)
    if not any(corners):
        Rectangle(pos=pos, size=size)
        return
    texture = _rounded_square(corners)
    BorderImage(texture=texture, pos=pos, size=size, border=(max(corners),) * 4)


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
        rounded(pos, size, tuple(max(0, round(radius - inset)) for radius in self.corners))


class Disc(Piece):
    def __init__(self, place: Place, fill: Colour) -> None:
        super().__init__(place)
        self.fill = fill
        with self.canvas:
            Color(*fill)
            rounded(self.pos, self.size, (round(self.width / 2),) * 4)


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

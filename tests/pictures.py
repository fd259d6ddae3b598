"""Things held before the camera, well and badly: the pictures that a poor camera or an unquiet hand makes of them."""

import cv2
import numpy as np

from kiosk.hardware.demo_props import draw_corner, draw_object
from kiosk.hardware.demo_stage import SIZE
from kiosk.hardware.scan import Symbology

EAN13 = ((Symbology.EAN13, "9787115428028"),)
CODE128 = ((Symbology.CODE128, "R0189"),)
CODE39 = ((Symbology.CODE39, "AB12345"),)


def held_up(kind, codes, scale=1.0, angle=5.0, at=(640.0, 360.0)):
    """scale: 1 shows a book's ISBN at 3 pixels a module, and a card's short Code 128 at 4."""
    thing = draw_object(kind, codes)
    way = cv2.INTER_AREA if scale < 1 else cv2.INTER_LINEAR
    thing = cv2.resize(thing, None, fx=scale, fy=scale, interpolation=way)
    height, width = thing.shape[:2]
    move = cv2.getRotationMatrix2D((width / 2, height / 2), angle, 1.0)
    move[:, 2] += (at[0] - width / 2, at[1] - height / 2)
    picture = draw_corner(SIZE)
    return cv2.warpAffine(thing, move, SIZE, dst=picture, borderMode=cv2.BORDER_TRANSPARENT)


def noisy(picture, amount=2.5, seed=1):
    grain = np.random.default_rng(seed).normal(0, amount, picture.shape)
    return np.clip(picture + grain, 0, 255).astype(np.uint8)


def blurred(picture, sigma):
    return cv2.GaussianBlur(picture, (0, 0), sigma)


def darkened(picture, gain):
    return (picture * gain).astype(np.uint8)


def with_glare(picture, centre, radius):
    rows, columns = np.mgrid[: picture.shape[0], : picture.shape[1]]
    away = ((columns - centre[0]) ** 2 + (rows - centre[1]) ** 2) / radius**2
    return np.clip(picture + 400.0 * np.exp(-(away**2))[..., None], 0, 255).astype(np.uint8)

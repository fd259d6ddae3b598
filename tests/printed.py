"""A printed page, held before the camera."""

import cv2
import numpy as np
import pypdfium2

from kiosk.hardware.demo_stage import SIZE
from tests.pictures import blurred, darkened


def page_of(pdf):
    """The first page of a PDF as a grey picture, 600 dots an inch."""
    return cv2.cvtColor(pypdfium2.PdfDocument(pdf)[0].render(scale=600 / 72).to_numpy()[..., :3], cv2.COLOR_BGR2GRAY)


def page_held_up(page, millimetre, middle, angle):
    """An A4 page before a plain wall; millimetre: pixels; middle: where on the page (mm) the camera looks."""
    small = cv2.resize(page, None, fx=millimetre * 25.4 / 600, fy=millimetre * 25.4 / 600, interpolation=cv2.INTER_AREA)
    x, y = middle[0] * millimetre, middle[1] * millimetre
    move = cv2.getRotationMatrix2D((x, y), angle, 1.0)
    move[:, 2] += (SIZE[0] / 2 - x, SIZE[1] / 2 - y)
    view = np.full(SIZE[::-1], 130, np.uint8)
    cv2.warpAffine(small, move, SIZE, dst=view, flags=cv2.INTER_LINEAR, borderMode=cv2.BORDER_TRANSPARENT)
    return cv2.cvtColor(blurred(darkened(view, 0.9), 0.6), cv2.COLOR_GRAY2BGR)

"""One cover or two books, told from where the codes lie."""

import cv2
import numpy as np
import pytest

from kiosk.hardware.camera_scanner import CameraScanner
from kiosk.hardware.covers import is_nearest, on_one_cover
from kiosk.hardware.decoder import decode
from kiosk.hardware.demo_props import draw_corner, draw_object
from kiosk.hardware.scan import Scan, Symbology
from tests import school

ISBN, OTHER, LABEL = "9787506380263", "9787532125944", "B0000001"


def seen(isbn, label, **more):
    scans = school.placed({ISBN: isbn, LABEL: label} | more.get("others", {}), 1)
    return scans[:2]


@pytest.mark.parametrize(
    ("isbn", "label"),
    [
        ((500, 400, 0), (440, 280, 0)),  # above it
        ((500, 400, 35), (480, 560, 37)),  # the book is tilted
        ((500, 400, 0), (650, 400, 90)),  # along the spine
        ((500, 400, 5), (400, 300, 182)),  # upside down
    ],
)
def test_a_label_stuck_beside_the_isbn_lies_on_its_cover(isbn, label):
    assert on_one_cover(*seen(isbn, label))


@pytest.mark.parametrize(
    ("isbn", "label"),
    [
        ((300, 400, 0), (620, 400, 0)),  # the neighbour's, a hand's breadth away
        ((300, 400, 0), (420, 320, 40)),  # a book held behind another, turned
    ],
)
def test_a_book_held_beside_another_is_no_part_of_it(isbn, label):
    assert not on_one_cover(*seen(isbn, label))


def test_codes_that_were_never_in_view_together_are_on_two_covers():
    (isbn, _), (_, label) = seen((500, 400, 0), (500, 300, 0)), seen((500, 400, 0), (500, 300, 0))
    alone = school.placed({ISBN: (500, 400, 0)}, 1)[0], school.placed({LABEL: (500, 300, 0)}, 1)[0]
    assert on_one_cover(isbn, label)
    assert not on_one_cover(*alone)


def test_without_places_what_was_shown_together_is_one_cover():
    assert on_one_cover(school.scan(ISBN, 1), school.scan(LABEL, 1))


def test_a_label_belongs_to_the_nearer_of_two_books():
    near, label, far = school.placed({ISBN: (500, 400, 0), LABEL: (500, 300, 0), OTHER: (900, 400, 0)}, 1)
    assert is_nearest(near, label)
    assert not is_nearest(far, label)


def scans_of(*books: tuple[tuple, int, float]) -> dict[str, Scan]:
    """What the scanner makes of books held still. A book: its codes, the middle's x in pixels, degrees."""
    frame = draw_corner((1280, 720))
    for codes, x, degrees in books:
        book = draw_object("book", codes)
        height, width = book.shape[:2]
        move = cv2.getRotationMatrix2D((width / 2, height / 2), degrees, 1.0)
        move[:, 2] += (x - width / 2, 360 - height / 2)
        cv2.warpAffine(book, move, (1280, 720), dst=frame, borderMode=cv2.BORDER_TRANSPARENT)
    scanner = CameraScanner()
    return {scan.text: scan for time in np.arange(8) / 30 for scan in scanner.see(decode(frame), time, time)}


def test_the_camera_tells_one_cover_from_two_books_side_by_side():
    isbn, label = (Symbology.EAN13, ISBN), (Symbology.CODE128, LABEL)
    one = scans_of(((isbn, label), 640, 8))
    assert on_one_cover(one[ISBN], one[LABEL])
    two = scans_of(((isbn,), 300, 4), ((label,), 980, -3))
    assert two[ISBN].presentation == two[LABEL].presentation
    assert not on_one_cover(two[ISBN], two[LABEL])

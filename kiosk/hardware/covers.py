"""Which codes are printed on one cover, and which on books held side by side? Told from where they lie."""

from math import atan2, dist, inf, pi

from kiosk.circulation.barcodes import is_isbn
from kiosk.hardware.corners import Corners, middle
from kiosk.hardware.scan import Scan

# In lengths of the ISBN's bars (31 mm at its nominal size, ISO/IEC 15420): two books held side by side have their
# codes about three apart (the made-up scenes: 3.1 to 3.3), a label stuck next to its ISBN lies one or two from it.
REACH = 2.0
SKEW = pi / 12  # 15°: a label is stuck along an edge or across it; perspective bends that a little


def on_one_cover(isbn: Scan, label: Scan) -> bool:
    """Near each other and along the same edges. Codes that were never in view together lie on two covers; from a
    source that knows no places, whatever was shown together is one."""
    if not isbn.corners and not label.corners:
        return True
    places = _in_view(isbn, label)
    if places is None:
        return False
    pair = places[isbn.text], places[label.text]
    return _distance(*pair) < REACH and _skew(*pair) < SKEW


def apart(book: Scan, label: Scan) -> float:
    """How far from each other, in lengths of the book's code; endless where that is not known."""
    places = _in_view(book, label)
    return _distance(places[book.text], places[label.text]) if places else inf


def is_nearest(book: Scan, label: Scan) -> bool:
    """No ISBN in view lies nearer to the label than this code of a book."""
    places = _in_view(book, label) or {}
    away = apart(book, label)
    return all(_distance(at, places[label.text]) >= away for text, at in places.items() if is_isbn(text))


def _in_view(one: Scan, other: Scan) -> dict[str, Corners] | None:
    """Where everything lay when the later of the two was read; None when the other was not seen just then."""
    for scan, wanted in ((other, one.text), (one, other.text)):
        places = {symbol.text: symbol.corners for symbol in scan.beside} | {scan.text: scan.corners}
        if wanted in places:
            return places
    return None


def _distance(book: Corners, label: Corners) -> float:
    length = dist(book[0], book[1])
    return dist(middle(book), middle(label)) / length if length else inf


def _skew(one: Corners, other: Corners) -> float:
    """Radians from the nearest right angle between the two."""
    turned = (_direction(one) - _direction(other)) % (pi / 2)
    return min(turned, pi / 2 - turned)


def _direction(corners: Corners) -> float:
    (x, y), (to_x, to_y) = corners[:2]
    return atan2(to_y - y, to_x - x)

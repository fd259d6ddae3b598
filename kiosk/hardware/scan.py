"""The values that leave the hardware: what a frame holds, and what somebody has shown."""

from dataclasses import dataclass
from enum import StrEnum

from kiosk.hardware.corners import Corners


class Symbology(StrEnum):
    EAN13 = "EAN13"
    EAN8 = "EAN8"  # on small goods, never on books
    CODE128 = "CODE128"
    CODE39 = "CODE39"
    CODABAR = "CODABAR"
    QR = "QR"
    TYPED = "TYPED"  # a wedge scanner types: it does not say what it read


class Source(StrEnum):
    CAMERA = "camera"
    WEDGE = "wedge"
    KEYPAD = "keypad"


DRAWN = 0.5  # quality of a text that no library reads
UNPROVED = 0.3  # quality of a text that no drawing of it confirms or refutes


@dataclass(frozen=True, slots=True)
class Symbol:
    """One code in one frame.

    corners: four (x, y) in pixels of the frame, clockwise from the code's own top left;
    quality: 0..1, the decoder's own confidence, comparable only within one decoder.
    """

    symbology: Symbology
    text: str
    corners: Corners
    quality: float


class Visitor(StrEnum):
    """Whoever stood before the camera at the scan before."""

    STAYED = "stayed"  # was in view all the time but for what was held up
    ACCOMPANIED = "accompanied"  # stayed, and somebody else stands beside
    LEFT = "left"
    CHANGED = "changed"  # somebody in other clothes stands there
    UNSEEN = "unseen"  # nobody was in view at that scan, or only hands


@dataclass(frozen=True, slots=True)
class Evidence:
    """What the camera saw of the place between two presentations.

    empty: the longest time (s) in which nothing but the room was in view; unread: how long (s) something with bars was
    held up that went away again without having been read.
    """

    visitor: Visitor = Visitor.UNSEEN
    empty: float = 0.0
    unread: float = 0.0


@dataclass(frozen=True, slots=True)
class Scan:
    """One showing of one code: many frames, one scan.

    presentation: scans with the same number were in view together (two books, or a book's ISBN and its label);
    frame_time: seconds into the source, of the frame that settled it;
    captured_at: time.monotonic() when that frame was captured, to measure frame to answer;
    corners: where it lay in that frame, as in Symbol; () from a source that knows no places;
    beside: the other codes of the last few frames, each where it was last seen;
    since: what was seen since the presentation before this one; None from a source that sees nothing of it.
    """

    text: str
    symbology: Symbology
    source: Source
    presentation: int
    frame_time: float
    captured_at: float
    corners: Corners = ()
    beside: tuple[Symbol, ...] = ()
    since: Evidence | None = None

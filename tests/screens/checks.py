"""What must hold on every screen, whatever it shows; each check gives the complaints, none when all is well."""

from collections.abc import Iterable
from itertools import combinations

from kiosk.screens.theme import Colour
from kiosk.screens.widgets.board import TARGET
from kiosk.screens.widgets.button import LongPress, Tappable
from kiosk.screens.widgets.label import FitLabel
from kiosk.screens.widgets.piece import Piece
from kiosk.screens.widgets.shapes import Disc, Panel
from tests.screens.stage import Stage

Place = tuple[float, float, float, float]
LEAST_CONTRAST = 4.5
SLACK = 1.5  # pixels: places are rounded


def complaints(stage: Stage) -> list[str]:
    pieces = _to_be_seen(stage)
    labels = [piece for piece in pieces if isinstance(piece, FitLabel) and piece.text]
    return [
        *_clipped(labels),
        *_cut_short(labels, stage.status.school),
        *_overlapping(labels),
        *_outside_window(stage, labels),
        *_faint_or_over_an_edge(stage, pieces),
        *_small_targets(stage, pieces),
    ]


def _to_be_seen(stage: Stage) -> list[Piece]:
    """Without what «are you still there?» covers."""
    question = stage.app.screen.question
    covers = [(*piece.pos, *piece.size) for piece in question[:1]]
    return [
        piece
        for piece in stage.pieces()
        if piece in question or not any(_holds(cover, (*piece.pos, *piece.size)) for cover in covers)
    ]


def _clipped(labels: Iterable[FitLabel]) -> Iterable[str]:
    for label in labels:
        if label.fitted.width > label.width + SLACK or label.fitted.height > label.height + SLACK:
            yield f"{label.text!r} needs {label.fitted.width:.0f}x{label.fitted.height:.0f}, has {label.size}"


def _cut_short(labels: Iterable[FitLabel], school: str) -> Iterable[str]:
    """Only the title of a book may be cut, and the school's own name."""
    for label in labels:
        may_be_cut = label.text.startswith("《") or label.text == school or "…" in label.text
        if "…" in "".join(label.fitted.lines) and not may_be_cut:
            yield f"{label.text!r} is cut: {label.fitted.lines}"


def _overlapping(labels: Iterable[FitLabel]) -> Iterable[str]:
    for one, other in combinations(labels, 2):
        if _meet(_tight(one), _tight(other)):
            yield f"{one.text!r} overlaps {other.text!r}"


def _outside_window(stage: Stage, labels: Iterable[FitLabel]) -> Iterable[str]:
    window = (*stage.app.screen.pos, *stage.app.screen.size)
    return (f"{label.text!r} leaves the window" for label in labels if not _holds(window, label.ink))


def _faint_or_over_an_edge(stage: Stage, pieces: list[object]) -> Iterable[str]:
    for at, label in enumerate(pieces):
        if not isinstance(label, FitLabel) or not label.text:
            continue
        x, y, w, h = label.ink
        below = [
            piece for piece in pieces[:at] if isinstance(piece, (Panel, Disc)) and _at(piece, x + w / 2, y + h / 2)
        ]
        ground = below[-1].fill if below else stage.app.screen.ground
        if contrast(label.colour, ground) < LEAST_CONTRAST:
            yield f"{label.text!r} has contrast {contrast(label.colour, ground):.1f}"
        if below and not _holds((*below[-1].pos, *below[-1].size), _tight(label)):
            yield f"{label.text!r} reaches over the edge of its panel"


def _small_targets(stage: Stage, pieces: list[object]) -> Iterable[str]:
    least = TARGET * stage.app.screen.grid.k - SLACK
    targets = [piece for piece in pieces if isinstance(piece, (Tappable, LongPress))]
    for target in targets:
        if min(target.touch_place[2:]) < least:
            yield f"a target of {target.touch_place} is too small"
    for one, other in combinations([target for target in targets if isinstance(target, Tappable)], 2):
        if _meet((*one.pos, *one.size), (*other.pos, *other.size)):
            yield f"two buttons overlap at {one.pos}"


def contrast(one: Colour, other: Colour) -> float:
    """WCAG 2.2, 1.4.3."""
    light, dark = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def _luminance(colour: Colour) -> float:
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in colour[:3])
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _tight(label: FitLabel) -> Place:
    """The letters alone: without the air above and below them."""
    x, y, w, h = label.ink
    air = 0.14 * label.fitted.size
    return x, y + air, w, h - 2 * air


def _at(piece: object, x: float, y: float) -> bool:
    return piece.x <= x <= piece.right and piece.y <= y <= piece.top


def _holds(outer: Place, inner: Place) -> bool:
    return (
        outer[0] <= inner[0] + SLACK
        and outer[1] <= inner[1] + SLACK
        and inner[0] + inner[2] <= outer[0] + outer[2] + SLACK
        and inner[1] + inner[3] <= outer[1] + outer[3] + SLACK
    )


def _meet(one: Place, other: Place) -> bool:
    return (
        one[0] + SLACK < other[0] + other[2]
        and other[0] + SLACK < one[0] + one[2]
        and one[1] + SLACK < other[1] + other[3]
        and other[1] + SLACK < one[1] + one[3]
    )

"""Where on a line of grey bars may begin and end."""

import cv2
import numpy as np

SMOOTH = 6 / 120  # of the region's width: about six modules of a long code
QUIET = 0.25  # of the usual edge strength: less is no bar
WIDEST_NEEDED = 0.4  # of the region


def spans(line: np.ndarray, left: float, right: float) -> list[tuple[float, float]]:
    """The likely (begin, end) of a code's bars, the whole region first: beside them may stand a price code or print."""
    edges = np.abs(np.diff(line))
    width = right - left
    strength = cv2.blur(edges[None], (max(3, int(SMOOTH * width) | 1), 1), borderType=cv2.BORDER_CONSTANT)[0]
    busy = strength > QUIET * np.percentile(strength, 80)
    turns = np.flatnonzero(np.diff(np.concatenate([[0], busy, [0]]))).reshape(-1, 2)
    parts = [part for part in (_tightened(edges, int(a), int(b)) for a, b in turns) if part]
    found = [(left, right), *(part for part in parts if part[1] - part[0] > WIDEST_NEEDED * width)]
    if len(parts) > 1:
        found.append((parts[0][0], parts[-1][1]))
    return found


def _tightened(edges: np.ndarray, first: int, last: int) -> tuple[float, float] | None:
    part = edges[first:last]
    strong = np.flatnonzero(part > QUIET * np.percentile(part, 90)) if part.size else part
    return (float(first + strong[0] + 0.5), float(first + strong[-1] + 1)) if strong.size else None

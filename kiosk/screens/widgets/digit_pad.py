"""Where the keys of a pad for digits lie: three beside each other, four rows, as on a telephone."""

from collections.abc import Iterator
from math import inf

from kiosk.screens.widgets.grid import Box


def pad_places(box: Box, signs: str, gap: float, most_high: float = inf) -> Iterator[tuple[str, Box]]:
    """signs: twelve, row by row; a blank is a place without a key."""
    wide, high = (box.w - 2 * gap) / 3, min(most_high, (box.h - 3 * gap) / 4)
    for at, sign in enumerate(signs):
        if sign != " ":
            yield sign, Box(box.x + at % 3 * (wide + gap), box.y + at // 3 * (high + gap), wide, high)

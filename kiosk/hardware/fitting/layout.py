"""Of what a barcode is made, from its first guard to its last."""

from dataclasses import dataclass
from functools import cache, cached_property
from itertools import accumulate, groupby

import numpy as np

from kiosk.hardware.fitting.alphabets import (
    CODE128,
    CODE128_STOP_BARS,
    EAN_EVEN,
    EAN_GUARD,
    EAN_MIDDLE,
    EAN_ODD,
    EAN_RIGHT,
)
from kiosk.hardware.fitting.templates import Alphabet, steps, templates

QUIET = "000"  # modules of the quiet zone that a guard is seen with

LEFT = Alphabet(EAN_ODD + EAN_EVEN, "1", "0")
ODD = Alphabet(EAN_ODD, "1", "0")
RIGHT = Alphabet(EAN_RIGHT, "0", "1")
RIGHT_EITHER_WAY = Alphabet(EAN_RIGHT + tuple(code[::-1] for code in EAN_ODD), "0", "1")
MIDDLE = Alphabet((EAN_MIDDLE,), "1", "1")
OPENING = Alphabet((QUIET + EAN_GUARD,), "0", "0")
CLOSING = Alphabet((EAN_GUARD + QUIET,), "0", "0")
CHARACTER = Alphabet(CODE128[:103], "0", "1")
START = Alphabet(tuple(QUIET + code for code in CODE128[103:106]), "0", "1")
STOP = Alphabet((CODE128_STOP_BARS + QUIET,), "0", "0")


@dataclass(frozen=True)
class BarLayout:
    """slots: an alphabet for each place; starts: modules from the first bar to each slot; modules: from the first bar
    to the last one. The outer slots include some of the quiet zones."""

    slots: tuple[Alphabet, ...]
    starts: tuple[int, ...]
    modules: int

    @cached_property
    def steps(self) -> np.ndarray:
        """Where all slots are sampled: modules from the first bar."""
        return np.concatenate([start + steps(slot) for slot, start in zip(self.slots, self.starts, strict=True)])

    @cached_property
    def runs(self) -> tuple[tuple[Alphabet, int], ...]:
        """How many slots of the same alphabet follow each other."""
        return tuple((alphabet, len([*run])) for alphabet, run in groupby(self.slots))


def _edge_to_edge(*slots: Alphabet) -> BarLayout:
    ends = [*accumulate((slot.length for slot in slots), initial=-len(QUIET))]
    return BarLayout(slots, tuple(ends[:-1]), ends[-1] - len(QUIET))


EAN13 = _edge_to_edge(OPENING, *[LEFT] * 6, MIDDLE, *[RIGHT] * 6, CLOSING)
EAN13_EITHER_WAY = _edge_to_edge(OPENING, *[LEFT] * 6, MIDDLE, *[RIGHT_EITHER_WAY] * 6, CLOSING)
EAN8 = _edge_to_edge(OPENING, *[ODD] * 4, MIDDLE, *[RIGHT] * 4, CLOSING)


@cache
def code128(characters: int) -> BarLayout:
    """characters: between start and stop, the check character included."""
    return _edge_to_edge(START, *[CHARACTER] * characters, STOP)


CODE128_START = BarLayout((START,), (-len(QUIET),), START.length)
CODE128_STOP = BarLayout((STOP,), (0,), len(CODE128_STOP_BARS))


def draw_all() -> None:
    """Draws what is drawn once, so that no frame has to wait for it."""
    for alphabet in (LEFT, ODD, RIGHT, RIGHT_EITHER_WAY, MIDDLE, OPENING, CLOSING, CHARACTER, START, STOP):
        templates(alphabet)

"""What a character of bars looks like once a lens has blurred it and the light has thickened or thinned its bars."""

from dataclasses import dataclass
from functools import cache

import cv2
import numpy as np

SAMPLES = 4  # a module, of what is compared
FINE = 24  # a module, while drawing
MARGIN = 0.5  # modules of the neighbours' known colour that a window shows on either side
BLURS = (0.45, 0.8, 1.15)  # standard deviations, in modules
GROWTHS = (-0.3, 0.0, 0.3)  # modules by which a dark bar is wider than it was printed: over-exposure thins it
LOOKS = tuple((blur, growth) for blur in BLURS for growth in GROWTHS)
PLAIN_LOOK = LOOKS.index((0.8, 0.0))


@dataclass(frozen=True)
class Alphabet:
    """Characters of one width, as modules; before, after: what always stands beside them."""

    characters: tuple[str, ...]
    before: str
    after: str

    @property
    def length(self) -> int:
        return len(self.characters[0])


@cache
def templates(alphabet: Alphabet) -> np.ndarray:
    """looks x characters x samples: darkness, each of mean nought and length one."""
    rows = [[int(module) for module in alphabet.before + code + alphabet.after] for code in alphabet.characters]
    drawn = np.repeat(np.array(rows, dtype=np.float32), FINE, axis=1)
    places = (steps(alphabet) + len(alphabet.before)) * FINE - 0.5
    places = np.broadcast_to(places.astype(np.float32), (len(rows), places.size))
    row = np.broadcast_to(np.arange(len(rows), dtype=np.float32)[:, None], places.shape)
    looks = (cv2.remap(_blurred(_grown(drawn, growth), blur), places, row, cv2.INTER_LINEAR) for blur, growth in LOOKS)
    return unit(np.stack([*looks]))


@cache
def steps(alphabet: Alphabet) -> np.ndarray:
    """Where a window is sampled: modules from the character's first edge."""
    count = round((alphabet.length + 2 * MARGIN) * SAMPLES)
    return ((np.arange(count) + 0.5) / SAMPLES - MARGIN).astype(np.float32)


def unit(rows: np.ndarray, least: float = 1e-6) -> np.ndarray:
    """Rows of mean nought and length one; what is shorter than `least` stays shorter than one."""
    centred = rows - rows.mean(axis=-1, keepdims=True)
    return centred / np.maximum(np.sqrt(np.einsum("...i,...i->...", centred, centred)), least)[..., None]


def _blurred(rows: np.ndarray, blur: float) -> np.ndarray:
    size = 2 * round(3 * blur * FINE) + 1
    return cv2.GaussianBlur(rows, (size, 1), blur * FINE, borderType=cv2.BORDER_REPLICATE)


def _grown(rows: np.ndarray, growth: float) -> np.ndarray:
    """Every dark run wider by so many modules; narrower where negative."""
    kernel = np.ones((1, 2 * round(abs(growth) * FINE / 2) + 1), dtype=np.uint8)
    change = cv2.dilate if growth > 0 else cv2.erode
    return change(rows, kernel, borderType=cv2.BORDER_REPLICATE)

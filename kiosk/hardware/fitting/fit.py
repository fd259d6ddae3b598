"""A barcode of known layout is laid over a line of grey: where do its edges lie, how well does each character fit?"""

from dataclasses import dataclass

import numpy as np

from kiosk.hardware.fitting.layout import BarLayout
from kiosk.hardware.fitting.line import PixelLine
from kiosk.hardware.fitting.templates import PLAIN_LOOK, steps, templates

FAR, NEAR = np.arange(-3.0, 3.1), np.array([-0.5, 0.0, 0.5])  # modules by which an end may lie elsewhere
BEND = 0.5  # modules between two places of an edge
BENDS = np.arange(-7, 8)  # how far an edge may lie from where an even code would have it
TURNS = np.arange(-3, 4)  # by how much the next edge may differ from it
STIFFNESS = 0.02  # the price of a turn by one


@dataclass(frozen=True, slots=True)
class Alignment:
    """An even code over a line. start: of the first bar; module: its width; both in samples of the line.

    loss: 0..1, what the characters that fit best leave unexplained on average."""

    start: float
    module: float
    loss: float


@dataclass(frozen=True, slots=True)
class Fit:
    """losses: for each slot looks x characters, what each leaves unexplained, 0 (nothing) .. 1;
    ends: where on the line the first bar begins and the last one ends."""

    losses: tuple[np.ndarray, ...]
    ends: tuple[float, float]


def align(line: PixelLine, layout: BarLayout, left: float, right: float) -> Alignment:
    """left, right: about where the outer bars begin and end, give or take three modules."""
    far = nudge(line, layout, left, right, FAR)
    return nudge(line, layout, far.start, far.start + far.module * layout.modules, NEAR)


def nudge(line: PixelLine, layout: BarLayout, left: float, right: float, reach: np.ndarray) -> Alignment:
    """The best even code whose two ends lie within reach (modules)."""
    module = (right - left) / layout.modules
    lefts, rights = (grid.ravel() for grid in np.meshgrid(left + reach * module, right + reach * module))
    modules = (rights - lefts) / layout.modules
    losses = even_losses(line, layout, lefts, modules)
    best = int(losses.argmin())
    return Alignment(float(lefts[best]), float(modules[best]), float(losses[best]))


def even_losses(line: PixelLine, layout: BarLayout, starts: np.ndarray, modules: np.ndarray) -> np.ndarray:
    """For each even code (by its start and module) what its best characters leave unexplained on average."""
    places = starts[:, None] + modules[:, None] * layout.steps
    sampled = line.sampled(places.astype(np.float32))
    explained, at = np.zeros(starts.shape), 0
    for alphabet, count in layout.runs:
        size = count * steps(alphabet).size
        seen = line.windows(sampled[:, at : at + size].reshape(starts.size, count, -1))
        likeness = (seen @ templates(alphabet)[PLAIN_LOOK].T).max(axis=-1)
        explained += np.square(np.maximum(likeness, 0)).sum(axis=-1)
        at += size
    return 1 - explained / len(layout.slots)


def bend(line: PixelLine, layout: BarLayout, alignment: Alignment) -> Fit:
    """The code as it may lie on a curved or crumpled page: each edge where it fits best, then every look there."""
    path = BEND * BENDS[_cheapest_path(_likenesses(line, layout, alignment))]
    losses = []
    for slot, at, first, last in zip(layout.slots, layout.starts, path, path[1:], strict=False):
        places = at + first + (1 + (last - first) / slot.length) * steps(slot)
        sampled = line.sampled((alignment.start + alignment.module * places)[None].astype(np.float32))
        losses.append(1 - np.square(np.maximum(templates(slot) @ line.windows(sampled)[0], 0)))
    start, end = alignment.start, alignment.start + alignment.module * layout.modules
    return Fit(tuple(losses), (float(start + alignment.module * path[0]), float(end + alignment.module * path[-1])))


def _likenesses(line: PixelLine, layout: BarLayout, alignment: Alignment) -> np.ndarray:
    """slots x bends x turns: the correlation of the best character, where the slot's two edges are so displaced."""
    found, k = [], 0
    for alphabet, count in layout.runs:
        at = np.array(layout.starts[k : k + count])[:, None, None, None]
        stretch = 1 + BEND * TURNS[:, None] / alphabet.length
        places = at + BEND * BENDS[:, None, None] + stretch * steps(alphabet)
        rows = (alignment.start + alignment.module * places).reshape(count * len(BENDS), -1).astype(np.float32)
        seen = line.windows(line.sampled(rows).reshape(places.shape))
        found.append((seen @ templates(alphabet)[PLAIN_LOOK].T).max(axis=-1))
        k += count
    return np.concatenate(found)


def _cheapest_path(likenesses: np.ndarray) -> np.ndarray:
    """The bend of each edge (its place in BENDS), on the way of least loss from the first to the last."""
    cost = np.zeros(len(BENDS))
    turns = []
    for step in 1 - np.square(np.maximum(likenesses, 0)):
        total = cost[_CAME_FROM] + step[_CAME_FROM, _TURN] + _PRICE
        turns.append(total.argmin(axis=-1))
        cost = total.min(axis=-1)
    path = [int(cost.argmin())]
    for turned in reversed(turns):
        path.append(path[-1] - int(TURNS[turned[path[-1]]]))
    return np.array(path[::-1])


_TURN = np.arange(len(TURNS))
_CAME_FROM = np.clip(np.arange(len(BENDS))[:, None] - TURNS, 0, len(BENDS) - 1)
_PRICE = np.where(np.arange(len(BENDS))[:, None] - TURNS == _CAME_FROM, STIFFNESS * np.square(TURNS), np.inf)

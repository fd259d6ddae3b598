"""Where in a picture bars stand side by side: the gradient's structure tensor, pooled into cells."""

from dataclasses import dataclass

import cv2
import numpy as np

CELL = 8  # pixels; the pooled window of three cells spans a few bars of 2 to 4 px a module
STRIP = 18 * CELL  # rows at a time: memory that stays in the cache costs a third
STRIDE = 2  # of the gradient's pixels every second one in either direction stands for all
COHERENT = 0.6  # 1 = all edges in a cell run one way, 0 = as many one way as across; print and wood stay lower
STRONG = 15.0  # mean squared gradient of a cell, in grey steps: the bars of a dark corner; sensor noise is incoherent
ALIGNED = 0.85  # cosine of the doubled angle between a cell and its seed: about 16 degrees
KEEP_ENERGY = 0.15  # of the seed's energy: a cell weaker than this is no longer the same print
SMALLEST_WIDTH, SMALLEST_HEIGHT = 48, 16  # pixels; less holds no code that could be read


@dataclass(frozen=True, slots=True)
class BarRegion:
    """A rectangle full of bars, in pixels of the picture.

    angle: radians, of the direction across the bars; width: across the bars; height: along them; fan: radians a pixel
    by which bars further across are turned, because the page is seen from one side.
    """

    centre: tuple[float, float]
    angle: float
    width: float
    height: float
    fan: float = 0.0


@dataclass(frozen=True, slots=True)
class _Field:
    """The structure tensor by cells: edge energy and the doubled-angle vector (cos, sin), weighted by coherence."""

    energy: np.ndarray
    along: np.ndarray
    across: np.ndarray
    strength: np.ndarray  # the vector's length


def find_bar_regions(grey: np.ndarray, most: int) -> list[BarRegion]:
    """At most `most` regions of an 8-bit grey picture, the strongest first."""
    if min(grey.shape) < 3 * CELL:
        return []
    field = _structure_field(grey)
    bars = _without_specks((field.strength > COHERENT * field.energy) & (field.energy > STRONG))
    weight = np.where(bars, field.strength, 0.0).astype(np.float32)
    regions = []
    for _ in range(4 * most):
        _, peak, _, (column, row) = cv2.minMaxLoc(weight)
        if peak <= 0 or len(regions) == most:
            break
        cells = _cells_like(field, bars, row, column)
        region = _enclose(field, cells)
        if region.width >= SMALLEST_WIDTH and region.height >= SMALLEST_HEIGHT:
            regions.append(region)
        weight[cells] = 0.0
        weight[row, column] = 0.0
        bars[cells] = 0
    return regions


def region_of(outline: np.ndarray) -> BarRegion:
    """outline: 4x2, the corners of a code, clockwise from its own top left."""
    first, second, third, fourth = outline
    across, along = (second + third - first - fourth) / 2, (third + fourth - first - second) / 2
    middle = outline.mean(axis=0)
    width, height = float(np.hypot(*across)), float(np.hypot(*along))
    return BarRegion((float(middle[0]), float(middle[1])), float(np.arctan2(across[1], across[0])), width, height)


def find_large_bar_regions(grey: np.ndarray, most: int, besides: list[BarRegion]) -> list[BarRegion]:
    """As before on half the size: there the widest bars stand close enough, and noise is less. Not what is known."""
    half = cv2.resize(grey, None, fx=0.5, fy=0.5, interpolation=cv2.INTER_AREA) if min(grey.shape) > 1 else grey
    found = (
        BarRegion((2 * region.centre[0], 2 * region.centre[1]), region.angle, 2 * region.width, 2 * region.height)
        for region in find_bar_regions(half, most)
    )
    return [region for region in found if not any(_alike(region, known) for known in besides)]


def _alike(one: BarRegion, other: BarRegion) -> bool:
    apart = max(abs(a - b) for a, b in zip(one.centre, other.centre, strict=True))
    return apart < CELL and abs(one.width - other.width) < 0.05 * other.width


def _structure_field(grey: np.ndarray) -> _Field:
    height, width = (side - side % CELL for side in grey.shape)
    strips = [_pooled_products(grey[top : min(top + STRIP, height), :width]) for top in range(0, height, STRIP)]
    xx, yy, xy = (cv2.blur(np.vstack(pooled), (3, 3)) for pooled in zip(*strips, strict=True))
    return _Field(energy=xx + yy, along=xx - yy, across=2 * xy, strength=cv2.magnitude(xx - yy, 2 * xy))


def _pooled_products(strip: np.ndarray) -> list[np.ndarray]:
    """The means by cells of dx dx, dy dy and dx dy, in squared grey steps."""
    gradient = cv2.spatialGradient(np.ascontiguousarray(strip))
    scale = 1 / 8  # the Sobel kernel weighs a step of one grey by 8
    dx, dy = (part[::STRIDE, ::STRIDE].astype(np.float32) * scale for part in gradient)
    cells = (strip.shape[1] // CELL, strip.shape[0] // CELL)
    return [cv2.resize(product, cells, interpolation=cv2.INTER_AREA) for product in (dx * dx, dy * dy, dx * dy)]


def _without_specks(cells: np.ndarray) -> np.ndarray:
    _, labels, stats, _ = cv2.connectedComponentsWithStats(cells.astype(np.uint8), connectivity=8)
    large = stats[:, cv2.CC_STAT_AREA] >= SMALLEST_WIDTH * SMALLEST_HEIGHT // CELL**2
    large[0] = False  # what is no cell of bars
    return large[labels].astype(np.uint8)


def _cells_like(field: _Field, bars: np.ndarray, row: int, column: int) -> np.ndarray:
    """The connected cells around a seed whose bars run its way (a boolean mask)."""
    seed = field.strength[row, column]
    cosine, sine = field.along[row, column] / seed, field.across[row, column] / seed
    aligned = field.along * cosine + field.across * sine > ALIGNED * field.strength
    like = bars & (aligned & (field.energy > KEEP_ENERGY * field.energy[row, column]))
    _, labels = cv2.connectedComponents(like.astype(np.uint8), connectivity=8)
    return (labels == labels[row, column]) & (like > 0)


def _enclose(field: _Field, cells: np.ndarray) -> BarRegion:
    rows, columns = np.nonzero(cells)
    angle = 0.5 * float(np.arctan2(field.across[cells].sum(), field.along[cells].sum()))
    cosine, sine = np.cos(angle), np.sin(angle)
    x, y = (columns + 0.5) * CELL, (rows + 0.5) * CELL
    u, v = x * cosine + y * sine, y * cosine - x * sine
    middle_u, middle_v = (u.min() + u.max()) / 2, (v.min() + v.max()) / 2
    return BarRegion(
        centre=(float(middle_u * cosine - middle_v * sine), float(middle_u * sine + middle_v * cosine)),
        angle=angle,
        width=float(np.ptp(u)) + CELL,
        height=float(np.ptp(v)) + CELL,
    )

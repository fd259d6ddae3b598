"""Where a code lies in a frame: four corners in pixels, clockwise from the code's own top left."""

from collections.abc import Iterable

Point = tuple[float, float]
Corners = tuple[Point, ...]


def corners_of(points: Iterable[Iterable[float]]) -> Corners:
    """Of an array's rows (x, y)."""
    return tuple((float(x), float(y)) for x, y in points)


def middle(corners: Corners) -> Point:
    return tuple(sum(axis) / len(axis) for axis in zip(*corners, strict=True))


def holds(corners: Corners, point: Point) -> bool:
    """Does the point lie within their upright rectangle?"""
    axes = zip(*corners, strict=True)
    return all(min(axis) <= place <= max(axis) for place, axis in zip(point, axes, strict=True))


def overlap(one: Corners, other: Corners) -> bool:
    """Does the middle of either lie within the other's upright rectangle?"""
    return holds(other, middle(one)) or holds(one, middle(other))

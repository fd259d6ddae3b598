"""Who stands before the camera, as far as colours of clothes in a coarse grid tell: no faces, and nothing is kept.

A picture becomes 64 by 36 cells. Those that do not look like the bare room are somebody, or something held up.
"""

from dataclasses import dataclass

import cv2
import numpy as np
import numpy.typing as npt

Cells = npt.NDArray[np.float32]  # rows, columns, BGR; as under the light of the first picture
Mask = npt.NDArray[np.bool_]  # rows, columns

COLUMNS, ROWS = 64, 36
SUBSAMPLED = 320  # pixels of width: enough to average a cell over
DARK = 10.0  # grey steps: what two dark things differ by is noise
NOT_THE_ROOM = 0.2  # of the brightness; noise averaged over a cell stays below 0.1, a shadow below 0.15
OTHER_CLOTHES = 0.25
STEP_OF_LIGHT = 0.25  # of the brightness, between two pictures: more is somebody's back, not a lamp
FEWEST_BARE = 0.12  # of the cells: with less of the room in view the light cannot be told
LEARNING = 0.05  # a picture
TORSO = 24  # the row from which heads have ended
NARROWEST = 6  # columns; a tenth of the picture, a child at arm's length takes a third
STEP_ASIDE = 8  # columns
LEAST = 40  # cells of a person; a hand with a sleeve has fewer
VACATED = 0.45  # of somebody's cells: he ducks or leaves; behind a book they do not look like the bare room
NOBODY = 0.03  # of the cells not bare: a shadow, a lamp
SHOWN = 0.2  # of the clothes; less and he is not there


def relative_difference(one: Cells, other: Cells) -> npt.NDArray[np.float32]:
    """The most that a channel differs, in shares of its brightness."""
    blue, green, red = np.moveaxis(np.abs(one - other) / ((one + other) / 2 + DARK), -1, 0)
    most: npt.NDArray[np.float32] = np.maximum(np.maximum(blue, green), red)  # thrice as fast as max()
    return most


def coarse(image: npt.NDArray[np.uint8]) -> Cells:
    step = max(1, image.shape[1] // SUBSAMPLED)
    thin = np.ascontiguousarray(image[::step, ::step])
    return np.asarray(cv2.resize(thin, (COLUMNS, ROWS), interpolation=cv2.INTER_AREA), dtype=np.float32)


def cell_at(place: tuple[float, float]) -> tuple[int, int]:
    """place: (x, y) in shares of the picture."""
    x, y = place
    return min(int(y * ROWS), ROWS - 1), min(int(x * COLUMNS), COLUMNS - 1)


class Room:
    """The bare room, learned slowly, and the light that falls into it now."""

    def __init__(self) -> None:
        self._bare: Cells | None = None
        self._light = np.ones(3, np.float32)
        self._seen_bare: Mask = np.ones((ROWS, COLUMNS), bool)

    def look(self, image: npt.NDArray[np.uint8]) -> tuple[Cells, Mask]:
        """The cells as under the first light, and which of them show the bare room."""
        cells = coarse(image)
        if self._bare is None:
            self._bare = cells
        self._light = self._judge_light(cells)
        even = (cells / self._light).astype(np.float32)
        self._seen_bare = relative_difference(even, self._bare) < NOT_THE_ROOM
        return even, self._seen_bare

    def learn(self, cells: Cells, where: Mask, rate: float = LEARNING) -> None:
        if self._bare is not None:
            self._bare[where] += rate * (cells[where] - self._bare[where])

    def _judge_light(self, cells: Cells) -> npt.NDArray[np.float32]:
        """By the cells that were bare a moment ago; after a sudden change, by what most of the picture says."""
        assert self._bare is not None
        ratio = (cells + DARK) / (self._bare + DARK)
        steady = self._seen_bare & (np.abs(ratio / self._light - 1).max(axis=-1) < STEP_OF_LIGHT)
        if np.count_nonzero(steady) < FEWEST_BARE * steady.size:
            brightness = np.log(ratio.mean(axis=-1))
            counts, edges = np.histogram(brightness, bins=40, range=(-2.5, 2.5))
            most = int(counts.argmax())
            steady = (brightness >= edges[most]) & (brightness <= edges[most + 1])
            if np.count_nonzero(steady) < FEWEST_BARE * steady.size:
                return self._light
        light: npt.NDArray[np.float32] = np.median(ratio[steady], axis=0).astype(np.float32)
        return light


@dataclass(frozen=True, slots=True, eq=False)
class Person:
    """place: the cells taken, head and all; clothes: their colour."""

    place: Mask
    clothes: Cells

    @property
    def torso(self) -> int:
        return int(np.count_nonzero(self.place[TORSO:]))

    def share_shown(self, cells: Cells, bare: Mask) -> float:
        """How much of the clothes is in view there or a step aside; further away it is somebody dressed alike."""
        columns = np.flatnonzero(self.place.any(axis=0))
        near = np.s_[TORSO:, max(0, columns[0] - STEP_ASIDE) : columns[-1] + 1 + STEP_ASIDE]
        alike = ~bare[near] & (relative_difference(cells[near], self.clothes) < OTHER_CLOTHES)
        return float(np.count_nonzero(alike)) / max(self.torso, 1)

    def share_vacated(self, bare: Mask) -> float:
        return float(bare[self.place].mean())

    def is_gone(self, cells: Cells, bare: Mask) -> bool:
        return self.share_vacated(bare) >= VACATED and self.share_shown(cells, bare) < SHOWN


def people_in(cells: Cells, bare: Mask) -> tuple[Person, ...]:
    """Told apart by the clothes along the picture's foot; nothing may be held up meanwhile."""
    taken = ~bare[TORSO:]
    filled = np.count_nonzero(taken, axis=0) >= (ROWS - TORSO) / 2
    columns = np.array(
        [np.median(cells[TORSO:, at][taken[:, at]], axis=0) if filled[at] else np.zeros(3) for at in range(COLUMNS)],
        np.float32,
    )
    people, first = [], 0
    for at in range(1, COLUMNS + 1):
        if at < COLUMNS and filled[at] and filled[at - 1] and _alike(columns[at], columns[at - 1]):
            continue
        if filled[at - 1] and at - first >= NARROWEST:
            place = np.zeros((ROWS, COLUMNS), bool)
            place[:, first:at] = ~bare[:, first:at]
            if np.count_nonzero(place) >= LEAST:
                people.append(Person(place, np.median(columns[first:at], axis=0).astype(np.float32)))
        first = at
    return tuple(people)


def _alike(one: Cells, other: Cells) -> bool:
    return float(relative_difference(one, other)) < OTHER_CLOTHES

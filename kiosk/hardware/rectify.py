"""Cut a region of bars upright out of a picture, and average it along the bars."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

import cv2
import numpy as np

from kiosk.hardware.localise import BarRegion

QUIET_SHARE = 0.16  # of the width, on either side: a quiet zone of 11 modules beside 95, and the pooling's blur
TRIM_SHARE = 0.12  # of the height, at either end: digits and edges do not belong into the average
ENOUGH_WIDTH = 600  # pixels; a narrower crop is enlarged, for libraries want whole pixels a module
LARGEST_SCALE = 3.0
BANDS_COMPARED = 8
MOST_LEAN = 0.25  # radians, of the outermost bars
LEAN_LEFT_ALONE = 1.5  # pixels from the top of the bars to their foot
PROFILE_ROWS = 16
BANDS = ((0.0, 1.0), (0.0, 0.4), (0.3, 0.7), (0.6, 1.0))
SHARPENINGS = (2.5, 1.0, 0.0)  # the likeliest first
SQUEEZED_ROWS = 48


@dataclass(frozen=True, slots=True)
class Crop:
    """Bars upright.

    image: grey; left, right: about where in it the bars begin and end; to_frame: 3x3, a homography from pixels of the
    crop to pixels of the picture.
    """

    image: np.ndarray
    left: float
    right: float
    to_frame: np.ndarray

    def in_frame(self, points: np.ndarray) -> np.ndarray:
        """Points (Nx2) of the crop, in the picture."""
        return cv2.perspectiveTransform(points[None].astype(np.float64), self.to_frame)[0]


def rectify(grey: np.ndarray, region: BarRegion) -> Crop:
    """The bars of a region upright: turned as the region says, looked at, and turned again by what they still lean."""
    crop = _cut(grey, region)
    left, right = leans(crop)
    if max(abs(left), abs(right)) * crop.image.shape[0] < LEAN_LEFT_ALONE:
        return crop
    return _cut(grey, replace(region, angle=region.angle - (left + right) / 2, fan=(right - left) / (region.width / 2)))


def leans(crop: Crop) -> tuple[float, float]:
    """Radians by which the bars in the left and the right half lean: how far each band has slid beside the next one."""
    height, width = crop.image.shape
    if height < 2 * BANDS_COMPARED:
        return 0.0, 0.0
    bands = cv2.resize(crop.image, (width, BANDS_COMPARED), interpolation=cv2.INTER_AREA).astype(np.float32)
    edges = np.diff(cv2.GaussianBlur(bands, (7, 1), 1.5), axis=1)
    apart = height / BANDS_COMPARED
    reach = max(2, round(MOST_LEAN * apart))
    middle = edges.shape[1] // 2
    return tuple(float(np.arctan(_slide(half, reach) / apart)) for half in (edges[:, :middle], edges[:, middle:]))


def _slide(edges: np.ndarray, reach: int) -> float:
    """Pixels by which each row is displaced against the one above it, where that explains all of them best."""
    fixed = edges[:-1, reach:-reach]
    if fixed.shape[1] < 4 * reach:
        return 0.0
    moved = np.lib.stride_tricks.sliding_window_view(edges[1:], fixed.shape[1], axis=1)
    likeness = np.einsum("rx,rsx->s", fixed, moved)
    best = int(np.clip(likeness.argmax(), 1, 2 * reach - 1))
    before, at, after = likeness[best - 1 : best + 2]
    bow = before - 2 * at + after
    return best - reach + (float(0.5 * (before - after) / bow) if bow < 0 else 0.0)


def _cut(grey: np.ndarray, region: BarRegion) -> Crop:
    scale = float(np.clip(ENOUGH_WIDTH / region.width, 1.0, LARGEST_SCALE))
    margin = QUIET_SHARE * region.width + 8
    half_width, half_height = region.width / 2 + margin, max(region.height, 8) / 2
    width, height = int(2 * half_width * scale), int(2 * half_height * scale)
    # On either side the quadrilateral leans as the bars there do.
    lean = half_height * np.tan(np.clip(region.fan * half_width, -MOST_LEAN, MOST_LEAN))
    corners = np.array(
        [
            (-half_width + lean, -half_height),
            (half_width - lean, -half_height),
            (half_width + lean, half_height),
            (-half_width - lean, half_height),
        ]
    )
    cosine, sine = np.cos(region.angle), np.sin(region.angle)
    corners = corners @ np.array([[cosine, sine], [-sine, cosine]]) + np.array(region.centre)
    upright = np.array([(0, 0), (width, 0), (width, height), (0, height)], dtype=np.float32)
    to_frame = cv2.getPerspectiveTransform(upright, corners.astype(np.float32))
    flags = cv2.INTER_LINEAR | cv2.WARP_INVERSE_MAP
    image = cv2.warpPerspective(grey, to_frame, (width, height), flags=flags, borderMode=cv2.BORDER_REPLICATE)
    return Crop(image, margin * scale, width - margin * scale, to_frame)


def profiles(crop: Crop) -> Iterator[np.ndarray]:
    """Pictures of a few equal rows, each averaged over a band along the bars: noise goes, bars stay."""
    trim = int(TRIM_SHARE * crop.image.shape[0])
    bars = crop.image[trim : crop.image.shape[0] - trim]
    for top, bottom in BANDS:
        mean = _mean_row(bars, top, bottom)
        soft = cv2.GaussianBlur(mean, (0, 0), 2.5)
        for amount in SHARPENINGS:
            row = cv2.addWeighted(mean, 1 + amount, soft, -amount, 0)
            yield np.repeat(cv2.normalize(row, None, 0, 255, cv2.NORM_MINMAX, cv2.CV_8U), PROFILE_ROWS, axis=0)


def lines(crop: Crop, bands: Sequence[tuple[float, float]]) -> Iterator[np.ndarray]:
    """Grey (float32) across the bars, averaged over each band (shares of the height, from the top)."""
    for top, bottom in bands:
        yield _mean_row(crop.image, top, bottom)[0]


def squeezed(crop: Crop) -> np.ndarray:
    """The crop pressed flat: fewer rows to read, and each of them less noisy."""
    return cv2.resize(crop.image, (crop.image.shape[1], SQUEEZED_ROWS), interpolation=cv2.INTER_AREA)


def _mean_row(bars: np.ndarray, top: float, bottom: float) -> np.ndarray:
    first = int(top * bars.shape[0])
    return cv2.reduce(bars[first : max(int(bottom * bars.shape[0]), first + 1)], 0, cv2.REDUCE_AVG, dtype=cv2.CV_32F)

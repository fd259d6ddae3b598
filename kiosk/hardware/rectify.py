"""Cut a region of bars upright out of a picture, and average it along the bars."""

from collections.abc import Iterator
from dataclasses import dataclass

import cv2
import numpy as np

from kiosk.hardware.localise import BarRegion

QUIET_SHARE = 0.16  # of the width, on either side: a quiet zone of 11 modules beside 95, and the pooling's blur
TRIM_SHARE = 0.12  # of the height, at either end: digits and edges do not belong into the average
ENOUGH_WIDTH = 600  # pixels; a narrower crop is enlarged, for libraries want whole pixels a module
LARGEST_SCALE = 3.0
PROFILE_ROWS = 16
BANDS = ((0.0, 1.0), (0.0, 0.4), (0.3, 0.7), (0.6, 1.0))
SHARPENINGS = (2.5, 1.0, 0.0)  # the likeliest first
SQUEEZED_ROWS = 48


@dataclass(frozen=True, slots=True)
class Crop:
    """Bars upright.

    image: grey; to_frame: 2x3, from pixels of the crop to pixels of the picture.
    """

    image: np.ndarray
    to_frame: np.ndarray

    def in_frame(self, points: np.ndarray) -> np.ndarray:
        """Points (Nx2) of the crop, in the picture."""
        return points @ self.to_frame[:, :2].T + self.to_frame[:, 2]


def rectify(grey: np.ndarray, region: BarRegion) -> Crop:
    scale = float(np.clip(ENOUGH_WIDTH / region.width, 1.0, LARGEST_SCALE))
    margin = QUIET_SHARE * region.width + 8
    width, height = int((region.width + 2 * margin) * scale), int(max(region.height, 8) * scale)
    cosine, sine = np.cos(region.angle) / scale, np.sin(region.angle) / scale
    turn = np.array([[cosine, -sine], [sine, cosine]])
    to_frame = np.column_stack([turn, np.array(region.centre) - turn @ np.array([width / 2, height / 2])])
    flags = cv2.INTER_LINEAR | cv2.WARP_INVERSE_MAP
    image = cv2.warpAffine(grey, to_frame, (width, height), flags=flags, borderMode=cv2.BORDER_REPLICATE)
    return Crop(image, to_frame)


def profiles(crop: Crop) -> Iterator[np.ndarray]:
    """Pictures of a few equal rows, each averaged over a band along the bars: noise goes, bars stay."""
    for top, bottom in BANDS:
        mean = _mean_row(crop, top, bottom)
        soft = cv2.GaussianBlur(mean, (0, 0), 2.5)
        for amount in SHARPENINGS:
            row = cv2.addWeighted(mean, 1 + amount, soft, -amount, 0)
            yield np.repeat(cv2.normalize(row, None, 0, 255, cv2.NORM_MINMAX, cv2.CV_8U), PROFILE_ROWS, axis=0)


def band_profiles(crop: Crop) -> Iterator[np.ndarray]:
    """Grey across the bars, averaged along all of them, then along a fifth: bent or slanting bars blur less there."""
    for top, bottom in ((0.0, 1.0), *((band / 5, (band + 1) / 5) for band in range(5))):
        yield _mean_row(crop, top, bottom)[0]


def squeezed(crop: Crop) -> np.ndarray:
    """The crop pressed flat: fewer rows to read, and each of them less noisy."""
    return cv2.resize(crop.image, (crop.image.shape[1], SQUEEZED_ROWS), interpolation=cv2.INTER_AREA)


def _mean_row(crop: Crop, top: float, bottom: float) -> np.ndarray:
    trim = int(TRIM_SHARE * crop.image.shape[0])
    bars = crop.image[trim : crop.image.shape[0] - trim]
    first = int(top * bars.shape[0])
    return cv2.reduce(bars[first : max(int(bottom * bars.shape[0]), first + 1)], 0, cv2.REDUCE_AVG, dtype=cv2.CV_32F)

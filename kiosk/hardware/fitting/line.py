"""A line of grey across bars, and small windows of it."""

from dataclasses import dataclass

import cv2
import numpy as np

from kiosk.hardware.fitting.templates import unit

FLAT = 0.12  # of the line's own contrast: a window with less of it is dull, not bars


@dataclass(frozen=True)
class PixelLine:
    """dark: 1 x N, float32, higher where darker; contrast: its standard deviation."""

    dark: np.ndarray
    contrast: float

    @classmethod
    def of_grey(cls, grey: np.ndarray) -> "PixelLine":
        """grey: N, float32."""
        return cls(-grey[None], float(grey.std()))

    @property
    def size(self) -> int:
        return self.dark.shape[1]

    def turned(self) -> "PixelLine":
        """As it looks from the other end."""
        return PixelLine(np.ascontiguousarray(self.dark[:, ::-1]), self.contrast)

    def sampled(self, places: np.ndarray) -> np.ndarray:
        """Darkness at fractional places (rows x samples, float32)."""
        zeros = np.zeros(places.shape, dtype=np.float32)
        return cv2.remap(self.dark, places, zeros, cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE)

    def windows(self, sampled: np.ndarray) -> np.ndarray:
        """Windows (their samples on the last axis) of mean nought and length one, unless they are dull."""
        return unit(sampled, FLAT * self.contrast * sampled.shape[-1] ** 0.5)

"""Is anybody there? Frames in which nothing happens need hardly any decoding."""

import cv2
import numpy as np

CELLS = (64, 36)  # columns, rows
CHANGED = 10  # grey steps between a cell and itself a moment ago; noise averaged over a cell stays below 3
CHANGED_CELLS = 2
MOMENT = 0.25  # s
NET = 0.5  # s between two looks while nothing moves: a code that came without a movement is still found
AWAKE = 1.0  # s of decoding every frame, after something has moved or a code was in view
SUBSAMPLED = 320  # pixels of width; enough to average a cell over


class MotionGate:
    """Asked about every frame, in order."""

    def __init__(self) -> None:
        self._reference: np.ndarray | None = None
        self._reference_at = 0.0
        self._busy_until = 0.0
        self._decoded_at = float("-inf")

    def wants(self, image: np.ndarray, at: float) -> bool:
        """Shall the BGR image taken at (s) be decoded?"""
        self._watch(image, at)
        if self.is_busy(at) or at - self._decoded_at >= NET:
            self._decoded_at = at
            return True
        return False

    def is_busy(self, at: float) -> bool:
        return at < self._busy_until

    def saw_code(self, at: float) -> None:
        self._busy_until = at + AWAKE

    def _watch(self, image: np.ndarray, at: float) -> None:
        step = max(1, image.shape[1] // SUBSAMPLED)
        thin = np.ascontiguousarray(image[::step, ::step])
        cells = cv2.cvtColor(cv2.resize(thin, CELLS, interpolation=cv2.INTER_AREA), cv2.COLOR_BGR2GRAY)
        if self._reference is None or np.count_nonzero(cv2.absdiff(cells, self._reference) > CHANGED) >= CHANGED_CELLS:
            self._busy_until = at + AWAKE
        if self._reference is None or at - self._reference_at >= MOMENT:
            self._reference, self._reference_at = cells, at

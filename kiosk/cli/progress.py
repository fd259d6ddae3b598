"""A bar for whatever takes longer than half a second."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager

from tqdm import tqdm

DELAY_S = 0.5


class _Bar:
    def __init__(self) -> None:
        self._doing, self._bar = "", None

    def __call__(self, doing: str, done: int, of: int) -> None:
        if doing != self._doing or self._bar is None:
            self.close()
            self._doing = doing
            self._bar = tqdm(
                desc=doing, total=of or None, file=sys.stderr, delay=DELAY_S, unit="", unit_scale=True, leave=False
            )
        self._bar.update(done - self._bar.n if of else 1)

    def close(self) -> None:
        if self._bar is not None:
            self._bar.close()


@contextmanager
def shown() -> Iterator[_Bar]:
    """As kiosk.backup.words.Progress, on standard error."""
    bar = _Bar()
    try:
        yield bar
    finally:
        bar.close()

"""From what single frames hold to what somebody has shown: voting, and one scan a showing."""

from collections import deque
from collections.abc import Sequence
from dataclasses import dataclass, field

from kiosk.hardware.scan import Scan, Source, Symbol, Symbology

WINDOW = 4  # frames that vote
WINDOW_SECONDS = 0.6  # older votes are forgotten: at few frames a second four of them span different objects
VOTES = 2
VOTES_UNCHECKED = 3  # Code 39 and Codabar carry no forced check digit
GONE_AFTER = 1.0  # s unseen; a trembling hand blurs a code for up to half a second, a second showing takes longer
APART_AFTER = 0.5  # s with nothing in view: what comes next was not shown together with what went

type Key = tuple[Symbology, str]


@dataclass(slots=True)
class _Showing:
    last_seen: float


@dataclass
class CameraScanner:
    """Fed with every decoded frame, also with those that hold nothing."""

    _votes: deque[tuple[float, tuple[Symbol, ...]]] = field(default_factory=lambda: deque(maxlen=WINDOW))
    _held: dict[Key, float] = field(default_factory=dict)  # scanned and not gone yet: when last seen
    _presentation: int = 0
    _last_in_view: float | None = None

    def see(self, symbols: Sequence[Symbol], frame_time: float, captured_at: float) -> list[Scan]:
        """The scans that this frame settles. A frame_time that runs backwards is a source that began anew."""
        if self._last_in_view is not None and frame_time < self._last_in_view:
            self._begin_anew()
        self._votes.append((frame_time, tuple(symbols)))
        self._held = {key: seen for key, seen in self._held.items() if frame_time - seen < GONE_AFTER}
        if symbols:
            self._count_presentation(frame_time)
        settled = []
        for symbol in symbols:
            key = _key(symbol)
            if key not in self._held and self._is_agreed(symbol, frame_time):
                settled.append(symbol)
            elif key in self._held:
                self._held[key] = frame_time
        ...

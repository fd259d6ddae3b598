"""How often somebody may ask."""

import threading
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Allowance:
    """at_once: how many calls in a moment; per_second: how quickly they grow back."""

    at_once: float
    per_second: float


class Limiter:
    """Remembers everybody it has been asked about: ask it about names that are known, not about any that are sent."""

    def __init__(self, allowance: Allowance) -> None:
        self._allowance = allowance
        self._left: dict[str, tuple[float, float]] = {}
        self._lock = threading.Lock()

    def wait(self, who: str, now: float) -> float:
        """0 when `who` may call, which is counted; else the seconds until then. now: seconds, of a steady clock."""
        most, rate = self._allowance.at_once, self._allowance.per_second
        with self._lock:
            left, at = self._left.get(who, (most, now))
            left = min(most, left + (now - at) * rate)
            allowed = left >= 1
            self._left[who] = (left - allowed, now)
        return 0.0 if allowed else (1 - left) / rate

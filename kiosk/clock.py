"""The one place that asks what time it is."""

import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

Clock = Callable[[], datetime]


def system_clock(timezone: ZoneInfo) -> Clock:
    """The school's local time, aware."""
    return lambda: datetime.now(timezone)


def clock_starting_at(start: datetime, monotonic: Callable[[], float] = time.monotonic) -> Clock:
    """Reads `start` now and runs on from there."""
    began = monotonic()
    return lambda: start + timedelta(seconds=monotonic() - began)


def to_ms(at: datetime) -> int:
    """Milliseconds since 1970, UTC, as the database keeps times."""
    return int(at.timestamp() * 1000)


def from_ms(ms: int, timezone: ZoneInfo) -> datetime:
    return datetime.fromtimestamp(ms / 1000, UTC).astimezone(timezone)

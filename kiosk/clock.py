"""The one place that asks what time it is, and writes a time of day."""

import secrets
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import NamedTuple
from zoneinfo import ZoneInfo

Clock = Callable[[], datetime]


def system_clock(timezone: ZoneInfo) -> Clock:
    """The school's local time, aware."""
    return lambda: datetime.now(timezone)


def clock_starting_at(start: datetime, monotonic: Callable[[], float] = time.monotonic) -> Clock:
    """Reads `start` now and runs on from there."""
    began = monotonic()
    return lambda: start + timedelta(seconds=monotonic() - began)


class Steady(NamedTuple):
    """Milliseconds that nobody can set back; they can be compared within one run of the program only."""

    run: str
    ms: int


def steady_clock() -> Callable[[], Steady]:
    run = secrets.token_hex(4)
    return lambda: Steady(run, time.monotonic_ns() // 1_000_000)


def clock_text(minutes: int) -> str:
    """minutes: after midnight."""
    return f"{minutes // 60:02d}:{minutes % 60:02d}"


def to_ms(at: datetime) -> int:
    """Milliseconds since 1970, UTC, as the database keeps times."""
    return int(at.timestamp() * 1000)


def from_ms(ms: int, timezone: ZoneInfo) -> datetime:
    return datetime.fromtimestamp(ms / 1000, UTC).astimezone(timezone)

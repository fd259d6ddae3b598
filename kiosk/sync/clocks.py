"""Clocks that are wrong: the station measures how far its own is ahead, the centre puts its events in their true order.

An event keeps the time that the station's clock showed; only its place among the events of other stations moves."""

from collections.abc import Callable, Sequence
from dataclasses import replace

from db.journal import COUNTER_BITS
from db.models import Journal
from kiosk.clock import Clock, Steady, to_ms
from kiosk.sync.events import Event

# Milliseconds. A measurement is wrong by half the time that the call took at most. What is smaller than that or this
# is taken for none: two clocks that are right, and the events of one station, are not shuffled by it.
NOISE_MS = 1000
LARGEST_MS = 1 << 47


class CentreClock:
    """How far this station's clock is ahead of the centre's, in ms; behind: negative."""

    def __init__(self, clock: Clock, steady: Callable[[], Steady] | None) -> None:
        """steady: runs on while the clock is set; None: nobody sets it."""
        self._clock = clock
        self._steady = steady
        self._ahead: int | None = None
        self._base = self._now_less_up()

    def ahead(self) -> int | None:
        """Now; None until it was measured."""
        return None if self._ahead is None else self._ahead + self._now_less_up() - self._base

    def measured(self, sent_at: int, centre: int) -> int:
        """A call that left at `sent_at` and has just come back brought the centre's time. What it shows."""
        now = to_ms(self._clock())
        shown = (sent_at + now) // 2 - centre
        known = self.ahead() or 0
        is_news = abs(shown - known) > max(NOISE_MS, (now - sent_at) // 2)
        self._ahead, self._base = shown if is_news else known, self._now_less_up()
        return shown

    def stepped(self, row: Journal) -> int:
        """How much further ahead the clock was when the event was written than it is now: it has been set since."""
        if self._steady is None or row.run != self._steady().run or row.up is None:
            return 0
        step = row.at - row.up - self._now_less_up()
        return step if abs(step) > NOISE_MS else 0

    def _now_less_up(self) -> int:
        return 0 if self._steady is None else to_ms(self._clock()) - self._steady().ms


def in_true_order(events: Sequence[Event], ahead: int | None) -> list[Event]:
    """The events of one upload, oldest first, placed by the centre's clock; as they are when `ahead` is not known."""
    if ahead is None:
        return list(events)
    placed, last = [], -1
    for event in events:
        at = event.at - event.stepped - ahead
        if 0 <= at < LARGEST_MS:
            last = max(at << COUNTER_BITS, last + 1)
            if event.hlc != last:
                event = replace(event, hlc=last)
        placed.append(event)
    return placed

"""What the centre counts, as Prometheus reads it: without ids and names."""

from collections import Counter as Tally
from enum import StrEnum
from time import perf_counter

from peewee import fn
from prometheus_client import (
    CollectorRegistry,
    Counter,
    Gauge,
    Histogram,
    disable_created_metrics,
    generate_latest,
)

from db.models import Kiosk, Notice, Position
from db.rows import tuples
from kiosk.sync.resolutions import is_open

BOUNDS_S = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0)
SEEN_LATELY_MS = 5 * 60 * 1000

# When a counter began is told by the process that was started, not once more by every counter.
disable_created_metrics()  # type: ignore[no-untyped-call]  # prometheus-client has not typed this one


class KioskState(StrEnum):
    SEEN = "seen"
    SILENT = "silent"
    NEVER = "never"
    REVOKED = "revoked"


class Metrics:
    """Of one centre's process since it started; what is counted may come from any thread."""

    def __init__(self) -> None:
        self._registry = told = CollectorRegistry()
        self._calls = Counter("centre_calls", "Calls by the status of their answer.", ["status"], registry=told)
        self._events = Counter("centre_events", "Events received, again or anew.", registry=told)
        self._quarantined = Counter("centre_quarantined", "Events that could not be applied.", registry=told)
        self._seconds = Histogram(
            "centre_apply_seconds", "From a whole upload to its durable end.", buckets=BOUNDS_S, registry=told
        )
        self._kiosks = Gauge("centre_kiosks", "Kiosks; seen: within five minutes.", ["state"], registry=told)
        self._exceptions = Gauge("centre_exceptions_open", "Lines that wait for a person.", registry=told)
        self._durable = Gauge("centre_events_durable", "Events of all journals.", registry=told)

    def call(self, status: str) -> None:
        """status: such as `200 OK`."""
        self._calls.labels(status[:3]).inc()

    def applied(self, began: float, events: int, quarantined: int) -> float:
        """began: of time.perf_counter, when the upload began to wait for its turn. Returns the seconds."""
        took = perf_counter() - began
        self._events.inc(events)
        self._quarantined.inc(quarantined)
        self._seconds.observe(took)
        return took

    def text(self, now: int) -> bytes:
        """With what the database says at the moment. now: ms since 1970, UTC."""
        kiosks = tuples(Kiosk.select(Kiosk.revoked, Kiosk.last_contact))
        states = Tally(_state(revoked, last_contact, now) for revoked, last_contact in kiosks)
        for state in KioskState:
            self._kiosks.labels(state).set(states[state])
        self._exceptions.set(Notice.select().where(is_open()).count())
        self._durable.set(Position.select(fn.SUM(Position.have)).scalar() or 0)
        return generate_latest(self._registry)


def _state(revoked: bool, last_contact: int, now: int) -> KioskState:
    if revoked:
        return KioskState.REVOKED
    if not last_contact:
        return KioskState.NEVER
    return KioskState.SEEN if now - last_contact <= SEEN_LATELY_MS else KioskState.SILENT

"""What the centre counts, as Prometheus reads it: text, without ids and names."""

import threading
from collections import Counter
from collections.abc import Iterable, Mapping
from time import perf_counter

from peewee import fn

from db.models import Kiosk, Notice, Position
from kiosk.sync.resolutions import is_open

CONTENT_TYPE = "text/plain; version=0.0.4; charset=utf-8"
BOUNDS_S = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0)
SEEN_LATELY_MS = 5 * 60 * 1000

Sample = tuple[str, float]  # labels as they are written, or none; the value


class CallTally:
    """Of one centre's process since it started; from any thread."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._calls: Counter[str] = Counter()
        self._within: Counter[float] = Counter()
        self._seconds, self._timed, self._events, self._quarantined = 0.0, 0, 0, 0

    def call(self, status: str) -> None:
        """status: such as `200 OK`."""
        with self._lock:
            self._calls[status[:3]] += 1

    def applied(self, began: float, events: int, quarantined: int) -> float:
        """began: of time.perf_counter, when the upload began to wait for its turn. Returns the seconds."""
        took = perf_counter() - began
        with self._lock:
            self._events += events
            self._quarantined += quarantined
            self._seconds += took
            self._timed += 1
            self._within.update(bound for bound in BOUNDS_S if took <= bound)
        return took

    def text(self, gauges: Mapping[str, tuple[str, Iterable[Sample]]]) -> str:
        """gauges: by name, with what each is."""
        with self._lock:
            calls = [(f'{{status="{status}"}}', count) for status, count in sorted(self._calls.items())]
            buckets = [(f'_bucket{{le="{bound}"}}', self._within[bound]) for bound in BOUNDS_S]
            ends = [('_bucket{le="+Inf"}', self._timed), ("_sum", self._seconds), ("_count", self._timed)]
            counted = {
                "centre_calls_total": ("counter", "Calls by the status of their answer.", calls),
                "centre_events_total": ("counter", "Events received, again or anew.", [("", self._events)]),
                "centre_quarantined_total": ("counter", "Events that could not be applied.", [("", self._quarantined)]),
                "centre_apply_seconds": ("histogram", "From a whole upload to its durable end.", [*buckets, *ends]),
            }
        counted |= {name: ("gauge", says, samples) for name, (says, samples) in gauges.items()}
        return "".join(_family(name, *family) for name, family in counted.items())


def _family(name: str, kind: str, says: str, samples: Iterable[Sample]) -> str:
    lines = [f"# HELP {name} {says}", f"# TYPE {name} {kind}"]
    lines += [f"{name}{labels} {value:g}" if isinstance(value, float) else f"{name}{labels} {value}"
              for labels, value in samples]  # fmt: skip
    return "\n".join(lines) + "\n"


def gauges(now: int) -> dict[str, tuple[str, list[Sample]]]:
    """What the database says at the moment. now: ms since 1970, UTC."""
    states = Counter({"seen": 0, "silent": 0, "never": 0, "revoked": 0})
    for revoked, last_contact in Kiosk.select(Kiosk.revoked, Kiosk.last_contact).tuples():
        states[_state(revoked, last_contact, now)] += 1
    kiosks = [(f'{{state="{state}"}}', count) for state, count in sorted(states.items())]
    durable = int(Position.select(fn.SUM(Position.have)).scalar() or 0)
    return {
        "centre_kiosks": ("Kiosks; seen: within five minutes.", kiosks),
        "centre_exceptions_open": ("Lines that wait for a person.", [("", Notice.select().where(is_open()).count())]),
        "centre_events_durable": ("Events of all journals.", [("", durable)]),
    }


def _state(revoked: bool, last_contact: int, now: int) -> str:
    if revoked:
        return "revoked"
    if not last_contact:
        return "never"
    return "seen" if now - last_contact <= SEEN_LATELY_MS else "silent"

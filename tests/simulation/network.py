"""A line to the centre on which calls are lost, doubled, late, out of order, or answered by something else."""

from collections.abc import Callable, Mapping

from kiosk.sync.messages import MAX_REPLY, BadMessage, Reply, pack, parse_reply, unpack
from kiosk.sync.why import CallFailed, WhyAway

PORTAL = b"<html><body>Please sign in to the school network</body></html>"
# A kiosk that needs more calls than these to know everything calls for ever.
TOO_MANY_CALLS = 400


class Crash(Exception):
    """The centre's process or machine ends before it has committed."""


class Line:
    """One kiosk's. to_centre: the answer to a message's bytes. in_flight: bytes that will arrive at some other time,
    whoever sent them."""

    def __init__(self, to_centre: Callable[[bytes, bool], bytes], in_flight: list[bytes]) -> None:
        self._to_centre = to_centre
        self._in_flight = in_flight
        self._fates: list[str] = []
        self._heals = False
        self._meanwhile: Callable[[], None] | None = None
        self.calls = 0

    def will(self, fates: tuple[str, ...], meanwhile: Callable[[], None] | None = None) -> None:
        """What becomes of the next calls; after those the network is gone."""
        self._fates, self._meanwhile, self._heals = list(fates), meanwhile, False

    def heal(self) -> None:
        self._fates, self._meanwhile, self._heals, self.calls = [], None, True, 0

    def close(self) -> None:
        pass

    def call(self, message: Mapping) -> Reply:
        body = pack(message)
        self.calls += 1
        fate = self._next_fate()
        arrived = self._send(fate, body)
        if self._meanwhile is not None:
            meanwhile, self._meanwhile = self._meanwhile, None
            meanwhile()
        if arrived is None:
            raise CallFailed(WhyAway.SILENT)
        try:
            return parse_reply(unpack(arrived, MAX_REPLY))
        except BadMessage:
            raise CallFailed(WhyAway.NOT_JSON) from None

    def _next_fate(self) -> str:
        if self._heals:
            return "passes" if self.calls <= TOO_MANY_CALLS else "lost"
        return self._fates.pop(0) if self._fates else "lost"

    def _send(self, fate: str, body: bytes) -> bytes | None:
        """What comes back, if anything does."""
        if fate == "lost":
            return None
        if fate == "portal":
            return PORTAL
        if fate in ("late", "passes_and_late"):
            self._in_flight.append(body)
        if fate == "late":
            return None
        try:
            arrived = self._to_centre(body, fate == "centre_crashes")
        except Crash:
            return None
        if fate == "doubled":
            arrived = self._to_centre(body, False)
        return None if fate == "reply_lost" else arrived

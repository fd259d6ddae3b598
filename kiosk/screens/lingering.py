"""What the camera asks for, kept long enough to be read and followed: from frame to frame it changes its mind."""

from dataclasses import replace

from kiosk.selfcheck.views import StatusFacts

READABLE = 2.0  # s that a piece of guidance stays after the camera last gave it
REACHABLE = 15.0  # s that the keypad stays offered: whoever reaches for it has put the book down first


class Lingering:
    """Times are seconds of any clock that only goes on."""

    def __init__(self) -> None:
        self.forget()

    def forget(self) -> None:
        """Something was read."""
        self._guidance, self._given_at, self._offered_until = "", float("-inf"), float("-inf")

    def over(self, status: StatusFacts, at: float) -> StatusFacts:
        """The status as it is shown."""
        if status.sees == "read" or status.camera != "ok":
            self.forget()
            return replace(status, guidance="", unreadable=False)
        if status.unreadable:
            self._offered_until = at + REACHABLE
        if not self._guidance or status.guidance == self._guidance or at - self._given_at >= READABLE:
            self._guidance, self._given_at = status.guidance, at
        return replace(status, guidance=self._guidance, unreadable=at < self._offered_until)

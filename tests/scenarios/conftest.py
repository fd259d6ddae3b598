import pytest

from kiosk.selfcheck.station import Station
from kiosk.taps import Tap
from tests import school


class Corner:
    """A station in a test school, with short words for what children do at it."""

    def __init__(self, database) -> None:
        self.clock = school.SteppingClock()
        self.desk = school.desk_at(database)
        self.station = Station(self.desk, self.clock)
        self.outcomes = []
        self._presentation = 0

    def show(self, *texts: str):
        """Codes held in view together; then whatever waits has settled."""
        self._presentation += 1
        return self.show_also(*texts)

    def show_also(self, *texts: str):
        """Read later of what is held in view."""
        return self._scanned(school.scan(text, self._presentation) for text in texts)

    def show_at(self, places: dict[str, tuple[float, float, float]]):
        """Codes held in view together, each where it lies: see school.placed."""
        self._presentation += 1
        return self._scanned(school.placed(places, self._presentation))

    def _scanned(self, scans):
        for scan in scans:
            self.outcomes += self.station.scan(scan).outcomes
        self.clock.wait(seconds=0.4)
        self.outcomes += self.station.tick().outcomes
        return self.station.view

    def tap(self, tap):
        self.outcomes += self.station.tap(tap).outcomes
        return self.station.view

    def wait(self, seconds: float):
        self.clock.wait(seconds=seconds)
        self.outcomes += self.station.tick().outcomes
        return self.station.view

    def left_alone(self):
        """Nobody touches it until the office has locked itself; what is being made there is not cut off."""
        while self.station.is_busy:
            self.wait(0)
        return self.wait(301)

    def another_day(self):
        """Whatever this visit left behind is forgotten; the loans are not."""
        self.tap(Tap.FINISH)
        return self.wait(24 * 3600)

    def kinds(self) -> list[tuple[str, str | None, str | None]]:
        return [(o.kind, o.patron, o.record) for o in self.outcomes if o.kind not in ("visit",)]


@pytest.fixture
def corner(database) -> Corner:
    return Corner(database)

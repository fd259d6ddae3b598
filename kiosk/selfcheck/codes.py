"""What a scan names, by the numbers that this station or its school uses."""

from collections.abc import Sequence

from kiosk.circulation.barcodes import Pattern
from kiosk.hardware.scan import Scan, Source
from kiosk.lending.desk import Desk
from kiosk.lending.identify import Known, identify, identify_typed


class Codes:
    """own: this station's patterns; empty: those of the school, as they are at the time."""

    def __init__(self, desk: Desk, own: Sequence[Pattern]) -> None:
        self._desk, self._own = desk, own

    @property
    def patterns(self) -> Sequence[Pattern]:
        return self._own or self._desk.bylaw().patterns

    def known_by(self, scan: Scan) -> Known | None:
        """None: likely a misread, about which nothing is said."""
        if scan.source is Source.KEYPAD:
            return identify_typed(self._desk, scan.text, self.patterns)
        return identify(self._desk, scan.text, self.patterns, scan.symbology)

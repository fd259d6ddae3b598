"""The keypad for bars that cannot be read: digits become a scan of a book, and of nothing else."""

from collections import deque
from datetime import datetime, timedelta

from kiosk.circulation.denials import Denial, denial
from kiosk.hardware.scan import Scan, Source, Symbology
from kiosk.lending.desk import Desk
from kiosk.lending.identify import Nothing, identify_typed
from kiosk.selfcheck import views
from kiosk.selfcheck.codes import Codes
from kiosk.selfcheck.step import NOTHING, Step
from kiosk.selfcheck.views import Cue
from kiosk.taps import AnyTap, Tap, TapKey

LONGEST = 14
# Six numbers in a minute are more than a queue of children types, and too few to try out what there is.
TRIES, WITHIN = 6, timedelta(minutes=1)
TAKEN_BACK = ("number_mistyped", "number_not_found")
PRESENTATIONS = -1_000_000  # far below those of the camera and the scanner gun: nothing was in view together with it


class KeypadDesk:
    """Outlives visits, so that leaving and coming back gives no new tries."""

    def __init__(self, desk: Desk, codes: Codes) -> None:
        self._desk, self._codes = desk, codes
        self._counted: deque[datetime] = deque(maxlen=TRIES)
        self._presentation = PRESENTATIONS
        self._said: Denial | None = None
        self.close()

    def open(self, *, by_nobody: bool, on_duty: bool) -> None:
        """by_nobody: no card was shown; on_duty: a helper's was, and then only numbers that are no book's count."""
        self.is_open, self._by_nobody, self._on_duty = True, by_nobody, on_duty

    def close(self) -> None:
        self.is_open, self._by_nobody, self._on_duty = False, True, False
        self._digits, self._said = "", None

    def tap(self, tap: AnyTap, at: datetime) -> Scan | Step:
        match tap:
            case TapKey(digit) if digit.isdigit() and len(self._digits) < LONGEST:
                self._digits, self._said = self._digits + digit, None
            case Tap.BACKSPACE:
                self._digits, self._said = self._digits[:-1], None
            case Tap.ENTER if len(self._digits) >= views.SHORTEST_NUMBER:
                return self._enter(at)
            case Tap.BACK | Tap.DISMISS | Tap.FINISH:
                self.close()
        return NOTHING

    def _enter(self, at: datetime) -> Scan | Step:
        if len(self._counted) == TRIES and at < self._counted[0] + WITHIN:
            return self._say(denial("keypad_rests", until=self._counted[0] + WITHIN))
        known = identify_typed(self._desk, self._digits, self._codes.patterns)
        found = known.denial if isinstance(known, Nothing) and known.denial.code in TAKEN_BACK else None
        if not self._on_duty or found is not None:
            self._counted.append(at)
        if found is not None:
            return self._say(found)
        self._presentation -= 1
        scan = Scan(self._digits, Symbology.TYPED, Source.KEYPAD, self._presentation, 0.0, 0.0)
        self.close()
        return scan

    def _say(self, found: Denial) -> Step:
        self._said = found
        return Step(Cue.ATTENTION)

    def view(self) -> views.Keypad:
        not_found = self._said is not None and self._said.code == "number_not_found"
        return views.Keypad(self._digits, self._said, has_no_card=self._by_nobody and not_found)

"""Numbers and call numbers as they are typed."""

from datetime import datetime

from kiosk.office.refusal import NotDone
from kiosk.office.touch_kit.page import Back, Chosen, Move
from kiosk.office.touch_kit.pages import TypePage
from kiosk.taps import AnyTap, TapKey

# What a typing page leads to whose text the page below has taken already.
TAKEN = Back(0)


class CapitalsPage(TypePage):
    """In capitals. What is refused can be typed otherwise."""

    def tap(self, tap: AnyTap, at: datetime) -> Move:
        move = super().tap(TapKey(tap.character.upper()) if isinstance(tap, TapKey) else tap, at)
        return move.move if isinstance(move, Chosen) and isinstance(move.move, NotDone) else move

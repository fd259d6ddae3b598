"""A USB scanner that types like a keyboard: its bursts of keys become scans, a person's typing does not."""

import unicodedata

from kiosk.hardware.scan import Scan, Source, Symbology

GAP = 0.05  # s between two keys; scanners type in 1 to 30 ms, the fastest children hardly under 80
LARGEST_GAP = 0.12
SHORTEST = 3  # characters; two keys struck together are no code
ENDS = ("\r", "\n", "\t", "enter", "numpadenter", "tab")
NUMPAD = "numpad"


class WedgeScanner:
    """gap: seconds, at most LARGEST_GAP, for scanners over slow wireless links."""

    def __init__(self, gap: float = GAP) -> None:
        if not 0 < gap <= LARGEST_GAP:
            raise ValueError(f"gap must lie above 0 and up to {LARGEST_GAP} s, not {gap}")
        self._gap = gap
        self._typed = ""
        self._last_at = float("-inf")
        self._presentation = 0

    def key(self, key: str, at: float) -> Scan | None:
        """One key press at `at` (time.monotonic()): a character, or a key's name (`enter`, `numpad7`).

        Names of other keys (`shift`) are passed over.
        """
        in_burst = at - self._last_at < self._gap
        if key in ENDS:
            text, self._typed = self._typed if in_burst else "", ""
            return self._scan(text, at) if len(text) >= SHORTEST else None
        character = _character(key)
        if character:
            self._typed = self._typed + character if in_burst else character
            self._last_at = at
        return None

    def _scan(self, text: str, at: float) -> Scan:
        # Below nought, so that it is never taken for something that the camera held in view together.
        self._presentation -= 1
        return Scan(text, Symbology.TYPED, Source.WEDGE, self._presentation, at, at)


def _character(key: str) -> str:
    """The ASCII character of a key; a Chinese input method makes full-width ones of them."""
    character = unicodedata.normalize("NFKC", key.removeprefix(NUMPAD) if key != NUMPAD else "")
    return character if len(character) == 1 and character.isascii() and character.isprintable() else ""

"""From what single frames hold to what somebody has shown: voting, and one scan a showing."""

from collections import deque
from collections.abc import Sequence
from dataclasses import dataclass, field

from kiosk.circulation.barcodes import is_isbn
from kiosk.hardware.corners import overlap
from kiosk.hardware.scan import DRAWN, UNPROVED, Scan, Source, Symbol, Symbology

WINDOW = 4  # frames that vote
WINDOW_SECONDS = 1.2  # older votes are forgotten: where frames are few, four of them may span two objects
VOTES = 2
VOTES_UNCERTAIN = 3
GONE_AFTER = 1.0  # s unseen; a trembling hand hides a code for up to half a second, a second showing takes longer
APART_AFTER = 0.5  # s with nothing in view: what comes next was not shown together with what went

Key = tuple[Symbology, str]


@dataclass
class CameraScanner:
    """Wants every decoded frame, also those that hold nothing: they vote too."""

    _frames: deque[tuple[float, tuple[Symbol, ...]]] = field(default_factory=lambda: deque(maxlen=WINDOW))
    _held: dict[Key, float] = field(default_factory=dict)  # scanned and not gone yet: when last seen
    _presentation: int = 0
    _last_in_view: float | None = None

    def see(self, symbols: Sequence[Symbol], frame_time: float, captured_at: float) -> list[Scan]:
        """The scans that this frame settles. A frame_time that runs backwards is a source that began anew."""
        if self._frames and frame_time < self._frames[-1][0]:
            self._begin_anew()
        self._frames.append((frame_time, tuple(symbols)))
        self._held = {key: seen for key, seen in self._held.items() if frame_time - seen < GONE_AFTER}
        if symbols:
            self._count_presentation(frame_time)
        scans = []
        for symbol in filter(_is_worth_a_word, symbols):
            key = (symbol.symbology, symbol.text)
            if key not in self._held and self._is_agreed(symbol, frame_time):
                scans.append(self._scan(symbol, frame_time, captured_at))
            elif key not in self._held:
                continue
            self._held[key] = frame_time
        return scans

    def holds(self, frame_time: float) -> bool:
        """Is a code in view that was already scanned?"""
        return any(frame_time - seen < APART_AFTER for seen in self._held.values())

    def _begin_anew(self) -> None:
        self._frames.clear()
        self._held = {}
        self._last_in_view = None

    def _count_presentation(self, frame_time: float) -> None:
        if self._last_in_view is None or frame_time - self._last_in_view > APART_AFTER:
            self._presentation += 1
        self._last_in_view = frame_time

    def _is_agreed(self, symbol: Symbol, frame_time: float) -> bool:
        """Enough of the last frames say so, and none of them says something else of the same place."""
        recent = [symbols for time, symbols in self._frames if frame_time - time <= WINDOW_SECONDS]
        rivals = (other for symbols in recent for other in symbols if other.text != symbol.text)
        if any(overlap(symbol.corners, rival.corners) for rival in rivals):
            return False
        votes = sum(any(_same_code(symbol, other) for other in symbols) for symbols in recent)
        return votes >= (VOTES_UNCERTAIN if _is_uncertain(symbol) else VOTES)

    def _scan(self, symbol: Symbol, frame_time: float, captured_at: float) -> Scan:
        return Scan(
            symbol.text,
            symbol.symbology,
            Source.CAMERA,
            self._presentation,
            frame_time,
            captured_at,
            symbol.corners,
            self._beside(symbol, frame_time),
        )

    def _beside(self, symbol: Symbol, frame_time: float) -> tuple[Symbol, ...]:
        """The other codes of the frames that vote, each where it was last seen."""
        recent = (symbols for time, symbols in self._frames if frame_time - time <= WINDOW_SECONDS)
        seen = {other.text: other for symbols in recent for other in symbols if other.text != symbol.text}
        return tuple(seen.values())


def _is_worth_a_word(symbol: Symbol) -> bool:
    """Blurred bars of another code may be drawn as an EAN. One in five hundred is then an ISBN; the others are goods,
    and goods that no library reads need no answer."""
    drawn = symbol.symbology is Symbology.EAN13 and symbol.quality <= DRAWN
    return not drawn or is_isbn(symbol.text)


def _is_uncertain(symbol: Symbol) -> bool:
    """Code 39 and Codabar carry no forced check digit; crumpled bars prove nothing."""
    return symbol.symbology in (Symbology.CODE39, Symbology.CODABAR) or symbol.quality <= UNPROVED


def _same_code(one: Symbol, other: Symbol) -> bool:
    return (one.symbology, one.text) == (other.symbology, other.text)

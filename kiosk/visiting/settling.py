"""Codes seen in one presentation belong together: an ISBN and a label on one cover are one book."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from kiosk.circulation.model import Item, Record
from kiosk.desk.desk import Desk
from kiosk.desk.identify import Known, Nothing
from kiosk.desk.returns import record_of
from kiosk.hardware.scan import Scan

# A label that explains nothing by itself waits this long for the ISBN beside it, and an ISBN whose title has
# labelled copies for the label. Less than a child notices, more than the few frames between two codes of a cover.
SETTLE = timedelta(milliseconds=250)
REMEMBERED = 8


@dataclass(frozen=True, slots=True)
class Settled:
    """A scan to act on with the unknown labels beside it; known None: only labels, of a cover already dealt with.

    cover: the title that the labels belong to."""

    scan: Scan
    known: Known | None
    labels: tuple[Scan, ...] = ()
    cover: Record | None = None


@dataclass(frozen=True, slots=True)
class _Waiting:
    scan: Scan
    known: Known
    due: datetime


class Settling:
    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._waiting: list[_Waiting] = []
        self._covers: list[tuple[int, Record]] = []

    @property
    def next_due(self) -> datetime | None:
        return min((waiting.due for waiting in self._waiting), default=None)

    def take(self, scan: Scan, known: Known, at: datetime) -> list[Settled]:
        """What can be acted on at once; the rest comes out of `due` later."""
        if isinstance(known, Nothing):
            return self._take_unknown(scan, known, at)
        if isinstance(known, Record):
            if any(seen == scan.presentation and cover.id == known.id for seen, cover in self._covers):
                return []
            if any(copy.label is not None for copy in self._desk.facts.copies(known)):
                self._waiting.append(_Waiting(scan, known, at + SETTLE))
                return []
        if isinstance(known, Item):
            self._waiting = [other for other in self._waiting if not _is_isbn_of(other, scan, known)]
        return [self._settle(scan, known)]

    def due(self, at: datetime) -> list[Settled]:
        ready = sorted((w for w in self._waiting if w.due <= at), key=lambda w: isinstance(w.known, Nothing))
        settled = []
        for waiting in ready:
            # A label may have found its book in the round before.
            if waiting in self._waiting:
                self._waiting.remove(waiting)
                settled.append(self._settle(waiting.scan, waiting.known))
        return settled

    def _take_unknown(self, scan: Scan, known: Nothing, at: datetime) -> list[Settled]:
        if not known.is_label:
            # A price sticker's EAN beside a known book says nothing; an ISBN that nobody registered does.
            sticker = known.denial.code == "not_a_book" and self._cover_in(scan.presentation)
            return [] if sticker else [Settled(scan, known)]
        cover = self._cover_in(scan.presentation)
        if cover is not None:
            return [Settled(scan, None, (scan,), cover)]
        self._waiting.append(_Waiting(scan, known, at + SETTLE))
        return []

    def _cover_in(self, presentation: int) -> Record | None:
        return next((cover for seen, cover in reversed(self._covers) if seen == presentation), None)

    def _settle(self, scan: Scan, known: Known) -> Settled:
        if not isinstance(known, Item | Record):
            return Settled(scan, known)
        cover = record_of(known)
        self._covers = [*self._covers, (scan.presentation, cover)][-REMEMBERED:]
        labels = [w for w in self._waiting if w.scan.presentation == scan.presentation and isinstance(w.known, Nothing)]
        self._waiting = [w for w in self._waiting if w not in labels]
        return Settled(scan, known, tuple(w.scan for w in labels), cover)


def _is_isbn_of(waiting: _Waiting, scan: Scan, item: Item) -> bool:
    return (
        waiting.scan.presentation == scan.presentation
        and isinstance(waiting.known, Record)
        and waiting.known.id == item.record.id
    )

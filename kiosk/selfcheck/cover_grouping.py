"""Codes seen in one presentation belong together: an ISBN and a label on one cover are one book."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from kiosk.circulation.model import ItemFacts, RecordFacts
from kiosk.hardware.covers import apart, is_nearest, on_one_cover
from kiosk.hardware.scan import Scan
from kiosk.lending.check_ins import record_of
from kiosk.lending.covers import Mislabelled
from kiosk.lending.desk import Desk
from kiosk.lending.identify import Known, Nothing

# A label that explains nothing by itself waits this long for the ISBN beside it, an ISBN that nobody registered or
# whose title has labelled copies for the label. Less than a child notices, more than the few frames between two codes
# of a cover.
SETTLE = timedelta(milliseconds=250)
REMEMBERED = 16


@dataclass(frozen=True, slots=True)
class Settled:
    """A scan to act on with the unknown labels beside it; known None: only labels, of a cover already dealt with.

    cover: the title that the labels belong to."""

    scan: Scan
    known: Known | Mislabelled | None
    labels: tuple[Scan, ...] = ()
    cover: RecordFacts | None = None


@dataclass(frozen=True, slots=True)
class _Code:
    scan: Scan
    known: Known

    @property
    def is_isbn(self) -> bool:
        return isinstance(self.known, RecordFacts) or _is_unregistered(self.known)

    @property
    def is_label(self) -> bool:
        return isinstance(self.known, ItemFacts)

    @property
    def record(self) -> RecordFacts | None:
        return record_of(self.known) if isinstance(self.known, ItemFacts | RecordFacts) else None

    def agrees_with(self, other: "_Code") -> bool:
        """An ISBN and a label of one title."""
        mine, its = self.record, other.record
        return mine is not None and its is not None and self.is_isbn != other.is_isbn and mine.id == its.id


@dataclass(frozen=True, slots=True)
class _Waiting(_Code):
    due: datetime


class CoverGrouping:
    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._waiting: list[_Waiting] = []
        self._settled: list[_Code] = []
        self._disagreed: list[Scan] = []

    @property
    def next_due(self) -> datetime | None:
        return min((waiting.due for waiting in self._waiting), default=None)

    def take(self, scan: Scan, known: Known, at: datetime) -> list[Settled]:
        """What can be acted on at once; the rest comes out of `due` later."""
        code = _Code(scan, known)
        other = self._disagreeing(code)
        if other is not None:
            return [self._as_one(code, other)]
        if isinstance(known, Nothing):
            return self._take_unknown(scan, known, at)
        if isinstance(known, RecordFacts):
            if any(seen.record == known for seen in self._seen_with(scan)):
                return []
            if any(copy.label is not None for copy in self._desk.facts.copies(known)):
                self._waiting.append(_Waiting(scan, known, at + SETTLE))
                return []
        if isinstance(known, ItemFacts):
            own = [waiting for waiting in self._waiting_with(scan) if waiting.agrees_with(code)]
            self._waiting = [waiting for waiting in self._waiting if waiting not in own]
        return [self._settle(scan, known)]

    def due(self, at: datetime) -> list[Settled]:
        ready = sorted((w for w in self._waiting if w.due <= at), key=lambda w: not w.is_isbn)
        settled = []
        for waiting in ready:
            # A label may have found its book in the round before.
            if waiting in self._waiting:
                self._waiting.remove(waiting)
                beside = None if waiting.is_isbn else self._beside_cover(waiting.scan)
                settled.append(beside or self._settle(waiting.scan, waiting.known))
        return settled

    # --- label and ISBN of different titles ----------------------------------------------------------------

    def _disagreeing(self, code: _Code) -> _Code | None:
        """The nearest code on the same cover that names another title. One whose own ISBN or label is in view too
        lies on a cover of its own."""
        in_view = [*self._seen_with(code.scan), *self._waiting_with(code.scan)]
        if not (code.is_isbn or code.is_label) or any(code.agrees_with(other) for other in in_view):
            return None
        others = [
            other
            for other in in_view
            if (other.is_isbn, other.is_label) == (code.is_label, code.is_isbn)
            and other.scan not in self._disagreed
            and not any(other.agrees_with(third) for third in in_view)
            and on_one_cover(*_isbn_first(code, other))
        ]
        return min(others, key=lambda other: apart(*_isbn_first(code, other)), default=None)

    def _as_one(self, code: _Code, other: _Code) -> Settled:
        isbn, label = (code, other) if code.is_isbn else (other, code)
        self._waiting = [waiting for waiting in self._waiting if waiting is not other]
        self._disagreed = [*self._disagreed, isbn.scan, label.scan][-REMEMBERED:]
        self._settled = [*(seen for seen in self._settled if seen is not other), _Code(other.scan, other.known)]
        labels = self._settle(code.scan, code.known).labels
        assert isinstance(label.known, ItemFacts)
        book = Mislabelled(label.known, isbn.scan.text, isbn.record)
        return Settled(code.scan, book, labels, book.record)

    # --- labels that nobody knows --------------------------------------------------------------------------

    def _take_unknown(self, scan: Scan, known: Nothing, at: datetime) -> list[Settled]:
        beside = self._beside_cover(scan)
        if _is_unregistered(known) or (known.is_label and beside is None):
            self._waiting.append(_Waiting(scan, known, at + SETTLE))
            return []
        if known.is_label and beside is not None:
            return [beside]
        # A price sticker's EAN beside a known book says nothing.
        sticker = known.denial.code == "not_a_book" and beside is not None
        return [] if sticker else [Settled(scan, known)]

    def _beside_cover(self, label: Scan) -> Settled | None:
        cover = self._cover_of(label)
        return Settled(label, None, (label,), cover) if cover else None

    def _cover_of(self, label: Scan) -> RecordFacts | None:
        """The title that an unknown code lies on: of the nearest in view, or the last where that is not known."""
        books = [seen for seen in reversed(self._seen_with(label)) if seen.record]
        return min(books, key=lambda book: apart(book.scan, label)).record if books else None

    # --- what was in view ----------------------------------------------------------------------------------

    def _settle(self, scan: Scan, known: Known) -> Settled:
        code = _Code(scan, known)
        if code.record is None and not code.is_isbn:
            return Settled(scan, known)
        self._settled = [*self._settled, code][-REMEMBERED:]
        labels = [
            waiting
            for waiting in self._waiting_with(scan)
            if isinstance(waiting.known, Nothing) and not waiting.is_isbn and is_nearest(scan, waiting.scan)
        ]
        self._waiting = [waiting for waiting in self._waiting if waiting not in labels]
        return Settled(scan, known, tuple(waiting.scan for waiting in labels), code.record)

    def _seen_with(self, scan: Scan) -> list[_Code]:
        return [seen for seen in self._settled if seen.scan.presentation == scan.presentation]

    def _waiting_with(self, scan: Scan) -> list[_Waiting]:
        return [waiting for waiting in self._waiting if waiting.scan.presentation == scan.presentation]


def _is_unregistered(known: Known) -> bool:
    """An ISBN of a title that the school does not have on record."""
    return isinstance(known, Nothing) and known.denial.code == "item_not_found"


def _isbn_first(one: _Code, other: _Code) -> tuple[Scan, Scan]:
    return (one.scan, other.scan) if one.is_isbn else (other.scan, one.scan)

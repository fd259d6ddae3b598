"""The entry of old stock as a loop: show the ISBN, stick a label on, show the label, next book (S070).

Nothing needs a finger: an ISBN that nobody knows is entered by its number, and its title follows by list."""

from collections import deque
from datetime import datetime, timedelta
from uuid import UUID

from kiosk.circulation.barcodes import TYPED
from kiosk.hardware.scan import Scan
from kiosk.office.books import catalogue, registers
from kiosk.office.books.edits import take_back_copy
from kiosk.office.books.lines import RetroEntryLine
from kiosk.office.books.retro_entry import Code, enter, read_code, title_of
from kiosk.office.books.touch.typing import TAKEN, CapitalsPage
from kiosk.office.books.views import BooksAction, RetroPage, RetroStep
from kiosk.office.refusal import NotDone
from kiosk.office.touch_kit.page import Done, Move, Page, RoomContext
from kiosk.office.touch_kit.pages import TypePage, written
from kiosk.office.touch_kit.views import Option
from kiosk.taps import Act, AnyTap

SHOWN = 3  # entries, the newest first
PACE_OF = timedelta(minutes=10)
LEAST = timedelta(minutes=1)
AUTHOR = 16  # signs beside a title that was found


class EntryPage(Page):
    """Not still: the pace changes with the minutes."""

    def __init__(self, context: RoomContext, batch: UUID | None = None) -> None:
        self._context, self._batch = context, batch
        self._isbn, self._label, self._title = "", "", ""
        self._record: UUID | None = None
        self._trouble: NotDone | None = None
        self._entries: deque[RetroEntryLine] = deque(maxlen=SHOWN)
        self._times: list[datetime] = []
        self._untitled = catalogue.count_untitled()

    def tap(self, tap: AnyTap, at: datetime) -> Move:
        match tap:
            case Act(BooksAction.TYPE_TITLE):
                return naming(self)
            case Act(BooksAction.LATER) if self._label:
                self._enter(at)
            case Act(BooksAction.CLEAR):
                self._put_aside()
            case Act(BooksAction.SEARCH):
                return number(self)
            case Act(BooksAction.UNMAKE, item):
                return self._unmake(UUID(item), at)
            case Act(BooksAction.MISSING_TITLES):
                return self._write_untitled(at)
        return None

    def scan(self, scan: Scan, at: datetime) -> Move:
        self.show(scan.text, scan.symbology, at)
        return None

    def show(self, text: str, symbology: str, at: datetime) -> None:
        """A code by whatever way; with both the ISBN and the label known, the copy is entered."""
        read = read_code(text, self._context.desk.bylaw().patterns, symbology)
        if isinstance(read, NotDone):
            # The label just entered is still in view.
            again = self._entries and read.code == "label_taken" and self._entries[0].label == read.facts["text"]
            self._trouble = None if again else read
            return
        self._trouble = None
        if read.isbn:
            self._take_isbn(read.isbn)
        else:
            self._label = read.label
        if self._label and (self._isbn or self._record or self._title):
            self._enter(at)

    def name(self, title: str, record: UUID | None, at: datetime) -> None:
        """What was typed, or the title chosen among those that there are."""
        self._title, self._record = title, record
        if self._label:
            self._enter(at)

    def view(self, at: datetime) -> RetroPage:
        known = title_of(self._isbn) if self._isbn else None
        recent = [moment for moment in self._times if at - moment <= PACE_OF]
        return RetroPage(
            wants=self._wants(known is not None),
            isbn=self._isbn or self._label,
            title=known[1] if known else self._title,
            copies=known[2] if known else 0,
            count=len(self._times),
            a_minute=pace(recent, at),
            entries=tuple(self._entries),
            untitled=self._untitled,
            trouble=self._trouble.code if self._trouble else "",
            facts=self._trouble.facts if self._trouble else {},
        )

    def _wants(self, is_known: bool) -> RetroStep:
        if self._label:
            return RetroStep.NAME
        if not self._isbn:
            return RetroStep.ISBN
        return RetroStep.LABEL if is_known or self._title else RetroStep.LABEL_OR_NAME

    def _take_isbn(self, isbn: str) -> None:
        if isbn != self._isbn:
            self._title, self._record = "", None
        self._isbn = isbn

    def _put_aside(self) -> None:
        self._isbn, self._label, self._title, self._record, self._trouble = "", "", "", None, None

    def _enter(self, at: datetime) -> None:
        code = Code(self._isbn, self._label)
        done = enter(self._context.desk, self._context.actor, at, code, self._title, self._record, self._batch)
        if isinstance(done, NotDone):
            self._trouble, self._label = done, ""
            return
        self._entries.appendleft(done)
        self._times.append(at)
        self._put_aside()
        self._untitled = catalogue.count_untitled()

    def _unmake(self, item: UUID, at: datetime) -> Done | NotDone:
        done = take_back_copy(self._context.desk, self._context.actor, at, item)
        if isinstance(done, NotDone):
            return done
        self._entries = deque((line for line in self._entries if line.id != item), SHOWN)
        self._times = self._times[:-1]
        return Done("books.told.taken_back")

    def _write_untitled(self, at: datetime) -> Done:
        export = registers.untitled_file(at, self._context.words)
        path = written(self._context, export.document)
        return Done("books.told.untitled", facts={"count": export.count, "text": path.name})


def pace(times: list[datetime], now: datetime) -> float | None:
    """Copies a minute since the first of these moments; None while that is less than a minute ago."""
    if not times or now - times[0] < LEAST:
        return None
    return len(times) / ((now - times[0]) / LEAST)


def naming(entry: EntryPage) -> Page:
    """The title in letters, or one that is in the catalogue already: an old book's second copy."""

    def found(text: str) -> tuple[Option, ...]:
        lines = catalogue.quick_look(text)
        return tuple(Option(line.id.hex, line.title, f"{line.author[:AUTHOR]}  {line.call_number}") for line in lines)

    def entered(text: str, at: datetime) -> Move:
        if text:
            entry.name(text, None, at)
        return TAKEN

    def picked(record: str, at: datetime) -> Move:
        title = catalogue.title(UUID(record))
        entry.name(title.title, title.id, at)
        return TAKEN

    return TypePage("books.retro.title", entered, found, picked)


def number(entry: EntryPage) -> Page:
    """Whose bars cannot be read."""

    def entered(text: str, at: datetime) -> Move:
        if text:
            entry.show(text, TYPED, at)
        return TAKEN

    def scanned(scan: Scan, at: datetime) -> Move:
        entry.show(scan.text, scan.symbology, at)
        return TAKEN

    return CapitalsPage("books.retro.number", entered, scanned=scanned)

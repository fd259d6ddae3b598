"""The entry of old stock as a loop: show the ISBN, stick a label on, show the label, next book (S070).

Nothing needs a finger: an ISBN that nobody knows is entered by its number, and its title follows by list."""

from collections import deque
from datetime import datetime, timedelta
from uuid import UUID

from kiosk.hardware.scan import Scan
from kiosk.office.books import catalogue, registers
from kiosk.office.books.edits import Refused, take_back_copy
from kiosk.office.books.retro_entry import Code, enter, read_code, title_of
from kiosk.office.books.touch.desk import BACK, Next, Teller, trouble, typed
from kiosk.office.books.views import BooksAction, RetroEntryLine, RetroPage
from kiosk.office.touch_kit.views import Option, TypeText
from kiosk.taps import Act, AnyTap, Tap

SHOWN = 3  # entries, the newest first
PACE_OF = timedelta(minutes=10)
LEAST = timedelta(minutes=1)
NOTHING = Code()


class RetroDesk:
    is_live = True  # the pace changes with the minutes

    def __init__(self, teller: Teller, batch: UUID | None = None) -> None:
        self._teller, self._batch = teller, batch
        self._isbn, self._label, self._title = "", "", ""
        self._record: UUID | None = None
        self._trouble: Refused | None = None
        self._entries: deque[RetroEntryLine] = deque(maxlen=SHOWN)
        self._times: list[datetime] = []
        self._untitled = catalogue.count_untitled()

    def tap(self, tap: AnyTap, at: datetime) -> Next:
        match tap:
            case Act(BooksAction.TYPE_TITLE):
                return TitleDesk(self)
            case Act(BooksAction.LATER) if self._label:
                self._enter(at)
            case Act(BooksAction.CLEAR):
                self._put_aside()
            case Act(BooksAction.SEARCH):
                return NumberDesk(self)
            case Act(BooksAction.UNMAKE, item):
                return self._unmake(UUID(item), at)
            case Act(BooksAction.MISSING_TITLES):
                return self._write_untitled(at)
            case Act(BooksAction.BACK) | Tap.BACK:
                return "close"
        return None

    def scan(self, scan: Scan, at: datetime) -> Next:
        self.show(scan.text, scan.symbology, at)
        return None

    def show(self, text: str, symbology: str, at: datetime) -> None:
        """A code by whatever way; with both the ISBN and the label known, the copy is entered."""
        read = read_code(text, self._teller.here.desk.bylaw().patterns, symbology)
        if isinstance(read, Refused):
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

    def page(self, at: datetime) -> RetroPage:
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

    def _wants(self, is_known: bool) -> str:
        if self._label:
            return "name"
        if not self._isbn:
            return "isbn"
        return "label" if is_known or self._title else "label_or_name"

    def _take_isbn(self, isbn: str) -> None:
        if isbn != self._isbn:
            self._title, self._record = "", None
        self._isbn = isbn

    def _put_aside(self) -> None:
        self._isbn, self._label, self._title, self._record, self._trouble = "", "", "", None, None

    def _enter(self, at: datetime) -> None:
        here = self._teller.here
        code = Code(self._isbn, self._label)
        done = enter(here.desk, here.actor, code, self._title, at, self._record, self._batch)
        if isinstance(done, Refused):
            self._trouble, self._label = done, ""
            return
        self._entries.appendleft(done)
        self._times.append(at)
        self._put_aside()
        self._untitled = catalogue.count_untitled()

    def _unmake(self, item: UUID, at: datetime) -> Next:
        here = self._teller.here
        refused = take_back_copy(here.desk, here.actor, item, at)
        if refused is not None:
            return trouble(refused)
        self._entries = deque((line for line in self._entries if line.id != item), SHOWN)
        self._times = self._times[:-1]
        self._teller.say("books.told.taken_back")
        return None

    def _write_untitled(self, at: datetime) -> Next:
        path = self._teller.file("untitled", at, ".xlsx")
        count = registers.write_untitled(path, self._teller.word)
        self._teller.say("books.told.untitled", count=count, text=path.name)
        return None


def pace(times: list[datetime], now: datetime) -> float | None:
    """Copies a minute since the first of these moments; None while that is less than a minute ago."""
    if not times or now - times[0] < LEAST:
        return None
    return len(times) / ((now - times[0]) / LEAST)


class TitleDesk:
    """The title in letters, or one that is in the catalogue already: an old book's second copy."""

    is_live = False

    def __init__(self, below: RetroDesk) -> None:
        self._below, self._text = below, ""

    def tap(self, tap: AnyTap, at: datetime) -> Next:
        match tap:
            case Tap.ENTER:
                if self._text.strip():
                    self._below.name(self._text.strip(), None, at)
                return "close"
            case Act(BooksAction.FOUND, record):
                found = catalogue.record_page(UUID(record), 0)
                self._below.name(found.title, found.id, at)
                return "close"
            case Act(BooksAction.BACK) | Tap.BACK:
                return "close"
        self._text = typed(self._text, tap)
        return None

    def scan(self, scan: Scan, at: datetime) -> Next:
        return None

    def page(self, at: datetime) -> TypeText:
        found = catalogue.quick_look(self._text)
        options = tuple(Option(line.id.hex, line.title, f"{line.author[:16]}  {line.call_number}") for line in found)
        return TypeText("books.retro.title", self._text, BACK, options, BooksAction.FOUND)


class NumberDesk:
    """A number whose bars cannot be read."""

    is_live = False

    def __init__(self, below: RetroDesk) -> None:
        self._below, self._text = below, ""

    def tap(self, tap: AnyTap, at: datetime) -> Next:
        match tap:
            case Tap.ENTER:
                if self._text.strip():
                    self._below.show(self._text.strip(), "TYPED", at)
                return "close"
            case Act(BooksAction.BACK) | Tap.BACK:
                return "close"
        self._text = typed(self._text, tap).upper()
        return None

    def scan(self, scan: Scan, at: datetime) -> Next:
        self._below.show(scan.text, scan.symbology, at)
        return "close"

    def page(self, at: datetime) -> TypeText:
        return TypeText("books.retro.number", self._text, BACK)

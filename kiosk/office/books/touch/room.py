"""The room of the books: the list, and the desks that lie on it."""

from datetime import datetime
from uuid import UUID

from kiosk.catalog import clc
from kiosk.hardware.scan import Scan
from kiosk.office.books import catalogue
from kiosk.office.books.touch.desk import BACK, BookDesk, Next, Teller, TroubleDesk, page_of, trouble, typed
from kiosk.office.books.touch.labels import LabelDesk
from kiosk.office.books.touch.lists import ImportDesk
from kiosk.office.books.touch.record import RecordDesk
from kiosk.office.books.touch.registers import RegisterDesk
from kiosk.office.books.touch.retro import RetroDesk
from kiosk.office.books.views import BookList, BooksAction, Filter, RecordLine
from kiosk.office.refusal import NotDone
from kiosk.office.touch_kit.room import GoTo, RoomContext
from kiosk.office.touch_kit.views import Option, PickOne, TypeText
from kiosk.taps import Act, AnyTap, Tap

CLASSES = 12
AUTHOR = 16  # signs beside a title that was found


class BooksRoom:
    """subject: «record:<hex>», «text:<what to search>», «only:<filter>», «retro» or «import»; empty for the list."""

    def __init__(self, here: RoomContext, subject: str = "") -> None:
        self._teller = Teller(here)
        self._list = ListDesk(self._teller)
        self._desks: list[BookDesk] = [self._list]
        self._page: object = None
        kind, _, rest = subject.partition(":")
        match kind:
            case "record":
                self._desks.append(RecordDesk(self._teller, UUID(rest)))
            case "text":
                self._list.search(rest)
            case "only":
                self._list.narrow(Filter(rest))
            case "retro":
                self._desks.append(RetroDesk(self._teller))
            case "import":
                self._desks.append(ImportDesk(self._teller))

    @property
    def told(self):
        return self._teller.told

    @told.setter
    def told(self, told) -> None:
        self._teller.told = told

    def tap(self, tap: AnyTap, at: datetime) -> GoTo | None:
        if tap == Act(BooksAction.UNDO):
            return self._undo(at)
        try:
            answer = self._desks[-1].tap(tap, at)
        except OSError:
            # The stick was pulled out, or is full.
            answer = TroubleDesk("books.stopped", {})
        return self._follow(answer)

    def scan(self, scan: Scan, at: datetime) -> None:
        self._follow(self._desks[-1].scan(scan, at))

    def page(self, at: datetime) -> object:
        """Asked for again only when something was tapped or shown, or while a desk changes by itself."""
        if self._page is None or self._desks[-1].is_live:
            self._page = self._desks[-1].page(at)
            while self._page is None:
                self._desks.pop()
                self._page = self._desks[-1].page(at)
        return self._page

    def _follow(self, answer: Next) -> GoTo | None:
        self._page = None
        if isinstance(answer, GoTo):
            return answer
        if answer == "close":
            if len(self._desks) > 1:
                self._desks.pop()
        elif answer is not None:
            self._desks.append(answer)
        return None

    def _undo(self, at: datetime) -> None:
        undo, self._teller.undo = self._teller.undo, None
        self._page = None
        if undo is None:
            return
        refused = undo(at)
        if refused is None:
            self._teller.say("books.told.undone")
        elif isinstance(refused, NotDone):
            self._teller.say("books.told.not_undone")
        else:
            self._desks.append(trouble(refused))


class ListDesk:
    is_live = False

    def __init__(self, teller: Teller) -> None:
        self._teller = teller
        self._text, self._only, self._class, self._page = "", Filter.ALL, "", 0

    def search(self, text: str) -> None:
        self._text, self._only, self._class, self._page = text, Filter.ALL, "", 0

    def narrow(self, only: Filter) -> None:
        self._text, self._only, self._class, self._page = "", only, "", 0

    def show_class(self, code: str) -> None:
        self._text, self._only, self._class, self._page = "", Filter.ALL, code, 0

    def tap(self, tap: AnyTap, at: datetime) -> Next:
        match tap:
            case Act(BooksAction.TURN, page):
                self._page = page_of(page)
            case Act(BooksAction.CLEAR):
                self.search("")
            case Act(BooksAction.SEARCH):
                return SearchDesk(self._teller, self, self._text)
            case Act(BooksAction.FILTERS):
                return FilterDesk(self, self._only)
            case Act(BooksAction.CLASSES):
                return ClassDesk(self)
            case Act(BooksAction.OPEN, record):
                return RecordDesk(self._teller, UUID(record))
            case Act(BooksAction.RETRO):
                return RetroDesk(self._teller)
            case Act(BooksAction.IMPORT):
                return ImportDesk(self._teller)
            case Act(BooksAction.REGISTERS):
                return RegisterDesk(self._teller)
            case Act(BooksAction.LABELS):
                return LabelDesk(self._teller)
        return None

    def scan(self, scan: Scan, at: datetime) -> Next:
        return opened_by(self._teller, scan)

    def page(self, at: datetime) -> BookList:
        shown = catalogue.book_list(self._text, self._only, self._class, self._page)
        self._page = shown.page
        return shown


def opened_by(teller: Teller, scan: Scan) -> Next:
    """A code that is shown opens its title."""
    record = catalogue.record_of_code(scan.text)
    if record is None:
        teller.say("books.told.unknown_code", text=scan.text[:24])
        return None
    return RecordDesk(teller, record)


class SearchDesk:
    is_live = False

    def __init__(self, teller: Teller, below: ListDesk, text: str) -> None:
        self._teller, self._below, self._text = teller, below, text

    def tap(self, tap: AnyTap, at: datetime) -> Next:
        match tap:
            case Tap.ENTER:
                self._below.search(self._text)
                return "close"
            case Act(BooksAction.FOUND, record):
                return RecordDesk(self._teller, UUID(record))
            case Act(BooksAction.BACK) | Tap.BACK:
                return "close"
        self._text = typed(self._text, tap)
        return None

    def scan(self, scan: Scan, at: datetime) -> Next:
        return opened_by(self._teller, scan)

    def page(self, at: datetime) -> TypeText:
        found = tuple(Option(line.id.hex, line.title, where(line)) for line in catalogue.quick_look(self._text))
        return TypeText("books.search", self._text, BACK, found, BooksAction.FOUND)


def where(line: RecordLine) -> str:
    """What tells a title from another of the same name."""
    return "  ".join(filter(None, (line.author[:AUTHOR], line.call_number, line.shelf)))


class FilterDesk:
    is_live = False

    def __init__(self, below: ListDesk, only: Filter) -> None:
        self._below, self._only = below, only

    def tap(self, tap: AnyTap, at: datetime) -> Next:
        if isinstance(tap, Act) and tap.action is BooksAction.FILTER:
            self._below.narrow(Filter(tap.subject))
        return "close"

    def scan(self, scan: Scan, at: datetime) -> Next:
        return None

    def page(self, at: datetime) -> PickOne:
        counts = catalogue.filter_counts()
        options = [Option(Filter.ALL, "books_all", "", self._only is Filter.ALL)]
        options += [Option(only, f"books_{only}", f"{count:,}", only is self._only) for only, count in counts.items()]
        return PickOne("books.filters", tuple(options), BooksAction.FILTER, BACK)


class ClassDesk:
    """The classes of 中图法 that have titles, and those below one."""

    is_live = False

    def __init__(self, below: ListDesk) -> None:
        self._below = below
        self._parent, self._page = "", 0

    def tap(self, tap: AnyTap, at: datetime) -> Next:
        match tap:
            case Act(BooksAction.TURN, page):
                self._page = page_of(page)
            case Act(BooksAction.CLASS, code) if not self._parent and clc.below(code):
                self._parent, self._page = code, 0
            case Act(BooksAction.CLASS, code):
                self._below.show_class(code)
                return "close"
            case Act(BooksAction.BACK) if self._parent:
                self._parent, self._page = "", 0
            case Act(BooksAction.BACK) | Tap.BACK:
                return "close"
        return None

    def scan(self, scan: Scan, at: datetime) -> Next:
        return None

    def page(self, at: datetime) -> PickOne:
        counts = catalogue.class_counts(self._parent)
        if self._parent:
            counts = ((self._parent, sum(count for _, count in counts)), *counts)
        pages = max(1, -(-len(counts) // CLASSES))
        self._page = min(max(0, self._page), pages - 1)
        shown = counts[self._page * CLASSES :][:CLASSES]
        options = tuple(Option(code, f"clc_{code}", f"{count:,}") for code, count in shown)
        return PickOne("books.classes", options, BooksAction.CLASS, BACK, self._page, pages, BooksAction.TURN)

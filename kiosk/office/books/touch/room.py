"""The room of the books: the list of titles, and what narrows it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from kiosk.catalog import clc
from kiosk.hardware.scan import Scan
from kiosk.office.books import catalogue
from kiosk.office.books.lines import Filter, RecordLine
from kiosk.office.books.touch.labels import LabelsPage
from kiosk.office.books.touch.lists import FilesPage
from kiosk.office.books.touch.record import TitlePage, unknown_code
from kiosk.office.books.touch.registers import RegistersPage
from kiosk.office.books.touch.retro import EntryPage
from kiosk.office.books.views import BookList, BooksAction
from kiosk.office.touch_kit.page import Back, Done, Move, Page, RoomContext
from kiosk.office.touch_kit.pages import A_PAGE, PickPage, known, typed
from kiosk.office.touch_kit.paging import Pager
from kiosk.office.touch_kit.views import Option, PickOne, TypeText
from kiosk.taps import Act, AnyTap, FrameAction, Tap

AUTHOR = 16  # signs beside a title that was found


def pages(context: RoomContext, subject: str) -> Sequence[Page]:
    """subject: «record:<hex>», «text:<what to search>», «only:<filter>», «retro» or «import»; empty for the list."""
    kind, _, rest = subject.partition(":")
    match kind:
        case "record":
            return TitlesPage(context), TitlePage(context, UUID(rest))
        case "text":
            return (TitlesPage(context, Narrowing(text=rest)),)
        case "only":
            return (TitlesPage(context, Narrowing(only=Filter(rest))),)
        case "retro":
            return TitlesPage(context), EntryPage(context)
        case "import":
            return TitlesPage(context), FilesPage(context)
    return (TitlesPage(context),)


@dataclass(frozen=True, slots=True)
class Narrowing:
    """Which titles are listed: by one of these."""

    text: str = ""
    only: Filter = Filter.ALL
    class_code: str = ""


ALL = Narrowing()


class TitlesPage(Page):
    is_still = True
    pager: Pager

    def __init__(self, context: RoomContext, narrowing: Narrowing = ALL) -> None:
        self._context = context
        self.narrow(narrowing)

    def narrow(self, narrowing: Narrowing) -> None:
        self._narrowing = narrowing
        self.pager = Pager(catalogue.LIST_ROWS)

    def tap(self, tap: AnyTap, at: datetime) -> Move:
        match tap:
            case Act(BooksAction.CLEAR):
                self.narrow(ALL)
            case Act(BooksAction.SEARCH):
                return SearchPage(self._context, self, self._narrowing.text)
            case Act(BooksAction.FILTERS):
                return filters(self, self._narrowing.only)
            case Act(BooksAction.CLASSES):
                return SubjectsPage(self)
            case Act(BooksAction.OPEN, record):
                return TitlePage(self._context, UUID(record))
            case Act(BooksAction.RETRO):
                return EntryPage(self._context)
            case Act(BooksAction.IMPORT):
                return FilesPage(self._context)
            case Act(BooksAction.REGISTERS):
                return RegistersPage(self._context)
            case Act(BooksAction.LABELS):
                return LabelsPage(self._context)
        return None

    def scan(self, scan: Scan, at: datetime) -> Move:
        return opened_by(self._context, scan)

    def view(self, at: datetime) -> BookList:
        text, only, code = (narrowing := self._narrowing).text, narrowing.only, narrowing.class_code
        total, rows = self.pager.asked(lambda first, size: catalogue.titles(text, only, code, first, size))
        titles, copies = catalogue.count_titles(), catalogue.count_copies() if narrowing == ALL else 0
        return BookList(rows, total, self.pager.number, self.pager.pages, titles, copies, text, only, code)


def opened_by(context: RoomContext, scan: Scan) -> Page | Done:
    """A code that is shown opens its title."""
    record = catalogue.record_of_code(scan.text)
    return unknown_code(scan) if record is None else TitlePage(context, record)


class SearchPage(Page):
    """Stays below the title that was found, so that one can go on searching."""

    is_still = True

    def __init__(self, context: RoomContext, below: TitlesPage, text: str) -> None:
        self._context, self._below, self._text = context, below, text

    def tap(self, tap: AnyTap, at: datetime) -> Move:
        match tap:
            case Tap.ENTER:
                self._below.narrow(Narrowing(text=self._text))
                return Back()
            case Act(FrameAction.PICK, record):
                return TitlePage(self._context, UUID(record))
        self._text = typed(self._text, tap)
        return None

    def scan(self, scan: Scan, at: datetime) -> Move:
        return opened_by(self._context, scan)

    def view(self, at: datetime) -> TypeText:
        found = tuple(Option(line.id.hex, line.title, where(line)) for line in catalogue.quick_look(self._text))
        return TypeText("books.search", self._text, found)


def where(line: RecordLine) -> str:
    """What tells a title from another of the same name."""
    return "  ".join(filter(None, (line.author[:AUTHOR], line.call_number, line.shelf)))


def filters(below: TitlesPage, now: Filter) -> Page:
    counts = catalogue.filter_counts()
    options = [Option(Filter.ALL, "books_all", "", now is Filter.ALL)]
    options += [Option(only, f"books_{only}", f"{count:,}", only is now) for only, count in counts.items()]
    return PickPage("books.filters", known(options), lambda only, _at: below.narrow(Narrowing(only=Filter(only))))


class SubjectsPage(Page):
    """The classes of 中图法 that have titles, or those below one."""

    is_still = True
    pager: Pager

    def __init__(self, below: TitlesPage, parent: str = "") -> None:
        self._below, self._parent = below, parent
        counts = catalogue.class_counts(parent)
        whole = ((parent, sum(count for _, count in counts)),) if parent else ()
        self._options = [Option(code, f"clc_{code}", f"{count:,}") for code, count in (*whole, *counts)]
        self.pager = Pager(A_PAGE)

    def tap(self, tap: AnyTap, at: datetime) -> Move:
        match tap:
            case Act(FrameAction.PICK, code) if not self._parent and clc.below(code):
                return SubjectsPage(self._below, code)
            case Act(FrameAction.PICK, code):
                self._below.narrow(Narrowing(class_code=code))
                return Back(2 if self._parent else 1)
        return None

    def view(self, at: datetime) -> PickOne:
        shown = self.pager.of(self._options)
        return PickOne("books.classes", shown, self.pager.number, self.pager.pages)

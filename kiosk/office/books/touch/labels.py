"""Sheets of labels: for copies that have none, for new books in advance, and for the spine."""

from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from uuid import UUID

from kiosk.hardware.scan import Scan
from kiosk.office.books import catalogue, labels
from kiosk.office.books.edits import Refused
from kiosk.office.books.labels import IN_ADVANCE, PrintedLabels
from kiosk.office.books.touch.desk import BACK, BookDesk, JobDesk, Next, Teller, stopped, trouble
from kiosk.office.books.views import BooksAction
from kiosk.office.touch_kit.views import Option, PickOne
from kiosk.printing.sheets import LABEL_LAYOUTS
from kiosk.taps import Act, AnyTap, Tap

Print = Callable[[datetime, Path, str], PrintedLabels | Refused]


class LabelDesk:
    """record: the labels of one title only."""

    is_live = False

    def __init__(self, teller: Teller, record: UUID | None = None) -> None:
        self._teller, self._record = teller, record
        self._is_over = False

    def finish(self) -> None:
        """PrintedLabels: the page below says so."""
        self._is_over = True

    def tap(self, tap: AnyTap, at: datetime) -> Next:
        match tap:
            case Act(BooksAction.PRINT, "advance"):
                return HowManyDesk(self._teller, self.finish)
            case Act(BooksAction.PRINT, what):
                name = "spines" if what == "spines" else "labels"
                return SheetDesk(self._teller, name, self._prints(what), self.finish)
            case Act(BooksAction.BACK) | Tap.BACK:
                return "close"
        return None

    def scan(self, scan: Scan, at: datetime) -> Next:
        return None

    def page(self, at: datetime) -> PickOne | None:
        if self._is_over:
            return None
        if self._record is None:
            waiting = labels.to_print()
            counts = {"unlabelled": f"{waiting.unlabelled:,}", "advance": "", "spines": f"{waiting.spines:,}"}
        else:
            counts = dict.fromkeys(("again", "unlabelled", "spines"), "")
        options = tuple(Option(what, f"books_print_{what}", count) for what, count in counts.items())
        return PickOne("books.print", options, BooksAction.PRINT, BACK)

    def _prints(self, what: str) -> Print:
        here, record = self._teller.here, self._record
        actor = here.actor
        isbn = catalogue.isbn_of(record) if record else None
        prints: dict[str, Print] = {
            "unlabelled": lambda at, path, layout: labels.label_unlabelled(here.desk, actor, at, path, layout, isbn),
            "spines": lambda at, path, layout: (
                labels.print_spines_of(path, layout, record)
                if record
                else labels.print_spines(here.desk, actor, at, path, layout)
            ),
            "again": lambda at, path, layout: labels.print_again(path, layout, record),
        }
        return prints[what]


class HowManyDesk:
    is_live = False

    def __init__(self, teller: Teller, finish: Callable[[], None]) -> None:
        self._teller, self._finish, self._is_answered = teller, finish, False

    def tap(self, tap: AnyTap, at: datetime) -> Next:
        if not isinstance(tap, Act) or tap.action is not BooksAction.CHOOSE:
            return "close"
        self._is_answered = True
        here, count = self._teller.here, int(tap.subject)
        return SheetDesk(
            self._teller,
            "labels",
            lambda at, path, layout: labels.print_in_advance(here.desk, here.actor, at, path, layout, count),
            self._finish,
        )

    def scan(self, scan: Scan, at: datetime) -> Next:
        return None

    def page(self, at: datetime) -> PickOne | None:
        if self._is_answered:
            return None
        return PickOne("books.advance", tuple(Option(str(n), str(n)) for n in IN_ADVANCE), BooksAction.CHOOSE, BACK)


class SheetDesk:
    """What paper lies in the printer; then the file is made."""

    is_live = False

    def __init__(self, teller: Teller, name: str, prints: Print, finish: Callable[[], None]) -> None:
        self._teller, self._name, self._prints, self._finish = teller, name, prints, finish
        self._made: JobDesk | None = None

    def tap(self, tap: AnyTap, at: datetime) -> Next:
        if self._made is not None or not isinstance(tap, Act) or tap.action is not BooksAction.CHOOSE:
            return "close"
        path = self._teller.file(self._name, at, ".pdf")
        job = self._teller.here.jobs.start(lambda _job: self._prints(at, path, tap.subject))
        self._made = JobDesk("books.printing", job, self._told, stopped)
        return self._made

    def scan(self, scan: Scan, at: datetime) -> Next:
        return None

    def page(self, at: datetime) -> PickOne | None:
        if self._made is not None and self._made.is_over:
            return None
        options = tuple(
            Option(name, name.replace("x", " × "), f"{layout.width:g} × {layout.height:g} mm")
            for name, layout in LABEL_LAYOUTS.items()
        )
        return PickOne("books.sheet_of", options, BooksAction.CHOOSE, BACK)

    def _told(self, printed: PrintedLabels | Refused) -> BookDesk | None:
        if isinstance(printed, Refused):
            return trouble(printed)
        self._finish()
        if printed.missing:
            self._teller.say("books.told.printed_boxes", text=printed.path.name)
        else:
            facts = {"count": printed.count, "sheets": printed.sheets, "text": printed.path.name}
            self._teller.say("books.told.printed", **facts)
        return None

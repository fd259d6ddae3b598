"""The two accession registers: look, give numbers, begin a batch, hand out as Excel (S064)."""

from datetime import datetime
from uuid import UUID

from kiosk.hardware.scan import Scan
from kiosk.imports.cells import fen
from kiosk.office.books import registers
from kiosk.office.books.lists import write_catalogue
from kiosk.office.books.touch.desk import BACK, BookDesk, JobDesk, Next, Teller, page_of, stopped, typed
from kiosk.office.books.touch.record import RecordDesk
from kiosk.office.books.touch.retro import RetroDesk
from kiosk.office.books.views import BooksAction, Register
from kiosk.office.editing import undo
from kiosk.office.touch_kit.views import Confirm, Option, PickOne, TypeText
from kiosk.taps import Act, AnyTap, Tap


class RegisterDesk:
    is_live = False

    def __init__(self, teller: Teller) -> None:
        self._teller = teller
        self._register, self._batch, self._page = Register.COPIES, None, 0

    def tap(self, tap: AnyTap, at: datetime) -> Next:
        match tap:
            case Act(BooksAction.TURN, page):
                self._page = page_of(page)
            case Act(BooksAction.REGISTER, register):
                self._register, self._batch, self._page = Register(register), None, 0
            case Act(BooksAction.BATCH, batch):
                self._register, self._batch, self._page = Register.COPIES, UUID(batch), 0
            case Act(BooksAction.RETRO) if self._batch:
                return RetroDesk(self._teller, self._batch)
            case Act(BooksAction.OPEN, item):
                return RecordDesk(self._teller, registers.record_of(UUID(item)))
            case Act(BooksAction.NUMBER_ALL):
                return NumberingDesk(self._teller)
            case Act(BooksAction.NEW_BATCH):
                return SourceDesk(self._teller)
            case Act(BooksAction.EXCEL):
                return self._write(at)
            case Act(BooksAction.MARC):
                return self._write_catalogue(at)
            case Act(BooksAction.BACK) | Tap.BACK:
                return self._back()
        return None

    def scan(self, scan: Scan, at: datetime) -> Next:
        return None

    def page(self, at: datetime) -> object:
        shown = registers.register_page(self._register, self._page, self._batch)
        self._page = shown.page
        return shown

    def _back(self) -> Next:
        if self._batch is None:
            return "close"
        self._register, self._batch, self._page = Register.BATCHES, None, 0
        return None

    def _write(self, at: datetime) -> BookDesk:
        register, zone = self._register, self._teller.here.desk.timezone
        path = self._teller.file(f"register_{register}", at, ".xlsx")

        def told(count: int) -> None:
            self._teller.say("books.told.register", count=count, text=path.name)

        job = self._teller.here.jobs.start(
            lambda job: registers.write_register(path, register, self._teller.word, zone, job.step)
        )
        return JobDesk("books.writing_register", job, told, stopped)

    def _write_catalogue(self, at: datetime) -> BookDesk:
        path = self._teller.file("catalogue", at, ".iso")

        def told(count: int) -> None:
            self._teller.say("books.told.catalogue", count=count, text=path.name)

        job = self._teller.here.jobs.start(lambda job: write_catalogue(path, job))
        return JobDesk("books.writing_catalogue", job, told, stopped)


class NumberingDesk:
    """From which number on; asked once, afterwards the register goes on by itself."""

    is_live = False

    def __init__(self, teller: Teller) -> None:
        self._teller = teller
        self._goes_on = registers.number_to_begin_with()
        self._text = self._goes_on or registers.FIRST_NUMBER
        self._made: JobDesk | None = None

    def tap(self, tap: AnyTap, at: datetime) -> Next:
        match tap:
            case Act(BooksAction.TAKE) | Tap.ENTER if self._text.strip() and self._made is None:
                return self._number(at)
            case Act(BooksAction.BACK) | Tap.BACK:
                return "close"
        if not self._goes_on:
            self._text = typed(self._text, tap, 20).upper()
        return None

    def scan(self, scan: Scan, at: datetime) -> Next:
        return None

    def page(self, at: datetime) -> Confirm | TypeText | None:
        if self._made is not None and self._made.is_over:
            return None
        if self._goes_on:
            facts = {"count": registers.count_unnumbered(), "text": self._text}
            return Confirm("books.numbering", Act(BooksAction.TAKE), BACK, facts)
        return TypeText("books.numbering.first", self._text, BACK)

    def _number(self, at: datetime) -> BookDesk:
        here, first = self._teller.here, self._text.strip()

        def told(count: int) -> None:
            self._teller.say("books.told.numbered", count=count, text=first)

        job = here.jobs.start(lambda job: registers.number_all(here.desk, here.actor, at, first, job.step))
        self._made = JobDesk("books.numbering_now", job, told, stopped)
        return self._made


class SourceDesk:
    """Where a batch comes from; then how many volumes its voucher names, and for how much."""

    is_live = False

    def __init__(self, teller: Teller) -> None:
        self._teller = teller
        self._source, self._copies, self._text = "", None, ""
        self._wants = "source"

    def tap(self, tap: AnyTap, at: datetime) -> Next:
        match tap:
            case Act(BooksAction.CHOOSE, source):
                self._source, self._wants = source, "copies"
            case Tap.ENTER if self._wants == "copies":
                self._copies, self._text, self._wants = _number(self._text), "", "value"
            case Tap.ENTER if self._wants == "value":
                return self._make(at)
            case Act(BooksAction.BACK) | Tap.BACK:
                return "close"
            case _:
                self._text = typed(self._text, tap, 9)
        return None

    def scan(self, scan: Scan, at: datetime) -> Next:
        return None

    def page(self, at: datetime) -> PickOne | TypeText:
        if self._wants == "source":
            options = tuple(Option(source, f"books_source_{source}") for source in registers.SOURCES)
            return PickOne("books.batch.source", options, BooksAction.CHOOSE, BACK)
        return TypeText(f"books.batch.{self._wants}", self._text, BACK, signs="." if self._wants == "value" else "")

    def _make(self, at: datetime) -> Next:
        here = self._teller.here
        value = fen(self._text)
        _, number, entry = registers.new_batch(here.desk, here.actor, at, self._source, self._copies, value)
        self._teller.say("books.told.batch_made", lambda at: undo(here.desk, here.actor, at, entry), text=number)
        return "close"


def _number(text: str) -> int | None:
    return int(text) if text.isdigit() else None

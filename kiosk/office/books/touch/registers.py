"""The two accession registers: look, give numbers, begin a batch, hand out as Excel (S064)."""

from datetime import datetime
from pathlib import Path
from uuid import UUID

from kiosk.circulation.denials import Fact
from kiosk.imports.cells import fen
from kiosk.office.books import catalogue, lists, registers
from kiosk.office.books.files import Export
from kiosk.office.books.lines import BatchSource, Register
from kiosk.office.books.touch.record import TitlePage
from kiosk.office.books.touch.retro import EntryPage
from kiosk.office.books.touch.typing import CapitalsPage
from kiosk.office.books.views import BooksAction, RegisterPage
from kiosk.office.refusal import NotDone
from kiosk.office.touch_kit.page import Back, Done, Move, Page, RoomContext
from kiosk.office.touch_kit.pages import ConfirmPage, PickPage, TypePage, WaitPage, known, saving
from kiosk.office.touch_kit.paging import Pager
from kiosk.office.touch_kit.views import Option
from kiosk.taps import Act, AnyTap

NUMBER, FIGURE = 20, 9  # signs that can be typed


class RegistersPage(Page):
    is_still = True
    pager: Pager

    def __init__(self, context: RoomContext) -> None:
        self._context = context
        self.turn_to(Register.COPIES)

    def turn_to(self, register: Register) -> None:
        self._register = register
        self.pager = Pager(registers.ROWS)

    def tap(self, tap: AnyTap, at: datetime) -> Move:
        match tap:
            case Act(BooksAction.REGISTER, register):
                self.turn_to(Register(register))
            case Act(BooksAction.BATCH, batch):
                return BatchPage(self._context, self, UUID(batch))
            case Act(BooksAction.OPEN, item):
                return TitlePage(self._context, catalogue.title_id_of_copy(UUID(item)))
            case Act(BooksAction.NUMBER_ALL):
                return numbering(self._context)
            case Act(BooksAction.NEW_BATCH):
                return new_batch(self._context)
            case Act(BooksAction.EXCEL):
                return register_file(self._context, self._register, at)
            case Act(BooksAction.MARC):
                return catalogue_file(self._context, at)
        return None

    def view(self, at: datetime) -> RegisterPage:
        pager, unnumbered = self.pager, registers.count_unnumbered()
        if self._register is Register.BATCHES:
            total, batches = pager.asked(registers.batch_lines)
            return RegisterPage(Register.BATCHES, batches, total, pager.number, pager.pages, unnumbered)
        total, copies = pager.asked(lambda first, size: registers.copy_lines(None, first, size))
        return RegisterPage(Register.COPIES, copies, total, pager.number, pager.pages, unnumbered)


class BatchPage(Page):
    """The copies of one batch."""

    is_still = True
    pager: Pager

    def __init__(self, context: RoomContext, below: RegistersPage, batch: UUID) -> None:
        self._context, self._below, self._batch = context, below, batch
        self.pager = Pager(registers.ROWS)

    def tap(self, tap: AnyTap, at: datetime) -> Move:
        match tap:
            case Act(BooksAction.REGISTER, register):
                self._below.turn_to(Register(register))
                return Back()
            case Act(BooksAction.OPEN, item):
                return TitlePage(self._context, catalogue.title_id_of_copy(UUID(item)))
            case Act(BooksAction.RETRO):
                return EntryPage(self._context, self._batch)
            case Act(BooksAction.EXCEL):
                return register_file(self._context, Register.COPIES, at)
        return None

    def view(self, at: datetime) -> RegisterPage:
        number, pager = registers.batch_number(self._batch), self.pager
        total, copies = pager.asked(lambda first, size: registers.copy_lines(self._batch, first, size))
        unnumbered = registers.count_unnumbered()
        return RegisterPage(Register.COPIES, copies, total, pager.number, pager.pages, unnumbered, number)


# --- files -------------------------------------------------------------------------------------------------------


def register_file(context: RoomContext, register: Register, at: datetime) -> Page:
    def told(export: Export, paths: tuple[Path, ...], _at: datetime) -> Done:
        return Done("books.told.register", facts={"count": export.count, "text": paths[0].name})

    return saving(
        "books.writing_register",
        context,
        lambda job: registers.register_file(context.desk, at, register, context.words, job.step),
        told,
    )


def catalogue_file(context: RoomContext, at: datetime) -> Page:
    def told(export: Export, paths: tuple[Path, ...], _at: datetime) -> Done:
        return Done("books.told.catalogue", facts={"count": export.count, "text": paths[0].name})

    return saving(
        "books.writing_catalogue", context, lambda job: lists.catalogue_file(at, context.words, job.step), told
    )


# --- numbers -----------------------------------------------------------------------------------------------------


def numbering(context: RoomContext) -> Page:
    """From which number on; asked once, afterwards the register goes on by itself."""
    goes_on = registers.number_to_begin_with()
    if goes_on:
        facts: dict[str, Fact] = {"count": registers.count_unnumbered(), "text": goes_on}
        return ConfirmPage("books.numbering", lambda at: numbering_from(context, goes_on, at), facts)
    return CapitalsPage(
        "books.numbering.first",
        lambda first, at: numbering_from(context, first, at) if first else None,
        text=registers.FIRST_NUMBER,
        most=NUMBER,
    )


def numbering_from(context: RoomContext, first: str, at: datetime) -> Page:
    def told(done: int | NotDone, _at: datetime) -> Done | NotDone:
        if isinstance(done, NotDone):
            return done
        return Done("books.told.numbered", facts={"count": done, "text": first})

    job = context.jobs.start(lambda job: registers.number_all(context.desk, context.actor, at, first, job.step))
    return WaitPage("books.numbering_now", job, told)


# --- a batch -----------------------------------------------------------------------------------------------------


def new_batch(context: RoomContext) -> Page:
    """Where it comes from; then how many volumes its voucher names, and for how much."""
    options = [Option(source, f"books_source_{source}") for source in BatchSource]
    return PickPage("books.batch.source", known(options), lambda source, _at: copies_of(context, BatchSource(source)))


def copies_of(context: RoomContext, source: BatchSource) -> Page:
    return TypePage(
        "books.batch.copies",
        lambda text, _at: value_of(context, source, int(text) if text.isdigit() else None),
        most=FIGURE,
    )


def value_of(context: RoomContext, source: BatchSource, copies: int | None) -> Page:
    return TypePage(
        "books.batch.value",
        lambda text, at: begun(context, at, source, copies, fen(text)),
        signs=".",
        most=FIGURE,
    )


def begun(
    context: RoomContext, at: datetime, source: BatchSource, copies: int | None, value: int | None
) -> Done | NotDone:
    batch = registers.new_batch(context.desk, context.actor, at, source, copies, value)
    return batch if isinstance(batch, NotDone) else Done("books.told.batch_made", batch.entry, {"text": batch.number})

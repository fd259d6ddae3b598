"""One title and its copies: what stands in the catalogue, and what a librarian changes of it."""

from datetime import datetime
from uuid import UUID

from kiosk.hardware.scan import Scan
from kiosk.office.books import catalogue, edits
from kiosk.office.books.lines import CopyState
from kiosk.office.books.retro_entry import Code, read_code
from kiosk.office.books.touch.labels import LabelsPage
from kiosk.office.books.touch.typing import CapitalsPage
from kiosk.office.books.views import BooksAction, CopyPage, RecordPage
from kiosk.office.refusal import NotDone
from kiosk.office.touch_kit.page import Done, Move, Page, RoomContext, told
from kiosk.office.touch_kit.pages import PickPage, known
from kiosk.office.touch_kit.paging import Pager
from kiosk.office.touch_kit.views import Option
from kiosk.taps import Act, AnyTap

# Beside letters and digits, what call numbers and prices are written with.
SIGNS = "./:="
CODE = 24  # signs of a code that nobody knows
# Why a copy is not what it was before: as the frame says what is not taken back.
NOT_UNDONE = {"lent": "in_use", "other_state": "changed_since"}


class TitlePage(Page):
    is_still = True
    pager: Pager

    def __init__(self, context: RoomContext, record: UUID) -> None:
        self._context = context
        self._show(record)

    def _show(self, record: UUID) -> None:
        self._record = record
        self.pager = Pager(catalogue.COPY_ROWS)

    def tap(self, tap: AnyTap, at: datetime) -> Move:
        match tap:
            case Act(BooksAction.EDIT, "item_type"):
                return kinds(self._context, self._record)
            case Act(BooksAction.EDIT, name):
                return field(self._context, self._record, name)
            case Act(BooksAction.COPY, item):
                return CopyStatePage(self._context, UUID(item))
            case Act(BooksAction.ADD_COPY):
                return self._add(None, at)
            case Act(BooksAction.LABELS):
                return LabelsPage(self._context, self._record)
        return None

    def scan(self, scan: Scan, at: datetime) -> Move:
        """A label that nobody bears is one more copy's; any other code opens its own title."""
        record = catalogue.record_of_code(scan.text)
        if record is not None:
            self._show(record)
            return None
        code = read_code(scan.text, self._context.desk.bylaw().patterns, scan.symbology)
        return self._add(code.label, at) if isinstance(code, Code) and code.label else unknown_code(scan)

    def view(self, at: datetime) -> RecordPage:
        desk, shown = self._context.desk, catalogue.title(self._record)
        total, copies = self.pager.asked(lambda first, size: catalogue.copies(desk, shown.id, first, size))
        return RecordPage(
            shown.id,
            shown.title,
            shown.author,
            shown.facts,
            catalogue.EDITABLE,
            copies,
            total,
            self.pager.number,
            self.pager.pages,
        )

    def _add(self, label: str | None, at: datetime) -> Done | NotDone:
        desk, actor = self._context.desk, self._context.actor
        added = edits.add_copy(desk, actor, at, self._record, label)
        if isinstance(added, NotDone):
            return added
        key = "books.told.copy_added" if label else "books.told.copy_added_unlabelled"
        return Done(
            key,
            lambda at: not_undone(edits.take_back_copy(desk, actor, at, added)),
            {"text": label} if label else {},
        )


def unknown_code(scan: Scan) -> Done:
    return Done("books.told.unknown_code", facts={"text": scan.text[:CODE]})


def not_undone(done: UUID | NotDone) -> NotDone | None:
    return NotDone(NOT_UNDONE.get(done.code, done.code), done.facts) if isinstance(done, NotDone) else None


def field(context: RoomContext, record: UUID, name: str) -> Page:
    return CapitalsPage(
        f"books.edit.{name}",
        lambda text, at: changed(context, at, record, name, text),
        text=catalogue.title(record).facts[name],
        signs=SIGNS,
    )


def kinds(context: RoomContext, record: UUID) -> Page:
    now = catalogue.title(record).facts["item_type"]
    options = [Option(kind, f"books_kind_{kind}", "", kind == now) for kind in catalogue.kinds(context.desk, now)]
    return PickPage(
        "books.edit.item_type", known(options), lambda kind, at: changed(context, at, record, "item_type", kind)
    )


def changed(context: RoomContext, at: datetime, record: UUID, name: str, text: str) -> Done | NotDone:
    done = edits.set_field(context.desk, context.actor, at, record, name, text)
    return told("books.told.changed", done)


class CopyStatePage(Page):
    is_still = True

    def __init__(self, context: RoomContext, item: UUID) -> None:
        self._context, self._item = context, item

    def tap(self, tap: AnyTap, at: datetime) -> Move:
        match tap:
            case Act(BooksAction.STATE, state):
                return self._turn(CopyState(state), at)
        return None

    def view(self, at: datetime) -> CopyPage:
        copy = catalogue.copy_line(self._context.desk, self._item)
        return CopyPage(copy, catalogue.title_of_copy(self._item), edits.BECOMES[copy.state])

    def _turn(self, state: CopyState, at: datetime) -> Done | NotDone:
        desk, actor, item = self._context.desk, self._context.actor, self._item
        before = catalogue.copy_line(desk, item).state
        done = edits.set_state(desk, actor, at, item, state)
        if isinstance(done, NotDone):
            return done
        return Done(
            f"books.told.{state}",
            lambda at: not_undone(edits.take_back_state(desk, actor, at, item, state, before)),
            steps=1,
        )

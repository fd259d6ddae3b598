"""One title and its copies: what stands in the catalogue, and what a librarian changes of it."""

from datetime import datetime
from uuid import UUID

from kiosk.hardware.scan import Scan
from kiosk.office.books import catalogue, edits
from kiosk.office.books.edits import Refused
from kiosk.office.books.retro_entry import Code, read_code
from kiosk.office.books.touch.desk import BACK, Next, Teller, page_of, trouble, typed
from kiosk.office.books.touch.labels import LabelDesk
from kiosk.office.books.views import BooksAction, CopyPage, RecordPage
from kiosk.office.editing import undo
from kiosk.office.touch_kit.views import Option, PickOne, TypeText
from kiosk.taps import Act, AnyTap, Tap

# Beside letters and digits, what call numbers and prices are written with.
SIGNS = "./:="


class RecordDesk:
    is_live = False

    def __init__(self, teller: Teller, record: UUID) -> None:
        self._teller, self._record, self._page = teller, record, 0

    @property
    def _staff(self) -> UUID:
        return self._teller.here.actor

    def tap(self, tap: AnyTap, at: datetime) -> Next:
        match tap:
            case Act(BooksAction.TURN, page):
                self._page = page_of(page)
            case Act(BooksAction.EDIT, "item_type"):
                return KindDesk(self._teller, self._record)
            case Act(BooksAction.EDIT, name):
                return EditDesk(self._teller, self._record, name)
            case Act(BooksAction.COPY, item):
                return CopyDesk(self._teller, UUID(item))
            case Act(BooksAction.ADD_COPY):
                return self._add(None, at)
            case Act(BooksAction.LABELS):
                return LabelDesk(self._teller, self._record)
            case Act(BooksAction.BACK) | Tap.BACK:
                return "close"
        return None

    def scan(self, scan: Scan, at: datetime) -> Next:
        """A label that nobody bears is one more copy's; any other code opens its own title."""
        known = catalogue.record_of_code(scan.text)
        if known is not None:
            self._record, self._page = known, 0
            return None
        code = read_code(scan.text, self._teller.here.desk.bylaw().patterns, scan.symbology)
        if isinstance(code, Code) and code.label:
            return self._add(code.label, at)
        self._teller.say("books.told.unknown_code", text=scan.text[:24])
        return None

    def page(self, at: datetime) -> RecordPage | None:
        shown = catalogue.record_page(self._record, self._page)
        self._page = shown.page if shown else 0
        return shown

    def _add(self, label: str | None, at: datetime) -> Next:
        here = self._teller.here
        added = edits.add_copy(here.desk, self._staff, self._record, label, at)
        if isinstance(added, Refused):
            return trouble(added)
        key = "books.told.copy_added" if label else "books.told.copy_added_unlabelled"
        facts = {"text": label} if label else {}
        self._teller.say(key, lambda at: edits.take_back_copy(here.desk, self._staff, added, at), **facts)
        return None


class EditDesk:
    is_live = False

    def __init__(self, teller: Teller, record: UUID, name: str) -> None:
        self._teller, self._record, self._name = teller, record, name
        shown = catalogue.record_page(record, 0)
        self._text = shown.facts.get(name, "") if shown else ""

    def tap(self, tap: AnyTap, at: datetime) -> Next:
        match tap:
            case Tap.ENTER:
                return change(self._teller, self._record, self._name, self._text, at)
            case Act(BooksAction.BACK) | Tap.BACK:
                return "close"
        self._text = typed(self._text, tap)
        if self._name in ("call_number", "shelf", "price"):
            self._text = self._text.upper()
        return None

    def scan(self, scan: Scan, at: datetime) -> Next:
        return None

    def page(self, at: datetime) -> TypeText:
        return TypeText(f"books.edit.{self._name}", self._text, BACK, signs=SIGNS)


class KindDesk:
    """Kinds that policies tell apart."""

    is_live = False

    def __init__(self, teller: Teller, record: UUID) -> None:
        self._teller, self._record = teller, record

    def tap(self, tap: AnyTap, at: datetime) -> Next:
        if isinstance(tap, Act) and tap.action is BooksAction.CHOOSE:
            return change(self._teller, self._record, "item_type", tap.subject, at)
        return "close"

    def scan(self, scan: Scan, at: datetime) -> Next:
        return None

    def page(self, at: datetime) -> PickOne:
        shown = catalogue.record_page(self._record, 0)
        now = shown.facts["item_type"] if shown else ""
        policies = self._teller.here.desk.bylaw().policies
        kinds = dict.fromkeys(("book", "reference", now, *(policy.item_type for policy in policies)))
        options = (Option(kind, f"books_kind_{kind}", "", kind == now) for kind in kinds if kind)
        return PickOne("books.edit.item_type", tuple(options), BooksAction.CHOOSE, BACK)


def change(teller: Teller, record: UUID, name: str, text: str, at: datetime) -> Next:
    here = teller.here
    done = edits.set_field(here.desk, here.actor, record, name, text, at)
    if isinstance(done, Refused):
        return trouble(done)
    teller.say("books.told.changed", lambda at: undo(here.desk, here.actor, at, done))
    return "close"


class CopyDesk:
    is_live = False

    def __init__(self, teller: Teller, item: UUID) -> None:
        self._teller, self._item = teller, item

    def tap(self, tap: AnyTap, at: datetime) -> Next:
        match tap:
            case Act(BooksAction.STATE, state):
                return self._set(state, at)
            case Act(BooksAction.BACK) | Tap.BACK:
                return "close"
        return None

    def scan(self, scan: Scan, at: datetime) -> Next:
        return None

    def page(self, at: datetime) -> CopyPage | None:
        copy = catalogue.copy_line(self._item)
        return copy and CopyPage(copy, catalogue.title_of_copy(self._item), edits.BECOMES[copy.state])

    def _set(self, state: str, at: datetime) -> Next:
        here, item = self._teller.here, self._item
        before = catalogue.copy_line(item).state
        done = edits.set_state(here.desk, here.actor, item, state, at)
        if isinstance(done, Refused):
            return trouble(done)
        self._teller.say(
            f"books.told.{state}",
            lambda at: edits.take_back_state(here.desk, here.actor, item, state, before, at),
        )
        return "close"

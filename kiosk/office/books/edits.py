"""Change what is known of a title or a copy; the state of a copy goes into the journal, so that every kiosk knows."""

from collections.abc import Mapping
from datetime import datetime
from uuid import UUID

from db.journal import EventKind
from db.journal import Fact as JournalFact
from db.models import Batch, Item, Record, new_id
from kiosk.catalog.pinyin import full_pinyin, pinyin_initials
from kiosk.circulation.naming import fold
from kiosk.clock import to_ms
from kiosk.imports.cells import fen
from kiosk.lending.desk import Desk
from kiosk.office.actors import Actor, requires
from kiosk.office.books.catalogue import copy_of, record_of
from kiosk.office.books.lines import CopyState
from kiosk.office.editing import Edit, editing
from kiosk.office.permissions import Permission
from kiosk.office.refusal import NotDone

# What a copy may become by a librarian's word. Lending and returning have their own ways.
BECOMES: Mapping[CopyState, tuple[CopyState, ...]] = {
    CopyState.AVAILABLE: (CopyState.IN_REPAIR, CopyState.MISSING, CopyState.WITHDRAWN),
    CopyState.IN_REPAIR: (CopyState.AVAILABLE, CopyState.MISSING, CopyState.WITHDRAWN),
    CopyState.MISSING: (CopyState.AVAILABLE, CopyState.LOST, CopyState.WITHDRAWN),
    CopyState.LOST: (CopyState.AVAILABLE, CopyState.WITHDRAWN),
    CopyState.WITHDRAWN: (CopyState.AVAILABLE,),
    CopyState.ON_LOAN: (),
}
LONGEST = 60  # signs of a call number, shelf or price


@requires(Permission.BOOKS)
def set_state(desk: Desk, actor: Actor, at: datetime, item: UUID, state: CopyState) -> UUID | NotDone:
    """The identity of the audit entry. A copy withdrawn keeps its number: its line in the register stays."""
    copy = copy_of(item)
    if state not in BECOMES[CopyState(copy.state)]:
        return _not_now(copy)
    return _turned(desk, actor, at, copy, state)


@requires(Permission.BOOKS)
def take_back_state(
    desk: Desk, actor: Actor, at: datetime, item: UUID, state: CopyState, before: CopyState
) -> UUID | NotDone:
    """Undo of set_state: the journal never forgets, so the copy is told to be what it was."""
    copy = copy_of(item)
    return _not_now(copy) if copy.state != state else _turned(desk, actor, at, copy, before)


@requires(Permission.BOOKS)
def set_field(desk: Desk, actor: Actor, at: datetime, record: UUID, name: str, text: str) -> UUID | NotDone:
    """name: a column that catalogue.EDITABLE lists, or title. Gives the identity of the audit entry."""
    value = fold(text)
    if len(value) > LONGEST and name != "title":
        return NotDone("too_long", {"most": LONGEST})
    if name == "price" and value and fen(value) is None:
        return NotDone("no_price", {"text": value})
    columns = {name: value}
    if name == "title":
        columns |= {"pinyin": full_pinyin(value), "initials": pinyin_initials(value)[:255]}
    with editing(desk, actor, at, f"record_{name}", title=record_of(record).title, value=value or "-") as edit:
        edit.update(Record, record, **columns)
    return edit.id


@requires(Permission.BOOKS)
def add_copy(
    desk: Desk, actor: Actor, at: datetime, record: UUID, label: str | None, batch: UUID | None = None
) -> UUID | NotDone:
    """The identity of the new copy. label: None for one known by its ISBN alone (ADR 1)."""
    row = record_of(record)
    if taken := label_taken(label):
        return taken
    with editing(desk, actor, at, "copy_added", title=row.title, label=label or "-") as edit:
        return new_copy(edit, row, label, at, batch)


def new_copy(edit: Edit, record: Record, label: str | None, at: datetime, batch: UUID | None) -> UUID:
    """Inside the caller's edit. A copy costs what its title is known to cost."""
    source = Batch.get_or_none(Batch.id == batch) if batch else None
    item = new_id()
    edit.create(
        Item,
        id=item,
        record=record.id,
        label=label,
        acquired_on=source.received_on if source else at.date(),
        price=fen(record.price),
        batch=batch,
    )
    return item


def label_taken(label: str | None) -> NotDone | None:
    other = Item.get_or_none(Item.label == label) if label else None
    return NotDone("label_taken", {"text": label, "title": other.record.title}) if other else None


@requires(Permission.BOOKS)
def take_back_copy(desk: Desk, actor: Actor, at: datetime, item: UUID) -> UUID | NotDone:
    """Undo of add_copy. The row stays, withdrawn and without a label: kiosks may have drawn it, and they delete no
    copies; the label can be stuck on the right book at once."""
    copy = copy_of(item)
    if copy.state != CopyState.AVAILABLE:
        return _not_now(copy)
    with editing(desk, actor, at, "copy_taken_back", title=copy.record.title, label=copy.label or "-") as edit:
        edit.update(Item, item, state=CopyState.WITHDRAWN, label=None, accession_no=None, batch=None)
        _tell(desk, actor, at, item, CopyState.WITHDRAWN)
    return edit.id


def _turned(desk: Desk, actor: Actor, at: datetime, copy: Item, state: CopyState) -> UUID:
    with editing(desk, actor, at, f"copy_{state}", title=copy.record.title, label=copy.label or "-") as edit:
        edit.update(Item, copy.id, state=state)
        _tell(desk, actor, at, copy.id, state)
    return edit.id


def _not_now(copy: Item) -> NotDone:
    code = "lent" if copy.state == CopyState.ON_LOAN else "other_state"
    return NotDone(code, {"title": copy.record.title})


def _tell(desk: Desk, actor: Actor, at: datetime, item: UUID, state: CopyState) -> None:
    told = JournalFact(EventKind.ITEM_STATE, to_ms(at), item=item, staff=actor.staff, body={"state": state})
    desk.journal.append(told)

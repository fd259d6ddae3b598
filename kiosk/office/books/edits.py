"""Change what is known of a title or a copy; the state of a copy goes into the journal, so that every kiosk knows."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from db.journal import Fact as JournalFact
from db.models import Batch, Item, Record
from kiosk.catalog.pinyin import full_pinyin, pinyin_initials
from kiosk.circulation.denials import Fact
from kiosk.circulation.naming import fold
from kiosk.clock import to_ms
from kiosk.imports.cells import fen
from kiosk.lending.desk import Desk
from kiosk.office.actors import Actor
from kiosk.office.editing import Edit, editing

# What a copy may become by a librarian's word. Lending and returning have their own ways.
BECOMES: Mapping[str, tuple[str, ...]] = {
    "available": ("in_repair", "missing", "withdrawn"),
    "in_repair": ("available", "missing", "withdrawn"),
    "missing": ("available", "lost", "withdrawn"),
    "lost": ("available", "withdrawn"),
    "withdrawn": ("available",),
    "on_loan": (),
}
LONGEST = 60  # signs of a call number, shelf or price


@dataclass(frozen=True, slots=True)
class Refused:
    """code, facts: of the sentence books.refused.<code>."""

    code: str
    facts: Mapping[str, Fact] = field(default_factory=dict)


def set_state(desk: Desk, actor: Actor, item: UUID, state: str, at: datetime) -> UUID | Refused:
    """The identity of the audit entry. A copy withdrawn keeps its number: its line in the register stays."""
    copy = Item.get_by_id(item)
    if state not in BECOMES[copy.state]:
        return Refused("lent" if copy.state == "on_loan" else "other_state", {"title": copy.record.title})
    with editing(desk, actor, at, f"copy_{state}", title=copy.record.title, label=copy.label or "-") as edit:
        edit.update(Item, item, state=state)
        _tell(desk, item, state, actor, at)
    return edit.id


def take_back_state(desk: Desk, actor: Actor, item: UUID, state: str, before: str, at: datetime) -> Refused | None:
    """Undo of set_state: the journal never forgets, so the copy is told to be what it was."""
    copy = Item.get_by_id(item)
    if copy.state != state:
        return Refused("other_state", {"title": copy.record.title})
    with editing(desk, actor, at, f"copy_{before}", title=copy.record.title, label=copy.label or "-") as edit:
        edit.update(Item, item, state=before)
        _tell(desk, item, before, actor, at)
    return None


def set_field(desk: Desk, actor: Actor, record: UUID, name: str, text: str, at: datetime) -> UUID | Refused:
    """name: a column that books.EDITABLE lists, or title."""
    value = fold(text)
    if len(value) > LONGEST and name != "title":
        return Refused("too_long", {"most": LONGEST})
    if name == "price" and value and fen(value) is None:
        return Refused("no_price", {"text": value})
    columns = {name: value}
    if name == "title":
        columns |= {"pinyin": full_pinyin(value), "initials": pinyin_initials(value)[:255]}
    row = Record.get_by_id(record)
    with editing(desk, actor, at, f"record_{name}", title=row.title, value=value or "-") as edit:
        edit.update(Record, record, **columns)
    return edit.id


def add_copy(
    desk: Desk, actor: Actor, record: UUID, label: str | None, at: datetime, batch: UUID | None = None
) -> UUID | Refused:
    """The identity of the new copy. label: None for one known by its ISBN alone (ADR 1)."""
    row = Record.get_by_id(record)
    if refused := label_is_free(label):
        return refused
    with editing(desk, actor, at, "copy_added", title=row.title, label=label or "-") as edit:
        return new_copy(edit, row, label, at, batch)


def new_copy(edit: Edit, record: Record, label: str | None, at: datetime, batch: UUID | None) -> UUID:
    """Inside the caller's edit. A copy costs what its title is known to cost."""
    source = Batch.get_or_none(Batch.id == batch) if batch else None
    item = edit.create(
        Item,
        record=record.id,
        label=label,
        acquired_on=source.received_on if source else at.date(),
        price=fen(record.price),
        batch=batch,
    )
    return item.id


def label_is_free(label: str | None) -> Refused | None:
    other = Item.get_or_none(Item.label == label) if label else None
    return other and Refused("label_taken", {"text": label, "title": other.record.title})


def take_back_copy(desk: Desk, actor: Actor, item: UUID, at: datetime) -> Refused | None:
    """Undo of add_copy. The row stays, withdrawn and without a label: kiosks may have drawn it, and they delete no
    copies; the label can be stuck on the right book at once."""
    copy = Item.get_by_id(item)
    if copy.state != "available":
        return Refused("lent" if copy.state == "on_loan" else "other_state", {"title": copy.record.title})
    with editing(desk, actor, at, "copy_taken_back", title=copy.record.title, label=copy.label or "-") as edit:
        edit.update(Item, item, state="withdrawn", label=None, accession_no=None, batch=None)
        _tell(desk, item, "withdrawn", actor, at)
    return None


def _tell(desk: Desk, item: UUID, state: str, actor: Actor, at: datetime) -> None:
    desk.journal.append(JournalFact("item_state", to_ms(at), item=item, staff=actor.staff, body={"state": state}))

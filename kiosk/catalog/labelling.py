"""Give copies labels of their own, each number once (S063, S070).

The number last given out is a setting, so that labels printed in advance are never printed for another book."""

from collections.abc import Iterator, Sequence
from itertools import count, islice
from uuid import UUID

from db.models import Item, Record, Setting
from db.rows import tuples
from db.settings import get_setting, put_setting
from kiosk.circulation.barcodes import label_serial, label_text
from kiosk.circulation.model import ItemState

LAST_SERIAL = "last_label_serial"


def last_serial() -> int:
    """0: none was given out."""
    return int(get_setting(LAST_SERIAL) or 0)


def was_given_out_here(label: str | None, last: int) -> bool:
    """last: of last_serial()."""
    return label is not None and (label_serial(label) or last + 1) <= last


def labels_for_copies(isbn: str | None = None, most: int | None = None) -> list[tuple[UUID, str]]:
    """A new label for each copy on the shelf that has none: (item, its label). Inside the caller's transaction."""
    _wait_for_turn()
    items = copies_to_label(isbn, most)
    return list(zip(items, give_out(len(items)), strict=True))


def copies_to_label(isbn: str | None = None, most: int | None = None) -> list[UUID]:
    """In the order in which they stand. isbn: of one title only.

    A copy that is out has no name yet by which to know it."""
    query = (
        Item.select(Item.id)
        .join(Record)
        .where(Item.label.is_null(), Item.state == ItemState.AVAILABLE)
        .order_by(Record.shelf, Record.call_number, Record.title, Item.id)
        .limit(most)
    )
    return [item for (item,) in tuples(query.where(Record.isbn == isbn) if isbn else query)]


def still_unlabelled() -> int:
    """Copies that are out, in repair or missing: they can be labelled once they stand on the shelf again."""
    elsewhere = Item.state.not_in((ItemState.AVAILABLE, ItemState.WITHDRAWN, ItemState.LOST))
    return Item.select().where(Item.label.is_null(), elsewhere).count()


def give_out(number: int) -> list[str]:
    """The next labels, for copies or in advance. Inside the caller's transaction."""
    _wait_for_turn()
    serials = list(islice(_free_serials(last_serial() + 1), number))
    if serials:
        put_setting(LAST_SERIAL, str(serials[-1]))
    return [label_text(serial) for serial in serials]


def run_of_labels(first: str, number: int) -> list[str]:
    """So many labels from one on, given out before or not; from now on they are. Inside the caller's transaction.

    Raises ValueError for a label that is not as label_text makes them."""
    start = label_serial(first)
    if start is None:
        raise ValueError(first)
    _wait_for_turn()
    last = start + number - 1
    put_setting(LAST_SERIAL, str(max(last_serial(), last)))
    return [label_text(serial) for serial in range(start, last + 1)]


def described(labels: Sequence[str]) -> dict[str, tuple[str, str]]:
    """(title, call number) of those labels that copies bear."""
    found: dict[str, tuple[str, str]] = {}
    for start in range(0, len(labels), 500):
        query = Item.select(Item.label, Record.title, Record.call_number).join(Record)
        for label, title, call_number in tuples(query.where(Item.label.in_(labels[start : start + 500]))):
            found[label] = (title, call_number)
    return found


def _free_serials(first: int) -> Iterator[int]:
    """A label may bear one of our numbers without being ours."""
    return (serial for serial in count(first) if not Item.select().where(Item.label == label_text(serial)).exists())


def _wait_for_turn() -> None:
    """The setting's row stays locked until the transaction commits, so that no other command gives out the same."""
    Setting.insert(key=LAST_SERIAL, value="0").on_conflict_ignore().execute()
    Setting.update(value=Setting.value).where(Setting.key == LAST_SERIAL).execute()

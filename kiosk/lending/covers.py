"""A cover whose label and ISBN belong to different titles: which of the two counts, and what the librarian is told."""

import json
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from db.models import Notice
from db.rows import tuples
from kiosk.circulation.denials import Denial, denial
from kiosk.circulation.model import ItemFacts, LoanFacts, PatronFacts, RecordFacts
from kiosk.clock import to_ms
from kiosk.lending.check_ins import record_of
from kiosk.lending.desk import Desk
from kiosk.sync.resolutions import is_open

# However often such a book is shown with nothing new done, it is one line on the list for so long.
SAID_ONCE = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Mislabelled:
    """item: what the label names; isbn: what the cover says; cover: its title, None when nobody registered it."""

    item: ItemFacts
    isbn: str
    cover: RecordFacts | None

    @property
    def id(self) -> UUID:
        return self.item.id

    @property
    def record(self) -> RecordFacts:
        return self.item.record

    @property
    def label(self) -> str:
        """The copy is known by it."""
        return self.item.label or ""

    @property
    def denial(self) -> Denial:
        return denial("label_mismatch", text=self.label, title=self.record.title)

    def bears(self, shown: "ItemFacts | RecordFacts | Mislabelled") -> bool:
        """Is this one of its two codes?"""
        return shown.id in (self.id, self.cover and self.cover.id)


def same_book(one: ItemFacts | RecordFacts | Mislabelled, other: ItemFacts | RecordFacts | Mislabelled) -> bool:
    """The same copy, or the same title where a copy is not known."""
    copies = {shown.id for shown in (one, other) if not isinstance(shown, RecordFacts)}
    return record_of(one).id == record_of(other).id and len(copies) < 2


def what_counts(book: Mislabelled, ends_a_loan: Callable[[ItemFacts | RecordFacts], bool]) -> ItemFacts | RecordFacts:
    """The label, which names the copy; but where it ends no loan and the ISBN does, the ISBN: no return is stopped."""
    if book.cover is None or ends_a_loan(book.item) or not ends_a_loan(book.cover):
        return book.item
    return book.cover


def note_mismatch(
    desk: Desk, book: Mislabelled, at: datetime, loan: UUID | None = None, patron: PatronFacts | None = None
) -> None:
    """loan: what was lent or returned by it, None for nothing; patron: who showed it, where that is known."""
    ids = {
        "item": book.item.id,
        "record": book.record.id,
        "cover": book.cover and book.cover.id,
        "loan": loan,
        "patron": patron and patron.id,
    }
    facts = {"text": book.label, "isbn": book.isbn} | {name: id_.hex for name, id_ in ids.items() if id_}
    if not _was_said(facts, at):
        desk.note("label_mismatch", at, **facts)


def note_other_copy(desk: Desk, shown: ItemFacts, ended: LoanFacts, own: LoanFacts, at: datetime) -> Denial:
    """A reader has brought back a copy that somebody else had, and still has one of the same title."""
    ids = {"item": shown.id, "record": shown.record.id, "loan": ended.id, "own": own.id, "patron": own.patron}
    desk.note("not_own_copy", at, text=shown.label or "", **{name: id_.hex for name, id_ in ids.items()})
    return denial("not_own_copy", title=shown.record.title)


def _was_said(facts: dict[str, str], at: datetime) -> bool:
    lately = Notice.select(Notice.body).where(
        Notice.kind == "label_mismatch", is_open(), Notice.at > to_ms(at - SAID_ONCE)
    )
    return any(facts.items() <= json.loads(body).items() for (body,) in tuples(lately))

"""The librarian's list: taking a line off it, and whom and what a line is about, so that one can go there.

Whoever has shown a PIN may see to a line: the list is at the desk too, for those who do not come into the office."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from db.models import Item, Patron, Record
from kiosk.circulation.notices import NoticeFacts
from kiosk.lending.desk import Desk
from kiosk.lending.notices import reopen, resolve
from kiosk.office.actors import Actor


def take_off(desk: Desk, actor: Actor, at: datetime, notice: UUID, note: str = "") -> None:
    """At every station. note: what was done, without a name."""
    resolve(desk.db, desk.journal, notice, actor.staff, at, note)


def put_back(desk: Desk, actor: Actor, at: datetime, notice: UUID) -> None:
    reopen(desk.db, desk.journal, notice, actor.staff, at)


@dataclass(frozen=True, slots=True)
class About:
    """Identities as hex, empty where the line names nobody or nothing that is known here."""

    patron: str
    record: str


def about(facts: NoticeFacts) -> About:
    """facts: as kiosk.lending.notices gives them. The one who showed the book comes before whose loan it was."""
    patron = _patron(facts.get("reader")) or _patron(facts.get("other"))
    record = _record_of_label(facts.get("text")) or _record(facts.get("isbn")) or _record(facts.get("text"))
    return About(patron, record)


def _patron(number: str | None) -> str:
    found: Patron | None = Patron.get_or_none(Patron.number == number) if number else None
    return found.id.hex if found else ""


def _record_of_label(label: str | None) -> str:
    found: Item | None = Item.get_or_none(Item.label == label) if label else None
    return found.record_id.hex if found else ""


def _record(isbn: str | None) -> str:
    found: Record | None = Record.get_or_none(Record.isbn == isbn) if isbn else None
    return found.id.hex if found else ""

"""Whom and what a line of the librarian's list is about, so that one can go there."""

from collections.abc import Mapping
from dataclasses import dataclass

from db.models import Item, Patron, Record


@dataclass(frozen=True, slots=True)
class About:
    """Identities as hex, empty where the line names nobody or nothing that is known here."""

    patron: str
    record: str


def about(facts: Mapping[str, str | None]) -> About:
    """facts: as kiosk.lending.notices gives them. The one who showed the book comes before whose loan it was."""
    patron = _patron(facts.get("reader")) or _patron(facts.get("other"))
    record = _record_of_label(facts.get("text")) or _record(facts.get("isbn")) or _record(facts.get("text"))
    return About(patron, record)


def _patron(number: str | None) -> str:
    found = Patron.get_or_none(Patron.number == number) if number else None
    return found.id.hex if found else ""


def _record_of_label(label: str | None) -> str:
    found = Item.get_or_none(Item.label == label) if label else None
    return found.record_id.hex if found else ""


def _record(isbn: str | None) -> str:
    found = Record.get_or_none(Record.isbn == isbn) if isbn else None
    return found.id.hex if found else ""

"""What a code is: a card, a book, both, or nothing that this school knows."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import TypeVar
from uuid import UUID

from db.models import Staff
from kiosk.catalog.isbn import normalise
from kiosk.circulation.barcodes import (
    EAN8,
    TYPED,
    CodeKind,
    Numbered,
    Pattern,
    candidates,
    is_ean13,
    is_isbn,
    is_likely_a_misread,
    is_mistyped_isbn,
    label_spellings,
    readings,
)
from kiosk.circulation.denials import Denial, denial
from kiosk.circulation.model import ItemFacts, PatronFacts, RecordFacts
from kiosk.lending.desk import Desk


@dataclass(frozen=True, slots=True)
class StaffCard:
    id: UUID
    name: str
    role: str


@dataclass(frozen=True, slots=True)
class Either:
    """The school numbers cards and books alike: the person who holds it knows."""

    patron: PatronFacts
    book: ItemFacts | RecordFacts


@dataclass(frozen=True, slots=True)
class Nothing:
    """denial: what to say. is_label: it looks like a copy label, so an ISBN beside it may explain it."""

    denial: Denial
    is_label: bool


_Found = TypeVar("_Found")
Known = PatronFacts | ItemFacts | RecordFacts | StaffCard | Either | Nothing


def identify(desk: Desk, text: str, patterns: Sequence[Pattern], symbology: str = TYPED) -> Known | None:
    """A few look-ups; each by an indexed column. None: likely a misread, about which nothing is said."""
    staff = _staff((text, *candidates(text, CodeKind.STAFF_CARD, patterns, symbology)))
    if staff is not None:
        return staff
    if is_likely_a_misread(text, patterns, symbology):
        return None
    if symbology == EAN8:
        return Nothing(denial("not_a_book", text=text), is_label=False)
    cards = readings(text, CodeKind.PATRON_CARD, patterns, symbology)
    patron = _first(desk.facts.patron, dict.fromkeys(card.number for card in cards))
    book = _first(desk.facts.item, candidates(text, CodeKind.ITEM_LABEL, patterns, symbology)) or desk.facts.record(
        normalise(text)
    )
    if patron and _is_replaced(patron, cards):
        return book or Nothing(denial("card_reported_lost"), is_label=False)
    if patron and book:
        return Either(patron, book)
    return patron or book or _nothing(text, patterns, symbology)


def _is_replaced(patron: PatronFacts, cards: Sequence[Numbered]) -> bool:
    """An older card than the one that the patron was given last; a newer one may not be known here yet."""
    return max(card.issue for card in cards if card.number == patron.number) < patron.card_issue


def _staff(cards: Sequence[str]) -> StaffCard | None:
    """A staff card may carry anything that `staff add --card` was told, also what fits no pattern."""
    staff = Staff.get_or_none(Staff.card.in_(cards), Staff.active == True)  # noqa: E712
    return None if staff is None else StaffCard(staff.id, staff.name, staff.role)


def identify_typed(desk: Desk, digits: str, patterns: Sequence[Pattern]) -> ItemFacts | RecordFacts | Nothing:
    """Only books: whoever could open a visit by typing a classmate's number would see his loans. Cards are not even
    looked up, so that no answer can tell which numbers there are."""
    label = _first(desk.facts.item, label_spellings(digits, patterns))
    return label or desk.facts.record(normalise(digits)) or _nothing_typed(digits)


def _nothing_typed(digits: str) -> Nothing:
    if is_isbn(digits):
        return Nothing(denial("item_not_found", text=digits), is_label=False)
    if is_ean13(digits):
        return Nothing(denial("not_a_book", text=digits), is_label=False)
    return Nothing(denial("number_mistyped" if is_mistyped_isbn(digits) else "number_not_found"), is_label=False)


def _first(look_up: Callable[[str], _Found | None], numbers: Iterable[str]) -> _Found | None:
    return next((found for number in numbers if (found := look_up(number))), None)


def _nothing(text: str, patterns: Sequence[Pattern], symbology: str) -> Nothing:
    if is_isbn(text):
        return Nothing(denial("item_not_found", text=text), is_label=False)
    if is_ean13(text):
        return Nothing(denial("not_a_book", text=text), is_label=False)
    as_card = candidates(text, CodeKind.PATRON_CARD, patterns, symbology)
    as_label = candidates(text, CodeKind.ITEM_LABEL, patterns, symbology)
    if as_card and not as_label:
        return Nothing(denial("patron_not_found", text=text), is_label=False)
    return Nothing(denial("unknown_barcode", text=text), is_label=bool(as_label) or not as_card)

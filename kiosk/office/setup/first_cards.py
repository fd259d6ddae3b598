"""Cards for everybody at once, when a school begins (S128)."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import cast
from uuid import UUID

from peewee import JOIN

from db.models import Patron, SchoolClass
from db.settings import get_setting
from kiosk.circulation.barcodes import CodeKind, printed_card
from kiosk.circulation.model import TEACHER
from kiosk.lending.desk import Desk
from kiosk.lending.patterns import stored_patterns
from kiosk.office.actors import Actor, requires
from kiosk.office.documents import PDF, Document
from kiosk.office.editing import editing
from kiosk.office.permissions import Permission
from kiosk.office.setup.guide import CARDS
from kiosk.printing.cards import CardFace, card_sheets
from kiosk.printing.sheets import CARD_LAYOUT


@dataclass(frozen=True, slots=True)
class FirstCards:
    """unprintable: readers whose number no scanner would take for a card's."""

    documents: tuple[Document, ...]
    cards: int
    sheets: int
    unprintable: int


def draw_cards(words: Mapping[str, str]) -> FirstCards:
    """Raises DoesNotFit."""
    faces, unprintable = _faces(words)
    sheets = card_sheets(faces, CARD_LAYOUT)
    document = Document(f"{words['guide.cards_file']}.pdf", PDF, sheets.pdf)
    return FirstCards((document,), len(faces), sheets.pages, unprintable)


def _faces(words: Mapping[str, str]) -> tuple[list[CardFace], int]:
    """By class and number, teachers at the end; and how many readers cannot have one."""
    school, patterns = get_setting("school_name"), stored_patterns()
    rows = (
        Patron.select(Patron.number, Patron.name, Patron.category, SchoolClass.name)
        .join(SchoolClass, JOIN.LEFT_OUTER)
        .where(Patron.left == False, Patron.card_lost == False)  # noqa: E712
        .order_by(SchoolClass.grade.is_null(), SchoolClass.grade, SchoolClass.name, Patron.number)
        .tuples()
    )
    faces, unprintable = [], 0
    for number, name, category, group in cast(Iterable[tuple[str, str, str, str | None]], rows):
        text = printed_card(number, CodeKind.PATRON_CARD, patterns)
        if text is None:
            unprintable += 1
            continue
        unit = group or (words["print.teacher"] if category == TEACHER else "")
        faces.append(CardFace(text, school, words["print.card"], name, unit, words["print.photo"]))
    return faces, unprintable


@requires(Permission.SETUP)
def note_printed(desk: Desk, actor: Actor, at: datetime, cards: int) -> UUID:
    """So many are saved: not before they are, for it is what the step is done by."""
    with editing(desk, actor, at, "cards_printed", count=cards) as edit:
        edit.set(CARDS, at.date().isoformat())
    return edit.id

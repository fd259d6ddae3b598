"""Cards for everybody at once, when a school begins (S128)."""

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from peewee import JOIN

from db.models import Patron, SchoolClass
from db.settings import get_setting
from kiosk.circulation.barcodes import CodeKind, printed_card
from kiosk.circulation.model import TEACHER
from kiosk.i18n import load_catalogue
from kiosk.lending.desk import Desk
from kiosk.lending.patterns import stored_patterns
from kiosk.office.actors import Actor
from kiosk.office.editing import editing
from kiosk.office.setup.guide import CARDS
from kiosk.printing.cards import CardFace, card_sheets
from kiosk.printing.sheets import CARD_LAYOUT


@dataclass(frozen=True, slots=True)
class FirstCards:
    """unprintable: readers whose number no scanner would take for a card's."""

    path: Path
    cards: int
    sheets: int
    unprintable: int


def all_faces(language: str) -> tuple[list[CardFace], int]:
    """By class and number, teachers at the end; and how many readers cannot have one."""
    words, school, patterns = load_catalogue(language), get_setting("school_name"), stored_patterns()
    rows = (
        Patron.select(Patron.number, Patron.name, Patron.category, SchoolClass.name)
        .join(SchoolClass, JOIN.LEFT_OUTER)
        .where(Patron.left == False, Patron.card_lost == False)  # noqa: E712
        .order_by(SchoolClass.grade.is_null(), SchoolClass.grade, SchoolClass.name, Patron.number)
        .tuples()
    )
    faces, unprintable = [], 0
    for number, name, category, group in rows:
        text = printed_card(number, CodeKind.PATRON_CARD, patterns)
        if text is None:
            unprintable += 1
            continue
        unit = group or (words["print.teacher"] if category == TEACHER else "")
        faces.append(CardFace(text, school, words["print.card"], name, unit, words["print.photo"]))
    return faces, unprintable


def print_all(desk: Desk, actor: Actor, at: datetime, path: Path, language: str) -> FirstCards:
    """Writes the sheets and notes that they were printed. Raises OSError, DoesNotFit."""
    faces, unprintable = all_faces(language)
    sheets = card_sheets(faces, CARD_LAYOUT)
    path.write_bytes(sheets.pdf)
    with editing(desk, actor, at, "cards_printed", count=len(faces)) as edit:
        edit.set(CARDS, at.date().isoformat())
    return FirstCards(path, len(faces), sheets.pages, unprintable)

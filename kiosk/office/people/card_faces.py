"""Whose cards are printed, and what stands on them (S121, S128)."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from peewee import JOIN, Expression

from db.models import Patron, SchoolClass, Staff
from db.rows import tuples
from db.settings import get_setting
from kiosk.circulation.barcodes import FIRST_ISSUE, CodeKind, Numbered, Pattern, card_text, readings, with_check_digit
from kiosk.circulation.model import TEACHER
from kiosk.office.people.readers import BY_CLASS, IS_HERE
from kiosk.printing.cards import CardFace

Words = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Holder:
    """Somebody who may have a card. group: class or role."""

    number: str
    name: str
    group: str
    is_lost: bool = False
    issue: int = FIRST_ISSUE


@dataclass(frozen=True, slots=True)
class Faces:
    """lost: numbers of those who need a new card first; unreadable: of those whose card no pattern would read."""

    faces: tuple[CardFace, ...]
    lost: tuple[str, ...]
    unreadable: tuple[str, ...]


def patron_holders(whose: Expression, words: Words) -> list[Holder]:
    """whose: of Patron; those who have left get none. By class and number."""
    rows = list(
        tuples(
            Patron.select(
                Patron.number, Patron.name, Patron.category, SchoolClass.name, Patron.card_lost, Patron.card_issue
            )
            .join(SchoolClass, JOIN.LEFT_OUTER)
            .where(whose, IS_HERE)
            .order_by(*BY_CLASS)
        )
    )
    return [
        Holder(number, name, group or (words["print.teacher"] if category == TEACHER else ""), bool(lost), issue)
        for number, name, category, group, lost, issue in rows
    ]


def staff_holders(words: Words) -> list[Holder]:
    rows = list(
        tuples(
            Staff.select(Staff.card, Staff.name, Staff.role)
            .where(Staff.active, Staff.card.is_null(False))
            .order_by(Staff.role.desc(), Staff.name)
        )
    )
    return [Holder(card, name, words[f"role.{role}"]) for card, name, role in rows]


def faces_of(holders: Iterable[Holder], kind: CodeKind, patterns: Sequence[Pattern], words: Words) -> Faces:
    school, photo = get_setting("school_name"), words["print.photo"]
    heading = words["print.staff_card" if kind is CodeKind.STAFF_CARD else "print.card"]
    faces: list[CardFace] = []
    lost: list[str] = []
    unreadable: list[str] = []
    for holder in holders:
        text = None if holder.is_lost else _text(holder, kind, patterns)
        if text is not None:
            faces.append(CardFace(text, school, heading, holder.name, holder.group, photo))
        else:
            (lost if holder.is_lost else unreadable).append(holder.number)
    return Faces(tuple(faces), tuple(lost), tuple(unreadable))


def _text(holder: Holder, kind: CodeKind, patterns: Sequence[Pattern]) -> str | None:
    """With our prefix and check digit where the patterns take that back, else the plain number, else None."""
    checked = (
        card_text(holder.number, holder.issue) if kind is CodeKind.PATRON_CARD else with_check_digit(holder.number)
    )
    wanted = Numbered(holder.number, holder.issue)
    return next(
        (t for t in (checked, holder.number) if t.isascii() and wanted in readings(t, kind, patterns, "CODE128")), None
    )

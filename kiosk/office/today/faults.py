"""What in the data would stop a loan or a search, found beforehand: titles without type, price or shelf, kinds of books
that no policy names, pupils without a class, and numbers whose check digit is wrong."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from peewee import Expression, ModelSelect, fn

from db.models import Item, Patron, Record, SchoolClass
from db.models.base import Identified
from db.rows import pairs, tuples
from kiosk.circulation.barcodes import CodeKind, Misfit, Pattern, card_text
from kiosk.circulation.model import TEACHER
from kiosk.circulation.policy import policy_for
from kiosk.lending.rules import Bylaw
from kiosk.office.today.views import Fault, FaultLine

ABOUT_PEOPLE = frozenset({Fault.NO_CLASS, Fault.CARD_CHECK})


@dataclass(frozen=True, slots=True)
class FaultsFound:
    """What a walk through the data has found. bad_cards, bad_labels: identities of patrons and items; unruled: item
    types that no policy gives to a pupil."""

    counts: Mapping[Fault, int]
    bad_cards: tuple[UUID, ...] = ()
    bad_labels: tuple[UUID, ...] = ()
    unruled: tuple[str, ...] = ()


def find_faults(bylaw: Bylaw, on: date) -> FaultsFound:
    """Everything but the check digits is counted by the database."""
    cards = tuple(_bad_numbers(Patron, Patron.number, CodeKind.PATRON_CARD, bylaw.patterns, ~Patron.left))
    labels = tuple(_bad_numbers(Item, Item.label, CodeKind.ITEM_LABEL, bylaw.patterns, Item.label.is_null(False)))
    unruled = _unruled(bylaw, on)
    found = FaultsFound({}, cards, labels, unruled)
    walked = {Fault.CARD_CHECK: len(cards), Fault.LABEL_CHECK: len(labels)}
    counts = {fault: walked[fault] if fault in walked else _query(fault, found).count() for fault in Fault}
    return FaultsFound(counts, cards, labels, unruled)


def fault_lines(fault: Fault, found: FaultsFound, page: int, size: int) -> tuple[FaultLine, ...]:
    """A page of what has that fault; page counts from 0."""
    if fault is Fault.CARD_CHECK:
        return _people(
            Patron.select().where(Patron.id.in_(_slice(found.bad_cards, page, size))).order_by(Patron.number)
        )
    if fault is Fault.LABEL_CHECK:
        return _labels(_slice(found.bad_labels, page, size))
    query = _query(fault, found).paginate(page + 1, size)
    return _people(query) if fault in ABOUT_PEOPLE else _titles(query)


def _slice(ids: Sequence[UUID], page: int, size: int) -> Sequence[UUID]:
    return ids[page * size : (page + 1) * size]


def _query(fault: Fault, found: FaultsFound) -> "ModelSelect[Any]":
    if fault is Fault.NO_CLASS:
        pupils = Patron.school_class.is_null() & ~Patron.left & (Patron.category != TEACHER)
        return Patron.select().where(pupils).order_by(Patron.number)
    which: Mapping[Fault, Expression] = {
        Fault.NO_TYPE: _blank(Record.item_type),
        Fault.NO_PRICE: _blank(Record.price),
        Fault.NO_SHELF: _blank(Record.shelf),
        Fault.NO_POLICY: Record.item_type.in_(found.unruled) & ~_blank(Record.item_type),
    }
    return Record.select().where(which[fault]).order_by(Record.title, Record.id)


def _blank(column: Any) -> Expression:
    blank: Expression = fn.TRIM(column) == ""
    return blank


def _unruled(bylaw: Bylaw, on: date) -> tuple[str, ...]:
    """Kinds of books that nobody of this school may take home or read here: no policy says how long."""
    kinds = [kind for (kind,) in tuples(Record.select(Record.item_type).distinct().order_by(Record.item_type))]
    categories = [name for (name,) in tuples(Patron.select(Patron.category).distinct().where(~Patron.left))]
    return tuple(
        kind
        for kind in kinds
        if all(policy_for(bylaw.policies, category, kind, on) is None for category in categories or [""])
    )


def _bad_numbers(
    table: type[Identified], column: Any, kind: CodeKind, patterns: Sequence[Pattern], which: Any
) -> Iterable[UUID]:
    """Only where the school's patterns ask for a check digit is there one to be wrong."""
    own = tuple(pattern for pattern in patterns if pattern.kind is kind)
    if all(pattern.check == "none" for pattern in own):
        return
    spelling: Callable[[str], str] = card_text if kind is CodeKind.PATRON_CARD else str
    for id_, number in tuples(table.select(table.id, column).where(which).order_by(column)):
        if has_wrong_check_digit(number, own, spelling):
            yield id_


def has_wrong_check_digit(number: str, patterns: Sequence[Pattern], spelling: Callable[[str], str] = str) -> bool:
    """Whether a scanner could never give that number: the form is one of the school's, its check digit is not.

    spelling: how the number is printed here, when its check digit is put on only then."""
    texts = (number, spelling(number)) if any(sign.isdigit() for sign in number) else (number,)
    misfits = {text: [pattern.misfit(text) for pattern in patterns] for text in texts}
    if any(None in found for found in misfits.values()):
        return False
    return Misfit.CHECK in misfits[number]


# --- as lines --------------------------------------------------------------------------------------------------


def _titles(rows: Iterable[Record]) -> tuple[FaultLine, ...]:
    return tuple(FaultLine(row.id.hex, row.title, row.isbn, row.call_number) for row in rows)


def _people(query: "ModelSelect[Any]") -> tuple[FaultLine, ...]:
    rows = list(query)
    classes = {row.school_class_id for row in rows}
    names = dict(pairs(SchoolClass.select(SchoolClass.id, SchoolClass.name).where(SchoolClass.id.in_(classes))))
    return tuple(FaultLine(row.id.hex, row.name, row.number, names.get(row.school_class_id, "")) for row in rows)


def _labels(ids: Sequence[UUID]) -> tuple[FaultLine, ...]:
    query = Item.select(Item, Record).join(Record).where(Item.id.in_(ids)).order_by(Item.label)
    return tuple(FaultLine(item.record.id.hex, item.record.title, item.label or "", item.record.isbn) for item in query)

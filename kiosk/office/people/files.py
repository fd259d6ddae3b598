"""Sheets for the printer and a workbook for Excel: cards, and the readers as a list that can be imported again."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from io import BytesIO
from typing import Any
from uuid import UUID

from openpyxl import Workbook
from openpyxl.styles import Font
from peewee import JOIN

from db.models import Patron, SchoolClass
from kiosk.circulation.barcodes import CodeKind
from kiosk.imports.headings import PATRON_HEADINGS, PERMISSIONS
from kiosk.lending.desk import Desk
from kiosk.office.documents import PDF, XLSX, Document
from kiosk.office.people.card_faces import Holder, Words, faces_of, patron_holders, staff_holders
from kiosk.office.people.readers import BY_CLASS, Wanted, groups, is_patron, matching
from kiosk.office.refusal import NotDone
from kiosk.office.rows import row_of
from kiosk.printing.bars import DoesNotFit
from kiosk.printing.cards import card_sheets

WIDTH = 16  # of a column, in signs
Over = Callable[..., Iterable[Any]]


@dataclass(frozen=True, slots=True)
class PrintedCards:
    """lost, unreadable: numbers of those without a card."""

    documents: tuple[Document, ...]
    cards: int
    sheets: int
    lost: tuple[str, ...]
    unreadable: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Exported:
    documents: tuple[Document, ...]
    rows: int


def group_cards(desk: Desk, wanted: Wanted, today: date, words: Words) -> PrintedCards | NotDone:
    name = next((group.name for group in groups() if group.subject == wanted.group), "")
    holders = patron_holders(matching(desk, wanted, today), words)
    return _printed(desk, holders, CodeKind.PATRON_CARD, name, today, words)


def reader_card(desk: Desk, patron: UUID, today: date, words: Words) -> PrintedCards | NotDone:
    """Raises Gone."""
    number = row_of(Patron, patron).number
    return _printed(desk, patron_holders(is_patron(patron), words), CodeKind.PATRON_CARD, number, today, words)


def staff_cards(desk: Desk, card: str, today: date, words: Words) -> PrintedCards | NotDone:
    """card: of one, empty for all."""
    holders = [holder for holder in staff_holders(words) if card in ("", holder.number)]
    return _printed(desk, holders, CodeKind.STAFF_CARD, card, today, words)


def _printed(
    desk: Desk, holders: Sequence[Holder], kind: CodeKind, of_whom: str, today: date, words: Words
) -> PrintedCards | NotDone:
    found = faces_of(holders, kind, desk.bylaw().patterns, words)
    if not found.faces:
        return _nobody(found.lost, found.unreadable)
    try:
        sheets = card_sheets(found.faces)
    except DoesNotFit as error:
        return NotDone("card_too_long", {"text": error.text})
    name = " ".join(filter(None, (words["people.file.cards"], of_whom, today.isoformat())))
    sheet = Document(f"{_plain(name)}.pdf", PDF, sheets.pdf)
    return PrintedCards((sheet,), len(found.faces), sheets.pages, found.lost, found.unreadable)


def _nobody(lost: Sequence[str], unreadable: Sequence[str]) -> NotDone:
    if lost:
        return NotDone("cards_lost", {"count": len(lost)})
    return NotDone("card_unreadable" if unreadable else "nobody_to_print")


def export_readers(desk: Desk, wanted: Wanted, today: date, words: Words, over: Over) -> Exported:
    """By the headings that an import knows."""
    book = Workbook()
    sheet = book.active
    sheet.append([names[0] for names in PATRON_HEADINGS.values()])
    for cell in sheet[1]:
        cell.font = Font(bold=True)
        sheet.column_dimensions[cell.column_letter].width = WIDTH
    sheet.freeze_panes = "A2"
    rows = 0
    for row in over(_readers(desk, wanted, today), total=0):
        sheet.append(_cells(row, words))
        sheet.cell(sheet.max_row, 1).number_format = "@"  # zeros in front stay
        rows += 1
    content = BytesIO()
    book.save(content)
    name = f"{words['people.file.readers']} {today.isoformat()}"
    return Exported((Document(f"{_plain(name)}.xlsx", XLSX, content.getvalue()),), rows)


def _readers(desk: Desk, wanted: Wanted, today: date) -> Any:
    return (
        Patron.select(Patron, SchoolClass)
        .join(SchoolClass, JOIN.LEFT_OUTER)
        .where(matching(desk, wanted, today))
        .order_by(*BY_CLASS)
    )


def _cells(row: Any, words: Words) -> list[object]:
    """In the order of PATRON_HEADINGS."""
    flag = next((flag for flag in ("left", "blocked", "card_lost") if getattr(row, flag)), "")
    permission = next(word for word, meaning in PERMISSIONS.items() if word and meaning == flag)
    return [
        row.number,
        row.name,
        row.school_class.name if row.school_class else "",
        words.get(f"badge.{row.category}", row.category),
        permission,
        row.loan_limit,
        row.expires_on,
    ]


def _plain(name: str) -> str:
    """Without what a FAT-formatted stick takes for no name."""
    return "".join("-" if sign in '\\/:*?"<>|' else sign for sign in name)

"""Files for the printer and for Excel: cards as PDF sheets, the readers as a workbook that can be imported again."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from openpyxl import Workbook
from openpyxl.styles import Font
from peewee import JOIN

from db.models import Patron, SchoolClass
from kiosk.circulation.barcodes import CodeKind
from kiosk.imports.headings import PATRON_HEADINGS, PERMISSIONS
from kiosk.lending.patterns import stored_patterns
from kiosk.office.people.card_faces import Holder, Words, faces_of
from kiosk.office.people.readers import BY_CLASS, Wanted, matching
from kiosk.office.touch_kit.places import Places
from kiosk.printing.bars import DoesNotFit
from kiosk.printing.cards import card_sheets

WIDTH = 16  # of a column, in signs
Over = Callable[..., Iterable]


class NothingToPrint(Exception):
    """lost, unreadable: why nobody among these gets a card. too_long: the number whose bars do not fit a card."""

    def __init__(self, lost: Sequence[str] = (), unreadable: Sequence[str] = (), too_long: str = "") -> None:
        super().__init__(too_long)
        self.lost, self.unreadable, self.too_long = tuple(lost), tuple(unreadable), too_long


@dataclass(frozen=True, slots=True)
class PrintedCards:
    """lost, unreadable: numbers of those without a card; missing: signs that the font lacks."""

    path: Path
    cards: int
    sheets: int
    lost: tuple[str, ...]
    unreadable: tuple[str, ...]
    missing: str


@dataclass(frozen=True, slots=True)
class Exported:
    path: Path
    rows: int


def print_cards(holders: Iterable[Holder], kind: CodeKind, words: Words, places: Places, name: str) -> PrintedCards:
    """name: of the file, without its ending. Raises NothingToPrint, OSError."""
    found = faces_of(holders, kind, stored_patterns(), words)
    if not found.faces:
        raise NothingToPrint(found.lost, found.unreadable)
    try:
        sheets = card_sheets(found.faces)
    except DoesNotFit as error:
        raise NothingToPrint(too_long=error.text) from error
    path = places.save(f"{_plain(name)}.pdf")
    path.write_bytes(sheets.pdf)
    return PrintedCards(path, len(found.faces), sheets.pages, found.lost, found.unreadable, sheets.missing)


def export_readers(wanted: Wanted, today: date, words: Words, places: Places, name: str, over: Over) -> Exported:
    """By the headings that an import knows. Raises OSError."""
    book = Workbook()
    sheet = book.active
    sheet.append([names[0] for names in PATRON_HEADINGS.values()])
    for cell in sheet[1]:
        cell.font = Font(bold=True)
        sheet.column_dimensions[cell.column_letter].width = WIDTH
    sheet.freeze_panes = "A2"
    rows = 0
    for row in over(_readers(wanted, today), total=0):
        sheet.append(_cells(row, words))
        sheet.cell(sheet.max_row, 1).number_format = "@"  # zeros in front stay
        rows += 1
    path = places.save(f"{_plain(name)}.xlsx")
    book.save(path)
    return Exported(path, rows)


def _readers(wanted: Wanted, today: date) -> Iterable[Patron]:
    return (
        Patron.select(Patron, SchoolClass)
        .join(SchoolClass, JOIN.LEFT_OUTER)
        .where(matching(wanted, today))
        .order_by(*BY_CLASS)
    )


def _cells(row: Patron, words: Words) -> list[object]:
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

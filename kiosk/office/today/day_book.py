"""One day as a workbook: its figures by class and by hour, each loan and return, and who was turned away for what."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from functools import reduce
from io import BytesIO
from typing import Any

from openpyxl import Workbook
from openpyxl.styles import Font
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet
from peewee import JOIN, Expression

from db.models import Item, Loan, Patron, Record, SchoolClass
from db.rows import tuples
from kiosk.lending.desk import Desk
from kiosk.office.documents import XLSX, Document
from kiosk.office.today.day import bounds, by_class, by_hour, figures_of, in_all, readable
from kiosk.office.today.views import Count

WIDTHS = {"title": 40, "at": 18, "name": 16, "reason": 30}
USUAL_WIDTH = 14

COUNTED = ("name", "lent", "returned", "refused")
MOVED = ("at", "class", "number", "name", "title", "isbn", "label")
TURNED = ("at", "class", "name", "title", "reason")

Line = tuple[object, ...]


def day_book(desk: Desk, day: date, words: Mapping[str, str]) -> Document:
    """words: a catalogue, for the file's name, sheets, columns and reasons."""
    book = Workbook()
    figures = figures_of(desk, day)
    _sheet(book, words, "classes", COUNTED, [_counted(one) for one in (*by_class(figures), in_all(figures))])
    _sheet(book, words, "hours", COUNTED, [_counted(one, f"{int(one.name):02d}:00") for one in by_hour(figures)])
    first, end = bounds(desk, day)
    _sheet(book, words, "lent", MOVED, _moved(desk, Loan.lent_at, Loan.ended_as != "undone", first, end))
    _sheet(book, words, "returned", MOVED, _moved(desk, Loan.returned_at, Loan.ended_as == "returned", first, end))
    turned = [
        (_local(desk, one.at), one.class_name, one.name, one.title or readable(one.text), _reasons(one.codes, words))
        for one in figures.turned
    ]
    _sheet(book, words, "refused", TURNED, turned)
    book.remove(book.worksheets[0])
    content = BytesIO()
    book.save(content)
    return Document(words["today.file"].format(day=day.isoformat()), XLSX, content.getvalue())


def _counted(one: Count, name: str = "") -> tuple[str, int, int, int]:
    return name or one.name, one.lent, one.returned, one.refused


def _moved(desk: Desk, column: Any, which: Expression, first: int, end: int) -> Iterable[Line]:
    query = (
        Loan.select(column, SchoolClass.name, Patron.number, Patron.name, Record.title, Record.isbn, Item.label)
        .join_from(Loan, Patron)
        .join_from(Patron, SchoolClass, JOIN.LEFT_OUTER)
        .join_from(Loan, Record)
        .join_from(Loan, Item)
        .where(column >= first, column < end, which, Loan.in_library == False)  # noqa: E712
        .order_by(column)
    )
    return [(_local(desk, at), *rest) for at, *rest in tuples(query)]


def _local(desk: Desk, ms: int) -> datetime:
    """A workbook knows no time zones: the school's own time."""
    return desk.local(ms).replace(tzinfo=None, microsecond=0)


def _reasons(codes: Sequence[str], words: Mapping[str, str]) -> str:
    named = [words.get(f"today.reason.{code}", code) for code in codes]
    return reduce(lambda one, two: words["today.list"].format(one=one, two=two), named)


def _sheet(book: Workbook, words: Mapping[str, str], name: str, columns: Sequence[str], rows: Iterable[Line]) -> None:
    sheet: Worksheet = book.create_sheet(words[f"today.sheet.{name}"])
    sheet.append([words[f"today.column.{column}"] for column in columns])
    for cell in sheet[1]:
        cell.font = Font(bold=True)
    for row in rows:
        sheet.append(row)
        _keep_as_text(sheet)
    for at, column in enumerate(columns, 1):
        sheet.column_dimensions[get_column_letter(at)].width = WIDTHS.get(column, USUAL_WIDTH)
    sheet.freeze_panes = "A2"


def _keep_as_text(sheet: Worksheet) -> None:
    """What a code or a title carries is nothing that a spreadsheet computes."""
    for cell in sheet[sheet.max_row]:
        if cell.data_type == "f":
            cell.data_type = "s"

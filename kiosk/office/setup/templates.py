"""Workbooks to fill in, with headings that the import knows, and a second sheet that shows how."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from io import BytesIO

from openpyxl import Workbook
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from kiosk.imports.headings import PATRON_HEADINGS, RECORD_HEADINGS
from kiosk.office.documents import XLSX, Document
from kiosk.office.setup.first_school import SCHOOL_HEADINGS

# As Excel keeps a number as it was typed, with the zeros in front.
TEXT_FORMAT = "@"
FORMATTED_ROWS = 2000
HEAD = PatternFill("solid", fgColor="E2E7EE")
WIDTHS = {"title": 36, "name": 14, "isbn": 20, "publisher": 20, "school": 24, "term": 22}
USUAL_WIDTH = 13


@dataclass(frozen=True, slots=True)
class Template:
    """name: in the catalogue, template.<name>.…; fields: of these headings, in this order; examples: lines."""

    name: str
    headings: Mapping[str, Sequence[str]]
    fields: tuple[str, ...]
    examples: tuple[tuple[str, ...], ...]


TEMPLATES = (
    Template(
        "school",
        SCHOOL_HEADINGS,
        ("school", "term", "starts_on", "ends_on"),
        (("育英小学", "2026年秋季学期", "2026-09-01", "2027-01-29"),),
    ),
    Template(
        "readers",
        PATRON_HEADINGS,
        ("number", "name", "unit", "permission", "quota", "expires"),
        (
            ("0101", "王小明", "一(1)班", "", "", ""),
            ("0102", "李小红", "一(1)班", "", "", "2027-07-10"),
            ("9001", "陈老师", "教师", "", "5", ""),
        ),
    ),
    Template(
        "books",
        RECORD_HEADINGS,
        ("isbn", "title", "author", "publisher", "copies", "call_number", "shelf", "label", "item_type"),
        (
            ("9787020024759", "草房子", "曹文轩", "人民文学出版社", "3", "I287.45/12", "2号架", "", ""),
            ("9787100069595", "新华字典", "", "商务印书馆", "5", "H163/1", "1号架", "", "工具书"),
            ("", "校本读物：我们的村庄", "本校", "", "", "K29/3", "3号架", "B0000017", ""),
        ),
    ),
)


def blank_lists(words: Mapping[str, str]) -> tuple[Document, ...]:
    """One of each of TEMPLATES."""
    return tuple(_document(template, words) for template in TEMPLATES)


def _document(template: Template, words: Mapping[str, str]) -> Document:
    content = BytesIO()
    _workbook(template, words).save(content)
    return Document(f"{words[f'template.{template.name}.file']}.xlsx", XLSX, content.getvalue())


def _workbook(template: Template, words: Mapping[str, str]) -> Workbook:
    """The list first: what reads it takes the first sheet that holds anything. Examples stand on the second, so that
    nobody has to delete them."""
    book = Workbook()
    sheet = book.active
    sheet.title = words[f"template.{template.name}.file"]
    _head(sheet, template)
    for row in sheet.iter_rows(min_row=2, max_row=FORMATTED_ROWS, max_col=len(template.fields)):
        for cell in row:
            cell.number_format = TEXT_FORMAT
    sheet.freeze_panes = "A2"
    _how_to(book.create_sheet(words["template.how"]), template, words)
    return book


def _head(sheet: Worksheet, template: Template, row: int = 1) -> None:
    for at, field in enumerate(template.fields, 1):
        cell = sheet.cell(row, at, template.headings[field][0])
        cell.font, cell.fill = Font(bold=True, size=12), HEAD
        sheet.column_dimensions[get_column_letter(at)].width = WIDTHS.get(field, USUAL_WIDTH)


def _how_to(sheet: Worksheet, template: Template, words: Mapping[str, str]) -> None:
    lines = words[f"template.{template.name}.how"].split("\n")
    for at, line in enumerate(lines, 1):
        cell = sheet.cell(at, 1, line)
        cell.font = Font(bold=at == 1, size=14 if at == 1 else 12)
        cell.alignment = Alignment(wrap_text=True, vertical="top")
        sheet.merge_cells(start_row=at, start_column=1, end_row=at, end_column=len(template.fields))
        sheet.row_dimensions[at].height = 24
    start = len(lines) + 2
    _head(sheet, template, start)
    for down, example in enumerate(template.examples, start + 1):
        for across, text in enumerate(example, 1):
            cell = sheet.cell(down, across, text)
            cell.number_format = TEXT_FORMAT

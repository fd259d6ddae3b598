"""The figures of a term as a workbook with charts of its own, for whoever goes on reckoning (S175)."""

from collections.abc import Sequence
from io import BytesIO

from openpyxl import Workbook
from openpyxl.chart import BarChart, LineChart, Reference
from openpyxl.styles import Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from kiosk.office.figures.report import busiest_said, subject_said
from kiosk.office.figures.views import Figures, Targets, target_for
from kiosk.printing.words import PaperWords

HEAD = PatternFill("solid", fgColor="E2E7EE")
PINE, BLUE, GOLD = "075E4E", "204CA6", "FFC53D"
CHART_WIDE, CHART_HIGH = 26, 11  # cm


def figures_workbook(found: Figures, targets: Targets, school: str, words: PaperWords) -> bytes:
    book = Workbook()
    _overview(book.active, found, school, words)
    _classes(book, found, targets, words)
    _grades(book, found, targets, words)
    _subjects(book, found, words)
    sheet = _sheet(book, words("figures.hours"), (words("hour"), words("loans")), found.hours)
    _bars(sheet, words("figures.hours"), 2, len(found.hours), PINE)
    sheet = _sheet(book, words("figures.days"), (words("date"), words("loans")), found.days)
    _trend(sheet, words("figures.days"), len(found.days))
    rows = [(one.title, one.call_number, one.loans) for one in found.most_lent]
    _sheet(book, words("figures.most_lent"), (words("title"), words("call_number"), words("loans")), rows)
    file = BytesIO()
    book.save(file)
    return file.getvalue()


def _overview(sheet: Worksheet, found: Figures, school: str, words: PaperWords) -> None:
    sheet.title = words("figures.overview")
    reach = found.reach
    rows = (
        (school, ""),
        (words("figures.title", term=found.term), ""),
        (words("figures.first_day"), found.starts_on),
        (words("figures.last_day"), found.until),
        (words("loans"), found.loans),
        (words("figures.by_others"), found.by_others),
        (words("figures.read_here"), found.read_here),
        (words("pupils"), reach.pupils),
        (words("borrowers"), reach.borrowers),
        (words("figures.never"), reach.never),
        (words("reach"), round(reach.part, 4)),
        (words("figures.tenth"), round(reach.top_tenth, 4)),
        (words("per_head"), round(found.per_head, 2)),
        (words("figures.items"), found.items),
        (words("figures.titles"), found.titles),
        (words("figures.titles_lent"), found.titles_lent),
        (words("turnover"), round(found.turnover, 4)),
        (busiest_said(found, words), ""),
        (words("figures.classes_of_now") if found.by_classes_of_now else "", ""),
    )
    for row in rows:
        _append(sheet, row)
    for at in (1, 2):
        sheet.cell(at, 1).font = Font(bold=True, size=14)
    for at in (11, 12):
        sheet.cell(at, 2).number_format = "0.0%"
    sheet.column_dimensions["A"].width, sheet.column_dimensions["B"].width = 44, 16


def _class_head(words: PaperWords) -> tuple[str, ...]:
    return tuple(words(key) for key in ("group", "per_head", "target", "pupils", "borrowers", "loans"))


def _classes(book: Workbook, found: Figures, targets: Targets, words: PaperWords) -> None:
    rows = [
        (one.name, round(one.per_head, 2), target_for(targets, one.grade), one.pupils, one.borrowers, one.loans)
        for one in found.classes
    ]
    sheet = _sheet(book, words("figures.classes"), _class_head(words), rows)
    _bars(sheet, words("figures.per_head"), 2, len(rows), PINE, line=3 if targets else None)


def _grades(book: Workbook, found: Figures, targets: Targets, words: PaperWords) -> None:
    rows = [
        (words("grade", grade=one.grade) if one.grade else words("grade.none"), round(one.per_head, 2),
         target_for(targets, one.grade), one.pupils, one.borrowers, one.loans)
        for one in found.grades
    ]  # fmt: skip
    sheet = _sheet(book, words("figures.grades"), _class_head(words), rows)
    _bars(sheet, words("figures.per_head"), 2, len(rows), PINE, line=3 if targets else None)


def _subjects(book: Workbook, found: Figures, words: PaperWords) -> None:
    head = (words("subject"), words("loans"), words("figures.items"), words("turnover"))
    rows = [(subject_said(one.letter, words), one.loans, one.items, round(one.turnover, 4)) for one in found.subjects]
    sheet = _sheet(book, words("figures.subjects"), head, rows)
    _bars(sheet, words("figures.subjects"), 2, len(rows), BLUE)


def _sheet(book: Workbook, title: str, head: Sequence[str], rows: Sequence[Sequence[object]]) -> Worksheet:
    sheet = book.create_sheet(title)
    sheet.append(list(head))
    for row in rows:
        _append(sheet, row)
    for at in range(1, len(head) + 1):
        sheet.cell(1, at).font, sheet.cell(1, at).fill = Font(bold=True), HEAD
        sheet.column_dimensions[get_column_letter(at)].width = 34 if at == 1 else 14
    sheet.freeze_panes = "A2"
    return sheet


def _bars(sheet: Worksheet, title: str, column: int, rows: int, colour: str, line: int | None = None) -> None:
    """line: the column that is drawn as a line over the bars."""
    if not rows:
        return
    names = Reference(sheet, min_col=1, min_row=2, max_row=rows + 1)
    chart = BarChart()
    chart.title, chart.width, chart.height, chart.gapWidth = title, CHART_WIDE, CHART_HIGH, 60
    chart.add_data(Reference(sheet, min_col=column, min_row=1, max_row=rows + 1), titles_from_data=True)
    chart.set_categories(names)
    chart.series[0].graphicalProperties.solidFill = colour
    _shown_axes(chart)
    if line is None:
        chart.legend = None
    else:
        over = LineChart()
        over.add_data(Reference(sheet, min_col=line, min_row=1, max_row=rows + 1), titles_from_data=True)
        over.series[0].graphicalProperties.line.solidFill = GOLD
        over.series[0].graphicalProperties.line.width = 38_000
        chart += over
    _put(sheet, chart)


def _trend(sheet: Worksheet, title: str, rows: int) -> None:
    if not rows:
        return
    chart = LineChart()
    chart.title, chart.width, chart.height, chart.legend = title, CHART_WIDE, CHART_HIGH, None
    chart.add_data(Reference(sheet, min_col=2, min_row=1, max_row=rows + 1), titles_from_data=True)
    chart.set_categories(Reference(sheet, min_col=1, min_row=2, max_row=rows + 1))
    chart.series[0].graphicalProperties.line.solidFill = PINE
    _shown_axes(chart)
    _put(sheet, chart)
    for at in range(2, rows + 2):
        sheet.cell(at, 1).number_format = "yyyy-mm-dd"


def _put(sheet: Worksheet, chart: BarChart | LineChart) -> None:
    sheet.add_chart(chart, f"{get_column_letter(sheet.max_column + 2)}2")


def _shown_axes(chart: BarChart | LineChart) -> None:
    # openpyxl writes them as deleted, and newer programs believe it.
    chart.x_axis.delete = chart.y_axis.delete = False


def _append(sheet: Worksheet, row: Sequence[object]) -> None:
    """A title that begins with an equals sign stays a title."""
    sheet.append(list(row))
    for cell in sheet[sheet.max_row]:
        if cell.data_type == "f":
            cell.data_type = "s"

"""The class rota on paper: a large sheet for each class's door, and the whole grid for the wall (S001)."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from io import BytesIO

from reportlab.lib.colors import HexColor
from reportlab.lib.pagesizes import A4, landscape
from reportlab.lib.units import mm
from reportlab.pdfgen.canvas import Canvas

from kiosk.printing.labels import Sheets
from kiosk.printing.typeface import Set, Typeface, fit, typeface_for

MARGIN = 16 * mm
GAP = 2 * mm
RADIUS = 2.5 * mm
INK, GREY, EDGE = HexColor("#1D2B4F"), HexColor("#4F5A76"), HexColor("#B9C2D0")
CLOSED = HexColor("#E2E7EE")
# Tints of grades 1–6 and round again; light enough for a printer without colours.
GRADES = [HexColor(code) for code in ("#E4ECF9", "#DDF1F0", "#D6EEE5", "#FFF0C9", "#EBE0F0", "#FBE6D3")]
TIME_WIDE, HEAD_HIGH, TITLE_HIGH = 30 * mm, 12 * mm, 30 * mm


@dataclass(frozen=True, slots=True)
class PrintedTurn:
    """when: «每周三»; time: «12:05–12:20»; what: that it is a reading lesson, or empty."""

    when: str
    time: str
    what: str = ""


@dataclass(frozen=True, slots=True)
class ClassSheet:
    """heading: what it is about; foot: from when on; advice: what to bring."""

    school: str
    heading: str
    name: str
    turns: tuple[PrintedTurn, ...]
    foot: str
    advice: str


@dataclass(frozen=True, slots=True)
class WallCell:
    """grade: for its tint, 0 for white; is_closed: grey."""

    lines: tuple[str, ...]
    grade: int = 0
    is_closed: bool = False


@dataclass(frozen=True, slots=True)
class WallSheet:
    """rows: the time of a row and its cells, one for each weekday."""

    title: str
    second: str
    weekdays: tuple[str, ...]
    rows: tuple[tuple[str, tuple[WallCell, ...]], ...]


def draw_sheets(wall: WallSheet, classes: Sequence[ClassSheet]) -> Sheets:
    """The wall sheet first, then a page for each class."""
    typeface = typeface_for([*_texts_of_wall(wall), *(text for sheet in classes for text in _texts(sheet))])
    file = BytesIO()
    canvas = Canvas(file, pagesize=A4, invariant=1)
    canvas.setPageSize(landscape(A4))
    _draw_wall(canvas, typeface, wall)
    for sheet in classes:
        canvas.showPage()
        canvas.setPageSize(landscape(A4))
        _draw_class(canvas, typeface, sheet)
    canvas.save()
    return Sheets(file.getvalue(), 1 + len(classes), typeface.missing)


def _texts(sheet: ClassSheet) -> Iterator[str]:
    yield from (sheet.school, sheet.heading, sheet.name, sheet.foot, sheet.advice)
    for turn in sheet.turns:
        yield from (turn.when, turn.time, turn.what)


def _texts_of_wall(wall: WallSheet) -> Iterator[str]:
    yield from (wall.title, wall.second, *wall.weekdays)
    for time, cells in wall.rows:
        yield time
        yield from (line for cell in cells for line in cell.lines)


def _draw_class(canvas: Canvas, typeface: Typeface, sheet: ClassSheet) -> None:
    width, height = landscape(A4)
    inner, middle = width - 2 * MARGIN, width / 2
    canvas.setFillColor(GREY)
    top = _centred(canvas, fit(f"{sheet.school}  {sheet.heading}".strip(), inner, 24, 14, typeface.regular), middle,
                   height - MARGIN)  # fmt: skip
    canvas.setFillColor(INK)
    top = _centred(canvas, fit(sheet.name, inner, 110, 40, typeface.bold), middle, top - 4 * mm)
    bottom = MARGIN + 26 * mm
    high = min(40 * mm, (top - bottom) / max(1, len(sheet.turns)))
    start = top - (top - bottom - high * len(sheet.turns)) / 2
    for number, turn in enumerate(sheet.turns):
        text = "  ".join(part for part in (turn.when, turn.time, turn.what) if part)
        block = fit(text, inner, min(64.0, high / 1.3), 16, typeface.bold)
        _centred(canvas, block, middle, start - number * high - (high - block.leading) / 2)
    canvas.setFillColor(GREY)
    foot = _centred(canvas, fit(sheet.foot, inner, 20, 12, typeface.regular), middle, MARGIN + 18 * mm)
    _centred(canvas, fit(sheet.advice, inner, 20, 12, typeface.regular), middle, foot)


def _draw_wall(canvas: Canvas, typeface: Typeface, wall: WallSheet) -> None:
    width, height = landscape(A4)
    inner = width - 2 * MARGIN
    canvas.setFillColor(INK)
    top = _left(canvas, fit(wall.title, inner, 30, 16, typeface.bold), MARGIN, height - MARGIN + 4 * mm)
    canvas.setFillColor(GREY)
    _left(canvas, fit(wall.second, inner, 14, 10, typeface.regular), MARGIN, top)
    top = height - MARGIN - TITLE_HIGH + 8 * mm
    wide = (inner - TIME_WIDE) / max(1, len(wall.weekdays)) - GAP
    canvas.setFillColor(INK)
    for number, weekday in enumerate(wall.weekdays):
        x = MARGIN + TIME_WIDE + number * (wide + GAP)
        _centred(canvas, fit(weekday, wide, 16, 9, typeface.bold), x + wide / 2, top)
    top -= HEAD_HIGH - 3 * mm
    high = min(56 * mm, (top - MARGIN) / max(1, len(wall.rows)) - GAP)
    for row, (time, cells) in enumerate(wall.rows):
        y = top - (row + 1) * (high + GAP) + GAP
        canvas.setFillColor(INK)
        block = fit(time, TIME_WIDE - GAP, 15, 8, typeface.bold)
        _left(canvas, block, MARGIN, y + (high + block.leading) / 2)
        for number, cell in enumerate(cells):
            _draw_cell(canvas, typeface, cell, MARGIN + TIME_WIDE + number * (wide + GAP), y, wide, high)


def _draw_cell(
    canvas: Canvas, typeface: Typeface, cell: WallCell, x: float, y: float, wide: float, high: float
) -> None:
    fill = CLOSED if cell.is_closed else GRADES[(cell.grade - 1) % len(GRADES)] if cell.grade else HexColor("#FFFFFF")
    canvas.setFillColor(fill)
    canvas.setStrokeColor(EDGE)
    canvas.setLineWidth(0.6)
    canvas.roundRect(x, y, wide, high, RADIUS, fill=1)
    canvas.setFillColor(INK)
    size = min(26.0, (high - 2 * mm) / max(1, len(cell.lines)) / 1.25)
    blocks = [fit(line, wide - 2 * mm, size, 5, typeface.bold) for line in cell.lines]
    top = y + (high + sum(block.height for block in blocks)) / 2
    for block in blocks:
        top = _centred(canvas, block, x + wide / 2, top)


def _centred(canvas: Canvas, block: Set, middle: float, top: float) -> float:
    """Lines from `top` downwards; gives where they end."""
    for line in block.lines:
        top -= block.leading
        canvas.setFont(block.font, block.size)
        canvas.drawCentredString(middle, top + 0.28 * block.size, line)
    return top


def _left(canvas: Canvas, block: Set, x: float, top: float) -> float:
    for line in block.lines:
        top -= block.leading
        canvas.setFont(block.font, block.size)
        canvas.drawString(x, top + 0.28 * block.size, line)
    return top

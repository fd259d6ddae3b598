"""A4 sheets with a heading, tables that go on over the page, and a foot."""

from collections.abc import Iterable, Sequence
from io import BytesIO
from typing import NamedTuple

from reportlab.lib.colors import HexColor
from reportlab.lib.pagesizes import A4
from reportlab.lib.units import mm
from reportlab.pdfgen.canvas import Canvas

from kiosk.printing.labels import Sheets
from kiosk.printing.typeface import fit, typeface_for
from kiosk.printing.words import PaperWords

WIDTH, HEIGHT = A4
MARGIN = 16 * mm
INNER = WIDTH - 2 * MARGIN
ROW = 8 * mm
INK, INK2, BED, LINE = (HexColor(code) for code in ("#1D2B4F", "#4F5A76", "#E2E7EE", "#9AA3B5"))
LEAST = 6.5


class PaperColumn(NamedTuple):
    """wide: mm; 0: the rest of the sheet. align: left or right."""

    title: str
    wide: float
    align: str = "left"


class Paper:
    """y: where the next thing stands, in points from below. Every page has the heading that begin() was given."""

    def __init__(self, words: PaperWords, school: str, foot: str, texts: Iterable[str]) -> None:
        self.words = words
        self.face = typeface_for((*words.all_signs(), school, foot, *texts))
        self._school, self._foot = school, foot
        self._file = BytesIO()
        self.canvas = Canvas(self._file, pagesize=A4, invariant=1)
        self.pages = 0
        self._heading = ("", "")
        self.y = 0.0

    def begin(self, title: str, second: str = "") -> None:
        """On a new sheet."""
        self._heading = (title, second)
        self.turn()

    def turn(self) -> None:
        if self.pages:
            self.canvas.showPage()
        self.pages += 1
        self.y = HEIGHT - MARGIN
        title, second = self._heading
        self.text(self._school, 9, colour=INK2)
        self.text(title, 20, bold=True)
        if second:
            self.text(second, 10.5, colour=INK2)
        self.y -= 3 * mm
        self.canvas.setFillColor(INK2)
        self.canvas.setFont(self.face.regular, 8)
        self.canvas.drawString(MARGIN, 9 * mm, self._foot)
        self.canvas.drawRightString(WIDTH - MARGIN, 9 * mm, str(self.pages))

    @property
    def room(self) -> float:
        """Points left on this sheet."""
        return self.y - MARGIN

    def need(self, high: float) -> None:
        if self.room < high:
            self.turn()

    def text(self, text: str, size: float, *, bold: bool = False, colour=INK, lines: int = 1) -> None:
        font = self.face.bold if bold else self.face.regular
        block = fit(text, INNER, size, LEAST, font, lines)
        self.canvas.setFillColor(colour)
        self.canvas.setFont(block.font, block.size)
        for line in block.lines:
            self.y -= block.leading
            self.canvas.drawString(MARGIN, self.y + 0.28 * block.size, line)

    def put(self, text: str, x: float, y: float, wide: float, size: float, *, bold=False, align="left", colour=INK):
        """One line at a place, made to fit."""
        font = self.face.bold if bold else self.face.regular
        block = fit(text, wide, size, LEAST, font)
        self.canvas.setFillColor(colour)
        self.canvas.setFont(block.font, block.size)
        line = block.lines[0] if block.lines else ""
        if align == "right":
            self.canvas.drawRightString(x + wide, y, line)
        elif align == "center":
            self.canvas.drawCentredString(x + wide / 2, y, line)
        else:
            self.canvas.drawString(x, y, line)

    def table(self, columns: Sequence[PaperColumn], rows: Sequence[Sequence[str]], *, boxes: bool = False) -> None:
        """boxes: the last column is a place to tick. The head stands on every sheet."""
        wide = _widths(columns)
        self.need(3 * ROW)
        self._head(columns, wide)
        for row in rows:
            if self.room < ROW:
                self.turn()
                self._head(columns, wide)
            self.y -= ROW
            x = MARGIN
            for column, own, cell in zip(columns, wide, row, strict=True):
                self.put(cell, x + 1.5 * mm, self.y + 2.6 * mm, own - 3 * mm, 10, align=column.align)
                x += own
            if boxes:
                self.canvas.setStrokeColor(INK)
                self.canvas.setLineWidth(0.8)
                self.canvas.rect(x - wide[-1] / 2 - 2 * mm, self.y + 2 * mm, 4 * mm, 4 * mm)
            self.canvas.setStrokeColor(LINE)
            self.canvas.setLineWidth(0.4)
            self.canvas.line(MARGIN, self.y, WIDTH - MARGIN, self.y)

    def _head(self, columns: Sequence[PaperColumn], wide: Sequence[float]) -> None:
        self.y -= ROW
        self.canvas.setFillColor(BED)
        self.canvas.rect(MARGIN, self.y, INNER, ROW, stroke=0, fill=1)
        x = MARGIN
        for column, own in zip(columns, wide, strict=True):
            self.put(column.title, x + 1.5 * mm, self.y + 2.6 * mm, own - 3 * mm, 9, bold=True, align=column.align)
            x += own

    def sheets(self) -> Sheets:
        self.canvas.save()
        return Sheets(self._file.getvalue(), self.pages, self.face.missing)


def _widths(columns: Sequence[PaperColumn]) -> list[float]:
    rest = INNER - sum(column.wide for column in columns) * mm
    return [column.wide * mm or rest for column in columns]

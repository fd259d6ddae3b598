"""Spine labels (书标): the call number in as many rows as it has parts, so large that it is read from the aisle."""

from collections.abc import Sequence
from dataclasses import dataclass
from io import BytesIO

from reportlab.lib.pagesizes import A4
from reportlab.lib.units import mm
from reportlab.pdfgen.canvas import Canvas

from kiosk.printing.labels import Sheets
from kiosk.printing.sheets import SheetLayout, SheetPlace, places
from kiosk.printing.typeface import Typeface, fit, typeface_for

MARGIN = 1.5 * mm
LARGEST, LEAST = 22, 6  # pt
FOOT = 6.5  # pt, of the school's name
MOST_ROWS = 4


@dataclass(frozen=True, slots=True)
class SpineFace:
    """rows: class, book number, …, from above; foot: whose book it is."""

    rows: tuple[str, ...]
    foot: str = ""


def rows_of(call_number: str) -> tuple[str, ...]:
    """«I287.45/12» → I287.45, 12: as the parts are written one below the other."""
    return tuple(part.strip() for part in call_number.split("/") if part.strip())[:MOST_ROWS]


def spine_sheets(faces: Sequence[SpineFace], layout: SheetLayout, skip: int = 0) -> Sheets:
    typeface = typeface_for(part for face in faces for part in (*face.rows, face.foot))
    file = BytesIO()
    canvas = Canvas(file, pagesize=A4, invariant=1)
    page = 0
    for face, place in zip(faces, places(layout, len(faces), skip), strict=True):
        if place.page != page:
            canvas.showPage()
            page = place.page
        _draw(canvas, typeface, face, place, layout)
    canvas.save()
    return Sheets(file.getvalue(), page + 1, typeface.missing)


def _draw(canvas: Canvas, typeface: Typeface, face: SpineFace, place: SheetPlace, layout: SheetLayout) -> None:
    x, y = place.x * mm, place.y * mm
    width, height = layout.width * mm, layout.height * mm
    foot = FOOT * 1.25 if face.foot else 0
    room = height - 2 * MARGIN - foot
    size = min(LARGEST, room / max(1, len(face.rows)) / 1.25)
    blocks = [fit(row, width - 2 * MARGIN, size, LEAST, typeface.bold) for row in face.rows]
    top = y + height - MARGIN - (room - sum(block.height for block in blocks)) / 2
    for block in blocks:
        for line in block.lines:
            top -= block.leading
            canvas.setFont(block.font, block.size)
            canvas.drawCentredString(x + width / 2, top + 0.28 * block.size, line)
    if face.foot:
        small = fit(face.foot, width - 2 * MARGIN, FOOT, 4, typeface.regular)
        canvas.setFont(small.font, small.size)
        canvas.drawCentredString(x + width / 2, y + MARGIN + 0.28 * FOOT, small.lines[0])

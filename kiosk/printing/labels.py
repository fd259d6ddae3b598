"""Item labels on sheets of label paper."""

from collections.abc import Sequence
from dataclasses import dataclass
from io import BytesIO

from reportlab.lib.pagesizes import A4
from reportlab.lib.units import mm
from reportlab.pdfgen.canvas import Canvas

from kiosk.printing.bars import LEAST_MODULE, draw_bars, module_width
from kiosk.printing.sheets import SheetLayout, SheetPlace, places
from kiosk.printing.typeface import Set, Typeface, fit, typeface_for

MARGIN = 1.0 * mm  # inside each label, for text; the bars keep to their quiet zones
LARGE = 24  # mm high: above this there is room for larger type
LEAST_BARS = 6.4 * mm  # high, and higher wherever there is room (ISO/IEC 15417 asks for a quarter of an inch)


@dataclass(frozen=True, slots=True)
class LabelFace:
    """text: what the bars say, printed below them too. title and call_number are empty for a label made in advance."""

    text: str
    school: str = ""
    title: str = ""
    call_number: str = ""


@dataclass(frozen=True, slots=True)
class Sheets:
    """pdf: the file. missing: signs that our fonts do not have, printed as boxes."""

    pdf: bytes
    pages: int
    missing: str


def label_sheets(
    faces: Sequence[LabelFace], layout: SheetLayout, skip: int = 0, least_module: float = LEAST_MODULE
) -> Sheets:
    """least_module: mm. Raises DoesNotFit, before anything is drawn."""
    for face in faces:
        module_width(face.text, layout.width * mm, least_module)
    typeface = typeface_for(part for face in faces for part in (face.school, face.title, face.call_number))
    file = BytesIO()
    canvas = Canvas(file, pagesize=A4, invariant=1)
    page = 0
    for face, place in zip(faces, places(layout, len(faces), skip), strict=True):
        if place.page != page:
            canvas.showPage()
            page = place.page
        _draw(canvas, typeface, face, place, layout, least_module)
    canvas.save()
    return Sheets(file.getvalue(), page + 1, typeface.missing)


def _draw(
    canvas: Canvas, typeface: Typeface, face: LabelFace, place: SheetPlace, layout: SheetLayout, least_module: float
) -> None:
    x, y, width, height = place.x * mm, place.y * mm, layout.width * mm, layout.height * mm
    inner = width - 2 * MARGIN
    is_large = layout.height > LARGE
    head = "  ".join(part for part in (face.call_number, face.school) if part)
    top = y + height - MARGIN
    for block in (
        fit(head, inner, 7 if is_large else 5.5, 5, typeface.regular),
        fit(face.title, inner, 8.5 if is_large else 6.5, 5, typeface.regular, lines=2),
    ):
        top = _set(canvas, block, x + MARGIN, top, inner)
    number = fit(face.text, inner, 10 if is_large else 8, 6, typeface.bold)
    bottom = y + MARGIN + number.height
    _set(canvas, number, x + MARGIN, bottom, inner)
    draw_bars(canvas, face.text, x, bottom, width, max(top - bottom - 0.5 * mm, LEAST_BARS), least_module)


def _set(canvas: Canvas, block: Set, x: float, top: float, width: float) -> float:
    """Centred lines from `top` downwards; returns where they end."""
    for line in block.lines:
        top -= block.leading
        canvas.setFont(block.font, block.size)
        canvas.drawCentredString(x + width / 2, top + 0.28 * block.size, line)
    return top

"""Readers' and helpers' cards of the size of a bank card, ten a sheet, with marks to cut along (S121, S128)."""

from collections.abc import Sequence
from dataclasses import dataclass
from io import BytesIO

from reportlab.lib.pagesizes import A4
from reportlab.lib.units import mm
from reportlab.pdfgen.canvas import Canvas

from kiosk.printing.bars import draw_bars, module_width
from kiosk.printing.labels import Sheets
from kiosk.printing.sheets import A4_HEIGHT, CARD_LAYOUT, SheetLayout, SheetPlace, places
from kiosk.printing.typeface import Set, Typeface, fit, fit_or_wrap, typeface_for

MARGIN = 3.5 * mm
PHOTO_WIDTH, PHOTO_HEIGHT = 22 * mm, 32 * mm  # 小一寸
BARS = 10.5 * mm  # high
MARK, MARK_AWAY = 5 * mm, 2 * mm  # a cut mark's length, and its distance from the cards


@dataclass(frozen=True, slots=True)
class CardFace:
    """text: what the bars say. heading: what kind of card it is; group: class or role; photo: what stands where the
    photograph belongs."""

    text: str
    school: str
    heading: str
    name: str
    group: str
    photo: str


def card_sheets(faces: Sequence[CardFace], layout: SheetLayout = CARD_LAYOUT, skip: int = 0) -> Sheets:
    """Raises DoesNotFit, before anything is drawn."""
    for face in faces:
        module_width(face.text, layout.width * mm)
    typeface = typeface_for(
        part for face in faces for part in (face.school, face.heading, face.name, face.group, face.photo)
    )
    file = BytesIO()
    canvas = Canvas(file, pagesize=A4, invariant=1)
    page = None
    for face, place in zip(faces, places(layout, len(faces), skip), strict=True):
        if place.page != page:
            if page is not None:
                canvas.showPage()
            _draw_cut_marks(canvas, layout)
            page = place.page
        _draw(canvas, typeface, face, place, layout)
    canvas.save()
    return Sheets(file.getvalue(), (page or 0) + 1, typeface.missing)


def _draw(canvas: Canvas, typeface: Typeface, face: CardFace, place: SheetPlace, layout: SheetLayout) -> None:
    x, y, width = place.x * mm, place.y * mm, layout.width * mm
    top = y + layout.height * mm - MARGIN
    _draw_photo_place(canvas, typeface, face.photo, x + width - MARGIN - PHOTO_WIDTH, top - PHOTO_HEIGHT)
    inner = width - 3 * MARGIN - PHOTO_WIDTH
    left = x + MARGIN
    for block, gap in (
        (fit_or_wrap(face.school, inner, 10, 8, 6, typeface.bold), 0.5 * mm),
        (fit(face.heading, inner, 8, 6, typeface.regular), 3 * mm),
        (fit_or_wrap(face.name, inner, 18, 12, 7, typeface.bold), 1 * mm),
        (fit(face.group, inner, 11, 7, typeface.regular), 0),
    ):
        top = _set(canvas, block, left, top) - gap
    number = fit(face.text, width - 2 * MARGIN, 9, 7, typeface.bold)
    canvas.setFont(number.font, number.size)
    canvas.drawCentredString(x + width / 2, y + 2.2 * mm, face.text)
    draw_bars(canvas, face.text, x, y + 5.6 * mm, width, BARS)


def _draw_photo_place(canvas: Canvas, typeface: Typeface, word: str, x: float, y: float) -> None:
    canvas.saveState()
    canvas.setLineWidth(0.4)
    canvas.setDash(2, 2)
    canvas.rect(x, y, PHOTO_WIDTH, PHOTO_HEIGHT)
    canvas.setFont(typeface.regular, 8)
    canvas.drawCentredString(x + PHOTO_WIDTH / 2, y + PHOTO_HEIGHT / 2 - 3, word)
    canvas.restoreState()


def _set(canvas: Canvas, block: Set, x: float, top: float) -> float:
    """Lines from `top` downwards; returns where they end."""
    for line in block.lines:
        top -= block.leading
        canvas.setFont(block.font, block.size)
        canvas.drawString(x, top + 0.28 * block.size, line)
    return top


def _draw_cut_marks(canvas: Canvas, layout: SheetLayout) -> None:
    """Outside the cards only, so that a cut that is a little off shows no line."""
    left, right = layout.left * mm, (layout.left + layout.columns * layout.across) * mm
    top = A4_HEIGHT * mm - layout.top * mm
    bottom = top - layout.rows * layout.down * mm
    canvas.setLineWidth(0.3)
    for column in range(layout.columns + 1):
        x = left + column * layout.across * mm
        canvas.line(x, top + MARK_AWAY, x, top + MARK_AWAY + MARK)
        canvas.line(x, bottom - MARK_AWAY, x, bottom - MARK_AWAY - MARK)
    for row in range(layout.rows + 1):
        y = top - row * layout.down * mm
        canvas.line(left - MARK_AWAY, y, left - MARK_AWAY - MARK, y)
        canvas.line(right + MARK_AWAY, y, right + MARK_AWAY + MARK, y)

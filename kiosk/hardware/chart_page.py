"""The chart as a PDF: every bar is a rectangle of its true width, the sentences are in the project's own font."""

from collections.abc import Sequence
from pathlib import Path

import numpy as np
from PIL import Image, ImageDraw, ImageFont
from reportlab.lib.units import mm
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

from kiosk.hardware.chart import MARGIN, PAGE, SCALE_BAR, ChartCode, chart_codes
from kiosk.hardware.code_modules import modules_of

FONTS = Path(__file__).resolve().parents[2] / "assets" / "fonts"
# reportlab embeds TrueType outlines only, and the fonts have others: sentences are drawn as pictures.
DOTS = 600 / 25.4  # a millimetre
HEADING, SENTENCE, LINE = 6.0, 3.4, 5.0  # mm
CAPTION_SIZE = 2.2  # mm


def write_chart(path: Path, heading: str, sentences: Sequence[str], scale: str) -> None:
    """scale: what is said beside the line that must be SCALE_BAR long. Raises OSError."""
    canvas = Canvas(str(path), pagesize=(PAGE[0] * mm, PAGE[1] * mm), invariant=True)
    canvas.setTitle(heading)
    _write(canvas, heading, HEADING, "Bold", MARGIN, MARGIN)
    for line, sentence in enumerate(sentences):
        _write(canvas, sentence, SENTENCE, "Regular", MARGIN, MARGIN + 10 + line * LINE)
    _draw_scale(canvas, scale, MARGIN + 12 + len(sentences) * LINE)
    for code in chart_codes():
        _draw_code(canvas, code)
    canvas.showPage()
    canvas.save()


def _draw_code(canvas: Canvas, code: ChartCode) -> None:
    ink = modules_of(code.symbology, code.text)
    height = code.height / ink.shape[0]
    for row, modules in enumerate(ink):
        for first, last in _runs(modules):
            _fill(
                canvas, code.left + first * code.module, code.top + row * height, (last - first) * code.module, height
            )
    canvas.setFont("Helvetica", CAPTION_SIZE * mm)
    for line, said in enumerate((f"{code.symbology} {code.module:.2f}", code.text), 1):
        canvas.drawString(code.left * mm, (PAGE[1] - code.top - code.height - 1 - line * CAPTION_SIZE) * mm, said)


def _draw_scale(canvas: Canvas, said: str, top: float) -> None:
    _fill(canvas, MARGIN, top, SCALE_BAR, 0.3)
    for end in (0.0, SCALE_BAR / 2, SCALE_BAR):
        _fill(canvas, MARGIN + end - 0.15, top - 1.5, 0.3, 3.3)
    _write(canvas, said, SENTENCE, "Regular", MARGIN + SCALE_BAR + 4, top - 2.2)


def _fill(canvas: Canvas, left: float, top: float, width: float, height: float) -> None:
    canvas.rect(left * mm, (PAGE[1] - top - height) * mm, width * mm, height * mm, stroke=0, fill=1)


def _runs(modules: np.ndarray) -> np.ndarray:
    """Nx2: where ink begins and ends; neighbours are one rectangle, or a printer may leave a hair of white between."""
    padded = np.concatenate(([False], modules, [False]))
    return np.flatnonzero(padded[1:] != padded[:-1]).reshape(-1, 2)


def _write(canvas: Canvas, text: str, height: float, weight: str, left: float, top: float) -> None:
    """height: of the letters' em, mm."""
    font = ImageFont.truetype(FONTS / f"NotoSansSC-{weight}.otf", round(height * DOTS))
    ascent, descent = font.getmetrics()
    image = Image.new("L", (int(font.getlength(text)) + 1, ascent + descent), 255)
    ImageDraw.Draw(image).text((0, 0), text, fill=0, font=font)
    width, tall = image.width / DOTS, image.height / DOTS
    canvas.drawImage(ImageReader(image), left * mm, (PAGE[1] - top - tall) * mm, width * mm, tall * mm)

"""Bars on paper: standing ones by class, hour or day, lying ones by subject."""

from collections.abc import Sequence
from typing import NamedTuple

from reportlab.lib.colors import HexColor, white
from reportlab.lib.units import mm

from kiosk.printing.paper import INK, INK2, INNER, MARGIN, Paper

PINE, BLUE, RED, GOLD, BED = (HexColor(code) for code in ("#075E4E", "#204CA6", "#B82D17", "#FFC53D", "#E2E7EE"))
FOOT, VALUE = 6 * mm, 4.5 * mm
SMALL = 7.5


class PrintedBar(NamedTuple):
    """text: above it; low: below half of the target, drawn red; target: this bar's own, or None."""

    name: str
    value: float
    text: str
    low: bool = False
    target: float | None = None


def draw_columns(paper: Paper, bars: Sequence[PrintedBar], high: float, *, colour=PINE, every: int = 1) -> None:
    """high: points, all of it. Each bar's target is a gold stroke across its step. every: how many bars share a name
    below, where there are too many for one each."""
    paper.need(high)
    canvas, top = paper.canvas, max([1e-9, *(max(bar.value, bar.target or 0.0) for bar in bars)])
    base, room = paper.y - high + FOOT, high - FOOT - VALUE
    step = INNER / max(1, len(bars))
    wide = step * (0.56 if every == 1 else 0.8)
    for at, bar in enumerate(bars):
        x = MARGIN + at * step
        if bar.target is not None:
            canvas.setFillColor(GOLD)
            canvas.rect(x, base + room * bar.target / top - 0.9, step, 1.8, stroke=0, fill=1)
        canvas.setFillColor(RED if bar.low else colour)
        canvas.rect(x + (step - wide) / 2, base, wide, room * bar.value / top, stroke=0, fill=1)
        if bar.text:
            # The target's stroke must not run through the digits.
            canvas.setFillColor(white)
            canvas.rect(x + step * 0.15, base + room * bar.value / top + 0.8, step * 0.7, VALUE - 3, stroke=0, fill=1)
            paper.put(bar.text, x, base + room * bar.value / top + 2, step, SMALL, bold=True, align="center")
        if at % every == 0:
            paper.put(bar.name, x, base - 4 * mm, step * every, SMALL, align="center" if every == 1 else "left")
    canvas.setFillColor(INK)
    canvas.rect(MARGIN, base - 1, INNER, 1.2, stroke=0, fill=1)
    paper.y -= high + 3 * mm


def draw_lying(paper: Paper, bars: Sequence[PrintedBar], *, pitch: float = 7 * mm, name: float = 38 * mm) -> None:
    """One below the other; text at the end of each."""
    top, room = max([1e-9, *(bar.value for bar in bars)]), INNER - name - 42 * mm
    for bar in bars:
        paper.need(pitch)
        paper.y -= pitch
        paper.put(bar.name, MARGIN, paper.y + 2 * mm, name - 2 * mm, 9.5)
        wide = max(0.6, room * bar.value / top)
        paper.canvas.setFillColor(BLUE)
        paper.canvas.rect(MARGIN + name, paper.y + 1.2 * mm, wide, pitch - 2.6 * mm, stroke=0, fill=1)
        paper.put(bar.text, MARGIN + name + wide + 2 * mm, paper.y + 2 * mm, 40 * mm, 9)
    paper.y -= 3 * mm


def draw_figures(paper: Paper, pairs: Sequence[tuple[str, str]]) -> None:
    """Large numbers side by side, each over what it is."""
    high, gap = 19 * mm, 4 * mm
    paper.need(high)
    wide = (INNER - gap * (len(pairs) - 1)) / len(pairs)
    for at, (number, said) in enumerate(pairs):
        x = MARGIN + at * (wide + gap)
        paper.canvas.setFillColor(BED)
        paper.canvas.roundRect(x, paper.y - high, wide, high, 6, stroke=0, fill=1)
        paper.put(number, x + 3 * mm, paper.y - 9 * mm, wide - 6 * mm, 18, bold=True)
        paper.put(said, x + 3 * mm, paper.y - 15.5 * mm, wide - 6 * mm, 8.5, colour=INK2)
    paper.y -= high + 4 * mm

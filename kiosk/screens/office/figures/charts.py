"""Bars on the screen: standing ones by class or hour, lying ones by subject."""

from collections.abc import Sequence
from typing import NamedTuple

from kiosk.screens.office.canvas import OfficeCanvas
from kiosk.screens.theme import BLUE, CARD, GOLD, INK, PINE, RED, Colour
from kiosk.screens.widgets.grid import Box

SERIES = (PINE, BLUE)
LOW = RED
FOOT = 36  # below the base line, for the names
VALUE = 30  # above a bar
WIDEST = 96


class ChartBar(NamedTuple):
    """values: one for each series; texts: what is written above each; low: drawn red, which a legend must say.

    target: this bar's own, where not all have the same; a legend must say what it is."""

    name: str
    values: tuple[float, ...]
    texts: tuple[str, ...]
    low: bool = False
    target: float | None = None


def draw_bars(
    screen: OfficeCanvas, box: Box, bars: Sequence[ChartBar], target: float | None = None, target_text: str = ""
) -> None:
    """From the base line up; the target is a gold line behind them with its tag at the right."""
    own = [bar.target or 0.0 for bar in bars]
    top = max([*(value for bar in bars for value in bar.values), *own, target or 0.0, 1e-9])
    base = box.bottom - FOOT
    room = base - box.y - VALUE - 4
    if target is not None:
        _draw_target(screen, box, base - room * target / top, target_text)
    step = box.w / max(1, len(bars))
    for run in _runs(bars):
        place = Box(box.x + run.start * step, box.y, step * len(run), box.h)
        _draw_target(screen, place, base - room * bars[run.start].target / top, "")
    for at, bar in enumerate(bars):
        _draw_bar(screen, Box(box.x + at * step, base - room, step, room), bar, top)
    screen.panel(Box(box.x, base, box.w, 5), INK, 2)


def _runs(bars: Sequence[ChartBar]) -> list[range]:
    """Bars side by side that have the same target."""
    found: list[range] = []
    for at, bar in enumerate(bars):
        if bar.target is None:
            continue
        last = found[-1] if found else None
        if last and last.stop == at and bars[last.start].target == bar.target:
            found[-1] = range(last.start, at + 1)
        else:
            found.append(range(at, at + 1))
    return found


def _draw_target(screen: OfficeCanvas, box: Box, y: float, text: str) -> None:
    screen.panel(Box(box.x, y - 3, box.w, 6), GOLD, 3)
    if text:
        wide = screen.text_width(text, 22) + 28
        tag = Box(box.right - wide, y - 37, wide, 34)
        screen.panel(tag, GOLD, 10)
        screen.words(text, tag, (22,), align="center")


def _draw_bar(screen: OfficeCanvas, box: Box, bar: ChartBar, top: float) -> None:
    """box: one step of the chart, from the base line to the highest value."""
    count = len(bar.values)
    wide = min(WIDEST, box.w * (0.56 if count == 1 else 0.34))
    left = box.x + (box.w - wide * count - 4 * (count - 1)) / 2
    for at, (value, text) in enumerate(zip(bar.values, bar.texts, strict=True)):
        high = max(3.0, box.h * value / top) if value else 0.0
        x = left + at * (wide + 4)
        if high:
            colour: Colour = LOW if bar.low else SERIES[at]
            screen.panel(Box(x, box.bottom - high, wide, high), colour, 6, corners=(True, True, False, False))
        _draw_value(screen, text, x + wide / 2, box.bottom - high, box.w / count)
    screen.words(bar.name, Box(box.x, box.bottom + 6, box.w, FOOT - 6), (22,), bold=False, align="center")


def _draw_value(screen: OfficeCanvas, text: str, middle: float, y: float, room: float) -> None:
    """On a piece of the card's own white, so that the target line does not run through the digits."""
    if not text:
        return
    wide = min(room, screen.text_width(text, 22) + 6)
    tag = Box(middle - wide / 2, y - VALUE, wide, VALUE - 2)
    screen.panel(tag, CARD, 6)
    screen.words(text, tag, (22,), align="center")


class SideBar(NamedTuple):
    name: str
    value: float
    text: str


def draw_side_bars(
    screen: OfficeCanvas, box: Box, bars: Sequence[SideBar], name_wide: float = 100, colour: Colour = BLUE
) -> None:
    """One below the other, the figure at the end of each."""
    if not bars:
        return
    pitch = min(52.0, box.h / len(bars))
    high = min(30.0, pitch - 8)
    figures = max(screen.text_width(bar.text, 22) for bar in bars) + 12
    top = max(*(bar.value for bar in bars), 1e-9)
    for at, bar in enumerate(bars):
        y = box.y + at * pitch
        screen.words(bar.name, Box(box.x, y, name_wide - 8, pitch), (22,), bold=False)
        wide = max(4.0, (box.w - name_wide - figures) * bar.value / top)
        screen.panel(Box(box.x + name_wide, y + (pitch - high) / 2, wide, high), colour, 6)
        screen.words(bar.text, Box(box.x + name_wide + wide + 8, y, figures, pitch), (22,))

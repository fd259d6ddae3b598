"""What the office's pages are built of: tables, charts, chips, verdicts, the pager, the empty state."""

from collections.abc import Sequence
from typing import NamedTuple

from kiosk.screens.office.canvas import OfficeCanvas
from kiosk.screens.theme import CARD, GOLD_T, INK, INK2, MIST2, PINE_T, RED_T, WHITE, Colour
from kiosk.screens.widgets.board import MAIN, ButtonStyle, Glyph, Words
from kiosk.screens.widgets.grid import Box
from kiosk.screens.widgets.stack import Row, stack
from kiosk.taps import Act, AnyTap, FrameAction

HEAD_HIGH = 48
ROW_HIGH = 80
ROW_GAP = 4
SMALL = (26, 24, 22, (22, 2))
PLAIN = ButtonStyle(CARD, INK)
PICKED = ButtonStyle(GOLD_T, INK)
CHIP_ON = ButtonStyle(INK, WHITE)
CHIP_OFF = ButtonStyle(CARD, INK)
TINTS = {"good": PINE_T, "care": GOLD_T, "stop": RED_T, "quiet": MIST2}
MARKS = {"good": "borrow", "care": "notice", "stop": "stop", "wait": "wait"}


class TableColumn(NamedTuple):
    """share: of the width; sizes as words() takes them."""

    title: str
    share: float
    align: str = "left"


class Tag(NamedTuple):
    """A state in a cell. kind: good, care, stop (with their marks) or quiet."""

    text: str
    kind: str = "quiet"


class TableLine(NamedTuple):
    """A row of a table. tap: what the whole row means to a finger; strong: the cell that is bold."""

    cells: tuple[str | Tag, ...]
    tap: AnyTap | None = None
    chosen: bool = False
    strong: int | None = None


def rows_in(high: float) -> int:
    """How many rows of a table find room in so many design pixels."""
    return max(1, int((high - HEAD_HIGH - 16) // (ROW_HIGH + ROW_GAP)))


def draw_table(screen: OfficeCanvas, box: Box, columns: Sequence[TableColumn], lines: Sequence[TableLine]) -> None:
    """A card with a head and a row for each line; more lines than rows_in() are left to the pager."""
    screen.panel(box, CARD, 24)
    head = Box(box.x + 8, box.y + 8, box.w - 16, HEAD_HIGH)
    screen.panel(head, MIST2, 16)
    has_arrows = any(line.tap for line in lines)
    for column, place in zip(columns, _places(head, columns, has_arrows), strict=True):
        if column.title:
            screen.words(column.title, place, (22,), align=column.align)
    for at, line in enumerate(lines[: rows_in(box.h)]):
        row = Box(head.x, head.bottom + ROW_GAP + at * (ROW_HIGH + ROW_GAP), head.w, ROW_HIGH)
        _draw_line(screen, row, line, list(zip(columns, _places(row, columns, has_arrows), strict=True)))


def _draw_line(screen: OfficeCanvas, row: Box, line: TableLine, places: Sequence[tuple[TableColumn, Box]]) -> None:
    if line.tap is not None:
        screen.button(row, screen.tapped(line.tap), style=PICKED if line.chosen else PLAIN, radius=16)
        screen.icon("right", Box(row.right - 40, row.y + (row.h - 28) / 2, 28, 28), INK2)
    elif line.chosen:
        screen.panel(row, GOLD_T, 16)
    for at, ((column, place), cell) in enumerate(zip(places, line.cells, strict=True)):
        if isinstance(cell, Tag):
            draw_tag(screen, place, cell)
        elif cell:
            screen.words(cell, place, (26, 24, 22, (22, 2)), bold=at == line.strong, align=column.align)


def draw_tag(screen: OfficeCanvas, place: Box, tag: Tag) -> None:
    """A tinted chip with mark and word, in the middle of the place's height."""
    if not tag.text:
        return
    icon = 28 if tag.kind in MARKS else 0
    room = place.w - 24 - (icon + 10 if icon else 0)
    wide = min(room, screen.text_width(tag.text, 24) + 6)
    box = Box(place.x, place.y + (place.h - 44) / 2, wide + 24 + (icon + 10 if icon else 0), 44)
    screen.panel(box, TINTS[tag.kind], 22)
    if icon:
        screen.mark(MARKS[tag.kind], Box(box.x + 10, box.y + 8, icon, icon))
    left = box.x + 12 + (icon + 8 if icon else 0)
    screen.words(tag.text, Box(left, box.y, box.right - 10 - left, box.h), (24, 22, (22, 2)))


def _places(row: Box, columns: Sequence[TableColumn], has_arrow: bool) -> list[Box]:
    wide = row.w - 32 - (36 if has_arrow else 0) - 12 * (len(columns) - 1)
    total = sum(column.share for column in columns)
    x, places = row.x + 16, []
    for column in columns:
        places.append(Box(x, row.y, wide * column.share / total, row.h))
        x += wide * column.share / total + 12
    return places


class ChipItem(NamedTuple):
    text: str
    tap: AnyTap
    on: bool = False


def draw_chips(
    screen: OfficeCanvas, box: Box, items: Sequence[ChipItem], before: AnyTap | None, after: AnyTap | None
) -> None:
    """One row; before, after: taps of the arrows at its ends, where there are more."""
    left, right = box.x, box.right
    if before is not None:
        screen.button(
            Box(left, box.y, 80, box.h), screen.tapped(before), [Glyph("left", 30)], style=CHIP_OFF, radius=20
        )
        left += 88
    if after is not None:
        place = Box(right - 80, box.y, 80, box.h)
        screen.button(place, screen.tapped(after), [Glyph("right", 30)], style=CHIP_OFF, radius=20)
        right -= 88
    wanted = [max(84.0, screen.text_width(item.text, 26) + 40) for item in items]
    spare = right - left - sum(wanted) - 8 * (len(items) - 1)
    shrink = min(1.0, (sum(wanted) + spare) / sum(wanted)) if items else 1.0
    for item, wide in zip(items, wanted, strict=True):
        place = Box(left, box.y, wide * shrink, box.h)
        style = CHIP_ON if item.on else CHIP_OFF
        screen.button(place, screen.tapped(item.tap), style=style, radius=20)
        screen.words(
            item.text, place.inset(8, 2), (26, 24, 22, (22, 2)), bold=item.on, colour=style.ink, align="center"
        )
        left += wide * shrink + 8


class VerdictTag(NamedTuple):
    """kind: good, care, stop, wait."""

    kind: str
    title: str
    hint: str = ""
    tap: AnyTap | None = None


def draw_verdicts(screen: OfficeCanvas, box: Box, verdicts: Sequence[VerdictTag], most_high: float = 98) -> None:
    """One below the other; those with a tap are buttons."""
    high = min(most_high, (box.h + 8) / max(1, len(verdicts)) - 8)
    for at, verdict in enumerate(verdicts):
        row = Box(box.x, box.y + at * (high + 8), box.w, high)
        left, right = row.x, row.right
        if verdict.tap is not None:
            screen.button(row, screen.tapped(verdict.tap), style=ButtonStyle(MIST2, INK), radius=16)
            screen.icon("right", Box(row.right - 38, row.y + (row.h - 28) / 2, 28, 28), INK2)
            left, right = row.x + 12, row.right - 44
        screen.mark(MARKS[verdict.kind], Box(left, row.y + (row.h - 40) / 2, 40, 40))
        rows = [Row(verdict.title, (26, 24, 22, (22, 2)), INK)]
        if verdict.hint:
            rows.append(Row(verdict.hint, (22, (22, 2)), INK2, bold=False))
        stack(screen, Box(left + 54, row.y, right - left - 54, row.h), rows)


def draw_empty(
    screen: OfficeCanvas, box: Box, icon: str, sentence: str, hint: str = "", button: tuple[str, AnyTap] | None = None
) -> None:
    """Nothing is here yet, and what to do first."""
    screen.panel(box, CARD, 28)
    high = 96 + 24 + 60 + (60 if hint else 0) + (104 if button else 0)
    y = box.y + max(12.0, (box.h - high) / 2)
    screen.icon(icon, Box(box.x + (box.w - 96) / 2, y, 96, 96), INK2)
    rows = [Row(sentence, (36, 32, 28, (26, 2)), INK)]
    if hint:
        rows.append(Row(hint, (26, 24, (24, 2), (22, 3)), INK2, bold=False, before=6))
    stack(screen, Box(box.x + 24, y + 104, box.w - 48, 84 if not hint else 140), rows, align="center")
    if button is not None:
        text, tap = button
        wide = max(240.0, screen.text_width(text, 34) + 80)
        place = Box(box.x + (box.w - wide) / 2, y + 104 + (150 if hint else 94), wide, 88)
        screen.named_button(place, screen.tapped(tap), text, style=MAIN, size=34)


def draw_foot_pager(screen: OfficeCanvas, box: Box, page: int, pages: int, second: str = "") -> None:
    """second: what is shown, at the left; page counts from 0; nothing to turn where there is one page."""
    before, after = (Act(FrameAction.TURN, str(page + step)) for step in (-1, 1))
    right = box.right
    if pages > 1:
        for at, (key, icon, tap, there) in enumerate(
            (("page.next", "right", after, page < pages - 1), ("page.previous", "left", before, page > 0))
        ):
            wide = max(150.0, screen.text_width(screen.say(key), 28) + 84)
            place = Box(right - wide, box.y, wide, 80)
            right = place.x - 12
            if there:
                screen.named_button(place, screen.tapped(tap), screen.say(key), icon=icon, size=28, radius=20)
            else:
                screen.panel(place, MIST2, 20)
                screen.row(place, [Glyph(icon, 29, INK2), Words(screen.say(key), 28, INK2)])
            if at == 0:
                number = screen.say("page", page=page + 1, pages=pages)
                told = screen.text_width(number, 26) + 20
                screen.words(number, Box(right - told, box.y, told, 80), (26, 24, 22), align="center")
                right -= told + 8
    if second:
        screen.words(second, Box(box.x, box.y, right - box.x, 80), (24, 22, (22, 2)), bold=False, colour=INK2)


def draw_switch(screen: OfficeCanvas, box: Box, items: Sequence[ChipItem]) -> None:
    """Two or three choices side by side in one bed, of which one is on."""
    screen.panel(box, MIST2, 20)
    for item, place in zip(items, box.inset(4).columns(len(items), 4), strict=True):
        style = CHIP_ON if item.on else ButtonStyle(MIST2, INK)
        screen.button(place, screen.tapped(item.tap), style=style, radius=16)
        screen.words(
            item.text, place.inset(6, 0), (26, 24, 22, (22, 2)), bold=item.on, colour=style.ink, align="center"
        )


def card(screen: OfficeCanvas, box: Box, title: str, second: str = "", fill: Colour = CARD) -> Box:
    """A white card with its title; gives the room below."""
    screen.panel(box, fill, 24)
    told = screen.text_width(second, 22, bold=False) + 8 if second else 0
    told = min(told, box.w * 0.55)
    screen.words(title, Box(box.x + 22, box.y + 8, box.w - 44 - told - 8, 48), (26, 24, 22, (22, 2)))
    if second:
        screen.words(second, Box(box.right - 22 - told, box.y + 8, told, 48), (22, (22, 2)), bold=False, colour=INK2,
                     align="right")  # fmt: skip
    return Box(box.x + 22, box.y + 60, box.w - 44, box.h - 74)

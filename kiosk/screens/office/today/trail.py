"""The trail of changes: who, when, what; one of them with each row before and after, and taking it back."""

from kiosk.office.today.views import Changed, RowChange, TodayAction, TouchedRow, Trail, TrailEntry, TrailLine
from kiosk.screens.office.canvas import HeadButton, OfficeCanvas, way_back
from kiosk.screens.office.kit import TableColumn, TableLine, draw_empty, draw_foot_pager, draw_table
from kiosk.screens.office.said import deed_said, doer_said, value_said
from kiosk.screens.theme import CARD, INK, INK2, MIST2
from kiosk.screens.widgets.grid import Box
from kiosk.screens.widgets.short import shortened
from kiosk.taps import Act

COLUMNS = 4  # of a row that was changed; more are counted
NAME = 8  # characters


def draw_trail(screen: OfficeCanvas, page: Trail) -> None:
    buttons = [
        HeadButton(screen.say("today.trail.by_day"), Act(TodayAction.DAY), "calendar"),
        HeadButton(screen.say("today.trail.by_person"), Act(TodayAction.PERSON), "person"),
    ]
    if page.day or page.person:
        buttons = [HeadButton(screen.say("today.trail.all"), Act(TodayAction.ALL_DAYS), "cross"), *buttons]
    screen.head(screen.say("today.trail.title"), _narrowed(screen, page), *buttons, way_back(screen))
    if not page.lines:
        key = "none_here" if page.day or page.person else "none"
        hint = screen.say(f"today.trail.{key}.hint")
        draw_empty(screen, screen.main, "rules", screen.say(f"today.trail.{key}"), hint)
        return
    columns = (
        TableColumn(screen.say("today.column.at"), 2.4),
        TableColumn(screen.say("today.trail.who"), 1.8),
        TableColumn(screen.say("today.trail.what"), 5),
        TableColumn("", 1.8),
    )
    draw_table(screen, screen.above_foot, columns, [_line(screen, line) for line in page.lines])
    draw_foot_pager(screen, screen.foot, page.page, page.pages, screen.say("today.trail.count", count=page.total))


def _narrowed(screen: OfficeCanvas, page: Trail) -> str:
    """What the list is narrowed to, in the little room beside the buttons."""
    person = page.person if len(page.person) <= NAME else f"{page.person[: NAME - 1]}…"
    day = screen.context.wording.day(page.day, short=True) if page.day else ""
    return " · ".join(part for part in (day, person) if part)


def _line(screen: OfficeCanvas, line: TrailLine) -> TableLine:
    state = screen.say("today.trail.was_undone") if line.undone else ""
    who = shortened(screen, line.who, 150, 26) if line.who else doer_said(screen.context.wording, line)
    said = deed_said(screen.context.wording, line)
    cells = (screen.moment(line.at, with_day=True), who, said if len(said) <= 40 else f"{said[:39]}…", state)
    return TableLine(cells, Act(TodayAction.ENTRY, line.id), strong=2)


# --- one deed --------------------------------------------------------------------------------------------------


def draw_entry(screen: OfficeCanvas, page: TrailEntry) -> None:
    line = page.line
    who = doer_said(screen.context.wording, line)
    second = " · ".join((who, screen.moment(line.at, with_day=True), screen.say("today.trail.rows", count=line.rows)))
    buttons = [way_back(screen)]
    if line.undone:
        second = f"{second} · {screen.say('today.trail.was_undone')}"
    else:
        buttons = [HeadButton(screen.say("today.trail.undo"), Act(TodayAction.TAKE_BACK), "undo"), *buttons]
    screen.head(deed_said(screen.context.wording, line), second, *buttons)
    box = screen.above_foot
    high = (box.h - 12 * 2) / 3
    for at, row in enumerate(page.rows):
        _draw_row(screen, row, Box(box.x, box.y + at * (high + 12), box.w, high))
    draw_foot_pager(screen, screen.foot, page.page, page.pages)


def _draw_row(screen: OfficeCanvas, row: TouchedRow, box: Box) -> None:
    screen.panel(box, CARD, 24)
    wording = screen.context.wording
    named = (
        f"{wording.named('today.entity', row.entity)} · {row.name}"
        if row.name
        else wording.named("today.entity", row.entity)
    )
    kind = screen.say(f"today.row.{row.kind}")
    wide = screen.text_width(kind, 24) + 40
    tag = Box(box.right - 16 - wide, box.y + 12, wide, 40)
    screen.panel(tag, MIST2, 20)
    screen.words(kind, tag, (24, 22), align="center")
    title = Box(box.x + 20, box.y + 10, tag.x - box.x - 36, 44)
    screen.words(shortened(screen, named, title.w, 26), title, (26, 24, 22))
    shown = row.columns[:COLUMNS]
    lines = -(-len(shown) // 2)
    if not shown:
        return
    inner = Box(box.x + 20, box.y + 60, box.w - 40, box.h - 68)
    hidden = len(row.columns) - len(shown)
    high = min(60.0, inner.h / lines)
    for at, column in enumerate(shown):
        place = inner._replace(y=inner.y + at // 2 * high, h=high).columns(2, 16)[at % 2]
        more = screen.say("today.row.more", count=hidden) if hidden and at == len(shown) - 1 else ""
        _draw_column(screen, row, column, place, more)


def _draw_column(screen: OfficeCanvas, row: TouchedRow, column: Changed, box: Box, more: str) -> None:
    wording = screen.context.wording
    name = wording.named("today.field", column.column)
    wide = box.w * 0.34
    screen.words(shortened(screen, name, wide - 8), Box(box.x, box.y, wide - 8, box.h), (22,), bold=False, colour=INK2)
    before, after = (
        value_said(screen.context.wording, column.column, value) for value in (column.before, column.after)
    )
    said = f"{before} → {after}" if row.kind is RowChange.CHANGED else after if row.kind is RowChange.MADE else before
    rest = Box(box.x + wide, box.y, box.w - wide, box.h)
    if more:
        told = screen.text_width(more, 22, bold=False) + 12
        screen.words(more, rest.right_part(told), (22,), bold=False, colour=INK2, align="right")
        rest = rest.left_part(rest.w - told)
    screen.words(shortened(screen, said, rest.w * 1.8, 22), rest, (24, 22, (22, 2)), colour=INK)

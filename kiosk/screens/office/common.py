"""The pages that every room of the office may show: a question, a choice, a day, a file, work under way, trouble."""

from collections.abc import Callable, Mapping

from kiosk.office.touch_kit.views import (
    Confirm,
    Option,
    PageView,
    PickDay,
    PickFile,
    PickOne,
    Trouble,
    TypeText,
    Working,
)
from kiosk.screens.office.canvas import FOOT, OfficeCanvas, way_back
from kiosk.screens.office.kit import TableColumn, TableLine, draw_empty, draw_foot_pager, draw_table
from kiosk.screens.office.typing_pad import draw_typing
from kiosk.screens.theme import CARD, GOLD, GOLD_T, INK, INK2, MIST2, PINE, RED, WHITE
from kiosk.screens.widgets.board import MAIN, QUIET, SECOND, ButtonStyle
from kiosk.screens.widgets.grid import Box
from kiosk.screens.widgets.stack import Row, stack
from kiosk.taps import Act, FrameAction

BACK = Act(FrameAction.BACK)
DANGER = ButtonStyle(RED, WHITE)
OPTION = ButtonStyle(CARD, INK)
CHOSEN = ButtonStyle(GOLD_T, INK)
ROWS_OF_FILES = 6


def back_button(screen: OfficeCanvas) -> float:
    """At the top right; gives its left edge."""
    button = way_back(screen)
    body = screen.body
    wide = button.width(screen)
    button.draw(screen, Box(body.right - wide, body.y - 8, wide, 80))
    return body.right - wide - 16


def draw_title(screen: OfficeCanvas, title: str) -> None:
    right = back_button(screen)
    body = screen.body
    screen.words(title, Box(body.x, body.y - 8, right - body.x, 80), (36, 34, 30, 28, (26, 2), (22, 3)))


def draw_confirm(screen: OfficeCanvas, page: Confirm) -> None:
    body = screen.body
    box = body.middle(min(900.0, body.w), min(600.0, body.h))
    screen.panel(box, CARD, 28)
    screen.mark("stop" if page.danger else "notice", Box(box.x + 48, box.y + 48, 96, 96))
    rows = (
        Row(screen.say(f"{page.key}.headline", **page.facts), (44, 38, (36, 2), (32, 3), (28, 4)), INK),
        Row(screen.say(f"{page.key}.hint", **page.facts), (28, (28, 3), (26, 4), (24, 5), (22, 6)), INK2, bold=False,
            before=14),
    )  # fmt: skip
    stack(screen, Box(box.x + 180, box.y + 32, box.w - 228, box.h - 196), rows)
    yes, no = Box(box.x + 48, box.bottom - 136, box.w - 96, 96).columns(2, 24)
    style = DANGER if page.danger else MAIN
    screen.named_button(no, screen.tapped(BACK), screen.say("office.no"), style=SECOND, size=34)
    screen.named_button(
        yes, screen.tapped(Act(FrameAction.YES)), screen.say(f"{page.key}.yes", **page.facts), style=style, size=34
    )


def draw_trouble(screen: OfficeCanvas, page: Trouble) -> None:
    body = screen.body
    box = body.middle(min(900.0, body.w), min(560.0, body.h))
    screen.panel(box, CARD, 28)
    screen.mark("notice", Box(box.x + 48, box.y + 48, 96, 96))
    rows = (
        Row(screen.say(f"{page.key}.headline", **page.facts), (44, 38, (36, 2), (30, 3)), INK),
        Row(screen.say(f"{page.key}.hint", **page.facts), (28, (28, 3), (26, 4), (24, 5), (22, 6)), INK2, bold=False,
            before=14),
    )  # fmt: skip
    stack(screen, Box(box.x + 180, box.y + 32, box.w - 228, box.h - 196), rows)
    button = Box(box.x + 48, box.bottom - 136, box.w - 96, 96)
    screen.named_button(button, screen.tapped(BACK), screen.say("back"), icon="left", style=MAIN, size=34)


def draw_pick_one(screen: OfficeCanvas, page: PickOne) -> None:
    draw_title(screen, screen.say(f"{page.key}.headline", **page.facts))
    main = screen.main
    if not page.options:
        draw_empty(screen, main, "search", screen.say(f"{page.key}.none"))
        return
    foot = FOOT if page.pages > 1 else 0
    columns = 2 if screen.grid.portrait else 3
    rows = -(-len(page.options) // columns)
    high = min(120.0, (main.h - foot - 12 * (rows - 1)) / rows)
    for at, option in enumerate(page.options):
        row = Box(main.x, main.y + at // columns * (high + 12), main.w, high)
        _draw_option(screen, row.columns(columns, 12)[at % columns], option, Act(FrameAction.PICK, option.subject))
    if foot:
        place = screen.foot
        draw_foot_pager(screen, place, page.page, page.pages)


def _draw_option(screen: OfficeCanvas, box: Box, option: Option, tap: Act) -> None:
    screen.button(box, screen.tapped(tap), style=CHOSEN if option.chosen else OPTION, radius=20)
    left = box.x + 20
    if option.chosen:
        screen.icon("check", Box(box.x + 16, box.y + (box.h - 36) / 2, 36, 36))
        left = box.x + 64
    known = screen.context.wording
    rows = [Row(known.named("option", option.label), (30, 28, 26, (24, 2), (22, 3)), INK)]
    if option.hint:
        rows.append(Row(known.named("option", option.hint), (22, (22, 2)), INK2, bold=False))
    stack(screen, Box(left, box.y + 4, box.right - 16 - left, box.h - 8), rows)


def draw_pick_day(screen: OfficeCanvas, page: PickDay) -> None:
    draw_title(screen, screen.say(f"{page.key}.headline", **page.facts))
    main = screen.main
    month = screen.say("office.month", year=str(page.month.year), month=str(page.month.month))
    _draw_months(screen, page, Box(main.x, main.y, main.w, 80), month)
    top = main.y + 88
    wide = (main.w - 6 * 8) / 7
    for weekday in range(7):
        name = screen.say(f"weekday.{weekday + 1}")
        screen.words(name, Box(main.x + weekday * (wide + 8), top, wide, 36), (24, 22), align="center")
    top += 40
    first = page.month.replace(day=1).weekday()
    rows = -(-(first + len(page.days)) // 7)
    high = min(110.0, (main.bottom - top - 8 * (rows - 1)) / rows)
    for at, cell in enumerate(page.days):
        place = first + at
        box = Box(main.x + place % 7 * (wide + 8), top + place // 7 * (high + 8), wide, high)
        fill = GOLD if cell.marked else CARD if cell.enabled else MIST2
        if cell.enabled:
            screen.button(
                box, screen.tapped(Act(FrameAction.PICK, cell.day.isoformat())), style=ButtonStyle(fill, INK), radius=16
            )
        else:
            screen.panel(box, fill, 16)
        rows_ = [Row(str(cell.day.day), (30, 28), INK if cell.enabled or cell.marked else INK2)]
        if cell.note:
            note = screen.context.wording.named("option", cell.note)
            rows_.append(Row(note, (22, (22, 2)), INK if cell.marked else INK2, bold=False))
        stack(screen, box.inset(4, 2), rows_, align="center")


def _draw_months(screen: OfficeCanvas, page: PickDay, box: Box, month: str) -> None:
    before, after = _month_beside(page, -1), _month_beside(page, 1)
    for place, icon, subject in (
        (box.left_part(96), "left", before),
        (box.right_part(96), "right", after),
    ):
        screen.named_button(place, screen.tapped(Act(FrameAction.TURN, subject)), "", icon=icon, style=QUIET, size=34)
    screen.words(month, Box(box.x + 104, box.y, box.w - 208, box.h), (34, 30), align="center")


def _month_beside(page: PickDay, step: int) -> str:
    month = page.month.year * 12 + page.month.month - 1 + step
    return f"{month // 12:04d}-{month % 12 + 1:02d}"


def draw_pick_file(screen: OfficeCanvas, page: PickFile) -> None:
    draw_title(screen, screen.say(f"{page.key}.headline"))
    main = screen.main
    if not page.rows:
        hint = screen.say("office.files.none.hint", folder=page.folder)
        draw_empty(screen, main, "usb", screen.say("office.files.none"), hint)
        return
    columns = (TableColumn(screen.say("office.files.name"), 6), TableColumn(screen.say("office.files.at"), 3),
               TableColumn(screen.say("office.files.size"), 2, "right"))  # fmt: skip
    lines = [
        TableLine((row.name, row.at, _size(row.size)), Act(FrameAction.PICK, row.subject), strong=0)
        for row in page.rows[:ROWS_OF_FILES]
    ]
    draw_table(screen, screen.above_foot, columns, lines)
    draw_foot_pager(screen, screen.foot, page.page, page.pages)


def _size(count: int) -> str:
    return f"{count / 1e6:.1f} MB" if count >= 1e6 else f"{max(1, count // 1000)} kB"


def draw_working(screen: OfficeCanvas, page: Working) -> None:
    body = screen.body
    box = body.middle(min(900.0, body.w), min(460.0, body.h))
    screen.panel(box, CARD, 28)
    screen.icon("clock", Box(box.x + 48, box.y + 48, 96, 96), INK2)
    screen.words(screen.say(f"{page.key}.headline"), Box(box.x + 180, box.y + 40, box.w - 228, 112),
                 (44, 38, (34, 2), (28, 3)))  # fmt: skip
    bar = Box(box.x + 48, box.y + 190, box.w - 96, 36)
    screen.panel(bar, MIST2, 18)
    if page.total:
        part = min(1.0, page.done / page.total)
        screen.panel(bar._replace(w=max(36.0, bar.w * part)), PINE, 18)
    said = (
        screen.say("office.working.part", done=page.done, total=page.total)
        if page.total
        else screen.say("office.working")
    )
    screen.words(said, Box(bar.x, bar.bottom + 12, bar.w, 48), (26, 24, 22), bold=False, colour=INK2)
    if page.can_stop:
        button = Box(box.x + 48, box.bottom - 128, box.w - 96, 96)
        screen.named_button(
            button, screen.tapped(Act(FrameAction.STOP)), screen.say("office.stop_it"), style=SECOND, size=34
        )


COMMON: Mapping[type[PageView], Callable] = {
    Confirm: draw_confirm,
    PickDay: draw_pick_day,
    PickFile: draw_pick_file,
    PickOne: draw_pick_one,
    Trouble: draw_trouble,
    TypeText: draw_typing,
    Working: draw_working,
}

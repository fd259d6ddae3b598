"""The call-in of a term: its days and what they do, the countdown by class; the classes that leave."""

from collections.abc import Sequence
from datetime import date

from kiosk.office.overdue.views import CallIn, ClassLeavers, ClassOut, Leaver, LeavingClasses, OverdueAction
from kiosk.screens.office.canvas import FOOT, HeadButton, OfficeCanvas, way_back
from kiosk.screens.office.kit import TableColumn, TableLine, Tag, draw_empty, draw_foot_pager, draw_table
from kiosk.screens.office.overdue.late import group_name
from kiosk.screens.theme import CARD, GOLD_T, INK, INK2, MIST2, PINE, WHITE
from kiosk.screens.widgets.board import MAIN, QUIET, SECOND, ButtonStyle
from kiosk.screens.widgets.grid import Box
from kiosk.screens.widgets.stack import Row, stack
from kiosk.taps import Act

STEP, SET_STEP = ButtonStyle(CARD, INK), ButtonStyle(GOLD_T, INK)
NAMED_DAYS = 2


def draw_recall(screen: OfficeCanvas, page: CallIn) -> None:
    back = way_back(screen)
    leaving = HeadButton(screen.say("recall.leaving"), Act(OverdueAction.LEAVING), "school")
    screen.head(screen.say("recall.title"), page.term, leaving, back)
    main = screen.main
    if screen.grid.portrait:
        steps, rest = Box(main.x, main.y, main.w, 324), Box(main.x, main.y + 336, main.w, main.h - 336)
    else:
        steps, rest = main.left_part(400), Box(main.x + 412, main.y, main.w - 412, main.h)
    _draw_steps(screen, page, steps)
    _draw_countdown(screen, page, rest)


def _draw_steps(screen: OfficeCanvas, page: CallIn, box: Box) -> None:
    """Three days to decide, in their order in the term; the way out below them."""
    days = (
        (
            "last_lending",
            OverdueAction.LAST_LENDING,
            _day(screen, page.lending_until),
            page.lending_until is not None,
        ),
        ("recall_day", OverdueAction.RECALL_DAY, _day(screen, page.recall_on), page.recall_on is not None),
        ("return_days", OverdueAction.RETURN_DAYS, _days(screen, page.return_days), bool(page.return_days)),
    )
    is_on = any(is_set for *_, is_set in days)
    if screen.grid.portrait:
        places = [Box(box.x, box.y + at * 112, box.w, 100) for at in range(3)]
        places = [places[0], places[1], places[2].left_part(box.w - (224 if is_on else 0))]
        off = Box(box.right - 212, box.y + 224, 212, 100)
    else:
        places = [Box(box.x, box.y + at * 148, box.w, 136) for at in range(3)]
        off = Box(box.x, box.bottom - 80, box.w, 80)
    for number, ((key, deed, said, is_set), place) in enumerate(zip(days, places, strict=True), 1):
        _draw_step(screen, place, number, screen.say(f"recall.{key}"), said, Act(deed), is_set)
    if is_on:
        screen.named_button(off, screen.tapped(Act(OverdueAction.CALL_OFF)), screen.say("recall.call_off"), style=QUIET,
                            size=28, radius=20)  # fmt: skip
    if not screen.grid.portrait:
        room = Box(box.x + 8, box.y + 448, box.w - 16, box.h - 448 - (96 if is_on else 0))
        screen.words(screen.say("recall.hint"), room, (24, (24, 4), (22, 5), (22, 6)), bold=False, colour=INK2)


def _draw_step(screen: OfficeCanvas, box: Box, number: int, title: str, said: str, tap: Act, is_set: bool) -> None:
    screen.button(box, screen.tapped(tap), style=SET_STEP if is_set else STEP, radius=20)
    if is_set:
        screen.mark("borrow", Box(box.x + 18, box.y + (box.h - 52) / 2, 52, 52))
    else:
        screen.numbered(number, Box(box.x + 18, box.y + (box.h - 52) / 2, 52, 52))
    screen.icon("right", Box(box.right - 44, box.y + (box.h - 28) / 2, 28, 28), INK2)
    rows = (
        Row(title, (22, (22, 2)), INK if is_set else INK2, bold=False),
        Row(said, (30, 28, 26, (24, 2), (22, 3)), INK),
    )
    stack(screen, Box(box.x + 86, box.y + 4, box.w - 138, box.h - 8), rows)


def _day(screen: OfficeCanvas, day: date | None) -> str:
    return screen.context.wording.day(day) if day else screen.say("recall.open")


def _days(screen: OfficeCanvas, days: tuple[date, ...]) -> str:
    if not days:
        return screen.say("recall.open")
    if len(days) > NAMED_DAYS:
        return screen.say("recall.many_days", count=len(days), first=days[0])
    return in_a_row(screen, [screen.context.wording.day(day, short=True) for day in days])


def in_a_row(screen: OfficeCanvas, parts: Sequence[str]) -> str:
    said = parts[-1]
    for part in reversed(parts[:-1]):
        said = screen.say("recall.pair", first=part, rest=said)
    return said


def _draw_countdown(screen: OfficeCanvas, page: CallIn, box: Box) -> None:
    head = Box(box.x, box.y, box.w, 128)
    screen.panel(head, INK, 24)
    left, right = head.inset(28, 10).columns(2, 24)
    told = screen.say("recall.left", days=page.days_left) if page.days_left is not None else ""
    if page.recall_on is not None and page.today > page.recall_on:
        told = screen.say("recall.over")
    rows = [Row(screen.say("recall.out", count=page.out), (48, 42, 36, 30, (28, 2)), WHITE)]
    rows.append(Row(screen.say("recall.people", count=page.people), (24, 22, (22, 2)), WHITE, bold=False))
    stack(screen, left, rows)
    if told:
        screen.words(told, right, (36, 32, 28, (28, 2), (24, 3)), colour=WHITE, align="right")
    table = Box(box.x, head.bottom + 12, box.w, box.bottom - head.bottom - 12 - (FOOT if page.pages > 1 else 0))
    _draw_classes(screen, page, table)
    if page.pages > 1:
        foot = Box(box.x, box.bottom - 80, box.w, 80)
        draw_foot_pager(screen, foot, page.page, page.pages)


def _draw_classes(screen: OfficeCanvas, page: CallIn, box: Box) -> None:
    screen.panel(box, CARD, 24)
    pitch = min(80.0, (box.h - 24) / max(1, len(page.classes)))
    for at, one in enumerate(page.classes):
        row = Box(box.x + 24, box.y + 12 + at * pitch, box.w - 48, pitch)
        said = screen.say("recall.back") if not one.out else screen.say("overdue.books", count=one.out)
        told = max(90.0, screen.text_width(said, 26) + 6)
        name = 190.0
        screen.words(group_name(screen, one.name), Box(row.x, row.y, name - 10, pitch), (26, 24, 22, (22, 2)))
        bar = Box(row.x + name, row.y + (pitch - 28) / 2, row.w - name - told - 16, 28)
        screen.panel(bar, MIST2, 8)
        if one.out:
            screen.panel(bar._replace(w=max(10.0, bar.w * one.out / page.most)), PINE, 8)
        screen.words(said, Box(row.right - told, row.y, told, pitch), (26, 24, 22), align="right")


# --- classes that leave --------------------------------------------------------------------------------------------


def draw_leaving(screen: OfficeCanvas, page: LeavingClasses) -> None:
    back = way_back(screen)
    day = HeadButton(screen.say("recall.class_recall"), Act(OverdueAction.CLASS_RECALL), "calendar")
    choose = HeadButton(screen.say("recall.choose"), Act(OverdueAction.CHOOSE_CLASSES), "people", SECOND)
    screen.head(screen.say("recall.leaving.title"), page.term, *((day, choose) if page.classes else ()), back)
    main = screen.main
    if not page.classes:
        button = (screen.say("recall.choose"), Act(OverdueAction.CHOOSE_CLASSES))
        draw_empty(screen, main, "school", screen.say("recall.nobody"), screen.say("recall.nobody.hint"), button)
        return
    columns = (
        TableColumn(screen.say("recall.group"), 4),
        TableColumn(screen.say("recall.until"), 3),
        TableColumn(screen.say("recall.still_out"), 2, "right"),
        TableColumn(screen.say("recall.owing"), 3, "right"),
        TableColumn(screen.say("recall.state"), 6),
    )
    lines = [_class_line(screen, one) for one in page.classes]
    draw_table(screen, screen.above_foot, columns, lines)
    draw_foot_pager(screen, screen.foot, page.page, page.pages, screen.say("recall.leaving.hint"))


def _class_line(screen: OfficeCanvas, one: ClassOut) -> TableLine:
    day = screen.context.wording.day(one.recall_on, short=True) if one.recall_on else ""
    cells = (group_name(screen, one.name), day, f"{one.out:,}", f"{one.owing:,}", _state(screen, one))
    return TableLine(cells, Act(OverdueAction.LEAVING_CLASS, one.id), strong=0)


def _state(screen: OfficeCanvas, one: ClassOut) -> Tag:
    if one.cleared_on is not None:
        return Tag(screen.say("recall.is_signed", day=screen.context.wording.day(one.cleared_on, short=True)), "good")
    if one.out or one.owing:
        return Tag(screen.say("recall.waits"), "care")
    return Tag(screen.say("recall.ready"), "quiet")


def draw_leavers(screen: OfficeCanvas, page: ClassLeavers) -> None:
    chosen = page.chosen
    back = way_back(screen)
    printing = HeadButton(screen.say("recall.print"), Act(OverdueAction.PRINT_CLEARANCE), "print")
    sign = HeadButton(screen.say("recall.sign"), Act(OverdueAction.SIGN), "check", MAIN)
    if chosen.cleared_on is None:
        second = screen.say("recall.clear", clear=page.clear, total=page.total)
    else:
        second = screen.say("recall.signed_by", name=page.signed_by, day=chosen.cleared_on)
    buttons = (printing, sign, back) if chosen.cleared_on is None else (printing, back)
    screen.head(group_name(screen, chosen.name), second, *buttons)
    main = screen.main
    if not page.leavers:
        draw_empty(screen, main, "people", screen.say("recall.no_leavers"))
        return
    columns = (
        TableColumn(screen.say("recall.name"), 7),
        TableColumn(screen.say("recall.titles"), 7),
        TableColumn(screen.say("recall.state"), 5),
    )
    lines = [TableLine(_leaver_cells(screen, one), strong=0) for one in page.leavers]
    draw_table(screen, screen.above_foot, columns, lines)
    draw_foot_pager(screen, screen.foot, page.page, page.pages)


def _leaver_cells(screen: OfficeCanvas, one: Leaver) -> tuple[str | Tag, ...]:
    titles = "".join(screen.title(title) for title in one.out)
    if one.is_clear:
        state = Tag(screen.say("recall.settled"), "good")
    elif one.owes:
        state = Tag(screen.say("recall.owes"), "care")
    else:
        state = Tag(screen.say("overdue.books", count=len(one.out)), "care")
    return f"{one.number} {one.name}", titles, state

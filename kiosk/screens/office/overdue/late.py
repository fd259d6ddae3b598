"""Late books: the classes at the left, the chosen one at the right, slips at the foot."""

from enum import StrEnum

from kiosk.office.overdue.views import ClassLate, LateBooks, LateLine, OverdueAction
from kiosk.screens.office.canvas import HeadButton, OfficeCanvas
from kiosk.screens.office.kit import draw_empty
from kiosk.screens.theme import CARD, GOLD, INK, INK2, MIST2, RED, RED_T, Colour
from kiosk.screens.widgets.board import MAIN, QUIET, SECOND, ButtonStyle, Glyph, Words
from kiosk.screens.widgets.grid import Box
from kiosk.screens.widgets.stack import Row, stack
from kiosk.taps import Act, FrameAction

WIDE = 400  # of the list of classes
PITCH = 86
ARROW = 84
ARROWS = 276  # both, with the number between them
ROW = 84
RESTING, CHOSEN = ButtonStyle(CARD, INK), ButtonStyle(GOLD, INK)
CHOSEN_BED: Colour = (0.9, 0.75, 0.43, 1.0)


def draw_overdue(screen: OfficeCanvas, page: LateBooks) -> None:
    recall = HeadButton(screen.say("overdue.recall"), Act(OverdueAction.RECALL), "calendar")
    print_all = HeadButton(screen.say("overdue.print_all"), Act(OverdueAction.PRINT_ALL), "print", MAIN)
    second = screen.say("overdue.count", late=page.late, people=page.people) if page.late else ""
    screen.head(screen.say("overdue.title"), second, *((recall, print_all) if page.late else (recall,)))
    main = screen.main
    if not page.classes:
        draw_empty(screen, main, "clock", screen.say("overdue.no_class"), screen.say("overdue.no_class.hint"))
        return
    if screen.grid.portrait:
        classes, chosen = Box(main.x, main.y, main.w, 252), Box(main.x, main.y + 262, main.w, main.h - 262)
    else:
        classes, chosen = main.left_part(WIDE), Box(main.x + WIDE + 12, main.y, main.w - WIDE - 12, main.h)
    _draw_classes(screen, page, classes)
    if page.chosen is not None:
        _draw_chosen(screen, page, page.chosen, chosen)


def group_name(screen: OfficeCanvas, name: str) -> str:
    return screen.context.wording.who((name,)) if name else screen.say("overdue.without_class")


# --- classes -----------------------------------------------------------------------------------------------------


def _draw_classes(screen: OfficeCanvas, page: LateBooks, box: Box) -> None:
    places = _places(screen, box)
    for one, place in zip(page.classes, places, strict=False):
        _draw_class(screen, page, one, place)
    if page.class_pages > 1:
        places = _pager_places(screen, box)
        draw_arrows(screen, places, page.class_page, page.class_pages)


def _places(screen: OfficeCanvas, box: Box) -> list[Box]:
    if screen.grid.portrait:
        rows = [Box(box.x, box.y + row * 86, box.w, 80) for row in range(3)]
        return [place for row in rows for place in row.columns(3, 12)][:7]
    return [Box(box.x, box.y + row * PITCH, box.w, 80) for row in range(7)]


def _pager_places(screen: OfficeCanvas, box: Box) -> Box:
    if screen.grid.portrait:
        places = Box(box.x, box.y + 172, box.w, 80).columns(3, 12)
        return Box(places[1].x, box.y + 172, places[2].right - places[1].x, 80)
    return Box(box.x, box.y + 7 * PITCH, box.w, 80)


def draw_arrows(screen: OfficeCanvas, box: Box, page: int, pages: int, turn: StrEnum = FrameAction.TURN) -> None:
    """Narrow: two arrows and where one is; an arrow that leads nowhere is not there."""
    for place, icon, to, there in (
        (box.left_part(ARROW), "left", page - 1, page > 0),
        (box.right_part(ARROW), "right", page + 1, page < pages - 1),
    ):
        if there:
            screen.button(place, screen.tapped(Act(turn, str(to))), [Glyph(icon, 30)], style=QUIET, radius=20)
    middle = Box(box.x + ARROW + 4, box.y, box.w - 2 * ARROW - 8, box.h)
    screen.words(screen.say("page", page=page + 1, pages=pages), middle, (26, 24, 22), colour=INK2, align="center")


def _draw_class(screen: OfficeCanvas, page: LateBooks, one: ClassLate, box: Box) -> None:
    is_chosen = page.chosen is not None and one.id == page.chosen.id
    screen.button(
        box, screen.tapped(Act(OverdueAction.CLASS, one.id)), style=CHOSEN if is_chosen else RESTING, radius=20
    )
    name = group_name(screen, one.name)
    count = screen.say("overdue.books", count=one.late) if one.late else screen.say("overdue.none")
    if screen.grid.portrait:
        rows = (Row(name, (26, 24, 22, (22, 2)), INK), Row(count, (24, 22), INK, bold=False))
        stack(screen, box.inset(14, 2), rows)
        return
    told, left = screen.text_width(count, 26) + 8, box.x + 168
    screen.words(name, Box(box.x + 18, box.y + 4, left - 10 - box.x - 18, 72), (26, 24, 22, (22, 2)))
    screen.words(count, Box(box.right - 18 - told, box.y, told, 80), (26, 24, 22), align="right")
    bar = Box(left, box.y + 26, box.right - 18 - told - 12 - left, 28)
    screen.panel(bar, CHOSEN_BED if is_chosen else MIST2, 8)
    if one.late:
        screen.panel(bar._replace(w=max(10.0, bar.w * one.late / page.most)), RED, 8)


# --- the chosen one ----------------------------------------------------------------------------------------------


def _draw_chosen(screen: OfficeCanvas, page: LateBooks, chosen: ClassLate, box: Box) -> None:
    foot = 92 if chosen.late else 0
    card = Box(box.x, box.y, box.w, box.h - foot)
    screen.panel(card, CARD, 24)
    _draw_chosen_head(screen, page, chosen, Box(card.x + 26, card.y + 6, card.w - 52, 80))
    if not page.lines:
        rows = (
            Row(screen.say("overdue.class_clear"), (34, 30, (28, 2)), INK),
            Row(screen.say("overdue.class_clear.hint"), (24, (24, 2), (22, 3)), INK2, bold=False, before=8),
        )
        middle = card.middle(card.w - 80, 320)
        screen.mark("borrow", Box(card.x + card.w / 2 - 48, middle.y, 96, 96))
        stack(screen, Box(middle.x, middle.y + 110, middle.w, 180), rows, align="center")
        return
    pitch = min(100.0, (card.h - 126) / 5)
    for at, line in enumerate(page.lines):
        _draw_line(screen, line, Box(card.x + 26, card.y + 86 + at * pitch, card.w - 52, min(ROW, pitch)))
    printed = screen.say("overdue.not_printed")
    if chosen.printed_on:
        printed = screen.say("overdue.printed", day=chosen.printed_on)
    screen.words(printed, Box(card.x + 26, card.bottom - 42, card.w - 52, 36), (22,), bold=False, colour=INK2)
    printing = Box(box.x, box.bottom - 80, box.w, 80).columns(2, 12)
    name = screen.say("overdue.print_class", group=chosen.name) if chosen.name else screen.say("overdue.print_this")
    for place, deed, said, icon in (
        (printing[0], OverdueAction.PRINT_CLASS, name, "print"),
        (printing[1], OverdueAction.PRINT_NOTES, screen.say("overdue.print_notes"), "card"),
    ):
        tap = screen.tapped(Act(deed, chosen.id))
        screen.named_button(place, tap, said, icon=icon, style=SECOND, size=28, radius=20)


def _draw_chosen_head(screen: OfficeCanvas, page: LateBooks, chosen: ClassLate, box: Box) -> None:
    right = box.right
    if page.pages > 1:
        draw_arrows(screen, box.right_part(ARROWS), page.page, page.pages, OverdueAction.TURN_LINES)
        right -= ARROWS + 12
    rows = [Row(group_name(screen, chosen.name), (30, 28, 26, (24, 2), (22, 2)), INK)]
    if chosen.late:
        rows.append(
            Row(screen.say("overdue.class", late=chosen.late, people=chosen.people), (24, 22), INK2, bold=False)
        )
    stack(screen, Box(box.x, box.y, right - box.x, box.h), rows)


def _draw_line(screen: OfficeCanvas, line: LateLine, box: Box) -> None:
    lost = screen.say("overdue.lost")
    wide = max(136.0, screen.text_width(lost, 24) + 44)
    button = Box(box.right - wide, box.y + (box.h - 80) / 2, wide, 80)
    if line.is_lost:
        screen.panel(button.inset(0, 8), MIST2, 18)
        screen.words(screen.say("overdue.is_lost"), button.inset(8, 8), (24, 22, (22, 2)), align="center")
    else:
        screen.button(
            button.inset(0, 8),
            screen.tapped(Act(OverdueAction.LOST, line.loan)),
            [Words(lost, 24)],
            style=QUIET,
            radius=18,
        )
    days = screen.say("overdue.days", days=line.days)
    told = screen.text_width(days, 24) + 62
    chip = Box(button.x - 16 - told, box.y + (box.h - 40) / 2, told, 40)
    screen.panel(chip, RED_T, 20)
    screen.mark("stop", Box(chip.x + 8, chip.y + 6, 28, 28))
    screen.words(days, Box(chip.x + 44, chip.y, chip.w - 54, 40), (24, 22))
    day = screen.context.wording.day(line.due_on, short=True)
    who = screen.say("overdue.who", number=line.number, name=line.name, day=day)
    rows = (
        Row(screen.title(line.title), (28, 26), INK),
        Row(who, (22, (22, 2)), INK2, bold=False),
    )  # fmt: skip
    stack(screen, Box(box.x, box.y, chip.x - 12 - box.x, box.h), rows)

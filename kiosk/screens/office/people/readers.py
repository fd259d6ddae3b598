"""The readers: the list with its classes and states, and one reader with what can be done for them."""

from collections.abc import Sequence

from kiosk.office.people.views import (
    ALL,
    PatronLine,
    PatronLoan,
    PatronPage,
    PeopleAction,
    PeopleList,
    Reader,
    State,
)
from kiosk.screens.office.canvas import HeadButton, OfficeCanvas, way_back
from kiosk.screens.office.kit import (
    ChipItem,
    TableColumn,
    TableLine,
    Tag,
    draw_chips,
    draw_empty,
    draw_foot_pager,
    draw_switch,
    draw_table,
)
from kiosk.screens.office.people.kit import PatronButton, draw_deeds, group_name, short_number
from kiosk.screens.theme import CARD, GOLD, GOLD_T, INK, INK2
from kiosk.screens.widgets.board import MAIN, ButtonStyle
from kiosk.screens.widgets.grid import Box
from kiosk.screens.widgets.stack import Row, stack
from kiosk.taps import Act

FIELD = ButtonStyle(CARD, INK)
STATE_ON, STATE_OFF = ButtonStyle(GOLD, INK), ButtonStyle(CARD, INK)
FOOT = 80
AFTER_LEAVING = (PeopleAction.LEAVE, PeopleAction.DELETE)
GAP = 8


def draw_people(screen: OfficeCanvas, page: PeopleList) -> None:
    screen.head(
        screen.say("people.title"),
        screen.say("people.counts", people=page.total, classes=page.classes),
        HeadButton(screen.say("people.import"), Act(PeopleAction.IMPORT), "usb"),
        HeadButton(screen.say("people.cards"), Act(PeopleAction.CARDS), "print"),
        HeadButton(screen.say("people.more"), Act(PeopleAction.MORE), "right"),
    )
    main = screen.main
    if not page.total and page.chosen.subject == ALL and len(page.groups) == 1:
        button = (screen.say("people.none.import"), Act(PeopleAction.IMPORT))
        draw_empty(screen, main, "people", screen.say("people.none"), screen.say("people.none.hint"), button)
        return
    rows = 2 if screen.grid.portrait else 1
    groups = Box(main.x, main.y, main.w, rows * 80 + (rows - 1) * GAP)
    _draw_groups(screen, groups, page)
    filters = groups._replace(y=groups.bottom + GAP)
    _draw_filters(screen, filters, page)
    table = Box(main.x, filters.bottom + GAP, main.w, main.bottom - filters.bottom - 2 * GAP - FOOT)
    if page.state is State.OVERDUE and page.found:
        advice = Box(table.x, table.bottom - 92, table.w, 92)
        table = table._replace(h=table.h - 92 - GAP)
        _draw_advice(screen, advice, page)
    _draw_rows(screen, table, page)
    draw_foot_pager(
        screen,
        screen.foot,
        page.page,
        page.pages,
        _shown(screen, page) if page.state is None else "",
    )
    if page.state is not None:
        _draw_clear(screen, screen.foot, page)


def _draw_groups(screen: OfficeCanvas, box: Box, page: PeopleList) -> None:
    items = [
        ChipItem(
            group_name(screen, group), Act(PeopleAction.GROUP, group.subject), group.subject == page.chosen.subject
        )
        for group in page.groups
    ]
    at, last = page.groups_page, page.groups_pages - 1
    before = Act(PeopleAction.GROUPS, str(at - 1)) if at > 0 else None
    after = Act(PeopleAction.GROUPS, str(at + 1)) if at < last else None
    if not screen.grid.portrait:
        draw_chips(screen, box, items, before, after)
        return
    half = -(-len(items) // 2)
    draw_chips(screen, box._replace(h=80), items[:half], before, None)
    draw_chips(screen, Box(box.x, box.bottom - 80, box.w, 80), items[half:], None, after)


def _draw_filters(screen: OfficeCanvas, box: Box, page: PeopleList) -> None:
    states = box
    if screen.grid.portrait:
        field, states = box._replace(h=80), Box(box.x, box.bottom - 80, box.w, 80)
    else:
        field = box.left_part(box.w * (1.0 if not page.counts else 0.36) - GAP)
        states = box.right_part(box.w * 0.64)
    screen.button(field, screen.tapped(Act(PeopleAction.SEARCH)), style=FIELD, radius=20)
    screen.icon("search", Box(field.x + 18, field.y + 24, 32, 32))
    room = Box(field.x + 64, field.y, field.w - 76, field.h)
    screen.words(screen.say("people.search.field"), room, (26, 24, 22, (22, 2)), bold=False, colour=INK2)
    for (state, count), place in zip(
        page.counts, states.columns(len(page.counts), 8) if page.counts else (), strict=True
    ):
        on = state is page.state
        style = STATE_ON if on else STATE_OFF
        screen.button(place, screen.tapped(Act(PeopleAction.STATE, state)), style=style, radius=20)
        text = screen.say("people.state.count", state=screen.say(f"people.state.{state}"), count=count)
        left = 44 if on else 10
        if on:
            screen.icon("check", Box(place.x + 12, place.y + 26, 28, 28))
        screen.words(
            text,
            Box(place.x + left, place.y + 4, place.w - left - 10, place.h - 8),
            (24, 22, (22, 2)),
            bold=on,
            align="left" if on else "center",
        )


def _draw_rows(screen: OfficeCanvas, table: Box, page: PeopleList) -> None:
    if not page.rows:
        draw_empty(screen, table, "people", screen.say("people.nobody"))
        return
    columns = (
        TableColumn(screen.say("people.column.number"), 2.2),
        TableColumn(screen.say("people.column.name"), 3.2),
        TableColumn(screen.say("people.column.state"), 4.6),
        TableColumn(screen.say("people.column.class"), 2.4),
        TableColumn(screen.say("people.column.on_loan"), 1.3),
        TableColumn(screen.say("people.column.term"), 1.5),
    )
    shown = (0, 1, 2) if screen.grid.portrait else (0, 1, 3, 4, 5, 2)
    lines = [_line(screen, line, shown) for line in page.rows]
    draw_table(screen, table, [columns[at] for at in shown], lines)


def _line(screen: OfficeCanvas, line: PatronLine, shown: Sequence[int]) -> TableLine:
    group = screen.context.wording.who((line.group,), short=True) if line.group else ""
    number = short_number(line.number)
    cells = (number, line.name, _state(screen, line), group, str(line.on_loan), str(line.this_term))
    return TableLine(tuple(cells[at] for at in shown), Act(PeopleAction.OPEN, line.id), strong=1)


def _state(screen: OfficeCanvas, line: PatronLine) -> Tag:
    """The one that matters most; the others stand on the reader's own page."""
    if line.left:
        return Tag(screen.say("people.is.left"))
    if line.late:
        return Tag(screen.say("people.is.late", count=line.late, days=line.late_days), "stop")
    for is_so, key in ((line.blocked, "blocked"), (line.card_lost, "card_lost"), (line.owes, "owes")):
        if is_so:
            return Tag(screen.say(f"people.is.{key}"), "stop")
    return Tag("" if line.trained else screen.say("people.is.not_trained"), "care")


def _draw_advice(screen: OfficeCanvas, box: Box, page: PeopleList) -> None:
    screen.panel(box, GOLD_T, 24)
    screen.mark("notice", Box(box.x + 20, box.y + 22, 52, 52))
    named = bool(page.chosen.name)
    right = box.right - 16
    if named:
        text = screen.say("people.remind")
        wide = screen.text_width(text, 28) + 92
        button = Box(box.right - 8 - wide, box.y + 6, wide, 80)
        tap = screen.tapped(Act(PeopleAction.REMIND, page.chosen.name))
        screen.named_button(button, tap, text, icon="print", style=MAIN, size=28, radius=20)
        right = button.x - 12
    who = screen.context.wording.who((page.chosen.name,)) if named else screen.say("people.school")
    rows = (
        Row(
            screen.say("people.advice", who=who, people=page.chosen.count, late=page.found), (28, 26, 24, (22, 2)), INK
        ),
        Row(screen.say("people.advice.hint" if named else "people.advice.pick"), (22, (22, 2)), INK2, bold=False),
    )
    stack(screen, Box(box.x + 92, box.y + 4, right - box.x - 92, box.h - 8), rows)


def _shown(screen: OfficeCanvas, page: PeopleList) -> str:
    return screen.say("people.shown", group=group_name(screen, page.chosen), count=page.found)


def _draw_clear(screen: OfficeCanvas, box: Box, page: PeopleList) -> None:
    text = screen.say("people.clear")
    wide = screen.text_width(text, 28) + 90
    screen.named_button(
        box.left_part(wide), screen.tapped(Act(PeopleAction.CLEAR)), text, icon="cross", size=28, radius=20
    )
    if page.pages == 1 or not screen.grid.portrait:
        room = box.w - wide - 16 - (0 if page.pages == 1 else 420)
        screen.words(
            _shown(screen, page), Box(box.x + wide + 16, box.y, room, box.h), (24, 22, (22, 2)), bold=False, colour=INK2
        )


# --- one reader ---------------------------------------------------------------------------------------------------


def draw_patron(screen: OfficeCanvas, page: PatronPage) -> None:
    who = page.reader
    group = screen.context.wording.who((who.group,)) if who.group else ""
    kind = group or screen.say("badge.teacher" if who.is_teacher else "people.group.no_class")
    buttons = [way_back(screen)]
    if not who.left:
        buttons.append(HeadButton(screen.say("people.lend"), Act(PeopleAction.LEND), "borrow", MAIN))
    title = screen.say("people.who", name=who.name, kind=kind)
    screen.head(title, screen.say("people.number", number=who.number, issue=str(who.card_issue)), *buttons)
    main = screen.main
    tabs = Box(main.x, main.y, min(main.w, 420), 80)
    draw_switch(
        screen,
        tabs,
        (
            ChipItem(
                screen.say("people.tab.now", count=who.open_loans), Act(PeopleAction.TAB, "now"), not page.history
            ),
            ChipItem(
                screen.say("people.tab.history", count=who.ended_loans), Act(PeopleAction.TAB, "history"), page.history
            ),
        ),
    )
    deeds = [deed for deed in _deeds(screen, who) if not who.left or deed.action in AFTER_LEAVING]
    columns = 3 if screen.grid.portrait else 4
    high = -(-len(deeds) // columns) * 88
    grid = Box(main.x, main.bottom - high, main.w, high)
    table = Box(main.x, tabs.bottom + 8, main.w, grid.y - tabs.bottom - 18)
    if screen.grid.portrait:
        table = table._replace(h=table.h - 88)
        draw_foot_pager(screen, Box(main.x, table.bottom + 8, main.w, 80), page.page, page.pages)
    else:
        beside = tabs._replace(x=tabs.right + 12, w=main.w - tabs.w - 12)
        draw_foot_pager(screen, beside, page.page, page.pages)
    _draw_loans(screen, table, page)
    draw_deeds(screen, grid, deeds, columns)


def _draw_loans(screen: OfficeCanvas, box: Box, page: PatronPage) -> None:
    if not page.rows:
        key = "people.history.none" if page.history else "people.loans.none"
        draw_empty(screen, box, "book", screen.say(key))
        return
    last = "people.column.returned" if page.history else "people.column.due"
    columns = (
        TableColumn(screen.say("people.column.title"), 5),
        TableColumn(screen.say(last), 1.8),
        TableColumn("", 2.6),
        TableColumn(screen.say("people.column.lent"), 1.8),
    )
    shown = (0, 1, 2) if screen.grid.portrait else (0, 3, 1, 2)
    lines = [_loan(screen, loan, shown) for loan in page.rows]
    draw_table(screen, box, [columns[at] for at in shown], lines)


def _loan(screen: OfficeCanvas, loan: PatronLoan, shown: Sequence[int]) -> TableLine:
    word = screen.context.wording
    late = Tag(screen.say("people.days_late", count=loan.days_late), "care" if loan.ended_on else "stop")
    cells = (
        word.title(loan.title),
        word.day(loan.ended_on or loan.due_on, short=True),
        late if loan.days_late else "",
        word.day(loan.lent_on, short=True),
    )
    return TableLine(tuple(cells[at] for at in shown), strong=0)


def _deeds(screen: OfficeCanvas, who: Reader) -> list[PatronButton]:
    """Each with how it stands now."""
    say = screen.say
    on = say("people.limit.count", count=who.limit) if who.limit is not None else say("people.limit.policy")
    day = screen.context.wording.day(who.expires_on, short=True) if who.expires_on else say("people.expiry.never")
    return [
        PatronButton(
            PeopleAction.BLOCK,
            say("people.do.unblock" if who.blocked else "people.do.block"),
            say("people.is.blocked" if who.blocked else "people.is.free"),
            who.blocked,
        ),
        PatronButton(
            PeopleAction.LOST,
            say("people.do.found" if who.card_lost else "people.do.lost"),
            say("people.is.card_lost" if who.card_lost else "people.is.card_well"),
            who.card_lost,
        ),
        PatronButton(PeopleAction.REISSUE, say("people.do.reissue"), say("people.is.issue", issue=str(who.card_issue))),
        PatronButton(PeopleAction.PRINT, say("people.do.print"), say("people.do.print.hint")),
        PatronButton(
            PeopleAction.OWES,
            say("people.do.paid" if who.owes else "people.do.owes"),
            say("people.is.owes" if who.owes else "people.is.owes_not"),
            who.owes,
        ),
        PatronButton(PeopleAction.LIMIT, say("people.do.limit"), on),
        PatronButton(
            PeopleAction.EXPIRY,
            say("people.do.expiry"),
            say("people.expiry.past", day=day) if who.expired else day,
            who.expired,
        ),
        PatronButton(
            PeopleAction.MOVE,
            say("people.do.move"),
            screen.context.wording.who((who.group,)) if who.group else say("people.group.no_class"),
        ),
        PatronButton(
            PeopleAction.LEAVE,
            say("people.do.return" if who.left else "people.do.leave"),
            say("people.is.left" if who.left else "people.is.here"),
            who.left,
        ),
        PatronButton(
            PeopleAction.DELETE,
            say("people.do.forget" if who.left else "people.do.delete"),
            say("people.do.forget.hint" if who.left else "people.do.delete.hint"),
        ),
    ]

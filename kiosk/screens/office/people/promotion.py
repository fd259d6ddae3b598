"""Classes, the list from Excel, and the step into the next school year."""

from kiosk.office.people.views import (
    ClassLine,
    ClassList,
    ClassPage,
    ImportOutcome,
    LeaverLoans,
    PeopleAction,
    PromotionLine,
    PromotionPage,
    RosterLine,
    RosterPage,
)
from kiosk.screens.office.canvas import HeadButton, OfficeCanvas, way_back
from kiosk.screens.office.kit import (
    ChipItem,
    TableColumn,
    TableLine,
    Tag,
    draw_empty,
    draw_foot_pager,
    draw_switch,
    draw_table,
)
from kiosk.screens.office.people.kit import PatronButton, draw_deeds, short_number
from kiosk.screens.theme import CARD, GOLD_T, INK, INK2, MIST2, RED_T
from kiosk.screens.widgets.board import MAIN, ButtonStyle
from kiosk.screens.widgets.grid import Box
from kiosk.screens.widgets.stack import Row, stack
from kiosk.taps import Act, FrameAction

FOOT = 80
PLAIN, PICKED = ButtonStyle(CARD, INK), ButtonStyle(GOLD_T, INK)


# --- classes ------------------------------------------------------------------------------------------------------


def draw_classes(screen: OfficeCanvas, page: ClassList) -> None:
    new = HeadButton(screen.say("people.class.new"), Act(PeopleAction.NEW), "plus", MAIN)
    screen.head(
        screen.say("people.classes"),
        screen.say("people.classes.untrained", count=page.untrained),
        way_back(screen),
        new,
    )
    main = screen.main
    if not page.rows:
        draw_empty(screen, main, "school", screen.say("people.classes.none"), screen.say("people.classes.none.hint"))
        return
    columns = (
        TableColumn(screen.say("people.column.class"), 2.6),
        TableColumn(screen.say("people.column.readers"), 1.8),
        TableColumn(screen.say("people.column.on_loan"), 1.4),
        TableColumn(screen.say("people.column.late"), 1.4),
        TableColumn(screen.say("people.column.trained"), 3.4),
    )
    draw_table(screen, main._replace(h=main.h - FOOT - 10), columns, [_class(screen, line) for line in page.rows])
    draw_foot_pager(screen, screen.foot, page.page, page.pages)


def _class(screen: OfficeCanvas, line: ClassLine) -> TableLine:
    state = Tag(screen.say("people.trained"), "good") if line.trained else Tag(screen.say("people.untrained"), "care")
    name = screen.context.wording.who((line.name,))
    cells = (name, str(line.readers), str(line.on_loan), str(line.late) if line.late else "", state)
    return TableLine(cells, Act(PeopleAction.OPEN, line.id), strong=0)


def draw_class(screen: OfficeCanvas, page: ClassPage) -> None:
    line, say = page.line, screen.say
    name = screen.context.wording.who((line.name,))
    screen.head(name, say("people.class.counts", readers=line.readers, on_loan=line.on_loan), way_back(screen))
    main = screen.main
    deeds = [
        PatronButton(PeopleAction.SHOW, say("people.class.show"), say("people.class.show.hint", count=line.readers)),
        PatronButton(
            PeopleAction.TRAINED,
            say("people.class.untrain" if line.trained else "people.class.train"),
            say("people.trained" if line.trained else "people.untrained"),
            not line.trained,
        ),
        PatronButton(PeopleAction.CARDS, say("people.cards"), say("people.class.cards.hint")),
        PatronButton(PeopleAction.RENAME, say("people.class.rename"), say("people.class.rename.hint")),
        PatronButton(PeopleAction.DELETE, say("people.class.delete"), say("people.class.delete.hint")),
    ]
    draw_deeds(screen, main._replace(h=3 * 112), deeds, 2)


# --- the list from Excel ------------------------------------------------------------------------------------------


def draw_roster(screen: OfficeCanvas, page: RosterPage) -> None:
    buttons = [way_back(screen)]
    if page.takes_something:
        buttons.append(HeadButton(screen.say("people.take"), Act(PeopleAction.TAKE), "check", MAIN))
    said = "people.roster.unchanged" if page.takes_something else "people.roster.nothing"
    screen.head(screen.say("people.roster"), screen.say(said, count=page.unchanged, file=_short(page.file)), *buttons)
    main = screen.main
    parts = [
        ChipItem(screen.say(f"people.part.{part}", count=count), Act(PeopleAction.PART, part), part is page.part)
        for part, count in page.counts
    ]
    draw_switch(screen, main._replace(h=88), parts)
    top = main.y + 96
    if page.part is ImportOutcome.MISSING and page.rows:
        _draw_missing(screen, Box(main.x, top, main.w, 88), page)
        top += 96
    table = Box(main.x, top, main.w, main.bottom - top - FOOT - 8)
    if page.rows:
        draw_table(
            screen,
            table,
            _roster_columns(screen, page.part),
            [_roster_line(screen, page.part, row) for row in page.rows],
        )
    else:
        draw_empty(screen, table, "check", screen.say(f"people.part.{page.part}.none"))
    draw_foot_pager(screen, screen.foot, page.page, page.pages)


def _short(name: str) -> str:
    return name if len(name) <= 24 else f"{name[:12]}…{name[-11:]}"


def _draw_missing(screen: OfficeCanvas, box: Box, page: RosterPage) -> None:
    """Off until the librarian says so: a list of one class names hardly anybody."""
    style = PICKED if page.marks_missing else PLAIN
    screen.button(box, screen.tapped(Act(PeopleAction.MISSING)), style=style, radius=20)
    mark = Box(box.x + 20, box.y + 22, 44, 44)
    if page.marks_missing:
        screen.icon("check", mark)
    else:
        screen.panel(mark, CARD, 10, frame=(INK, 4))
    key = "people.missing.on" if page.marks_missing else "people.missing.off"
    hint = "people.missing.lent" if page.lent_to else "people.missing.hint"
    rows = (
        Row(screen.say(key), (26, 24, 22, (22, 2)), INK),
        Row(screen.say(hint, count=page.lent_to), (22, (22, 2)), INK2, bold=False),
    )
    stack(screen, Box(box.x + 84, box.y + 2, box.w - 100, box.h - 4), rows)


def _roster_columns(screen: OfficeCanvas, part: ImportOutcome) -> tuple[TableColumn, ...]:
    if part is ImportOutcome.REJECTED:
        return (
            TableColumn(screen.say("people.column.line"), 1),
            TableColumn(screen.say("people.column.read"), 3.4),
            TableColumn(screen.say("people.column.why"), 6),
        )
    columns = (
        TableColumn(screen.say("people.column.number"), 2),
        TableColumn(screen.say("people.column.name"), 2.6),
        TableColumn(screen.say("people.column.class"), 2),
    )
    return (*columns, TableColumn(screen.say("people.column.what"), 5)) if part is ImportOutcome.CHANGED else columns


def _roster_line(screen: OfficeCanvas, part: ImportOutcome, row: RosterLine) -> TableLine:
    if part is ImportOutcome.REJECTED:
        (code,) = row.what
        why = screen.say(f"people.reject.{code}", what=_clipped(row.detail, 10) or "-")
        return TableLine((str(row.line), _clipped(row.name, 20), why), strong=0)
    group = screen.context.wording.who((row.group,), short=True) if row.group else ""
    cells = (short_number(row.number), row.name, group)
    if part is ImportOutcome.CHANGED:
        what = " · ".join(screen.say(f"people.what.{name}") for name in row.what)
        before = screen.say("people.what.before", name=_clipped(row.detail, 5)) if row.detail else ""
        cells = (*cells, f"{what} {before}".strip())
    return TableLine(cells, strong=1)


def _clipped(text: str, most: int) -> str:
    return text if len(text) <= most else f"{text[: most - 1]}…"


# --- the next school year -----------------------------------------------------------------------------------------


def draw_promotion(screen: OfficeCanvas, page: PromotionPage) -> None:
    buttons = [way_back(screen)]
    if page.open_loans:
        text = screen.say("people.leavers", count=page.open_loans)
        buttons.append(HeadButton(text, Act(PeopleAction.SHOW), "book"))
    if (page.moving or page.leaving) and not page.clashes:
        buttons.append(HeadButton(screen.say("people.promote.go"), Act(PeopleAction.PROMOTE), "up", MAIN))
    sums = screen.say("people.promote.sums", moving=page.moving, leaving=page.leaving, leavers=page.leavers)
    screen.head(screen.say("people.promote"), sums, *buttons)
    main = screen.main
    if not page.rows:
        draw_empty(screen, main, "school", screen.say("people.classes.none"), screen.say("people.classes.none.hint"))
        return
    hint = Box(main.x, main.y, main.w, 60)
    screen.panel(hint, RED_T if page.clashes else MIST2, 16)
    key = "people.promote.clash" if page.clashes else "people.promote.pick"
    screen.words(screen.say(key), hint.inset(20, 2), (24, 22, (22, 2)), bold=bool(page.clashes))
    columns = (
        TableColumn(screen.say("people.column.class"), 2.8),
        TableColumn(screen.say("people.column.becomes"), 4.6),
        TableColumn(screen.say("people.column.readers"), 1.8),
        TableColumn(screen.say("people.column.still_lent"), 2.2),
    )
    table = Box(main.x, hint.bottom + 8, main.w, main.h - 68 - FOOT - 8)
    draw_table(screen, table, columns, [_promoted(screen, line) for line in page.rows])
    draw_foot_pager(screen, screen.foot, page.page, page.pages)


def _promoted(screen: OfficeCanvas, line: PromotionLine) -> TableLine:
    who = screen.context.wording.who
    becomes: str | Tag = who((line.becomes,)) if line.becomes else Tag(screen.say("people.promote.stays"))
    if line.leaves:
        becomes = Tag(screen.say("people.promote.leaves"), "care")
    elif line.clash:
        becomes = Tag(screen.say("people.promote.taken"), "stop")
    cells = (who((line.name,)), becomes, str(line.readers), str(line.open_loans) if line.open_loans else "")
    return TableLine(cells, Act(FrameAction.PICK, line.id), chosen=line.leaves, strong=0)


def draw_leavers(screen: OfficeCanvas, page: LeaverLoans) -> None:
    screen.head(
        screen.say("people.leavers.title"), screen.say("people.leavers.count", count=page.total), way_back(screen)
    )
    main = screen.main
    if not page.rows:
        draw_empty(screen, main, "check", screen.say("people.leavers.none"))
        return
    word = screen.context.wording
    columns = (
        TableColumn(screen.say("people.column.class"), 2.4),
        TableColumn(screen.say("people.column.name"), 3),
        TableColumn(screen.say("people.column.title"), 4.6),
        TableColumn(screen.say("people.column.due"), 2),
    )
    lines = [
        TableLine(
            (word.who((row.group,), short=True), row.name, word.title(row.title), word.day(row.due_on, short=True)),
            strong=1,
        )
        for row in page.rows
    ]
    draw_table(screen, main._replace(h=main.h - FOOT - 10), columns, lines)
    draw_foot_pager(screen, screen.foot, page.page, page.pages)

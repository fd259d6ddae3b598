"""The room of the books: the list, one title with its copies, one copy."""

from kiosk.office.books.lines import CopyLine, Filter, RecordLine
from kiosk.office.books.views import BookList, BooksAction, CopyPage, RecordPage
from kiosk.screens.office.books.work import (
    in_rows,
    shortened,
    title_or_number,
    yuan,
)
from kiosk.screens.office.canvas import FOOT, HeadButton, OfficeCanvas, way_back
from kiosk.screens.office.kit import TableColumn, TableLine, Tag, draw_empty, draw_foot_pager, draw_table, draw_tag
from kiosk.screens.theme import CARD, INK, INK2, MIST2
from kiosk.screens.widgets.board import MAIN, SECOND, ButtonStyle
from kiosk.screens.widgets.grid import Box
from kiosk.screens.widgets.stack import Row, stack
from kiosk.taps import Act

FIELD, PICKED = ButtonStyle(CARD, INK), ButtonStyle(INK, CARD)
TITLE, AUTHOR, SHELF = 30, 12, 8  # signs in a list
KINDS = {
    "available": "good",
    "on_loan": "quiet",
    "in_repair": "care",
    "missing": "care",
    "lost": "stop",
    "withdrawn": "quiet",
}
BIG = {"available": "borrow", "in_repair": "wait", "missing": "notice", "lost": "stop", "withdrawn": "red-box"}


def draw_book_list(screen: OfficeCanvas, page: BookList) -> None:
    screen.head(
        screen.say("books.title"),
        "",
        HeadButton(screen.say("books.labels"), Act(BooksAction.LABELS), "print"),
        HeadButton(screen.say("books.registers"), Act(BooksAction.REGISTERS), "rules"),
        HeadButton(screen.say("books.import.short"), Act(BooksAction.IMPORT), "usb"),
        HeadButton(screen.say("books.retro"), Act(BooksAction.RETRO), "barcode", MAIN),
    )
    main = screen.main
    if not page.titles:
        button = (screen.say("books.import.short"), Act(BooksAction.IMPORT))
        draw_empty(screen, main, "book", screen.say("books.none"), screen.say("books.none.hint"), button)
        return
    top = _draw_narrowing(screen, page, main)
    table = Box(main.x, top, main.w, main.bottom - top - FOOT)
    if page.rows:
        _draw_lines(screen, page.rows, table)
    else:
        button = (screen.say("books.show_all"), Act(BooksAction.CLEAR))
        draw_empty(screen, table, "search", screen.say("books.nothing_found"), button=button)
    draw_foot_pager(screen, screen.foot, page.page, page.pages, _shown(screen, page))


def _shown(screen: OfficeCanvas, page: BookList) -> str:
    if not _is_narrowed(page):
        return screen.say("books.stock", titles=page.titles, copies=page.copies)
    found = screen.say("books.shown", count=page.total)
    return f"{_class_name(screen, page.class_code)}  {found}" if page.class_code else found


def _class_name(screen: OfficeCanvas, code: str) -> str:
    return screen.context.wording.named("option", f"clc_{code}")


def _is_narrowed(page: BookList) -> bool:
    return bool(page.text or page.class_code) or page.only is not Filter.ALL


def _draw_narrowing(screen: OfficeCanvas, page: BookList, main: Box) -> float:
    """The search field, the class, the filter; gives where the table begins."""
    portrait = screen.grid.portrait
    wide = main.w if portrait else main.w * 0.42
    field = Box(main.x, main.y, wide, 80)
    screen.button(field, screen.tapped(Act(BooksAction.SEARCH)), style=FIELD, radius=20)
    screen.icon("search", Box(field.x + 20, field.y + 24, 32, 32), INK)
    room = Box(field.x + 68, field.y, field.w - 84, field.h)
    if page.text:
        screen.words(page.text, room, (28, 26, 24, 22))
    else:
        screen.words(screen.say("books.search.headline"), room, (26, 24, 22, (22, 2)), bold=False, colour=INK2)
    row = (
        Box(main.x, main.y + 88, main.w, 80)
        if portrait
        else Box(field.right + 12, main.y, main.right - field.right - 12, 80)
    )
    named, code = screen.context.wording.named, page.class_code
    choices = [
        (screen.say("books.class.chosen", text=code) if code else screen.say("books.classes.short"),
         Act(BooksAction.CLASSES), "book", bool(code)),
        (named("option", f"books_{page.only}"), Act(BooksAction.FILTERS), "down", page.only is not Filter.ALL),
    ]  # fmt: skip
    if _is_narrowed(page):
        choices.append((screen.say("books.show_all"), Act(BooksAction.CLEAR), "cross", False))
    for box, (text, tap, icon, on) in zip(row.columns(len(choices), 12), choices, strict=True):
        style = PICKED if on else FIELD
        screen.button(box, screen.tapped(tap), style=style, radius=20)
        screen.icon(icon, Box(box.x + 16, box.y + 26, 28, 28), style.ink)
        screen.words(
            text, Box(box.x + 54, box.y + 2, box.w - 64, box.h - 4), (26, 24, 22, (22, 2)), bold=on, colour=style.ink
        )
    return row.bottom + 12


def _draw_lines(screen: OfficeCanvas, rows: tuple[RecordLine, ...], box: Box) -> None:
    portrait = screen.grid.portrait
    columns = [TableColumn(screen.say("books.column.title"), 4.6 if portrait else 5.6)]
    if not portrait:
        columns.append(TableColumn(screen.say("books.column.author"), 2.6))
    columns += [
        TableColumn(screen.say("books.column.call_number"), 3 if portrait else 2.6),
        TableColumn(screen.say("books.column.shelf"), 1.5),
        TableColumn(screen.say("books.column.copies"), 1.7, "right"),
    ]
    draw_table(screen, box, columns, [_line(screen, row, portrait) for row in rows])


def _line(screen: OfficeCanvas, row: RecordLine, portrait: bool) -> TableLine:
    call: str | Tag = in_rows(row.call_number)
    if row.to_do:
        call = Tag(screen.say(f"books.to_do.{row.to_do}"), "care")
    title = title_or_number(screen, row.title)
    author = () if portrait else (shortened(row.author, AUTHOR),)
    cells = (shortened(title, TITLE), *author, call, shortened(row.shelf, SHELF), f"{row.available} / {row.copies}")
    return TableLine(cells, Act(BooksAction.OPEN, row.id.hex), strong=0)


# --- one title -------------------------------------------------------------------------------------------------


def draw_record(screen: OfficeCanvas, page: RecordPage) -> None:
    screen.head(
        screen.title(page.title),
        "",
        HeadButton(screen.say("books.labels"), Act(BooksAction.LABELS), "print"),
        HeadButton(screen.say("books.add_copy"), Act(BooksAction.ADD_COPY), "plus"),
        way_back(screen),
    )
    main = screen.main
    if screen.grid.portrait:
        facts = Box(main.x, main.y, main.w, 346)
        copies = Box(main.x, facts.bottom + 12, main.w, main.bottom - facts.bottom - 12)
    else:
        facts = Box(main.x, main.y, main.w * 0.4, main.h)
        copies = Box(facts.right + 16, main.y, main.right - facts.right - 16, main.h)
    _draw_facts(screen, page, facts)
    _draw_copies(screen, page, copies)


def _draw_facts(screen: OfficeCanvas, page: RecordPage, box: Box) -> None:
    screen.panel(box, CARD, 24)
    inner = box.inset(16)
    fixed = {"author": page.author} | {name: text for name, text in page.facts.items() if name not in page.editable}
    across = 2 if screen.grid.portrait else 1
    high = 44 if screen.grid.portrait else 52
    lines = list(fixed.items())
    for at, (name, text) in enumerate(lines):
        row = Box(inner.x, inner.y + at // across * high, inner.w, high).columns(across, 16)[at % across]
        label = 116
        screen.words(screen.say(f"books.fact.{name}"), row.left_part(label), (22, (22, 2)), bold=False, colour=INK2)
        room = row.right_part(row.w - label - 8)
        screen.words(cut(screen, text, room.w) or "-", room, (24, 22))
    top = inner.y + -(-len(lines) // across) * high + 8
    for at, name in enumerate(page.editable):
        row = Box(inner.x, top + at // across * 88, inner.w, 80).columns(across, 12)[at % across]
        screen.button(row, screen.tapped(Act(BooksAction.EDIT, name)), style=ButtonStyle(MIST2, INK), radius=16)
        label = 120
        screen.words(screen.say(f"books.fact.{name}"), Box(row.x + 16, row.y, label - 20, row.h), (22, (22, 2)),
                     bold=False, colour=INK2)  # fmt: skip
        text = page.facts[name]
        said = screen.context.wording.named("option", f"books_kind_{text}") if name == "item_type" else text
        screen.words(said or "-", Box(row.x + label, row.y, row.w - label - 48, row.h), (26, 24, 22, (22, 2)))
        screen.icon("right", Box(row.right - 40, row.y + 26, 28, 28), INK2)


def cut(screen: OfficeCanvas, text: str, width: float) -> str:
    """What there is room for in the least size."""
    kept = text
    while kept and screen.text_width(f"{kept}…", 22) > width:
        kept = kept[:-1]
    return text if screen.text_width(text, 22) <= width else f"{kept}…"


def _draw_copies(screen: OfficeCanvas, page: RecordPage, box: Box) -> None:
    if not page.copies:
        hint = screen.say("books.no_copies.hint")
        draw_empty(screen, box, "barcode", screen.say("books.no_copies"), hint)
        return
    columns = (
        TableColumn(screen.say("books.column.label"), 2.6),
        TableColumn(screen.say("books.column.accession_no"), 2.2),
        TableColumn(screen.say("books.column.state"), 3.2),
    )
    lines = [
        TableLine((copy.label or screen.say("books.no_label"), copy.accession_no or "-", state_tag(screen, copy.state)),
             Act(BooksAction.COPY, copy.id.hex), strong=0)
        for copy in page.copies
    ]  # fmt: skip
    draw_table(screen, Box(box.x, box.y, box.w, box.h - FOOT), columns, lines)
    foot = Box(box.x, box.bottom - 80, box.w, 80)
    shown = screen.say("books.copies", count=page.total)
    draw_foot_pager(screen, foot, page.page, page.pages, shown)


def state_tag(screen: OfficeCanvas, state: str) -> Tag:
    return Tag(screen.say(f"books.state.{state}"), KINDS[state])


# --- one copy --------------------------------------------------------------------------------------------------


def draw_copy(screen: OfficeCanvas, page: CopyPage) -> None:
    screen.head(screen.title(page.title), "", way_back(screen))
    main = screen.main
    if screen.grid.portrait:
        facts, states = Box(main.x, main.y, main.w, 400), Box(main.x, main.y + 416, main.w, main.h - 416)
    else:
        facts = Box(main.x, main.y, main.w * 0.45, main.h)
        states = Box(facts.right + 16, main.y, main.right - facts.right - 16, main.h)
    _draw_copy_facts(screen, page.copy, facts)
    _draw_states(screen, page, states)


def _draw_copy_facts(screen: OfficeCanvas, copy: CopyLine, box: Box) -> None:
    screen.panel(box, CARD, 24)
    day = screen.context.wording.day
    rows = (
        ("label", copy.label),
        ("accession_no", copy.accession_no),
        ("price", yuan(copy.price)),
        ("acquired_on", f"{copy.acquired_on.year}-{copy.acquired_on:%m-%d}" if copy.acquired_on else ""),
        ("batch", copy.batch),
        ("due_on", day(copy.due_on) if copy.due_on else ""),
    )
    draw_tag(screen, Box(box.x + 24, box.y + 16, box.w - 48, 56), state_tag(screen, copy.state))
    high = min(64.0, (box.h - 96) / len(rows))
    for at, (name, text) in enumerate(rows):
        row = Box(box.x + 24, box.y + 84 + at * high, box.w - 48, high)
        screen.words(screen.say(f"books.fact.{name}"), row.left_part(150), (24, 22, (22, 2)), bold=False, colour=INK2)
        screen.words(text or "-", row.right_part(row.w - 162), (26, 24, 22))


def _draw_states(screen: OfficeCanvas, page: CopyPage, box: Box) -> None:
    screen.panel(box, CARD, 24)
    if not page.states:
        rows = (
            Row(screen.say("books.lent"), (34, (30, 2), (26, 3)), INK),
            Row(screen.say("books.lent.hint"), ((26, 3), (24, 4), (22, 4)), INK2, bold=False, before=8),
        )
        stack(screen, box.inset(32), rows)
        return
    screen.words(screen.say("books.becomes"), Box(box.x + 24, box.y + 12, box.w - 48, 56), (28, 26, 24))
    for at, state in enumerate(page.states):
        row = Box(box.x + 24, box.y + 80 + at * 124, box.w - 48, 112)
        screen.button(row, screen.tapped(Act(BooksAction.STATE, state)), style=SECOND, radius=20)
        screen.mark(BIG[state], Box(row.x + 20, row.y + 30, 52, 52))
        rows = (
            Row(screen.say(f"books.become.{page.copy.state}.{state}"), (30, 28, 26), INK),
            Row(screen.say(f"books.become.{state}.hint"), (22, (22, 2)), INK2, bold=False),
        )
        stack(screen, Box(row.x + 92, row.y + 4, row.w - 108, row.h - 8), rows)

"""The work with many books: the entry of old stock, what an import would do, the two registers."""

from kiosk.office.books.lines import BatchLine, Register, RegisterLine, RetroEntryLine
from kiosk.office.books.views import BooksAction, ImportPage, RegisterPage, RetroPage, RetroStep
from kiosk.screens.office.canvas import FOOT, HeadButton, OfficeCanvas, way_back
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
from kiosk.screens.theme import CARD, GOLD, GOLD_T, INK, INK2, PINE_T, RED_T, WHITE, Colour
from kiosk.screens.widgets.board import MAIN, QUIET, SECOND, ButtonStyle
from kiosk.screens.widgets.grid import Box
from kiosk.screens.widgets.stack import Row, stack
from kiosk.taps import Act

ONE_ROW = 11  # signs of a call number
FILE = 14  # signs of a file's name
ON_INK = ButtonStyle(WHITE, INK)
GONE = ("withdrawn", "lost", "missing", "in_repair")


def yuan(fen: int | None) -> str:
    """«12.50»; empty where nobody knows."""
    return "" if fen is None else f"{fen / 100:,.2f}"


def in_rows(call_number: str) -> str:
    """A long one in two rows, as it stands on the spine."""
    return call_number if len(call_number) <= ONE_ROW else call_number.replace("/", "\n", 1)


def shortened(text: str, most: int) -> str:
    return text if len(text) <= most else f"{text[: most - 1]}…"


def title_or_number(screen: OfficeCanvas, title: str) -> str:
    """A title entered by its number alone bears no marks of a title."""
    return title if title.isascii() and any(map(str.isdigit, title)) and " " not in title else screen.title(title)


# --- the entry of old stock ------------------------------------------------------------------------------------


def draw_retro(screen: OfficeCanvas, page: RetroPage) -> None:
    screen.head(screen.say("books.retro"), screen.say("books.retro.second"), way_back(screen))
    main = screen.main
    if screen.grid.portrait:
        wanted, side = Box(main.x, main.y, main.w, 490), Box(main.x, main.y + 506, main.w, main.h - 506)
    else:
        wanted = Box(main.x, main.y, main.w * 0.56, main.h)
        side = Box(wanted.right + 16, main.y, main.right - wanted.right - 16, main.h)
    _draw_wanted(screen, page, wanted)
    _draw_progress(screen, page, side)


def _draw_wanted(screen: OfficeCanvas, page: RetroPage, box: Box) -> None:
    screen.panel(box, INK, 28)
    inner = box.inset(32, 24)
    buttons = _retro_buttons(screen, page)
    keys = 96 * len(buttons) if not screen.grid.portrait else 96
    rows = [Row(screen.say(f"books.retro.wants.{page.wants}"), (52, 46, 40, (36, 2), (32, 3)), WHITE)]
    if page.title:
        sizes = (30, 26, (24, 2)) if screen.grid.portrait else (34, (30, 2), (26, 3))
        rows.append(Row(screen.title(page.title), sizes, GOLD, before=16))
    if page.isbn:
        said = screen.say("books.retro.in_hand", text=page.isbn, count=page.copies) if page.copies else page.isbn
        rows.append(Row(said, (26, 24, 22), WHITE, bold=False, before=8))
    hint = screen.say(f"books.trouble.{page.trouble}.headline", **page.facts) if page.trouble else (
        screen.say(f"books.retro.wants.{page.wants}.hint"))  # fmt: skip
    bed = Box(inner.x, inner.y, inner.w, inner.h - keys - 130)
    stack(screen, bed, rows)
    _draw_hint(screen, hint, bool(page.trouble), Box(inner.x, inner.bottom - keys - 118, inner.w, 100))
    low = Box(inner.x, inner.bottom - keys + 8, inner.w, keys - 8)
    if screen.grid.portrait:
        places = low._replace(h=84).columns(len(buttons), 12)
    else:
        places = [Box(low.x, low.y + at * 96, low.w, 84) for at in range(len(buttons))]
    for place, (text, action, icon) in zip(places, buttons, strict=True):
        screen.named_button(place, screen.tapped(Act(action)), text, icon=icon, style=ON_INK, size=30, radius=20)


def _retro_buttons(screen: OfficeCanvas, page: RetroPage) -> list[tuple[str, BooksAction, str]]:
    buttons = [(screen.say("books.retro.type_number"), BooksAction.SEARCH, "keypad")]
    if page.wants in (RetroStep.NAME, RetroStep.LABEL_OR_NAME):
        buttons.append((screen.say("books.retro.type_title"), BooksAction.TYPE_TITLE, "book"))
    if page.wants is RetroStep.NAME:
        buttons.append((screen.say("books.retro.later"), BooksAction.LATER, "right"))
    if page.isbn:
        buttons.append((screen.say("books.retro.put_aside"), BooksAction.CLEAR, "cross"))
    return buttons[:3]


def _draw_hint(screen: OfficeCanvas, text: str, is_trouble: bool, box: Box) -> None:
    screen.panel(box, RED_T if is_trouble else GOLD_T, 20)
    place = Box(box.x + 18, box.y + 26, 48, 48)
    if is_trouble:
        screen.mark("stop", place)
    else:
        screen.icon("hand", place)
    screen.words(text, Box(box.x + 84, box.y + 4, box.w - 100, box.h - 8), (28, (26, 2), (24, 2), (22, 3)))


def _draw_progress(screen: OfficeCanvas, page: RetroPage, box: Box) -> None:
    screen.panel(box, CARD, 28)
    half = Box(box.x + 24, box.y + 12, box.w - 48, 150).columns(2, 16)
    pace = "-" if page.a_minute is None else f"{page.a_minute:.1f}"
    for place, figure, key in ((half[0], f"{page.count:,}", "count"), (half[1], pace, "pace")):
        screen.words(figure, place._replace(h=96), (80, 64, 48))
        screen.words(screen.say(f"books.retro.{key}"), Box(place.x, place.y + 96, place.w, 44), (24, 22), bold=False,
                     colour=INK2)  # fmt: skip
    top = box.y + 172
    room = box.h - 172 - (108 if page.untitled else 8)
    for at, entry in enumerate(page.entries[: int(room // 100)]):
        _draw_entry(screen, entry, Box(box.x + 16, top + at * 100, box.w - 32, 92), newest=at == 0)
    if not page.entries:
        screen.words(screen.say("books.retro.no_entries"), Box(box.x + 24, top, box.w - 48, 120), ((26, 3), (24, 3)),
                     bold=False, colour=INK2)  # fmt: skip
    if page.untitled:
        foot = Box(box.x + 16, box.bottom - 100, box.w - 32, 84)
        text = screen.say("books.retro.untitled", count=page.untitled)
        screen.named_button(
            foot, screen.tapped(Act(BooksAction.MISSING_TITLES)), text, icon="usb", style=QUIET, size=26
        )


def _draw_entry(screen: OfficeCanvas, entry: RetroEntryLine, box: Box, newest: bool) -> None:
    screen.panel(box, PINE_T if newest else CARD, 18)
    undo = screen.say("office.undo")
    wide = screen.text_width(undo, 26) + 84
    button = Box(box.right - wide - 6, box.y + 6, wide, 80)
    tap = screen.tapped(Act(BooksAction.UNMAKE, entry.id.hex))
    screen.named_button(button, tap, undo, icon="undo", style=SECOND, size=26, radius=16)
    rows = (
        Row(title_or_number(screen, entry.title), (26, 24, (22, 2)), INK),
        Row(entry.label, (22,), INK2, bold=False),
    )
    stack(screen, Box(box.x + 16, box.y + 2, button.x - box.x - 24, box.h - 4), rows)


# --- an import -------------------------------------------------------------------------------------------------


def draw_import(screen: OfficeCanvas, page: ImportPage) -> None:
    would = bool(page.new or page.changed or page.copies_added or page.copies_withdrawn)
    buttons = [way_back(screen)]
    if page.total:
        buttons.insert(0, HeadButton(screen.say("books.rejects.save"), Act(BooksAction.REJECTS), "usb"))
    if not page.done and would:
        buttons.append(HeadButton(screen.say("books.take"), Act(BooksAction.TAKE), "check", MAIN))
    title = "books.taken" if page.done else "books.would" if would else "books.nothing_new"
    screen.head(screen.say(title), shortened(page.file, FILE), *buttons)
    main = screen.main
    figures: list[tuple[str, int, Colour]] = [
        ("new", page.new, PINE_T),
        ("changed", page.changed, PINE_T),
        ("unchanged", page.unchanged, CARD),
        ("copies_added", page.copies_added, PINE_T),
        ("copies_withdrawn", page.copies_withdrawn, GOLD_T),
        ("rejected", page.total, RED_T),
    ]
    across = 3 if screen.grid.portrait else 6
    for at, (name, count, fill) in enumerate(figures):
        row = Box(main.x, main.y + at // across * 132, main.w, 120)
        _draw_figure(
            screen,
            row.columns(across, 12)[at % across],
            screen.say(f"books.figure.{name}"),
            count,
            fill if count else CARD,
        )
    top = main.y + 132 * (len(figures) // across)
    table = Box(main.x, top, main.w, main.bottom - top - FOOT)
    remarks = screen.say("books.remarks", count=page.remarks) if page.remarks else ""
    if page.total:
        _draw_rejects(screen, page, table)
        draw_foot_pager(screen, screen.foot, page.page, page.pages, remarks)
    else:
        draw_empty(screen, table, "check", screen.say("books.no_rejects"), remarks)


def _draw_figure(screen: OfficeCanvas, box: Box, text: str, count: int, fill: Colour) -> None:
    screen.panel(box, fill, 20)
    screen.words(f"{count:,}", Box(box.x + 12, box.y + 8, box.w - 24, 62), (44, 38, 32, 28), align="center")
    screen.words(text, Box(box.x + 8, box.y + 68, box.w - 16, 46), (24, 22, (22, 2)), bold=False, align="center")


def _draw_rejects(screen: OfficeCanvas, page: ImportPage, box: Box) -> None:
    columns = (
        TableColumn(screen.say("books.column.line"), 1, "right"),
        TableColumn(screen.say("books.column.why"), 5),
        TableColumn(screen.say("books.column.content"), 4),
    )
    lines = [
        TableLine(
            (
                str(reject.line),
                screen.say(f"import.reject.{reject.code}", what=shortened(reject.what, 16) or "-"),
                reject.text,
            )
        )
        for reject in page.rejects
    ]
    draw_table(screen, box, columns, lines)


# --- the registers ---------------------------------------------------------------------------------------------


def draw_register(screen: OfficeCanvas, page: RegisterPage) -> None:
    is_batches = page.register is Register.BATCHES
    buttons = [way_back(screen)]
    if page.total:
        buttons.insert(0, HeadButton("Excel", Act(BooksAction.EXCEL), "usb"))
    if not is_batches and not page.batch:
        buttons.insert(0, HeadButton("MARC", Act(BooksAction.MARC), "usb"))
    if is_batches:
        buttons.append(HeadButton(screen.say("books.new_batch"), Act(BooksAction.NEW_BATCH), "plus", MAIN))
    elif page.batch:
        buttons.append(HeadButton(screen.say("books.enter_batch"), Act(BooksAction.RETRO), "barcode", MAIN))
    elif page.unnumbered:
        buttons.append(HeadButton(screen.say("books.number_all"), Act(BooksAction.NUMBER_ALL), "check", MAIN))
    unnumbered = screen.say("books.unnumbered", count=page.unnumbered) if page.unnumbered else ""
    title = screen.say("books.batch", text=page.batch) if page.batch else screen.say("books.registers")
    screen.head(title, "", *buttons)
    main = screen.main
    items = [
        ChipItem(
            screen.say(f"books.register.{register}"), Act(BooksAction.REGISTER, register), register is page.register
        )
        for register in Register
    ]
    draw_switch(screen, Box(main.x, main.y, main.w, 88), items)
    table = Box(main.x, main.y + 100, main.w, main.h - 100 - FOOT)
    if not page.rows:
        sentence = screen.say(f"books.register.{page.register}.none")
        hint = screen.say(f"books.register.{page.register}.none.hint")
        draw_empty(screen, table, "rules", sentence, f"{hint}\n{unnumbered}" if unnumbered else hint)
        return
    (_draw_batches if is_batches else _draw_numbered)(screen, page.rows, table)
    shown = screen.say(f"books.register.{page.register}.count", count=page.total)
    shown = f"{shown}  {unnumbered}" if unnumbered else shown
    draw_foot_pager(screen, screen.foot, page.page, page.pages, shown)


def _draw_numbered(screen: OfficeCanvas, rows: tuple[RegisterLine, ...], box: Box) -> None:
    portrait = screen.grid.portrait
    columns = [
        TableColumn(screen.say("books.column.accession_no"), 2),
        TableColumn(screen.say("books.column.day"), 2),
        TableColumn(screen.say("books.column.title"), 4.4),
        *([] if portrait else [TableColumn(screen.say("books.column.call_number"), 2.2)]),
        TableColumn(screen.say("books.column.price"), 1.6, "right"),
    ]
    lines = [
        TableLine(
            (
                row.accession_no or "-",
                row.acquired_on.isoformat() if row.acquired_on else "-",
                title_or_number(screen, row.title),
                *(() if portrait else (_call(screen, row),)),
                yuan(row.price) or "-",
            ),
            Act(BooksAction.OPEN, row.id.hex),
            strong=0,
        )
        for row in rows
    ]
    draw_table(screen, box, columns, lines)


def _call(screen: OfficeCanvas, row: RegisterLine) -> str | Tag:
    """What has become of a copy that is not on its shelf says more than where it stood."""
    return Tag(screen.say(f"books.state.{row.state}"), "quiet") if row.state in GONE else in_rows(row.call_number)


def _draw_batches(screen: OfficeCanvas, rows: tuple[BatchLine, ...], box: Box) -> None:
    columns = (
        TableColumn(screen.say("books.column.batch"), 1.8),
        TableColumn(screen.say("books.column.day"), 2),
        TableColumn(screen.say("books.column.source"), 1.8),
        TableColumn(screen.say("books.column.entered"), 2.2, "right"),
        TableColumn(screen.say("books.column.worth"), 2.2, "right"),
    )
    lines = [
        TableLine(
            (
                row.number,
                row.received_on.isoformat(),
                screen.context.wording.named("option", f"books_source_{row.source}"),
                f"{row.entered:,} / {row.copies:,}" if row.copies is not None else f"{row.entered:,}",
                yuan(row.worth if row.value is None else row.value),
            ),
            Act(BooksAction.BATCH, row.id.hex),
            strong=0,
        )
        for row in rows
    ]
    draw_table(screen, box, columns, lines)

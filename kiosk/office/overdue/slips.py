"""Slips about late books: a sheet a class for its teacher, small notes for readers, the list of a class that leaves.

Facts without blame (S050-S055). A note is folded so that only a name is to be seen."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date

from reportlab.lib.units import mm

from kiosk.office.overdue.views import LateLine, Leaver
from kiosk.printing.labels import Sheets
from kiosk.printing.paper import INK2, LINE, MARGIN, WIDTH, Paper, PaperColumn
from kiosk.printing.sheets import SheetLayout, places
from kiosk.printing.words import PaperWords

NOTES = SheetLayout(2, 4, 95, 69, 10, 10.5, 95, 69)
NAME_HIGH, FOLD = 19.0, 27.0  # mm of a note: the strip with the name; from its lower edge to the fold
TITLES_A_NOTE = 4


def class_slips(
    classes: Sequence[tuple[str, Sequence[LateLine]]], school: str, today: date, words: PaperWords
) -> Sheets:
    """A sheet for each class, named as it is; a long list goes on over the page."""
    lines = [line for _, own in classes for line in own]
    foot = words("printed", day=words.full_day(today))
    paper = Paper(words, school, foot, _texts(lines, (name for name, _ in classes)))
    for name, own in classes:
        people = len({line.number for line in own})
        title = words("slip.title", group=name or words("no_class"))
        paper.begin(title, words("slip.count", books=len(own), people=people))
        paper.text(words("slip.ask"), 11, lines=2)
        paper.y -= 3 * mm
        paper.table(_columns(words), [_row(line, words) for line in own], boxes=True)
        paper.y -= 4 * mm
        paper.need(14 * mm)
        paper.text(words("slip.lost"), 9.5, colour=INK2, lines=2)
    return paper.sheets()


def _columns(words: PaperWords) -> tuple[PaperColumn, ...]:
    return (
        PaperColumn(words("number"), 20),
        PaperColumn(words("name"), 26),
        PaperColumn(words("title"), 0),
        PaperColumn(words("due"), 26),
        PaperColumn(words("late"), 22, "right"),
        PaperColumn(words("back"), 18, "center"),
    )


def _row(line: LateLine, words: PaperWords) -> tuple[str, ...]:
    late = words("lost") if line.is_lost else words("days", days=line.days)
    return line.number, line.name, line.title, words.day(line.due_on, short=True), late, ""


def _texts(lines: Sequence[LateLine], names: Iterable[str]) -> Iterator[str]:
    yield from names
    for line in lines:
        yield from (line.number, line.name, line.title, line.class_name, line.price)


# --- notes -----------------------------------------------------------------------------------------------------


def notes(lines: Sequence[LateLine], school: str, today: date, words: PaperWords) -> Sheets:
    """Eight on a sheet, in the order in which the readers come, so that a cut pile is in order.

    Above a strip with the name; the rest folds shut over the books."""
    readers: dict[str, list[LateLine]] = {}
    for line in lines:
        readers.setdefault(line.number, []).append(line)
    paper = Paper(words, school, "", _texts(lines, ()))
    page = None
    for own, place in zip(readers.values(), places(NOTES, len(readers)), strict=True):
        if place.page != page:
            if page is not None:
                paper.canvas.showPage()
            page = place.page
        _draw_note(paper, place.x * mm, place.y * mm, own, today)
    sheets = paper.sheets()
    return Sheets(sheets.pdf, 0 if page is None else page + 1, sheets.missing)


def _draw_note(paper: Paper, x: float, y: float, own: Sequence[LateLine], today: date) -> None:
    words, wide, high = paper.words, NOTES.width * mm, NOTES.height * mm
    canvas, first, inner = paper.canvas, own[0], NOTES.width * mm - 10 * mm
    canvas.setStrokeColor(LINE)
    canvas.setLineWidth(0.4)
    canvas.rect(x, y, wide, high)
    top = y + high - NAME_HIGH * mm
    canvas.setDash(2, 2)
    for fold in (top, top - FOLD * mm):
        canvas.line(x, fold, x + wide, fold)
    canvas.setDash()
    paper.put(first.name, x + 5 * mm, top + 8 * mm, inner * 0.6, 15, bold=True)
    paper.put(first.class_name, x + 5 * mm + inner * 0.6, top + 8 * mm, inner * 0.4, 11, align="right")
    paper.put(words("note.from"), x + 5 * mm, top + 3 * mm, inner, 7.5, colour=INK2)
    line_y = top - 6 * mm
    paper.put(words("note.headline"), x + 5 * mm, line_y, inner, 9.5, bold=True)
    shown = own if len(own) <= TITLES_A_NOTE else own[: TITLES_A_NOTE - 1]
    rows = [words("note.book", book=words.title(line.title), day=words.day(line.due_on, short=True)) for line in shown]
    if len(shown) < len(own):
        rows.append(words("note.more", count=len(own) - len(shown)))
    for row in rows:
        line_y -= 4.8 * mm
        paper.put(row, x + 5 * mm, line_y, inner, 9)
    below = top - FOLD * mm
    paper.put(words("note.thanks"), x + 5 * mm, below - 8 * mm, inner, 9)
    paper.put(words("note.lost"), x + 5 * mm, below - 13 * mm, inner, 8, colour=INK2)
    paper.put(words("note.fold", day=words.full_day(today)), x + 5 * mm, y + 3 * mm, inner, 7, colour=INK2)


# --- a class that leaves ---------------------------------------------------------------------------------------


def clearance_list(
    name: str, leavers: Sequence[Leaver], signed: tuple[str, date] | None, school: str, today: date, words: PaperWords
) -> Sheets:
    """Everybody of the class with what is still open. signed: by whom, and when."""
    texts = [name, *(signed[:1] if signed else ())]
    texts += [text for one in leavers for text in (one.number, one.name, *one.out)]
    paper = Paper(words, school, words("printed", day=words.full_day(today)), texts)
    clear = sum(one.is_clear for one in leavers)
    paper.begin(words("clearance.title", group=name), words("clearance.count", clear=clear, total=len(leavers)))
    columns = (
        PaperColumn(words("number"), 22),
        PaperColumn(words("name"), 28),
        PaperColumn(words("clearance.out"), 0),
        PaperColumn(words("clearance.state"), 30),
    )
    paper.table(columns, [_leaver_row(one, words) for one in leavers])
    paper.need(34 * mm)
    paper.y -= 8 * mm
    if signed:
        paper.text(words("clearance.signed", name=signed[0], day=words.full_day(signed[1])), 12, bold=True)
        paper.y -= 4 * mm
    paper.y -= 10 * mm
    half = (WIDTH - 2 * MARGIN) / 2
    for at, key in enumerate(("clearance.librarian", "clearance.teacher")):
        x = MARGIN + at * half
        paper.put(words(key), x, paper.y, 34 * mm, 11)
        paper.canvas.setStrokeColor(LINE)
        paper.canvas.line(x + 36 * mm, paper.y - 1, x + half - 6 * mm, paper.y - 1)
    return paper.sheets()


def _leaver_row(one: Leaver, words: PaperWords) -> tuple[str, ...]:
    if one.is_clear:
        return one.number, one.name, "", words("clearance.clear")
    state = words("clearance.owes") if one.owes else words("clearance.open", count=len(one.out))
    return one.number, one.name, words("list.join").join(one.out), state

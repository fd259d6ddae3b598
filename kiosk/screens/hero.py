"""The last thing done, large, and the lines of what came before it."""

from kiosk.circulation.denials import Denial
from kiosk.screens.canvas import Canvas
from kiosk.screens.theme import BLUE, BLUE_D, BLUE_T, CARD, GOLD, INK, PINE, PINE_D, PINE_T, SAND, WHITE
from kiosk.screens.tone import TONES
from kiosk.screens.widgets.board import ButtonStyle
from kiosk.screens.widgets.cards import two_rows, undo_button
from kiosk.screens.widgets.fitting import GLYPH, PITCH, fit
from kiosk.screens.widgets.grid import Box
from kiosk.screens.widgets.stack import Row, stack
from kiosk.selfcheck.views import VisitAct, VisitLine
from kiosk.taps import TapUndo

TITLE = (72, 60, 52, (40, 3), (34, 3))
MARKS = {
    VisitAct.CHECKED_OUT: "borrow",
    VisitAct.RETURNED: "return",
    VisitAct.RENEWED: "renew",
    VisitAct.READ_HERE: "here",
}
CHIP = 63
UNDO = 124


def draw_hero(screen: Canvas, box: Box, line: VisitLine, said: Denial | None) -> None:
    returned = line.done is VisitAct.RETURNED
    screen.panel(box, BLUE if returned else PINE, 32)
    screen.mark(MARKS[line.done], Box(box.x + 28, box.y + (box.h - 112) / 2, 112, 112), on_dark=True)
    left, right = box.x + 166, box.right - 24
    if line.can_undo:
        right -= UNDO + 24
        undo = Box(box.right - 24 - UNDO, box.y + (box.h - UNDO) / 2, UNDO, UNDO)
        draw_undo(screen, undo, screen.say("visit.undo"), TapUndo(line.id), BLUE_D if returned else PINE_D)
    _draw_text(screen, Box(left, box.y + 8, right - left, box.h - 16), line, said)


def draw_said(screen: Canvas, box: Box, said: Denial) -> None:
    """In the hero's place while nothing was done last: what is so, the book large, what to do with it."""
    taken_back = said.code.startswith("undone")
    screen.panel(box, SAND if taken_back else TONES[said.code].fill, 32)
    mark = Box(box.x + 28, box.y + (box.h - 112) / 2, 112, 112)
    if taken_back:
        screen.disc(mark, INK)
        screen.icon("undo", mark.middle(62, 62), WHITE)
    else:
        screen.mark(TONES[said.code].mark, mark)
    head = screen.headline(said)
    rows = [Row(head, (44, 40, 36, 32, 28, (28, 2)), INK)]
    title = screen.title(str(said.facts.get("title", "")))
    if "title" in said.facts and title not in head:
        rows.append(Row(title, TITLE, INK, before=2))
    left, right = box.x + 166, box.right - 24
    bottom = stack(screen, Box(left, box.y + 8, right - left, box.h - 16 - CHIP - 10), rows)
    icon = "book" if taken_back else ""
    step = screen.next_step(said)
    screen.chip(left, bottom + 10, step, 38, CARD, icon=icon, pad=18, height=CHIP, room=right - left)


def draw_undo(screen: Canvas, box: Box, text: str, tap: object, fill: tuple) -> None:
    screen.button(box, screen.tapped(tap), style=ButtonStyle(fill, WHITE), radius=24)
    screen.icon("undo", Box(box.x, box.y + 20, box.w, 42), WHITE)
    screen.words(text, Box(box.x + 8, box.y + 68, box.w - 16, 46), (30, 28, 26), colour=WHITE, align="center")


def _draw_text(screen: Canvas, box: Box, line: VisitLine, said: Denial | None) -> None:
    """Verb, title and chip as one block, in the middle."""
    title = screen.title(line.title)
    found = fit(title, screen.steps(TITLE), box.w * screen.grid.k, 170 * screen.grid.k, True)
    title_height = found.size / screen.grid.k * (PITCH * (len(found.lines) - 1) + GLYPH) + 2
    verb = 46
    y = box.y + (box.h - verb - title_height - 6 - CHIP) / 2
    screen.words(verb_of(screen, line, said, box.w), Box(box.x, y, box.w, verb), (36, 32, 28, 26, 24, 22), colour=GOLD)
    screen.words(title, Box(box.x, y + verb, box.w, title_height), TITLE, colour=WHITE)
    icon, text = chip_of(screen, line)
    chip_y = y + verb + title_height + 6
    screen.chip(box.x, chip_y, text, 38, GOLD, icon=icon, colour=INK, pad=18, height=CHIP, room=box.w)


def verb_of(screen: Canvas, line: VisitLine, said: Denial | None, room: float) -> str:
    """What happened, with the first thing there is to say about it, if that has room; the hint says what to do."""
    if said is not None:
        return screen.headline(said)
    if any(note.code == "served_out_of_turn" for note in line.notes):
        return next(screen.headline(note) for note in line.notes if note.code == "served_out_of_turn")
    verb = _plain_verb(screen, line)
    more = ""
    if line.notes:
        more = screen.headline(line.notes[0])
    elif line.days_moved:
        more = screen.say("visit.days_moved", days=line.days_moved)
    both = f"{verb} · {more}"
    return both if more and screen.text_width(both, 25) <= room else verb


def _plain_verb(screen: Canvas, line: VisitLine) -> str:
    if line.done is VisitAct.RETURNED and line.days_late:
        return screen.say("visit.returned_late", days=line.days_late)
    key = {
        VisitAct.CHECKED_OUT: "borrowed",
        VisitAct.RETURNED: "returned",
        VisitAct.RENEWED: "renewed",
        VisitAct.READ_HERE: "read_here",
    }
    return screen.say(f"visit.{key[line.done]}")


def chip_of(screen: Canvas, line: VisitLine) -> tuple[str, str]:
    """Icon and words of the gold chip: when it is due, or what comes next."""
    if line.due_on is not None and line.done in (VisitAct.CHECKED_OUT, VisitAct.RENEWED):
        return "calendar", screen.say("visit.due", day=line.due_on)
    if line.done is VisitAct.READ_HERE:
        return "open-book", screen.say("visit.put_back")
    return screen.context.camera_side, screen.say("visit.next_sooner" if line.days_late else "visit.next_one")


def draw_line(screen: Canvas, box: Box, line: VisitLine) -> None:
    """One earlier thing: tint, mark and word; never told by colour alone."""
    screen.panel(box, BLUE_T if line.done is VisitAct.RETURNED else PINE_T, 24)
    mark = Box(box.x + 20, box.y + (box.h - 60) / 2, 60, 60)
    if line.done is VisitAct.READ_HERE:
        screen.disc(mark, PINE)
        screen.icon("open-book", mark.middle(34, 34), WHITE)
    else:
        screen.mark(MARKS[line.done], mark)
    right = box.right - 8
    if line.can_undo:
        right = undo_button(screen, right, box.y + (box.h - 80) / 2, screen.say("visit.undo"), TapUndo(line.id))
    two_rows(
        screen, Box(box.x + 100, box.y, right - 16 - box.x - 100, box.h), screen.title(line.title), _told(screen, line)
    )


def _told(screen: Canvas, line: VisitLine) -> str:
    if line.done is VisitAct.RETURNED:
        return (
            screen.say("visit.line_late", days=line.days_late) if line.days_late else screen.say("visit.line_returned")
        )
    if line.done is VisitAct.READ_HERE or line.due_on is None:
        return screen.say("visit.line_read_here")
    key = "visit.line_renewed" if line.done is VisitAct.RENEWED else "visit.line_borrowed"
    return screen.say(key, day=line.due_on)

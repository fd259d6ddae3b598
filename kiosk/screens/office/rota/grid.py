"""The class rota as a grid, with what is looked at before it is published."""

from typing import NamedTuple

from kiosk.circulation.rota import Subject, SubjectKind, Week
from kiosk.clock import clock_text
from kiosk.office.rota.draft import CellKind
from kiosk.office.rota.proofs import Weight
from kiosk.office.rota.views import Cell, CellWeek, NoRota, ProofLine, RotaAction, RotaGrid
from kiosk.screens.office.canvas import HeadButton, OfficeCanvas
from kiosk.screens.office.kit import ChipItem, VerdictTag, draw_empty, draw_switch, draw_verdicts
from kiosk.screens.theme import CARD, INK, INK2, MIST2, PINE, PINE_T, RED, RED_T, Colour, rgb
from kiosk.screens.widgets.board import MAIN, SECOND, ButtonStyle, Glyph
from kiosk.screens.widgets.grid import Box
from kiosk.screens.widgets.stack import Row, stack
from kiosk.taps import Act, FrameAction

GRADES = [rgb(code) for code in ("#E4ECF9", "#DDF1F0", "#D6EEE5", "#FFF0C9", "#EBE0F0", "#FBE6D3")]
FOOT, GAP, DAYS_HIGH, TIME_WIDE = 80, 8, 40, 84
PROOFS_WIDE = 336
PROOF_PITCH, PROOF_PITCH_UPRIGHT = 106, 90
KINDS = {Weight.STOP: "stop", Weight.CARE: "care", Weight.GOOD: "good"}
ROOMS = (
    (RotaAction.WINDOWS, "clock"),
    (RotaAction.PRESETS, "school"),
    (RotaAction.VERSIONS, "renew"),
    (RotaAction.DAYS, "calendar"),
    (RotaAction.MODE, "rules"),
    (RotaAction.KEPT, "chart"),
    (RotaAction.PRINT, "print"),
)
PALE = rgb("#C3CCD9")


def draw_no_rota(screen: OfficeCanvas, page: NoRota) -> None:
    screen.head(screen.say("rota.title"))
    if page.classes:
        button = (screen.say("rota.none.begin"), Act(RotaAction.PRESETS))
        draw_empty(screen, screen.main, "calendar", screen.say("rota.none.title"), screen.say("rota.none.hint"), button)
        return
    title, hint = screen.say("rota.none.no_classes"), screen.say("rota.none.no_classes.hint")
    draw_empty(screen, screen.main, "people", title, hint, (screen.say("rota.none.import"), Act(RotaAction.PEOPLE)))


def draw_grid(screen: OfficeCanvas, page: RotaGrid) -> None:
    key = "rota.draft_from" if page.is_draft else "rota.running_from"
    screen.head(screen.say("rota.title"), screen.say(key, day=page.valid_from), *_head_buttons(screen, page))
    main = screen.main
    _draw_rooms(screen, Box(main.x, main.bottom - FOOT, _grid_wide(screen), FOOT))
    if screen.grid.portrait:
        grid = Box(main.x, main.y, main.w, DAYS_HIGH + 5 * 92)
        proofs = Box(main.x, grid.bottom + 12, main.w, main.bottom - FOOT - 24 - grid.bottom)
    else:
        grid = Box(main.x, main.y, _grid_wide(screen), main.h - FOOT - 12)
        proofs = Box(main.right - PROOFS_WIDE, main.y, PROOFS_WIDE, main.h)
    if page.rows:
        _draw_cells(screen, page, grid)
    else:
        button = (screen.say("rota.to.windows"), Act(RotaAction.WINDOWS))
        draw_empty(screen, grid, "clock", screen.say("rota.windows.none"), screen.say("rota.windows.hint"), button)
    _draw_proofs(screen, page, proofs)


def _grid_wide(screen: OfficeCanvas) -> float:
    main = screen.main
    return main.w if screen.grid.portrait else main.w - PROOFS_WIDE - 24


class WeekSwitch(NamedTuple):
    """Stands among the buttons of the head."""

    week: Week

    def width(self, screen: OfficeCanvas) -> float:
        widest = max(screen.text_width(screen.say(f"rota.week.{week}"), 26) for week in Week)
        return len(Week) * max(84.0, widest + 28) + 16

    def draw(self, screen: OfficeCanvas, box: Box) -> None:
        items = [
            ChipItem(screen.say(f"rota.week.{week}"), Act(RotaAction.WEEK, week), week == self.week) for week in Week
        ]
        draw_switch(screen, box, items)


def _head_buttons(screen: OfficeCanvas, page: RotaGrid) -> list[HeadButton | WeekSwitch]:
    week = WeekSwitch(page.week)
    solve = HeadButton(screen.say("rota.solve_it"), Act(RotaAction.SOLVE), "renew")
    if not page.is_draft:
        return [week, solve]
    may = page.mend == 0
    publish = HeadButton(
        screen.say("rota.publish"),
        Act(RotaAction.PUBLISH),
        "" if may else "lock",
        MAIN if may else ButtonStyle(MIST2, INK2),
    )
    return [week, solve, publish]


def _draw_rooms(screen: OfficeCanvas, box: Box) -> None:
    """The other pages of this room."""
    for (deed, icon), place in zip(ROOMS, box.columns(len(ROOMS), GAP), strict=True):
        screen.button(place, screen.tapped(Act(deed)), style=ButtonStyle(CARD, INK), radius=20)
        screen.icon(icon, Box(place.x + (place.w - 28) / 2, place.y + 10, 28, 28), INK2)
        name = Box(place.x + 4, place.y + 40, place.w - 8, 36)
        screen.words(screen.say(f"rota.to.{deed}"), name, (24, 22), align="center")


# --- the cells -------------------------------------------------------------------------------------------------


def _draw_cells(screen: OfficeCanvas, page: RotaGrid, box: Box) -> None:
    pager = 80 + GAP if page.pages > 1 else 0
    count = max(5 if not pager else 4, len(page.rows))
    high = min(108.0, (box.h - DAYS_HIGH - pager) / count - GAP)
    # With a Sunday every pixel counts: no cell is narrower than a finger.
    times, gap = (TIME_WIDE + GAP, GAP) if len(page.weekdays) < 7 else (72, 4)
    days = Box(box.x + times, box.y, box.w - times, high).columns(len(page.weekdays), gap)
    for weekday, day in zip(page.weekdays, days, strict=True):
        place = Box(day.x, box.y - 4, day.w, DAYS_HIGH)
        screen.words(screen.say(f"weekday.{weekday + 1}"), place, (26, 24, 22), align="center")
    y = box.y + DAYS_HIGH
    for row in page.rows:
        screen.words(clock_text(row.starts), Box(box.x, y, times - gap, high), (26, 24, 22), align="left")
        for cell, day in zip(row.cells, days, strict=True):
            _draw_cell(screen, day._replace(y=y), cell)
        y += high + GAP
    if pager:
        _draw_pager(screen, page, Box(box.x, y, box.w, 80))


def _draw_pager(screen: OfficeCanvas, page: RotaGrid, box: Box) -> None:
    wide = 160.0
    for step, icon, place in (
        (-1, "up", box.right_part(wide * 2 + GAP).left_part(wide)),
        (1, "down", box.right_part(wide)),
    ):
        if 0 <= page.page + step < page.pages:
            act = Act(FrameAction.TURN, str(page.page + step))
            screen.button(place, screen.tapped(act), [Glyph(icon, 34)], style=SECOND, radius=20)
    told = screen.say("page", page=page.page + 1, pages=page.pages)
    left = box._replace(w=box.w - 2 * wide - 2 * GAP)
    screen.words(told, left, (24, 22), bold=False, colour=INK2, align="right")


def _draw_cell(screen: OfficeCanvas, box: Box, cell: Cell) -> None:
    tap = screen.tapped(Act(RotaAction.CELL, cell.subject))
    fill, ink = _colours(cell)
    frame, thick = (RED, 6) if cell.crowded else (PALE, 5) if cell.kind is CellKind.EMPTY else (fill, 0)
    if thick:
        screen.panel(box, frame, 16)
    inner = box.inset(thick)
    screen.button(inner, tap, style=ButtonStyle(fill, ink), radius=16 - thick)
    if cell.kind is CellKind.EMPTY:
        screen.icon("plus", box.middle(34, 34), INK2)
    if cell.kind in (CellKind.EMPTY, CellKind.ABSENT):
        return
    inner = inner.inset(4, 2)
    if cell.crowded:
        inner = _beside_mark(screen, box)
    stack(screen, inner, _said(screen, cell, ink, inner), align="center")


def _beside_mark(screen: OfficeCanvas, box: Box) -> Box:
    """The room that the sign of a crowded cell leaves: below it where the cell is high, else right of it."""
    if box.h >= 100:
        screen.mark("stop", Box(box.x + (box.w - 22) / 2, box.y + 7, 22, 22))
        return Box(box.x + 8, box.y + 30, box.w - 16, box.h - 36)
    screen.mark("stop", Box(box.x + 8, box.y + (box.h - 20) / 2, 20, 20))
    return Box(box.x + 29, box.y + 8, box.w - 36, box.h - 16)


def _colours(cell: Cell) -> tuple[Colour, Colour]:
    if cell.crowded:
        return RED_T, INK
    if cell.kind in (CellKind.CLOSED, CellKind.ABSENT):
        return MIST2, INK2
    if cell.kind is CellKind.TURN:
        return (GRADES[(cell.grade - 1) % len(GRADES)] if cell.grade else CARD), INK
    return CARD, PINE


def _said(screen: OfficeCanvas, cell: Cell, ink: Colour, box: Box) -> list[Row]:
    names = [who_name(screen, one) for one in cell.who]
    if cell.kind is not CellKind.TURN or not names:
        kind = cell.kind if cell.kind is not CellKind.TURN else CellKind.FREE
        bold = cell.kind is not CellKind.CLOSED
        rows = [Row(screen.say(f"rota.kind.{kind}"), (26, 24, 22, (22, 2)), ink, bold=bold)]
        return rows + [Row(names[0], (22, (22, 2)), INK2, bold=False) for _ in names[:1]]
    most = max(1, int(box.h // 33) - (cell.week is not CellWeek.EVERY))
    shown = _as_many(screen, names, most)
    sizes = (30, 28, 26, 24, 22, (22, 2)) if len(shown) == 1 else (26, 24, 22)
    rows = [Row(name, sizes, ink) for name in shown]
    if cell.week is not CellWeek.EVERY:
        rows.append(Row(screen.say(f"rota.only.{cell.week}"), (22,), INK2, bold=False))
    return rows


def _as_many(screen: OfficeCanvas, names: list[str], most: int) -> list[str]:
    """The first ones, and how many more there are: on a line of its own, or beside the only one."""
    if len(names) <= most:
        return names
    more = screen.say("rota.more", count=len(names) - max(1, most - 1))
    return [*names[: most - 1], more] if most > 1 else [f"{names[0]} {more}"]


def who_name(screen: OfficeCanvas, who: Subject) -> str:
    """As short as it is on the school's doors: without «班» in the grid."""
    wording = screen.context.wording
    if who.kind == SubjectKind.GRADE:
        return wording.named("option", f"rota.grade.{who.name}")
    return wording.who((who.name,), short=True).removesuffix(wording.text("rota.class_sign"))


# --- the proofs ------------------------------------------------------------------------------------------------


def _draw_proofs(screen: OfficeCanvas, page: RotaGrid, box: Box) -> None:
    strip = Box(box.x, box.bottom - FOOT, box.w, FOOT)
    card = box._replace(h=box.h - FOOT - 12)
    if screen.grid.portrait:
        strip = Box(box.right - 300, box.y, 300, FOOT)
        card = box
    screen.panel(card, CARD, 24)
    title = Box(card.x + 20, card.y + 6, card.w - 40 - (310 if screen.grid.portrait else 0), 50)
    screen.words(screen.say("rota.proofs"), title, (26, 24, 22))
    _draw_strip(screen, page, strip)
    top = card.y + (FOOT + 8 if screen.grid.portrait else 58)
    pitch = PROOF_PITCH_UPRIGHT if screen.grid.portrait else PROOF_PITCH
    columns = 2 if screen.grid.portrait else 1
    most = columns * max(1, int((card.bottom - 10 - top + GAP) // pitch))
    shown = page.proofs if len(page.proofs) <= most else page.proofs[: most - 1]
    wide = (card.w - 24 - 12 * (columns - 1)) / columns
    for at, line in enumerate(shown):
        place = Box(card.x + 12 + at % columns * (wide + 12), top + at // columns * pitch, wide, pitch - GAP)
        draw_verdicts(screen, place, [verdict(screen, line)], pitch - GAP)
    if len(page.proofs) > len(shown):
        place = Box(card.right - 12 - wide, top + (most - 1) // columns * pitch + (pitch - GAP - 80) / 2, wide, 80)
        told = screen.say("rota.proofs.all", count=len(page.proofs))
        screen.named_button(place, screen.tapped(Act(RotaAction.PROOFS)), told, style=ButtonStyle(MIST2, INK), size=26)


def _draw_strip(screen: OfficeCanvas, page: RotaGrid, box: Box) -> None:
    if page.mend:
        told = screen.say("rota.mend", count=page.mend)
        screen.button(box, screen.tapped(Act(RotaAction.PROOFS)), style=ButtonStyle(RED_T, INK), radius=20)
    else:
        told = screen.say("rota.ready" if page.is_draft else "rota.as_published")
        screen.panel(box, PINE_T, 20)
    screen.words(told, box.inset(14, 4), (26, 24, 22, (22, 2)), align="center")


def verdict(screen: OfficeCanvas, line: ProofLine) -> VerdictTag:
    facts = dict(line.facts)
    if line.place is not None:
        facts |= {"weekday": screen.say(f"weekday.{line.place[0] + 1}"), "clock": clock_text(line.place[1])}
    key = f"rota.proof.{line.code}"
    tap = Act(RotaAction.CELL, line.subject) if line.subject else None
    return VerdictTag(KINDS[line.weight], screen.say(key, **facts), screen.say(f"{key}.hint", **facts), tap)

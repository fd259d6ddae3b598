"""The pages beside the rota's grid: all proofs, times, versions, the mode with its reach."""

from kiosk.circulation.rota import Mode
from kiosk.clock import clock_text
from kiosk.office.rota.views import (
    KeptLine,
    KeptList,
    ModeChoice,
    ProofList,
    RotaAction,
    VersionList,
    VersionStanding,
    WindowLine,
    WindowList,
)
from kiosk.screens.office.canvas import FOOT, HeadButton, OfficeCanvas, way_back
from kiosk.screens.office.figures.charts import ChartBar, draw_bars
from kiosk.screens.office.kit import (
    TableColumn,
    TableLine,
    Tag,
    card,
    draw_empty,
    draw_foot_pager,
    draw_table,
    draw_verdicts,
)
from kiosk.screens.office.rota.grid import verdict
from kiosk.screens.theme import CARD, GOLD_T, INK, INK2, PINE_T, RED_T
from kiosk.screens.widgets.board import QUIET, SECOND, ButtonStyle, Glyph
from kiosk.screens.widgets.grid import Box
from kiosk.screens.widgets.stack import Row, stack
from kiosk.taps import Act, FrameAction

BUTTON_WIDE = 84.0
STANDING = {
    VersionStanding.DRAFT: "quiet",
    VersionStanding.WAITING: "care",
    VersionStanding.RUNNING: "good",
    VersionStanding.OVER: "quiet",
}
EDITS = (
    (RotaAction.EARLIER, "−5"),
    (RotaAction.LATER, "+5"),
    (RotaAction.SHORTER, "−5"),
    (RotaAction.LONGER, "+5"),
)


def draw_proofs(screen: OfficeCanvas, page: ProofList) -> None:
    second = screen.say("rota.mend", count=page.mend) if page.mend else screen.say("rota.ready")
    screen.head(screen.say("rota.proofs"), second, way_back(screen))
    main = screen.main
    box = Box(main.x, main.y, main.w, main.h - (FOOT if page.pages > 1 else 0))
    screen.panel(box, CARD, 24)
    draw_verdicts(screen, box.inset(16, 14), [verdict(screen, line) for line in page.proofs], 88)
    draw_foot_pager(screen, screen.foot, page.page, page.pages)


# --- times -----------------------------------------------------------------------------------------------------


def draw_windows(screen: OfficeCanvas, page: WindowList) -> None:
    add = HeadButton(screen.say("rota.windows.add"), Act(RotaAction.ADD_WINDOW), "plus")
    saturday = HeadButton(
        screen.say("rota.windows.saturday"),
        Act(RotaAction.SATURDAY),
        "check" if page.has_saturday else "",
        ButtonStyle(PINE_T, INK) if page.has_saturday else SECOND,
    )
    screen.head(screen.say("rota.windows"), screen.say("rota.windows.hint"), saturday, add, way_back(screen))
    main = screen.main
    if not page.rows:
        draw_empty(screen, main, "clock", screen.say("rota.windows.none"))
        return
    edits = _edit_places(Box(main.x, main.y, main.w, 40))
    for key, first in (("rota.windows.start", 0), ("rota.windows.end", 2)):
        place = Box(edits[first].x, main.y, edits[first + 1].right - edits[first].x, 36)
        screen.words(screen.say(key), place, (22,), align="center")
    for at, line in enumerate(page.rows):
        pitch = 124 if screen.grid.portrait else 92
        _draw_window(screen, Box(main.x, main.y + 40 + at * pitch, main.w, pitch - 8), line)
    draw_foot_pager(screen, screen.foot, page.page, page.pages)


def _edit_places(row: Box) -> list[Box]:
    """Of the six buttons at the right of a row: start −+, end −+, split, remove."""
    widths = [BUTTON_WIDE] * 4 + [110.0, BUTTON_WIDE]
    gaps = [8.0, 20.0, 8.0, 20.0, 8.0, 12.0]
    x = row.right - sum(widths) - sum(gaps)
    places = []
    for width, gap in zip(widths, gaps, strict=True):
        places.append(Box(x, row.y, width, row.h))
        x += width + gap
    return places


def _draw_window(screen: OfficeCanvas, row: Box, line: WindowLine) -> None:
    screen.panel(row, CARD, 16)
    places = _edit_places(Box(row.x, row.y + (row.h - 80) / 2, row.w, 80))
    told = Box(row.x + 16, row.y, places[0].x - row.x - 24, row.h)
    minutes = screen.say("rota.windows.minutes", minutes=line.ends - line.starts)
    if not screen.grid.portrait:
        minutes = f"{minutes} · {screen.say('rota.windows.serves', pupils=line.pupils)}"
    time = f"{clock_text(line.starts)}–{clock_text(line.ends)}"
    rows = [
        Row(time, (30, 28, 26, 24, (24, 2)), INK),
        Row(minutes, (22, (22, 2)), INK2, bold=False),
    ]
    stack(screen, told, rows)
    for (deed, sign), place in zip(EDITS, places[:4], strict=True):
        screen.named_button(place, screen.tapped(Act(deed, line.subject)), sign, style=QUIET, size=28, radius=16)
    split = screen.tapped(Act(RotaAction.SPLIT, line.subject))
    screen.named_button(places[4], split, screen.say("rota.windows.split"), style=QUIET, size=26, radius=16)
    remove = screen.tapped(Act(RotaAction.REMOVE, line.subject))
    screen.button(places[5], remove, [Glyph("cross", 30)], style=ButtonStyle(RED_T, INK), radius=16)


# --- versions --------------------------------------------------------------------------------------------------


def draw_versions(screen: OfficeCanvas, page: VersionList) -> None:
    screen.head(screen.say("rota.versions"), screen.say("rota.versions.hint"), way_back(screen))
    main = screen.main
    if not page.rows:
        draw_empty(screen, main, "calendar", screen.say("rota.versions.none"))
        return
    columns = (
        TableColumn(screen.say("rota.versions.from"), 3),
        TableColumn(screen.say("rota.versions.to"), 3),
        TableColumn(screen.say("rota.versions.entered"), 2),
        TableColumn(screen.say("rota.versions.state"), 3),
    )
    wording = screen.context.wording
    lines = [
        TableLine(
            (
                wording.day(row.valid_from),
                wording.day(row.valid_to) if row.valid_to else "",
                screen.say("rota.versions.groups", count=row.classes),
                Tag(screen.say(f"rota.standing.{row.standing}"), STANDING[row.standing]),
            ),
            Act(FrameAction.PICK, row.subject),
            strong=0,
        )
        for row in page.rows
    ]
    draw_table(screen, screen.above_foot, columns, lines)
    draw_foot_pager(screen, screen.foot, page.page, page.pages)


# --- who came --------------------------------------------------------------------------------------------------


def draw_kept(screen: OfficeCanvas, page: KeptList) -> None:
    wording = screen.context.wording
    days = {"first": wording.day(page.first), "last": wording.day(page.last)} if page.first and page.last else None
    second = screen.say("rota.kept.days", **days) if days else ""
    screen.head(screen.say("rota.kept"), second, way_back(screen))
    main = screen.main
    if not page.rows:
        draw_empty(screen, main, "people", screen.say("rota.kept.none"))
        return
    columns = (
        TableColumn(screen.say("rota.kept.class"), 3),
        TableColumn(screen.say("rota.kept.turns"), 2),
        TableColumn(screen.say("rota.kept.came"), 2),
        TableColumn(screen.say("rota.kept.missed"), 3),
    )
    lines = [
        TableLine((wording.who((row.name,)), str(row.turns), str(row.came), _missed(screen, row)), strong=0)
        for row in page.rows
    ]
    draw_table(screen, screen.above_foot, columns, lines)
    draw_foot_pager(screen, screen.foot, page.page, page.pages)


def _missed(screen: OfficeCanvas, row: KeptLine) -> Tag:
    missed = row.turns - row.came
    if not missed:
        return Tag(screen.say("rota.kept.always"), "good")
    return Tag(screen.say("rota.kept.times", count=missed), "care" if missed * 2 > row.turns else "quiet")


# --- the mode --------------------------------------------------------------------------------------------------


def draw_mode(screen: OfficeCanvas, page: ModeChoice) -> None:
    screen.head(screen.say("rota.mode"), screen.say("rota.mode.hint"), way_back(screen))
    main = screen.main
    choices = Box(main.x, main.y, main.w, 132)
    for mode, place in zip(Mode, choices.columns(3, 12), strict=True):
        _draw_choice(screen, place, mode, chosen=mode is page.mode)
    room = Box(main.x, choices.bottom + 16, main.w, main.bottom - choices.bottom - 16)
    if not page.after and not page.before:
        draw_empty(screen, room, "chart", screen.say("rota.reach.none"))
        return
    _draw_reach(screen, page, card(screen, room, screen.say("rota.reach")))


def _draw_choice(screen: OfficeCanvas, box: Box, mode: Mode, *, chosen: bool) -> None:
    style = ButtonStyle(GOLD_T if chosen else CARD, INK)
    screen.button(box, screen.tapped(Act(FrameAction.PICK, mode)), style=style, radius=20)
    left = box.x + 20
    if chosen:
        screen.icon("check", Box(box.x + 16, box.y + (box.h - 36) / 2, 36, 36))
        left = box.x + 64
    rows = [
        Row(screen.say(f"rota.mode.{mode}"), (32, 28, 26), INK),
        Row(screen.say(f"rota.mode.{mode}.says"), (22, (22, 2), (22, 3)), INK2, bold=False),
    ]
    stack(screen, Box(left, box.y + 6, box.right - 16 - left, box.h - 12), rows)


def _draw_reach(screen: OfficeCanvas, page: ModeChoice, box: Box) -> None:
    parts = [("after", page.after)] if page.changed_on is None else [("before", page.before), ("after", page.after)]
    for (side, weeks), place in zip(parts, box.columns(len(parts), 24), strict=True):
        _draw_weeks(screen, page, side, weeks, place)


def _draw_weeks(screen: OfficeCanvas, page: ModeChoice, side: str, weeks: tuple[int, ...], box: Box) -> None:
    mean = round(sum(weeks) / len(weeks)) if weeks else 0
    mode = page.mode_before if side == "before" else page.mode
    if page.changed_on is None:
        title = screen.say("rota.reach.lately")
    else:
        title = screen.say(f"rota.reach.{side}", day=page.changed_on, mode=screen.say(f"rota.mode.{mode}"))
    told = screen.say("rota.reach.of", mean=mean, percent=round(100 * mean / page.pupils) if page.pupils else 0)
    rows = [Row(title, (24, 22, (22, 2)), INK2, bold=False), Row(told, (36, 32, 28), INK)]
    bottom = stack(screen, box._replace(h=120), rows)
    bars = [ChartBar(str(at + 1), (float(count),), (str(count),)) for at, count in enumerate(weeks)]
    draw_bars(screen, Box(box.x, bottom + 12, box.w, box.bottom - bottom - 12), bars)

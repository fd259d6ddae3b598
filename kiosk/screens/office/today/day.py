"""The first page of the office: four figures, the day by class or hour, what waits, tomorrow's rehearsal, how the
station is (design 12)."""

from typing import NamedTuple

from kiosk.circulation.rota import Turn
from kiosk.office.today.views import Count, RehearsedDay, RehearsedTurn, Split, Today, TodayAction, Topic
from kiosk.screens.office.canvas import HeadButton, OfficeCanvas
from kiosk.screens.office.figures.charts import ChartBar, draw_bars
from kiosk.screens.office.kit import ChipItem, VerdictTag, card, draw_switch, draw_verdicts
from kiosk.screens.office.today.said import class_on_a_bar, counted_reasons_said, when_and_who
from kiosk.screens.theme import BLUE, BLUE_T, CARD, GOLD_T, INK, INK2, PINE, PINE_T, RED_T, Colour
from kiosk.screens.widgets.board import LEAST_TEXT, QUIET, ButtonStyle, Glyph, Words
from kiosk.screens.widgets.grid import Box
from kiosk.screens.widgets.short import shortened
from kiosk.taps import Act, AnyTap

GAP = 12
TILE = 86
WIDE = 0.614  # of the body: the chart and the rehearsal, beside what waits and the station
ROWS, ROWS_UPRIGHT = 3, 2  # of what waits, and of the rehearsal
A_GIGABYTE = 1000  # MB
PLAIN = ButtonStyle(CARD, INK)


class DayPlaces(NamedTuple):
    tiles: list[Box]
    chart: Box
    waiting: Box
    rehearsal: Box
    health: Box


def draw_today(screen: OfficeCanvas, page: Today) -> None:
    parity = screen.say("today.week.odd" if page.is_odd else "today.week.even")
    title = screen.say("today.title", day=page.day, parity=parity)
    buttons = (
        HeadButton(screen.say("today.plan"), Act(TodayAction.OPEN, Topic.PLAN), "calendar", QUIET),
        HeadButton(screen.say("today.trail"), Act(TodayAction.OPEN, Topic.TRAIL), "undo", QUIET),
        HeadButton(screen.say("today.export"), Act(TodayAction.EXPORT), "usb"),
    )
    beside = 0 if screen.grid.portrait else sum(one.width(screen) + 12 for one in buttons)
    screen.head(title, _second(screen, page, screen.body.w - beside), *buttons)
    places = _places(screen)
    _draw_tiles(screen, page, places.tiles)
    _draw_chart(screen, page, places.chart)
    _draw_waiting(screen, page, places.waiting)
    _draw_rehearsal(screen, page, places.rehearsal)
    _draw_health(screen, page, places.health)


def _second(screen: OfficeCanvas, page: Today, room: float) -> str:
    """The week, and the most useful thing that finds room beside it."""
    week = screen.say("today.week" if page.has_term else "today.no_term", week=page.week)
    if page.turn is not None:
        turn = _turn(screen, page.turn, page.is_running)
        both = f"{week} · {turn}"
        return both if screen.text_width(both, LEAST_TEXT, bold=False) < room else turn
    if screen.context.status.online is None or not page.has_term:
        return week
    return f"{week} · {screen.say('devices.sync.last', at=screen.context.devices().last_contact)}"


def _turn(screen: OfficeCanvas, turn: Turn, is_running: bool) -> str:
    """Who is served now, or next today."""
    wording = screen.context.wording
    who = wording.who(tuple(subject.name for subject in turn.served), short=True)
    if is_running:
        return screen.say("today.turn.now", who=who, clock=wording.clock(turn.ends))
    return screen.say("today.turn.next", who=who, clock=wording.clock(turn.starts))


def _places(screen: OfficeCanvas) -> DayPlaces:
    main = screen.main
    if screen.grid.portrait:
        rows = [Box(main.x, main.y + at * (TILE + GAP), main.w, TILE).columns(2, GAP) for at in range(2)]
        top = main.y + 2 * (TILE + GAP)
        high = main.bottom - top - 2 * GAP
        chart = Box(main.x, top, main.w, high * 0.3)
        rehearsal = Box(main.x, chart.bottom + GAP, main.w, high * 0.36)
        waiting, health = Box(main.x, rehearsal.bottom + GAP, main.w, high * 0.34).columns(2, GAP)
        return DayPlaces([*rows[0], *rows[1]], chart, waiting, rehearsal, health)
    top = main.y + TILE + 10
    high = (main.bottom - top - 10) / 2
    left = Box(main.x, top, main.w * WIDE, high)
    right = Box(left.right + GAP, top, main.right - left.right - GAP, high)
    lower = top + high + 10
    tiles = Box(main.x, main.y, main.w, TILE).columns(4, GAP)
    return DayPlaces(tiles, left, right, left._replace(y=lower), right._replace(y=lower))


# --- figures ---------------------------------------------------------------------------------------------------


def _draw_tiles(screen: OfficeCanvas, page: Today, boxes: list[Box]) -> None:
    tiles: tuple[tuple[str, Colour, int, str, Topic], ...] = (
        ("borrow", PINE_T, page.lent, "today.lent", Topic.COUNTS),
        ("return", BLUE_T, page.returned, "today.returned", Topic.COUNTS),
        ("stop", RED_T, page.refused, "today.refused", Topic.REFUSALS),
        ("notice", GOLD_T, page.waits, "today.waits", Topic.NOTICES),
    )
    for box, (mark, fill, count, key, topic) in zip(boxes, tiles, strict=True):
        screen.button(box, screen.tapped(Act(TodayAction.OPEN, topic)), style=ButtonStyle(fill, INK), radius=20)
        screen.mark(mark, Box(box.x + 18, box.y + 18, 50, 50))
        _draw_figure(screen, Box(box.x + 82, box.y, box.w - 94, box.h), f"{count:,}", screen.say(key))


def _draw_figure(screen: OfficeCanvas, box: Box, number: str, word: str) -> None:
    """Side by side, or the word below a long number."""
    wide = screen.text_width(number, 48) + 8
    rest = box.w - wide - 8
    if screen.text_width(word, 22, bold=False) < rest:
        screen.words(number, Box(box.x, box.y + 6, wide, box.h - 12), (48,))
        place = Box(box.x + wide + 8, box.y + 10, rest, box.h - 12)
        screen.words(word, place, (26, 24, 22), bold=False)
        return
    screen.words(number, Box(box.x, box.y + 2, box.w, 50), (34, 30, 26))
    screen.words(word, Box(box.x, box.y + 48, box.w, 34), (22,), bold=False)


def _draw_chart(screen: OfficeCanvas, page: Today, box: Box) -> None:
    inner = _chart_head(screen, page, box)
    if not page.counts:
        screen.icon("book", Box(inner.x, inner.y + inner.h / 2 - 70, inner.w, 64), INK2)
        room = Box(inner.x, inner.y + inner.h / 2 + 4, inner.w, 48)
        screen.words(screen.say("today.nothing_yet"), room, (26, 24, 22), bold=False, colour=INK2, align="center")
        return
    step = inner.w / len(page.counts)
    bars = [
        ChartBar(
            shortened(screen, _bar_name(screen, page, at, count), step - 4),
            (count.lent, count.returned),
            (str(count.lent), str(count.returned)),
        )
        for at, count in enumerate(page.counts)
    ]
    draw_bars(screen, inner, bars)


def _chart_head(screen: OfficeCanvas, page: Today, box: Box) -> Box:
    """Title, legend, and the choice between classes and hours; gives the room below."""
    screen.panel(box, CARD, 24)
    switch = Box(box.right - 14 - 208, box.y + 8, 208, 60)
    items = [
        ChipItem(screen.say(f"today.split.{split}"), Act(deed), page.split is split)
        for split, deed in ((Split.CLASS, TodayAction.BY_CLASS), (Split.HOUR, TodayAction.BY_HOUR))
    ]
    draw_switch(screen, switch, items)
    right = switch.x - 16
    for key, colour, is_disc in (("today.legend.returned", BLUE, False), ("today.legend.lent", PINE, True)):
        wide = screen.text_width(screen.say(key), 22, bold=False) + 4
        screen.words(screen.say(key), Box(right - wide, box.y + 12, wide, 52), (22,), bold=False)
        sign = Box(right - wide - 30, box.y + 27, 22, 22)
        screen.disc(sign, colour) if is_disc else screen.panel(sign, colour, 5)
        right = sign.x - 14
    title = Box(box.x + 22, box.y + 12, right - box.x - 22, 52)
    screen.words(screen.say(f"today.chart.{page.split}"), title, (26, 24, 22, (22, 2)))
    return Box(box.x + 22, box.y + 76, box.w - 44, box.h - 88)


def _bar_name(screen: OfficeCanvas, page: Today, at: int, count: Count) -> str:
    if page.split is Split.HOUR:
        return screen.say("today.hour", hour=count.name)
    if page.rest and at == len(page.counts) - 1:
        return screen.say("today.rest", count=page.rest)
    return class_on_a_bar(screen, count.name) if count.name else screen.say("today.no_class")


# --- what waits ------------------------------------------------------------------------------------------------


def _draw_waiting(screen: OfficeCanvas, page: Today, box: Box) -> None:
    inner = card(screen, box, screen.say("today.waiting"))
    open_list = Act(TodayAction.OPEN, Topic.NOTICES)
    most = ROWS_UPRIGHT if screen.grid.portrait else ROWS
    kinds = page.waiting[: most - 1 if len(page.waiting) > most else most]
    verdicts = [VerdictTag("care", _kind(screen, one.kind, one.count), tap=open_list) for one in kinds]
    others = page.waits - sum(one.count for one in kinds)
    if others:
        verdicts.append(VerdictTag("care", screen.say("today.waiting.others", count=others), tap=open_list))
    unsent = screen.context.status.waiting
    if unsent and len(verdicts) < most:
        verdicts.append(VerdictTag("wait", screen.say("today.unsent", count=unsent)))
    if not verdicts:
        verdicts.append(VerdictTag("good", screen.say("today.waiting.none")))
    draw_verdicts(screen, inner, verdicts, 80)


def _kind(screen: OfficeCanvas, kind: str, count: int) -> str:
    name = screen.context.wording.named("today.notice", kind)
    return name if count == 1 else screen.say("today.notice.many", kind=name, count=count)


# --- tomorrow --------------------------------------------------------------------------------------------------


def _draw_rehearsal(screen: OfficeCanvas, page: Today, box: Box) -> None:
    rehearsed = page.rehearsed
    if rehearsed is None:
        inner = card(screen, box, screen.say("today.rehearsal"), screen.say("today.rehearsal.every_rule"))
        _draw_no_rehearsal(screen, page.rehearsal_failed, inner)
        return
    if rehearsed.day is None:
        inner = card(screen, box, screen.say("today.rehearsal"))
        draw_verdicts(screen, inner, [VerdictTag("wait", screen.say("today.rehearsal.no_day"))], 98)
        return
    inner = _rehearsal_head(screen, rehearsed, box)
    rows = _rows_of(rehearsed, ROWS_UPRIGHT if screen.grid.portrait else ROWS)
    has_faults = bool(rehearsed.faults)
    count = len(rows) + has_faults
    high = min(84.0, (inner.h - 6 * (count - 1)) / max(1, count))
    for at, turn in enumerate(rows):
        _draw_turn(screen, turn, Box(inner.x, inner.y + at * (high + 6), inner.w, high))
    if has_faults:
        row = Box(inner.x, inner.y + len(rows) * (high + 6), inner.w, high)
        said = screen.say("today.rehearsal.faults", count=sum(rehearsed.faults.values()))
        _draw_row(screen, row, "care", said, "", "", Act(TodayAction.OPEN, Topic.FAULTS))


def _rows_of(rehearsed: RehearsedDay, most: int) -> list[RehearsedTurn]:
    """Those in which somebody will be turned away come first when there is no room for all; in order of time."""
    room = most - bool(rehearsed.faults)
    urgent = sorted(rehearsed.turns, key=lambda turn: (not turn.refused, turn.number))[:room]
    return sorted(urgent, key=lambda turn: turn.number)


def _rehearsal_head(screen: OfficeCanvas, rehearsed: RehearsedDay, box: Box) -> Box:
    screen.panel(box, CARD, 24)
    every = screen.say("today.rehearsal.all", count=len(rehearsed.turns))
    wide = screen.text_width(every, 24) + 76
    button = Box(box.right - 14 - wide, box.y + 8, wide, 56)
    tap = screen.tapped(Act(TodayAction.OPEN, Topic.REHEARSAL))
    screen.button(button, tap, [Words(every, 24), Glyph("right", 25)], style=QUIET, radius=18)
    key = "today.rehearsal" if rehearsed.is_tomorrow else "today.rehearsal.on"
    title = Box(box.x + 22, box.y + 10, button.x - 16 - box.x - 22, 52)
    screen.words(screen.say(key, day=rehearsed.day), title, (26, 24, 22, (22, 2)))
    return Box(box.x + 14, box.y + 72, box.w - 28, box.h - 84)


def _draw_no_rehearsal(screen: OfficeCanvas, has_failed: bool, inner: Box) -> None:
    if has_failed:
        again = VerdictTag("care", screen.say("today.rehearsal.failed"), tap=Act(TodayAction.OPEN, Topic.REHEARSAL))
        draw_verdicts(screen, inner, [again], 98)
        return
    screen.icon("clock", Box(inner.x, inner.y + inner.h / 2 - 70, inner.w, 64), INK2)
    room = Box(inner.x, inner.y + inner.h / 2 + 4, inner.w, 48)
    screen.words(screen.say("today.rehearsal.running"), room, (26, 24, 22), bold=False, colour=INK2, align="center")


def _draw_turn(screen: OfficeCanvas, turn: RehearsedTurn, box: Box) -> None:
    if not turn.people:
        said = screen.say("today.rehearsal.nobody")
    elif turn.refused:
        said = screen.say(
            "today.rehearsal.refused", count=turn.refused, reasons=counted_reasons_said(screen, turn.reasons, 2)
        )
    else:
        said = screen.say("today.rehearsal.well")
    kind = "care" if turn.refused or not turn.people else "good"
    people = screen.say("today.people", count=turn.people)
    _draw_row(screen, box, kind, when_and_who(screen, turn), people, said, Act(TodayAction.CLASS, str(turn.number)))


def _draw_row(screen: OfficeCanvas, box: Box, kind: str, title: str, count: str, said: str, tap: AnyTap) -> None:
    """A row of the rehearsal: mark, who and when, how many, what is said of them."""
    screen.button(box, screen.tapped(tap), style=PLAIN, radius=16)
    screen.mark({"good": "borrow", "care": "notice"}[kind], Box(box.x + 8, box.y + (box.h - 36) / 2, 36, 36))
    screen.icon("right", Box(box.right - 34, box.y + (box.h - 26) / 2, 26, 26), INK2)
    left, right = box.x + 58, box.right - 42
    if not said:
        screen.words(title, Box(left, box.y + 2, right - left, box.h - 4), (26, 24, 22, (22, 2)))
        return
    whole = right - left
    for text, share, bold in ((title, 0.34, True), (count, 0.18, False), (said, 0.48, False)):
        place = Box(left, box.y + 2, whole * share - 10, box.h - 4)
        screen.words(text, place, (26, 24, 22, (22, 2)), bold=bold)
        left += whole * share


# --- how the station is ----------------------------------------------------------------------------------------


def _draw_health(screen: OfficeCanvas, page: Today, box: Box) -> None:
    inner = card(screen, box, screen.say("today.health"))
    rows = (_camera(screen), _sync(screen), _backup(screen, page), _disk(screen, page))
    names = [screen.say(f"today.health.{name}") for name in ("camera", "sync", "backup", "disk")]
    wide = min(max(screen.text_width(name, 24) for name in names) + 16, inner.w * 0.36)
    high = inner.h / len(rows)
    for at, (name, (is_well, said)) in enumerate(zip(names, rows, strict=True)):
        y = inner.y + at * high
        screen.mark("borrow" if is_well else "notice", Box(inner.x, y + (high - 32) / 2, 32, 32))
        screen.words(name, Box(inner.x + 44, y, wide, high), (24, 22))
        left = inner.x + 44 + wide
        screen.words(said, Box(left, y, inner.right - left, high), (24, 22, (22, 2)), bold=False)


def _camera(screen: OfficeCanvas) -> tuple[bool, str]:
    state = screen.context.status.camera
    if state != "ok":
        return state == "none", screen.say(f"today.camera.{state}")
    advice = screen.context.devices().advice or "nothing"
    return advice in ("nothing", "show_a_code"), screen.context.wording.named("today.camera", advice)


def _sync(screen: OfficeCanvas) -> tuple[bool, str]:
    status = screen.context.status
    if status.online is None:
        return True, screen.say("today.sync.alone")
    if not status.online:
        return False, screen.say("today.sync.away", count=status.waiting)
    return not status.waiting, screen.say("today.sync.waiting" if status.waiting else "today.sync.done",
                                          count=status.waiting)  # fmt: skip


def _backup(screen: OfficeCanvas, page: Today) -> tuple[bool, str]:
    keeping = page.keeping
    if keeping.backup_why:
        return False, screen.say("today.backup.failed")
    if keeping.backup_at is None:
        return False, screen.say("today.backup.none")
    wording, at = screen.context.wording, keeping.backup_at
    when = screen.moment(at, with_day=True) if at.date() == page.day else wording.day(at.date(), short=True)
    key = "today.backup.old" if keeping.backup_old else "today.backup.done"
    return not keeping.backup_old, screen.say(key, when=when)


def _disk(screen: OfficeCanvas, page: Today) -> tuple[bool, str]:
    free = page.keeping.free_mb
    if free is None:
        return True, screen.say("today.disk.server")
    if free < A_GIGABYTE:
        return not page.keeping.disk_low, screen.say("today.disk.mb", free=str(free))
    return not page.keeping.disk_low, screen.say("today.disk.gb", free=f"{free / A_GIGABYTE:.0f}")

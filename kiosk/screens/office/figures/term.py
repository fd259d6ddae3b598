"""The figures of a term as charts; what they are measured against."""

from collections.abc import Sequence
from datetime import date, timedelta

from kiosk.circulation.calendar import SATURDAY
from kiosk.office.figures.views import (
    EVERY_GRADE,
    ClassFigure,
    Figures,
    FiguresAction,
    NeverBorrowed,
    NoFigures,
    SubjectFigure,
    Tab,
    TargetLine,
    TargetList,
    TermCharts,
    is_low,
    target_for,
)
from kiosk.screens.office.canvas import HeadButton, OfficeCanvas, way_back
from kiosk.screens.office.figures.charts import ChartBar, SideBar, draw_bars, draw_side_bars
from kiosk.screens.office.kit import PLAIN, TableColumn, TableLine, card, draw_empty, draw_foot_pager, draw_table
from kiosk.screens.office.overdue.late import ARROWS, draw_arrows
from kiosk.screens.office.overdue.recall import in_a_row
from kiosk.screens.theme import CARD, INK, INK2, MIST2, PINE
from kiosk.screens.widgets.board import MAIN, QUIET, Words
from kiosk.screens.widgets.grid import Box
from kiosk.screens.widgets.stack import Row, stack
from kiosk.taps import Act

SUBJECTS, SUBJECTS_UPRIGHT = 5, 3
HOURS = 4
NAMED_TARGETS = 3
PEOPLE = 20
SCIENCE_GAP = 0.03  # so much less lent than its share of the shelf is worth a word


def draw_figures(screen: OfficeCanvas, page: TermCharts) -> None:
    _draw_head(screen, page)
    main = screen.main
    if not page.figures.loans:
        draw_empty(screen, main, "chart", screen.say("figures.no_loans"), screen.say("figures.no_loans.hint"))
        return
    if page.tab is Tab.MORE:
        _draw_more(screen, page, main)
        return
    if screen.grid.portrait:
        _draw_classes(screen, page, Box(main.x, main.y, main.w, 380))
        low = Box(main.x, main.y + 392, main.w, main.h - 392)
        upper, lower = low._replace(h=(low.h - 12) / 2), low._replace(y=low.y + (low.h + 12) / 2, h=(low.h - 12) / 2)
        _draw_subjects(screen, page.figures, upper)
        reach, hours = lower.columns(2, 12)
    else:
        _draw_classes(screen, page, Box(main.x, main.y, main.w, 308))
        low = Box(main.x, main.y + 320, main.w, main.h - 320)
        wide = (low.w - 24) / 1036
        _draw_subjects(screen, page.figures, low.left_part(452 * wide))
        rest = Box(low.x + 452 * wide + 12, low.y, low.w - 452 * wide - 12, low.h)
        reach, hours = rest.columns(2, 12)
    _draw_reach(screen, page.figures, reach)
    _draw_hours(screen, page.figures, hours)


def _draw_head(screen: OfficeCanvas, page: TermCharts) -> None:
    found = page.figures
    other = Tab.MORE if page.tab is Tab.OVERVIEW else Tab.OVERVIEW
    first, last = (screen.context.wording.day(day, short=True) for day in (found.starts_on, found.until))
    second = screen.say("figures.second", first=first, last=last, loans=found.loans)
    screen.head(
        screen.say("figures.title", term=found.term),
        second,
        HeadButton(screen.say("figures.other_term"), Act(FiguresAction.TERMS), "calendar"),
        HeadButton(screen.say("figures.targets"), Act(FiguresAction.TARGETS)),
        HeadButton(screen.say(f"figures.tab.{other}"), Act(FiguresAction.TAB, other)),
        HeadButton(screen.say("figures.save"), Act(FiguresAction.SAVE), "usb", MAIN),
    )


# --- classes -------------------------------------------------------------------------------------------------------


def _draw_classes(screen: OfficeCanvas, page: TermCharts, box: Box) -> None:
    title = screen.say("figures.per_grade" if page.by_grade else "figures.per_head")
    notes = [_legend(screen, page)]
    if page.figures.by_classes_of_now:
        notes.append(screen.say("figures.classes_of_now"))
    inner = _card(screen, box, title, notes, page)
    rows = 2 if screen.grid.portrait else 1
    share = -(-len(page.classes) // rows)
    high = inner.h / rows
    for row in range(rows):
        part = page.classes[row * share : (row + 1) * share]
        draw_bars(
            screen, Box(inner.x, inner.y + row * high, inner.w, high - 8), [_bar(screen, page, one) for one in part]
        )


def _bar(screen: OfficeCanvas, page: TermCharts, one: ClassFigure) -> ChartBar:
    if page.by_grade:
        name = screen.say("figures.grade", grade=one.grade) if one.grade else screen.say("figures.no_grade")
    else:
        name = screen.context.wording.who((one.name,), short=True)
    target = target_for(page.targets, one.grade)
    return ChartBar(name, (one.per_head,), (f"{one.per_head:.1f}",), is_low(one, page.targets), target)


def _legend(screen: OfficeCanvas, page: TermCharts) -> str:
    """What the gold stroke and the red bars of this page mean."""
    targets = {one.grade: target_for(page.targets, one.grade) for one in page.classes}
    known = {grade: target for grade, target in targets.items() if target is not None}
    if not known:
        return screen.say("figures.no_target")
    if len(set(known.values())) == 1 and len(known) == len(targets):
        said = screen.say("figures.target", target=next(iter(known.values())))
    elif len(known) <= NAMED_TARGETS:
        each = [screen.say("figures.grade_target", grade=grade, target=target) for grade, target in known.items()]
        said = in_a_row(screen, each)
    else:
        said = screen.say("figures.grade_targets")
    return screen.say("figures.legend", targets=said)


def _card(screen: OfficeCanvas, box: Box, title: str, notes: Sequence[str], page: TermCharts) -> Box:
    """With rows of notes below its title, and the way to the next page beside them; gives the room below."""
    screen.panel(box, CARD, 24)
    right, high = box.right - 22, 80 + 28 * max(0, len(notes) - 1)
    if page.pages > 1:
        draw_arrows(screen, Box(right - ARROWS, box.y + 4, ARROWS, 80), page.page, page.pages)
        right -= ARROWS + 16
    rows = [Row(title, (26, 24, 22, (22, 2)), INK), *(Row(note, (22,), INK2, bold=False) for note in notes)]
    stack(screen, Box(box.x + 22, box.y + 4, right - box.x - 22, high), rows)
    return Box(box.x + 22, box.y + high + 8, box.w - 44, box.h - high - 22)


# --- subjects, reach, hours ----------------------------------------------------------------------------------------


def _draw_subjects(screen: OfficeCanvas, found: Figures, box: Box) -> None:
    inner = card(screen, box, screen.say("figures.subjects"))
    lent = [one for one in found.subjects if one.loans]
    shown = SUBJECTS_UPRIGHT if screen.grid.portrait else SUBJECTS
    bars = [SideBar(subject_name(screen, one), one.loans, f"{one.loans:,}") for one in lent[:shown]]
    rest = sum(one.loans for one in lent[shown:])
    if rest:
        bars.append(SideBar(screen.say("figures.others"), rest, f"{rest:,}"))
    hint, share, shelf = "", *found.science()
    if shelf - share > SCIENCE_GAP:
        hint = screen.say("figures.science", share=f"{share:.0%}", shelf=f"{shelf:.0%}")
    chart = inner._replace(h=inner.h - (40 if hint else 0))
    draw_side_bars(screen, chart, bars, name_wide=max(screen.text_width(bar.name, 22, False) for bar in bars) + 18)
    if hint:
        screen.mark("notice", Box(inner.x, inner.bottom - 30, 30, 30))
        screen.words(hint, Box(inner.x + 40, inner.bottom - 36, inner.w - 40, 44), (22,), bold=False)


def subject_name(screen: OfficeCanvas, one: SubjectFigure) -> str:
    return screen.context.wording.named("print.subject", one.letter or "none")


def _draw_reach(screen: OfficeCanvas, found: Figures, box: Box) -> None:
    reach = found.reach
    screen.button(box, screen.tapped(Act(FiguresAction.NEVER)), style=PLAIN, radius=24)
    screen.words(screen.say("figures.reach"), Box(box.x + 22, box.y + 8, box.w - 74, 48), (26, 24, 22, (22, 2)))
    screen.icon("right", Box(box.right - 50, box.y + 18, 28, 28), INK2)
    inner = Box(box.x + 22, box.y + 60, box.w - 44, box.h - 74)
    rows = (
        Row(f"{reach.part:.0%}", (64, 56, 48), INK),
        Row(screen.say("figures.borrowed"), (22, (22, 2)), INK2, bold=False),
        Row(screen.say("figures.never", count=reach.never), (22, (22, 2)), INK, bold=False),
        Row(screen.say("figures.tenth", share=f"{reach.top_tenth:.0%}"), (22, (22, 2), (22, 3)), INK, bold=False),
    )
    with_people = inner.h > 240
    stack(screen, Box(inner.x, inner.y - 8, inner.w, inner.h - (64 if with_people else 0)), rows)
    if with_people:
        _draw_people(screen, reach.part, Box(inner.x, inner.bottom - 58, inner.w, 66))


def _draw_people(screen: OfficeCanvas, part: float, box: Box) -> None:
    """Two rows of ten, as many in pine as borrowed."""
    pitch = min(32.0, box.w / (PEOPLE // 2))
    for at in range(PEOPLE):
        place = Box(box.x + at % 10 * pitch, box.y + at // 10 * 33, pitch - 4, pitch - 4)
        screen.icon("person", place, PINE if at < round(part * PEOPLE) else MIST2)


def _draw_hours(screen: OfficeCanvas, found: Figures, box: Box) -> None:
    inner = card(screen, box, screen.say("figures.hours"))
    ranked = sorted(found.hours, key=lambda one: (-one[1], one[0]))
    # Four digits need more room above a bar.
    shown = HOURS if ranked[0][1] < 1000 else HOURS - 1
    bars = [ChartBar(str(hour), (count,), (str(count),)) for hour, count in sorted(ranked[:shown])]
    draw_bars(screen, inner._replace(h=inner.h - 66), bars)
    if found.busiest is not None:
        day, hour, count = found.busiest
        when = screen.say("figures.busiest", day=screen.context.wording.day(day, short=True), hour=hour)
        rows = (
            Row(when, (22, (22, 2)), INK2, bold=False),
            Row(screen.say("figures.busiest.count", count=count), (22,), INK2, bold=False),
        )
        stack(screen, Box(inner.x, inner.bottom - 62, inner.w, 70), rows)


# --- days and titles -----------------------------------------------------------------------------------------------


def _draw_more(screen: OfficeCanvas, page: TermCharts, main: Box) -> None:
    if screen.grid.portrait:
        days, titles = Box(main.x, main.y, main.w, 300), Box(main.x, main.y + 312, main.w, main.h - 312)
    else:
        days, titles = Box(main.x, main.y, main.w, 240), Box(main.x, main.y + 252, main.w, main.h - 252)
    _draw_days(screen, page.figures, days)
    _draw_titles(screen, page, titles)


def _draw_days(screen: OfficeCanvas, found: Figures, box: Box) -> None:
    figures = screen.say(
        "figures.shelf",
        items=found.items,
        turnover=f"{found.turnover:.2f}",
        lent=found.titles_lent,
        titles=found.titles,
    )
    screen.panel(box, CARD, 24)
    rows = (Row(screen.say("figures.days"), (26, 24), INK), Row(figures, (22,), INK2, bold=False))
    stack(screen, Box(box.x + 22, box.y + 4, box.w - 44, 80), rows)
    inner = Box(box.x + 22, box.y + 88, box.w - 44, box.h - 102)
    days = _school_days(found)
    top = max(count for _, count in days)
    step = inner.w / len(days)
    base = inner.bottom - 36
    named = max(1, int(len(days) * 130 // inner.w) + 1)
    for at, (day, count) in enumerate(days):
        high = max(3.0, (base - inner.y - 4) * count / top) if count else 0.0
        if high:
            place = Box(inner.x + at * step + step * 0.15, base - high, step * 0.7, high)
            screen.panel(place, PINE, min(4.0, step * 0.2), corners=(True, True, False, False))
        if at % named == 0 and (len(days) - at) * step > 110:
            name = screen.context.wording.day(day, short=True)
            screen.words(name, Box(inner.x + at * step, base + 6, 120, 30), (22,), bold=False)
    screen.panel(Box(inner.x, base, inner.w, 5), INK, 2)


def _school_days(found: Figures) -> list[tuple[date, int]]:
    """(day, loans) from the term's first loan to its last; weekends are there only when something was lent."""
    counts, first, last = dict(found.days), found.days[0][0], found.days[-1][0]
    days = (first + timedelta(days=offset) for offset in range((last - first).days + 1))
    return [(day, counts.get(day, 0)) for day in days if day in counts or day.weekday() < SATURDAY]


def _draw_titles(screen: OfficeCanvas, page: TermCharts, box: Box) -> None:
    inner = _card(screen, box, screen.say("figures.most_lent"), (), page)
    columns = 1 if screen.grid.portrait else 2
    rows = -(-len(page.titles) // columns)
    pitch = min(76.0, inner.h / max(1, rows))
    for at, one in enumerate(page.titles):
        column, row = divmod(at, rows)
        place = inner.columns(columns, 32)[column]
        box = Box(place.x, place.y + row * pitch, place.w, pitch)
        screen.words(str(page.first + at), Box(box.x, box.y, 40, pitch), (24, 22), colour=INK2)
        said = screen.say("figures.times", count=one.loans)
        told = screen.text_width(said, 24) + 8
        rows_ = [Row(screen.title(one.title), (26, 24), INK)]
        if one.call_number and pitch > 56:
            rows_.append(Row(one.call_number, (22,), INK2, bold=False))
        stack(screen, Box(box.x + 48, box.y, box.w - 48 - told - 12, pitch), rows_)
        screen.words(said, Box(box.right - told, box.y, told, pitch), (24, 22), align="right")


# --- who never borrowed --------------------------------------------------------------------------------------------


def draw_never(screen: OfficeCanvas, page: NeverBorrowed) -> None:
    back = way_back(screen)
    screen.head(screen.say("figures.never.title"), page.term, back)
    main = screen.main
    if not page.rows:
        draw_empty(screen, main, "check", screen.say("figures.all_borrowed"), screen.say("figures.all_borrowed.hint"))
        return
    columns = (
        TableColumn(screen.say("recall.group"), 4),
        TableColumn(screen.say("recall.number"), 4),
        TableColumn(screen.say("recall.name"), 6),
    )
    lines = [
        TableLine((screen.context.wording.who((row.class_name,)), row.number, row.name), strong=2) for row in page.rows
    ]
    draw_table(screen, screen.above_foot, columns, lines)
    draw_foot_pager(screen, screen.foot, page.page, page.pages, screen.say("figures.never", count=page.total))


# --- nothing yet, targets ------------------------------------------------------------------------------------------


def draw_no_figures(screen: OfficeCanvas, page: NoFigures) -> None:
    screen.head(screen.say("office.room.figures"))
    draw_empty(screen, screen.main, "chart", screen.say("figures.no_term"), screen.say("figures.no_term.hint"))


def draw_targets(screen: OfficeCanvas, page: TargetList) -> None:
    back = way_back(screen)
    keep = HeadButton(screen.say("figures.keep"), Act(FiguresAction.KEEP_TARGETS), "check", MAIN)
    title = screen.say("figures.targets.title")
    screen.head(title, page.term, *((keep, back) if page.is_changed else (back,)))
    main = screen.main
    rows = -(-len(page.lines) // 2)
    pitch = min(104.0, main.h / rows)
    for at, line in enumerate(page.lines):
        column, row = divmod(at, rows)
        place = main.columns(2, 12)[column]
        _draw_target(screen, line, Box(place.x, place.y + row * pitch, place.w, pitch - 8))


def _draw_target(screen: OfficeCanvas, line: TargetLine, box: Box) -> None:
    screen.panel(box, CARD, 20)
    key = "figures.every_grade" if line.grade == EVERY_GRADE else "figures.grade"
    rows = [Row(screen.say(key, grade=line.grade), (26, 24, 22, (22, 2)), INK)]
    if line.per_head is not None and not screen.grid.portrait:
        rows.append(Row(screen.say("figures.so_far", number=f"{line.per_head:.1f}"), (22,), INK2, bold=False))
    wide = 80
    more = Box(box.right - 8 - wide, box.y + (box.h - 80) / 2, wide, 80)
    value, gap = (64, 4) if screen.grid.portrait else (92, 8)
    number = Box(more.x - gap - value, box.y, value, box.h)
    less = Box(number.x - gap - wide, more.y, wide, 80)
    stack(screen, Box(box.x + 18, box.y, less.x - 12 - box.x - 18, box.h), rows)
    for place, sign, deed in ((less, "−", FiguresAction.LESS), (more, "+", FiguresAction.MORE)):
        screen.button(place, screen.tapped(Act(deed, str(line.grade))), [Words(sign, 38)], style=QUIET, radius=18)
    shown = line.target or line.falls_to
    said = str(shown) if shown else screen.say("figures.none")
    screen.words(said, number, (38, 34, 30, 26, 22, (22, 2)), bold=line.target is not None,
                 colour=INK if line.target is not None else INK2, align="center")  # fmt: skip

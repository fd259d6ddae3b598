"""The lists that the room «today» leads to: the day's plan and figures, refusals, the rehearsal, faults in the data."""

from kiosk.circulation.rota import Kind
from kiosk.office.today.views import (
    Counts,
    DayPlan,
    FaultList,
    Faults,
    PlanLine,
    Refusals,
    RefusedFor,
    RefusedPatron,
    Rehearsal,
    RehearsedClass,
    RehearsedTurn,
    Split,
    TodayAction,
    Topic,
)
from kiosk.screens.office.canvas import HeadButton, OfficeCanvas, way_back
from kiosk.screens.office.kit import (
    TableColumn,
    TableLine,
    Tag,
    VerdictTag,
    draw_empty,
    draw_foot_pager,
    draw_table,
    draw_verdicts,
)
from kiosk.screens.office.today.said import class_said, counted_reasons_said, reason_said, reasons_said, when_and_who
from kiosk.screens.theme import CARD
from kiosk.screens.widgets.short import shortened
from kiosk.taps import Act

SPACE = TableColumn("", 0.1)  # between figures and words
TITLE = 24  # characters of a book's title in a row
OTHER_SPLIT = {Split.CLASS: (Split.HOUR, TodayAction.BY_HOUR), Split.HOUR: (Split.CLASS, TodayAction.BY_CLASS)}


# --- the day ---------------------------------------------------------------------------------------------------


def draw_plan(screen: OfficeCanvas, page: DayPlan) -> None:
    days = [
        HeadButton(screen.context.wording.day(day, short=True), Act(TodayAction.DAY, day.isoformat()), icon)
        for day, icon in ((page.before, "left"), (page.after, "right"))
    ]
    second = screen.say("today.plan.all_day") if page.is_open_all_day else screen.say("today.plan.who")
    screen.head(screen.say("today.plan.title", day=page.day), second, *days, way_back(screen))
    if not page.lines:
        hint = "holiday" if page.is_holiday else "all_day" if page.is_open_all_day else "none"
        draw_empty(screen, screen.main, "calendar", screen.say(f"today.plan.{hint}.headline"),
                   screen.say(f"today.plan.{hint}.hint"))  # fmt: skip
        return
    columns = [TableColumn(screen.say("today.plan.time"), 3), TableColumn(screen.say("today.plan.served"), 4)]
    if page.has_figures:
        columns += [
            TableColumn(screen.say("today.column.lent"), 2, "right"),
            TableColumn(screen.say("today.column.returned"), 2, "right"),
        ]
    columns += [SPACE, TableColumn("", 1.8)]
    draw_table(screen, screen.above_foot, columns, [_plan_line(screen, line, page.has_figures) for line in page.lines])
    draw_foot_pager(screen, screen.foot, page.page, page.pages)


def _plan_line(screen: OfficeCanvas, line: PlanLine, has_figures: bool) -> TableLine:
    clock = screen.context.wording.clock
    time = f"{clock(line.turn.starts)}–{clock(line.turn.ends)}"
    who = {Kind.ROTA: screen.context.wording.who(tuple(subject.name for subject in line.turn.served))}.get(
        line.turn.kind
    ) or screen.say(f"today.plan.{line.turn.kind}")
    figures = (f"{line.lent:,}", f"{line.returned:,}") if has_figures else ()
    now = Tag(screen.say("today.plan.now")) if line.is_now else ""
    return TableLine((time, who, *figures, "", now), chosen=line.is_now, strong=0)


def draw_counts(screen: OfficeCanvas, page: Counts) -> None:
    total = page.total
    second = screen.say("today.counts.total", lent=total.lent, returned=total.returned, refused=total.refused)
    other, deed = OTHER_SPLIT[page.split]
    turned = HeadButton(screen.say(f"today.chart.{other}"), Act(deed), "chart")
    screen.head(screen.say("today.counts.title", day=page.day), second, turned, way_back(screen))
    if not page.rows:
        draw_empty(screen, screen.above_foot, "book", screen.say("today.nothing_yet"))
        return
    first = screen.say(f"today.split.{page.split}")
    columns = [TableColumn(first, 4)] + [
        TableColumn(screen.say(f"today.column.{name}"), 2, "right") for name in ("lent", "returned", "refused")
    ]
    rows = [
        TableLine(
            (_counted(screen, page.split, row.name), f"{row.lent:,}", f"{row.returned:,}", f"{row.refused:,}"), strong=0
        )
        for row in page.rows
    ]
    draw_table(screen, screen.above_foot, columns, rows)
    draw_foot_pager(screen, screen.foot, page.page, page.pages)


def _counted(screen: OfficeCanvas, split: Split, name: str) -> str:
    if split is Split.CLASS:
        return class_said(screen, name)
    return f"{int(name):02d}:00–{int(name) + 1:02d}:00"


def draw_refusals(screen: OfficeCanvas, page: Refusals) -> None:
    second = screen.say("today.refusals.total", count=page.total) if page.total else ""
    screen.head(screen.say("today.refusals.title", day=page.day), second, way_back(screen))
    if not page.rows:
        draw_empty(screen, screen.main, "check", screen.say("today.refusals.none"))
        return
    columns = (
        TableColumn(screen.say("today.column.reason"), 6),
        TableColumn(screen.say("today.refusals.count"), 2, "right"),
    )
    rows = [
        TableLine((reason_said(screen, row.code), f"{row.count:,}"), Act(TodayAction.REASON, row.code), strong=0)
        for row in page.rows
    ]
    draw_table(screen, screen.above_foot, columns, rows)
    draw_foot_pager(screen, screen.foot, page.page, page.pages)


def draw_refused_for(screen: OfficeCanvas, page: RefusedFor) -> None:
    title = reason_said(screen, page.code)
    screen.head(title, screen.say("today.refusals.total", count=page.total), way_back(screen))
    columns = (
        TableColumn(screen.say("today.column.at"), 1.2),
        TableColumn(screen.say("today.column.class"), 2),
        TableColumn(screen.say("today.column.reader"), 2),
        TableColumn(screen.say("today.column.what"), 4),
    )
    rows = []
    for line in page.lines:
        what = _cut(line.what)
        shown = screen.title(what) if line.is_title else what
        more = f" · {reasons_said(screen, line.others, 2)}" if line.others else ""
        name = line.name or screen.say("today.no_card")
        class_name = class_said(screen, line.class_name) if line.name else ""
        cells = (screen.context.wording.clock(line.at), class_name, _name(screen, name), shown + more)
        rows.append(TableLine(cells, Act(TodayAction.MEND, line.id) if line.id else None))
    draw_table(screen, screen.above_foot, columns, rows)
    draw_foot_pager(screen, screen.foot, page.page, page.pages)


def _name(screen: OfficeCanvas, name: str) -> str:
    return _cut(name, 8 if screen.grid.portrait else 16)


def _cut(text: str, most: int = TITLE) -> str:
    return text if len(text) <= most else f"{text[: most - 1]}…"


# --- tomorrow --------------------------------------------------------------------------------------------------


def draw_rehearsal(screen: OfficeCanvas, page: Rehearsal) -> None:
    rehearsed = page.rehearsed
    count = sum(rehearsed.faults.values())
    faults = screen.say("today.faults.button", count=count) if count else screen.say("today.faults.button.none")
    open_faults = HeadButton(faults, Act(TodayAction.OPEN, Topic.FAULTS), "rules")
    if rehearsed.day is None:
        screen.head(screen.say("today.rehearsal"), "", open_faults, way_back(screen))
        hint = screen.say("today.rehearsal.no_day.hint")
        draw_empty(screen, screen.main, "calendar", screen.say("today.rehearsal.no_day"), hint)
        return
    title = screen.say("today.rehearsal.on", day=rehearsed.day)
    screen.head(title, screen.say("today.rehearsal.every_rule"), open_faults, way_back(screen))
    columns = (
        TableColumn(screen.say("today.plan.served"), 3.4),
        TableColumn(screen.say("today.rehearsal.people"), 1.4, "right"),
        TableColumn(screen.say("today.rehearsal.refused_short"), 1.6, "right"),
        SPACE,
        TableColumn(screen.say("today.column.reason"), 4.6),
    )
    draw_table(screen, screen.above_foot, columns, [_turn_line(screen, turn) for turn in page.turns])
    draw_foot_pager(screen, screen.foot, page.page, page.pages)


def _turn_line(screen: OfficeCanvas, turn: RehearsedTurn) -> TableLine:
    why: str | Tag = counted_reasons_said(screen, turn.reasons, 3)
    if not turn.people:
        why = Tag(screen.say("today.rehearsal.nobody"), "care")
    elif not turn.refused:
        why = Tag(screen.say("today.rehearsal.well"), "good")
    cells = (when_and_who(screen, turn), f"{turn.people:,}", f"{turn.refused:,}", "", why)
    return TableLine(cells, Act(TodayAction.CLASS, str(turn.number)), strong=0)


def draw_rehearsed_class(screen: OfficeCanvas, page: RehearsedClass) -> None:
    turn = page.turn
    second = screen.say("today.rehearsal.of", day=page.day, count=turn.people, refused=turn.refused)
    screen.head(when_and_who(screen, turn), second, way_back(screen))
    if not page.rows:
        key = "well" if turn.people else "nobody"
        hint = screen.say(f"today.rehearsal.{key}.hint")
        draw_empty(screen, screen.main, "check", screen.say(f"today.rehearsal.{key}"), hint)
        return
    columns = [
        TableColumn(screen.say("today.column.name_of"), 3.4),
        TableColumn(screen.say("today.column.class"), 1.8),
        TableColumn(screen.say("today.column.reason"), 5),
    ]
    if not screen.grid.portrait:
        columns.insert(1, TableColumn(screen.say("today.column.number"), 2.3))
    rows = [_refused_line(screen, row) for row in page.rows]
    draw_table(screen, screen.above_foot, columns, rows)
    draw_foot_pager(screen, screen.foot, page.page, page.pages)


def _refused_line(screen: OfficeCanvas, row: RefusedPatron) -> TableLine:
    name, reasons = _name(screen, row.name), reasons_said(screen, row.codes, 3)
    who = (f"{name} {row.number}",) if screen.grid.portrait else (name, row.number)
    return TableLine((*who, class_said(screen, row.class_name), reasons), Act(TodayAction.MEND, row.id), strong=0)


# --- faults ----------------------------------------------------------------------------------------------------


def draw_faults(screen: OfficeCanvas, page: Faults) -> None:
    count = sum(page.counts.values())
    second = screen.say("today.faults.count", count=count) if count else ""
    screen.head(screen.say("today.faults.title"), second, way_back(screen))
    verdicts = [
        VerdictTag("care", screen.say(f"today.fault.{kind}", count=found), screen.say(f"today.fault.{kind}.hint"),
                Act(TodayAction.FAULT, kind))
        for kind, found in page.counts.items()
    ]  # fmt: skip
    verdicts += [VerdictTag("good", screen.say(f"today.fault.{kind}.none")) for kind in page.sound]
    main = screen.main
    screen.panel(main, CARD, 24)
    draw_verdicts(screen, main.inset(16), verdicts, 84)


def draw_fault_list(screen: OfficeCanvas, page: FaultList) -> None:
    screen.head(screen.say(f"today.fault.{page.kind}", count=page.total), screen.say(f"today.fault.{page.kind}.hint"),
                way_back(screen))  # fmt: skip
    first, number, more = (
        ("name_of", "number", "class") if page.about_people else ("title", "isbn_or_label", "call_number")
    )
    columns = (
        TableColumn(screen.say(f"today.column.{first}"), 5),
        TableColumn(screen.say(f"today.column.{number}"), 3.2),
        TableColumn(screen.say(f"today.column.{more}"), 2.6),
    )
    rows = []
    for line in page.lines:
        name = _name(screen, line.name) if page.about_people else screen.title(_cut(line.name))
        last = class_said(screen, line.more) if page.about_people else line.more
        cells = (
            name,
            shortened(screen, line.number, screen.above_foot.w * 0.24),
            shortened(screen, last, screen.above_foot.w * 0.19),
        )
        rows.append(TableLine(cells, Act(TodayAction.MEND, line.id), strong=0))
    draw_table(screen, screen.above_foot, columns, rows)
    draw_foot_pager(screen, screen.foot, page.page, page.pages)

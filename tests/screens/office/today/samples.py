"""The pages of «today»: an ordinary day, an empty one, one that is too large, one that went wrong."""

from dataclasses import replace
from datetime import date, datetime, timedelta
from types import MappingProxyType

from kiosk.circulation.denials import DENIALS
from kiosk.circulation.rota import Kind, Subject, Turn
from kiosk.office.permissions import COMMAND_LINE
from kiosk.office.today.notice_views import NoticeDetail, Notices
from kiosk.office.today.views import (
    Changed,
    Count,
    Counts,
    DayPlan,
    Fault,
    FaultLine,
    FaultList,
    Faults,
    Keeping,
    PlanLine,
    RefusalRow,
    Refusals,
    RefusedFor,
    RefusedLine,
    RefusedPatron,
    Rehearsal,
    RehearsedClass,
    RehearsedDay,
    RehearsedTurn,
    RowChange,
    Split,
    Today,
    TouchedRow,
    Trail,
    TrailEntry,
    TrailLine,
    Waiting,
)
from kiosk.office.touch_kit.views import Confirm, DayCell, Option, PageView, PickDay, PickOne, Trouble, Working
from tests.screens.samples import NOW
from tests.screens.samples_staff import STAFF_SAMPLES

DAY = NOW.date()
TOMORROW = DAY + timedelta(days=1)
ONE, MANY = (0, 1), (4, 9)  # page, pages
LONG_NAME = "阿卜杜热西提·买买提艾力·伊敏江"
LONG_CLASS = "七年级(12)班"
LONG_TITLE = "写给青少年的中国古代建筑和园林艺术故事：从宫殿到民居（彩图注音版）下册"
NONE = MappingProxyType({})
WELL = Keeping(41_000, False, NOW.replace(hour=6, minute=0), False)


def at(text: str, day: date = TOMORROW) -> datetime:
    hour, minute = text.split(":")
    return NOW.replace(year=day.year, month=day.month, day=day.day, hour=int(hour), minute=int(minute))


def turn(
    number: int, starts: str, who: tuple[str, ...], people: int, refused: int = 0, **reasons: int
) -> RehearsedTurn:
    begins = at(starts)
    return RehearsedTurn(number, begins, begins + timedelta(minutes=15), who, people, refused, reasons)


TURNS = (
    turn(0, "12:05", ("四(1)班",), 43, 2, overdue_limit_reached=2),
    turn(1, "12:20", ("四(2)班",), 41, 1, card_reported_lost=1),
    turn(2, "12:35", ("五(1)班",), 45),
    turn(3, "15:40", (), 512, 31, overdue_limit_reached=20, loan_limit_reached=9, patron_blocked=2),
)
LARGE_TURNS = (
    turn(0, "12:05", (LONG_CLASS, "七年级(11)班", "八年级(1)班"), 1_243, 1_120, not_your_class_turn=900,
         compensation_owed=100, class_not_trained=100, no_policy_applies=20),
    turn(1, "12:20", ("三年级",), 0),
    *(turn(at, f"13:{at * 5 + 10:02d}", (LONG_CLASS,), 50, 50, no_policy_applies=50) for at in range(2, 8)),
)  # fmt: skip
REHEARSED = RehearsedDay(TOMORROW, True, TURNS)
FAULTY = RehearsedDay(TOMORROW + timedelta(days=5), False, LARGE_TURNS, dict.fromkeys(Fault, 12345))
CLASSES = (Count("三(2)班", 42, 40), Count("三(3)班", 38, 33), Count("四(1)班", 31, 29), Count("", 15, 16))
HOURS = tuple(Count(str(hour), 128, 117) for hour in range(12, 17))

TODAY = Today(
    day=DAY, week=12, is_odd=False, has_term=True, turn=None, is_running=False, lent=126, returned=118, refused=9,
    waiting=(Waiting("unknown_at_returns", 3), Waiting("label_mismatch", 1)), waits=4,
    split=Split.CLASS, counts=CLASSES, rest=0, rehearsed=REHEARSED, rehearsal_failed=False, keeping=WELL,
)  # fmt: skip
NOTHING = replace(
    TODAY, has_term=False, lent=0, returned=0, refused=0, waiting=(), waits=0, counts=(), rehearsed=None,
    keeping=Keeping(None, False, None, True),
)  # fmt: skip
LARGE = replace(
    TODAY, lent=12_345, returned=10_987, refused=1_234, waits=2_345, rehearsed=FAULTY, rest=44,
    waiting=tuple(Waiting(kind, 412) for kind in ("call_wrong_signature", "found_by_loan", "clock_off", "new_kind")),
    counts=(*(Count(f"七年级({number})班", 312, 287) for number in range(10, 14)), Count("", 999, 998)),
    keeping=Keeping(412, True, NOW - timedelta(days=40), True),
)  # fmt: skip

REFUSED = tuple(
    RefusedLine(NOW - timedelta(minutes=number), f"{number:032x}", *who, "小王子", True, ())
    for number, who in enumerate([("王小明", "三(2)班"), ("李雨桐", "四(1)班"), ("陈老师", "")])
)
OTHERS = ("compensation_owed", "class_not_trained", "item_lost")
LONG_REFUSED = (
    *(RefusedLine(NOW, "0" * 32, LONG_NAME, LONG_CLASS, LONG_TITLE, True, OTHERS) for _ in range(5)),
    RefusedLine(NOW, "", "", "", "9787506380263", False, ()),
)
PEOPLE = tuple(
    RefusedPatron(f"{number:032x}", "王小明", f"41{number:02d}", "四(1)班", ("overdue_limit_reached",))
    for number in range(2)
)
LONG_PEOPLE = tuple(
    RefusedPatron(f"{number:032x}", LONG_NAME, "21234000000000", LONG_CLASS,
                  ("not_your_class_turn", "compensation_owed", "class_not_trained", "overdue_limit_reached"))
    for number in range(6)
)  # fmt: skip


def planned(starts: str, ends: str, kind: Kind, *who: str, now: bool = False) -> PlanLine:
    served = tuple(Subject("class", name) for name in who)
    return PlanLine(Turn(at(starts, DAY), at(ends, DAY), kind, served), 42, 40, now)


PLAN = DayPlan(
    DAY,
    (
        planned("12:05", "12:20", Kind.ROTA, "三(2)班", now=True),
        planned("12:20", "12:35", Kind.ROTA, LONG_CLASS, "四(2)班", "五(1)班"),
        planned("12:35", "12:50", Kind.FREE),
        planned("15:40", "16:30", Kind.CLOSED),
    ),
    DAY - timedelta(days=1), TOMORROW, True, False, False, *ONE,
)  # fmt: skip


def deed(number: int, code: str = "policy_changed", **more: object) -> TrailLine:
    line = TrailLine(
        f"{number:032x}", NOW - timedelta(hours=number), "林老师", code, {"category": "student"}, 1, False, False
    )
    return replace(line, **more)


LINES = (
    deed(0, "something_new"),
    deed(1, undone=True),
    deed(2, undoes=True),
    deed(3, who="", rows=334, place=COMMAND_LINE),
    deed(4, "a_deed_with_a_name_that_is_rather_long_for_one_line", who=LONG_NAME),
    deed(60),
)
CHANGED = TouchedRow(
    RowChange.CHANGED, "patron", "王小明 0189",
    (Changed("blocked", "no", "yes"), Changed("school_class", "三(2)班", "四(2)班"), Changed("loan_limit", None, "5")),
)  # fmt: skip
MADE = TouchedRow(
    RowChange.MADE, "period", "午间1",
    (Changed("name", None, "午间1"), Changed("weekday", None, "0"), Changed("starts", None, "725"),
     Changed("ends", None, "740"), Changed("kind", None, "rota")),
)  # fmt: skip
REMOVED = TouchedRow(
    RowChange.REMOVED, "record", LONG_TITLE,
    (Changed("title", LONG_TITLE, None), Changed("isbn", "9787506380263", None),
     Changed("overdue_block_count", "1", None)),
)  # fmt: skip

PAGES: dict[str, PageView] = {
    "today": TODAY,
    "today-now": replace(TODAY, turn=PLAN.lines[0].turn, is_running=True),
    "today-next": replace(TODAY, turn=PLAN.lines[2].turn),
    "today-now-long": replace(TODAY, has_term=False, turn=PLAN.lines[1].turn, is_running=True),
    "undoing": Working("today.undoing"),
    "today-hours": replace(TODAY, split=Split.HOUR, counts=HOURS),
    "today-nothing": NOTHING,
    "today-failed": replace(NOTHING, rehearsal_failed=True),
    "today-holidays": replace(NOTHING, rehearsed=RehearsedDay(None, False, ())),
    "today-large": LARGE,
    "today-faults": replace(TODAY, rehearsed=replace(REHEARSED, faults={Fault.NO_PRICE: 1})),
    "today-alone": replace(TODAY, rehearsed=replace(REHEARSED, turns=(replace(TURNS[3], starts=None, ends=None),))),
    "plan": PLAN,
    "plan-later": replace(PLAN, day=TOMORROW, has_figures=False, is_open_all_day=True),
    "plan-holiday": replace(PLAN, lines=(), is_holiday=True),
    "plan-all-day": replace(PLAN, lines=(), is_open_all_day=True),
    "plan-none": replace(PLAN, lines=()),
    "plan-large": replace(PLAN, lines=PLAN.lines[1:2] * 6, page=4, pages=9),
    "counts": Counts(DAY, Split.CLASS, CLASSES, Count("", 126, 118, 9), *ONE),
    "counts-hours": Counts(DAY, Split.HOUR, HOURS, Count("", 126, 118, 9), 0, 2),
    "counts-large": Counts(
        DAY, Split.CLASS, (Count(LONG_CLASS, 1_234, 1_234, 1_234),) * 6, Count("", 12_345, 12_345, 12_345), *MANY
    ),
    "counts-none": Counts(DAY, Split.CLASS, (), Count("", 0, 0), *ONE),
    "refusals": Refusals(DAY, 9, (RefusalRow("not_your_class_turn", 6), RefusalRow("overdue_limit_reached", 3)), *ONE),
    "refusals-none": Refusals(DAY, 0, (), *ONE),
    "refusals-large": Refusals(DAY, 12_345, tuple(RefusalRow(code, 1_234) for code in list(DENIALS)[:6]), *MANY),
    "refused-for": RefusedFor("overdue_limit_reached", REFUSED, 3, *ONE),
    "refused-for-long": RefusedFor("item_on_loan", LONG_REFUSED, 1_234, *MANY),
    "rehearsal": Rehearsal(REHEARSED, TURNS, *ONE),
    "rehearsal-large": Rehearsal(FAULTY, LARGE_TURNS[:6], 0, 2),
    "rehearsal-none": Rehearsal(RehearsedDay(None, False, ()), (), *ONE),
    "class": RehearsedClass(TOMORROW, TURNS[0], PEOPLE, *ONE),
    "class-well": RehearsedClass(TOMORROW, TURNS[2], (), *ONE),
    "class-nobody": RehearsedClass(TOMORROW, LARGE_TURNS[1], (), *ONE),
    "class-large": RehearsedClass(TOMORROW, LARGE_TURNS[0], LONG_PEOPLE, *MANY),
    "class-long": RehearsedClass(TOMORROW, LARGE_TURNS[2], LONG_PEOPLE, *MANY),
    "faults": Faults(dict.fromkeys(Fault, 12345), ()),
    "faults-none": Faults(NONE, tuple(Fault)),
    **{
        f"fault-{fault}": FaultList(
            fault,
            fault in ("no_class", "card_check"),
            tuple(FaultLine(f"{number:032x}", LONG_TITLE, "9787506380263", "I287.45/1024.2-3") for number in range(6)),
            12_345,
            *MANY,
        )
        for fault in Fault
    },
    "fault-people": FaultList(
        Fault.CARD_CHECK, True, (FaultLine("0" * 32, LONG_NAME, "21234000000007", LONG_CLASS),), 1, *ONE
    ),
    "trail": Trail(LINES, 6, *ONE, None, ""),
    "trail-program": Trail((deed(0, who=""), deed(1, who="", place=COMMAND_LINE)), 2, *ONE, None, ""),
    "trail-narrowed": Trail(LINES[:1], 1, *ONE, DAY, "林老师"),
    "trail-long": Trail(tuple(deed(n, who=LONG_NAME, undone=True) for n in range(6)), 12_345, *MANY, DAY, LONG_NAME),
    "trail-none": Trail((), 0, *ONE, None, ""),
    "trail-none-here": Trail((), 0, *ONE, DAY, ""),
    "entry": TrailEntry(deed(0), (CHANGED,), *ONE),
    "entry-three": TrailEntry(deed(0, rows=334, undone=True), (CHANGED, MADE, REMOVED), 0, 112),
    "entry-command-line": TrailEntry(deed(0, who="", place=COMMAND_LINE), (CHANGED,), *ONE),
    "entry-undoing": TrailEntry(deed(0, undoes=True, who=LONG_NAME), (REMOVED,), *ONE),
    "undo": Confirm("today.undo", {"count": 334}),
    "undo-one": Confirm("today.undo", {"count": 1}),
    **{
        f"trouble-{code}": Trouble(f"today.trouble.{code}")
        for code in ("changed_since", "in_use", "undone_already", "has_secret", "unknown", "not_exported")
    },
    "trail-day": PickDay(
        "today.trail.day", date(2026, 11, 1),
        tuple(DayCell(date(2026, 11, number), number % 3 == 0, number == 24) for number in range(1, 31)),
    ),
    "trail-person": PickOne(
        "today.trail.person", tuple(Option(str(number), LONG_NAME, "12345") for number in range(12)),
        0, 2,
    ),
    "exporting": Working("today.exporting"),
    **{f"list-{name}": view for name, view in STAFF_SAMPLES.items() if isinstance(view, Notices)},
    **{
        f"list-{name}": replace(view, has_reader=True, has_book=True)
        for name, view in STAFF_SAMPLES.items()
        if isinstance(view, NoticeDetail)
    },
}  # fmt: skip

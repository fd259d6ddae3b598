"""The pages of the class rota in all their states."""

from dataclasses import replace
from datetime import date

from kiosk.circulation.rota import Mode, Subject, Week
from kiosk.office.rota.draft import CellKind
from kiosk.office.rota.proofs import Weight
from kiosk.office.rota.solver import Shortage
from kiosk.office.rota.views import (
    Cell,
    CellWeek,
    GridRow,
    KeptLine,
    KeptList,
    ModeChoice,
    NoRota,
    ProofLine,
    ProofList,
    RotaGrid,
    VersionList,
    VersionShown,
    VersionStanding,
    WindowLine,
    WindowList,
)
from kiosk.office.touch_kit.views import (
    Confirm,
    Confirmation,
    DayCell,
    Office,
    Option,
    PickDay,
    PickOne,
    Trouble,
    Working,
)
from tests.screens.office.frame import office

START = date(2026, 11, 30)
DESIGN = """
12:05 12:20|三(2) 四(1) 五(1) 三(1) 六(1)
12:20 12:35|三(3) 四(2) 五(2) 四(2) 六(2)
12:35 12:50|四(3) 五(3) 三(4)+五(4) 六(4) -
15:40 16:00|free free 二(1) free 二(2)
16:00 16:20|一(1) 一(2) reading 一(3) closed
"""
NUMERALS = "一二三四五六七八九"


def _minutes(text: str) -> int:
    hours, minutes = text.split(":")
    return int(hours) * 60 + int(minutes)


def _cell(weekday: int, starts: int, ends: int, text: str) -> Cell:
    subject = f"{weekday}-{starts}-{ends}"
    if text == "-":
        return Cell(subject, CellKind.EMPTY)
    if text in ("free", "closed", "reading"):
        return Cell(subject, CellKind(text))
    who = tuple(Subject("class", f"{name}班") for name in text.split("+"))
    return Cell(subject, CellKind.TURN, who, grade=NUMERALS.index(text[0]) + 1, crowded="+" in text)


def rows(text: str = DESIGN) -> tuple[GridRow, ...]:
    found = []
    for line in text.strip().splitlines():
        times, cells = line.split("|")
        starts, ends = map(_minutes, times.split())
        row = tuple(_cell(weekday, starts, ends, cell) for weekday, cell in enumerate(cells.split()))
        found.append(GridRow(starts, ends, row))
    return tuple(found)


PROOFS = (
    ProofLine(
        Weight.STOP,
        "too_many_at_once",
        {"classes": ("三(4)班", "五(4)班"), "pupils": 86, "room": 47},
        (2, 755),
        "2-755-770",
    ),
    ProofLine(Weight.CARE, "class_twice", {"class": "四(2)班", "times": 2}, (3, 740), "3-740-755"),
    ProofLine(Weight.CARE, "class_without_turn", {"class": "六(3)班"}),
    ProofLine(Weight.GOOD, "everybody_fits", {"minutes": 15, "room": 47}),
    ProofLine(Weight.GOOD, "days_lost", {"days": 3}),
)
LONG_PROOFS = (
    ProofLine(Weight.STOP, "no_windows"),
    ProofLine(Weight.STOP, "nobody_entered"),
    ProofLine(Weight.STOP, "windows_overlap", {"other": 725}, (4, 740), "4-740-755"),
    ProofLine(Weight.STOP, "class_unknown", {"class": "七年级(12)班"}, (4, 740), "4-740-755"),
    ProofLine(Weight.CARE, "class_too_large", {"pupils": 62, "room": 45}, (0, 725), "0-725-740"),
    ProofLine(Weight.CARE, "group_too_large", {"pupils": 420, "room": 262}, (0, 725), "0-725-740"),
    ProofLine(Weight.CARE, "classes_twice", {"classes": tuple(f"{n}(1)班" for n in NUMERALS), "count": 9}),
    ProofLine(Weight.CARE, "classes_without_turn", {"classes": ("六(3)班", "七年级(12)班"), "count": 2}),
    ProofLine(Weight.CARE, "no_classes"),
    ProofLine(Weight.CARE, "no_term"),
    ProofLine(Weight.CARE, "class_loses_turns", {"class": "六(1)班", "times": 4, "days": 5}),
    ProofLine(Weight.CARE, "mode_is_off"),
    ProofLine(Weight.GOOD, "everybody_fits_assumed", {"minutes": 15, "room": 45}),
    ProofLine(Weight.GOOD, "everybody_once", {"count": 40}),
    ProofLine(Weight.GOOD, "no_days_lost", {"days": 0}),
)
GRID = RotaGrid(True, START, Week.ODD, tuple(range(5)), rows(), PROOFS, Mode.ENFORCE, 1)
WELL = replace(GRID, proofs=PROOFS[3:], mend=0)
PUBLISHED = replace(WELL, is_draft=False, week=Week.EVERY)
SIX_DAYS = """
12:05 12:20|七年级(12) 四(1) 五(1) 三(1) 六(1) 一(1)
12:20 12:35|- - - - - -
12:35 12:50|free closed reading free free closed
15:40 16:00|三(4)+五(4) 一(1)+一(2)+一(3)+一(4) 二(1) free 二(2) -
"""
WEEKS = GridRow(
    725,
    785,
    (
        Cell(
            "0-725-785", CellKind.TURN, (Subject("grade", "1"), Subject("grade", "2"), Subject("grade", "5")), grade=1
        ),
        Cell("1-725-785", CellKind.TURN, (Subject("class", "三(2)班"),), CellWeek.ODD, 3),
        Cell("2-725-785", CellKind.TURN, (Subject("class", "三(2)班"), Subject("class", "四(1)班")), CellWeek.BOTH, 3),
        Cell("3-725-785", CellKind.READING, (Subject("division", "小学部"),)),
        Cell("4-725-785", CellKind.ABSENT),
    ),
)
MANY_DAYS = RotaGrid(
    True, START, Week.EVERY, tuple(range(6)), rows(SIX_DAYS.replace("七年级", "七")), LONG_PROOFS, Mode.OFF, 5, 0, 2
)
WINDOWS = tuple(
    WindowLine(f"{starts}-{starts + 15}", starts, starts + 15, 5, 47) for starts in range(725, 725 + 15 * 6, 15)
)
VERSIONS = (
    VersionShown("", VersionStanding.DRAFT, START, None, 14),
    VersionShown("2026-12-07", VersionStanding.WAITING, date(2026, 12, 7), None, 15),
    VersionShown("2026秋季轮借表", VersionStanding.RUNNING, date(2026, 9, 1), date(2026, 12, 6), 40),
    VersionShown("2026-03-01", VersionStanding.OVER, date(2026, 3, 1), date(2026, 8, 31), 1),
)
KEPT = (*(KeptLine(f"{n}年级(12)班", 14, at * 3) for at, n in enumerate("一二三四五")), KeptLine("六甲", 9, 9))
MODE = ModeChoice(Mode.OFF, 334, (61, 72, 80, 84), (41, 44, 39, 47), date(2026, 10, 26), Mode.ENFORCE)

PAGES = {
    "grid": GRID,
    "grid-well": WELL,
    "grid-published": PUBLISHED,
    "grid-weeks": replace(WELL, week=Week.EVERY, rows=(WEEKS, *rows()[:2])),
    "grid-six-days": MANY_DAYS,
    "grid-week": replace(
        MANY_DAYS,
        weekdays=tuple(range(7)),
        rows=tuple(
            replace(row, cells=(*row.cells, replace(row.cells[2], subject=f"6-{row.starts}-{row.ends}")))
            for row in MANY_DAYS.rows
        ),
    ),
    "grid-empty": replace(GRID, rows=(), proofs=LONG_PROOFS[:2]),
    "no-rota": NoRota(18),
    "no-classes": NoRota(0),
    "proofs": ProofList(LONG_PROOFS[:6], 5, 0, 3),
    "proofs-2": ProofList(LONG_PROOFS[6:12], 5, 1, 3),
    "proofs-3": ProofList(LONG_PROOFS[12:], 5, 2, 3),
    "windows": WindowList(WINDOWS, True, 0, 2),
    "windows-one": WindowList(WINDOWS[:1], False),
    "windows-none": WindowList((), False),
    "versions": VersionList(VERSIONS, 0, 3),
    "versions-none": VersionList(()),
    "kept": KeptList(KEPT, date(2026, 9, 1), date(2026, 11, 25), 0, 7),
    "kept-none": KeptList(()),
    "mode": MODE,
    "mode-never-changed": replace(MODE, mode=Mode.ENFORCE, before=(), changed_on=None, mode_before=None),
    "mode-new": ModeChoice(Mode.PREFER, 0),
}
DAY = {"day": date(2026, 11, 26)}


def _choice(key: str, name: str, subjects: tuple[str, ...], hints: bool = False, facts: dict | None = None) -> PickOne:
    options = tuple(
        Option(one, f"{name}.{one}", f"{name}.{one}.hint" if hints else "", at == 1) for at, one in enumerate(subjects)
    )
    return PickOne(key, options, facts=facts or {})


CELL = {"clock": "12:35"}
STATES = tuple(Option(one, f"rota.cell.{one}") for one in ("free", "closed", "reading", "empty", "beside"))
CLASSES = tuple(Option(f"class:{n}", f"{n}(1)班", "rota.has_turn") for n in NUMERALS)
REASONS = ("exam", "trip", "sports", "meeting", "swap", "other")
NOTES = ("closed", "free", "serve", "holiday", "weekday.1", "weekday.5")
DAYS = tuple(
    DayCell(date(2026, 12, at + 1), at > 1, at < len(NOTES), f"rota.day.{NOTES[at]}" if at < len(NOTES) else "")
    for at in range(31)
)
LEFT = {"classes": ("六(3)班", "七年级(12)班", "一(1)班"), "count": 3, "room": 45, "pupils": 52}
PAGES |= {
    "cell": PickOne(
        "rota.cell.3",
        (*STATES, *CLASSES, Option("grade:3", "rota.grade.3", "rota.chosen", True)),
        0,
        4,
        CELL,
    ),
    "cell-beside": PickOne("rota.cell.beside.7", CLASSES, facts=CELL),
    "presets": _choice("rota.preset", "rota.preset", ("noon", "both", "divisions", "open"), True),
    "solve": _choice("rota.solve", "rota.solve", ("missing", "anew", "fortnight"), True),
    "start": _choice("rota.start", "rota.start", ("monday", "today", "other")),
    "start-day": PickDay("rota.start_day", date(2026, 12, 1), DAYS),
    "version": _choice("rota.version", "rota.version", ("discard", "copy", "begin", "withdraw", "print"), True),
    "days": PickDay("rota.days", date(2026, 12, 1), DAYS),
    "day": _choice("rota.day", "rota.day_do", ("closed", "free", "serve", "holiday", "follows", "usual"), True, DAY),
    "day-weekday": _choice("rota.day_weekday", "rota.weekday", ("1", "2", "3", "4", "5"), False, DAY),
    "day-window": PickOne("rota.day_window", (), facts=DAY),
    "day-class": PickOne("rota.day_class", CLASSES, facts=DAY),
    "day-reason": _choice("rota.day_reason", "rota.reason", REASONS, False, DAY),
    **{f"mode-{mode}": Confirm(f"rota.mode.{mode}") for mode in Mode},
    **{f"left-{why}": Trouble(f"rota.left.{why}", LEFT) for why in Shortage},
    "nothing-to-print": Trouble("rota.trouble.nothing_to_print"),
    "printing": Working("rota.printing", can_stop=True),
}
TOLD = {
    "entered": {"who": ("三(2)班",)},
    "taken": {"who": ("3",)},
    "solved": {"count": 14},
    "published": DAY,
    "printed": {"file": "rota-2026-11-30 (2).pdf"},
    **{f"day.{what}": DAY for what in ("closed", "free", "serve", "holiday", "follows", "usual")},
    **{
        name: {}
        for name in (
            "emptied",
            "free",
            "closed",
            "reading",
            "lending",
            "moved",
            "split",
            "removed",
            "added",
            "saturday_on",
            "saturday_off",
            "preset",
            "copied",
            "discarded",
            "withdrawn",
            "begun",
            "mode",
        )
    },
}
VIEWS: dict[str, Office] = {name: office(page, "rota") for name, page in PAGES.items()}
TOLD_VIEWS = {
    name: office(GRID, "rota", Confirmation(f"rota.told.{name}", facts, can_undo=True)) for name, facts in TOLD.items()
}

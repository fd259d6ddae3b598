"""The pages of the class rota in all their states."""

from dataclasses import replace
from datetime import date

from kiosk.circulation.rota import Mode, Subject
from kiosk.office_views.frame import Act, Office, Room, Told
from kiosk.office_views.rota import (
    Cell,
    CellKind,
    GridPage,
    GridRow,
    ModePage,
    NoRota,
    ProofLine,
    ProofsPage,
    RotaDeed,
    Standing,
    VersionLine,
    VersionsPage,
    Weight,
    WindowLine,
    WindowsPage,
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
    ProofLine(Weight.STOP, "too_many_at_once", {"classes": ("三(4)班", "五(4)班"), "pupils": 86, "room": 47},
              (2, 755), "2-755-770"),
    ProofLine(Weight.CARE, "class_twice", {"class": "四(2)班", "times": 2}, (3, 740), "3-740-755"),
    ProofLine(Weight.CARE, "class_without_turn", {"class": "六(3)班"}),
    ProofLine(Weight.GOOD, "everybody_fits", {"minutes": 15, "room": 47}),
    ProofLine(Weight.GOOD, "days_lost", {"days": 3}),
)  # fmt: skip
LONG_PROOFS = (
    ProofLine(Weight.STOP, "no_windows"),
    ProofLine(Weight.STOP, "nobody_entered"),
    ProofLine(Weight.STOP, "starts_in_the_past", {"day": date(2026, 11, 23)}),
    ProofLine(Weight.STOP, "windows_overlap", {"other": 725}, (4, 740), "4-740-755"),
    ProofLine(Weight.STOP, "class_unknown", {"class": "七年级(12)班"}, (4, 740), "4-740-755"),
    ProofLine(Weight.CARE, "class_too_large", {"classes": ("七年级(12)班",), "pupils": 62, "room": 45}, (0, 725), "0-725-740"),
    ProofLine(Weight.CARE, "group_too_large", {"classes": tuple(f"{n}(1)班" for n in NUMERALS), "pupils": 420, "room": 262},
              (0, 725), "0-725-740"),
    ProofLine(Weight.CARE, "classes_twice", {"classes": tuple(f"{n}(1)班" for n in NUMERALS), "count": 9}),
    ProofLine(Weight.CARE, "classes_without_turn", {"classes": ("六(3)班", "七年级(12)班"), "count": 2}),
    ProofLine(Weight.CARE, "no_classes"),
    ProofLine(Weight.CARE, "no_term"),
    ProofLine(Weight.CARE, "class_loses_turns", {"class": "六(1)班", "times": 4, "days": 5}),
    ProofLine(Weight.CARE, "mode_is_off"),
    ProofLine(Weight.GOOD, "everybody_fits_assumed", {"minutes": 15, "room": 45}),
    ProofLine(Weight.GOOD, "everybody_once", {"count": 40}),
    ProofLine(Weight.GOOD, "no_days_lost", {"days": 0}),
)  # fmt: skip
GRID = GridPage(True, START, "odd", tuple(range(5)), rows(), PROOFS, Mode.ENFORCE, 1)
WELL = replace(GRID, proofs=PROOFS[3:], mend=0)
PUBLISHED = replace(WELL, is_draft=False, week="every")
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
        Cell("1-725-785", CellKind.TURN, (Subject("class", "三(2)班"),), "odd", 3),
        Cell("2-725-785", CellKind.TURN, (Subject("class", "三(2)班"), Subject("class", "四(1)班")), "both", 3),
        Cell("3-725-785", CellKind.READING, (Subject("division", "小学部"),)),
        Cell("4-725-785", CellKind.ABSENT),
    ),
)
MANY_DAYS = GridPage(
    True, START, "every", tuple(range(6)), rows(SIX_DAYS.replace("七年级", "七")), LONG_PROOFS, Mode.OFF, 5, 0, 2
)  # fmt: skip
WINDOWS = tuple(
    WindowLine(f"{starts}-{starts + 15}", starts, starts + 15, 5, 47) for starts in range(725, 725 + 15 * 6, 15)
)
VERSIONS = (
    VersionLine("", Standing.DRAFT, START, None, 14),
    VersionLine("2026-12-07", Standing.WAITING, date(2026, 12, 7), None, 15),
    VersionLine("2026秋季轮借表", Standing.RUNNING, date(2026, 9, 1), date(2026, 12, 6), 40),
    VersionLine("2026-03-01", Standing.OVER, date(2026, 3, 1), date(2026, 8, 31), 1),
)
MODE = ModePage(Mode.OFF, 334, (61, 72, 80, 84), (41, 44, 39, 47), date(2026, 10, 26), Mode.ENFORCE)

PAGES = {
    "grid": GRID,
    "grid-well": WELL,
    "grid-published": PUBLISHED,
    "grid-weeks": replace(WELL, week="every", rows=(WEEKS, *rows()[:2])),
    "grid-six-days": MANY_DAYS,
    "grid-empty": replace(GRID, rows=(), proofs=LONG_PROOFS[:2]),
    "no-rota": NoRota(18),
    "no-classes": NoRota(0),
    "proofs": ProofsPage(LONG_PROOFS[:6], 5, 0, 3),
    "proofs-2": ProofsPage(LONG_PROOFS[6:12], 5, 1, 3),
    "proofs-3": ProofsPage(LONG_PROOFS[12:], 5, 2, 3),
    "windows": WindowsPage(WINDOWS, True, 0, 2),
    "windows-one": WindowsPage(WINDOWS[:1], False),
    "windows-none": WindowsPage((), False),
    "versions": VersionsPage(VERSIONS, 0, 3),
    "versions-none": VersionsPage(()),
    "mode": MODE,
    "mode-never-changed": replace(MODE, mode=Mode.ENFORCE, before=(), changed_on=None, mode_before=None),
    "mode-new": ModePage(Mode.PREFER, 0),
}
VIEWS: dict[str, Office] = {name: office(page, Room.ROTA) for name, page in PAGES.items()}
VIEWS["grid-told"] = office(GRID, Room.ROTA, Told("rota.told.entered", {"who": ("三(2)班",)}, Act(RotaDeed.UNDO)))

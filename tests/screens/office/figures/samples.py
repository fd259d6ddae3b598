"""Pages of the room of figures: a village school, a large one, with and without targets, nothing yet."""

from dataclasses import replace
from datetime import date, timedelta

from kiosk.office.figures.views import (
    ClassFigure,
    Figures,
    NeverBorrowed,
    NoFigures,
    NonBorrower,
    Reach,
    SubjectFigure,
    Tab,
    TargetLine,
    TargetList,
    TermCharts,
    TitleFigure,
)
from kiosk.office.touch_kit.views import Working

VILLAGE = tuple(
    ClassFigure(name, grade, 28, 20, loans)
    for name, grade, loans in (
        ("一年级", 1, 59), ("二甲", 2, 95), ("二乙", 2, 84), ("三年级", 3, 146), ("四甲", 4, 190), ("四乙", 4, 165),
        ("五甲", 5, 123), ("五乙", 5, 137), ("六甲", 6, 90), ("六乙", 6, 73), ("六丙", 6, 81),
    )
)  # fmt: skip
CITY = tuple(
    ClassFigure(f"{'一二三四五六七八九'[at // 5]}({at % 5 + 8})班", at // 5 + 1, 45, 40, 300 + at * 29)
    for at in range(45)
)
SUBJECTS = tuple(
    SubjectFigure(letter, loans, items)
    for letter, loans, items in (
        ("I", 612, 3910), ("G", 178, 868), ("Q", 131, 391), ("K", 118, 900), ("Z", 96, 300), ("E", 60, 200),
        ("", 12, 900), ("P", 0, 2000),
    )
)  # fmt: skip
LONG = "中国孩子最喜爱的国学读本：写给少年儿童的中华传统美德故事大全集(彩图注音版)第三十二册"
TITLES = (
    TitleFigure("漫画《资治通鉴》, 春秋战国", "J228.2", 35),
    TitleFigure("你的生命只剩24小时", "I247.81", 34),
    TitleFigure(LONG, "I287.45/1021", 33),
    TitleFigure("马", "", 32),
    *(TitleFigure(f"昆虫记 {at}", "Q96-49", 31 - at) for at in range(4)),
)
FIRST = date(2017, 2, 20)
FIGURES = Figures(
    term="2017年春季学期",
    starts_on=FIRST,
    until=date(2017, 5, 13),
    loans=1402,
    by_others=12,
    read_here=0,
    classes=VILLAGE,
    subjects=SUBJECTS,
    hours=((10, 2), (11, 310), (12, 205), (15, 548), (16, 339)),
    days=tuple((FIRST + timedelta(days=at), 10 + at * 7 % 60) for at in range(80) if at % 7 < 5),
    busiest=(date(2017, 3, 30), 16, 79),
    reach=Reach(318, 232, 0.31),
    items=9945,
    titles=2661,
    titles_lent=428,
    most_lent=TITLES,
)
TARGETS = {0: 6}
OVERVIEW = TermCharts(Tab.OVERVIEW, FIGURES, TARGETS, VILLAGE, (), 1, 0, 1)
LARGE = replace(
    FIGURES, loans=50_989, classes=CITY, by_classes_of_now=True, items=100_000, titles=40_000, titles_lent=25_021,
    subjects=tuple(replace(one, loans=one.loans * 40) for one in SUBJECTS),
    hours=((10, 17_200), (12, 16_900), (15, 5_100), (16, 11_000)), busiest=(date(2026, 10, 16), 10, 1_231),
    days=tuple((FIRST + timedelta(days=at), 400) for at in range(150) if at % 7 < 5),
)  # fmt: skip
NOTHING = replace(FIGURES, loans=0, classes=(), subjects=(), hours=(), days=(), busiest=None, most_lent=())
ONE = replace(
    NOTHING, loans=1, classes=VILLAGE[:1], subjects=SUBJECTS[:1], hours=((11, 1),), days=((FIRST, 1),),
    busiest=(FIRST, 11, 1), most_lent=TITLES[:1], reach=Reach(28, 1, 1.0),
)  # fmt: skip
PUPILS = (
    NonBorrower("七年级(12)班", "2026040199", "阿卜杜热合曼·买买提艾力"),
    *(NonBorrower("三(2)班", f"03{at:02d}", "王小明") for at in range(5)),
)
GRADES = tuple(TargetLine(grade, 4 if grade == 1 else None, 6, 2.1 + grade) for grade in range(1, 10))
PAGES = {
    "village": OVERVIEW,
    "no-target": replace(OVERVIEW, targets={}),
    "targets-by-grade": replace(OVERVIEW, targets={0: 6, 1: 4, 2: 4, 3: 10, 4: 10}),
    "one-grade-has-a-target": replace(OVERVIEW, targets={3: 10}),
    "large": TermCharts(Tab.OVERVIEW, replace(LARGE, by_classes_of_now=False), {0: 12}, CITY[11:22], (), 1, 1, 5),
    "large-last": TermCharts(Tab.OVERVIEW, LARGE, {0: 12}, CITY[44:], (), 1, 4, 5),
    "one-loan": TermCharts(Tab.OVERVIEW, ONE, TARGETS, VILLAGE[:1], (), 1, 0, 1),
    "one-loan-more": TermCharts(Tab.MORE, ONE, TARGETS, (), TITLES[:1], 1, 0, 1),
    "no-loans": TermCharts(Tab.OVERVIEW, NOTHING, TARGETS, (), (), 1, 0, 1),
    "more": TermCharts(Tab.MORE, FIGURES, TARGETS, (), TITLES, 1, 0, 7),
    "large-more": TermCharts(Tab.MORE, LARGE, TARGETS, (), TITLES, 41, 5, 7),
    "grades": TermCharts(Tab.OVERVIEW, LARGE, {0: 12, 1: 4}, LARGE.grades, (), 1, 0, 6, by_grade=True),
    "never": NeverBorrowed("2017年春季学期", PUPILS, 86, 3, 15),
    "never-one": NeverBorrowed("2017年春季学期", PUPILS[:1], 1, 0, 1),
    "never-none": NeverBorrowed("2017年春季学期", (), 0, 0, 1),
    "no-term": NoFigures(),
    "reckoning": Working("figures.reckoning"),
    "saving": Working("figures.saving", 1, 3, can_stop=True),
    "targets": TargetList("2026年秋", (TargetLine(0, 6, None, None), *GRADES), True),
    "targets-none": TargetList("2026年秋", (TargetLine(0, None, None, None),), False),
    "targets-high-school": TargetList(
        "2026年秋", (TargetLine(0, None, None, None), *(TargetLine(at, None, None, None) for at in range(1, 13))), False
    ),
}

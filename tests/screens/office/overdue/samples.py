"""Pages of the room of late books: none, one, many, the longest names, every stage of a call-in."""

from dataclasses import replace
from datetime import date

from kiosk.office.overdue.views import (
    NO_CLASS,
    CallIn,
    ClassLate,
    ClassLeavers,
    ClassOut,
    LateBooks,
    LateLine,
    Leaver,
    LeavingClasses,
)
from kiosk.office.touch_kit.views import Confirm, DayCell, Option, PickDay, PickOne, Working

PRINTED = date(2026, 11, 23)
CLASSES = (
    ClassLate("a", "六(3)班", 6, 7, 6, PRINTED),
    ClassLate("b", "五(1)班", 5, 6, 6),
    ClassLate("c", "七年级(12)班", 7, 128, 41, PRINTED),
    ClassLate(NO_CLASS, "", 0, 2, 2),
    ClassLate("d", "二(2)班", 2, 1, 1),
    ClassLate("e", "一年级", 1, 0, 0),
    ClassLate("f", "初三(10)班", 9, 0, 0),
)
LONG = "《中国孩子最喜爱的国学读本：写给少年儿童的中华传统美德故事大全集(彩图注音版)第三十二册"
LINES = (
    LateLine("1", "0118", "欧阳子祎", "四甲", LONG, "I287.45", "16.80", date(2026, 11, 15), 8),
    LateLine("2", "0118", "欧阳子祎", "四甲", "昆虫记", "Q96", "", date(2026, 11, 17), 6),
    LateLine("3", "2026040199", "阿卜杜热合曼·买买提艾力", "四甲", "海底两万里", "", "", date(2026, 11, 20), 3),
    LateLine("4", "0240", "黎远", "四甲", "夏洛的网", "", "", date(2026, 5, 20), 187, is_lost=True),
    LateLine("5", "0235", "苏", "四甲", "Harry Potter and the Order of the Phoenix", "", "", date(2026, 11, 22), 1),
)
FULL = LateBooks(31, 26, CLASSES, 128, 1, 7, CLASSES[2], LINES, 3, 26)
RECALL = CallIn(
    term="2026—2027学年第一学期",
    today=date(2027, 1, 4),
    lending_until=date(2027, 1, 8),
    recall_on=date(2027, 1, 15),
    return_days=(date(2027, 1, 11), date(2027, 1, 12), date(2027, 1, 13)),
    days_left=9,
    out=412,
    people=318,
    classes=(
        ClassOut("a", "七年级(12)班", 7, 41, 3, 30),
        ClassOut("b", "三(2)班", 3, 22, 0, 20),
        ClassOut("c", "二(2)班", 2, 1, 0, 1),
        *(ClassOut(str(at), f"六({at})班", 6, 0, 0, 0) for at in range(3)),
    ),
    most=41,
    page=0,
    pages=8,
)
LEAVING = tuple(
    ClassOut(str(at), f"九({at})班", 9, out, 0, out, owing, date(2027, 6, 10), signed)
    for at, (out, owing, signed) in enumerate(((12, 2, None), (0, 0, None), (0, 1, None), (1, 0, date(2027, 6, 9))), 1)
)
LEAVERS = (
    Leaver("2026040199", "阿卜杜热合曼·买买提艾力", (LONG, "昆虫记"), False),
    Leaver("0199", "卢梅然", (), True),
    Leaver("0201", "黎远", ("夏洛的网",), False),
    *(Leaver(f"02{at}", "苏涛语", (), False) for at in (11, 12, 13)),
)
JANUARY = tuple(DayCell(date(2027, 1, day), enabled=day % 7 not in (2, 3), marked=day == 15) for day in range(1, 32))
PAGES = {
    "full": FULL,
    "first-page": replace(FULL, class_page=0, chosen=CLASSES[0], lines=LINES[:1], page=0, pages=1),
    "one-page": replace(FULL, class_pages=1, chosen=CLASSES[4], lines=LINES[:1], page=0, pages=1),
    "no-class-name": replace(FULL, chosen=CLASSES[3], lines=LINES[:2], page=0, pages=1),
    "class-clear": replace(FULL, chosen=CLASSES[5], lines=(), page=0, pages=1),
    "nothing-late": LateBooks(0, 0, CLASSES[5:], 0, 0, 1, CLASSES[5], (), 0, 1),
    "empty": LateBooks(0, 0, (), 0, 0, 1, None, (), 0, 1),
    "lost": Confirm("overdue.lost", {"title": LONG, "name": "欧阳子祎", "price": "16.80"}),
    "lost-no-price": Confirm("overdue.lost", {"title": "马", "name": "苏", "price": ""}),
    "saving": Working("overdue.saving", 3, 45, can_stop=True),
    "recall": RECALL,
    "recall-open": replace(RECALL, lending_until=None, recall_on=None, return_days=(), days_left=None),
    "recall-over": replace(
        RECALL, today=date(2027, 1, 18), days_left=0, return_days=tuple(date(2027, 1, 11 + at) for at in range(5))
    ),
    "recall-all-back": replace(
        RECALL, out=0, people=0, classes=tuple(replace(one, out=0) for one in RECALL.classes), most=0, pages=1
    ),
    "recall-day": PickDay("recall.recall_day", date(2027, 1, 1), JANUARY),
    "return-days": PickDay("recall.return_days", date(2027, 1, 1), JANUARY),
    "call-off": Confirm("recall.call_off", {"term": "2026年秋"}),
    "leaving": LeavingClasses("2026年秋", LEAVING, 0, 1),
    "leaving-pages": LeavingClasses("2026年秋", (*LEAVING, *LEAVING[:2]), 1, 3),
    "leaving-none": LeavingClasses("2026年秋", (), 0, 1),
    "pick-classes": PickOne(
        "recall.pick_classes",
        tuple(Option(str(at), f"九({at})班", chosen=at < 3) for at in range(12)),
        0,
        4,
    ),
    "leavers": ClassLeavers(LEAVING[0], LEAVERS, 30, 45, 0, 8),
    "leavers-signed": ClassLeavers(LEAVING[3], LEAVERS, 45, 45, 0, 8, "林老师"),
    "leavers-none": ClassLeavers(LEAVING[1], (), 0, 0, 0, 1),
    "sign": Confirm("recall.sign", {"group": "九(1)班", "count": 0, "owing": 0}),
    "sign-open": Confirm("recall.sign_open", {"group": "九(1)班", "count": 12, "owing": 1}),
}

"""Views of the lane, the staff screens and what comes before a visit: ordinary ones and the longest of each."""

from datetime import date, timedelta
from uuid import UUID

from kiosk.circulation.denials import denial
from kiosk.circulation.naming import Choice
from kiosk.office.today.notice_views import NoticeDetail, NoticeLine, Notices
from kiosk.selfcheck.staff_views import (
    DeviceFacts,
    Devices,
    FindPatron,
    Meter,
    Pin,
    PinPurpose,
    Seen,
    StaffMenu,
)
from kiosk.selfcheck.views import (
    AskForCard,
    AskKind,
    AskSameChild,
    Book,
    CameraLost,
    FoundTitle,
    Lane,
    LaneLine,
    OutOfService,
    ReturnedWithoutCard,
    Search,
    View,
    VisitAct,
    VisitLine,
)
from tests.screens.samples import at

LONG = "中国孩子最喜爱的国学读本 : 漫画版, 小学卷. 第三册, 三字经、百家姓、千字文与弟子规"
LATIN = "The Wonderful Adventures of Nils Holgersson through Sweden"
LONG_AUTHOR = "中国青少年素质教育研究会编写组, 张三丰, 李四光, 王五四主编 ; 赵六六等绘"
ANDERSEN = Book("安徒生童话", "I534.88", "12号书架")
DINOSAURS = Book("恐龙百科全书", "Q915.864-49", "3号书架")
RECENT = (
    LaneLine(2, Book("十万个为什么. B卷"), at(12, 14)),
    LaneLine(1, Book("植物大战僵尸2武器秘密之你问我答科学漫画. 恐龙卷"), at(12, 13)),
)


def odd_line(code: str, book: Book = DINOSAURS, *, checked_in: bool = True, **facts: str) -> LaneLine:
    return LaneLine(3, book, at(12, 14), denial(code, **facts), checked_in)


def lane(last: LaneLine | None, count: int = 37, red_box: int = 2) -> Lane:
    return Lane(last, RECENT if last else (), count, red_box)


LANES: dict[str, View] = {
    "lane": lane(LaneLine(3, ANDERSEN, at(12, 14))),
    "lane-start": lane(None, 0, 0),
    "lane-one": lane(LaneLine(3, Book("家"), at(12, 14)), 1, 1),
    "lane-long": lane(LaneLine(3, Book(LONG, "I287.5/123:2", "二楼少儿区第12号书架"), at(12, 14)), 1284, 112),
    "lane-latin": lane(LaneLine(3, Book(LATIN, "I534.88"), at(12, 14))),
    "lane-held": lane(odd_line("item_held_for_other", title="恐龙百科全书"), 38, 3),
    "lane-long-held": lane(odd_line("item_held_for_other", Book(LONG), title=LONG), 138, 13),
    "lane-whose": lane(odd_line("which_copy", checked_in=False, title="恐龙百科全书")),
    "lane-not-on-loan": lane(odd_line("not_on_loan", checked_in=False, title="恐龙百科全书")),
    "lane-unknown": lane(odd_line("unknown_barcode", Book(""), checked_in=False, text="X-00417")),
    "lane-label": lane(odd_line("label_mismatch", text="B0000417", title="恐龙百科全书")),
    "lane-damaged": lane(odd_line("item_damaged", title="恐龙百科全书")),
}

CHEN = Pin(PinPurpose.STAFF_MENU, "陈老师", "librarian", 4, False, 2, None, True)
PINS: dict[str, View] = {
    "pin": CHEN,
    "pin-wrong": Pin(PinPurpose.OVERRIDE, "阿依古丽·买买提老师", "librarian", 0, True, 1, None, False),
    "pin-locked": Pin(PinPurpose.FIND_PATRON, "陈老师", "helper", 0, True, 0, at(12, 12), True),
    "pin-nobody": Pin(PinPurpose.STAFF_MENU, "", "", 0, False, 0, None, False),
    "staff-menu": StaffMenu("陈老师", 1284),
    "staff-menu-office": StaffMenu("陈老师", 1284, has_office=True),
    "staff-menu-idle": StaffMenu("阿依古丽·买买提老师"),
}


def choices(labels: list[str]) -> tuple[Choice, ...]:
    return tuple(Choice(UUID(int=number), label) for number, label in enumerate(labels, 1))


CLASSES = [f"{grade}({number})班" for grade in "一二三" for number in range(1, 5)]
NAMES = [
    "王小明",
    "李涵",
    "欧阳诗雨",
    "阿依古丽·买买提",
    "陈玥",
    "刘祎",
    "张喆",
    "周堃",
    "吴镕",
    "郑小",
    "钱多",
    "孙悟",
]
FINDING: dict[str, View] = {
    "find-classes": FindPatron("", choices(CLASSES), 0, 3),
    "find-classes-last": FindPatron("", choices(["七年级(12)班", "小海豚班", "教师"]), 2, 3),
    "find-names": FindPatron("七年级(12)班", choices(NAMES), 1, 4),
    "find-one": FindPatron("三(2)班", choices(NAMES[:1]), 0, 1),
    "find-none": FindPatron("", (), 0, 1),
    "find-nobody": FindPatron("三(2)班", (), 0, 1),
}

FOUND = (
    FoundTitle("昆虫记", "(法)法布尔著 ; 陈筱卿译", "Q96-49", "14号架", 3, None),
    FoundTitle("奇妙的昆虫世界", "本书编写组编", "Q96-49", "14号架", 1, None),
    FoundTitle("奇妙的昆虫家族", "李超编", "Q96-49", "14号架", 0, date(2026, 12, 3)),
)
SEARCHES: dict[str, View] = {
    "search": Search("kc", 12, FOUND, 0, 1),
    "search-start": Search("", 0, (), 0, 1),
    "search-none": Search("kcqq", 0, (), 0, 1),
    "search-pages": Search("k", 1284, FOUND, 1, 428),
    "search-last": Search("kcj", 4, FOUND[:1], 1, 2),
    "search-long": Search(
        "zghzzxadgxdbmhbxxjdscszjbjxqzwydzg",
        1,
        (
            FoundTitle(LONG, LONG_AUTHOR, "I287.5/123:2", "二楼少儿区第12号书架", 0, None),
            FoundTitle(LATIN, "", "", "", 112, None),
        ),
        0,
        1,
    ),
}

ALONE: dict[str, View] = {
    "camera-unplugged": CameraLost("unplugged", at(12, 9)),
    "camera-absent": CameraLost("absent", at(12, 9)),
    "camera-frozen": CameraLost("frozen", at(12, 9, 22)),
    "out-disk": OutOfService("disk_full", "D-07", 1284),
    "out-database": OutOfService("database", "D-01", 1),
    "out-restart": OutOfService("restart", "S-03", 0),
}

ASKED: dict[str, View] = {
    "ask-card": AskForCard((Book("草房子"),), None),
    "ask-card-whose": AskForCard((Book("窗边的小豆豆"),), denial("which_copy", title="窗边的小豆豆")),
    "ask-card-many": AskForCard((Book("家"), Book("草房子"), Book(LONG), Book(LATIN)), None),
    "same-child": AskSameChild("吴*", "quiet", (Book("小王子"),)),
    "same-child-left": AskSameChild("古*", "left", (Book(LATIN),)),
    "same-child-changed": AskSameChild("欧*", "changed", (Book("家"), Book(LONG))),
    "same-child-unread": AskSameChild("李*", "unread", (*(Book("草房子"),) * 11, Book(LATIN))),
    "ask-kind": AskKind("0001234"),
    "ask-kind-long": AskKind("9787544253994-0001234-SCHOOL"),
    "returned": ReturnedWithoutCard(VisitLine(0, VisitAct.RETURNED, "草房子", can_undo=False)),
    "returned-label": ReturnedWithoutCard(
        VisitLine(
            0, VisitAct.RETURNED, LONG, notes=(denial("label_mismatch", text="B0000417", title=LONG),), can_undo=False
        )
    ),
    "returned-late": ReturnedWithoutCard(VisitLine(0, VisitAct.RETURNED, LONG, days_late=13, can_undo=False)),
    "returned-one-day": ReturnedWithoutCard(VisitLine(0, VisitAct.RETURNED, LATIN, days_late=1, can_undo=False)),
}

KNOWN = {
    "text": "B0000417",
    "isbn": "9787544253994",
    "kiosk": "k-ab23cd",
    "book": "恐龙百科全书",
    "cover": "昆虫记",
    "reader": "20230189",
    "other": "20230190",
    "own": "B0000418",
    "minutes": "-1284",
}
LONGEST = {**KNOWN, "text": "9787544253994-0001234-SCHOOL-417", "book": LONG, "cover": LATIN}
NOBODY = dict.fromkeys(KNOWN)
KINDS = (
    "label_mismatch", "not_own_copy", "label_to_mend", "isbn_not_registered", "unknown_at_returns",
    "return_without_loan", "copy_lent_twice", "event_not_placed", "event_quarantined", "kiosk_restored",
    "returned_by_number", "found_by_loan", "lent_under_old_rules", "lent_while_blocked", "clock_off", "something_new",
)  # fmt: skip


def notice_line(number: int, kind: str, facts: dict[str, str | None] = KNOWN) -> NoticeLine:
    moment = at(12, 14) - timedelta(days=number * 3, minutes=number)
    return NoticeLine(UUID(int=700 + number), kind, moment, facts)


PAGE = tuple(notice_line(number, kind) for number, kind in enumerate(KINDS[:6]))
WAITING: dict[str, View] = {
    "notices": Notices(PAGE, 9, 0, 2),
    "notices-rest": Notices(tuple(notice_line(n, kind) for n, kind in enumerate(KINDS[6:12])), 1000, 166, 167, PAGE[0]),
    "notices-last": Notices((notice_line(0, KINDS[12]), notice_line(1, KINDS[13]), notice_line(2, KINDS[14])), 9, 1, 2),
    "notices-long": Notices(tuple(notice_line(n, kind, LONGEST) for n, kind in enumerate(KINDS[:6])), 1000, 0, 167),
    "notices-none": Notices((), 0, 0, 1),
    "notices-last-done": Notices((), 0, 0, 1, PAGE[1]),
    **{f"notice-{kind}": NoticeDetail(notice_line(0, kind)) for kind in KINDS},
    "notice-long": NoticeDetail(notice_line(0, "label_mismatch", LONGEST)),
    "notice-unknown": NoticeDetail(notice_line(0, "copy_lent_twice", NOBODY)),
}

READ = Seen("9787544250580", ((0.52, 0.60), (0.68, 0.62), (0.68, 0.76), (0.51, 0.74)))
DEVICES_WELL = DeviceFacts(
    (
        Meter("focus", "1.1", 86, "good", "sharp"),
        Meter("light", "182", 74, "good", "good"),
        Meter("glare", "0.0", 4, "good", "none"),
        Meter("code_size", "2.3", 77, "good", "good"),
    ),
    "nothing",
    (READ,),
    at(12, 6),
)
METERS = {
    "focus": ("sharp", "soft", "blurred", "unknown"),
    "light": ("good", "dark", "very_dark", "bright"),
    "glare": ("none", "some", "much", "unknown"),
    "code_size": ("good", "small", "too_small", "unknown"),
}
VERDICTS = ("good", "fair", "poor", "unknown")
ADVICE = ("nothing", "show_a_code", "more_light", "less_light", "less_glare", "nearer", "sharper")


def device_facts(place: int, advice: str) -> DeviceFacts:
    """place: which of its words each meter says."""
    meters = tuple(
        Meter(name, "1.4", (90, 55, 20, 0)[place], VERDICTS[place], words[place]) for name, words in METERS.items()
    )
    long_text = Seen("B0000001-9787544250580-0001234", READ.corners)
    return DeviceFacts(meters, advice, (READ, long_text) if place else (), at(9, 5, 20) if place < 3 else None)


STAFF_SAMPLES: dict[str, View] = {
    "devices": Devices(), **LANES, **PINS, **FINDING, **WAITING, **SEARCHES, **ALONE, **ASKED,
}  # fmt: skip

"""Pages of the room of the readers, with the names, numbers and states that are hardest to place."""

from datetime import date

from kiosk.office.people.views import (
    ALL,
    LEFT,
    TEACHERS,
    AccountLine,
    AccountList,
    AccountPage,
    ClassLine,
    ClassList,
    ClassPage,
    Group,
    ImportOutcome,
    LeaverLoan,
    LeaverLoans,
    NewPin,
    PatronLine,
    PatronLoan,
    PatronPage,
    PeopleList,
    PromotionLine,
    PromotionPage,
    Reader,
    RosterLine,
    RosterPage,
    State,
)
from kiosk.office.touch_kit.views import Confirm, Option, PickOne, Trouble

MENU = ("promote", "classes", "staff", "export")
LONG_TITLE = "中国少年儿童百科全书·自然与科学卷：从恐龙到宇宙飞船的一千个为什么与它们的回答"
GROUPS = (
    Group(ALL, "", 1334),
    Group("11", "一年级", 41),
    Group("21", "二甲", 28),
    Group("32", "三(2)班", 43),
    Group("71", "七年级(12)班", 55),
    Group(TEACHERS, "", 31),
)
COUNTS = ((State.OVERDUE, 123), (State.CARD_LOST, 12), (State.NOT_TRAINED, 102), (State.BLOCKED, 10))


def line(number: str, name: str, group: str = "三(2)班", **columns) -> PatronLine:
    usual = {"on_loan": 2, "this_term": 14, "late": 0, "late_days": 0, "blocked": False, "card_lost": False,
             "owes": False, "trained": True, "left": False}  # fmt: skip
    return PatronLine(number, number, name, group, **usual | columns)


LINES = (
    line("0199", "卢梅然", late=1, late_days=3),
    line("G330102201807154213", "阿卜杜热西提·买买提", "七年级(12)班", this_term=122, late=12, late_days=180),
    line("0118", "方", blocked=True),
    line("0120", "欧阳子祎", trained=False),
)


def people(**columns) -> PeopleList:
    usual = {"total": 1334, "classes": 24, "groups": GROUPS, "chosen": GROUPS[0], "groups_page": 1, "groups_pages": 3,
             "counts": COUNTS, "state": None, "rows": LINES, "found": 1334, "page": 0, "pages": 334}  # fmt: skip
    return PeopleList(**usual | columns)


LOANS = (
    PatronLoan(LONG_TITLE, date(2026, 11, 3), date(2026, 11, 20), None, 3),
    PatronLoan("草房子", date(2026, 11, 20), date(2026, 12, 8), None, 0),
    PatronLoan("The Very Hungry Caterpillar", date(2026, 11, 20), date(2026, 12, 8), None, 0),
)


def patron(history: bool = False, rows: tuple[PatronLoan, ...] = LOANS, page: int = 0, pages: int = 1, **columns):
    usual = {"id": "1", "number": "0199", "name": "卢梅然", "class_id": "32", "group": "三(2)班", "is_teacher": False,
             "blocked": False, "card_lost": False, "card_issue": 1, "owes": False, "limit": None, "expires_on": None,
             "expired": False, "left": False, "open_loans": 3, "ended_loans": 22}  # fmt: skip
    return PatronPage(Reader(**usual | columns), history, rows, page, pages)


CLASSES = tuple(
    ClassLine(str(at), name, 3, 43, 56, at * 3, at != 2)
    for at, name in enumerate(("一年级", "二甲", "三(2)班", "七年级(12)班", "八(3)班", "九(1)班"))
)

NEW = (RosterLine(0, "0010", "姜瑶宇", "四甲"), RosterLine(0, "0011", "阿卜杜热西提·买买提", "七年级(12)班"))
CHANGED = (
    RosterLine(0, "0002", "杨熙", "四甲", ("name", "school_class", "loan_limit", "expires_on"), "阿卜杜热西提·买买提"),
    RosterLine(0, "0003", "方方", "四甲", ("blocked", "card_lost", "left")),
)
REJECTED = (
    RosterLine(5, "", "无号 四甲 开通 2", "", ("no_number",), ""),
    RosterLine(
        1207, "", "0199 卢梅然 三(2)班 开通 2 2027年6月31日 备注很长很长", "", ("day_unreadable",), "2027年6月31日"
    ),
    RosterLine(1208, "", "0200 方方", "", ("unknown_permission",), "可以借一点点但是不太多"),
    RosterLine(1209, "", "0199 卢梅然", "", ("number_twice",), "0199"),
)


def roster(part: ImportOutcome, rows: tuple[RosterLine, ...], **columns) -> RosterPage:
    counts = tuple(zip(ImportOutcome, (120, 1043, 87, 14), strict=True))
    usual = {"file": "二〇二六年秋季全校学生名单最终版.xlsx", "counts": counts, "unchanged": 171,
             "part": part, "rows": rows, "marks_missing": False, "lent_to": 0, "takes_something": True, "page": 0,
             "pages": 30}  # fmt: skip
    return RosterPage(**usual | columns)


PROMOTION = (
    PromotionLine("1", "一年级", "二年级", False, 41, 0, False),
    PromotionLine("2", "三(2)班", "四(2)班", False, 43, 0, False),
    PromotionLine("3", "七年级(12)班", "八年级(12)班", False, 55, 0, True),
    PromotionLine("4", "2024级实验1班", "", False, 30, 0, False),
    PromotionLine("5", "六(1)班", "", True, 44, 17, False),
)
ACCOUNTS = (
    AccountLine("1", "林老师", "librarian", "S0001", True, True),
    AccountLine("2", "欧阳老师", "librarian", "chip 0455 9912 7781 0002", False, False),
    AccountLine("3", "小李", "helper", "H0001", False, False),
)

PAGES = {
    "list": people(),
    "list-late": people(chosen=GROUPS[3], state=State.OVERDUE, rows=LINES[:3], found=3, pages=1),
    "list-late-of-all": people(state=State.OVERDUE, rows=LINES[:3], found=123, pages=41),
    "list-states": people(
        state=State.BLOCKED,
        rows=(line("1", "方", owes=True), line("2", "王小明", card_lost=True), line("3", "李", left=True)),
        found=3,
        pages=1,
    ),
    "list-nobody": people(chosen=GROUPS[2], state=State.CARD_LOST, rows=(), found=0, pages=1),
    "list-left": people(groups=(*GROUPS[:5], Group(LEFT, "", 300)), chosen=Group(LEFT, "", 300), counts=()),
    "list-empty": people(
        total=0, classes=0, groups=(Group(ALL, "", 0),), chosen=Group(ALL, "", 0), groups_page=0, groups_pages=1,
        counts=tuple((state, 0) for state in State), rows=(), found=0, pages=1,
    ),
    "patron": patron(),
    "patron-late": patron(
        name="阿卜杜热西提·买买提", number="G330102201807154213", group="七年级(12)班", blocked=True, card_lost=True,
        owes=True, limit=1, expires_on=date(2026, 8, 31), expired=True, card_issue=3, pages=3, page=1,
    ),
    "patron-history": patron(
        history=True, rows=(PatronLoan(LONG_TITLE, date(2026, 9, 3), date(2026, 9, 18), date(2026, 9, 20), 2),),
        page=7, pages=8,
    ),
    "patron-none": patron(rows=(), open_loans=0, ended_loans=0, is_teacher=True, group="", class_id=""),
    "patron-left": patron(left=True, rows=(), open_loans=0),
    "classes": ClassList(CLASSES, 1, 0, 4),
    "classes-none": ClassList((), 0, 0, 1),
    "class": ClassPage(CLASSES[3]),
    "class-untrained": ClassPage(CLASSES[2]),
    "roster-new": roster(ImportOutcome.NEW, NEW),
    "roster-changed": roster(ImportOutcome.CHANGED, CHANGED),
    "roster-missing": roster(ImportOutcome.MISSING, NEW),
    "roster-missing-on": roster(ImportOutcome.MISSING, NEW, marks_missing=True, lent_to=3),
    "roster-rejected": roster(ImportOutcome.REJECTED, REJECTED),
    "roster-nothing": roster(ImportOutcome.NEW, (), takes_something=False, pages=1),
    "promotion": PromotionPage(PROMOTION, 3, 1, 44, 17, 1, 0, 3),
    "promotion-can": PromotionPage(PROMOTION[:2], 2, 1, 44, 17, 0, 0, 1),
    "promotion-none": PromotionPage((), 0, 0, 0, 0, 0, 0, 1),
    "leavers": LeaverLoans(
        tuple(LeaverLoan("阿卜杜热西提·买买提", "六(1)班", LONG_TITLE, date(2026, 6, 20)) for _ in range(6)), 17, 0, 3
    ),
    "leavers-none": LeaverLoans((), 0, 0, 1),
    "accounts": AccountList(ACCOUNTS, 0, 1),
    "account": AccountPage(ACCOUNTS[0], last=True),
    "account-no-pin": AccountPage(ACCOUNTS[1], last=False),
    "pin": NewPin("林老师", 0, again=False, differed=False),
    "pin-again": NewPin("欧阳老师", 3, again=True, differed=False),
    "pin-differed": NewPin("林老师", 0, again=False, differed=True),
    "menu": PickOne(
        "people.menu",
        tuple(Option(name, f"people.{name}", f"people.{name}.hint") for name in MENU),
    ),
    "ask-reissue": Confirm("people.reissue", {"name": "卢梅然", "number": "0199"}),
    "ask-promote": Confirm(
        "people.promote", {"moving": 10, "leaving": 2, "leavers": 88, "open_loans": 17}
    ),
    "ask-take": Confirm(
        "people.take_and_leave", {"new": 120, "changed": 1043, "missing": 87}
    ),
    "ask-forget": Confirm(
        "people.forget", {"name": "卢梅然", "number": "0199"}, danger=True
    ),
    "trouble-columns": Trouble(
        "import.file.no_column",
        {"path": "二〇二六年秋季全校学生名单最终版.xlsx", "missing": "借书号",
         "found": "序号、姓名、性别、出生日期、学籍号码、家庭住址、联系电话、监护人、班主任、备注"},
    ),
}  # fmt: skip

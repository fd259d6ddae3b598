"""Views to draw: the ordinary ones of the design, and the longest, shortest and fullest of each."""

from dataclasses import replace
from datetime import date, datetime, timedelta, timezone
from uuid import UUID

import numpy as np

from kiosk.circulation.denials import DENIALS, Denial, Fact, denial
from kiosk.circulation.signs import Sign, SignKind, Stop
from kiosk.selfcheck.views import (
    Badge,
    Book,
    Finished,
    Keypad,
    LoanRow,
    MyLoans,
    Offer,
    Refusal,
    Shelf,
    StatusFacts,
    View,
    Visit,
    VisitAct,
    VisitLine,
    Welcome,
)

ZONE = timezone(timedelta(hours=8))
NOW = datetime(2026, 11, 23, 12, 7, tzinfo=ZONE)  # a Monday
STATUS = StatusFacts(school="育英小学 · 图书角", camera="ok", sees="idle", online=True, waiting=0)


def at(hour: int, minute: int, day: int = 23) -> datetime:
    return datetime(2026, 11, day, hour, minute, tzinfo=ZONE)


def camera_frame() -> np.ndarray:
    """A shelf, drawn: BGR, as a camera gives it."""
    frame = np.full((720, 1280, 3), (216, 203, 197), np.uint8)
    frame[:, 380:] = (91, 133, 181)
    colours = ((74, 99, 181), (131, 111, 152), (141, 125, 103), (72, 155, 204), (112, 142, 103))
    for row in range(3):
        floor = 380 + row * 150
        frame[floor : floor + 14, 380:] = (60, 100, 145)
        for book in range(22):
            left, height = 392 + book * 40, 84 + (book * 37 + row * 13) % 40
            frame[floor - height : floor, left : left + 32] = colours[(book + row) % 5]
    return frame


def stop(kind: SignKind, when: datetime | None = None, *who: str) -> Stop:
    return Stop(when, kind, who)


ROUTE = (
    stop(SignKind.CLASS_TURN, None, "三(2)班"),
    stop(SignKind.CLASS_TURN, at(12, 20), "三(3)班"),
    stop(SignKind.CLASS_TURN, at(12, 35), "四(1)班"),
    stop(SignKind.FREE, at(15, 40)),
)
LONG_ROUTE = (
    stop(SignKind.FREE),
    stop(SignKind.CLASS_TURN, at(12, 5, 24), "七年级(12)班"),
    stop(SignKind.CLASS_TURN, at(12, 20, 24), "七年级(12)班", "七年级(13)班"),
    stop(SignKind.CLASS_TURN, at(12, 35, 25), "五(1)班"),
)

WELCOME_CLASS = Welcome(Sign(SignKind.CLASS_TURN, ("三(2)班",), until=at(12, 20)), ROUTE)

WELCOMES: dict[str, View] = {
    "welcome": WELCOME_CLASS,
    "welcome-free": Welcome(
        Sign(SignKind.FREE, until=at(12, 51)),
        (stop(SignKind.FREE), *(stop(SignKind.CLASS_TURN, at(12, 5 + 15 * n, 24), f"四({n + 1})班") for n in range(3))),
    ),
    "welcome-closed": Welcome(
        Sign(SignKind.CLOSED, next_at=at(12, 5, 24), next_who=("四(1)班",)),
        (
            stop(SignKind.CLOSED),
            *(stop(SignKind.CLASS_TURN, at(12, 5 + 15 * n, 24), f"四({n + 1})班") for n in range(3)),
        ),
    ),
    "welcome-holiday": Welcome(
        Sign(
            SignKind.CLOSED,
            next_at=datetime(2027, 2, 22, 12, 5, tzinfo=ZONE),
            next_who=("七年级(12)班", "七年级(13)班"),
        ),
        (stop(SignKind.CLOSED), stop(SignKind.CLASS_TURN, datetime(2027, 2, 22, 12, 5, tzinfo=ZONE), "七年级(12)班")),
    ),
    "welcome-closed-for-good": Welcome(Sign(SignKind.CLOSED), (stop(SignKind.CLOSED),)),
    "welcome-returns": Welcome(
        Sign(SignKind.RETURNS, next_at=datetime(2027, 2, 22, 12, 5, tzinfo=ZONE)),
        (stop(SignKind.RETURNS), stop(SignKind.CLASS_TURN, datetime(2027, 2, 22, 12, 5, tzinfo=ZONE), "七年级(12)班")),
    ),
    "welcome-returns-for-good": Welcome(Sign(SignKind.RETURNS), (stop(SignKind.RETURNS),)),
    "welcome-open": Welcome(Sign(SignKind.OPEN), (stop(SignKind.OPEN),)),
    "welcome-long": Welcome(Sign(SignKind.CLASS_TURN, ("七年级(12)班",), until=at(12, 8)), LONG_ROUTE),
    "welcome-two": Welcome(Sign(SignKind.CLASS_TURN, ("三(2)班", "四(1)班"), until=at(12, 20)), ()),
    "welcome-grades": Welcome(
        Sign(SignKind.CLASS_TURN, ("七年级(12)班", "七年级(13)班", "八年级(11)班"), until=at(12, 20)), LONG_ROUTE
    ),
}


# --- visits ----------------------------------------------------------------------------------------------------

LONGEST = "(包邮)蘑尔宝贝小学生彩色注音作文套装 学写一段话+好词好句+日记周记+初学者的第一步"
LATIN = "Data Structures and Algorithms with Python"
VOLUME = "笑死你决不偿命. 009, 孙悟空为什么要当保安"

WANG = Badge("王*明", "三(2)班", "student")
LONG_NAME = Badge("古丽娜尔·买买提", "七年级(12)班", "student")
TEACHER = Badge("陈*", "", "teacher")
ONE = Badge("李", "五(1)班", "student")


def loan(number: int, title: str, due: date, left: int, why_not: Denial | None = None, renewals: int = 0) -> LoanRow:
    return LoanRow(UUID(int=number), title, due, max(0, -left), max(0, left), renewals, why_not)


LATE = loan(
    1,
    "海底两万里",
    date(2026, 11, 20),
    -3,
    denial("loan_overdue_no_renewal", title="海底两万里", due_on=date(2026, 11, 20)),
)
WINDOW = loan(2, "窗边的小豆豆", date(2026, 11, 30), 7)
READER = "中国孩子最喜爱的国学读本 : 漫画版, 小学卷. 第三册"
RENEWED = loan(
    3,
    READER,
    date(2026, 12, 4),
    11,
    denial("renewal_limit_reached", title=READER, due_on=date(2026, 12, 4)),
    renewals=1,
)
TODAY = loan(4, LONGEST, date(2026, 11, 23), 0)

BORROWED = VisitLine(1, VisitAct.CHECKED_OUT, "草房子", date(2026, 12, 8))
RETURNED = VisitLine(2, VisitAct.RETURNED, "窗边的小豆豆")
RETURNED_LATE = VisitLine(3, VisitAct.RETURNED, "荣光 : 第十四届新概念作文奖获奖者作品集", days_late=3)
BORROWED_LONG = VisitLine(4, VisitAct.CHECKED_OUT, LONGEST, date(2027, 1, 15))
BORROWED_VOLUME = VisitLine(5, VisitAct.CHECKED_OUT, VOLUME, date(2027, 1, 15))
OUT_OF_TURN = denial("served_out_of_turn", serving=("三(2)班",), next_at=at(12, 5, 25))


def shelf(limit: int, on_loan: int) -> Shelf:
    return Shelf(limit, on_loan)


VISITS: dict[str, View] = {
    "identified": Visit(WANG, shelf(2, 1), loans=(WINDOW,)),
    "identified-none": Visit(ONE, shelf(1, 0)),
    "identified-late": Visit(LONG_NAME, shelf(5, 1), loans=(LATE,)),
    "identified-two": Visit(LONG_NAME, shelf(5, 2), loans=(LATE, TODAY)),
    "identified-many": Visit(TEACHER, shelf(8, 4), loans=(LATE, WINDOW, RENEWED, TODAY)),
    "identified-undone": Visit(WANG, shelf(2, 1), loans=(WINDOW,), said=denial("undone", title="草房子")),
    "identified-said": Visit(ONE, shelf(1, 0), said=denial("already_done", title=LATIN)),
    "visit": Visit(WANG, shelf(2, 1), BORROWED, (RETURNED,)),
    "visit-undone": Visit(
        LONG_NAME, shelf(5, 1), earlier=(RETURNED, BORROWED_LONG), loans=(LATE,), said=denial("undone", title=LONGEST)
    ),
    "visit-undone-full": Visit(
        TEACHER,
        shelf(5, 5),
        earlier=(BORROWED_VOLUME, RETURNED_LATE, *(RETURNED,) * 7),
        said=denial("undone", title="草房子"),
    ),
    "visit-full": Visit(
        TEACHER, shelf(5, 5), BORROWED_LONG, (BORROWED_VOLUME, RETURNED_LATE, *(RETURNED,) * 7), earlier_page=0
    ),
    "visit-last-page": Visit(TEACHER, shelf(5, 5), BORROWED_LONG, (RETURNED,), earlier_page=4),
    "visit-first": Visit(LONG_NAME, shelf(1, 1), VisitLine(1, VisitAct.CHECKED_OUT, LATIN, date(2026, 12, 8))),
    "visit-two": Visit(
        WANG, shelf(8, 3), VisitLine(1, VisitAct.RENEWED, "昆虫记", date(2026, 12, 15)), (BORROWED, RETURNED_LATE)
    ),
    "visit-returned-late": Visit(WANG, shelf(2, 0), RETURNED_LATE, (RETURNED,)),
    "visit-returned-short": Visit(WANG, shelf(2, 0), VisitLine(9, VisitAct.RETURNED, "活着", can_undo=False)),
    "visit-read-here": Visit(
        WANG,
        shelf(2, 1),
        VisitLine(9, VisitAct.READ_HERE, "新华写字字典"),
        (VisitLine(8, VisitAct.READ_HERE, "辞海"), BORROWED),
    ),
    "visit-moved": Visit(
        WANG, shelf(2, 1), VisitLine(1, VisitAct.CHECKED_OUT, "草房子", date(2027, 1, 4), days_moved=3)
    ),
    "visit-out-of-turn": Visit(
        WANG, shelf(2, 1), VisitLine(1, VisitAct.CHECKED_OUT, "草房子", date(2026, 12, 8), notes=(OUT_OF_TURN,))
    ),
    "visit-label": Visit(
        WANG,
        shelf(2, 1),
        VisitLine(
            1, VisitAct.CHECKED_OUT, LONGEST, date(2026, 12, 8), notes=(denial("label_to_mend", text="0012345"),)
        ),
    ),
    "visit-mislabelled": Visit(
        WANG,
        shelf(2, 1),
        VisitLine(
            1,
            VisitAct.CHECKED_OUT,
            "草房子",
            date(2026, 12, 8),
            notes=(denial("label_mismatch", text="0012345", title="草房子"),),
        ),
    ),
    "visit-not-own-copy": Visit(
        WANG, shelf(2, 1), VisitLine(1, VisitAct.RETURNED, "草房子", notes=(denial("not_own_copy", title="草房子"),))
    ),
    "visit-said": Visit(WANG, shelf(2, 1), BORROWED, (RETURNED,), said=denial("already_done", title="草房子")),
}

LOANS: dict[str, View] = {
    "loans": MyLoans(Badge("周*", "六(2)班", "student"), (LATE, WINDOW, RENEWED), 0, 1, 1),
    "loans-pages": MyLoans(LONG_NAME, (TODAY, WINDOW, RENEWED), 1, 3, 2),
    "loans-fine": MyLoans(WANG, (WINDOW,), 0, 1, 0),
    "loans-held": MyLoans(
        WANG, (loan(7, LATIN, date(2026, 11, 24), 1, denial("item_held_for_other", title=LATIN)),), 0, 1, 0
    ),
    "loans-none": MyLoans(WANG, (), 0, 1, 0),
}

FINISHES: dict[str, View] = {
    "finished": Finished(WANG, 1, 1, date(2026, 12, 8), (loan(1, "草房子", date(2026, 12, 8), 15),), shelf(2, 1)),
    "finished-long": Finished(LONG_NAME, 12, 5, date(2026, 11, 23), (TODAY, WINDOW, RENEWED, LATE), shelf(8, 4)),
    "finished-returned": Finished(ONE, 1, 0, None, (), shelf(1, 0)),
    "finished-nothing": Finished(TEACHER, 0, 0, None, (), shelf(5, 0)),
}

# --- refusals --------------------------------------------------------------------------------------------------

FACTS: dict[str, Fact] = {
    "text": "6901234567892",
    "title": "昆虫记",
    "expired_on": date(2026, 7, 1),
    "opens_at": at(12, 5, 24),
    "serving": ("三(2)班",),
    "class_name": "五(1)班",
    "next_at": at(12, 5, 25),
    "limit": 2,
    "on_loan": 2,
    "count": 1,
    "due_on": date(2026, 12, 4),
    "until": at(16, 30),
}
CHARLOTTE = Book("夏洛的网", "I712.84", "12号架")
DICTIONARY = Book("新华写字字典", "H124.1", "3号书架")
OFFERS: dict[str, tuple[Offer, ...]] = {
    "not_your_class_turn": (Offer.STAFF,),
    "class_not_trained": (Offer.STAFF,),
    "loan_limit_reached": (Offer.MY_LOANS,),
    "overdue_limit_reached": (Offer.MY_LOANS, Offer.STAFF),
    "compensation_owed": (Offer.STAFF,),
    "item_not_for_loan": (Offer.READ_HERE,),
    "item_held_for_other": (Offer.STAFF,),
    "already_yours": (Offer.RENEW, Offer.RETURN_IT),
    "unknown_barcode": (Offer.STAFF,),
}


def sample_denial(code: str, **other: Fact) -> Denial:
    return denial(code, **{name: FACTS[name] for name in DENIALS[code]} | other)


def refused(code: str, *more: Denial, book: Book | None = None, badge: Badge = WANG, **other: Fact) -> Visit:
    """A visit in which that code is said first."""
    about_book = book or (CHARLOTTE if "title" in DENIALS[code] or code == "loan_limit_reached" else None)
    opens = (
        FACTS["next_at"]
        if code == "not_your_class_turn"
        else FACTS["opens_at"]
        if code in ("library_closed", "only_returns_now")
        else None
    )
    answer = Refusal((sample_denial(code, **other), *more), about_book, OFFERS.get(code, ()))
    full = code == "loan_limit_reached"
    return Visit(badge, Shelf(2, 2 if full else 0 if opens else 1, opens), refusal=answer)


def answered_by(code: str, *offers: Offer) -> Visit:
    view = refused(code)
    return replace(view, refusal=replace(view.refusal, offers=offers))


REFUSALS: dict[str, View] = {f"refusal-{code}": refused(code) for code in DENIALS} | {
    "refusal-not_your_class_turn": refused("not_your_class_turn", badge=Badge("李*涵", "五(1)班", "student")),
    "refusal-item_not_for_loan": refused("item_not_for_loan", book=DICTIONARY),
    "refusal-turn-far": refused(
        "not_your_class_turn",
        sample_denial("overdue_limit_reached"),
        badge=LONG_NAME,
        class_name="七年级(12)班",
        serving=("七年级(12)班", "七年级(13)班", "八年级(11)班"),
        next_at=datetime(2027, 2, 22, 12, 5, tzinfo=ZONE),
    ),
    "refusal-turn-unknown": refused("not_your_class_turn", next_at=None, serving=()),
    "refusal-turn-today": refused("not_your_class_turn", next_at=at(12, 20)),
    "refusal-turn-no-class": refused("not_your_class_turn", badge=TEACHER, class_name=""),
    "refusal-closed-today": refused("library_closed", opens_at=at(15, 40)),
    "refusal-returned-by-other": answered_by("item_on_loan", Offer.RETURN_IT),
    "refusal-closed-unknown": refused("library_closed", opens_at=None),
    "refusal-two": refused("loan_limit_reached", sample_denial("overdue_limit_reached"), book=Book(LONGEST, "", "")),
    "refusal-three-ways": refused("overdue_limit_reached", badge=LONG_NAME, count=12, title=LONGEST),
    "refusal-reading-room": refused("item_not_for_loan", book=Book(LATIN, "TP311.561/B12", "12号书架"), until=None),
    "refusal-turn-with-book": refused("not_your_class_turn", book=CHARLOTTE),
    "welcome-said": Welcome(
        WELCOME_CLASS.sign, ROUTE, Refusal((sample_denial("unknown_barcode"), sample_denial("item_lost")), None, ())
    ),
    "welcome-just-lent": Welcome(WELCOME_CLASS.sign, ROUTE, Refusal((sample_denial("just_lent"),), None, ())),
    "welcome-just-lent-long": Welcome(
        WELCOME_CLASS.sign, ROUTE, Refusal((sample_denial("just_lent", title=LONGEST),), None, ())
    ),
    "welcome-said-book": Welcome(WELCOME_CLASS.sign, ROUTE, Refusal((sample_denial("item_not_found"),), CHARLOTTE, ())),
    "welcome-said-card": Welcome(
        WELCOME_CLASS.sign, ROUTE, Refusal((sample_denial("card_reported_lost"),), None, (Offer.STAFF,))
    ),
}

# --- numbers, typed --------------------------------------------------------------------------------------------

KEYPADS: dict[str, View] = {
    "keypad": Keypad("97875063"),
    "keypad-start": Keypad(""),
    "keypad-short": Keypad("20"),
    "keypad-longest": Keypad("20260012345678"),
    "keypad-mistyped": Keypad("9787506380264", sample_denial("number_mistyped")),
    "keypad-not-found": Keypad("20417", sample_denial("number_not_found"), has_no_card=True),
    "keypad-not-found-in-visit": Keypad("20417", sample_denial("number_not_found")),
    "keypad-rests": Keypad("20417", sample_denial("keypad_rests")),
}

SAMPLES: dict[str, View] = {**WELCOMES, **VISITS, **LOANS, **FINISHES, **REFUSALS, **KEYPADS}

"""The room of the rules, in its states."""

from dataclasses import replace
from datetime import date, datetime

from kiosk.circulation.denials import denial
from kiosk.circulation.rules import ITEM_RULES, PATRON_RULES
from kiosk.office.rules.views import (
    EditPolicy,
    HolidayRow,
    Policies,
    PolicyRow,
    PolicyStanding,
    RuleVerdict,
    SchoolYear,
    TermRow,
    Tried,
    TryIt,
)
from tests.screens.samples import NOW

PUPILS = PolicyRow("a1", "student", "", 2, 15, 1, 1, None, True, True, False, None, None)
TEACHERS = PolicyRow("a2", "teacher", "", 5, 60, 2, None, None, True, True, True, None, None)
LATER = replace(
    PUPILS, id="a3", item_type="book", max_loans=3, valid_from=date(2027, 2, 22), standing=PolicyStanding.LATER,
    overdue_block_count=None, overdue_block_days=3,
)  # fmt: skip
OVER = replace(PUPILS, id="a4", renewals=0, valid_to=date(2026, 7, 10), standing=PolicyStanding.OVER)
REFERENCE = PolicyRow("a5", "", "reference", 1, 0, 0, None, None, False, True, False, None, None)
OWN = replace(REFERENCE, id="a6", category="图书漂流志愿者", item_type="连环画和期刊", lendable=False, in_library=False)
ROWS = (PUPILS, TEACHERS, LATER, OVER, REFERENCE)

RULES = tuple(rule.__name__ for rule in (*PATRON_RULES, *ITEM_RULES))
TITLE = "写给孩子们的中国古代科学家故事：张衡、祖冲之、沈括和徐霞客（彩色注音版，全四册）"
WELL = Tried(
    "王*明",
    "三(2)班",
    "草房子",
    NOW,
    True,
    tuple(RuleVerdict(rule, None) for rule in RULES),
    date(2026, 12, 8),
    0,
    2,
    1,
)
AGAINST = {
    "card_is_not_reported_lost": denial("card_reported_lost"),
    "patron_is_not_blocked": denial("patron_blocked"),
    "patron_has_not_expired": denial("patron_expired", expired_on=date(2026, 7, 1)),
    "patron_owes_no_compensation": denial("compensation_owed"),
    "library_is_open": denial("library_closed", opens_at=None),
    "lending_has_not_stopped": denial("only_returns_now", opens_at=None),
    "it_is_the_class_turn": denial(
        "not_your_class_turn", serving=("三(2)班", "三(3)班"), class_name="五(1)班", next_at=None
    ),
    "class_has_had_its_lesson": denial("class_not_trained", class_name="五(1)班"),
    "patron_is_under_the_overdue_limit": denial("overdue_limit_reached", count=3, title=TITLE),
    "item_is_in_circulation": denial("item_in_repair", title=TITLE),
    "item_is_not_the_patrons_already": denial("already_yours", title=TITLE, due_on=date(2026, 12, 8)),
    "item_is_not_on_loan": denial("item_on_loan", title=TITLE),
    "item_is_not_held_for_another": denial("item_held_for_other", title=TITLE),
    "a_policy_applies": denial("no_policy_applies", title=TITLE),
    "item_may_leave_the_library": denial("item_not_for_loan", title=TITLE, until=None),
    "patron_is_under_the_loan_limit": denial("loan_limit_reached", limit=2, on_loan=2),
}
ALL_AGAINST = replace(
    WELL,
    who="阿*买",
    title=TITLE,
    at=datetime(2026, 12, 24, 16, 45, tzinfo=NOW.tzinfo),
    is_now=False,
    verdicts=tuple(RuleVerdict(rule, AGAINST[rule]) for rule in RULES),
    due_on=None,
)
ONE_AGAINST = replace(
    WELL,
    verdicts=(*WELL.verdicts[:-1], RuleVerdict(RULES[-1], AGAINST[RULES[-1]])),
    due_on=None,
    may_read_here=True,
)

MOVED = replace(WELL, days_moved=3, notice=denial("served_out_of_turn", serving=("三(2)班", "三(3)班"), next_at=None))

TERMS = (
    TermRow("b1", "2026 年秋季学期", date(2026, 9, 1), date(2027, 1, 29), date(2026, 9, 7), date(2027, 1, 22)),
    TermRow("b2", "2026 年春季学期", date(2026, 2, 24), date(2026, 7, 10), None, None),
    TermRow("b3", "2025 年秋季学期", date(2025, 9, 1), date(2026, 1, 30), None, date(2026, 1, 20)),
)
HOLIDAYS = (
    HolidayRow("c1", "元旦", date(2027, 1, 1), date(2027, 1, 3)),
    HolidayRow("c2", "清明节", date(2027, 4, 3), date(2027, 4, 5)),
    HolidayRow("c3", "春季田径运动会", date(2027, 4, 22), date(2027, 4, 23)),
    HolidayRow("c4", "劳动节", date(2027, 5, 1), date(2027, 5, 5)),
)

PAGES = {
    "policies": Policies(ROWS, 5, 0, 1, WELL),
    "policies-moved": Policies(ROWS, 5, 0, 1, MOVED),
    "policies-none": Policies((), 0, 0, 1, Tried(at=NOW)),
    "policies-pages": Policies((*ROWS[:4], OWN), 14, 1, 3, ALL_AGAINST),
    "policies-one-against": Policies(ROWS[:1], 1, 0, 1, ONE_AGAINST),
    "policies-no-copy": Policies(ROWS[:2], 2, 0, 1, replace(WELL, verdicts=(), no_copy=True)),
    "edit": EditPolicy(PUPILS, PUPILS),
    "edit-changed": EditPolicy(replace(LATER, days=366, max_loans=50), LATER),
    "edit-new-clashes": EditPolicy(replace(OWN, id=""), None, clashes=True),
    "edit-ends-before": EditPolicy(
        replace(PUPILS, valid_from=date(2027, 2, 22), valid_to=date(2026, 12, 31)), PUPILS, ends_before=True
    ),
    "try-well": TryIt(WELL),
    "try-moved": TryIt(MOVED),
    "try-all-against": TryIt(ALL_AGAINST),
    "try-one-against": TryIt(ONE_AGAINST),
    "try-nothing-asked": TryIt(Tried(at=NOW)),
    "try-no-copy": TryIt(replace(WELL, verdicts=(), no_copy=True)),
    "year": SchoolYear(TERMS, HOLIDAYS, 0, 2),
    "year-empty": SchoolYear((), (), 0, 1),
    "year-one": SchoolYear(TERMS[:1], HOLIDAYS[:1], 0, 1),
}

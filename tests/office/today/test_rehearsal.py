"""What is rehearsed the day before is what the desk would say on the day."""

from datetime import date, datetime, timedelta

import pytest

from db import models
from db.settings import bump_bylaw, put_setting
from kiosk.circulation.denials import DENIALS
from kiosk.clock import to_ms
from kiosk.lending.check_outs import Refused, check_out
from kiosk.office.actors import AT_COMMAND_LINE
from kiosk.office.rules.files import load_patterns
from kiosk.office.today import rehearsal
from kiosk.office.today.faults import fault_lines, find_faults
from kiosk.office.today.rehearsal import next_lending_day
from kiosk.office.today.views import Fault
from tests import school

MONDAY = school.MONDAY_NOON
OURS, THEIRS = "三(2)班", "四(1)班"
NOON = ("12:05", "12:20")


@pytest.fixture
def desk(database):
    return school.desk_at(database)


@pytest.fixture
def classes(database):
    """Ours is on turn on Tuesday at noon, theirs after it; a free period follows."""
    ours, theirs = school.school_class(OURS), school.school_class(THEIRS, 4)
    school.policy(category="student", max_loans=1, overdue_block_count=1)
    school.record("9787100000000", "书", copies=9, shelf="A1", price="12.00")
    school.rota("enforce", (1, *NOON, OURS), (1, "12:20", "12:35", THEIRS), (1, "15:40", "16:30", ""))
    return ours, theirs


def rehearse(desk, at):
    return rehearsal.rehearse(desk.facts, desk.timezone, at)


def lend(number: str, due_on: date) -> None:
    item = models.Item.get(models.Item.state == "available")
    patron = models.Patron.get(models.Patron.number == number)
    models.Loan.create(patron=patron, item=item, record=item.record_id, lent_at=0, due_on=due_on)
    models.Item.update(state="on_loan").where(models.Item.id == item.id).execute()


def test_the_desk_says_on_the_day_what_was_rehearsed(desk, classes):
    ours, theirs = classes
    trouble = {
        "0001": {},
        "0002": {"card_lost": True},
        "0003": {"blocked": True, "owes_compensation": True},
        "0004": {"expires_on": date(2026, 11, 23)},
        "0005": {"expires_on": date(2026, 11, 24)},
        "0006": {},  # late tomorrow, not today
        "0007": {},  # has as many as allowed
        "0008": {"left": True, "blocked": True},
        "0009": {"category": "parent"},
        "0010": {},
    }
    for number, columns in trouble.items():
        school.patron(number, f"学生{number}", ours, **columns)
    school.patron("0100", "别班的", theirs, blocked=True)
    lend("0006", date(2026, 11, 23))
    lend("0007", date(2026, 11, 30))
    rehearsed = rehearse(desk, MONDAY)
    assert (rehearsed.day.day, rehearsed.day.is_tomorrow) == (date(2026, 11, 24), True)
    turn = rehearsed.played[0].turn
    assert (turn.served, turn.people, f"{turn.starts:%H:%M}") == ((OURS,), 9, "12:05")

    tuesday = datetime(2026, 11, 24, 12, 5, tzinfo=school.TIMEZONE)
    book = desk.facts.record("9787100000000")
    said = {}
    for number in trouble:
        patron = desk.facts.patron(number)
        answer = check_out(desk, patron, book, tuesday) if patron else None
        if isinstance(answer, Refused):
            said[number] = tuple(denial.code for denial in answer.denials)
    assert {one.number: one.codes for one in rehearsed.played[0].refused} == said
    assert set(said) == {"0002", "0003", "0004", "0006", "0007", "0009"}
    assert turn.refused == 6 and sum(turn.reasons.values()) == 6


@pytest.mark.parametrize("of_class", [False, True])
def test_a_recall_makes_late_as_it_will_at_the_desk(desk, classes, of_class):
    """Of a term that is over, or in it of one class; the loan's own day is far off."""
    ours, theirs = classes
    recall_on = date(2026, 10, 30)
    last = models.Term.create(
        name="上学期",
        starts_on=date(2026, 9, 1),
        ends_on=date(2026, 10, 31),
        recall_on=None if of_class else recall_on,
    )
    if of_class:
        models.ClassRecall.create(school_class=ours, term=last, recall_on=recall_on)
    models.Term.create(name="下学期", starts_on=date(2026, 11, 1), ends_on=date(2027, 1, 29))
    bump_bylaw()
    models.Policy.update(max_loans=9).execute()
    for number, group in (("0001", ours), ("0101", theirs)):
        school.patron(number, group=group)
        lend(number, date(2026, 12, 20))
    models.Loan.update(lent_at=to_ms(MONDAY - timedelta(days=40))).execute()
    bump_bylaw()
    late = [("overdue_limit_reached",)]
    ours_played, theirs_played, _free = rehearse(desk, MONDAY).played
    assert [one.codes for one in ours_played.refused] == late
    assert [one.codes for one in theirs_played.refused] == ([] if of_class else late)
    tuesday = datetime(2026, 11, 24, 12, 5, tzinfo=school.TIMEZONE)
    answer = check_out(desk, desk.facts.patron("0001"), desk.facts.record("9787100000000"), tuesday)
    assert isinstance(answer, Refused) and [denial.code for denial in answer.denials] == ["overdue_limit_reached"]


def test_each_turn_has_its_own_people_and_a_free_one_has_all(desk, classes):
    ours, theirs = classes
    for at, (group, columns) in enumerate(
        [(ours, {}), (ours, {"blocked": True}), (theirs, {}), (None, {"blocked": True})]
    ):
        school.patron(f"{at:04d}", group=group, **columns)
    turns = rehearse(desk, MONDAY).day.turns
    assert [(turn.served, turn.people, turn.refused) for turn in turns] == [
        ((OURS,), 2, 1),
        ((THEIRS,), 1, 0),
        ((), 4, 2),
    ]
    assert dict(turns[0].reasons) == {"patron_blocked": 1}


def test_it_looks_past_weekends_holidays_and_days_without_an_open_turn(desk, classes):
    models.Holiday.create(name="校运会", starts_on=date(2026, 11, 24), ends_on=date(2026, 11, 24))
    bump_bylaw()
    rehearsed = rehearse(desk, MONDAY)
    assert (rehearsed.day.day, rehearsed.day.is_tomorrow) == (date(2026, 12, 1), False)


def test_a_make_up_day_and_an_exception_are_played_as_they_will_be(desk, classes):
    saturday = date(2026, 11, 28)
    models.MakeUpDay.create(day=saturday, follows=1)
    models.RotaException.create(
        day=saturday, starts=725, ends=740, kind="closed", granted_by="陈老师", reason="消防演习"
    )  # fmt: skip
    bump_bylaw()
    rehearsed = rehearse(desk, MONDAY + timedelta(days=1))
    assert rehearsed.day.day == saturday
    assert [turn.served for turn in rehearsed.day.turns] == [(THEIRS,), ()]


@pytest.mark.parametrize("mode", ["off", "prefer"])
def test_without_a_rota_in_force_there_is_one_turn_for_all_and_with_prefer_nobody_is_turned_away(desk, classes, mode):
    put_setting("rota_mode", mode)
    bump_bylaw()
    school.patron("0001", group=classes[0])
    school.patron("0002", group=classes[1], blocked=True)
    day = rehearse(desk, MONDAY).day
    if mode == "off":
        assert [(turn.starts, turn.served, turn.people, turn.refused) for turn in day.turns] == [(None, (), 2, 1)]
    else:
        assert [(turn.people, turn.refused) for turn in day.turns] == [(1, 0), (1, 1), (2, 1)]


def test_a_school_without_bells_is_rehearsed_and_one_whose_year_is_over_has_no_day(desk):
    school.policy(category="student")
    school.patron("0001", blocked=True)
    assert [turn.refused for turn in rehearse(desk, MONDAY).day.turns] == [1]
    models.Term.create(name="第一学期", starts_on=date(2026, 9, 1), ends_on=MONDAY.date())
    bump_bylaw()
    rehearsed = rehearse(desk, MONDAY)
    assert (rehearsed.day.day, rehearsed.day.turns) == (None, ())


def test_nobody_has_a_policy_and_everybody_is_told(desk, classes):
    models.Policy.delete().execute()
    bump_bylaw()
    school.patron("0001", group=classes[0])
    assert rehearse(desk, MONDAY).played[0].refused[0].codes == ("no_policy_applies",)


def test_faults_are_counted_and_listed_page_by_page(desk, classes):
    school.record("9787100000001", "没有书架", price="1.00")
    school.record("9787100000002", "没有价钱", shelf="A1", price="  ")
    school.record("9787100000003", "没有类型", shelf="A1", price="1.00", item_type="")
    school.record("9787100000004", "画报", shelf="A1", price="1.00", item_type="magazine")
    school.patron("0001", "没有班", None)
    school.patron("0002", "已经离校", None, left=True)
    school.patron("9001", "老师", None, category="teacher")
    models.Policy.delete().execute()
    school.policy(category="student", item_type="book")
    bylaw = desk.bylaw()
    found = find_faults(bylaw, MONDAY.date())
    wanted = {Fault.NO_SHELF: 1, Fault.NO_PRICE: 1, Fault.NO_TYPE: 1, Fault.NO_POLICY: 1, Fault.NO_CLASS: 1}
    assert {fault: count for fault, count in found.counts.items() if count} == wanted
    names = {fault: [line.name for line in fault_lines(fault, found, 0, 6)] for fault in wanted}
    assert list(names.values()) == [["没有书架"], ["没有价钱"], ["没有类型"], ["画报"], ["没有班"]]
    models.Record.update(shelf="").execute()
    found = find_faults(bylaw, MONDAY.date())
    pages = [fault_lines(Fault.NO_SHELF, found, page, 3) for page in (0, 1, 2)]
    assert [len(page) for page in pages] == [3, 2, 0]


CODABAR = """
[[pattern]]
kind = "patron_card"
expression = '\\d{14}'
check = "codabar14"

[[pattern]]
kind = "item_label"
expression = 'B\\d{6}'
check = "damm"
"""


def test_numbers_whose_check_digit_is_wrong_are_found_by_the_schools_own_patterns(desk):
    ours = school.school_class(OURS)
    good, bad = "21234000000000", "21234000000007"
    for number in ("0001", "R0001-8", good, bad):
        school.patron(number, f"读者{number}", ours)
    school.record("9787100000000", "书", copies=1, labels=("B000013", "B000014", "C1"), shelf="A", price="1")
    assert [line.number for line in bad_cards(desk)] == ["R0001-8"]  # the built-in patterns take plain numbers
    load_patterns(desk, AT_COMMAND_LINE, MONDAY, CODABAR)
    assert [line.number for line in bad_cards(desk)] == [bad]
    found = find_faults(desk.bylaw(), MONDAY.date())
    labels = fault_lines(Fault.LABEL_CHECK, found, 0, 6)
    assert [(line.name, line.number) for line in labels] == [("书", "B000014")]


def bad_cards(desk):
    found = find_faults(desk.bylaw(), MONDAY.date())
    lines = fault_lines(Fault.CARD_CHECK, found, 0, 6)
    assert found.counts[Fault.CARD_CHECK] == len(lines)
    return lines


def test_nothing_is_written(desk, classes):
    school.patron("0001", group=classes[0], blocked=True)
    before = [model.select().count() for model in models.MODELS]
    rehearse(desk, MONDAY)
    assert [model.select().count() for model in models.MODELS] == before


def test_only_codes_that_the_by_law_knows_come_out(desk, classes):
    school.patron("0001", group=classes[0], blocked=True, card_lost=True)
    codes = {code for one in rehearse(desk, MONDAY).played for person in one.refused for code in person.codes}
    assert codes <= DENIALS.keys()


def test_the_next_day_is_the_next_one_on_which_somebody_may_come(desk, classes):
    rota = desk.bylaw().rota
    assert next_lending_day(rota, date(2026, 11, 24)) == date(2026, 12, 1)

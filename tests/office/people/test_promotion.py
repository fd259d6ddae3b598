"""The step into the next school year."""

import pytest

from db.models import Loan, Patron, RotaEntry, SchoolClass
from kiosk.circulation.next_year import next_year
from kiosk.clock import to_ms
from kiosk.office.editing import undo
from kiosk.office.people import classes
from kiosk.office.people.promotion import leavers_loans, plan, promote
from kiosk.office.refusal import NotDone
from tests import school
from tests.school import MONDAY_NOON


@pytest.mark.parametrize(
    ("name", "becomes"),
    [
        ("一年级", "二年级"), ("三(2)班", "四(2)班"), ("二甲", "三甲"), ("七年级", "八年级"),
        ("七年级(12)班", "八年级(12)班"),
        ("301班", "401班"), ("3(2)班", "4(2)班"), ("9年级", "10年级"), ("初二(1)班", "初三(1)班"), ("初三", "高一"),
        ("六年级", "七年级"), ("九(1)班", "十(1)班"),
        ("高三", None), ("2024级1班", None), ("教师", None), ("三(2)班 2026", None),
    ],
)  # fmt: skip
def test_the_name_of_the_next_year(name, becomes):
    assert next_year(name) == becomes


@pytest.fixture
def primary(desk):
    """Six grades, two pupils each; one of those who leave has a book."""
    for grade, numeral in enumerate("一二三四五六", 1):
        group = school.school_class(f"{numeral}(1)班", grade)
        for seat in (1, 2):
            school.patron(f"{grade}0{seat}", group=group)
    record = school.record("9787556008759", "草房子")
    Loan.create(
        patron=Patron.get(Patron.number == "601"), item=record.items.get(), record=record,
        lent_at=to_ms(MONDAY_NOON), due_on=MONDAY_NOON.date(),
    )  # fmt: skip


def whereabouts():
    rows = Patron.select(Patron.number, SchoolClass.name, Patron.left).join(SchoolClass).order_by(Patron.number)
    return {number: (name, left) for number, name, left in rows.tuples()}


def test_every_class_goes_up_and_the_last_one_leaves(desk, actor, primary):
    lines = plan()
    assert [(line.name, line.becomes, line.leaves) for line in lines[:2]] == [
        ("六(1)班", "", True), ("五(1)班", "六(1)班", False),
    ]  # fmt: skip
    promote(desk, actor, MONDAY_NOON, lines)
    found = whereabouts()
    assert (found["101"], found["501"], found["601"]) == (
        ("二(1)班", False), ("六(1)班", False), ("六(1)班 2026", True),
    )  # fmt: skip
    assert SchoolClass.get(SchoolClass.name == "二(1)班").grade == 2
    assert SchoolClass.get_or_none(SchoolClass.name == "一(1)班") is None


def test_the_books_of_those_who_leave_are_named_before(desk, primary):
    lines = plan()
    assert lines[0].open_loans == 1
    total, (loan,) = leavers_loans(desk, lines, 0, 6)
    assert (total, loan.group, loan.title) == (1, "六(1)班", "草房子")


def test_the_promotion_is_taken_back_whole(desk, actor, primary):
    before = whereabouts()
    entry = promote(desk, actor, MONDAY_NOON, plan())
    assert undo(desk, actor, MONDAY_NOON, entry) is None
    assert whereabouts() == before


def test_a_school_that_goes_on_to_grade_nine_keeps_its_sixth(desk, primary):
    for grade, numeral in ((7, "七"), (8, "八"), (9, "九")):
        school.patron(f"{grade}01", group=school.school_class(f"{numeral}(1)班", grade))
    assert {line.name for line in plan() if line.leaves} == {"九(1)班"}


def test_the_librarian_decides_otherwise(desk, primary):
    sixth, fifth = plan()[:2]
    changed = plan(frozenset({fifth.id, sixth.id}))[:2]
    assert [(line.becomes, line.leaves) for line in changed] == [("七(1)班", False), ("", True)]


def test_a_class_that_stays_in_the_way_is_shown(desk, librarian):
    for grade, name in ((11, "高二"), (12, "高三")):
        school.patron(f"{grade}01", group=school.school_class(name, grade))
    last = plan()[0]
    assert [line.clash for line in plan()] == [False, False]
    assert [line.clash for line in plan(frozenset({last.id}))] == [True, True]


def test_an_empty_class_gives_its_name_away(desk, actor, primary):
    Patron.delete().where(Patron.number.startswith("2")).execute()
    promote(desk, actor, MONDAY_NOON, plan())
    assert whereabouts()["101"] == ("二(1)班", False)


def test_the_second_year_goes_like_the_first(desk, actor, primary):
    promote(desk, actor, MONDAY_NOON, plan())
    promote(desk, actor, MONDAY_NOON, plan())
    found = whereabouts()
    assert (found["101"], found["501"], found["601"]) == (
        ("三(1)班", False), ("六(1)班 2026 (2)", True), ("六(1)班 2026", True),
    )  # fmt: skip


# --- classes ------------------------------------------------------------------------------------------------------


def test_a_class_takes_its_turns_with_its_new_name(desk, actor, primary):
    school.rota("enforce", (0, "12:05", "12:20", "三(1)班"))
    row = SchoolClass.get(SchoolClass.name == "三(1)班")
    entry = classes.rename(desk, actor, MONDAY_NOON, row.id, "三甲")
    assert RotaEntry.get().subject == "三甲"
    undo(desk, actor, MONDAY_NOON, entry)
    assert RotaEntry.get().subject == "三(1)班"


def test_a_class_without_its_lesson_is_counted_and_trained(desk, actor, primary):
    row = SchoolClass.get(SchoolClass.name == "一(1)班")
    classes.set_trained(desk, actor, MONDAY_NOON, row.id, False)
    assert classes.untrained_classes() == 1
    child = desk.facts.patron("101")
    assert not child.class_trained


def how_many(desk):
    return classes.lines_of(desk, MONDAY_NOON.date(), 0, 1)[0]


def test_only_an_empty_class_is_deleted(desk, actor, primary):
    row = SchoolClass.get(SchoolClass.name == "一(1)班")
    assert classes.delete(desk, actor, MONDAY_NOON, row.id) == NotDone("class_has_readers", {"count": 2})
    made = classes.make(desk, actor, MONDAY_NOON, classes.free_names(1)[0])
    assert made and how_many(desk) == 7
    classes.delete(desk, actor, MONDAY_NOON, SchoolClass.get(SchoolClass.name == "一年级").id)
    assert how_many(desk) == 6


def test_names_that_are_taken_are_not_offered(desk, primary):
    assert "三(1)班" not in classes.free_names(3)
    assert "三(2)班" in classes.free_names(3)

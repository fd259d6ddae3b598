"""What is said before a rota is published."""

from dataclasses import replace
from datetime import date

from kiosk.circulation.calendar import Calendar
from kiosk.circulation.rota import Mode, SubjectKind, Week
from kiosk.office.rota.draft import CellKind as Kind
from kiosk.office.rota.draft import RotaPlace, Window, add, add_window, mark, put, reading, take
from kiosk.office.rota.facts import ClassFacts, LendingPace
from kiosk.office.rota.proofs import Weight, blocking, proofs
from kiosk.toml_files.rota_lines import EVERYONE, SubjectLine
from tests.office.rota.school import LATER, NOON, START, TERM, YEAR, classes, facts, filled, grid, one

FOUR = {"mon": "一(1)班", "tue": "一(2)班", "wed": "二(1)班", "thu": "二(2)班"}


def said(draft, **changes) -> dict[str, dict]:
    return {proof.code: dict(proof.facts) for proof in proofs(draft, facts(**changes))}


def test_a_rota_in_which_everybody_stands_once_is_fit_to_publish():
    found = proofs(filled(grid(NOON), **FOUR), facts())
    assert blocking(found) == 0
    assert {proof.code for proof in found} == {"everybody_fits", "everybody_once", "days_lost"}


def test_a_class_without_a_turn_and_a_class_with_two():
    told = said(filled(grid(NOON), **FOUR | {"thu": "一(1)班"}))
    assert told["class_without_turn"] == {"class": "二(2)班"}
    assert told["class_twice"] == {"class": "一(1)班", "times": 2}


def test_several_of_them_are_told_in_one():
    told = said(filled(grid(NOON), mon="一(1)班"))
    assert told["classes_without_turn"] == {"classes": ("一(2)班", "二(1)班", "二(2)班"), "count": 3}


def test_every_second_week_is_one_turn():
    draft = take(filled(grid(NOON), **FOUR), RotaPlace(0, NOON), one("一(1)班"), Week.EVEN)
    draft = put(draft, RotaPlace(4, NOON), one("一(1)班"), Week.EVEN)
    assert "class_twice" not in said(draft)


def test_two_classes_that_do_not_fit_together_must_be_mended():
    """15 minutes at 20 s are 45 pupils."""
    draft = add(filled(grid(NOON), **FOUR), RotaPlace(0, NOON), one("三(1)班"))
    found = proofs(draft, facts(5))
    (crowd,) = [proof for proof in found if proof.weight is Weight.STOP]
    assert crowd.code == "too_many_at_once"
    assert dict(crowd.facts) == {"classes": ("一(1)班", "三(1)班"), "pupils": 80, "room": 45}
    assert crowd.place == RotaPlace(0, NOON)


def test_two_classes_in_turn_of_weeks_do_not_meet():
    draft = put(filled(grid(NOON), **FOUR), RotaPlace(0, NOON), one("一(1)班"), Week.ODD)
    draft = put(draft, RotaPlace(0, NOON), one("三(1)班"), Week.EVEN)
    assert "too_many_at_once" not in said(draft, count=5)


def test_whole_grades_may_come_together_when_the_time_is_long_enough():
    hour = Window(660, 720)
    draft = put(grid(hour), RotaPlace(0, hour), SubjectLine(SubjectKind.GRADE, "1"))
    draft = add(draft, RotaPlace(0, hour), SubjectLine(SubjectKind.GRADE, "2"))
    assert "too_many_at_once" not in said(draft)  # 160 pupils in 60 minutes at 20 s: 180
    told = said(draft, pace=LendingPace(25.0, 100))
    assert told["group_too_large"]["pupils"] == 160  # of a grade not everybody comes each time


def test_one_class_too_large_is_only_said_for_it_cannot_be_mended():
    large = replace(classes(1)[0], pupils=60)
    told = said(filled(grid(NOON), mon=large.name), classes=(large,))
    assert told["class_too_large"] == {"classes": ("一(1)班",), "pupils": 60, "room": 45}


def test_a_class_without_readers_counts_as_a_full_one():
    told = said(filled(grid(NOON), mon="一(1)班"), classes=(ClassFacts("一(1)班", 1),), pace=LendingPace(21.0, 100))
    assert told["class_too_large"]["pupils"] == 45


def test_windows_that_overlap_must_be_mended():
    draft = add_window(filled(grid(NOON), **FOUR), Window(735, 750))
    assert [p.code for p in proofs(draft, facts()) if p.weight is Weight.STOP] == ["windows_overlap"] * 5


def test_a_class_that_has_left_the_school_must_be_mended():
    assert said(filled(grid(NOON), mon="九(9)班"))["class_unknown"] == {"class": "九(9)班"}


def test_nothing_to_publish():
    assert "no_windows" in said(grid())
    assert "nobody_entered" in said(grid(NOON))
    all_free = grid(NOON)
    for weekday in range(5):
        all_free = mark(all_free, RotaPlace(weekday, NOON), Kind.FREE)
    assert blocking(proofs(all_free, facts())) == 0


def test_what_a_holiday_takes_and_a_make_up_day_gives_back():
    """1 January 2027 is a Friday."""
    draft = filled(grid(NOON), fri="一(1)班")
    assert said(draft, count=1)["days_lost"] == {"days": 1}
    saturday = replace(YEAR, make_up={date(2027, 1, 9): 4})
    assert said(draft, count=1, calendar=saturday)["no_days_lost"] == {"days": 0}


def test_a_class_that_loses_many_turns_is_named():
    fridays = tuple((date(2026, 12, day), date(2026, 12, day)) for day in (4, 11, 18, 25))
    told = said(filled(grid(NOON), mon="一(1)班", fri="一(2)班"), count=2, calendar=Calendar((TERM,), fridays))
    assert told["class_loses_turns"] == {"class": "一(2)班", "times": 4, "days": 4}


def test_without_a_term_nothing_can_be_counted():
    assert "no_term" in said(filled(grid(NOON), **FOUR), calendar=Calendar())


def test_reading_and_everybody_are_nobodys_turn_to_borrow():
    draft = reading(filled(grid(NOON, LATER), **FOUR), RotaPlace(0, NOON))
    assert said(draft)["class_without_turn"] == {"class": "一(1)班"}
    assert "class_twice" not in said(put(filled(grid(NOON, LATER), **FOUR), RotaPlace(0, LATER), EVERYONE))


def test_a_rota_that_nobody_follows_is_said():
    assert "mode_is_off" in said(filled(grid(NOON), **FOUR), mode=Mode.OFF)
    assert facts().today <= START

"""Who borrows when, proposed."""

from collections import Counter
from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kiosk.office.rota.draft import CellKind, RotaPlace, Window, add_weekday, mark, put, reading
from kiosk.office.rota.facts import ClassFacts, LendingPace
from kiosk.office.rota.packing import can_pack
from kiosk.office.rota.presets import Preset, from_preset
from kiosk.office.rota.proofs import Weight, proofs, turns_of
from kiosk.office.rota.solver import Rhythm, Shortage, solve, solve_anew
from kiosk.toml_files.rota_lines import EVERYONE
from tests.office.rota.school import LATER, NOON, START, classes, facts, filled, grid, one

HOUR = Window(720, 770)
AFTERNOON = Window(940, 1010)


def at(draft, weekday: int, window: Window) -> list[str]:
    return [entry.subject.name for entry in draft.entries_at(RotaPlace(weekday, window))]


def test_every_class_is_placed_once_and_alone():
    school = facts(10)
    solution = solve(grid(NOON, LATER), school)
    assert (solution.placed, solution.left, solution.together) == (10, (), 1)
    assert Counter(len(turns_of(solution.draft, one)) for one in school.classes) == {1: 10}
    assert not [proof for proof in proofs(solution.draft, school) if proof.weight is not Weight.GOOD]


def test_a_grade_keeps_its_time_of_day_and_the_young_come_first():
    draft = solve(grid(NOON, LATER), facts(10, classes=classes(10, a_grade=5))).draft
    assert [at(draft, weekday, NOON) for weekday in range(5)] == [[f"一({n})班"] for n in range(1, 6)]
    assert [at(draft, weekday, LATER) for weekday in range(5)] == [[f"二({n})班"] for n in range(1, 6)]


def test_twelve_classes_in_ten_windows_share_two():
    """Plan 10 of the field notes (S003)."""
    school = facts(12)
    solution = solve(grid(HOUR, AFTERNOON), school)
    assert (solution.placed, solution.left, solution.together) == (12, (), 2)
    assert not [proof for proof in proofs(solution.draft, school) if proof.weight is Weight.STOP]


def test_whoever_has_a_turn_keeps_it():
    draft = filled(grid(NOON), wed="一(1)班")
    solution = solve(draft, facts(4))
    assert at(solution.draft, 2, NOON) == ["一(1)班"]
    assert solution.placed == 3
    assert at(solve_anew(draft, facts(4)).draft, 0, NOON) == ["一(1)班"]


def test_free_closed_and_reading_cells_are_left_alone():
    draft = mark(mark(grid(NOON), RotaPlace(0, NOON), CellKind.FREE), RotaPlace(1, NOON), CellKind.CLOSED)
    draft = put(draft, RotaPlace(2, NOON), EVERYONE)
    solution = solve(reading(draft, RotaPlace(3, NOON)), facts(1))
    assert at(solution.draft, 4, NOON) == ["一(1)班"]


def test_a_class_larger_than_any_window_is_named_with_the_reason():
    school = facts(classes=(*classes(2), ClassFacts("二(1)班", 2, "", 60)))
    solution = solve(grid(NOON), school)
    assert [one.name for one in solution.left] == ["二(1)班"]
    assert (solution.shortage, solution.largest, solution.placed) == (Shortage.TOO_LARGE, 45, 2)


def test_too_few_windows_leave_as_few_classes_as_can_be():
    solution = solve(grid(NOON), facts(8))
    assert (solution.shortage, solution.placed, len(solution.left)) == (Shortage.TOO_FEW, 5, 3)


def test_every_second_week_there_is_room_for_twice_as_many():
    school = facts(8)
    solution = solve(grid(NOON), school, Rhythm.FORTNIGHTLY)
    assert (solution.placed, solution.left) == (8, ())
    assert "classes_without_turn" not in {proof.code for proof in proofs(solution.draft, school)}


def test_room_enough_that_cannot_be_shared_out_is_proven():
    """Two windows of 60 and three classes of 40: 120 pupils, 120 places, and no way."""
    two = mark_all_but(grid(Window(720, 740)), (0, 1))
    solution = solve(two, facts(classes=classes(3, pupils=40)))
    assert (solution.shortage, solution.placed) == (Shortage.UNEVEN, 2)


def mark_all_but(draft, weekdays):
    for weekday in set(range(5)) - set(weekdays):
        draft = mark(draft, RotaPlace(weekday, draft.windows[0]), CellKind.CLOSED)
    return draft


def test_an_empty_grid_and_a_school_without_classes():
    assert solve(grid(), facts(2)).shortage is Shortage.TOO_FEW
    assert solve(grid(NOON), facts(0)).shortage is None


def test_forty_classes_in_eight_windows_of_six_days():
    windows = [Window(600 + 20 * n, 615 + 20 * n) for n in range(8)]
    school = facts(classes=classes(40, a_grade=5))
    solution = solve(add_weekday(grid(*windows), 5), school)
    assert (solution.placed, solution.together) == (40, 1)
    assert solution == solve(add_weekday(grid(*windows), 5), school)


@settings(max_examples=150, deadline=None)
@given(st.lists(st.integers(1, 9), max_size=5), st.lists(st.integers(1, 12), min_size=1, max_size=4), st.integers(1, 3))
def test_a_no_is_as_true_as_a_yes(sizes, rooms, most):
    """Against all ways there are."""

    def fits(ways):
        loads = [sum(size for size, n in zip(sizes, ways, strict=True) if n == bin_) for bin_ in range(len(rooms))]
        return all(load <= room for load, room in zip(loads, rooms, strict=True)) and all(
            ways.count(n) <= most for n in ways
        )

    any_way = any(fits(ways) for ways in product(range(len(rooms)), repeat=len(sizes)))
    assert can_pack(sizes, rooms, [most] * len(rooms)) == any_way


@pytest.mark.parametrize("preset", Preset)
@pytest.mark.parametrize("count", [0, 1, 12, 18])
def test_a_preset_can_be_published_as_it_is(preset, count):
    school = facts(count, pace=LendingPace(16.0, 100))
    draft = from_preset(preset, school, START)
    stops = {proof.code for proof in proofs(draft, school) if proof.weight is Weight.STOP}
    assert stops <= ({"nobody_entered"} if count == 0 else set())
    assert draft.windows[0].starts == 720


def test_noon_only_has_a_turn_for_everybody_and_free_afternoons():
    """12 classes of 40 at 15 s: 10 minutes each, three rows of noon (S002)."""
    school = facts(12, pace=LendingPace(15.0, 100))
    draft = from_preset(Preset.NOON, school, START)
    assert all(len(turns_of(draft, one)) == 1 for one in school.classes)
    assert draft.kind_at(RotaPlace(0, AFTERNOON)) is CellKind.FREE


def test_divisions_have_their_days():
    both = (ClassFacts("三(1)班", 3, "小学部", 40), ClassFacts("七(1)班", 7, "初中部", 40))
    draft = from_preset(Preset.DIVISIONS, facts(classes=both), START)
    assert [at(draft, weekday, AFTERNOON) for weekday in range(5)] == [
        ["小学部"], ["初中部"], ["小学部"], ["初中部"], ["初中部"],
    ]  # fmt: skip


def test_one_division_is_halved_by_grades():
    draft = from_preset(Preset.DIVISIONS, facts(6, pace=LendingPace(10.0, 50)), START)
    assert at(draft, 0, AFTERNOON) == ["1", "2"]
    assert at(draft, 1, AFTERNOON) == ["3"]
    assert one("x").kind == "class"

"""The grid under the librarian's finger."""

from datetime import date

from kiosk.circulation.rota import SubjectKind, Week
from kiosk.office.rota.draft import (
    CellKind,
    Draft,
    RotaPlace,
    Window,
    add,
    add_weekday,
    draft_text,
    empty,
    lending,
    mark,
    move_window,
    parse_draft,
    put,
    reading,
    remove_weekday,
    remove_window,
    split_window,
    take,
)
from kiosk.toml_files.rota_lines import EVERYONE, SubjectLine
from tests.office.rota.school import LATER, NOON, grid, one

MONDAY = RotaPlace(0, NOON)


def who(draft: Draft, place: RotaPlace, week: Week = Week.EVERY) -> list[str]:
    return sorted(entry.subject.name for entry in draft.entries_at(place, week))


def test_a_class_takes_the_place_of_the_one_before():
    draft = put(put(grid(NOON), MONDAY, one("一(1)班")), MONDAY, one("一(2)班"))
    assert who(draft, MONDAY) == ["一(2)班"]
    assert draft.kind_at(MONDAY) is CellKind.TURN


def test_a_second_class_can_stand_beside_the_first():
    draft = add(put(grid(NOON), MONDAY, one("一(1)班")), MONDAY, one("一(2)班"))
    assert who(draft, MONDAY) == ["一(1)班", "一(2)班"]
    assert who(take(draft, MONDAY, one("一(1)班")), MONDAY) == ["一(2)班"]


def test_what_is_put_into_odd_weeks_leaves_the_even_ones_alone():
    draft = put(put(grid(NOON), MONDAY, one("一(1)班")), MONDAY, one("二(1)班"), Week.ODD)
    assert who(draft, MONDAY, Week.ODD) == ["二(1)班"]
    assert who(draft, MONDAY, Week.EVEN) == ["一(1)班"]


def test_odd_and_even_weeks_of_one_class_are_every_week():
    draft = add(put(grid(NOON), MONDAY, one("一(1)班"), Week.ODD), MONDAY, one("一(1)班"), Week.EVEN)
    assert [entry.week for entry in draft.entries] == ["every"]


def test_taking_a_class_out_of_odd_weeks_keeps_it_in_even_ones():
    draft = take(put(grid(NOON), MONDAY, one("一(1)班")), MONDAY, one("一(1)班"), Week.ODD)
    assert (who(draft, MONDAY, Week.ODD), who(draft, MONDAY, Week.EVEN)) == ([], ["一(1)班"])


def test_free_closed_and_back_again():
    draft = put(grid(NOON), MONDAY, one("一(1)班"))
    for kind in (CellKind.FREE, CellKind.CLOSED):
        changed = mark(draft, MONDAY, kind)
        assert changed.kind_at(MONDAY) is kind
        assert not changed.entries
        assert who(put(changed, MONDAY, one("二(1)班")), MONDAY) == ["二(1)班"]
    assert empty(draft, MONDAY).kind_at(MONDAY) is CellKind.EMPTY


def test_a_reading_lesson_is_its_classes_or_everybodys():
    assert [e.subject for e in reading(grid(NOON), MONDAY).entries] == [EVERYONE]
    draft = reading(put(grid(NOON), MONDAY, SubjectLine(SubjectKind.GRADE, "2")), MONDAY)
    assert draft.kind_at(MONDAY) is CellKind.READING
    assert [(e.subject.name, e.purpose) for e in draft.entries] == [("2", "read")]
    assert [(e.subject.name, e.purpose) for e in lending(draft, MONDAY).entries] == [("2", "lend")]
    assert lending(reading(grid(NOON), MONDAY), MONDAY).kind_at(MONDAY) is CellKind.EMPTY


def test_a_window_moves_with_what_it_holds():
    draft = move_window(put(grid(NOON), MONDAY, one("一(1)班")), NOON, LATER)
    assert draft.windows == (LATER,)
    assert who(draft, RotaPlace(0, LATER)) == ["一(1)班"]


def test_a_window_that_would_meet_another_or_turn_round_stays():
    draft = grid(NOON, LATER)
    assert move_window(draft, NOON, LATER) == draft
    assert move_window(draft, NOON, Window(740, 740)) == draft


def test_a_window_is_split_and_the_first_half_keeps_the_class():
    whole = Window(720, 770)
    draft = put(mark(grid(whole), RotaPlace(4, whole), CellKind.FREE), RotaPlace(0, whole), one("一(1)班"))
    draft = split_window(draft, whole)
    assert draft.windows == (Window(720, 745), Window(745, 770))
    assert who(draft, RotaPlace(0, Window(720, 745))) == ["一(1)班"]
    assert draft.kind_at(RotaPlace(0, Window(745, 770))) is CellKind.EMPTY
    assert draft.kind_at(RotaPlace(4, Window(745, 770))) is CellKind.FREE


def test_what_is_too_short_to_split_stays():
    assert split_window(grid(Window(720, 725)), Window(720, 725)).windows == (Window(720, 725),)


def test_a_window_and_a_day_go_with_their_classes():
    draft = put(add_weekday(grid(NOON, LATER), 5), RotaPlace(5, NOON), one("一(1)班"))
    assert draft.weekdays == (0, 1, 2, 3, 4, 5)
    assert remove_weekday(draft, 5) == grid(NOON, LATER)
    gone = remove_window(draft, NOON)
    assert (gone.windows, gone.entries) == ((LATER,), ())


def test_an_edit_that_is_lost_on_a_day_without_the_window_makes_one():
    draft = remove_weekday(grid(NOON), 0)
    assert draft.kind_at(MONDAY) is CellKind.ABSENT
    assert who(put(draft, MONDAY, one("一(1)班")), MONDAY) == ["一(1)班"]


def test_a_draft_is_the_same_after_a_night_as_text():
    draft = put(mark(grid(NOON, LATER), RotaPlace(4, LATER), CellKind.CLOSED), MONDAY, one("三(2)班"), Week.EVEN)
    draft = reading(put(draft, RotaPlace(2, LATER), SubjectLine(SubjectKind.DIVISION, "小学部")), RotaPlace(2, LATER))
    assert parse_draft(draft_text(draft)) == draft
    assert parse_draft(draft_text(Draft(date(2026, 11, 30)))) == Draft(date(2026, 11, 30))

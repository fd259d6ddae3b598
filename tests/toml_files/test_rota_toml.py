from datetime import date
from pathlib import Path

import pytest

from db.models import Period, Rota, RotaEntry, RotaException
from db.settings import get_setting
from kiosk.office.actors import AT_COMMAND_LINE
from kiosk.office.rota import loading
from kiosk.office.rota.loading import show_rota
from kiosk.toml_files.reading import Unusable
from tests.school import MONDAY_NOON, desk_at

EXAMPLES = Path(__file__).parents[2] / "docs" / "examples"
NOON = '[[period]]\nname = "午"\nweekday = ["mon", 2]\nstarts = "12:00"\nends = "12:50"\n'
ROTA = '[[rota]]\nname = "秋"\nvalid_from = 2026-09-01\n'
ENTRY = '[[rota.entry]]\nperiod = "午"\nweekday = "mon"\n'


def load_rota(text, database):
    return loading.load_rota(desk_at(database), AT_COMMAND_LINE, MONDAY_NOON, text)


def served():
    return sorted((e.rota.name, e.period.weekday, e.subject_kind, e.subject, e.week) for e in RotaEntry.select())


@pytest.mark.parametrize("name", ["rota.toml", "real-school-rota.toml"])
def test_what_is_shown_can_be_loaded_and_changes_nothing(school, everything, name):
    assert load_rota((EXAMPLES / name).read_text("utf-8"), school).changed
    before = everything()
    assert not load_rota(show_rota(), school).changed
    assert everything() == before


def test_what_is_shown_makes_the_same_rota_elsewhere(school):
    load_rota((EXAMPLES / "rota.toml").read_text("utf-8"), school)
    text = show_rota()
    for model in (RotaEntry, Rota, Period, RotaException):
        model.delete().execute()
    load_rota(text, school)
    assert show_rota() == text


def test_a_version_of_the_same_name_is_replaced_and_others_stay(school):
    load_rota(f'mode = "prefer"\n{NOON}{ROTA}{ENTRY}grades = [1, 2]\n', school)
    load_rota(
        '[[rota]]\nname = "春"\nvalid_from = 2027-02-22\n[[rota.entry]]\nperiod = "午"\neveryone = true\n', school
    )
    load_rota(f"{ROTA}{ENTRY}week = 'odd'\nclasses = ['六（1）班']\n", school)
    assert served() == [
        ("春", 0, "everyone", "", "every"),
        ("春", 1, "everyone", "", "every"),
        ("秋", 0, "class", "六(1)班", "odd"),
    ]
    assert get_setting("rota_mode") == "prefer"


def test_bells_move_without_losing_the_rota(school):
    load_rota(f"{NOON}{ROTA}{ENTRY}grades = [1]\n", school)
    load_rota(NOON.replace("12:50", "12:40"), school)
    assert {p.ends for p in Period.select()} == {760}
    assert served() == [("秋", 0, "grade", "1", "every")]


def test_the_mode_alone_can_be_switched(school):
    load_rota(f"{NOON}{ROTA}{ENTRY}grades = [1]\n", school)
    load_rota('mode = "off"', school)
    assert get_setting("rota_mode") == "off"
    assert len(served()) == 1


def test_a_class_without_a_turn_or_with_two_is_warned_of(school):
    text = (
        NOON + ROTA + ENTRY + "classes = ['一(1)班', '二(1)班']\n" + ENTRY.replace("mon", "tue") + "grades = [1, 9]\n"
    )
    warnings = "\n".join(load_rota(text, school).warnings)
    assert "no turn to borrow for 六(1)班, 六(2)班" in warnings
    assert "more than one turn a week for 一(1)班 (2)" in warnings and "二(1)班" not in warnings
    assert "no class is in grade 9" in warnings


def test_odd_and_even_weeks_are_one_turn_a_week(school):
    text = NOON + ROTA + "".join(f"{ENTRY}week = '{week}'\neveryone = true\n" for week in ("odd", "even"))
    assert load_rota(text, school).warnings == ()


EXCEPTION = '[[exception]]\nday = 2026-11-26\nstarts = "15:40"\nends = "16:20"\ngranted_by = "王"\nreason = "补借"\n'


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (
            NOON + NOON.replace("午", "晚").replace("12:00", "12:30"),
            "on mon the periods «午» (to 12:50) and «晚» (from 12:30) overlap",
        ),
        (NOON + NOON.replace("12:00", "13:00").replace("12:50", "13:50"), "stands 2 times on mon"),
        (NOON + ROTA + ENTRY + "classes = ['七(1)班']", "rota «秋»: the class «七(1)班» is not known"),
        (NOON + ROTA + ENTRY + "division = '高中部'", "the division «高中部» is not known"),
        (NOON + ROTA + ENTRY.replace("mon", "fri") + "grades = [1]", "there is no period «午» on fri"),
        (NOON + ROTA + ENTRY, "rota «秋», entry no. 1: nobody is named"),
        (NOON + ROTA + ENTRY + "grades = [1]\neveryone = true", "grades and everyone together"),
        (NOON + ROTA + ENTRY + "grades = ['一']", "«grades» must be"),
        (NOON.replace("12:50", "11:50"), "«ends» is not later than «starts»"),
        (NOON.replace("12:50", "1250"), "«ends» must be a time"),
        (NOON.replace('"mon"', '"moon"').replace("moon", "xyz"), "«weekday» must be"),
        ('mode = "always"', "«mode» must be one of off, prefer, enforce"),
        (EXCEPTION + "kind = 'serve'", "nobody is named"),
        (EXCEPTION + "kind = 'serve'\nclasses = ['七(1)班']", "exception on 2026-11-26: the class"),
        (EXCEPTION + "kind = 'free'\n" + EXCEPTION + "kind = 'closed'\n", "overlap"),
        (ROTA + ROTA, "stands twice"),
    ],
)
def test_what_is_wrong_is_said_with_its_place_and_nothing_is_written(school, everything, text, said):
    before = everything()
    with pytest.raises(Unusable) as refusal:
        load_rota(text, school)
    assert said in str(refusal.value)
    assert everything() == before


def test_a_period_in_use_is_not_taken_away(school, everything):
    load_rota(f"{NOON}{ROTA}{ENTRY}grades = [1]\n", school)
    before = everything()
    with pytest.raises(Unusable, match="the rota «秋», which stays, still uses «午» on mon"):
        load_rota(NOON.replace("午", "早"), school)
    assert everything() == before
    load_rota(NOON.replace("午", "早") + ROTA, school)
    assert {p.name for p in Period.select()} == {"早"}


LATER = NOON.replace('"午"', '"午后"').replace("12:50", "13:10")


def test_bells_of_different_days_may_overlap(school):
    old, new = "valid_to = 2026-11-29\n", "valid_from = 2026-11-30\n"
    load_rota(NOON + old + LATER + new, school)
    assert {(p.name, p.valid_from, p.valid_to) for p in Period.select()} == {
        ("午", None, date(2026, 11, 29)),
        ("午后", date(2026, 11, 30), None),
    }
    assert not load_rota(show_rota(), school).changed
    with pytest.raises(Unusable, match="overlap"):
        load_rota(NOON + LATER + new, school)


def test_bells_that_end_before_they_begin_are_refused(school):
    with pytest.raises(Unusable, match="«valid_to» lies before «valid_from»"):
        load_rota(f"{NOON}valid_from = 2026-11-30\nvalid_to = 2026-11-29\n", school)

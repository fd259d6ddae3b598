from datetime import date
from pathlib import Path

import pytest

from db.models import Holiday, MakeUpDay, Term
from kiosk.office.rules.files import load_calendar, show_calendar
from kiosk.toml_files.reading import Unusable
from tests import school

EXAMPLES = Path(__file__).parents[3] / "docs" / "examples"

AT = school.MONDAY_NOON


@pytest.mark.parametrize("name", ["calendar.toml", "real-school-calendar.toml"])
def test_what_is_shown_can_be_loaded_and_changes_nothing(desk, actor, everything, name):
    assert load_calendar(desk, actor, AT, (EXAMPLES / name).read_text("utf-8")).changed
    before = everything()
    assert not load_calendar(desk, actor, AT, show_calendar()).changed
    assert everything() == before


def test_a_part_that_the_file_leaves_out_stays(desk, actor):
    load_calendar(desk, actor, AT, (EXAMPLES / "calendar.toml").read_text("utf-8"))
    load_calendar(desk, actor, AT, '[[holiday]]\nname = "雪"\nstarts_on = 2026-12-01')
    assert [(h.name, h.ends_on) for h in Holiday.select()] == [("雪", date(2026, 12, 1))]
    assert (Term.select().count(), MakeUpDay.get().follows) == (2, 2)


def test_nothing_decided_yet_can_be_shown_and_loaded(desk, actor):
    assert not load_calendar(desk, actor, AT, show_calendar()).changed


TERM = '[[term]]\nname = "{}"\nstarts_on = {}\nends_on = {}\n'


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (TERM.format("一", "2026-09-01", "2026-08-01"), "[[term]] no. 1: «ends_on» lies before"),
        (TERM.format("一", "2026-09-01", "2027-01-29") + "recall_on = 2027-02-01", "«recall_on» lies outside"),
        (
            TERM.format("一", "2026-09-01", "2027-01-29") + TERM.format("二", "2027-01-29", "2027-07-01"),
            "the terms «一» and «二» overlap",
        ),
        ("[[make_up_day]]\nday = 2026-10-10\nfollows = 'someday'", "«follows» must be"),
        ("[[make_up_day]]\nday = 2026-10-10\nfollows = 3\n" * 2, "named twice"),
        ("[[holidays]]\nname = '雪'", "«holidays» is not known"),
    ],
)
def test_what_is_wrong_is_said_and_nothing_is_written(desk, actor, everything, text, said):
    before = everything()
    with pytest.raises(Unusable) as refusal:
        load_calendar(desk, actor, AT, text)
    assert said in str(refusal.value)
    assert everything() == before


def test_the_last_day_of_lending_and_days_of_returns_come_back_as_they_were(desk, actor):
    text = (
        TERM.format("秋", "2026-09-01", "2027-01-29") + "lending_until = 2027-01-08\n[[return_day]]\nday = 2027-01-11\n"
    )
    assert load_calendar(desk, actor, AT, text).changed
    shown = show_calendar()
    assert "lending_until = 2027-01-08" in shown
    assert "[[return_day]]\nday = 2027-01-11" in shown
    assert not load_calendar(desk, actor, AT, shown).changed
    with pytest.raises(Unusable, match="named twice"):
        load_calendar(desk, actor, AT, "[[return_day]]\nday = 2027-01-11\n" * 2)

"""Terms and holidays are set by taps on days."""

from datetime import date, timedelta
from uuid import UUID

import pytest

from db import models
from kiosk.office.editing import undo
from kiosk.office.refusal import NotDone
from kiosk.office.rules import school_year
from kiosk.office.rules.school_year import Stretch
from tests import school

AT = school.MONDAY_NOON


@pytest.mark.parametrize("offset", range(0, 800, 13))
def test_a_term_is_offered_on_every_day_of_the_year(offset):
    day = date(2026, 1, 1) + timedelta(days=offset)
    term = school_year.suggested_term(day)
    assert term.ends_on >= day and term.starts_on < term.ends_on
    assert term.starts_on.weekday() < 5 and (term.starts_on - day).days < 70


def test_days_that_cannot_stand_are_said_and_nothing_moves(desk, actor):
    school_year.add_term(desk, actor, AT, "秋", date(2026, 9, 1), date(2027, 1, 29))
    term = models.Term.get().id
    assert school_year.add_term(desk, actor, AT, "又", date(2027, 1, 1), date(2027, 2, 1)) == NotDone("overlaps")
    set_day = lambda field, day: school_year.set_day(desk, actor, AT, Stretch.TERM, term, field, day)  # noqa: E731
    assert set_day("ends_on", date(2026, 8, 1)) == NotDone("ends_before")
    assert set_day("recall_on", date(2027, 3, 1)) == NotDone("outside")
    assert isinstance(set_day("recall_on", date(2027, 1, 22)), UUID)
    assert set_day("ends_on", date(2027, 1, 20)) == NotDone("outside")
    assert desk.bylaw().rota.calendar.terms[0].recall_on == date(2027, 1, 22)
    assert models.Term.select().count() == 1


def test_a_holiday_closes_and_its_removal_is_taken_back(desk, actor):
    first, last = AT.date(), AT.date() + timedelta(days=2)
    assert school_year.add_holiday(desk, actor, AT, "校庆", last, first) == NotDone("ends_before")
    school_year.add_holiday(desk, actor, AT, "校庆", first, last)
    assert not desk.bylaw().rota.calendar.lends_on(first)
    total, rows = school_year.holidays(AT.date(), 0, 5)
    assert (total, rows[0].name) == (1, "校庆")
    entry = school_year.drop(desk, actor, AT, Stretch.HOLIDAY, UUID(rows[0].id))
    assert desk.bylaw().rota.calendar.lends_on(first)
    assert undo(desk, actor, AT, entry) is None
    assert not desk.bylaw().rota.calendar.lends_on(first)


def test_holidays_that_are_over_are_not_listed(desk, actor):
    school_year.add_holiday(desk, actor, AT, "国庆节", date(2026, 10, 1), date(2026, 10, 7))
    assert school_year.holidays(AT.date(), 0, 5) == (0, ())

"""Whose turn it is, and when it is mine again."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest

from kiosk.circulation.calendar import Calendar, TermFacts
from kiosk.circulation.rota import (
    Entry,
    Kind,
    Mode,
    PeriodFacts,
    RotaExceptionFacts,
    RotaFacts,
    Subject,
    Version,
    closes,
)

TZ = ZoneInfo("Asia/Shanghai")
SIXTH = (Subject("class", "六(1)班"), Subject("class", "六(2)班"))
NOON, AFTERNOON = 12 * 60 + 5, 15 * 60 + 40


def at(day: str, time: str) -> datetime:
    return datetime.fromisoformat(f"{day}T{time}").replace(tzinfo=TZ)


def rota(**changes) -> RotaFacts:
    """Monday noon is 三(2)班's, Wednesday noon 四(1)班's in odd and grade 5's in even weeks; afternoons are free."""
    term = TermFacts("autumn", date(2026, 9, 1), date(2027, 1, 29), date(2026, 9, 7), date(2027, 1, 15))
    values = {
        "mode": Mode.ENFORCE,
        "periods": (
            PeriodFacts("mon", "noon", 0, NOON, NOON + 15, Kind.ROTA),
            PeriodFacts("mon-2", "noon", 0, NOON + 15, NOON + 30, Kind.ROTA),
            PeriodFacts("wed", "noon", 2, NOON, NOON + 15, Kind.ROTA),
            PeriodFacts("mon-free", "afternoon", 0, AFTERNOON, AFTERNOON + 50, Kind.FREE),
            PeriodFacts("tue-shut", "assembly", 1, NOON, NOON + 45, Kind.CLOSED),
        ),
        "versions": (
            Version(
                date(2026, 9, 1),
                None,
                (
                    Entry("mon", "every", Subject("class", "三(2)班")),
                    Entry("wed", "odd", Subject("class", "四(1)班")),
                    Entry("wed", "even", Subject("grade", "5")),
                    Entry("mon", "every", Subject("class", "一(1)班"), "read"),
                ),
            ),
        ),
        "calendar": Calendar((term,), ((date(2026, 10, 1), date(2026, 10, 7)),), {date(2026, 10, 10): 0}),
    }
    return RotaFacts(**values | changes)


def serves(turn, class_name: str, grade: int) -> bool:
    return turn is not None and turn.serves(class_name, grade, "")


def test_the_class_that_was_entered_is_served_and_no_other():
    turn = rota().whose_turn(at("2026-11-23", "12:05"))
    assert serves(turn, "三(2)班", 3)
    assert not serves(turn, "三(1)班", 3)


def test_a_turn_ends_with_its_last_minute():
    assert rota().whose_turn(at("2026-11-23", "12:19")).served
    assert rota().whose_turn(at("2026-11-23", "12:20")).kind is Kind.FREE


def test_a_slot_that_nobody_was_given_is_free():
    assert serves(rota().whose_turn(at("2026-11-23", "12:25")), "六(1)班", 6)


def test_odd_and_even_weeks_take_turns():
    # 1 September 2026 is a Tuesday: the week of 23 November is the term's thirteenth.
    assert serves(rota().whose_turn(at("2026-11-25", "12:06")), "四(1)班", 4)
    assert serves(rota().whose_turn(at("2026-12-02", "12:06")), "五(2)班", 5)


def test_a_make_up_day_follows_the_weekday_that_it_stands_for():
    assert serves(rota().whose_turn(at("2026-10-10", "12:06")), "三(2)班", 3)


def test_nobody_is_served_in_the_holidays_nor_before_lending_begins_nor_after_the_recall():
    for day in ("2026-10-05", "2026-09-01", "2027-01-18"):
        assert closes(rota(), at(day, "12:06"))


def test_an_exception_stands_in_place_of_the_period():
    shut = RotaExceptionFacts(date(2026, 11, 23), NOON, NOON + 30, "closed", (Subject("everyone"),))
    swap = RotaExceptionFacts(date(2026, 11, 23), NOON, NOON + 15, "serve", SIXTH)
    assert closes(rota(exceptions=(shut,)), at("2026-11-23", "12:06"))
    turn = rota(exceptions=(swap,)).whose_turn(at("2026-11-23", "12:06"))
    assert serves(turn, "六(1)班", 6)
    assert serves(turn, "六(2)班", 6)
    assert not serves(turn, "三(2)班", 3)


@pytest.mark.parametrize(
    ("after", "expected"),
    [
        (("2026-11-23", "12:10"), "2026-11-23T12:20"),
        (("2026-11-23", "16:00"), "2026-11-30T12:20"),
    ],
)
def test_the_next_turn_of_a_class_without_a_slot_of_its_own_is_a_free_one(after, expected):
    turn = rota().next_turn("六(1)班", 6, "", at(*after))
    assert turn.starts.isoformat()[:16] == expected


def test_the_next_turn_skips_the_holidays():
    turn = rota().next_turn("三(2)班", 3, "", at("2026-09-28", "16:31"))
    assert turn.starts.isoformat()[:16] == "2026-10-10T12:05"


def test_reading_has_a_rota_of_its_own():
    turn = rota().whose_turn(at("2026-11-23", "12:06"), purpose="read")
    assert serves(turn, "一(1)班", 1)


def test_a_later_version_takes_over_on_its_first_day():
    later = Version(date(2026, 11, 23), None, (Entry("mon", "every", Subject("class", "二(1)班")),))
    changed = rota(versions=(*rota().versions, later))
    assert serves(changed.whose_turn(at("2026-11-16", "12:06")), "三(2)班", 3)
    assert serves(changed.whose_turn(at("2026-11-23", "12:06")), "二(1)班", 2)


def test_between_the_bells_only_enforce_is_closed():
    between = at("2026-11-23", "10:00")
    assert closes(rota(), between)
    assert not closes(rota(mode=Mode.OFF), between)
    assert not closes(rota(mode=Mode.PREFER), between)


def test_a_closed_period_is_closed_in_every_mode():
    for mode in Mode:
        assert closes(rota(mode=mode), at("2026-11-24", "12:10"))


def test_bells_ring_only_on_their_days():
    noon = PeriodFacts("p", "noon", 0, NOON, NOON + 15, Kind.FREE, date(2026, 11, 30), date(2026, 12, 7))
    bells = rota(periods=(noon,))
    assert bells.whose_turn(at("2026-11-23", "12:10")) is None
    assert bells.whose_turn(at("2026-11-30", "12:10")).kind is Kind.FREE
    assert bells.whose_turn(at("2026-12-07", "12:10")).kind is Kind.FREE
    assert bells.whose_turn(at("2026-12-14", "12:10")) is None

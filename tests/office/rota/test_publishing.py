"""Versions with dates, in the database, and what the station then does."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest
from peewee import SqliteDatabase

from db import models
from db.models import Audit, Holiday, Item, MakeUpDay, Period, Rota, RotaException
from db.settings import get_setting, put_setting
from kiosk.circulation.rota import ExceptionKind, Mode, Week
from kiosk.clock import to_ms
from kiosk.lending.rules import load_bylaw
from kiosk.lending.storage import TakenMeanwhile
from kiosk.office.actors import AT_COMMAND_LINE, COMMAND_LINE, Actor
from kiosk.office.editing import undo
from kiosk.office.permissions import Role
from kiosk.office.refusal import NotDone
from kiosk.office.rota.borrower_reach import reach, set_mode
from kiosk.office.rota.days import (
    add_holiday,
    as_usual,
    make_exception,
    set_make_up_day,
    with_exceptions,
    without_exceptions,
)
from kiosk.office.rota.draft import CellKind, RotaPlace, Window, mark, move_window, put
from kiosk.office.rota.drafts import DRAFT, keep_draft, kept_draft
from kiosk.office.rota.loading import load_rota, show_rota
from kiosk.office.rota.publishing import begin_at_once, publish, withdraw
from kiosk.office.rota.school import measured_pace, school_facts
from kiosk.office.rota.stored import stored_rota
from kiosk.office.rota.turn_attendance import kept_turns
from kiosk.office.rota.versions import draft_of, in_force, version_named
from kiosk.toml_files.rota_lines import EVERYONE, ExceptionLine
from tests.office.rota.school import LATER, NOON, NOW, filled, grid, one
from tests.school import desk_at, patron, record, school_class

MONDAY_NOON = datetime(2026, 11, 30, 12, 30, tzinfo=NOW.tzinfo)


@pytest.fixture
def desk(database):
    for name, grade in (("一(1)班", 1), ("一(2)班", 1), ("教师", 0)):
        school_class(name, grade)
    return desk_at(database)


def publish_now(desk, draft):
    return publish(desk, AT_COMMAND_LINE, NOW, draft, draft.valid_from)


def served(at: datetime) -> list[str]:
    turn = load_bylaw().rota.whose_turn(at)
    return [subject.name for subject in turn.served] if turn else []


def everything() -> str:
    return show_rota()


@contextmanager
def refusing_rows_of(database, table: str) -> Iterator[None]:
    """Meanwhile the database takes no new row of that table."""
    if isinstance(database, SqliteDatabase):
        begin = f"CREATE TRIGGER refused BEFORE INSERT ON {table} BEGIN SELECT RAISE(ABORT, 'no'); END"
        end = "DROP TRIGGER refused"
    else:
        begin = f"ALTER TABLE {table} ADD CONSTRAINT refused CHECK (false) NOT VALID"
        end = f"ALTER TABLE {table} DROP CONSTRAINT refused"
    database.execute_sql(begin)
    yield
    database.execute_sql(end)


def test_a_published_rota_holds_from_its_day_and_the_old_one_until_then(desk):
    today = replace(filled(grid(NOON), wed="一(1)班"), valid_from=NOW.date())
    publish_now(desk, today)
    publish_now(desk, filled(grid(NOON), wed="一(2)班"))
    wednesday = NOW.replace(hour=12, minute=10)
    assert served(wednesday) == ["一(1)班"]
    assert served(wednesday + timedelta(weeks=1)) == ["一(2)班"]
    assert [(r.valid_from, r.valid_to) for r in Rota.select().order_by(Rota.valid_from)] == [
        (NOW.date(), date(2026, 11, 29)),
        (date(2026, 11, 30), None),
    ]


def test_other_bells_ring_from_the_day_of_their_rota_on(desk):
    """Mondays: 12:05 until now, 12:20 from 30 November on."""
    first = replace(filled(grid(NOON), mon="一(1)班"), valid_from=date(2026, 11, 23))
    publish_now(desk, first)
    publish_now(desk, replace(move_window(first, NOON, LATER), valid_from=date(2026, 11, 30)))
    monday = datetime(2026, 11, 23, 12, 10, tzinfo=NOW.tzinfo)
    assert served(monday) == ["一(1)班"]
    assert served(monday + timedelta(minutes=20)) == []
    assert served(monday + timedelta(days=7)) == []
    assert served(monday + timedelta(days=7, minutes=20)) == ["一(1)班"]


def test_a_cell_that_becomes_free_does_so_only_then(desk):
    first = replace(filled(grid(NOON), mon="一(1)班"), valid_from=date(2026, 11, 23))
    publish_now(desk, first)
    publish_now(desk, replace(mark(first, RotaPlace(0, NOON), CellKind.FREE), valid_from=date(2026, 11, 30)))
    assert served(datetime(2026, 11, 23, 12, 10, tzinfo=NOW.tzinfo)) == ["一(1)班"]
    assert served(datetime(2026, 11, 30, 12, 10, tzinfo=NOW.tzinfo)) == []
    assert {p.kind for p in Period.select().where(Period.weekday == 0)} == {"rota", "free"}


def test_what_was_withdrawn_leaves_the_one_before_as_it_was(desk):
    first = replace(filled(grid(NOON), mon="一(1)班"), valid_from=date(2026, 11, 23))
    publish_now(desk, first)
    before = everything()
    publish_now(desk, move_window(filled(grid(NOON), mon="一(2)班"), NOON, LATER))
    withdraw(desk, AT_COMMAND_LINE, NOW, "2026-11-30")
    assert everything() == before


def test_one_that_waits_can_begin_today(desk):
    publish_now(desk, replace(filled(grid(NOON), wed="一(1)班"), valid_from=date(2026, 11, 23)))
    publish_now(desk, move_window(filled(grid(NOON), wed="一(2)班"), NOON, LATER))
    begin_at_once(desk, AT_COMMAND_LINE, NOW, "2026-11-30")
    assert served(NOW.replace(hour=12, minute=25)) == ["一(2)班"]
    assert in_force(stored_rota(), NOW.date()).name == "2026-11-25"


def test_a_second_thought_for_the_same_day_takes_the_place_of_the_first(desk):
    publish_now(desk, filled(grid(NOON), mon="一(1)班"))
    publish_now(desk, filled(grid(NOON), mon="一(2)班"))
    assert [version.name for version in stored_rota().versions] == ["2026-11-30"]
    assert served(datetime(2026, 11, 30, 12, 10, tzinfo=NOW.tzinfo)) == ["一(2)班"]


def test_publishing_is_taken_back_whole(desk):
    publish_now(desk, replace(filled(grid(NOON), mon="一(1)班"), valid_from=date(2026, 11, 23)))
    before = everything()
    entry = publish_now(desk, move_window(filled(grid(NOON), mon="一(2)班"), NOON, LATER))
    assert undo(desk, AT_COMMAND_LINE, NOW, entry) is None
    assert everything() == before
    assert Audit.select().count() == 3


def test_a_draft_is_published_and_gone_in_one_and_comes_back_in_one(desk):
    draft = filled(grid(NOON), mon="一(1)班")
    keep_draft(desk, AT_COMMAND_LINE, NOW, draft)
    entry = publish(desk, AT_COMMAND_LINE, NOW, draft, date(2026, 12, 7))
    assert kept_draft() is None
    assert undo(desk, AT_COMMAND_LINE, NOW, entry) is None
    assert kept_draft() == draft
    assert not Rota.select().exists()


@pytest.mark.parametrize("table", ["rota_entry", "audit", "audit_row"])
def test_publishing_that_fails_on_the_way_leaves_nothing(desk, table):
    draft = filled(grid(NOON), mon="一(1)班")
    keep_draft(desk, AT_COMMAND_LINE, NOW, draft)
    before, version = everything(), get_setting("bylaw_version")
    with refusing_rows_of(desk.db, table), pytest.raises(TakenMeanwhile):
        publish(desk, AT_COMMAND_LINE, NOW, draft, draft.valid_from)
    assert (everything(), get_setting("bylaw_version"), kept_draft()) == (before, version, draft)
    assert not Rota.select().exists() and not Period.select().exists() and not Audit.select().exists()


def test_taking_back_that_fails_on_the_way_leaves_it_published(desk):
    draft = filled(grid(NOON), mon="一(1)班")
    keep_draft(desk, AT_COMMAND_LINE, NOW, draft)
    entry = publish_now(desk, draft)
    before = everything()
    with refusing_rows_of(desk.db, "audit"):
        assert undo(desk, AT_COMMAND_LINE, NOW, entry) == NotDone("in_use")
    assert everything() == before
    assert kept_draft() is None


def test_a_helper_changes_nothing_of_the_rota(desk):
    helper, draft = Actor(None, Role.HELPER), filled(grid(NOON), mon="一(1)班")
    publish_now(desk, draft)
    before = everything()
    line = ExceptionLine(NOW.date(), 725, 740, ExceptionKind.FREE, EVERYONE, "林老师", "exam")
    answers = [
        publish(desk, helper, NOW, draft, NOW.date()),
        withdraw(desk, helper, NOW, "2026-11-30"),
        begin_at_once(desk, helper, NOW, "2026-11-30"),
        keep_draft(desk, helper, NOW, draft),
        make_exception(desk, helper, NOW, line),
        set_make_up_day(desk, helper, NOW, NOW.date(), 0),
        add_holiday(desk, helper, NOW, NOW.date(), "x"),
        as_usual(desk, helper, NOW, NOW.date()),
        set_mode(desk, helper, NOW, Mode.ENFORCE),
        load_rota(desk, helper, NOW, 'mode = "enforce"'),
    ]
    assert answers == [NotDone("not_allowed")] * len(answers)
    assert (everything(), kept_draft()) == (before, None)


def test_a_file_that_is_loaded_is_in_the_trail_and_taken_back(desk):
    publish_now(desk, filled(grid(NOON), mon="一(1)班"))
    before = everything()
    assert load_rota(desk, AT_COMMAND_LINE, NOW, 'mode = "enforce"').changed
    loaded = Audit.get(Audit.deed == "rota_loaded")
    assert (loaded.staff, loaded.place) == (None, COMMAND_LINE)
    assert undo(desk, AT_COMMAND_LINE, NOW, loaded.id) is None
    assert everything() == before


def test_what_the_station_follows_is_read_again(desk):
    version = get_setting("bylaw_version")
    publish_now(desk, filled(grid(NOON), mon="一(1)班"))
    assert get_setting("bylaw_version") != version


def test_a_published_rota_is_the_draft_again_and_a_file(desk):
    draft = put(filled(grid(NOON, LATER), mon="一(1)班"), RotaPlace(1, LATER), one("一(2)班"), Week.EVEN)
    publish_now(desk, draft)
    stored = stored_rota()
    assert draft_of(stored, version_named(stored, "2026-11-30")) == draft
    text = everything()
    assert not load_rota(desk, AT_COMMAND_LINE, NOW, text).changed


def test_a_loaded_rota_with_names_of_its_own_can_be_changed_and_published(desk):
    load_rota(
        desk,
        AT_COMMAND_LINE,
        NOW,
        '[[period]]\nname = "午"\nweekday = ["mon", "tue"]\nstarts = "12:05"\nends = "12:20"\n[[rota]]\nname = "秋"\n'
        'valid_from = 2026-09-01\n[[rota.entry]]\nperiod = "午"\nweekday = "mon"\nclasses = ["一(1)班"]\n',
    )
    stored = stored_rota()
    draft = draft_of(stored, version_named(stored, "秋"))
    draft = replace(mark(draft, RotaPlace(1, NOON), CellKind.CLOSED), valid_from=date(2026, 11, 30))
    publish_now(desk, put(draft, RotaPlace(0, NOON), one("一(2)班")))
    assert served(datetime(2026, 11, 23, 12, 10, tzinfo=NOW.tzinfo)) == ["一(1)班"]
    assert served(datetime(2026, 11, 30, 12, 10, tzinfo=NOW.tzinfo)) == ["一(2)班"]
    assert not load_rota(desk, AT_COMMAND_LINE, NOW, everything()).changed


def test_the_draft_survives_and_is_told_to_nobody(desk):
    draft = filled(grid(NOON), mon="一(1)班")
    keep_draft(desk, AT_COMMAND_LINE, NOW, draft)
    assert kept_draft() == draft
    assert not Audit.select().exists()
    keep_draft(desk, AT_COMMAND_LINE, NOW, None)
    assert kept_draft() is None


def test_a_draft_that_nobody_can_read_is_none(desk):
    put_setting(DRAFT, "[[rota]")
    assert kept_draft() is None


# --- facts -----------------------------------------------------------------------------------------------------


def lend(person, at: datetime) -> None:
    item = Item.select().where(Item.id.not_in(models.Loan.select(models.Loan.item))).first()
    models.Loan.create(patron=person, item=item, record=item.record, lent_at=to_ms(at), due_on=at.date())


@pytest.fixture
def readers(desk):
    group = models.SchoolClass.get(name="一(1)班")
    record("9787544270878", "解忧杂货店", copies=120)
    return [patron(f"{n:04d}", group=group, category="student") for n in range(40)]


def test_classes_are_counted_without_those_who_left_and_without_staff(desk, readers):
    models.Patron.update(left=True).where(models.Patron.number == "0000").execute()
    found = school_facts(load_bylaw().rota, NOW).classes
    assert [(one.name, one.pupils) for one in found] == [("一(1)班", 39), ("一(2)班", 0)]


def test_the_pace_is_what_each_further_pupil_of_a_rush_takes(desk, readers):
    """36 pupils at 18 s with two books each; one alone an hour later is no rush."""
    start = NOW - timedelta(days=1)
    for n, reader in enumerate(readers[:36]):
        lend(reader, start + timedelta(seconds=18 * n))
        lend(reader, start + timedelta(seconds=18 * n + 2))
    lend(readers[39], start + timedelta(hours=1))
    pace = measured_pace(NOW)
    assert (round(pace.seconds), pace.pupils) == (18, 35)
    assert pace.served_in(15) == 49


def test_without_enough_of_them_a_pace_is_assumed(desk, readers):
    for n, reader in enumerate(readers[:8]):
        lend(reader, NOW - timedelta(days=1, seconds=18 * n))
    assert measured_pace(NOW).pupils == 0


# --- the mode --------------------------------------------------------------------------------------------------


def test_switching_the_rota_off_keeps_it_and_tells_the_reach_before_and_after(desk, readers):
    publish_now(desk, filled(grid(NOON), mon="一(1)班"))
    set_mode(desk, AT_COMMAND_LINE, NOW - timedelta(days=60), Mode.ENFORCE)
    before = stored_rota().versions
    for week, count in enumerate((6, 8), 1):
        for reader in readers[:count]:
            lend(reader, NOW - timedelta(weeks=3 - week, hours=2))
    set_mode(desk, AT_COMMAND_LINE, NOW - timedelta(days=6), Mode.OFF)
    for reader in readers[:20]:
        lend(reader, NOW - timedelta(days=2))
    assert stored_rota().versions == before
    found = reach(NOW)
    assert (found.before.borrowers, found.after.borrowers, found.pupils) == ((6, 8), (20,), 40)
    assert (found.mode_before, found.changed_on) == (Mode.ENFORCE, date(2026, 11, 19))


def test_the_reach_of_the_last_weeks_while_nothing_was_changed(desk, readers):
    for reader in readers[:5]:
        lend(reader, NOW - timedelta(days=1))
    assert reach(NOW).after.borrowers == (5,)
    assert reach(NOW).changed_on is None


# --- single days -----------------------------------------------------------------------------------------------


def test_a_class_makes_up_for_its_turn_and_that_is_taken_back(desk):
    publish_now(desk, replace(filled(grid(NOON), thu="一(1)班"), valid_from=NOW.date()))
    thursday = datetime(2026, 11, 26, 12, 10, tzinfo=NOW.tzinfo)
    line = ExceptionLine(thursday.date(), 725, 740, ExceptionKind.SERVE, one("一(2)班"), "林老师", "swap")
    entry = make_exception(desk, AT_COMMAND_LINE, NOW, line)
    assert served(thursday) == ["一(2)班"]
    assert undo(desk, AT_COMMAND_LINE, NOW, entry) is None
    assert served(thursday) == ["一(1)班"]


def test_a_later_word_about_the_same_stretch_takes_the_place_of_the_earlier(desk):
    day = date(2026, 11, 26)
    lines = [
        ExceptionLine(day, 725, 740, kind, EVERYONE, "林老师", "exam")
        for kind in (ExceptionKind.FREE, ExceptionKind.CLOSED)
    ]
    wanted = with_exceptions(with_exceptions(stored_rota(), lines[:1]), lines[1:])
    assert [line.kind for line in wanted.exceptions] == ["closed"]
    assert without_exceptions(wanted, day).exceptions == ()


def test_a_make_up_day_and_a_holiday_come_and_go(desk):
    saturday = date(2026, 12, 5)
    publish_now(desk, filled(grid(NOON), mon="一(1)班"))
    noon = datetime(2026, 12, 5, 12, 10, tzinfo=NOW.tzinfo)
    set_make_up_day(desk, AT_COMMAND_LINE, NOW, saturday, 4)
    set_make_up_day(desk, AT_COMMAND_LINE, NOW, saturday, 0)
    assert served(noon) == ["一(1)班"]
    add_holiday(desk, AT_COMMAND_LINE, NOW, date(2026, 12, 7), "运动会")
    assert load_bylaw().rota.turns_on(date(2026, 12, 7), NOW.tzinfo) == []
    for day in (saturday, date(2026, 12, 7)):
        as_usual(desk, AT_COMMAND_LINE, NOW, day)
    assert not MakeUpDay.select().exists()
    assert not Holiday.select().exists()
    assert not RotaException.select().exists()
    assert served(datetime(2026, 12, 7, 12, 10, tzinfo=NOW.tzinfo)) == ["一(1)班"]
    assert Window(725, 740) == NOON


# --- who came --------------------------------------------------------------------------------------------------


def test_a_class_that_borrowed_at_its_turn_has_come(desk, readers):
    """Thursdays 12:05–12:20, every school day since 12 November."""
    models.Term.create(name="秋", starts_on=date(2026, 11, 9), ends_on=date(2027, 1, 29))
    publish_now(desk, replace(filled(grid(NOON), thu="一(1)班", mon="一(2)班"), valid_from=date(2026, 11, 9)))
    lend(readers[0], datetime(2026, 11, 12, 12, 25, tzinfo=NOW.tzinfo))  # the end of the queue
    lend(readers[1], datetime(2026, 11, 18, 12, 10, tzinfo=NOW.tzinfo))  # not its day
    found = kept_turns(load_bylaw().rota, school_facts(load_bylaw().rota, NOW).classes, NOW)
    assert [(one.name, one.turns, one.came) for one in found.classes] == [("一(2)班", 3, 0), ("一(1)班", 2, 1)]
    assert (found.first, found.last) == (date(2026, 11, 9), NOW.date())


def test_a_turn_that_was_made_up_counts_instead(desk, readers):
    models.Term.create(name="秋", starts_on=date(2026, 11, 16), ends_on=date(2027, 1, 29))
    publish_now(desk, replace(filled(grid(NOON), thu="一(1)班"), valid_from=date(2026, 11, 9)))
    exceptions = [
        ExceptionLine(date(2026, 11, 19), 0, 1440, ExceptionKind.CLOSED, EVERYONE, "林老师", "exam"),
        ExceptionLine(date(2026, 11, 20), 940, 960, ExceptionKind.SERVE, one("一(1)班"), "林老师", "swap"),
    ]
    for line in exceptions:
        make_exception(desk, AT_COMMAND_LINE, NOW, line)
    lend(readers[0], datetime(2026, 11, 20, 15, 45, tzinfo=NOW.tzinfo))
    found = kept_turns(load_bylaw().rota, school_facts(load_bylaw().rota, NOW).classes, NOW)
    assert [(one.name, one.turns, one.came) for one in found.classes] == [("一(1)班", 1, 1)]


def test_before_the_first_term_nothing_was_kept(desk):
    assert kept_turns(load_bylaw().rota, (), NOW) is None

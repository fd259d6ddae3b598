"""The room «today» as a librarian taps through it; the database is real, the jobs run in their threads."""

from dataclasses import replace
from datetime import timedelta

import pytest
from openpyxl import load_workbook

from db import models
from kiosk.clock import to_ms
from kiosk.lending.check_outs import check_out
from kiosk.office.editing import editing
from kiosk.office.features import FEATURES
from kiosk.office.today.notice_views import NoticeDetail, Notices
from kiosk.office.today.views import (
    Counts,
    DayPlan,
    FaultList,
    Refusals,
    RefusedFor,
    Rehearsal,
    RehearsedClass,
    Split,
    Today,
    TodayAction,
    Topic,
    Trail,
    TrailEntry,
)
from kiosk.office.touch_kit.page import GoTo, TouchRoom
from kiosk.office.touch_kit.places import Places
from kiosk.office.touch_kit.session import OfficeSession
from kiosk.office.touch_kit.views import Confirm, PickDay, PickOne, Trouble
from kiosk.taps import Act, FrameAction, Tap, TapChoice
from tests import school
from tests.office.rooms import actor_of, context, finish_jobs, room

OURS, THEIRS = "三(2)班", "四(1)班"


class Sitting:
    """A librarian in the room: taps, and what is shown then."""

    def __init__(self, room: TouchRoom) -> None:
        self.room = room
        self.clock = school.SteppingClock()

    def tap(self, action, subject=""):
        tap = Act(action, subject) if isinstance(action, TodayAction | FrameAction) else action
        self.answer = self.room.tap(tap, self.clock())
        return self.look()

    def look(self):
        self.room.view(self.clock())
        finish_jobs()
        return self.room.view(self.clock())


@pytest.fixture
def here(database, tmp_path):
    """Monday noon: ours is on turn, theirs tomorrow; one of theirs is blocked, and a title has no price."""
    ours, theirs = school.school_class(OURS), school.school_class(THEIRS, 4)
    school.policy(category="student")
    school.record("9787100000000", "书", copies=9, shelf="A1")
    school.rota("enforce", (0, "12:05", "12:20", OURS), (1, "12:05", "12:20", THEIRS))
    for number, group, columns in (("0001", ours, {}), ("0101", theirs, {}), ("0102", theirs, {"blocked": True})):
        school.patron(number, f"读者{number}", group, **columns)
    return context(school.desk_at(database), tmp_path / "图书馆")


@pytest.fixture
def sitting(here):
    return Sitting(room("today", here))


def test_the_first_page_has_the_day_and_tomorrow(sitting, here):
    desk = here.desk
    check_out(desk, desk.facts.patron("0001"), desk.facts.record("9787100000000"), sitting.clock())
    desk.note("isbn_not_registered", sitting.clock(), text="1")
    page = sitting.look()
    assert isinstance(page, Today)
    assert (page.lent, page.returned, page.refused, page.waits) == (1, 0, 0, 1)
    assert page.is_running and page.turn.served[0].name == OURS
    assert [(count.name, count.lent) for count in page.counts] == [(OURS, 1)]
    assert [(turn.served, turn.refused) for turn in page.rehearsed.turns] == [((THEIRS,), 1)]
    assert page.rehearsed.is_tomorrow and dict(page.rehearsed.faults) == {"no_price": 1}
    hours = sitting.tap(TodayAction.BY_HOUR)
    assert (hours.split, [count.name for count in hours.counts]) == (Split.HOUR, ["12"])


def test_the_page_is_the_same_value_until_something_happens(sitting, here):
    """An idle page costs no drawing."""
    page = sitting.look()
    sitting.clock.wait(seconds=1)
    assert sitting.look() is page
    sitting.clock.wait(seconds=2)
    assert sitting.look() == page
    desk = here.desk
    check_out(desk, desk.facts.patron("0001"), desk.facts.record("9787100000000"), sitting.clock())
    for _ in range(3):
        sitting.clock.wait(seconds=2)
        page = sitting.look()
    assert page.lent == 1


def test_who_will_be_refused_tomorrow_is_two_taps_away_from_being_helped(sitting):
    sitting.look()
    page = sitting.tap(TodayAction.CLASS, "0")
    assert isinstance(page, RehearsedClass)
    [row] = page.rows
    assert (row.name, row.codes) == ("读者0102", ("patron_blocked",))
    sitting.tap(TodayAction.MEND, row.id)
    assert sitting.answer == GoTo("people", row.id)


def test_what_was_mended_in_another_room_is_rehearsed_again(sitting):
    sitting.look()
    models.Patron.update(blocked=False).execute()
    sitting.clock.wait(seconds=30)
    assert [turn.refused for turn in sitting.look().rehearsed.turns] == [0]


def test_the_faults_lead_to_the_book(sitting):
    sitting.look()
    assert isinstance(sitting.tap(TodayAction.OPEN, Topic.REHEARSAL), Rehearsal)
    sitting.tap(TodayAction.OPEN, Topic.FAULTS)
    page = sitting.tap(TodayAction.FAULT, "no_price")
    assert isinstance(page, FaultList) and page.total == 1
    sitting.tap(TodayAction.MEND, page.lines[0].id)
    assert sitting.answer == GoTo("books", f"record:{models.Record.get().id.hex}")
    for _ in range(3):
        page = sitting.tap(FrameAction.BACK)
    assert isinstance(page, Today)


def test_plan_counts_and_refusals_are_one_tap_away(sitting, here):
    school.turned_away(here.desk, "0102", sitting.clock(), "patron_blocked")
    sitting.look()
    plan = sitting.tap(TodayAction.OPEN, Topic.PLAN)
    assert isinstance(plan, DayPlan) and [line.is_now for line in plan.lines] == [True]
    later = sitting.tap(TodayAction.DAY, plan.after.isoformat())
    assert not later.has_figures and [line.turn.served[0].name for line in later.lines] == [THEIRS]
    sitting.tap(FrameAction.BACK)
    assert isinstance(sitting.tap(TodayAction.OPEN, Topic.COUNTS), Counts)
    assert sitting.tap(TodayAction.BY_HOUR).split is Split.HOUR
    sitting.tap(FrameAction.BACK)
    page = sitting.tap(TodayAction.OPEN, Topic.REFUSALS)
    assert isinstance(page, Refusals) and page.total == 1
    page = sitting.tap(TodayAction.REASON, page.rows[0].code)
    assert isinstance(page, RefusedFor) and page.lines[0].name == "读者0102"
    sitting.tap(TodayAction.MEND, page.lines[0].id)
    assert sitting.answer == GoTo("people", models.Patron.get(models.Patron.number == "0102").id.hex)


def test_pages_turn_and_stay_within_what_there_is(sitting, here):
    for number in range(14):
        patron = models.Patron.get(models.Patron.number == "0001")
        with editing(here.desk, here.actor, sitting.clock(), "patron_changed") as edit:
            edit.update(models.Patron, patron.id, loan_limit=number)
    page = sitting.tap(TodayAction.OPEN, Topic.TRAIL)
    assert isinstance(page, Trail) and (page.total, page.pages, len(page.lines)) == (14, 3, 6)
    last = sitting.tap(FrameAction.TURN, "2")
    assert (last.page, len(last.lines)) == (2, 2)
    assert sitting.tap(FrameAction.TURN, "9").page == 2
    assert sitting.tap(FrameAction.TURN, "-1").page == 0


def test_a_change_is_looked_up_and_taken_back_after_a_question(sitting, here):
    patron = models.Patron.get(models.Patron.number == "0001")
    with editing(here.desk, here.actor, sitting.clock(), "patron_blocked") as edit:
        edit.update(models.Patron, patron.id, blocked=True)
    page = sitting.tap(TodayAction.OPEN, Topic.TRAIL)
    page = sitting.tap(TodayAction.ENTRY, page.lines[0].id)
    assert isinstance(page, TrailEntry) and page.line.who == "林老师"
    assert isinstance(sitting.tap(TodayAction.TAKE_BACK), Confirm)
    assert isinstance(sitting.tap(FrameAction.BACK), TrailEntry)
    assert models.Patron.get_by_id(patron.id).blocked
    sitting.tap(TodayAction.TAKE_BACK)
    page = sitting.tap(FrameAction.YES)
    assert isinstance(page, Trail) and sitting.room.told.key == "today.trail.undone"
    assert not models.Patron.get_by_id(patron.id).blocked
    assert [(line.undoes, line.undone) for line in page.lines] == [(True, False), (False, True)]
    sitting.tap(TodayAction.ENTRY, page.lines[1].id)
    sitting.tap(TodayAction.TAKE_BACK)
    page = sitting.tap(FrameAction.YES)
    assert page == Trouble("today.trouble.undone_already")
    assert isinstance(sitting.tap(FrameAction.BACK), TrailEntry)


def test_an_import_of_many_is_taken_back_in_a_job(sitting, here):
    with editing(here.desk, here.actor, sitting.clock(), "patrons_imported") as edit, edit.watching(models.Patron):
        for number in range(300):
            school.patron(f"5{number:03d}", f"新生{number}")
    page = sitting.tap(TodayAction.OPEN, Topic.TRAIL)
    page = sitting.tap(TodayAction.ENTRY, page.lines[0].id)
    assert page.line.rows == 300
    sitting.tap(TodayAction.TAKE_BACK)
    assert isinstance(sitting.tap(FrameAction.YES), Trail)
    assert models.Patron.select().count() == 3 and sitting.room.told.key == "today.trail.undone"


def test_the_trail_is_narrowed_to_a_day_and_a_person(sitting, here):
    patron = models.Patron.get(models.Patron.number == "0001")
    other = models.Staff.create(name="方老师", role="librarian")
    for days, staff in ((0, here.actor), (1, actor_of(other))):
        with editing(here.desk, staff, sitting.clock() - timedelta(days=days), "patron_changed") as edit:
            edit.update(models.Patron, patron.id, loan_limit=days)
    sitting.tap(TodayAction.OPEN, Topic.TRAIL)
    days = sitting.tap(TodayAction.DAY)
    assert isinstance(days, PickDay)
    assert [cell.day.day for cell in days.days if cell.enabled] == [22, 23]
    assert sitting.tap(FrameAction.TURN, "2026-10").month.month == 10
    page = sitting.tap(FrameAction.PICK, "2026-11-22")
    assert [line.who for line in page.lines] == ["方老师"]
    people = sitting.tap(TodayAction.PERSON)
    assert isinstance(people, PickOne) and {option.label for option in people.options} == {"林老师", "方老师"}
    page = sitting.tap(FrameAction.PICK, here.member.id.hex)
    assert (page.total, page.person) == (0, "林老师")
    assert sitting.tap(TodayAction.ALL_DAYS).total == 2


def test_the_librarians_list_is_the_one_of_the_desk(sitting, here):
    for text in ("1", "2"):
        here.desk.note("isbn_not_registered", sitting.clock(), text=text)
    page = sitting.tap(TodayAction.OPEN, Topic.NOTICES)
    assert isinstance(page, Notices) and page.total == 2
    detail = sitting.tap(TapChoice(page.rows[0].id))
    assert isinstance(detail, NoticeDetail) and not (detail.has_reader or detail.has_book)
    assert sitting.tap(Tap.RESOLVE).total == 1
    assert sitting.tap(Tap.REOPEN).total == 2
    assert isinstance(sitting.tap(Tap.BACK), Today)
    assert isinstance(Sitting(room("today", here, "notices")).look(), Notices)


def test_a_line_of_the_list_leads_to_its_reader_and_its_book(sitting, here):
    title = school.record("9787100000001", "猫", labels=("B1",))
    reader = models.Patron.get(models.Patron.number == "0101")
    here.desk.note("label_mismatch", sitting.clock(), text="B1", isbn="9787100000000", patron=reader.id.hex)
    page = sitting.tap(TodayAction.OPEN, Topic.NOTICES)
    page = sitting.tap(TapChoice(page.rows[0].id))
    assert page.has_reader and page.has_book
    sitting.tap(TodayAction.TO_READER)
    assert sitting.answer == GoTo("people", reader.id.hex)
    sitting.tap(TodayAction.TO_BOOK)
    assert sitting.answer == GoTo("books", f"record:{title.id.hex}")
    assert isinstance(sitting.tap(Tap.RESOLVE), Notices)


def test_a_rehearsal_that_came_to_nothing_is_said_and_can_be_tried_again(sitting, here):
    here.desk.bylaw()
    models.RotaException.drop_table()
    page = sitting.look()
    assert page.rehearsal_failed and page.rehearsed is None
    models.RotaException.create_table()
    page = sitting.tap(TodayAction.OPEN, Topic.REHEARSAL)
    assert page.rehearsed is not None and not page.rehearsal_failed


def test_the_day_is_saved_where_it_is_found_and_nothing_is_overwritten(sitting, here):
    names = []
    for _ in range(2):
        page = sitting.tap(TodayAction.EXPORT)
        assert isinstance(page, Today)
        names.append(sitting.room.told.facts["file"])
        assert load_workbook(here.places.home / names[-1]).sheetnames
    assert len(set(names)) == 2 and all("2026-11-23" in name for name in names)


def test_a_place_that_takes_no_file_is_said_and_nothing_else_is_lost(here, tmp_path):
    in_the_way = tmp_path / "stick"
    in_the_way.write_text("no folder")
    sitting = Sitting(room("today", replace(here, places=Places(in_the_way, list))))
    assert sitting.tap(TodayAction.EXPORT) == Trouble("today.trouble.not_exported")
    assert isinstance(sitting.tap(FrameAction.BACK), Today)


def test_it_is_the_room_that_the_office_opens_and_a_missing_room_is_not_gone_to(here):
    office = OfficeSession(here, [feature for feature in FEATURES if feature.name == "today"])
    clock = school.SteppingClock()
    office.view(clock())
    finish_jobs()
    office.view(clock())
    office.tap(Act(TodayAction.CLASS, "0"), clock())
    row = office.view(clock()).page.rows[0]
    assert office.tap(Act(TodayAction.MEND, row.id), clock()) is None
    assert office.view(clock()).room == "today"


def test_a_day_far_back_in_the_trail_is_still_found(sitting):
    old = models.Audit.create(at=to_ms(sitting.clock() - timedelta(days=400)), deed="patron_changed")
    sitting.tap(TodayAction.OPEN, Topic.TRAIL)
    sitting.tap(TodayAction.DAY)
    for month in ("2025-11", "2025-10"):
        page = sitting.tap(FrameAction.TURN, month)
    assert [cell.day.isoformat() for cell in page.days if cell.enabled] == ["2025-10-19"]
    page = sitting.tap(FrameAction.PICK, "2025-10-19")
    assert [line.id for line in page.lines] == [old.id.hex]

"""The librarian changes the rules at the station, and the next child is served by them."""

from datetime import date

import pytest
from argon2 import PasswordHasher

from db import models
from kiosk.office.rules.views import EditPolicy, Policies, RulesAction, SchoolYear, TryIt
from kiosk.office.stations.views import CameraRoom, CopyEnded, StationsAction, UpdateLog, Upkeep
from kiosk.office.touch_kit.places import Places
from kiosk.office.touch_kit.views import Confirm, PickDay, PickOne, Trouble, TypeText
from kiosk.selfcheck import views
from kiosk.selfcheck.staff_desk import OfficeSetup
from kiosk.selfcheck.station import Station
from kiosk.taps import Act, FrameAction, Tap, TapKey, TapRoom
from tests import school
from tests.office import rooms

PIN = "135790"
UNDO = Act(FrameAction.UNDO)


@pytest.fixture
def corner(corner, tmp_path):
    stick = tmp_path / "stick"
    stick.mkdir()
    hasher = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)
    models.Staff.create(name="陈老师", role="librarian", pin_hash=hasher.hash(PIN))
    three = school.school_class("三(2)班")
    school.policy(max_loans=1, category="student")
    school.patron("0189", "王小明", three)
    school.record("9787100000000", "草房子", initials="cfz")
    school.record("9787100000001", "昆虫记", initials="kcj")
    corner.station = Station(
        corner.desk, corner.clock, office_setup=OfficeSetup(Places(tmp_path / "home", lambda: [stick]))
    )
    return corner


@pytest.fixture
def rules(corner):
    open_room(corner, "rules")
    return corner


def open_room(corner, room: str):
    corner.tap(Tap.STAFF)
    for digit in PIN:
        corner.tap(TapKey(digit))
    corner.tap(Tap.OFFICE)
    return corner.tap(TapRoom(room)).page


def tap(corner, action, subject=""):
    return corner.tap(Act(action, subject)).page


def leave(corner):
    corner.tap(Tap.DISMISS)
    corner.wait(1)


# --- the table -------------------------------------------------------------------------------------------------


def test_a_limit_is_raised_by_three_taps_and_holds_at_once(rules):
    page = rules.station.view.page
    assert isinstance(page, Policies)
    tap(rules, RulesAction.CHANGE, page.rows[0].id)
    tap(rules, RulesAction.STEP, "max_loans:1")
    page = tap(rules, RulesAction.SAVE)
    assert page.rows[0].max_loans == 2
    leave(rules)
    rules.show("R0189")
    rules.show("9787100000000")
    assert rules.show("9787100000001").refusal is None
    assert models.Loan.select().count() == 2
    assert models.Audit.get().staff == models.Staff.get().id


def test_what_was_changed_is_taken_back(rules):
    tap(rules, RulesAction.CHANGE, rules.station.view.page.rows[0].id)
    tap(rules, RulesAction.STEP, "days:7")
    tap(rules, RulesAction.SAVE)
    assert models.Policy.get().days == 22
    rules.tap(UNDO)
    assert models.Policy.get().days == 15 and rules.station.view.told.key == "office.undone"


def test_leaving_a_rule_stores_nothing(rules):
    tap(rules, RulesAction.CHANGE, rules.station.view.page.rows[0].id)
    tap(rules, RulesAction.STEP, "max_loans:1")
    assert isinstance(tap(rules, FrameAction.BACK), Policies)
    assert models.Policy.get().max_loans == 1 and not models.Audit.select().exists()


def test_a_new_line_for_teachers_and_reference_books(rules):
    assert isinstance(tap(rules, RulesAction.ADD), PickOne)
    assert isinstance(tap(rules, FrameAction.PICK, "teacher"), PickOne)
    page = tap(rules, FrameAction.PICK, "reference")
    assert isinstance(page, EditPolicy) and page.before is None
    tap(rules, RulesAction.SWITCH, "rota_exempt")
    tap(rules, RulesAction.SAVE)
    added = models.Policy.get(models.Policy.item_type == "reference")
    assert (added.category, added.rota_exempt) == ("teacher", True)


def test_a_line_like_another_is_stored_only_with_another_first_day(rules):
    tap(rules, RulesAction.ADD)
    tap(rules, FrameAction.PICK, "student")
    assert tap(rules, FrameAction.PICK, "").clashes
    assert isinstance(tap(rules, RulesAction.SAVE), EditPolicy)
    assert models.Policy.select().count() == 1
    assert isinstance(tap(rules, RulesAction.DAY, "valid_from"), PickDay)
    tap(rules, FrameAction.TURN, "2027-02")
    assert not tap(rules, FrameAction.PICK, "2027-02-22").clashes
    tap(rules, RulesAction.SAVE)
    assert {rule.valid_from for rule in models.Policy.select()} == {None, date(2027, 2, 22)}


def test_a_rule_is_removed_and_brought_back(rules):
    tap(rules, RulesAction.CHANGE, rules.station.view.page.rows[0].id)
    assert tap(rules, RulesAction.REMOVE).total == 0
    rules.tap(UNDO)
    assert rules.station.view.page.total == 1


def test_a_set_is_asked_about_before_it_takes_the_place_of_all(rules):
    assert isinstance(tap(rules, RulesAction.PRESETS), PickOne)
    assert isinstance(tap(rules, FrameAction.PICK, "middle"), Confirm)
    assert models.Policy.get().max_loans == 1
    assert tap(rules, FrameAction.YES).total == 3
    assert {rule.max_loans for rule in models.Policy.select()} == {1, 3, 5}


# --- the trial -------------------------------------------------------------------------------------------------


def test_a_card_and_a_book_held_up_are_tried(rules):
    rules.show("R0189")
    page = rules.show("9787100000000").page
    assert isinstance(page, TryIt)
    assert (page.tried.who, page.tried.title, page.tried.denials) == ("王*明", "草房子", ())
    assert page.tried.due_on == date(2026, 12, 8)
    assert not models.Loan.select().exists()


def test_a_pupil_and_a_book_are_chosen_from_lists_and_a_moment_by_taps(rules):
    school.rota("enforce", (0, "12:05", "12:20", "三(2)班"), (0, "12:20", "12:35", "五(1)班"))
    page = tap(rules, RulesAction.WHO)
    page = tap(rules, FrameAction.PICK, page.options[0].subject)
    page = tap(rules, FrameAction.PICK, page.options[0].subject)
    page = tap(rules, RulesAction.WHAT)
    assert isinstance(page, TypeText)
    for letter in "kc":
        page = rules.tap(TapKey(letter)).page
    page = tap(rules, FrameAction.PICK, page.found[0].subject)
    assert (page.tried.title, page.tried.is_now, page.tried.denials) == ("昆虫记", True, ())
    page = tap(rules, RulesAction.LATER)
    assert f"{page.tried.at:%H:%M}" == "12:15" and not page.tried.denials
    page = tap(rules, RulesAction.LATER)
    assert [found.code for found in page.tried.denials] == ["not_your_class_turn"]
    tap(rules, RulesAction.DAY)
    page = tap(rules, FrameAction.PICK, "2026-11-28")
    assert [found.code for found in page.tried.denials] == ["library_closed"]
    assert tap(rules, RulesAction.NOW).tried.is_now
    assert tap(rules, FrameAction.BACK).tried.title == "昆虫记"


def test_a_librarian_who_shows_an_unknown_code_sees_nothing_change(rules):
    before = rules.station.view
    assert rules.show("XYZ") == before and rules.show("H0001") == before


# --- the year --------------------------------------------------------------------------------------------------


def test_a_term_is_offered_with_its_days_and_a_holiday_takes_three_taps(rules):
    assert isinstance(tap(rules, RulesAction.YEAR), SchoolYear)
    page = tap(rules, RulesAction.ADD_TERM)
    assert (page.terms[0].name, page.terms[0].starts_on) == ("2026 年秋季学期", date(2026, 9, 1))
    tap(rules, RulesAction.ADD_HOLIDAY)
    tap(rules, FrameAction.PICK, "new_year")
    tap(rules, FrameAction.TURN, "2027-01")
    page = tap(rules, FrameAction.PICK, "2027-01-01")
    assert not page.days[0].enabled or page.days[0].day == date(2027, 1, 1)
    page = tap(rules, FrameAction.PICK, "2027-01-03")
    assert [(row.name, row.ends_on) for row in page.holidays] == [("元旦", date(2027, 1, 3))]
    assert len(tap(rules, RulesAction.ADD_TERM).terms) == 2


def test_another_room_leads_straight_to_the_year(rules, tmp_path):
    room = rooms.room("rules", rooms.context(rules.desk, tmp_path), "year")
    assert isinstance(room.view(rules.clock()), SchoolYear)
    assert isinstance(rooms.tapped(room, FrameAction.BACK), Policies)


def test_a_day_that_cannot_stand_is_explained_and_nothing_moves(rules):
    tap(rules, RulesAction.YEAR)
    term = tap(rules, RulesAction.ADD_TERM).terms[0]
    tap(rules, RulesAction.DAY, f"term:{term.id}:ends_on")
    page = tap(rules, FrameAction.PICK, "2026-08-01")
    assert isinstance(page, Trouble) and page.key == "rules.trouble.ends_before"
    assert tap(rules, FrameAction.BACK).terms == (term,)
    tap(rules, RulesAction.DAY, f"term:{term.id}:recall_on")
    assert tap(rules, FrameAction.PICK, "2027-01-20").terms[0].recall_on == date(2027, 1, 20)
    assert tap(rules, RulesAction.NO_DAY, f"term:{term.id}:recall_on").terms[0].recall_on is None
    assert tap(rules, RulesAction.DROP, f"term:{term.id}").terms == ()
    rules.tap(UNDO)
    assert len(rules.station.view.page.terms) == 1


# --- the devices -----------------------------------------------------------------------------------------------


def settle(corner):
    rooms.finish_jobs()
    corner.station.tick()
    return corner.station.view.page


def test_a_backup_goes_to_the_stick_and_is_tried(corner, tmp_path):
    page = open_room(corner, "stations")
    assert isinstance(page, CameraRoom) and page.backup.at is None and page.backup.on_stick
    tap(corner, StationsAction.BACK_UP)
    page = settle(corner)
    assert isinstance(page, CopyEnded) and (page.why, page.items) == ("", 2)
    assert list((tmp_path / "stick" / "图书馆备份").glob("*.sqlite"))
    assert tap(corner, FrameAction.BACK).backup.at is not None
    page = tap(corner, StationsAction.MORE)
    assert isinstance(page, Upkeep) and len(page.copies) == 1
    tap(corner, StationsAction.TRY_RESTORE, "0")
    page = settle(corner)
    assert (page.drill, page.why) == (True, "")


def test_what_is_new_is_read_and_the_station_closed_after_a_question(corner):
    open_room(corner, "stations")
    tap(corner, StationsAction.MORE)
    page = tap(corner, StationsAction.LOG)
    assert isinstance(page, UpdateLog) and page.pages > 1
    assert tap(corner, FrameAction.TURN, "1").page == 1
    assert tap(corner, FrameAction.TURN, "999").page == page.pages - 1
    tap(corner, FrameAction.BACK)
    assert isinstance(tap(corner, StationsAction.EXIT), Confirm)
    assert isinstance(tap(corner, FrameAction.BACK), Upkeep) and not corner.station.left
    tap(corner, StationsAction.EXIT)
    corner.tap(Act(FrameAction.YES))
    assert corner.station.left


def test_a_volume_is_this_stations_own(corner):
    open_room(corner, "stations")
    tap(corner, StationsAction.MORE)
    tap(corner, StationsAction.VOLUME, "quiet")
    assert models.Setting.get(models.Setting.key == "kiosk_volume").value == "quiet"
    assert isinstance(corner.left_alone(), views.Welcome)

"""From an empty station to the first loan, by taps alone."""

from datetime import timedelta
from pathlib import Path

import pytest
from openpyxl import Workbook

from db import models
from db.settings import get_setting
from kiosk.office.setup.guide import guide_needed
from kiosk.office.setup.views import AllDone, CardsStep, FirstRun, ListRead, SetPin, SetupAction, SetupStep, StepState
from kiosk.office.touch_kit.places import Places
from kiosk.office.touch_kit.views import Office, PickFile, PickOne, Trouble
from kiosk.selfcheck import views
from kiosk.selfcheck.staff_desk import OfficeSetup
from kiosk.selfcheck.station import Station
from kiosk.taps import Act, FrameAction, Tap, TapKey
from tests import school
from tests.office.rooms import finish_jobs

pytestmark = pytest.mark.slow  # whole lists, read and kept by jobs
PIN = "246813"


@pytest.fixture
def stick(tmp_path) -> Path:
    folder = tmp_path / "stick"
    folder.mkdir()
    return folder


@pytest.fixture
def corner(corner, stick, tmp_path):
    office_setup = OfficeSetup(Places(tmp_path / "home", lambda: [stick]), guide_needed)
    corner.station = Station(corner.desk, corner.clock, office_setup=office_setup)
    return corner


def workbook(path: Path, *rows: tuple) -> Path:
    book = Workbook()
    for row in rows:
        book.active.append(row)
    book.save(path)
    return path


def lists_on(stick: Path) -> None:
    workbook(stick / "学校.xlsx", ("学校名称", "学期", "开学", "放假"), ("育英小学", "秋", "2026-09-01", "2027-01-29"))
    workbook(
        stick / "读者.xlsx",
        ("借书号", "姓名", "班级"),
        ("0301", "王小明", "三(2)班"),
        ("0302", "李小红", "三(2)班"),
        ("0302", "又一个", "三(2)班"),
        ("9001", "陈老师", "教师"),
    )
    workbook(stick / "图书.xlsx", ("ISBN", "书名", "馆藏本数"), ("9787020024759", "草房子", 2))


def type_pin(corner, pin: str):
    for digit in pin:
        view = corner.tap(TapKey(digit))
    return view


def settle(corner):
    """Until what was begun on the screen is done."""
    finish_jobs()
    corner.station.tick()
    return corner.station.view


def choose(corner, name: str):
    """The file of that name on the page that lists them."""
    page = corner.tap(Act(SetupAction.FILE)).page
    assert isinstance(page, PickFile)
    row = next(row for row in page.rows if row.name == name)
    corner.tap(Act(FrameAction.PICK, row.subject))
    return settle(corner)


def make_librarian(corner):
    type_pin(corner, PIN)
    return type_pin(corner, PIN)


def test_a_new_librarian_comes_from_nothing_to_the_first_loan(corner, stick):
    lists_on(stick)
    assert isinstance(corner.station.view, FirstRun)
    taps = 12
    view = make_librarian(corner)
    assert (view.now, view.staff_name, view.states[SetupStep.PIN]) == (SetupStep.SCHOOL, "图书老师", StepState.DONE)
    assert (view.told.key, view.told.can_undo) == ("guide.pin_is_set", False)
    view = choose(corner, "学校.xlsx")
    assert (view.page.school, view.page.ends_on.isoformat()) == ("育英小学", "2027-01-29")
    assert corner.tap(Act(SetupAction.SAVE)).now is SetupStep.BELLS
    view = corner.tap(Act(FrameAction.PICK, "noon"))
    assert (view.now, view.told.can_undo) == (SetupStep.READERS, True)
    page = choose(corner, "读者.xlsx").page
    assert isinstance(page, ListRead)
    assert (page.new, page.rejected, page.rejects[0].line, page.rejects[0].code) == (3, 1, 4, "number_twice")
    assert models.Patron.select().count() == 0
    corner.tap(Act(SetupAction.SAVE))
    assert settle(corner).now is SetupStep.BOOKS
    choose(corner, "图书.xlsx")
    corner.tap(Act(SetupAction.SAVE))
    assert settle(corner).now is SetupStep.RULES
    assert corner.tap(Act(FrameAction.PICK, "primary")).now is SetupStep.ROTA
    assert corner.tap(Act(FrameAction.PICK, "class_a_week")).now is SetupStep.CARDS
    corner.tap(Act(SetupAction.PRINT))
    page = settle(corner).page
    assert isinstance(page, CardsStep) and (page.cards, page.on_stick) == (3, True)
    assert (stick / page.file).read_bytes().startswith(b"%PDF")
    taps += 3 + 1 + 3 + 3 + 1 + 1 + 1
    view = corner.tap(Act(SetupAction.FINISH))
    assert isinstance(view.page, AllDone) and set(view.states.values()) == {StepState.DONE}
    assert isinstance(corner.tap(Act(SetupAction.FINISH)), Office)
    corner.tap(Tap.DISMISS)
    assert taps + 3 == 28  # what docs/librarian/first-run.md promises
    assert isinstance(corner.wait(1), views.Welcome)
    corner.show("R0301")
    view = corner.show("9787020024759")
    assert view.hero.title == "草房子"
    assert models.Loan.get().patron.number == "0301"


def test_the_guide_is_left_and_goes_on_behind_the_pin(corner, stick):
    lists_on(stick)
    make_librarian(corner)
    corner.tap(Act(SetupAction.SKIP))
    assert corner.tap(Act(FrameAction.PICK, "always")).now is SetupStep.READERS
    assert isinstance(corner.left_alone(), views.Welcome)
    assert isinstance(corner.tap(Tap.STAFF), views.Pin)
    view = type_pin(corner, PIN)
    assert (view.now, view.states[SetupStep.SCHOOL]) == (SetupStep.READERS, StepState.SKIPPED)
    assert isinstance(corner.tap(Act(SetupAction.LEAVE)), views.StaffMenu)
    view = corner.tap(Tap.DISMISS)
    assert isinstance(view, views.Welcome)


def test_two_pins_that_differ_and_a_weak_one_are_not_taken(corner):
    type_pin(corner, "123456")
    assert corner.station.view.page.trouble == "weak"
    type_pin(corner, PIN)
    assert corner.station.view.page.again
    assert type_pin(corner, "246814").page == SetPin("图书老师", 0, False, "differs")
    assert not models.Staff.select().exists()


def test_the_librarian_may_have_a_name(corner):
    page = corner.tap(Act(SetupAction.NAME)).page
    assert isinstance(page, PickOne)
    corner.tap(Act(FrameAction.TURN, "1"))
    corner.tap(Act(FrameAction.PICK, "马"))
    assert make_librarian(corner).staff_name == "马老师"
    assert models.Staff.get().name == "马老师"


def test_a_name_is_typed_where_it_is_rare(corner):
    corner.tap(Act(SetupAction.TYPE))
    for sign in "mai maiti":
        corner.tap(TapKey(sign))
    corner.tap(Tap.ENTER)
    assert make_librarian(corner).staff_name == "Mai Maiti"


@pytest.mark.parametrize("hours", [1, 48])
def test_the_guide_waits_as_long_as_nobody_comes(corner, hours):
    assert isinstance(corner.wait(hours * 3600), FirstRun)


def test_cards_and_books_mean_nothing_to_an_empty_station(corner):
    assert isinstance(corner.show("R0301"), FirstRun)
    assert isinstance(corner.show("9787020024759"), FirstRun)
    assert models.Journal.select().count() == 0


def test_a_school_that_comes_from_elsewhere_closes_the_guide(corner):
    """As when somebody imports by a command while the station runs."""
    school.patron("0189")
    assert isinstance(corner.wait(1), views.Welcome)
    models.Patron.delete().execute()
    assert isinstance(corner.wait(1), views.Welcome)


def test_the_first_step_is_over_for_good_once_there_is_a_pin(corner):
    """Whoever comes next stands before the PIN pad, and no tap of the guide does anything."""
    make_librarian(corner)
    corner.clock.wait(seconds=301)
    corner.station.tick()
    for action in (*SetupAction, *FrameAction):
        assert isinstance(corner.tap(Act(action, "0")), views.Welcome)
    assert models.Staff.select().count() == 1


def test_a_list_that_is_none_says_what_to_do_and_keeps_nothing(corner, stick):
    make_librarian(corner)
    (stick / "旧名单.xls").write_bytes(b"\xd0\xcf\x11\xe0" + bytes(600))
    workbook(stick / "别的.xlsx", ("甲", "乙"), ("1", "2"))
    corner.tap(Act(SetupAction.OPEN, "readers"))
    for name in ("旧名单.xls", "别的.xlsx"):
        page = choose(corner, name).page
        assert isinstance(page, Trouble) and page.facts["file"] == name
        corner.tap(Act(FrameAction.BACK))
    assert not models.Patron.select().exists() and not models.SchoolClass.select().exists()


def test_what_was_taken_is_taken_back(corner, stick):
    lists_on(stick)
    make_librarian(corner)
    corner.tap(Act(SetupAction.OPEN, "readers"))
    choose(corner, "读者.xlsx")
    corner.tap(Act(SetupAction.SAVE))
    assert settle(corner).told.can_undo
    assert models.Patron.select().count() == 3
    assert corner.tap(Act(FrameAction.UNDO)).told.key == "office.undone"
    assert models.Patron.select().count() == 0


def test_blank_lists_are_saved_to_the_stick(corner, stick):
    make_librarian(corner)
    view = corner.tap(Act(SetupAction.TEMPLATE))
    assert sorted(path.name for path in (stick / "图书馆").iterdir()) == ["图书.xlsx", "学校.xlsx", "读者.xlsx"]
    assert view.told.facts["folder"] == str(stick / "图书馆")


def test_cards_that_could_not_be_saved_are_not_printed(corner, stick):
    lists_on(stick)
    make_librarian(corner)
    corner.tap(Act(SetupAction.OPEN, "readers"))
    choose(corner, "读者.xlsx")
    corner.tap(Act(SetupAction.SAVE))
    settle(corner)
    (stick / "图书馆").write_text("a file where the folder should be")
    corner.tap(Act(SetupAction.OPEN, "cards"))
    corner.tap(Act(SetupAction.PRINT))
    view = settle(corner)
    assert isinstance(view.page, Trouble) and view.states[SetupStep.CARDS] is StepState.OPEN
    assert corner.tap(Act(FrameAction.BACK)).page == CardsStep(3)
    (stick / "图书馆").unlink()
    corner.tap(Act(SetupAction.PRINT))
    assert settle(corner).states[SetupStep.CARDS] is StepState.DONE


def test_what_stands_in_the_way_of_the_days_is_said(corner):
    make_librarian(corner)
    corner.tap(Act(SetupAction.DAY, "ends_on"))
    corner.tap(Act(FrameAction.PICK, "2026-01-05"))
    assert corner.tap(Act(SetupAction.SAVE)).page == Trouble("setup.trouble.ends_before")
    view = corner.tap(Act(FrameAction.BACK))
    assert (view.now, view.page.ends_on.isoformat()) == (SetupStep.SCHOOL, "2026-01-05")


def test_a_term_and_a_typed_name_are_kept_together(corner):
    make_librarian(corner)
    corner.tap(Act(SetupAction.TYPE))
    for sign in "yuying":
        corner.tap(TapKey(sign))
    corner.tap(Tap.ENTER)
    corner.tap(Act(SetupAction.DAY, "ends_on"))
    corner.tap(Act(FrameAction.TURN, "2027-02"))
    corner.tap(Act(FrameAction.PICK, "2027-02-05"))
    assert models.Term.select().count() == 0
    corner.tap(Act(SetupAction.SAVE))
    assert (get_setting("school_name"), models.Term.get().ends_on.isoformat()) == ("Yuying", "2027-02-05")
    assert models.Term.get().starts_on - corner.clock().date() < timedelta(0)

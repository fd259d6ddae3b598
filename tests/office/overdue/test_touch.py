"""The room of late books, tap by tap."""

from datetime import date, datetime, timedelta

import pypdfium2
import pytest

from db.models import ClassRecall, Item, Patron, Term
from db.settings import bump_bylaw
from kiosk.lending.check_outs import check_out
from kiosk.lending.desk import Desk
from kiosk.office.overdue.views import CallIn, ClassLeavers, LateBooks, LeavingClasses, OverdueAction
from kiosk.office.touch_kit.page import TouchRoom
from kiosk.office.touch_kit.views import Confirm, PickDay, PickOne, Trouble
from kiosk.taps import FrameAction
from tests import school
from tests.office.rooms import context, tapped
from tests.office.rooms import room as opened
from tests.school import MONDAY_NOON, TIMEZONE


@pytest.fixture
def desk(database) -> Desk:
    school.policy(max_loans=9, days=15)
    groups = {name: school.school_class(name, grade) for name, grade in (("三(2)班", 3), ("九(1)班", 9))}
    for number, name, group in (
        ("0301", "王小明", "三(2)班"),
        ("0302", "李雨涵", "三(2)班"),
        ("0901", "陈静", "九(1)班"),
    ):
        school.patron(number, name, groups[group])
    school.record("9787506380263", "草房子", copies=12, price="16.80")
    Term.create(name="2026年秋", starts_on=date(2026, 9, 1), ends_on=date(2027, 1, 29))
    bump_bylaw()
    desk = school.desk_at(database)
    for number, day in (("0301", 2), ("0301", 3), ("0301", 4), ("0301", 5), ("0301", 1), ("0302", 2), ("0901", 20)):
        lend(desk, number, day)
    return desk


def lend(desk: Desk, number: str, day: int) -> None:
    at = datetime(2026, 11, day, 12, 7, tzinfo=TIMEZONE)
    book = next(one for one in desk.facts.copies(desk.facts.record("9787506380263")) if one.state == "available")
    check_out(desk, desk.facts.patron(number), book, at)


@pytest.fixture
def room(desk, tmp_path) -> TouchRoom:
    return opened("overdue", context(desk, tmp_path / "out"))


def texts(path) -> str:
    document = pypdfium2.PdfDocument(path)
    return "\n".join(page.get_textpage().get_text_bounded() for page in document)


def test_it_opens_at_the_class_with_the_most_late_books(room):
    page = room.view(MONDAY_NOON)
    assert isinstance(page, LateBooks)
    assert (page.late, page.people, page.chosen.name, len(page.lines), page.pages) == (6, 2, "三(2)班", 5, 2)
    assert len(tapped(room, OverdueAction.TURN_LINES, "1").lines) == 1


def test_another_room_may_ask_for_a_class(desk, tmp_path):
    page = opened("overdue", context(desk, tmp_path), "class:九(1)班").view(MONDAY_NOON)
    assert (page.chosen.name, page.lines) == ("九(1)班", ())


def test_a_lost_book_is_asked_about_and_can_be_undone(room):
    loan = room.view(MONDAY_NOON).lines[0].loan
    question = tapped(room, OverdueAction.LOST, loan)
    assert isinstance(question, Confirm)
    assert question.facts["price"] == "16.80"
    assert isinstance(tapped(room, FrameAction.BACK), LateBooks)
    tapped(room, OverdueAction.LOST, loan)
    page = tapped(room, FrameAction.YES)
    assert page.lines[0].is_lost
    assert Item.select().where(Item.state == "lost").count() == 1
    page = tapped(room, FrameAction.UNDO)
    assert not page.lines[0].is_lost
    assert not Patron.get(number="0301").owes_compensation


def test_slips_of_a_class_are_saved_in_one_tap_and_remembered(room, tmp_path):
    page = tapped(room, OverdueAction.PRINT_CLASS, room.view(MONDAY_NOON).chosen.id)
    (path,) = (tmp_path / "out").glob("*.pdf")
    assert room.told.facts["file"] == str(path)
    assert page.chosen.printed_on == MONDAY_NOON.date()
    said = texts(path)
    assert "王小明" in said
    assert "打印于" in said
    assert "陈静" not in said


def test_notes_have_one_reader_each(room, tmp_path):
    tapped(room, OverdueAction.PRINT_NOTES, room.view(MONDAY_NOON).chosen.id)
    (path,) = (tmp_path / "out").glob("*.pdf")
    said = texts(path)
    assert (said.count("王小明"), said.count("李雨涵")) == (1, 1)
    assert len(pypdfium2.PdfDocument(path)) == 1


def test_a_folder_that_cannot_be_written_is_said_and_nothing_counts_as_printed(room, tmp_path):
    (tmp_path / "out").write_text("in the way")
    page = tapped(room, OverdueAction.PRINT_ALL)
    assert isinstance(page, Trouble)
    assert tapped(room, FrameAction.BACK).chosen.printed_on is None


def test_without_a_term_the_call_in_says_what_to_do_first(room):
    Term.delete().execute()
    assert tapped(room, OverdueAction.RECALL) == Trouble("overdue.trouble.no_term")


def test_a_call_in_is_set_in_three_taps_a_day_and_taken_back_in_one(room):
    page = tapped(room, OverdueAction.RECALL)
    assert isinstance(page, CallIn)
    assert (page.out, page.days_left, [one.name for one in page.classes]) == (7, None, ["三(2)班", "九(1)班"])
    days = tapped(room, OverdueAction.RECALL_DAY)
    assert isinstance(days, PickDay)
    # Days gone by and days without school cannot be chosen.
    assert [cell.day.day for cell in days.days if cell.enabled] == [23, 24, 25, 26, 27, 30]
    assert tapped(room, FrameAction.TURN, "2027-01").month == date(2027, 1, 1)
    page = tapped(room, FrameAction.PICK, "2027-01-15")
    assert (page.recall_on, page.days_left) == (date(2027, 1, 15), 39)
    page = tapped(room, FrameAction.UNDO)
    assert page.recall_on is None


def test_several_days_of_return_are_tapped_one_after_the_other(room):
    tapped(room, OverdueAction.RECALL)
    tapped(room, OverdueAction.RETURN_DAYS)
    for day in ("2026-11-26", "2026-11-27", "2026-11-26"):
        page = tapped(room, FrameAction.PICK, day)
    assert [cell.day.day for cell in page.days if cell.marked] == [27]
    assert tapped(room, FrameAction.BACK).return_days == (date(2026, 11, 27),)
    tapped(room, OverdueAction.CALL_OFF)
    assert tapped(room, FrameAction.YES).return_days == ()


def test_a_class_leaves_and_is_signed_off(room, tmp_path):
    tapped(room, OverdueAction.RECALL)
    assert isinstance(tapped(room, OverdueAction.LEAVING), LeavingClasses)
    classes = tapped(room, OverdueAction.CHOOSE_CLASSES)
    assert isinstance(classes, PickOne)
    ninth = classes.options[0]
    assert ninth.label == "九(1)班"
    assert tapped(room, FrameAction.PICK, ninth.subject).options[0].chosen
    page = tapped(room, FrameAction.BACK)
    assert [(one.name, one.out, one.recall_on) for one in page.classes] == [
        ("九(1)班", 1, MONDAY_NOON.date() + timedelta(days=14))
    ]
    tapped(room, OverdueAction.CLASS_RECALL)
    assert tapped(room, FrameAction.PICK, "2026-12-03").classes[0].recall_on == date(2026, 12, 3)
    page = tapped(room, OverdueAction.LEAVING_CLASS, ninth.subject)
    assert isinstance(page, ClassLeavers)
    assert (page.clear, page.total, page.leavers[0].out) == (0, 1, ("草房子",))
    question = tapped(room, OverdueAction.SIGN)
    assert (question.key, question.facts["count"]) == ("recall.sign_open", 1)
    page = tapped(room, FrameAction.YES)
    assert (page.signed_by, ClassRecall.get().left_open) == ("林老师", 1)
    tapped(room, OverdueAction.PRINT_CLEARANCE)
    (path,) = (tmp_path / "out").glob("*.pdf")
    assert "林老师 已于 2026年11月23日 签字" in texts(path)
    assert not room.told.can_undo  # a saved file is not undone


def test_leaving_the_call_in_leads_back_to_the_late_books(room):
    for deed in (OverdueAction.RECALL, OverdueAction.LEAVING, FrameAction.BACK):
        tapped(room, deed)
    assert isinstance(tapped(room, FrameAction.BACK), LateBooks)

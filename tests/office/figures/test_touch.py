"""The room of figures, tap by tap."""

from collections.abc import Iterator
from datetime import date, datetime

import openpyxl
import pypdfium2
import pytest

from db.models import Loan, Patron, Term, TermFigures
from kiosk.clock import to_ms
from kiosk.office.figures.views import EVERY_GRADE, FiguresAction, NeverBorrowed, NoFigures, Tab, TargetList, TermCharts
from kiosk.office.touch_kit.page import TouchRoom
from kiosk.office.touch_kit.views import PickOne, Trouble
from kiosk.taps import FrameAction
from tests import school
from tests.office.rooms import context, finish_jobs, tapped
from tests.office.rooms import room as opened
from tests.school import MONDAY_NOON, TIMEZONE


@pytest.fixture
def room(database, tmp_path) -> Iterator[TouchRoom]:
    Term.create(name="2026年春", starts_on=date(2026, 2, 20), ends_on=date(2026, 7, 1))
    Term.create(name="2026年秋", starts_on=date(2026, 9, 1), ends_on=date(2027, 1, 29))
    for at in range(1, 14):
        group = school.school_class(f"三({at})班")
        school.patron(f"03{at:02d}", group=group)
    book = school.record("9787506380263", "=草房子", copies=1, call_number="I287")
    for number, day in (("0301", 2), ("0301", 9), ("0302", 9)):
        at = to_ms(datetime(2026, 11, day, 12, 7, tzinfo=TIMEZONE))
        Loan.create(
            patron=Patron.get(number=number), item=book.items[0], record=book, lent_at=at,
            due_on=date(2026, 11, 30), returned_at=at + 1, ended_as="returned",
        )  # fmt: skip
    yield opened("figures", context(school.desk_at(database), tmp_path / "out"))
    finish_jobs()


def test_it_opens_with_the_newest_term_a_page_of_classes_at_a_time(room):
    page = room.view(MONDAY_NOON)
    assert isinstance(page, TermCharts)
    assert (page.figures.term, page.figures.loans, page.pages) == ("2026年秋", 3, 3)
    assert (page.by_grade, [(one.grade, one.loans) for one in page.classes]) == (True, [(3, 3)])
    assert len(tapped(room, FrameAction.TURN, "1").classes) == 11
    assert [one.name for one in tapped(room, FrameAction.TURN, "2").classes] == ["三(12)班", "三(13)班"]
    more = tapped(room, FiguresAction.TAB, Tab.MORE)
    assert (more.page, [one.loans for one in more.titles]) == (0, [3])


def test_another_term_is_two_taps_away(room):
    terms = tapped(room, FiguresAction.TERMS)
    assert isinstance(terms, PickOne)
    assert [one.subject for one in terms.options] == ["2026年秋", "2026年春"]
    assert tapped(room, FrameAction.PICK, "2026年春").figures.loans == 0


def test_those_who_never_borrowed_are_a_tap_away(room):
    room.view(MONDAY_NOON)
    page = tapped(room, FiguresAction.NEVER)
    assert isinstance(page, NeverBorrowed)
    assert (page.total, page.pages, len(page.rows)) == (11, 2, 6)
    assert len(tapped(room, FrameAction.TURN, "1").rows) == 5
    assert isinstance(tapped(room, FrameAction.BACK), TermCharts)


def test_terms_that_are_over_are_kept_whenever_the_room_is_opened(room):
    room.view(MONDAY_NOON)
    finish_jobs()
    assert TermFigures.get_or_none(TermFigures.starts_on == date(2026, 2, 20)) is not None


def test_without_a_term_there_is_nothing_to_show(room):
    Term.delete().execute()
    assert room.view(MONDAY_NOON) == NoFigures()


def test_targets_are_tapped_up_and_down_and_kept_together(room):
    room.view(MONDAY_NOON)
    page = tapped(room, FiguresAction.TARGETS)
    assert isinstance(page, TargetList)
    assert [(one.grade, one.target) for one in page.lines] == [(EVERY_GRADE, None), (3, None)]
    assert not page.is_changed
    for _ in range(3):
        tapped(room, FiguresAction.MORE, str(EVERY_GRADE))
    page = tapped(room, FiguresAction.MORE, "3")
    assert [(one.target, one.falls_to) for one in page.lines] == [(3, None), (4, 3)]
    page = tapped(room, FiguresAction.KEEP_TARGETS)
    assert page.targets == {EVERY_GRADE: 3, 3: 4}
    assert tapped(room, FrameAction.UNDO).targets == {}


def test_targets_that_were_not_kept_are_forgotten(room):
    tapped(room, FiguresAction.TARGETS)
    tapped(room, FiguresAction.MORE, "3")
    assert tapped(room, FrameAction.BACK).targets == {}
    assert tapped(room, FiguresAction.LESS, "3").targets == {}


def test_one_tap_saves_a_workbook_with_charts_and_a_report(room, tmp_path):
    tapped(room, FiguresAction.SAVE)
    assert room.told.facts["folder"] == str(tmp_path / "out")
    (workbook,) = (tmp_path / "out").glob("*.xlsx")
    (report,) = (tmp_path / "out").glob("*.pdf")
    book = openpyxl.load_workbook(workbook)
    classes = book.worksheets[1]
    assert [cell.value for cell in classes["A"]][1:3] == ["三(1)班", "三(2)班"]
    assert (classes["B2"].value, classes["F2"].value) == (2, 2)
    assert len(classes._charts) == 1
    titles = book.worksheets[-1]
    assert (titles["A2"].value, titles["A2"].data_type) == ("=草房子", "s")
    said = "".join(page.get_textpage().get_text_bounded() for page in pypdfium2.PdfDocument(report))
    assert "2026年秋 借阅统计" in said
    assert "13 个学生里，2 个借过书，11 个一本也没借" in said


def test_a_folder_that_cannot_be_written_is_said(room, tmp_path):
    (tmp_path / "out").write_text("in the way")
    assert isinstance(tapped(room, FiguresAction.SAVE), Trouble)
    assert isinstance(tapped(room, FrameAction.BACK), TermCharts)

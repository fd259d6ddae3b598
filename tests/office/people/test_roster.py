"""A reader list that is looked at, taken in, and taken back."""

from io import BytesIO

import pytest
from openpyxl import Workbook

from db.models import MODELS, Audit, AuditRow, Loan, Patron, SchoolClass, Setting
from kiosk.clock import to_ms
from kiosk.office.documents import GivenFile
from kiosk.office.editing import undo
from kiosk.office.people.files import export_readers
from kiosk.office.people.readers import Wanted
from kiosk.office.people.roster import lines_of, look, take
from kiosk.office.people.views import ImportOutcome
from kiosk.office.refusal import NotDone
from tests import school
from tests.school import MONDAY_NOON

TODAY = MONDAY_NOON.date()
HEAD = ("借书号", "姓名", "班级")


@pytest.fixture
def written():
    def written(*rows, head=HEAD, name="名单.xlsx"):
        book = Workbook()
        for row in (head, *rows):
            book.active.append(row)
        content = BytesIO()
        book.save(content)
        return GivenFile(name, content.getvalue())

    return written


@pytest.fixture
def pupils(desk):
    third = school.school_class("三(2)班")
    for number, name, initials in (("0001", "杜懿", "dy"), ("0002", "杨曦", "yx"), ("0003", "乔华国", "qhg")):
        school.patron(number, name, third, initials=initials)
    school.patron("9001", "陈老师", category="teacher", initials="cls")
    return third


AUTUMN = (("0001", "杜懿", "三(2)班"), ("0002", "杨熙", "四甲"), ("0010", "姜瑶", "四甲"), ("", "无号", "四甲"))


def everything():
    aside = (Audit, AuditRow, Setting)
    return {model.__name__: sorted(map(str, model.select().tuples())) for model in MODELS if model not in aside}


def test_the_look_says_what_would_happen_and_writes_nothing(desk, pupils, written):
    before = everything()
    seen = look(written(*AUTUMN), TODAY)
    assert everything() == before
    assert dict(seen.counts) == {
        ImportOutcome.NEW: 1, ImportOutcome.CHANGED: 1, ImportOutcome.MISSING: 1, ImportOutcome.REJECTED: 1,
    }  # fmt: skip
    assert seen.differences.unchanged == 1
    _, (changed,) = lines_of(seen, ImportOutcome.CHANGED, 0, 4)
    assert (changed.number, changed.what, changed.detail) == ("0002", ("name", "school_class"), "杨曦")
    _, (rejected,) = lines_of(seen, ImportOutcome.REJECTED, 0, 4)
    assert (rejected.line, rejected.what) == (5, ("no_number",))
    assert [line.name for line in lines_of(seen, ImportOutcome.MISSING, 0, 4)[1]] == ["乔华国"]


def test_what_was_looked_at_is_what_is_taken(desk, actor, pupils, written):
    seen = look(written(*AUTUMN), TODAY)
    taken = take(desk, actor, MONDAY_NOON, seen, missing_left=False)
    assert (taken.new, taken.changed, taken.left, taken.rejected) == (1, 1, 0, 1)
    new = Patron.get(Patron.number == "0010")
    assert (new.school_class.name, new.school_class.grade, new.initials) == ("四甲", 4, "jy")
    assert not Patron.get(Patron.number == "0003").left


def test_an_import_is_taken_back_whole(desk, actor, pupils, written):
    before = everything()
    taken = take(desk, actor, MONDAY_NOON, look(written(*AUTUMN), TODAY), missing_left=True)
    assert Patron.get(Patron.number == "0003").left
    assert undo(desk, actor, MONDAY_NOON, taken.entry) is None
    assert everything() == before


def test_an_import_whose_pupils_have_borrowed_since_stays(desk, actor, pupils, written):
    taken = take(desk, actor, MONDAY_NOON, look(written(*AUTUMN), TODAY), missing_left=False)
    lend("0010")
    assert undo(desk, actor, MONDAY_NOON, taken.entry) == NotDone("in_use")
    assert Patron.get(Patron.number == "0010").loans.count() == 1


def test_who_has_books_is_not_marked_as_gone(desk, actor, pupils, written):
    lend("0003")
    seen = look(written(*AUTUMN), TODAY)
    taken = take(desk, actor, MONDAY_NOON, seen, missing_left=True)
    assert (len(seen.still_lent), taken.left, taken.still_lent) == (1, 0, 1)
    assert not Patron.get(Patron.number == "0003").left


def test_teachers_are_not_missing_in_a_list_of_pupils(desk, pupils, written):
    seen = look(written(("0001", "杜懿", "三(2)班")), TODAY)
    assert [line.number for line in lines_of(seen, ImportOutcome.MISSING, 0, 9)[1]] == ["0002", "0003"]


def test_a_list_that_still_calls_the_replaced_card_lost_does_not_stop_the_new_one(desk, actor, pupils, written):
    Patron.update(card_issue=2).where(Patron.number == "0001").execute()
    path = written(("0001", "杜懿", "三(2)班", "丢失"), head=(*HEAD, "借书权限"))
    take(desk, actor, MONDAY_NOON, look(path, TODAY), missing_left=False)
    assert not Patron.get(Patron.number == "0001").card_lost


@pytest.mark.parametrize(
    ("head", "rows", "code"),
    [(("姓名", "班级"), [("杜懿", "三(2)班")], "no_column"), (HEAD, [], "no_lines")],
)
def test_a_list_that_cannot_be_used_says_why(desk, written, head, rows, code):
    assert look(written(*rows, head=head), TODAY).code == code


def test_what_was_exported_comes_back_unchanged(desk, pupils):
    Patron.update(blocked=True, loan_limit=4).where(Patron.number == "0002").execute()
    words = {"badge.student": "学生", "badge.teacher": "教师", "people.file.readers": "读者: 全部"}
    exported = export_readers(desk, Wanted(), TODAY, words, lambda rows, total: rows)
    (document,) = exported.documents
    assert (exported.rows, document.name) == (4, "读者- 全部 2026-11-23.xlsx")
    seen = look(GivenFile(document.name, document.content), TODAY)
    assert [count for _, count in seen.counts] == [0, 0, 0, 0]
    assert seen.differences.unchanged == 4


def lend(number):
    record = school.record("9787556008759", "草房子")
    Loan.create(
        patron=Patron.get(Patron.number == number), item=record.items.get(), record=record,
        lent_at=to_ms(MONDAY_NOON), due_on=TODAY,
    )  # fmt: skip


def test_a_class_that_the_list_names_is_made_and_goes_with_the_undo(desk, actor, pupils, written):
    taken = take(desk, actor, MONDAY_NOON, look(written(*AUTUMN), TODAY), missing_left=False)
    assert SchoolClass.get(SchoolClass.name == "四甲").grade == 4
    undo(desk, actor, MONDAY_NOON, taken.entry)
    assert SchoolClass.get_or_none(SchoolClass.name == "四甲") is None

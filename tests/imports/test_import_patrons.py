from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from db.models import MODELS, Patron, Policy, SchoolClass
from db.settings import get_setting
from kiosk.imports.importing import import_patrons
from kiosk.imports.tables import UnusableFile

AT = datetime(2026, 11, 23, 12, 5, tzinfo=ZoneInfo("Asia/Shanghai"))
LIST = """借书号,姓名,单位,借书权限,借书额度
0001,杜懿,教师,开通,5
0002,杨曦,二乙,开通,2
0003,乔华国,五甲,暂停,2
0004,姜瑶宇,三（２）班,丢失,4
0005,欧阳若兰,三(2)班,注销,2
"""


@pytest.fixture
def take(database, tmp_path):
    def take(text, name="读者.csv"):
        path = tmp_path / name
        path.write_text(text, "utf-8")
        return import_patrons(path, database, AT)

    return take


def everything():
    return {model.__name__: sorted(map(str, model.select().tuples())) for model in MODELS}


def test_readers_can_borrow_right_after_the_import(take):
    report = take(LIST)
    assert (report.new, report.rejects) == (5, [])
    assert {(c.name, c.grade) for c in SchoolClass.select()} == {("二乙", 2), ("五甲", 5), ("三(2)班", 3)}
    teacher, pupil = Patron.get(Patron.number == "0001"), Patron.get(Patron.number == "0002")
    assert (teacher.category, teacher.school_class) == ("teacher", None)
    assert (pupil.category, pupil.school_class.name) == ("student", "二乙")
    policies = {(p.category, p.item_type): p for p in Policy.select()}
    assert (policies["student", ""].max_loans, policies["student", ""].days) == (2, 15)
    assert (policies["teacher", ""].max_loans, policies["teacher", ""].rota_exempt) == (5, True)
    assert not policies["", "reference"].lendable and policies["", "reference"].in_library
    assert int(get_setting("bylaw_version")) > 0


def test_permissions_and_quotas_beside_the_rule_are_kept_on_the_patron(take):
    take(LIST)
    flags = {p.number: (p.blocked, p.card_lost, p.left, p.loan_limit) for p in Patron.select()}
    assert flags == {
        "0001": (False, False, False, None),
        "0002": (False, False, False, None),
        "0003": (True, False, False, None),
        "0004": (False, True, False, 4),
        "0005": (False, False, True, None),
    }


def test_the_same_list_again_changes_nothing(take):
    take(LIST)
    before = everything()
    report = take(LIST)
    assert (report.new, report.changed, report.unchanged) == (0, 0, 5)
    assert everything() == before


def test_a_new_list_changes_what_differs_and_leaves_the_absent_alone(take):
    take(LIST)
    report = take("借书号,姓名,单位,借书权限,借书额度\n0003,乔华国,六甲,开通,2\n")
    assert (report.new, report.changed, report.unchanged) == (0, 1, 0)
    moved = Patron.get(Patron.number == "0003")
    assert (moved.school_class.name, moved.blocked) == ("六甲", False)
    assert Patron.select().count() == 5


def test_a_column_that_the_list_has_not_stays_as_it_was(take):
    take(LIST)
    take("学号,姓名\n0004,姜瑶瑶\n0001,杜懿\n")
    patron = Patron.get(Patron.number == "0004")
    assert (patron.name, patron.school_class.name, patron.card_lost, patron.loan_limit) == (
        "姜瑶瑶",
        "三(2)班",
        True,
        4,
    )
    assert Patron.get(Patron.number == "0001").category == "teacher"


def test_the_librarians_own_policy_is_not_replaced(take, database):
    Policy.create(category="student", max_loans=3, days=21)
    take(LIST)
    assert [p.max_loans for p in Policy.select().where(Policy.category == "student")] == [3]
    assert Patron.get(Patron.number == "0002").loan_limit == 2


def test_lines_that_cannot_be_taken_are_named_and_the_others_are_taken(take):
    report = take(
        "借书号,姓名,借书权限,借书额度,有效期\n"
        "0001,甲,开通,2,2027-06-30\n,乙,开通,2,\n0003,,开通,2,\n0001,丁,开通,2,\n"
        "0005,戊,随便,2,\n0006,己,开通,两本,\n0007,庚,开通,2,永久\n0008,辛,开通,2,,多\n"
    )
    assert [(r.line, r.code) for r in report.rejects] == [
        (3, "no_number"),
        (4, "no_name"),
        (5, "number_twice"),
        (6, "unknown_permission"),
        (7, "quota_unreadable"),
        (8, "day_unreadable"),
        (9, "too_many_cells"),
    ]
    assert "«随便»" in report.rejects[3].sentence
    assert [p.name for p in Patron.select()] == ["甲"]


def test_a_list_of_something_else_is_refused_with_both_headings(take):
    before = everything()
    with pytest.raises(UnusableFile) as refusal:
        take("ISBN,书名\n1,草房子\n")
    assert "借书号" in str(refusal.value) and "ISBN, 书名" in str(refusal.value)
    assert everything() == before


def test_a_list_that_breaks_off_changes_nothing(take):
    before = everything()
    with pytest.raises(UnusableFile, match="line 3"):
        take('借书号,姓名\n0001,甲\n0002,"乙\n')
    assert everything() == before

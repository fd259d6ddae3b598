from datetime import date

import pytest

from kiosk.catalog.pinyin import full_pinyin, pinyin_initials
from kiosk.catalog.titles import bare_title
from kiosk.circulation.school_classes import is_staff, parse_class
from kiosk.imports import cells
from kiosk.imports.headings import PATRON_HEADINGS, RECORD_HEADINGS, columns


@pytest.mark.parametrize(
    ("printed", "kept"),
    [
        ("《草房子》 ", "草房子"),
        ("《于丹《庄子》心得》", "于丹《庄子》心得"),
        ("《庄子》与《孟子》", "《庄子》与《孟子》"),
        ("《《庄子》新悟》", "《庄子》新悟"),
        ("草房子", "草房子"),
        ("《草房子》. 2", "《草房子》. 2"),
    ],
)
def test_only_the_marks_round_the_whole_title_go(printed, kept):
    assert bare_title(printed) == kept


@pytest.mark.parametrize(
    "text", ["2027-06-30", "2027/6/30", "2027.6.30", "20270630", "2027年6月30日", "2027-06-30 00:00"]
)
def test_days_as_schools_write_them(text):
    assert cells.day(text) == date(2027, 6, 30)


@pytest.mark.parametrize("text", ["2027-02-30", "永久", "30/6/27"])
def test_a_day_that_is_none_is_said_to_be_unreadable(text):
    with pytest.raises(cells.Unreadable):
        cells.day(text)


@pytest.mark.parametrize(
    ("unit", "grade", "division"),
    [
        ("一年级", 1, "小学部"),
        ("二甲", 2, "小学部"),
        ("三(2)班", 3, "小学部"),
        ("三（２）班", 3, "小学部"),
        ("七年级(12)班", 7, "初中部"),
        ("初二(3)班", 8, "初中部"),
        ("高一(1)班", 10, "高中部"),
        ("3年级2班", 3, "小学部"),
        ("5(1)班", 5, "小学部"),
        ("402", 4, "小学部"),
        ("三年级二班", 3, "小学部"),
        ("三好学生", 0, ""),
        ("2023级3班", 0, ""),
        ("后勤", 0, ""),
    ],
)
def test_the_grade_is_read_from_the_name_of_the_class(unit, grade, division):
    assert parse_class(unit)[1:] == (grade, division)


def test_brackets_of_either_width_name_the_same_class():
    assert parse_class("三（２） 班").name == "三(2)班"
    assert is_staff(" 教职工 ") and not is_staff("教师子女班")


def test_headings_are_known_under_their_usual_names():
    found = columns(["序号", "学号", "*姓名", "班级（必填）", "单位"], PATRON_HEADINGS)
    assert found == {"number": "学号", "name": "*姓名", "unit": "班级（必填）"}
    found = columns(["国际标准书号", "正题名", "定价(元)", "复本数", "财产号", "架位"], RECORD_HEADINGS)
    assert found.keys() == {"isbn", "title", "price", "copies", "label", "accession_no", "shelf"}


def test_pinyin_is_what_a_child_types():
    assert full_pinyin("重庆的《草房子》 2") == "chongqingdecaofangzi2"
    assert pinyin_initials("汤姆·索亚历险记") == "tmsylxj"

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest
from openpyxl import Workbook

from db.models import MODELS, Item, Policy, Record
from kiosk.imports.importing import import_records

AT = datetime(2026, 11, 23, 12, 5, tzinfo=ZoneInfo("Asia/Shanghai"))
HEAD = "ISBN,书籍名称,作者,价格,馆藏本数,索书号,书籍位置\n"
LIST = f"""{HEAD}9787556008759,《草房子》,曹文轩[著],CNY20.00,3,I287.45 ,99
7-80077-316-7,《学校教务工作实务手册》,叶齐炼,CNY60.00,1,G473-62 ,7
1234,《国旗下讲话指南》,,,0,,28
1234567891011,,,,1,,test
"""


@pytest.fixture
def take(database, tmp_path):
    def take(text, encoding="utf-8"):
        path = tmp_path / "图书.csv"
        path.write_bytes(text.encode(encoding))
        return import_records(path, database, AT)

    return take


def everything():
    return {model.__name__: sorted(map(str, model.select().tuples())) for model in MODELS}


def states(isbn):
    query = Item.select(Item.state).join(Record).where(Record.isbn == isbn).order_by(Item.state)
    return [state for (state,) in query.tuples()]


def test_a_real_list_with_its_dirt_is_taken_whole(take):
    report = take(LIST, "gb18030")
    assert (report.new, report.copies_added, report.rejects) == (4, 5, [])
    book = Record.get(Record.isbn == "9787556008759")
    assert (book.title, book.call_number, book.price) == ("草房子", "I287.45", "CNY20.00")
    assert (book.pinyin, book.initials) == ("caofangzi", "cfz")
    assert {r.isbn for r in Record.select()} == {"9787556008759", "9787800773167", "1234", "1234567891011"}
    assert Record.get(Record.isbn == "1234567891011").title == "1234567891011"
    assert states("1234") == []
    assert not Policy.get(Policy.item_type == "reference").lendable


def test_the_same_list_again_changes_nothing(take):
    take(LIST)
    before = everything()
    report = take(LIST)
    assert (report.new, report.changed, report.unchanged, report.wrote) == (0, 0, 4, False)
    assert everything() == before


def test_more_copies_are_added_and_fewer_are_withdrawn_from_the_shelf(take):
    take(LIST)
    report = take(f"{HEAD}9787556008759,草房子,,,5,,\n")
    assert (report.changed, report.copies_added) == (1, 2)
    assert Record.get(Record.isbn == "9787556008759").author == "曹文轩[著]"
    report = take(f"{HEAD}9787556008759,草房子,,,2,,\n")
    assert (report.copies_added, report.copies_withdrawn) == (0, 3)
    assert states("9787556008759") == ["available"] * 2 + ["withdrawn"] * 3


def test_a_copy_on_loan_is_never_withdrawn(take):
    take(LIST)
    Item.update(state="on_loan").where(Item.record == Record.get(Record.title == "草房子")).execute()
    report = take(f"{HEAD}9787556008759,草房子,,,1,,\n")
    assert report.copies_withdrawn == 0
    assert states("9787556008759") == ["on_loan"] * 3
    assert "3 copies are on loan or labelled" in report.remarks[0]


def test_one_line_a_labelled_copy(take):
    text = "ISBN号,题名,条码号,类型\n9787556008759,草房子,B01,\n9787556008759,《草房子》,B02,\n,新华字典,T01,工具书\n"
    report = take(text)
    assert (report.new, report.copies_added, report.rejects) == (2, 3, [])
    assert {i.label: i.record.title for i in Item.select()} == {"B01": "草房子", "B02": "草房子", "T01": "新华字典"}
    assert Record.get(Record.isbn == "T01").item_type == "reference"
    before = everything()
    assert not take(text).wrote
    assert everything() == before


def test_labelled_and_counted_copies_of_a_title_live_side_by_side(take):
    take(LIST)
    report = take("ISBN,书名,登录号\n9787556008759,草房子,B01\n")
    assert (report.copies_added, report.copies_withdrawn) == (1, 0)
    assert len(states("9787556008759")) == 4


def test_lines_of_one_title_are_merged_and_a_foreign_one_is_refused(take):
    report = take(
        f"{HEAD}9787556008759,《草房子》,,,2,,\n"
        "978-7-5560-0875-9,草 房子,曹文轩,,1,,\n"
        "9787556008759,山羊不吃天堂草,,,1,,\n"
    )
    assert (report.new, report.copies_added) == (1, 3)
    assert [(r.line, r.code) for r in report.rejects] == [(4, "isbn_twice")]
    assert Record.get().author == "曹文轩"


def test_lines_that_cannot_be_taken(take):
    take("ISBN,书名,条码\n9787556008759,草房子,B01\n")
    report = take(
        "ISBN,书名,条码,数量\n,无号之书,,1\n9.78756E+12,被截断,,1\n1,甲,,许多\n2,乙,,5000\n3,丙,B01,\n4,丁,C1,\n4,丁,C1,\n"
    )
    assert [r.code for r in report.rejects] == [
        "no_number",
        "isbn_cut",
        "copies_unreadable",
        "copies_too_many",
        "label_elsewhere",
        "label_twice",
    ]
    assert all(r.sentence for r in report.rejects)


def test_a_workbook_with_numbers_for_isbns(database, tmp_path):
    book = Workbook()
    for row in (["ISBN", "书名", "册数", "出版时间"], [9787556008759.0, "草房子", 2.0, 1997]):
        book.active.append(row)
    book.save(tmp_path / "图书.xlsx")
    report = import_records(tmp_path / "图书.xlsx", database, AT)
    assert (report.new, report.copies_added) == (1, 2)
    assert (Record.get().isbn, Record.get().published) == ("9787556008759", "1997")


def test_a_failure_while_writing_leaves_nothing_behind(take, monkeypatch):
    before = everything()

    def fail(*_):
        raise RuntimeError

    monkeypatch.setattr("kiosk.imports.store_records._insert_records", fail)
    with pytest.raises(RuntimeError):
        take(LIST)
    assert everything() == before

"""A list is looked at before it is taken, and says what it will not take."""

import csv

import pytest

from db.models import Audit, Change, Item, Record, Setting
from kiosk.i18n import LANGUAGES, load_catalogue
from kiosk.imports.iso2709 import read_records
from kiosk.imports.marc import told_by
from kiosk.office.books.lists import catalogue_file
from kiosk.office.books.views import BookList, BooksAction, ImportPage
from kiosk.office.documents import GivenFile
from kiosk.office.touch_kit.views import PickFile, Trouble
from tests.office.books.test_catalogue import book
from tests.school import MONDAY_NOON

LIST = """ISBN,书名,作者,价格,馆藏本数,索书号,书籍位置
9787556008759,《草房子》,曹文轩,CNY20.00,3,I287.45,A3
,没有号码的书,,,1,,
9787020002207,红楼梦,曹雪芹,CNY60.00,1,I242.4,A1
"""


@pytest.fixture
def files(tmp_path):
    folder = tmp_path / "图书馆"
    folder.mkdir()
    (folder / "新书.csv").write_text(LIST, encoding="utf-8")
    return folder


def look_into(librarian):
    page = librarian.tap(BooksAction.IMPORT)
    assert isinstance(page, PickFile)
    librarian.pick(page.rows[0].subject)
    return librarian.wait_for_job()


def test_the_preview_counts_and_writes_nothing(files, librarian):
    page = look_into(librarian)
    assert isinstance(page, ImportPage) and not page.done
    assert (page.new, page.copies_added, page.total) == (2, 4, 1)
    assert [(line.line, line.code) for line in page.rejects] == [(3, "no_number")]
    assert Record.select().count() == Audit.select().count() == 0


def test_it_is_taken_with_one_more_tap_and_the_audit_names_the_file(files, librarian):
    look_into(librarian)
    librarian.tap(BooksAction.TAKE)
    page = librarian.wait_for_job()
    assert (page.done, page.new, page.copies_added) == (True, 2, 4)
    assert (Record.select().count(), Item.select().count()) == (2, 4)
    assert (Audit.get().deed, Audit.get().facts) == ("records_imported", '{"file":"新书.csv"}')


def test_back_from_the_preview_is_back_at_the_files(files, librarian):
    look_into(librarian)
    assert isinstance(librarian.back(), PickFile)
    assert isinstance(librarian.back(), BookList)


def test_the_lines_not_taken_are_written_with_the_reason(files, librarian):
    look_into(librarian)
    librarian.tap(BooksAction.REJECTS)
    (path,) = files.glob("没收的行*.csv")
    with path.open(encoding="utf-8-sig", newline="") as file:
        (line,) = csv.DictReader(file)
    assert (line["行"], line["书名"]) == ("3", "没有号码的书")
    assert "没有号码" in line["原因"]


def test_a_file_that_cannot_be_read_says_why(files, librarian):
    (files / "新书.csv").rename(files / "新书.xlsx")
    page = look_into(librarian)
    assert isinstance(page, Trouble)
    assert (page.key, page.facts["path"]) == ("import.file.no_workbook", "新书.xlsx")
    assert isinstance(librarian.back(), PickFile)


def test_a_file_that_was_pulled_out_meanwhile_is_said(files, librarian):
    page = librarian.tap(BooksAction.IMPORT)
    (files / "新书.csv").unlink()
    librarian.pick(page.rows[0].subject)
    page = librarian.wait_for_job()
    assert (page.key, page.facts["path"]) == ("import.file.no_access", "新书.csv")


def test_kiosks_are_told_of_every_title_and_copy(files, librarian):
    Setting.create(key="feed_version", value="1")
    look_into(librarian)
    librarian.tap(BooksAction.TAKE)
    librarian.wait_for_job()
    told = {(row.entity, row.entity_id) for row in Change.select()}
    assert {("record", row.id.hex) for row in Record.select()} <= told
    assert {("item", row.id.hex) for row in Item.select()} <= told


def test_what_was_lent_since_the_preview_is_not_withdrawn(files, librarian):
    book("9787556008759", "草房子", 5)
    page = look_into(librarian)
    assert page.copies_withdrawn == 2
    Item.update(state="on_loan").execute()
    librarian.tap(BooksAction.TAKE)
    page = librarian.wait_for_job()
    assert (page.copies_withdrawn, page.remarks) == (0, 1)


def test_the_catalogue_goes_out_as_marc(database):
    book("9787556008759", "草房子", 0, ("B000013", "B000024"), author="曹文轩", call_number="I287.45/12")
    book("9787020002207", "红楼梦", 1)
    export = catalogue_file(MONDAY_NOON, load_catalogue(LANGUAGES[0]), lambda *_: None)
    assert (export.count, export.document.name) == (2, "书目 CNMARC 2026-11-23.iso")
    records = read_records(GivenFile(export.document.name, export.document.content))
    told = {told_by(record).title: told_by(record) for _, record in records}
    assert set(told["草房子"].labels) == {"B000013", "B000024"}
    assert told["草房子"].fields["call_number"] == "I287.45/12"
    assert told["红楼梦"].labels == ()

"""The entry of old stock: a book every few seconds, and nothing to tap."""

from datetime import timedelta

import pytest
from openpyxl import load_workbook

from db.models import Item, Record
from kiosk.imports.importing import import_records
from kiosk.office.books.touch.retro import pace
from kiosk.office.books.views import BooksAction, RetroPage
from tests.office.books.library import Librarian
from tests.office.books.test_catalogue import book
from tests.school import MONDAY_NOON

KNOWN, NEW = "9787556008759", "9787020002207"


@pytest.fixture
def entry(librarian):
    book(KNOWN, "草房子", 0, price="CNY20.00")
    librarian.tap(BooksAction.RETRO)
    return librarian


def entered():
    return [(item.label, item.record.title) for item in Item.select().order_by(Item.id) if item.label]


def test_a_known_book_is_two_scans(entry):
    page = entry.show(KNOWN)
    assert (page.wants, page.title) == ("label", "草房子")
    page = entry.show("B000013")
    assert (page.wants, page.count, page.entries[0].title) == ("isbn", 1, "草房子")
    assert entered() == [("B000013", "草房子")]
    assert Item.get().price == 2000


def test_an_unknown_isbn_is_entered_by_its_number_without_a_tap(entry):
    assert entry.show(NEW).wants == "label_or_name"
    page = entry.show("B000013")
    assert (page.count, page.untitled) == (1, 1)
    assert entered() == [("B000013", NEW)]


def test_a_title_is_typed_once_and_known_afterwards(entry):
    entry.show(NEW)
    entry.tap(BooksAction.TYPE_TITLE)
    assert entry.enter("hong lou meng").wants == "label"
    entry.show("B000013")
    assert entry.show(NEW).title == "hong lou meng"
    entry.show("B000024")
    assert entered() == [("B000013", "hong lou meng"), ("B000024", "hong lou meng")]


def test_an_old_book_without_isbn_goes_by_its_label(entry):
    assert entry.show("B000013").wants == "name"
    entry.tap(BooksAction.LATER)
    assert (entered(), Record.select().where(Record.isbn == "B000013").count()) == ([("B000013", "B000013")], 1)


def test_its_second_copy_is_found_by_its_title(entry):
    entry.show("B000013")
    entry.tap(BooksAction.TYPE_TITLE)
    (option,) = entry.type("cfz").found
    entry.pick(option.subject)
    assert entered() == [("B000013", "草房子")]


def test_label_first_and_isbn_second_is_the_same(entry):
    entry.show("B000013")
    assert entry.show(KNOWN).count == 1
    assert entered() == [("B000013", "草房子")]


def test_another_isbn_puts_the_book_before_aside(entry):
    entry.show(NEW)
    entry.show(KNOWN)
    entry.show("B000013")
    assert entered() == [("B000013", "草房子")]
    assert Record.select().count() == 1


def test_a_label_that_is_on_a_book_already_is_refused(entry):
    book("9787544291163", "一本数学", 0, ("B000048",))
    entry.show(KNOWN)
    page = entry.show("B000048")
    assert (page.trouble, page.facts["title"], page.wants) == ("label_taken", "一本数学", "label")
    assert entry.show("B000013").count == 1


def test_the_label_just_entered_is_no_trouble_while_it_is_still_in_view(entry):
    entry.show(KNOWN)
    entry.show("B000013")
    assert entry.show("B000013").trouble == ""


def test_what_is_no_book_is_said(entry):
    assert entry.show("6901234567892").trouble == "no_label"


def test_the_last_one_is_taken_back_and_its_label_is_free(entry):
    entry.show(KNOWN)
    page = entry.show("B000013")
    page = entry.tap(BooksAction.UNMAKE, page.entries[0].id)
    assert (page.count, page.entries, entered()) == (0, (), [])
    entry.show(NEW)
    entry.show("B000013")
    assert entered() == [("B000013", NEW)]


def test_a_damaged_code_can_be_typed(entry):
    entry.tap(BooksAction.SEARCH)
    assert entry.enter("978-7-5560-0875-9").title == "草房子"


def test_the_titles_that_are_missing_come_back_by_list(entry, tmp_path):
    entry.show(NEW)
    entry.show("B000013")
    entry.tap(BooksAction.MISSING_TITLES)
    (path,) = (tmp_path / "图书馆").glob("*.xlsx")
    book = load_workbook(path)
    rows = list(book.worksheets[0].values)
    assert rows[1][0] == NEW
    book.worksheets[0]["B2"] = "红楼梦"
    book.save(path)
    report = import_records(path, entry.database, MONDAY_NOON)
    assert (report.changed, report.copies_added, report.rejects) == (1, 0, [])
    assert entered() == [("B000013", "红楼梦")]


def test_a_stick_that_cannot_be_written_is_said_and_nothing_is_lost(entry, tmp_path):
    (tmp_path / "图书馆").write_text("no folder", encoding="utf-8")
    entry.show(NEW)
    entry.show("B000013")
    assert entry.tap(BooksAction.MISSING_TITLES).key == "office.trouble.not_saved"
    assert entry.back().count == 1


def test_the_pace_is_that_of_the_last_minutes():
    times = [MONDAY_NOON + timedelta(seconds=8 * n) for n in range(15)]
    assert pace(times[:3], times[2]) is None
    assert pace(times, MONDAY_NOON + timedelta(minutes=2)) == 7.5


def test_a_hundred_books_in_a_row_leave_a_hundred_copies(entry):
    for n in range(100):
        entry.show(f"97870200022{n:02d}" if n % 2 else KNOWN)
        entry.show(f"B{n:06d}")
    page = entry.page
    assert isinstance(page, RetroPage) and len(page.entries) == 3


def test_another_room_opens_the_entry_at_once(database, tmp_path):
    assert isinstance(Librarian(database, tmp_path, "retro").page, RetroPage)

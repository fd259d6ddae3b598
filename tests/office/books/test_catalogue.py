"""Finding a title, and what the list says of it."""

from datetime import date

from db import models
from db.models import Item, Record
from db.settings import bump_bylaw
from kiosk.catalog.pinyin import full_pinyin, pinyin_initials
from kiosk.clock import to_ms
from kiosk.office.books import catalogue
from kiosk.office.books.lines import Filter
from kiosk.office.books.views import BookList, BooksAction, RecordPage
from kiosk.office.touch_kit.views import PickOne, TypeText
from kiosk.taps import FrameAction
from tests import school
from tests.school import MONDAY_NOON


def book(isbn, title, copies=1, labels=(), **columns):
    columns |= {"pinyin": full_pinyin(title), "initials": pinyin_initials(title)}
    return school.record(isbn, title, copies, labels, **columns)


def some_books():
    book("9787556008759", "草房子", 2, ("B000013",), author="曹文轩", call_number="I287.45/12", shelf="A3")
    book("9787020002207", "红楼梦", 0, author="曹雪芹", call_number="I242.4/7", shelf="A1")
    book("9787544291163", "一本数学", 1, call_number="o12/3", shelf="E3")
    book("9787506365437", "9787506365437", 0, ("B000024",))


def titles(page):
    return [row.title for row in page.rows]


def test_every_kind_of_query_finds_the_title_while_it_is_typed(librarian):
    some_books()
    for text in ("cfz", "caofang", "9787556", "i287", "b000013"):
        librarian.tap(BooksAction.SEARCH)
        assert [option.label for option in librarian.type(text).found] == ["草房子"], text
        librarian.back()


def test_what_was_typed_narrows_the_list_and_one_tap_shows_all(librarian):
    some_books()
    librarian.tap(BooksAction.SEARCH)
    assert titles(librarian.enter("cfz")) == ["草房子"]
    shown = librarian.tap(BooksAction.CLEAR)
    assert isinstance(shown, BookList) and (shown.total, shown.titles, shown.copies) == (4, 4, 5)


def test_a_line_says_how_many_copies_stand_on_the_shelf_and_what_is_to_do(librarian):
    some_books()
    Item.update(state="on_loan").where(Item.label == "B000013").execute()
    Item.update(state="withdrawn").where(Item.label.is_null(), Item.record == Record.get(title="一本数学")).execute()
    lines = {row.title: (row.available, row.copies, row.to_do) for row in librarian.page.rows}
    assert lines == {
        "草房子": (2, 3, ""),
        "红楼梦": (0, 0, ""),
        "一本数学": (0, 0, ""),
        "9787506365437": (1, 1, "untitled"),
    }


def test_filters_count_and_narrow(librarian):
    some_books()
    options = librarian.tap(BooksAction.FILTERS).options
    counts = {option.subject: option.hint for option in options}
    assert (counts[Filter.UNLABELLED], counts[Filter.UNTITLED], counts[Filter.UNNUMBERED]) == ("3", "1", "5")
    assert titles(librarian.pick(Filter.UNTITLED)) == ["9787506365437"]
    librarian.tap(BooksAction.FILTERS)
    assert titles(librarian.pick(Filter.WITHOUT_COPIES)) == ["红楼梦"]


def test_shelves_are_browsed_by_class_and_by_the_class_below(librarian):
    some_books()
    page = librarian.tap(BooksAction.CLASSES)
    assert isinstance(page, PickOne)
    assert [(option.subject, option.hint) for option in page.options] == [("I", "2"), ("O", "1"), ("-", "1")]
    page = librarian.pick("I")
    assert [(option.subject, option.hint) for option in page.options] == [("I", "2"), ("I2", "2")]
    assert titles(librarian.pick("I2")) == ["红楼梦", "草房子"]


def test_titles_without_a_class_can_be_looked_at(librarian):
    some_books()
    librarian.tap(BooksAction.CLASSES)
    assert titles(librarian.pick("-")) == ["9787506365437"]


def test_pages_end_where_the_list_does(librarian):
    for number in range(12):
        book(f"97875560{number:05d}", f"书{number}")
    page = librarian.tap(FrameAction.TURN, "99")
    assert (page.page, page.pages, len(page.rows)) == (2, 3, 2)
    assert librarian.tap(FrameAction.TURN, "-1").page == 0


def test_a_code_that_is_shown_opens_its_title(librarian):
    some_books()
    assert isinstance(page := librarian.show("B000013"), RecordPage)
    assert page.title == "草房子"
    librarian.back()
    assert isinstance(librarian.show("9999999999999"), BookList)
    assert librarian.told == "books.told.unknown_code"


def test_an_empty_library_says_so(librarian):
    assert (librarian.page.titles, librarian.page.rows) == (0, ())
    assert isinstance(librarian.tap(BooksAction.SEARCH), TypeText)


def test_a_copy_on_loan_says_the_day_that_a_recall_has_made_earlier(database):
    desk, child = school.desk_at(database), school.patron("0199")
    row = school.record("9787506380263", "草房子")
    item = models.Item.get(record=row)
    lent = models.Loan.create(item=item, record=row, patron=child, lent_at=to_ms(MONDAY_NOON), due_on=date(2027, 1, 20))
    assert catalogue.copy_line(desk, item.id).due_on == lent.due_on
    models.Term.create(name="秋", starts_on=date(2026, 9, 1), ends_on=date(2027, 1, 29), recall_on=date(2026, 12, 18))
    bump_bylaw()
    assert catalogue.copy_line(desk, item.id).due_on == date(2026, 12, 18)

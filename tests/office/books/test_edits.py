"""One title and its copies under a librarian's finger."""

import json

import pytest

from db.models import Audit, Item, Journal, Record
from kiosk.imports.record_rows import JudgedRecords
from kiosk.office.actors import Actor
from kiosk.office.books.edits import add_copy, set_state
from kiosk.office.books.labels import label_copies
from kiosk.office.books.lines import CopyState
from kiosk.office.books.lists import take
from kiosk.office.books.views import BookList, BooksAction, CopyPage, RecordPage
from kiosk.office.permissions import Role
from kiosk.office.refusal import NotDone
from kiosk.office.touch_kit.views import Trouble
from kiosk.taps import FrameAction
from tests import school
from tests.office.books.test_catalogue import book

ISBN = "9787556008759"


@pytest.fixture
def open_book(librarian):
    row = book(ISBN, "草房子", 0, ("B000013",), price="CNY20.00", call_number="I287.45/12")
    librarian.tap(BooksAction.OPEN, row.id)
    return librarian


def copy():
    return Item.get(Item.label == "B000013")


def states_told():
    return [json.loads(row.body)["state"] for row in Journal.select().where(Journal.kind == "item_state")]


def test_a_copy_goes_to_repair_and_the_journal_says_so(open_book):
    assert isinstance(open_book.tap(BooksAction.COPY, copy().id), CopyPage)
    assert isinstance(open_book.tap(BooksAction.STATE, "in_repair"), RecordPage)
    assert (copy().state, states_told(), open_book.told) == ("in_repair", ["in_repair"], "books.told.in_repair")
    assert Journal.get().staff == open_book.context.member.id


def test_undo_tells_the_journal_too(open_book):
    open_book.tap(BooksAction.COPY, copy().id)
    open_book.tap(BooksAction.STATE, "missing")
    open_book.undo()
    assert (copy().state, states_told()) == ("available", ["missing", "available"])


def test_what_has_changed_meanwhile_is_not_taken_back(open_book):
    open_book.tap(BooksAction.COPY, copy().id)
    open_book.tap(BooksAction.STATE, "missing")
    Item.update(state="lost").execute()
    assert isinstance(open_book.undo(), RecordPage)
    assert (copy().state, open_book.told) == ("lost", "office.not_undone.changed_since")


def test_a_copy_on_loan_is_left_alone(open_book):
    Item.update(state="on_loan").execute()
    page = open_book.tap(BooksAction.COPY, copy().id)
    assert page.states == ()
    assert isinstance(open_book.tap(BooksAction.STATE, "withdrawn"), Trouble)
    assert (copy().state, states_told()) == ("on_loan", [])


def test_a_lost_copy_that_turns_up_is_on_the_shelf_again(open_book):
    Item.update(state="lost").execute()
    open_book.tap(BooksAction.COPY, copy().id)
    open_book.tap(BooksAction.STATE, "available")
    assert copy().state == "available"


@pytest.mark.parametrize(
    ("name", "typed", "stored"),
    [("call_number", "/3", "I287.45/12/3"), ("shelf", "a3", "A3"), ("price", "", "CNY20.00")],
)
def test_what_is_typed_is_kept_and_taken_back(open_book, name, typed, stored):
    before = getattr(Record.get(), name)
    open_book.tap(BooksAction.EDIT, name)
    assert isinstance(open_book.enter(typed), RecordPage)
    assert getattr(Record.get(), name) == stored
    open_book.undo()
    assert getattr(Record.get(), name) == before


def test_a_price_that_is_none_is_refused_with_what_to_do(open_book):
    Record.update(price="").execute()
    open_book.tap(BooksAction.EDIT, "price")
    assert open_book.enter("abc").key == "books.trouble.no_price"
    assert Record.get().price == ""
    assert open_book.back().text == "ABC"


def test_a_title_becomes_a_reference_book(open_book):
    page = open_book.tap(BooksAction.EDIT, "item_type")
    assert [option.subject for option in page.options if option.chosen] == ["book"]
    open_book.pick("reference")
    assert Record.get().item_type == "reference"


def test_a_new_label_shown_at_a_title_is_one_more_copy(open_book):
    page = open_book.show("B000024")
    assert {line.label for line in page.copies} == {"B000013", "B000024"}
    added = Item.get(Item.label == "B000024")
    assert (added.price, added.acquired_on) == (2000, open_book.clock().date())
    open_book.undo()
    assert {line.label for line in open_book.page.copies} == {"B000013"}
    assert isinstance(open_book.show("B000024"), RecordPage) and Item.get(Item.label == "B000024")


def test_a_copy_may_be_known_by_its_isbn_alone(open_book):
    assert open_book.tap(BooksAction.ADD_COPY).total == 2
    assert Item.select().where(Item.label.is_null()).count() == 1


def test_a_label_of_another_title_opens_that_title(open_book):
    book("9787020002207", "红楼梦", 0, ("B000048",))
    assert open_book.show("B000048").title == "红楼梦"
    assert Item.select().count() == 2


def test_who_changed_what_stands_in_the_audit(open_book):
    open_book.tap(BooksAction.COPY, copy().id)
    open_book.tap(BooksAction.STATE, "withdrawn")
    entry = Audit.get()
    assert (entry.deed, entry.staff) == ("copy_withdrawn", open_book.context.member.id)
    assert json.loads(entry.facts) == {"title": "草房子", "label": "B000013"}


def test_many_copies_come_in_pages(librarian):
    row = school.record(ISBN, "草房子", 10)
    page = librarian.tap(BooksAction.OPEN, row.id)
    assert (page.total, page.pages, len(page.copies)) == (10, 3, 4)
    assert len(librarian.tap(FrameAction.TURN, "2").copies) == 2


def test_a_title_that_is_gone_leads_back_to_the_list(open_book):
    Item.delete().execute()
    Record.delete().execute()
    assert isinstance(open_book.tap(BooksAction.ADD_COPY), BookList)


def test_a_helper_changes_no_book(open_book):
    desk, helper = open_book.desk, Actor(open_book.context.member.id, Role.HELPER)
    record, refused = Record.get().id, NotDone("not_allowed")
    assert set_state(desk, helper, school.MONDAY_NOON, copy().id, CopyState.LOST) == refused
    assert add_copy(desk, helper, school.MONDAY_NOON, record, None) == refused
    assert label_copies(desk, helper, school.MONDAY_NOON) == refused
    assert take(desk, helper, school.MONDAY_NOON, "新书.csv", JudgedRecords()) == refused
    assert Audit.select().count() == 0

"""Labels for copies, in advance, and for the spine."""

import pypdfium2
import pytest

from db.models import Item, Record
from db.settings import get_setting
from kiosk.office.books.views import BookList, BooksAction
from kiosk.office.touch_kit.views import PickOne, Trouble
from tests.office.books.test_catalogue import book


def words(folder):
    (path,) = folder.glob("*.pdf")
    document = pypdfium2.PdfDocument(path)
    return "\n".join(page.get_textpage().get_text_range() for page in document)


def printed(librarian, what, sheet="3x8"):
    assert isinstance(librarian.pick(what), PickOne)
    librarian.pick(sheet)
    return librarian.wait_for_job()


@pytest.fixture
def labels(librarian):
    book("9787556008759", "草房子", 2, ("X1",), call_number="I287.45/12", shelf="A3")
    book("9787544291163", "一本数学", 1)
    librarian.tap(BooksAction.LABELS)
    return librarian


def test_copies_without_a_label_get_one_and_it_is_printed(labels, tmp_path):
    assert {option.subject: option.hint for option in labels.page.options} == {
        "unlabelled": "3",
        "advance": "",
        "spines": "3",
    }
    page = printed(labels, "unlabelled")
    assert isinstance(page, BookList) and labels.told == "books.told.printed"
    given = {item.label for item in Item.select()} - {"X1"}
    assert len(given) == 3 and None not in given
    assert all(label in words(tmp_path / "图书馆") for label in given)


def test_numbers_printed_in_advance_are_never_given_out_again(labels):
    labels.pick("advance")
    labels.pick("120")
    labels.pick("3x8")
    labels.wait_for_job()
    assert get_setting("last_label_serial") == "120"
    labels.tap(BooksAction.LABELS)
    printed(labels, "unlabelled")
    assert min(item.label for item in Item.select() if item.label != "X1") > "B00120"


def test_spines_are_those_entered_since_the_last_time(labels, tmp_path):
    printed(labels, "spines", "5x13")
    text = words(tmp_path / "图书馆")
    assert (text.count("I287.45"), text.count("12")) == (3, 3)
    page = labels.tap(BooksAction.LABELS)
    assert {option.subject: option.hint for option in page.options}["spines"] == "0"
    assert isinstance(printed(labels, "spines"), Trouble)
    assert isinstance(labels.back(), PickOne)


def test_spines_that_could_not_be_kept_are_printed_the_next_time(labels, tmp_path):
    (tmp_path / "图书馆").write_text("no folder", encoding="utf-8")
    assert printed(labels, "spines").key == "office.trouble.not_saved"
    assert {option.subject: option.hint for option in labels.back().options}["spines"] == "3"


def test_a_title_prints_its_own(librarian, tmp_path):
    row = book("9787556008759", "草房子", 0, ("B000013",), call_number="I287.45/12")
    book("9787544291163", "一本数学", 1)
    librarian.tap(BooksAction.OPEN, row.id)
    librarian.tap(BooksAction.LABELS)
    printed(librarian, "again")
    assert "B000013" in words(tmp_path / "图书馆")
    assert Item.select().where(Item.label.is_null()).count() == 1


def test_a_title_without_a_call_number_has_no_spine_label(librarian):
    row = book("9787544291163", "一本数学", 1)
    librarian.tap(BooksAction.OPEN, row.id)
    librarian.tap(BooksAction.LABELS)
    assert isinstance(printed(librarian, "spines"), Trouble)
    assert Record.get().call_number == ""

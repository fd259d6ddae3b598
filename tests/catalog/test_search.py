from datetime import date

import pytest

from db.models import Item, Loan, Patron, Record
from kiosk.catalog.pinyin import full_pinyin, pinyin_initials
from kiosk.catalog.search import search


@pytest.fixture
def shelf(database):
    def add(isbn, title, copies=1, **fields):
        keys = {"pinyin": full_pinyin(title), "initials": pinyin_initials(title)}
        record = Record.create(isbn=isbn, title=title, **keys, **fields)
        return [Item.create(record=record) for _ in range(copies)]

    copies = add("9787556008759", "草房子", 2, author="曹文轩", call_number="I287.45")
    add("9787530447185", "我的草房子日记", author="Anna")
    add("1234", "100%的快乐_上", call_number="B84")
    patron = Patron.create(number="0001", name="甲")
    loan = {"patron": patron, "item": copies[0], "record": copies[0].record, "lent_at": 1}
    Loan.create(due_on=date(2026, 11, 1), returned_at=2, **loan)
    Loan.create(due_on=date(2026, 12, 1), **loan)
    Item.update(state="on_loan").where(Item.id == copies[0].id).execute()
    return database


@pytest.mark.parametrize(
    ("text", "titles"),
    [
        ("草房子", ["草房子", "我的草房子日记"]),
        ("《草房子》", ["草房子", "我的草房子日记"]),
        ("cfz", ["草房子", "我的草房子日记"]),
        ("CAOFANG", ["草房子", "我的草房子日记"]),
        ("anna", ["我的草房子日记"]),
        ("曹文轩 草房", ["草房子"]),
        ("978-7-5560-0875-9", ["草房子"]),
        ("12", ["100%的快乐_上"]),
        ("i287", ["草房子"]),
        ("100%", ["100%的快乐_上"]),
        ("%", ["100%的快乐_上"]),
        ("_", ["100%的快乐_上"]),
        ("\\", []),
        ("' or 1=1 --", []),
        ("  ", []),
    ],
)
def test_what_finds_what(shelf, text, titles):
    total, rows = search(text, 0, 10)
    assert (total, [row.title for row in rows]) == (len(titles), titles)


def test_a_row_tells_copies_on_the_shelf_and_when_the_next_is_due(shelf):
    first, second = search("草房子", 0, 10)[1]
    assert (first.available, first.due_back) == (1, date(2026, 12, 1))
    assert (second.available, second.due_back) == (1, None)


def test_pages_of_a_result_cost_two_queries(shelf):
    seen = []

    original = shelf.execute_sql

    def counted(*args, **kwargs):
        seen.append(1)
        return original(*args, **kwargs)

    shelf.execute_sql = counted
    pages = [search("草房子", page, 1) for page in (0, 1, 2)]
    assert [(total, len(rows)) for total, rows in pages] == [(2, 1), (2, 1), (2, 0)]
    assert len(seen) <= 6

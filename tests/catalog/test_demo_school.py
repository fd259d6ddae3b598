from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from db.demo import demo_script, make_demo_school
from db.models import Item, Loan, Patron, Period, Policy, Record, RotaEntry, SchoolClass
from kiosk.catalog.isbn import is_isbn13
from kiosk.catalog.pinyin import full_pinyin, pinyin_initials

pytestmark = pytest.mark.slow

MONDAY_NOON = datetime(2026, 11, 23, 12, 5, tzinfo=ZoneInfo("Asia/Shanghai"))


@pytest.fixture
def school(database):
    make_demo_school(database, MONDAY_NOON)
    return database


def test_the_school_is_whole(school):
    assert SchoolClass.select().count() == 12
    assert all(36 <= c.patrons.count() <= 44 for c in SchoolClass.select())
    assert Record.select().count() > 200
    assert all(is_isbn13(record.isbn) for record in Record.select())
    for record in Record.select():
        assert (record.pinyin, record.initials) == (full_pinyin(record.title), pinyin_initials(record.title))
    assert Record.select().where(Record.item_type == "reference").count() >= 5
    entries = RotaEntry.select().join(Period).where(Period.weekday == 0, Period.starts == 725)
    assert [entry.subject for entry in entries] == ["三(2)班"]
    assert {entry.subject for entry in RotaEntry.select()} == {c.name for c in SchoolClass.select()}


def test_loans_and_shelves_agree(school):
    loans = list(Loan.select().where(Loan.returned_at.is_null()))
    assert {loan.item_id for loan in loans} == {i.id for i in Item.select().where(Item.state == "on_loan")}
    assert any(loan.due_on < MONDAY_NOON.date() for loan in loans)
    assert all(loan.lent_at < MONDAY_NOON.timestamp() * 1000 for loan in loans)


def test_the_script_has_what_it_speaks_of(school):
    script = demo_script(school)
    assert script == demo_script(school)
    (own, (back, *wanted)), (full, (more,)), (other, _), (nobody, (unknown,)), (helper, box) = script
    patrons = {f"R{p.number}": p for p in Patron.select()}
    limit = Policy.get(Policy.category == "student").max_loans
    assert patrons[own].school_class.name == patrons[full].school_class.name == "三(2)班"
    assert patrons[other].school_class.name != "三(2)班"
    assert [open_code(loan) for loan in patrons[own].loans] == [back]
    assert patrons[full].loans.count() == limit
    for code in (*wanted, more):
        copies = [i for i in Item.select().join(Record) if code in (i.label, i.record.isbn)]
        assert sum(copy.state == "available" for copy in copies) >= 1 and copies[0].record.item_type == "book"
    assert (nobody, helper) == ("", "H0001")
    assert not Item.select().where(Item.label == unknown).exists()
    assert len(box) == 3 and set(box) <= {open_code(loan) for loan in Loan.select()}


def open_code(loan):
    return loan.item.label or loan.record.isbn

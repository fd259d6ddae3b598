"""The two accession registers that a school library is asked for."""

from datetime import date

import pytest
from openpyxl import load_workbook

from db.models import Batch, Item, Record
from kiosk.imports.iso2709 import read_records
from kiosk.imports.marc import told_by
from kiosk.office.books.lines import Register
from kiosk.office.books.registers import batch_lines, copy_lines, following, next_batch_number
from kiosk.office.books.views import BooksAction, RegisterPage
from kiosk.office.touch_kit.views import Confirm, TypeText
from kiosk.taps import FrameAction, Tap
from tests.office.books.test_catalogue import book


@pytest.fixture
def registers(librarian):
    book("9787556008759", "草房子", 0, ("B000013", "B000024"), call_number="I287.45/12", author="曹文轩")
    book("9787544291163", "一本数学", 1, call_number="O12/3")
    Item.update(price=2000).execute()
    librarian.tap(BooksAction.REGISTERS)
    return librarian


def number_all(librarian, first=""):
    page = librarian.tap(BooksAction.NUMBER_ALL)
    if isinstance(page, TypeText):
        for _ in page.text:
            librarian.do(Tap.BACKSPACE)
        librarian.enter(first)
    else:
        librarian.tap(FrameAction.YES)
    return librarian.wait_for_job()


def numbers():
    return {item.label: item.accession_no for item in Item.select()}


def test_every_copy_gets_a_number_that_goes_on_from_the_old_register(registers):
    page = registers.page
    assert isinstance(page, RegisterPage) and (page.total, page.unnumbered) == (0, 3)
    page = number_all(registers, "A0099")
    assert (page.total, page.unnumbered) == (3, 0)
    assert sorted(numbers().values()) == ["A0099", "A0100", "A0101"]
    assert registers.told == "books.told.numbered"


def test_afterwards_it_goes_on_by_itself(registers):
    number_all(registers, "7")
    Item.create(record=Record.get(Record.title == "草房子"), label="B000048")
    page = registers.tap(BooksAction.NUMBER_ALL)
    assert isinstance(page, Confirm) and page.facts == {"count": 1, "text": "10"}
    registers.tap(FrameAction.YES)
    registers.wait_for_job()
    assert numbers()["B000048"] == "10"


def test_a_number_that_is_taken_is_passed_over(registers):
    Item.update(accession_no="2").where(Item.label == "B000013").execute()
    number_all(registers, "1")
    assert sorted(numbers().values()) == ["1", "2", "3"]


def test_a_withdrawn_copy_keeps_its_line(registers):
    number_all(registers, "1")
    item = Item.get(Item.label == "B000013")
    registers.tap(BooksAction.OPEN, item.id)
    registers.tap(BooksAction.COPY, item.id)
    registers.tap(BooksAction.STATE, "withdrawn")
    page = registers.back()
    assert {row.state for row in page.rows} == {"available", "withdrawn"}
    assert len(page.rows) == 3


def test_a_batch_is_three_answers_and_its_books_are_entered_into_it(registers):
    registers.tap(BooksAction.REGISTER, Register.BATCHES)
    registers.tap(BooksAction.NEW_BATCH)
    registers.pick("gift")
    registers.enter("120")
    page = registers.enter("2450.50")
    (line,) = page.rows
    assert (line.number, line.source, line.copies, line.value, line.entered) == ("2026-01", "gift", 120, 245_050, 0)
    registers.tap(BooksAction.BATCH, line.id)
    registers.tap(BooksAction.RETRO)
    registers.show("9787556008759")
    registers.show("B000048")
    page = registers.back()
    assert ([row.title for row in page.rows], page.batch) == (["草房子"], "2026-01")
    assert Item.get(Item.label == "B000048").batch.number == "2026-01"
    (line,) = registers.back().rows
    assert line.entered == 1


def test_a_batch_opened_by_mistake_is_taken_back(registers):
    registers.tap(BooksAction.REGISTER, Register.BATCHES)
    registers.tap(BooksAction.NEW_BATCH)
    registers.pick("purchase")
    registers.enter("")
    registers.enter("")
    assert registers.undo().rows == ()


def test_batches_are_numbered_within_their_year(database):
    for number in ("2026-01", "2026-03", "2025-09"):
        Batch.create(number=number, received_on=date(2026, 3, 1))
    assert next_batch_number(date(2026, 11, 23)) == "2026-02"
    assert next_batch_number(date(2027, 1, 5)) == "2027-01"


def rows(folder):
    (path,) = folder.glob("*.xlsx")
    return {sheet.title: [tuple(row) for row in sheet.values] for sheet in load_workbook(path).worksheets}


def test_the_register_of_copies_as_a_workbook(registers, tmp_path):
    number_all(registers, "000001")
    Item.update(state="withdrawn").where(Item.label == "B000024").execute()
    registers.tap(BooksAction.EXCEL)
    registers.wait_for_job()
    sheets = rows(tmp_path / "图书馆")
    assert list(sheets) == ["个别登记", "注销登记"]
    head, *lines = sheets["个别登记"]
    assert head[:4] == ("个别登记号", "登记日期", "书名", "著者")
    by_label = {line[head.index("条码号")]: dict(zip(head, line, strict=True)) for line in lines}
    one = by_label["B000013"]
    assert (one["书名"], one["著者"], one["单价（元）"], one["索书号"]) == ("草房子", "曹文轩", 20, "I287.45/12")
    assert by_label["B000024"]["附注"] == "已注销"
    assert len(sheets["注销登记"]) == 2


def test_the_catalogue_goes_out_for_another_program(registers, tmp_path):
    registers.tap(BooksAction.MARC)
    registers.wait_for_job()
    (path,) = (tmp_path / "图书馆").glob("*.iso")
    assert {told_by(record).title for _, record in read_records(path)} == {"草房子", "一本数学"}
    assert registers.told == "books.told.catalogue"


def test_the_register_of_batches_counts_the_five_divisions(registers, tmp_path):
    batch = Batch.create(number="2026-01", received_on=date(2026, 9, 1), copies=5, value=10_000)
    Item.update(batch=batch).execute()
    number_all(registers, "000001")
    registers.tap(BooksAction.REGISTER, Register.BATCHES)
    registers.tap(BooksAction.EXCEL)
    registers.wait_for_job()
    head, line = rows(tmp_path / "图书馆")["总括登记"]
    told = dict(zip(head, line, strict=True))
    assert (told["单据册数"], told["单据金额（元）"], told["实录册数"], told["实录金额（元）"]) == (5, 100, 3, 60)
    assert (told["社会科学"], told["自然科学"], told["未分类"]) == (2, 1, 0)
    assert (told["个别登记号起"], told["个别登记号止"]) == ("000001", "000003")


@pytest.mark.parametrize(
    ("number", "after"), [("000099", "000100"), ("A9", "A10"), ("B", "B1"), ("2026-099", "2026-100")]
)
def test_numbers_keep_their_form(number, after):
    assert following(number) == after


def test_a_register_of_nothing_is_a_page_too(database):
    assert copy_lines(first=15) == batch_lines() == (0, ())

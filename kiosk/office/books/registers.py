"""The accession registers: each volume by itself (个别登记), and the batches that came (总括登记) (S064, S065).

They are kept in the school's language, whatever the screen speaks."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from io import BytesIO
from uuid import UUID
from zoneinfo import ZoneInfo

from openpyxl import Workbook
from peewee import JOIN, SQL, Expression, ModelSelect, fn

from db.models import Batch, Item, Journal, Record, new_id
from db.rows import pairs, tuples
from db.settings import get_setting
from kiosk.catalog import clc
from kiosk.clock import from_ms
from kiosk.lending.desk import Desk
from kiosk.office.actors import Actor, requires
from kiosk.office.books.catalogue import Row, is_unnumbered, untitled
from kiosk.office.books.files import Export, Step, Words, dated
from kiosk.office.books.lines import BatchLine, BatchSource, CopyState, Register, RegisterLine
from kiosk.office.documents import XLSX, Document
from kiosk.office.editing import editing
from kiosk.office.permissions import Permission
from kiosk.sync.bulk import write_many
from kiosk.sync.feed import feed_version, publish

LAST_NUMBER = "last_accession_no"
FIRST_NUMBER = "000001"
ROWS = 5
CHUNK = 2_000
ON_THE_SHELF_OR_LENT = (CopyState.AVAILABLE, CopyState.ON_LOAN)


@dataclass(frozen=True, slots=True)
class NewBatch:
    """entry: in the audit."""

    id: UUID
    number: str
    entry: UUID


def copy_lines(batch: UUID | None = None, first: int = 0, size: int = ROWS) -> tuple[int, tuple[RegisterLine, ...]]:
    """How many there are in all, and those from the first on. batch: only the copies of this one."""
    total, ids = _items(batch).count(), [id_ for (id_,) in tuples(_items(batch).limit(size).offset(first))]
    columns = (Item.id, Item.accession_no, Item.acquired_on, Record.title, Record.call_number, Item.price, Item.state)
    rows = Item.select(*columns).join(Record).where(Item.id.in_(ids)).order_by(Item.accession_no.desc())
    return total, tuple(_copy_line(row) for row in tuples(rows))


def batch_lines(first: int = 0, size: int = ROWS) -> tuple[int, tuple[BatchLine, ...]]:
    return Batch.select().count(), tuple(_batch_line(row) for row in tuples(_batches().limit(size).offset(first)))


def batch_number(batch: UUID) -> str:
    return Batch.get_by_id(batch).number


def next_batch_number(on: date) -> str:
    """«2026-03»: the third of its year."""
    of_year = Batch.select(Batch.number).where(Batch.number.startswith(f"{on.year}-"))
    taken = {number for (number,) in tuples(of_year)}
    return next(number for at in range(1, len(taken) + 2) if (number := f"{on.year}-{at:02d}") not in taken)


@requires(Permission.BOOKS)
def new_batch(
    desk: Desk, actor: Actor, at: datetime, source: BatchSource, copies: int | None, value: int | None
) -> NewBatch:
    """copies, value: as the voucher says, in fen."""
    batch, number = new_id(), next_batch_number(at.date())
    with editing(desk, actor, at, "batch_made", number=number) as edit:
        edit.create(Batch, id=batch, number=number, received_on=at.date(), source=source, copies=copies, value=value)
    return NewBatch(batch, number, edit.id)


def following(number: str) -> str:
    """The next one of the same form: A0099 → A0100."""
    found = re.fullmatch(r"(.*?)(\d+)", number)
    if found is None:
        return f"{number}1"
    return f"{found[1]}{int(found[2]) + 1:0{len(found[2])}d}"


@requires(Permission.BOOKS)
def number_all(desk: Desk, actor: Actor, at: datetime, first: str, step: Step) -> int:
    """Give every copy that stands in no register the next number, in the order in which they came. One transaction.

    first: the number to begin with; numbers that are taken are passed over. Returns how many."""
    order = (Item.acquired_on, Record.shelf, Record.call_number, Record.title, Item.id)
    with editing(desk, actor, at, "copies_numbered") as edit:
        unnumbered = Item.select(Item.id).join(Record).where(is_unnumbered()).order_by(*order)
        items = [id_ for (id_,) in tuples(unnumbered)]
        taken = {no for (no,) in tuples(Item.select(Item.accession_no).where(Item.accession_no.is_null(False)))}
        numbers = _free_numbers(first, taken)
        rows = []
        for done, item in enumerate(items):
            step(done, len(items))
            rows.append((next(numbers), item.hex))
        write_many(desk.db, Item.update(accession_no="").where(Item.id == UUID(int=0)), rows)
        if rows:
            edit.set(LAST_NUMBER, rows[-1][0])
            if feed_version():
                publish(desk.db, {"item": [item for _, item in rows]})
    return len(rows)


def count_unnumbered() -> int:
    return Item.select().where(is_unnumbered()).count()


def number_to_begin_with() -> str:
    """Empty when none was ever given out: then the librarian says where the old register ends."""
    last = get_setting(LAST_NUMBER)
    return following(last) if last else ""


def register_file(desk: Desk, at: datetime, register: Register, words: Words, step: Step) -> Export:
    """As .xlsx, with the columns that schools keep."""
    book = Workbook(write_only=True)
    if register is Register.BATCHES:
        count = _fill(book, words, "batches", _batch_cells(words), step, Batch.select().count())
    else:
        total = Item.select().where(Item.accession_no.is_null(False)).count()
        count = _fill(book, words, "copies", _copy_cells(words), step, total)
        _fill(book, words, "withdrawn", _withdrawn_cells(desk.timezone), step, 0)
    return _export(book, dated(words, f"register_{register}", at, ".xlsx"), count)


def untitled_file(at: datetime, words: Words) -> Export:
    """The titles known by their number alone, ready to be filled in and imported again (S070)."""
    book = Workbook(write_only=True)
    labelled = (
        Item.select(Record.isbn, Record.call_number, Record.shelf, Item.label)
        .join(Record)
        .where(untitled(), Item.label.is_null(False), Item.state != CopyState.WITHDRAWN)
        .order_by(Item.id)
    )
    rows = ((isbn, "", "", "", "", call_number, shelf, label) for isbn, call_number, shelf, label in tuples(labelled))
    count = _fill(book, words, "untitled", rows, lambda *_: None, 0)
    return _export(book, dated(words, "untitled", at, ".xlsx"), count)


# --- rows ------------------------------------------------------------------------------------------------------


def _items(batch: UUID | None) -> "ModelSelect[Item]":
    """Their identities, the newest first: a page far back is counted off in the index alone."""
    where: Expression = Item.accession_no.is_null(False)
    if batch is not None:
        where = (Item.batch == batch) & (Item.state != CopyState.WITHDRAWN)
    return Item.select(Item.id).where(where).order_by(Item.accession_no.desc())


def _copy_line(row: Row) -> RegisterLine:
    id_, number, acquired_on, title, call_number, price, state = row
    return RegisterLine(id_, number or "", acquired_on, title, call_number, price, CopyState(state))


def _batches() -> "ModelSelect[Batch]":
    columns = (Batch.id, Batch.number, Batch.received_on, Batch.source, Batch.supplier, Batch.copies, Batch.value)
    return (
        Batch.select(*columns, fn.COUNT(Item.id), fn.COALESCE(fn.SUM(Item.price), 0))
        .join(Item, JOIN.LEFT_OUTER, on=(Item.batch == Batch.id))
        .group_by(*columns)
        .order_by(Batch.received_on.desc(), Batch.number.desc())
    )


def _batch_line(row: Row) -> BatchLine:
    id_, number, received_on, source, *rest = row
    return BatchLine(id_, number, received_on, BatchSource(source), *rest)


def _free_numbers(first: str, taken: set[str]) -> Iterator[str]:
    number = first
    while True:
        if number not in taken:
            yield number
        number = following(number)


# --- workbooks -------------------------------------------------------------------------------------------------


def _export(book: Workbook, name: str, count: int) -> Export:
    content = BytesIO()
    book.save(content)
    return Export(Document(name, XLSX, content.getvalue()), count)


def _fill(book: Workbook, words: Words, sheet: str, rows: Iterable[Row], step: Step, total: int) -> int:
    page = book.create_sheet(words[f"books.sheet.{sheet}"])
    page.append(words[f"books.sheet.{sheet}.columns"].split("|"))
    count = 0
    for count, row in enumerate(rows, 1):
        if count % 100 == 0:
            step(count, total)
        page.append(row)
    return count


def _copy_cells(words: Words) -> Iterator[Row]:
    """Page by page of the number: a query over all of them would hold its rows in memory."""
    columns = (
        Item.accession_no, Item.acquired_on, Record.title, Record.author, Record.publisher, Record.published,
        Item.price, Batch.source, Record.call_number, Record.isbn, Item.label, Batch.number, Item.state,
    )  # fmt: skip
    query = Item.select(*columns).join(Record).switch(Item).join(Batch, JOIN.LEFT_OUTER).order_by(Item.accession_no)
    last = ""
    while rows := list(tuples(query.where(Item.accession_no > last).limit(CHUNK))):
        for row in rows:
            number, day, *names, price, source, call_number, isbn, label, batch, state = row
            yield (
                number, day, *names, _yuan(price), words[f"books.source.{source}"] if source else "", call_number, isbn,
                label, batch, "" if state in ON_THE_SHELF_OR_LENT else words[f"books.state.{state}"],
            )  # fmt: skip
        last = rows[-1][0]


def _batch_cells(words: Words) -> Iterator[Row]:
    """The five divisions of 中图法 are counted as the summary register asks."""
    for row in tuples(_batches().order_by(Batch.received_on, Batch.number)):
        line = _batch_line(row)
        more = Batch.get_by_id(line.id)
        first, last = _first_and_last(line.id)
        counts = _divisions(line.id)
        yield (
            line.received_on, line.number, words[f"books.source.{line.source}"], line.supplier, more.voucher,
            line.copies, _yuan(line.value), line.entered, _yuan(line.worth), *(counts[name] for name in "ABCNZ"),
            counts[""], first, last, more.note,
        )  # fmt: skip


def _first_and_last(batch: UUID) -> tuple[str, str]:
    ends = Item.select(fn.MIN(Item.accession_no), fn.MAX(Item.accession_no)).where(Item.batch == batch)
    ((first, last),) = pairs(ends)
    return first or "", last or ""


def _divisions(batch: UUID) -> dict[str, int]:
    counts = dict.fromkeys(("A", "B", "C", "N", "Z", ""), 0)
    # Written out: PostgreSQL takes two parameters for two different things, and the grouping for another.
    letter = fn.SUBSTR(Record.call_number, SQL("1"), SQL("1"))
    found = Item.select(letter, fn.COUNT(Item.id)).join(Record).where(Item.batch == batch).group_by(letter)
    for start, count in pairs(found):
        counts[clc.DIVISIONS.get(clc.main_class(start), "")] += count
    return counts


def _withdrawn_cells(zone: ZoneInfo) -> Iterator[Row]:
    """What has left the stock, with the day on which that was said."""
    said = Journal.select(Journal.item, fn.MAX(Journal.at)).where(Journal.kind == "item_state").group_by(Journal.item)
    on = dict(pairs(said))
    columns = (Item.accession_no, Item.id, Record.title, Record.call_number, Item.price)
    gone = Item.select(*columns).join(Record).where(Item.state == CopyState.WITHDRAWN, Item.accession_no.is_null(False))
    for number, id_, title, call_number, price in tuples(gone.order_by(Item.accession_no)):
        moment = on.get(id_)
        yield number, moment and from_ms(moment, zone).date(), title, call_number, _yuan(price)


def _yuan(fen: int | None) -> float | None:
    return None if fen is None else fen / 100

"""What stands in the library: lists of titles, one title with its copies, the classes of 中图法 (S063, S066)."""

from collections.abc import Mapping, Sequence
from datetime import date
from uuid import UUID

from peewee import JOIN, SQL, Case, Expression, ModelSelect, fn

from db.models import Batch, Item, Loan, Record
from kiosk.catalog import clc
from kiosk.catalog.isbn import normalise
from kiosk.catalog.search import asked_for
from kiosk.circulation.naming import fold
from kiosk.office.books.views import BookList, CopyLine, Filter, RecordLine, RecordPage

LIST_ROWS, COPY_ROWS, FOUND_ROWS = 5, 4, 4
# Set by hand; what the list may tell is in FACTS.
EDITABLE = ("call_number", "shelf", "price", "item_type")
FACTS = ("isbn", "publisher", "published", "series", "subject", *EDITABLE)
NO_CLASS = "-"
_OF_STATE = {
    Filter.ON_LOAN: "on_loan",
    Filter.IN_REPAIR: "in_repair",
    Filter.MISSING: "missing",
    Filter.LOST: "lost",
    Filter.WITHDRAWN: "withdrawn",
}


def book_list(text: str, only: Filter, class_code: str, page: int, size: int = LIST_ROWS) -> BookList:
    """A page from 0; one beyond the last is the last."""
    is_narrowed = bool(text.strip() or class_code) or only is not Filter.ALL
    total, found = _page_of(_narrowed(text, only, class_code), max(0, page), size)
    pages = max(1, -(-total // size))
    if page >= pages:
        page = pages - 1
        total, found = _page_of(_narrowed(text, only, class_code), page, size)
    return BookList(
        rows=_lines(found),
        total=total,
        page=max(0, page),
        pages=pages,
        titles=Record.select().count(),
        copies=0 if is_narrowed else _in_stock(),
        text=text,
        only=only,
        class_code=class_code,
    )


def _page_of(query: ModelSelect, page: int, size: int) -> tuple[int, list[tuple]]:
    """How many there are in all, and the page: looked through once for both."""
    if query._where is None:
        return query.count(), list(query.limit(size).offset(page * size).tuples())
    counted = query.select_extend(fn.COUNT(Record.id).over())
    found = list(counted.limit(size).offset(page * size).tuples())
    if not found:
        return (query.count() if page else 0), []
    return found[0][-1], [row[:-1] for row in found]


def quick_look(text: str, most: int = FOUND_ROWS) -> tuple[RecordLine, ...]:
    """The first titles that a text finds, while it is being typed."""
    return _lines(list(_narrowed(text, Filter.ALL, "").limit(most).tuples())) if text.strip() else ()


def record_of_code(text: str) -> UUID | None:
    """The title whose copy bears this label or accession number, or whose number this is."""
    code = fold(text)
    # The pad has small letters, labels and registers have large ones.
    codes = (code, code.upper())
    found = Item.select(Item.record).where(Item.label.in_(codes) | Item.accession_no.in_(codes)).tuples().first()
    if found is None:
        found = Record.select(Record.id).where(Record.isbn.in_((*codes, normalise(code)))).tuples().first()
    return found and found[0]


def filter_counts() -> dict[Filter, int]:
    """How many copies or titles each filter is about."""
    states = dict(Item.select(Item.state, fn.COUNT(Item.id)).group_by(Item.state).tuples())
    counts = {only: states.get(state, 0) for only, state in _OF_STATE.items()}
    counts[Filter.UNLABELLED] = Item.select().where(Item.label.is_null(), Item.state != "withdrawn").count()
    counts[Filter.UNNUMBERED] = Item.select().where(is_unnumbered()).count()
    for only in (Filter.UNTITLED, Filter.WITHOUT_COPIES):
        counts[only] = Record.select().where(_only(only)).count()
    return {only: counts.get(only, 0) for only in Filter if only is not Filter.ALL}


def is_unnumbered() -> Expression:
    """Copies that belong into the register of copies and do not stand in it."""
    return Item.accession_no.is_null() & Item.state.not_in(("withdrawn", "lost"))


def count_untitled() -> int:
    return Record.select().where(untitled()).count()


def untitled() -> Expression:
    """Titles entered by their number alone: the name follows by list (S070)."""
    return Record.title == Record.isbn


def class_counts(parent: str) -> tuple[tuple[str, int], ...]:
    """(class, titles in it and below it): the main classes, or those below one. «-» holds what has no class."""
    length = len(parent) + 1 if parent else 1
    # Written out: PostgreSQL takes two parameters for two different things, and the grouping for another.
    start = fn.UPPER(fn.SUBSTR(Record.call_number, SQL("1"), SQL(str(length))))
    counted = dict(Record.select(start, fn.COUNT(Record.id)).group_by(start).tuples())
    known = clc.below(parent) if parent else clc.MAIN
    lines = [(code, counted[code]) for code in known if code in counted]
    if not parent and (others := sum(count for code, count in counted.items() if code not in clc.MAIN)):
        lines.append((NO_CLASS, others))
    return tuple(lines)


def record_page(record: UUID, page: int, size: int = COPY_ROWS) -> RecordPage | None:
    """One title with a page of its copies; None when it is gone."""
    row = Record.get_or_none(Record.id == record)
    if row is None:
        return None
    of_record = (Item.record == record) & is_kept()
    total = Item.select().where(of_record).count()
    pages = max(1, -(-total // size))
    page = min(max(0, page), pages - 1)
    copies = _copies(of_record).order_by(Item.accession_no, Item.label, Item.id).limit(size).offset(page * size)
    return RecordPage(
        id=row.id,
        title=row.title,
        author=row.author,
        facts={name: getattr(row, name) for name in FACTS},
        editable=EDITABLE,
        copies=tuple(_copy_line(copy) for copy in copies.tuples()),
        total=total,
        page=page,
        pages=pages,
    )


def copy_line(item: UUID) -> CopyLine | None:
    found = _copies(Item.id == item).tuples().first()
    return None if found is None else _copy_line(found)


def isbn_of(record: UUID) -> str:
    return Record.get_by_id(record).isbn


def title_of_copy(item: UUID) -> str:
    return Item.get_by_id(item).record.title


def is_kept() -> Expression:
    """A copy entered by mistake and taken back has neither label nor number: it is nothing to look at."""
    return ~((Item.state == "withdrawn") & Item.label.is_null() & Item.accession_no.is_null())


def _narrowed(text: str, only: Filter, class_code: str) -> ModelSelect:
    """The titles in question, in their order. A code that one copy bears is that title's alone."""
    columns = (Record.id, Record.title, Record.author, Record.call_number, Record.shelf, Record.isbn)
    query, order = Record.select(*columns), (Record.id.desc(),)
    if class_code:
        query, order = query.where(_in_class(class_code)), (Record.call_number, Record.title, Record.id)
    if only is not Filter.ALL:
        query, order = query.where(_only(only)), (Record.shelf, Record.call_number, Record.title, Record.id)
    if asked := asked_for(text):
        by_code = record_of_code(text)
        matches, rank = asked if by_code is None else (Record.id == by_code, Record.title)
        query, order = query.where(matches), (rank, Record.title, Record.id)
    return query.order_by(*order)


def _in_class(code: str) -> Expression:
    if code != NO_CLASS:
        return Record.call_number.startswith(code)
    return fn.UPPER(fn.SUBSTR(Record.call_number, SQL("1"), SQL("1"))).not_in(clc.MAIN)


def _only(only: Filter) -> Expression:
    if only is Filter.UNTITLED:
        return untitled()
    if only is Filter.WITHOUT_COPIES:
        return ~fn.EXISTS(Item.select(Item.id).where(Item.record == Record.id, Item.state != "withdrawn"))
    wanted = {
        Filter.UNLABELLED: Item.label.is_null() & (Item.state != "withdrawn"),
        Filter.UNNUMBERED: is_unnumbered(),
    }
    of_items = wanted[only] if only in wanted else (Item.state == _OF_STATE[only]) & is_kept()
    return Record.id.in_(Item.select(Item.record).where(of_items))


def _lines(found: Sequence[tuple]) -> tuple[RecordLine, ...]:
    stock = _stock([row[0] for row in found])
    return tuple(
        RecordLine(id_, title, author, call_number, shelf, *stock.get(id_, (0, 0)), _to_do(title, isbn, call_number))
        for id_, title, author, call_number, shelf, isbn in found
    )


def _to_do(title: str, isbn: str, call_number: str) -> str:
    if title == isbn:
        return "untitled"
    return "" if call_number else "unclassed"


def _stock(records: Sequence[UUID]) -> Mapping[UUID, tuple[int, int]]:
    on_shelf = Case(None, ((Item.state == "available", 1),), 0)
    rows = (
        Item.select(Item.record, fn.COUNT(Item.id), fn.SUM(on_shelf))
        .where(Item.record.in_(list(records)), Item.state != "withdrawn")
        .group_by(Item.record)
        .tuples()
    )
    return {record: (copies, available) for record, copies, available in rows}


def _in_stock() -> int:
    return Item.select().where(Item.state != "withdrawn").count()


def _copies(where: Expression) -> ModelSelect:
    return (
        Item.select(
            Item.id, Item.label, Item.accession_no, Item.state, Item.price, Item.acquired_on, Batch.number, Loan.due_on
        )
        .join(Batch, JOIN.LEFT_OUTER)
        .switch(Item)
        .join(Loan, JOIN.LEFT_OUTER, on=(Loan.item == Item.id) & Loan.returned_at.is_null())
        .where(where)
    )


def _copy_line(row: tuple) -> CopyLine:
    id_, label, accession_no, state, price, acquired_on, batch, due_on = row
    return CopyLine(id_, label or "", accession_no or "", state, price, _day(acquired_on), batch or "", _day(due_on))


def _day(value: date | str | None) -> date | None:
    """SQLite gives a joined date as the text that it is."""
    return date.fromisoformat(value) if isinstance(value, str) else value

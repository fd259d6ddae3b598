"""What stands in the library: lists of titles, one title with its copies, the classes of 中图法 (S063, S066)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from peewee import JOIN, SQL, Case, Expression, ModelSelect, fn

from db.models import Batch, Item, Loan, Patron, Record, SchoolClass
from db.rows import pairs, tuples
from kiosk.catalog import clc
from kiosk.catalog.isbn import normalise
from kiosk.catalog.search import asked_for
from kiosk.circulation.naming import fold
from kiosk.lending.desk import Desk
from kiosk.lending.due import IS_OPEN
from kiosk.office.books.lines import CopyLine, CopyState, Filter, RecordLine, ToDo
from kiosk.office.refusal import Gone
from kiosk.office.rows import row_of

LIST_ROWS, COPY_ROWS, FOUND_ROWS = 5, 4, 4
# Set by hand; what the list may tell is in FACTS.
EDITABLE = ("call_number", "shelf", "price", "item_type")
FACTS = ("isbn", "publisher", "published", "series", "subject", *EDITABLE)
NO_CLASS = "-"
_OF_STATE = {
    Filter.ON_LOAN: CopyState.ON_LOAN,
    Filter.IN_REPAIR: CopyState.IN_REPAIR,
    Filter.MISSING: CopyState.MISSING,
    Filter.LOST: CopyState.LOST,
    Filter.WITHDRAWN: CopyState.WITHDRAWN,
}

Row = tuple[Any, ...]  # as peewee gives it


@dataclass(frozen=True, slots=True)
class Title:
    """facts: column → text, in the order in which they are shown."""

    id: UUID
    title: str
    author: str
    facts: Mapping[str, str]


def titles(
    text: str, only: Filter, class_code: str, first: int = 0, size: int = LIST_ROWS
) -> tuple[int, tuple[RecordLine, ...]]:
    """How many there are in all, and those from the first on."""
    is_narrowed = bool(text.strip() or class_code) or only is not Filter.ALL
    total, found = _part_of(_narrowed(text, only, class_code), is_narrowed, first, size)
    return total, _lines(found)


def _part_of(query: "ModelSelect[Record]", is_narrowed: bool, first: int, size: int) -> tuple[int, list[Row]]:
    """How many there are in all, and a part of them: looked through once for both."""
    part = query.limit(size).offset(first)
    if not is_narrowed:
        return query.count(), list(tuples(part))
    found = list(tuples(part.select_extend(fn.COUNT(Record.id).over())))
    if not found:
        return (query.count() if first else 0), []
    return found[0][-1], [row[:-1] for row in found]


def count_titles() -> int:
    return Record.select().count()


def count_copies() -> int:
    return Item.select().where(Item.state != CopyState.WITHDRAWN).count()


def quick_look(text: str, most: int = FOUND_ROWS) -> tuple[RecordLine, ...]:
    """The first titles that a text finds, while it is being typed."""
    return _lines(list(tuples(_narrowed(text, Filter.ALL, "").limit(most)))) if text.strip() else ()


def record_of_code(text: str) -> UUID | None:
    """The title whose copy bears this label or accession number, or whose number this is."""
    code = fold(text)
    # The pad has small letters, labels and registers have large ones.
    codes = (code, code.upper())
    found = Item.select(Item.record).where(Item.label.in_(codes) | Item.accession_no.in_(codes)).tuples().first()
    if found is None:
        found = Record.select(Record.id).where(Record.isbn.in_((*codes, normalise(code)))).tuples().first()
    return found[0] if found else None


def filter_counts() -> dict[Filter, int]:
    """How many copies or titles each filter is about."""
    states = dict(pairs(Item.select(Item.state, fn.COUNT(Item.id)).group_by(Item.state)))
    counts = {only: states.get(state, 0) for only, state in _OF_STATE.items()}
    counts[Filter.UNLABELLED] = Item.select().where(Item.label.is_null(), Item.state != CopyState.WITHDRAWN).count()
    counts[Filter.UNNUMBERED] = Item.select().where(is_unnumbered()).count()
    for only in (Filter.UNTITLED, Filter.WITHOUT_COPIES):
        counts[only] = Record.select().where(_only(only)).count()
    return {only: counts.get(only, 0) for only in Filter if only is not Filter.ALL}


def is_unnumbered() -> Expression:
    """Copies that belong into the register of copies and do not stand in it."""
    return Item.accession_no.is_null() & Item.state.not_in((CopyState.WITHDRAWN, CopyState.LOST))


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
    counted = dict(pairs(Record.select(start, fn.COUNT(Record.id)).group_by(start)))
    known = clc.below(parent) if parent else clc.MAIN
    lines = [(code, counted[code]) for code in known if code in counted]
    if not parent and (others := sum(count for code, count in counted.items() if code not in clc.MAIN)):
        lines.append((NO_CLASS, others))
    return tuple(lines)


def title(record: UUID) -> Title:
    """Raises Gone."""
    row = record_of(record)
    return Title(row.id, row.title, row.author, {name: getattr(row, name) for name in FACTS})


def copies(desk: Desk, record: UUID, first: int = 0, size: int = COPY_ROWS) -> tuple[int, tuple[CopyLine, ...]]:
    """Of a title: how many there are in all, and those from the first on."""
    of_record = (Item.record == record) & is_kept()
    rows = _copies(of_record).order_by(Item.accession_no, Item.label, Item.id).limit(size).offset(first)
    return Item.select().where(of_record).count(), tuple(_copy_line(desk, copy) for copy in tuples(rows))


def copy_line(desk: Desk, item: UUID) -> CopyLine:
    """Raises Gone."""
    found = next(iter(tuples(_copies(Item.id == item))), None)
    if found is None:
        raise Gone
    return _copy_line(desk, found)


def record_of(record: UUID) -> Record:
    """Raises Gone."""
    return row_of(Record, record)


def copy_of(item: UUID) -> Item:
    """Raises Gone."""
    return row_of(Item, item)


def isbn_of(record: UUID) -> str:
    return record_of(record).isbn


def title_of_copy(item: UUID) -> str:
    return copy_of(item).record.title


def title_id_of_copy(item: UUID) -> UUID:
    return copy_of(item).record.id


def kinds(desk: Desk, now: str) -> tuple[str, ...]:
    """Of titles, which policies tell apart. now: the kind of the one that is looked at."""
    named = ("book", "reference", now, *(policy.item_type for policy in desk.bylaw().policies))
    return tuple(kind for kind in dict.fromkeys(named) if kind)


def is_kept() -> Expression:
    """A copy entered by mistake and taken back has neither label nor number: it is nothing to look at."""
    kept: Expression = ~((Item.state == CopyState.WITHDRAWN) & Item.label.is_null() & Item.accession_no.is_null())
    return kept


def _narrowed(text: str, only: Filter, class_code: str) -> "ModelSelect[Record]":
    """The titles in question, in their order. A code that one copy bears is that title's alone."""
    columns = (Record.id, Record.title, Record.author, Record.call_number, Record.shelf, Record.isbn)
    query = Record.select(*columns)
    order: Row = (Record.id.desc(),)
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
        kept = Item.select(Item.id).where(Item.record == Record.id, Item.state != CopyState.WITHDRAWN)
        without: Expression = ~fn.EXISTS(kept)
        return without
    wanted = {
        Filter.UNLABELLED: Item.label.is_null() & (Item.state != CopyState.WITHDRAWN),
        Filter.UNNUMBERED: is_unnumbered(),
    }
    of_items = wanted[only] if only in wanted else (Item.state == _OF_STATE[only]) & is_kept()
    return Record.id.in_(Item.select(Item.record).where(of_items))


def _lines(found: Sequence[Row]) -> tuple[RecordLine, ...]:
    stock = _stock([row[0] for row in found])
    return tuple(
        RecordLine(id_, title, author, call_number, shelf, *stock.get(id_, (0, 0)), _to_do(title, isbn, call_number))
        for id_, title, author, call_number, shelf, isbn in found
    )


def _to_do(title: str, isbn: str, call_number: str) -> ToDo:
    if title == isbn:
        return ToDo.UNTITLED
    return ToDo.NOTHING if call_number else ToDo.UNCLASSED


def _stock(records: Sequence[UUID]) -> Mapping[UUID, tuple[int, int]]:
    on_shelf = Case(None, ((Item.state == CopyState.AVAILABLE, 1),), 0)
    rows = (
        Item.select(Item.record, fn.COUNT(Item.id), fn.SUM(on_shelf))
        .where(Item.record.in_(list(records)), Item.state != CopyState.WITHDRAWN)
        .group_by(Item.record)
    )
    return {record: (copies, available) for record, copies, available in tuples(rows)}


def _copies(where: Expression) -> "ModelSelect[Item]":
    return (
        Item.select(
            Item.id,
            Item.label,
            Item.accession_no,
            Item.state,
            Item.price,
            Item.acquired_on,
            Batch.number,
            Loan.due_on,
            Loan.lent_at,
            SchoolClass.name,
        )
        .join(Batch, JOIN.LEFT_OUTER)
        .switch(Item)
        .join(Loan, JOIN.LEFT_OUTER, on=(Loan.item == Item.id) & IS_OPEN)
        .join(Patron, JOIN.LEFT_OUTER)
        .join(SchoolClass, JOIN.LEFT_OUTER)
        .where(where)
    )


def _copy_line(desk: Desk, row: Row) -> CopyLine:
    id_, label, accession_no, state, price, acquired_on, batch, due_on, lent_at, class_name = row
    own = _day(due_on)
    due = None if own is None else desk.due_day(own, lent_at, class_name or "")
    return CopyLine(id_, label or "", accession_no or "", CopyState(state), price, _day(acquired_on), batch or "", due)


def _day(value: date | str | None) -> date | None:
    """SQLite gives a joined date as the text that it is."""
    return date.fromisoformat(value) if isinstance(value, str) else value

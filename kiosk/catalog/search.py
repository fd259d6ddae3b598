"""Find a title by what a child remembers of it."""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import reduce
from operator import and_, or_
from uuid import UUID

from peewee import JOIN, Case, Expression, Field, Function, PostgresqlDatabase, fn

from db.models import Item, Loan, Patron, Record, SchoolClass
from db.rows import tuples
from kiosk.catalog.isbn import normalise
from kiosk.catalog.titles import bare_title
from kiosk.circulation.model import ItemState
from kiosk.circulation.naming import fold

# One letter in the middle of the pinyin is in almost every title.
SHORTEST_INSIDE = 2


@dataclass(frozen=True, slots=True)
class Hit:
    """available: copies on the shelf. due_back: when the next one is due, None with nothing on loan."""

    isbn: str
    title: str
    author: str
    call_number: str
    shelf: str
    available: int
    due_back: date | None


# The day on which a loan has to be back: from its own day, when it was lent, and the class of its patron.
DueDay = Callable[[date, int, str], date]


def own_day(due_on: date, _lent_at: int, _class_name: str) -> date:
    return due_on


def search(text: str, page: int, per_page: int, due_day: DueDay = own_day) -> tuple[int, list[Hit]]:
    """How many titles match in all, and those of the page, 0 the first. Every word of `text` must match.

    By title, author, pinyin, initials, ISBN or call number; what begins with `text` comes first."""
    asked = asked_for(text)
    if asked is None:
        return 0, []
    matches, rank = asked
    columns = (Record.id, Record.isbn, Record.title, Record.author, Record.call_number, Record.shelf)
    query = (
        Record.select(*columns, fn.COUNT(Record.id).over().alias("total"))
        .where(matches)
        .order_by(rank, Record.title, Record.id)
        .limit(per_page)
        .offset(page * per_page)
    )
    found = list(tuples(query))
    if not found:
        return (Record.select().where(matches).count() if page else 0), []
    copies = _copies([row[0] for row in found], due_day)
    return found[0][-1], [
        Hit(isbn, title, author, call_number, shelf, *copies.get(id_, (0, None)))
        for id_, isbn, title, author, call_number, shelf, _ in found
    ]


def asked_for(text: str) -> tuple[Expression, Case] | None:
    """Which records match, and their rank: what begins with the text comes first. None for a text without words."""
    words = fold(bare_title(text)).split()
    if not words:
        return None
    return reduce(and_, (_matches(word) for word in words)), _rank(words[0])


def _matches(word: str) -> Expression:
    """Every way costs a look at every title: those that cannot find the word are left out, and letters are compared
    as they stand wherever their case is known. The pinyin holds the Latin letters and digits of a title too."""
    if not word.isascii():
        return _holds(Record.title, word) | _holds(Record.author, word)
    key, number = word.lower(), normalise(word)
    ways = [Record.author.contains(word), _begins(fn.UPPER(Record.call_number), word.upper())]
    if number[:1].isdigit():
        ways.append(_begins(Record.isbn, number))
    if not key.isalnum() or len(key) < SHORTEST_INSIDE:
        ways.append(Record.title.contains(word))
    for field in (Record.pinyin, Record.initials):
        ways.append(_holds(field, key) if len(key) >= SHORTEST_INSIDE else _begins(field, key))
    return reduce(or_, ways)


def _holds(field: Field, text: str) -> Expression:
    """Letter by letter: several times as fast as LIKE, which folds the case of both sides for each row."""
    place = fn.STRPOS if isinstance(field.model._meta.database, PostgresqlDatabase) else fn.INSTR
    return place(field, text) > 0


def _begins(field: Field | Function, text: str) -> Expression:
    return fn.SUBSTR(field, 1, len(text)) == text


def _rank(word: str) -> Case:
    key = word.lower()
    begins = [_begins(Record.title, word), _begins(Record.initials, key), _begins(Record.pinyin, key)]
    named = [_begins(Record.isbn, normalise(word)), _begins(fn.UPPER(Record.call_number), word.upper())]
    return Case(None, ((reduce(or_, begins + named), 0), (_holds(Record.title, word), 1)), 2)


def _copies(records: Iterable[UUID], due_day: DueDay) -> Mapping[UUID, tuple[int, date | None]]:
    """Copies on the shelf, and the earliest day on which one of those that are out has to be back."""
    rows = (
        Item.select(Item.record, Item.state, Loan.due_on, Loan.lent_at, SchoolClass.name)
        .join(Loan, JOIN.LEFT_OUTER, on=(Loan.item == Item.id) & Loan.returned_at.is_null())
        .join(Patron, JOIN.LEFT_OUTER)
        .join(SchoolClass, JOIN.LEFT_OUTER)
        .where(Item.record.in_(records))
    )
    free: Counter[UUID] = Counter()
    back: dict[UUID, date] = {}
    for record, state, due_on, lent_at, class_name in tuples(rows):
        free[record] += state == ItemState.AVAILABLE
        if due_on is not None:
            day = due_day(_as_date(due_on), lent_at, class_name or "")
            back[record] = min(day, back.get(record, day))
    return {record: (count, back.get(record)) for record, count in free.items()}


def _as_date(value: date | str) -> date:
    """SQLite gives a joined date as the text that it is."""
    return date.fromisoformat(value) if isinstance(value, str) else value

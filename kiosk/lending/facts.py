"""Load the facts that the by-law judges. peewee writes each statement once; lending then only binds and runs it.

The plain model path costs three to five times as much a loan, which a slow terminal's children would feel."""

from collections.abc import Sequence
from datetime import date
from functools import lru_cache
from typing import Any, overload
from uuid import UUID

from peewee import JOIN, Database, Query, fn

from db.models import Hold, Item, Loan, Patron, Record, SchoolClass, Setting
from db.rows import driver_of
from db.settings import BYLAW_VERSION
from kiosk.circulation import model
from kiosk.lending.due import IS_OPEN


@lru_cache(maxsize=8192)
def as_uuid(value: UUID | str) -> UUID:
    """PostgreSQL hands out UUIDs, SQLite their hex text. The same few rows come again and again in a recess."""
    return value if isinstance(value, UUID) else UUID(value)


@overload
def as_date(value: date | str) -> date: ...
@overload
def as_date(value: date | str | None) -> date | None: ...
def as_date(value: date | str | None) -> date | None:
    return date.fromisoformat(value) if isinstance(value, str) else value


def sql_of(query: Query) -> str:
    """The statement alone; the caller binds the parameters in the order in which they stand in the query."""
    sql: str = query.sql()[0]
    return sql


_PATRON = (
    Patron.id,
    Patron.number,
    Patron.name,
    Patron.category,
    SchoolClass.name,
    SchoolClass.grade,
    SchoolClass.division,
    Patron.blocked,
    Patron.card_lost,
    Patron.owes_compensation,
    SchoolClass.trained,
    Patron.expires_on,
    Patron.loan_limit,
    Patron.card_issue,
)
_RECORD = (Record.id, Record.isbn, Record.title, Record.call_number, Record.shelf, Record.item_type)
_LOAN = (
    Loan.id,
    Loan.patron,
    Loan.item,
    Loan.record,
    Record.title,
    Record.item_type,
    Loan.lent_at,
    Loan.due_on,
    Loan.renewals,
    Loan.in_library,
)


# A row as the driver gives it.
Row = Sequence[Any]


def _patron(row: Row) -> model.PatronFacts:
    return model.PatronFacts(
        id=as_uuid(row[0]),
        number=row[1],
        name=row[2],
        category=row[3],
        class_name=row[4] or "",
        grade=row[5] or 0,
        division=row[6] or "",
        blocked=bool(row[7]),
        card_lost=bool(row[8]),
        owes_compensation=bool(row[9]),
        class_trained=row[10] is None or bool(row[10]),
        expires_on=as_date(row[11]),
        loan_limit=row[12],
        card_issue=row[13],
    )


def _record(row: Row) -> model.RecordFacts:
    return model.RecordFacts(as_uuid(row[0]), *row[1:6])


def _loan(row: Row) -> model.LoanFacts:
    return model.LoanFacts(
        id=as_uuid(row[0]),
        patron=as_uuid(row[1]),
        item=as_uuid(row[2]),
        record=as_uuid(row[3]),
        title=row[4],
        item_type=row[5],
        lent_at=row[6],
        due_on=as_date(row[7]),
        renewals=row[8],
        in_library=bool(row[9]),
    )


class FactLoader:
    """Reads through one database handle; every method is one statement."""

    def __init__(self, db: Database) -> None:
        self._db = db
        nothing = UUID(int=0)
        version = Setting.select(Setting.value).where(Setting.key == "")
        waiting = Hold.select(fn.COUNT(Hold.id)).where(Hold.record == nothing, Hold.closed_at.is_null())
        patrons = Patron.select(*_PATRON).join(SchoolClass, JOIN.LEFT_OUTER)
        items = Item.select(Item.id, Item.label, Item.state, *_RECORD).join(Record)
        loans = Loan.select(*_LOAN).join(Record, on=(Loan.record == Record.id)).where(IS_OPEN)
        self._patron_by_number = sql_of(patrons.where(Patron.number == "", Patron.left == False))  # noqa: E712
        self._patron_now = sql_of(
            Patron.select(*_PATRON, version).join(SchoolClass, JOIN.LEFT_OUTER).where(Patron.id == nothing)
        )
        self._item_by_label = sql_of(items.where(Item.label == ""))
        self._item_by_id = sql_of(items.where(Item.id == nothing))
        self._record_by_isbn = sql_of(Record.select(*_RECORD).where(Record.isbn == ""))
        self._copies = sql_of(
            Item.select(Item.id, Item.label, Item.state, waiting).where(Item.record == nothing).order_by(Item.id)
        )
        self._loans_of_patron = sql_of(loans.where(Loan.patron == nothing).order_by(Loan.due_on, Loan.id))
        self._everybody = sql_of(
            patrons.where(Patron.left == False).order_by(SchoolClass.grade, SchoolClass.name, Patron.number)  # noqa: E712
        )
        self._open_loans = sql_of(loans.order_by(Loan.due_on, Loan.id))
        self._loans_of_record = sql_of(loans.where(Loan.record == nothing).order_by(Loan.due_on, Loan.id))
        self._loan_of_item = sql_of(loans.where(Loan.item == nothing))
        self._loan_by_id = sql_of(
            Loan.select(*_LOAN).join(Record, on=(Loan.record == Record.id)).where(Loan.id == nothing)
        )
        self._holds = sql_of(
            Hold.select(Hold.patron)
            .where(Hold.record == nothing, Hold.closed_at.is_null())
            .order_by(Hold.placed_at, Hold.id)
        )

    def _rows(self, sql: str, *parameters: object) -> list[Row]:
        # The driver's own execute: peewee's bookkeeping would double the cost of these small look-ups.
        rows: list[Row] = driver_of(self._db).execute(sql, parameters).fetchall()
        return rows

    def patron(self, number: str) -> model.PatronFacts | None:
        rows = self._rows(self._patron_by_number, number, False)
        return _patron(rows[0]) if rows else None

    def patron_by_id(self, patron: UUID) -> model.PatronFacts:
        """Raises IndexError when there is none: ids come from rows, never from people."""
        return self.patron_now(patron)[0]

    def patron_now(self, patron: UUID) -> tuple[model.PatronFacts, str]:
        """The patron, and the version of the by-law that holds now."""
        row = self._rows(self._patron_now, BYLAW_VERSION, patron.hex)[0]
        return _patron(row), row[-1] or ""

    def item(self, label: str) -> model.ItemFacts | None:
        rows = self._rows(self._item_by_label, label)
        return self._item(rows[0]) if rows else None

    def item_by_id(self, item: UUID) -> model.ItemFacts:
        return self._item(self._rows(self._item_by_id, item.hex)[0])

    @staticmethod
    def _item(row: Row) -> model.ItemFacts:
        return model.ItemFacts(as_uuid(row[0]), row[1], model.ItemState(row[2]), _record(row[3:]))

    def record(self, isbn: str) -> model.RecordFacts | None:
        rows = self._rows(self._record_by_isbn, isbn)
        return _record(rows[0]) if rows else None

    def copies(self, record: model.RecordFacts) -> list[model.ItemFacts]:
        return self.copies_and_holds(record)[0]

    def copies_and_holds(self, record: model.RecordFacts) -> tuple[list[model.ItemFacts], int]:
        """Every copy of the title, and how many patrons wait for it."""
        rows = self._rows(self._copies, record.id.hex, record.id.hex)
        holds = rows[0][3] if rows else 0
        return [model.ItemFacts(as_uuid(row[0]), row[1], model.ItemState(row[2]), record) for row in rows], holds

    def loans_of_patron(self, patron: UUID) -> tuple[model.LoanFacts, ...]:
        return tuple(_loan(row) for row in self._rows(self._loans_of_patron, patron.hex))

    def everybody(self) -> list[model.PatronFacts]:
        """All who have not left, class by class."""
        return [_patron(row) for row in self._rows(self._everybody, False)]

    def open_loans(self) -> list[model.LoanFacts]:
        """Of everybody, the earliest due first."""
        return [_loan(row) for row in self._rows(self._open_loans)]

    def loans_of_record(self, record: UUID) -> tuple[model.LoanFacts, ...]:
        return tuple(_loan(row) for row in self._rows(self._loans_of_record, record.hex))

    def loan_of_item(self, item: UUID) -> model.LoanFacts | None:
        rows = self._rows(self._loan_of_item, item.hex)
        return _loan(rows[0]) if rows else None

    def loan(self, loan: UUID) -> model.LoanFacts:
        return _loan(self._rows(self._loan_by_id, loan.hex)[0])

    def waiting_patrons(self, record: UUID) -> list[UUID]:
        """Who holds the title, the longest waiting first."""
        return [as_uuid(row[0]) for row in self._rows(self._holds, record.hex)]

"""Loans, holds, and the policies they follow."""

from peewee import SQL, BigIntegerField, BooleanField, CharField, DateField, ForeignKeyField, IntegerField, UUIDField

from db.models.base import Identified
from db.models.catalog import Item, Record
from db.models.patrons import Patron


class Loan(Identified):
    """Times are milliseconds since 1970 in UTC. ended_as: returned, undone, relent; empty while open.

    Overdue is computed from due_on, never stored."""

    patron = ForeignKeyField(Patron, backref="loans", on_delete="RESTRICT")
    item = ForeignKeyField(Item, backref="loans", on_delete="RESTRICT")
    record = ForeignKeyField(Record, on_delete="RESTRICT")
    lent_at = BigIntegerField(index=True)
    due_on = DateField()
    renewals = IntegerField(default=0)
    in_library = BooleanField(default=False)
    returned_at = BigIntegerField(null=True, index=True)
    ended_as = CharField(default="")


# One open loan an item: the database itself holds it, whatever process asks.
Loan.add_index(Loan.index(Loan.item, name="loan_open_item", unique=True, where=SQL("returned_at IS NULL")))
Loan.add_index(Loan.index(Loan.patron, name="loan_open_patron", where=SQL("returned_at IS NULL")))
Loan.add_index(Loan.index(Loan.record, name="loan_open_record", where=SQL("returned_at IS NULL")))


class Hold(Identified):
    """A patron waits for a title; item is set once a copy lies on the hold shelf for them."""

    record = ForeignKeyField(Record, on_delete="RESTRICT")
    patron = ForeignKeyField(Patron, on_delete="RESTRICT")
    item = UUIDField(null=True)
    placed_at = BigIntegerField()
    closed_at = BigIntegerField(null=True)


class Policy(Identified):
    """How many, how long, for whom. Empty category or item_type: any. overdue_block_count: refuse from so many
    late books on; overdue_block_days: refuse when one is later than so many days; None: never."""

    category = CharField(default="")
    item_type = CharField(default="")
    max_loans = IntegerField()
    days = IntegerField()
    renewals = IntegerField(default=1)
    overdue_block_count = IntegerField(null=True)
    overdue_block_days = IntegerField(null=True)
    lendable = BooleanField(default=True)
    in_library = BooleanField(default=True)
    rota_exempt = BooleanField(default=False)
    valid_from = DateField(null=True)
    valid_to = DateField(null=True)

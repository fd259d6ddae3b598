"""Titles, the volumes that carry them, and the batches in which these came."""

from uuid import UUID

from peewee import CharField, DateField, ForeignKeyField, IntegerField, TextField

from db.models.base import Identified


class Record(Identified):
    """A title. isbn: thirteen digits, or whatever short number the school gave a book without one.

    pinyin, initials: of the title, lower case, made at import, for search without a Chinese keyboard."""

    isbn = CharField(unique=True)
    title = TextField()
    author = TextField(default="")
    publisher = TextField(default="")
    published = CharField(default="")
    pages = CharField(default="")
    price = CharField(default="")
    subject = TextField(default="")
    series = TextField(default="")
    call_number = CharField(default="", index=True)
    shelf = CharField(default="")
    item_type = CharField(default="book")
    pinyin = TextField(default="")
    initials = CharField(default="", index=True)


class Batch(Identified):
    """A line of the summary register (总括登记). number: the school's own, such as 2026-03.

    source: purchase, gift, transfer, other. copies, value: as the voucher says, in fen; None where it says nothing."""

    number = CharField(unique=True)
    received_on = DateField()
    source = CharField(default="purchase")
    supplier = TextField(default="")
    voucher = CharField(default="")
    copies = IntegerField(null=True)
    value = IntegerField(null=True)
    note = TextField(default="")


class Item(Identified):
    """One physical volume. label: its own barcode; None for a copy known only by the ISBN on its cover.

    state: available, on_loan, in_repair, missing, lost, withdrawn. accession_no: its number in the accession register
    (个别登记号), None while it stands in none. The office sees that no two are alike; the database does not, because a
    kiosk draws rows one after the other and two may change places. price: paid for this copy, in fen."""

    record_id: UUID
    record = ForeignKeyField(Record, backref="items", on_delete="RESTRICT")
    label = CharField(null=True, unique=True)
    state = CharField(default="available", index=True)
    accession_no = CharField(null=True, index=True)
    acquired_on = DateField(null=True)
    price = IntegerField(null=True)
    batch = ForeignKeyField(Batch, null=True, backref="items", on_delete="RESTRICT")

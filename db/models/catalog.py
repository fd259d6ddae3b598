"""Titles and the volumes that carry them."""

from peewee import CharField, ForeignKeyField, TextField

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
    call_number = CharField(default="", index=True)
    shelf = CharField(default="")
    item_type = CharField(default="book")
    pinyin = TextField(default="")
    initials = CharField(default="", index=True)


class Item(Identified):
    """One physical volume. label: its own barcode; None for a copy known only by the ISBN on its cover.

    state: available, on_loan, in_repair, missing, lost, withdrawn."""

    record = ForeignKeyField(Record, backref="items", on_delete="RESTRICT")
    label = CharField(null=True, unique=True)
    state = CharField(default="available", index=True)

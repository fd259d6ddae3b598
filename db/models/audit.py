"""What staff have changed: who, when, before and after."""

from peewee import BigIntegerField, CharField, ForeignKeyField, TextField, UUIDField

from db.models.base import Identified


class Audit(Identified):
    """One deed of a member of staff. at: ms since 1970, UTC; deed: the code of its sentence, facts: JSON, what that
    says; undoes: the entry that this one took back. place: where it was done: at a station or on the command line."""

    at = BigIntegerField(index=True)
    staff = UUIDField(null=True)
    place = CharField(default="station")
    deed = CharField()
    facts = TextField(default="{}")
    undoes = UUIDField(null=True, unique=True)


class AuditRow(Identified):
    """One row that a deed has changed, in the order of its identities. entity: the table; row: its primary key.

    before, after: JSON of the columns that differ, of all columns where the row was made or deleted; empty for a row
    that was not there."""

    audit = ForeignKeyField(Audit, backref="rows", on_delete="CASCADE")
    entity = CharField()
    row = CharField()
    before = TextField(default="")
    after = TextField(default="")

    class Meta:
        indexes = ((("entity", "row"), False),)

"""Who may do more than borrow."""

from peewee import BigIntegerField, BooleanField, CharField, ForeignKeyField, IntegerField

from db.models.base import Identified, Table


class Staff(Identified):
    """role: librarian or helper. card: what their staff or helper card carries. pin_hash: argon2, empty: no PIN."""

    name = CharField()
    role = CharField()
    card = CharField(null=True, unique=True)
    pin_hash = CharField(default="")
    active = BooleanField(default=True)


class PinThrottle(Table):
    """Wrong PINs in a row on this station; kept here, never synced. locked_until: ms since 1970, UTC."""

    staff = ForeignKeyField(Staff, primary_key=True, on_delete="CASCADE")
    failures = IntegerField(default=0)
    locked_until = BigIntegerField(default=0)

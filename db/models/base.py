"""What every table shares."""

import uuid

import uuid_utils
from peewee import DatabaseProxy, Model, UUIDField

database = DatabaseProxy()


def new_id() -> uuid.UUID:
    """UUIDv7: grows with time, so that new rows lie together in the index."""
    return uuid.UUID(int=uuid_utils.uuid7().int)


class Table(Model):
    class Meta:
        database = database
        legacy_table_names = False


class Identified(Table):
    """A row known by an identity that the station makes itself, the same on every kiosk and at the centre."""

    id = UUIDField(primary_key=True, default=new_id)

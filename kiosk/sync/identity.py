"""Who this station is among the others: a name that it makes itself, and an epoch that grows when it is restored."""

import secrets
from typing import NamedTuple

from peewee import Database

from db.models import Setting
from db.settings import get_setting, put_setting

NAME, EPOCH = "kiosk_name", "kiosk_epoch"
LETTERS = "abcdefghjkmnpqrstuvwxyz23456789"


class Identity(NamedTuple):
    """kiosk: `k-` and six letters. epoch: from 1."""

    kiosk: str
    epoch: int


def identity(db: Database) -> Identity:
    """This database's own; made when it has none yet."""
    name, epoch = get_setting(NAME), get_setting(EPOCH)
    if name and epoch:
        return Identity(name, int(epoch))
    with db.atomic():
        made = "k-" + "".join(secrets.choice(LETTERS) for _ in range(6))
        Setting.insert(key=NAME, value=made).on_conflict_ignore().execute()
        Setting.insert(key=EPOCH, value="1").on_conflict_ignore().execute()
        return Identity(get_setting(NAME), int(get_setting(EPOCH)))


def begin_epoch(db: Database) -> Identity:
    """The next epoch, for a database restored from a copy: what it now writes is not what the lost one wrote.

    Open JournalWriters keep the epoch that they were made with."""
    with db.atomic():
        me = identity(db)
        put_setting(EPOCH, str(me.epoch + 1))
        return identity(db)

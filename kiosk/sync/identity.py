"""Who this station is among the others: a name that it makes itself, and an epoch that grows when it is restored."""

import secrets
from typing import NamedTuple

from peewee import Database

from db.models import Position, Setting
from db.settings import get_setting, put_setting

NAME, EPOCH = "kiosk_name", "kiosk_epoch"
LETTERS = "abcdefghjkmnpqrstuvwxyz23456789"
# Two stations that start from copies of one disk must not come to the same epoch, so it grows by a random step; below
# 2**31 there is room for 500 restorations at least.
LARGEST_STEP = 2**22


class Identity(NamedTuple):
    """kiosk: `k-` and six letters. epoch: from 1; a later one is larger."""

    kiosk: str
    epoch: int


def identity(db: Database, name: str = "") -> Identity:
    """This database's own; made when it has none yet. name: what it was called before its database was lost."""
    known, epoch = get_setting(NAME), get_setting(EPOCH)
    if known and epoch:
        return Identity(known, int(epoch))
    with db.atomic():
        made = name or "k-" + "".join(secrets.choice(LETTERS) for _ in range(6))
        Setting.insert(key=NAME, value=made).on_conflict_ignore().execute()
        Setting.insert(key=EPOCH, value="1").on_conflict_ignore().execute()
        return Identity(get_setting(NAME), int(get_setting(EPOCH)))


def begin_epoch(db: Database, after: int = 0) -> Identity:
    """A later epoch, for a database restored from a copy: what it now writes is not what the lost one wrote.

    after: an epoch that is known to have been used, besides the database's own. A JournalWriter that is open must be
    told by its `begin`."""
    with db.atomic():
        me = identity(db)
        begun = Identity(me.kiosk, max(me.epoch, after) + 1 + secrets.randbelow(LARGEST_STEP))
        put_setting(EPOCH, str(begun.epoch))
        Position.insert(kiosk=begun.kiosk, epoch=begun.epoch).on_conflict_ignore().execute()
        return begun

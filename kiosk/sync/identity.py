"""Who this station is among the others: a name that it makes itself, and an epoch that grows when it is restored."""

import secrets

from peewee import Database

from db.models import Setting
from db.settings import get_setting, put_setting

NAME, EPOCH = "kiosk_name", "kiosk_epoch"
LETTERS = "abcdefghjkmnpqrstuvwxyz23456789"


def identity(db: Database) -> tuple[str, int]:
    """The kiosk's name, `k-` and six letters, and its epoch; made in a database that has none yet."""
    with db.atomic():
        made = "k-" + "".join(secrets.choice(LETTERS) for _ in range(6))
        Setting.insert(key=NAME, value=made).on_conflict_ignore().execute()
        Setting.insert(key=EPOCH, value="1").on_conflict_ignore().execute()
        return get_setting(NAME), int(get_setting(EPOCH))


def begin_epoch(db: Database) -> int:
    """The next epoch, for a database restored from a copy: what it now writes is not what the lost one wrote.

    Open JournalWriters keep the epoch that they were made with."""
    with db.atomic():
        _, epoch = identity(db)
        put_setting(EPOCH, str(epoch + 1))
        return epoch + 1

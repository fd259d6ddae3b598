"""Whether what is recorded here is kept well: room on the disk, and a copy that was looked at."""

import shutil
from datetime import datetime
from pathlib import Path

from peewee import SqliteDatabase

from kiosk.backup.outcome import last_outcome
from kiosk.lending.desk import Desk
from kiosk.office.today.views import Keeping
from kiosk.sync.board import BACKUP_OLD, LEAST_FREE_MB

A_MEGABYTE = 1_000_000


def keeping(desk: Desk, at: datetime) -> Keeping:
    outcome = last_outcome()
    copied = desk.local(outcome.success.at) if outcome.success else None
    free = _free_mb(desk)
    return Keeping(
        free_mb=free,
        disk_low=free is not None and free < LEAST_FREE_MB,
        backup_at=copied,
        backup_old=copied is None or at - copied > BACKUP_OLD,
        backup_why=outcome.failure.why if outcome.failure else "",
    )


def _free_mb(desk: Desk) -> int | None:
    """None where a server keeps the database, or the disk does not answer."""
    if not isinstance(desk.db, SqliteDatabase) or desk.db.database == ":memory:":
        return None
    try:
        return shutil.disk_usage(Path(desk.db.database).absolute().parent).free // A_MEGABYTE
    except OSError:
        return None

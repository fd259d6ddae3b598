"""What a station says of itself with each call: numbers, no names."""

import shutil
from pathlib import Path

from peewee import Database

from kiosk import VERSION
from kiosk.sync.identity import identity
from kiosk.sync.outbox import oldest_waiting


def station_health(db: Database, folder: Path, clock_ahead_ms: int | None) -> dict[str, int | str]:
    """oldest: when the first event happened that the centre has not, ms since 1970, UTC; left out when there is none.

    folder: on the disk that fills up; clock_ahead_ms: as the last call showed it."""
    facts: dict[str, int | str | None] = {
        "oldest": oldest_waiting(identity(db)),
        "free_mb": shutil.disk_usage(folder).free // 1_000_000,
        "clock_ahead_ms": clock_ahead_ms,
        "version": VERSION,
    }
    return {name: value for name, value in facts.items() if value is not None}

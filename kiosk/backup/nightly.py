"""The backup of every evening: when it is due, and a thread that has it made by a process of its own."""

import logging
import os
import subprocess
import sys
import threading
from collections.abc import Callable, Mapping
from datetime import datetime, time, timedelta
from pathlib import Path

from peewee import Database, PeeweeException

from kiosk.backup.outcome import Failure, last_outcome, note_failure
from kiosk.backup.words import WhyNoBackup
from kiosk.clock import Clock, from_ms, to_ms

log = logging.getLogger(__name__)

# s between two looks at the clock; a computer that slept through the hour is soon noticed.
LOOK_S = 30.0
TRY_AGAIN = timedelta(minutes=10)
# Where a process finds the database's address: in its arguments everybody could read a password.
DATABASE = "STATION_DB"


def due(now: datetime, at: time, succeeded: datetime | None, tried: datetime | None) -> bool:
    """Whether a backup should be made now: the last one is from before the hour that passed last, and the last try is
    long enough ago. A station that was switched off at the hour makes up for it."""
    hour = now.replace(hour=at.hour, minute=at.minute, second=0, microsecond=0)
    last_hour = hour if hour <= now else hour - timedelta(days=1)
    if succeeded is not None and succeeded >= last_hour:
        return False
    return tried is None or now - tried >= TRY_AGAIN


def backup_command(folder: Path) -> list[str]:
    return [sys.executable, "-m", "kiosk", "backup", "--to", str(folder), "--gently", "--prune"]


def in_a_process(command: list[str], database: str) -> int:
    """Its exit code. Not in a thread: comparing a journal is minutes of Python, and a child would wait for it."""
    environment: Mapping = {**os.environ, DATABASE: database}
    return subprocess.run(command, env=environment, stdin=subprocess.DEVNULL, check=False).returncode


class Nightly:
    """Runs until stopped, whatever fails; lending never waits for it."""

    def __init__(self, db: Database, clock: Clock, at: time, make: Callable[[], int], look_s: float = LOOK_S) -> None:
        """make: makes the backup, which notes what came of it, and returns 0 when it counts."""
        self._db = db
        self._clock = clock
        self._at = at
        self._make = make
        self._look_s = look_s
        self._tried: datetime | None = None
        self._stopped = threading.Event()
        self._thread = threading.Thread(target=self._run, name="backup", daemon=True)

    def start(self) -> None:
        self._thread.start()

    def stop(self) -> None:
        """A backup that is being made goes on by itself."""
        self._stopped.set()

    def _run(self) -> None:
        while not self._stopped.wait(self._look_s):
            try:
                self._look()
            except (PeeweeException, OSError) as fault:
                # Without the message: it may quote.
                log.error("the backup cannot be made: %s", type(fault).__name__)
            finally:
                self._db.close()

    def _look(self) -> None:
        now = self._clock()
        self._db.connect(reuse_if_open=True)
        before = last_outcome()
        succeeded = from_ms(before.success.at, now.tzinfo) if before.success else None
        if not due(now, self._at, succeeded, self._tried):
            return
        self._tried = now
        # The connection is not held while the process works.
        self._db.close()
        code = self._make()
        self._db.connect(reuse_if_open=True)
        if code and last_outcome().failure in (None, before.failure):
            note_failure(self._db, Failure(to_ms(now), WhyNoBackup.DATABASE.value, f"the backup ended with {code}"))

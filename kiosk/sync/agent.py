"""The kiosk's side of sync: one thread that tells the centre what happened here and draws what is new there."""

import logging
import random
import threading
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from time import monotonic

from peewee import Database, PeeweeException

from kiosk.clock import Clock, to_ms
from kiosk.sync.calling import CallFailed, Line, Why
from kiosk.sync.drawing import draw, feed_position
from kiosk.sync.identity import Identity, identity
from kiosk.sync.messages import Reply, upload_message
from kiosk.sync.outbox import acknowledge, next_batch, note_safe, waiting

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Pace:
    """Seconds. gather: how long after a loan the call waits for the next one; idle: between calls when nothing
    happens; first_retry, last_retry: the pause after a failure is a random part of a bound that doubles."""

    gather: float = 1.5
    idle: float = 30.0
    first_retry: float = 1.0
    last_retry: float = 60.0


@dataclass(frozen=True, slots=True)
class SyncStatus:
    """online: None before the first call has ended. waiting: events that the centre has not acknowledged.

    clock_ahead_ms: this kiosk's clock less the centre's, as the last call showed it."""

    online: bool | None = None
    waiting: int = 0
    last_contact: datetime | None = None
    why: Why | None = None
    clock_ahead_ms: int | None = None


class SyncAgent:
    """Runs until stopped, whatever fails. Lending never waits for it: its connection is its own."""

    def __init__(
        self,
        db: Database,
        centre_url: str,
        token: str,
        clock: Clock,
        *,
        ca_file: Path | None = None,
        pace: Pace | None = None,
        health: Callable[[], Mapping] = dict,
    ) -> None:
        """db: as db.connection.open_database gave it, to a file or server (not `:memory:`); the agent's thread opens
        a connection of its own. health: what to tell the centre of this station, small and without names."""
        self._db = db
        self._line = Line(centre_url, token, ca_file)
        self._clock = clock
        self._pace = pace or Pace()
        self._health = health
        self._status = SyncStatus()
        self._woken = threading.Event()
        self._at_once = threading.Event()
        self._stopped = threading.Event()
        self._thread = threading.Thread(target=self._run, name="sync", daemon=True)

    def start(self) -> None:
        self._thread.start()

    def stop(self, timeout: float = 5.0) -> None:
        """Asks the thread to end; a call that is under way may outlast `timeout` seconds."""
        self._stopped.set()
        self.wake(at_once=True)
        if self._thread.is_alive():
            self._thread.join(timeout)

    def wake(self, *, at_once: bool = False) -> None:
        """Something was committed. at_once: call now, even in the pause after a failure (a person asks)."""
        if at_once:
            self._at_once.set()
        self._woken.set()

    def status(self) -> SyncStatus:
        """From any thread."""
        return self._status

    def _run(self) -> None:
        failures = 0
        try:
            while not self._stopped.is_set():
                failures = 0 if self._round() else failures + 1
                self._pause(failures)
        finally:
            self._line.close()
            self._db.close()

    def _pause(self, failures: int) -> None:
        pace = self._pace
        if not failures:
            self._woken.wait(pace.idle)
            if self._woken.is_set():
                self._at_once.wait(pace.gather)
        else:
            bound = min(pace.last_retry, pace.first_retry * 2 ** min(failures - 1, 16))
            until = monotonic() + random.uniform(0, bound)
            while not self._at_once.is_set() and (left := until - monotonic()) > 0:
                if self._woken.wait(left) and not self._at_once.is_set():
                    self._woken.clear()
                    self._status = replace(self._status, waiting=self._waiting())
        # Before the call reads the journal: a loan committed from here on wakes the thread again.
        self._woken.clear()
        self._at_once.clear()

    def _round(self) -> bool:
        """Tell and draw until both sides know everything; whether that was reached."""
        try:
            self._db.connect(reuse_if_open=True)
            me = identity(self._db)
            while not self._stopped.is_set() and self._exchange(me):
                pass
        except CallFailed as failed:
            self._failed(failed.why)
            return False
        except PeeweeException as fault:
            log.error("the station's database fails in sync: %s", type(fault).__name__)
            self._failed(Why.DATABASE)
            self._db.close()
            return False
        except Exception as fault:
            # A thread that died would leave the school's kiosks apart in silence. Without the message: it may quote.
            log.error("sync fails: %s", type(fault).__name__)
            self._failed(Why.FAULT)
            return False
        return True

    def _exchange(self, me: Identity) -> bool:
        """One call; whether another is needed at once."""
        batch = next_batch(me)
        sent_at = to_ms(self._clock())
        untold = waiting(me)
        health = {**self._health(), "waiting": untold}
        # A backlog goes up first: most of what is new at the centre is then this kiosk's own, and comes once.
        is_last = untold == len(batch.events)
        message = upload_message(
            me.kiosk,
            batch.epoch,
            batch.first,
            batch.events,
            feed_position(),
            health,
            sent_at,
            is_last,
            pruned=batch.pruned,
        )
        reply = self._line.call(message)
        # First what the centre has: what it says about those loans is then news, not old.
        progress = acknowledge(self._db, me, batch.epoch, reply.have)
        note_safe(self._db, me, reply.safe)
        drawn = draw(self._db, me, reply)
        self._succeeded(me, reply, sent_at)
        if batch.events and not progress and not reply.changes:
            # The centre has taken nothing and said no reason: as after a failure, later.
            raise CallFailed(Why.BUSY)
        return not drawn or reply.more or waiting(me) > 0

    def _succeeded(self, me: Identity, reply: Reply, sent_at: int) -> None:
        now = self._clock()
        ahead = (sent_at + to_ms(now)) // 2 - reply.now
        self._status = SyncStatus(True, waiting(me), now, Why.OK, ahead)

    def _failed(self, why: Why) -> None:
        self._status = replace(self._status, online=False, why=why, waiting=self._waiting())

    def _waiting(self) -> int:
        try:
            self._db.connect(reuse_if_open=True)
            return waiting(identity(self._db))
        except PeeweeException:
            self._db.close()
            return self._status.waiting

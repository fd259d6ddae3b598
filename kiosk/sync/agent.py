"""The kiosk's side of sync: one thread that tells the centre what happened here and draws what is new there."""

import logging
import random
import threading
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from time import monotonic
from typing import Any

from peewee import Database, PeeweeException

from kiosk.clock import Clock, Steady, to_ms
from kiosk.sync.calling import CallPatience, CentreLine
from kiosk.sync.clocks import CentreClock
from kiosk.sync.columns import columns_of
from kiosk.sync.credentials import Credentials
from kiosk.sync.feed_apply import draw, feed_position
from kiosk.sync.identity import Identity, begin_epoch, identity
from kiosk.sync.messages import Reply, in_columns, upload_message
from kiosk.sync.outbox import (
    OutgoingBatch,
    acknowledge,
    acknowledge_held,
    check_outs_named,
    last_seq,
    next_batch,
    note_safe,
    waiting,
)
from kiosk.sync.why import UNREACHED, CallFailed, WhyAway

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class SyncPace:
    """Seconds. gather: how long after a loan the call waits for the next one; idle: between calls when nothing
    happens; first_retry, last_retry: the pause after a failure is a random part of a bound that doubles.

    unreached: that bound's limit while nobody is reached: the call itself finds out when the network is back."""

    gather: float = 1.5
    idle: float = 30.0
    first_retry: float = 1.0
    last_retry: float = 60.0
    unreached: float = 5.0

    def after(self, failed: CallFailed, failures: int, luck: float) -> float:
        """Seconds until the next call, after so many failures in a row; never sooner than the centre asks for.

        luck: 0..1, drawn anew each time, so that the stations of a school do not come back all at once."""
        limit = min(self.unreached, self.last_retry) if failed.why in UNREACHED else self.last_retry
        doubled: float = self.first_retry * 2 ** min(failures - 1, 16)
        return failed.wait + luck * min(limit, doubled)


@dataclass(frozen=True, slots=True)
class SyncStatus:
    """online: None before the first call has ended. waiting: events that the centre has not acknowledged.

    clock_ahead_ms: this kiosk's clock less the centre's, as the last call showed it."""

    online: bool | None = None
    waiting: int = 0
    last_contact: datetime | None = None
    why: WhyAway | None = None
    clock_ahead_ms: int | None = None


class SyncAgent:
    """Runs until stopped, whatever fails. Lending never waits for it: its connection is its own."""

    # From so many events on a call tells them in columns. For fewer that saves little, and the centre would have to
    # look up for each call what they leave out.
    columns_from = 16

    def __init__(
        self,
        db: Database,
        credentials: Credentials,
        clock: Clock,
        *,
        pace: SyncPace | None = None,
        patience: CallPatience | None = None,
        health: Callable[[], Mapping[str, object]] = dict,
        steady: Callable[[], Steady] | None = None,
    ) -> None:
        """db: as db.connection.open_database gave it, to a file or server (not `:memory:`); the agent's thread opens
        a connection of its own. health: what to tell the centre of this station, small and without names.
        steady: runs on when the clock is set, and finds that out."""
        self._db = db
        # Told when this station begins an epoch, in the thread of sync.
        self.on_epoch: Callable[[Identity], object] = lambda me: None
        self._line = CentreLine(credentials, patience)
        self._clock = clock
        self._centre_clock = CentreClock(clock, steady)
        self._pace = pace or SyncPace()
        self._health = health
        self._status = SyncStatus()
        self._plainly = False
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
                failed = self._round()
                failures = failures + 1 if failed else 0
                self._pause(self._pace.after(failed, failures, random.random()) if failed else None)
        finally:
            self._line.close()
            self._db.close()

    def _pause(self, seconds: float | None) -> None:
        """seconds: after a failure; None after a call that went well."""
        pace = self._pace
        if seconds is None:
            self._woken.wait(pace.idle)
            if self._woken.is_set():
                self._at_once.wait(pace.gather)
        else:
            until = monotonic() + seconds
            while not self._at_once.is_set() and (left := until - monotonic()) > 0:
                if self._woken.wait(left) and not self._at_once.is_set():
                    self._woken.clear()
                    self._status = replace(self._status, waiting=self._waiting())
        # Before the call reads the journal: a loan committed from here on wakes the thread again.
        self._woken.clear()
        self._at_once.clear()

    def _round(self) -> CallFailed | None:
        """Tell and draw until both sides know everything, or something fails."""
        try:
            self._db.connect(reuse_if_open=True)
            while not self._stopped.is_set() and self._exchange(identity(self._db)):
                pass
        except CallFailed as failed:
            self._failed(failed.why)
            return failed
        except PeeweeException as fault:
            log.error("the station's database fails in sync: %s", type(fault).__name__)
            self._failed(WhyAway.DATABASE)
            self._db.close()
            return CallFailed(WhyAway.DATABASE)
        except Exception as fault:
            # A thread that died would leave the school's kiosks apart in silence. Without the message: it may quote.
            log.error("sync fails: %s", type(fault).__name__)
            self._failed(WhyAway.FAULT)
            return CallFailed(WhyAway.FAULT)
        return None

    def _exchange(self, me: Identity) -> bool:
        """One call; whether another is needed at once."""
        batch = next_batch(me, self._centre_clock.stepped)
        ahead = self._centre_clock.ahead()
        if ahead is None:
            # The first call only asks for the time: what is told then finds its true place.
            batch = replace(batch, events=())
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
            ahead,
            batch.pruned,
        )
        columns = self._columns(me, batch)
        reply = self._line.call(message if columns is None else in_columns(message, columns))
        self._plainly = reply.plain
        if batch.epoch == me.epoch and reply.have > last_seq(me, me.epoch):
            # It knows of events that are not in this journal: this station's disk was put back from an image.
            log.warning("the centre has events of this station that it has lost: a new epoch begins")
            self.on_epoch(begin_epoch(self._db))
        # First what the centre has: what it says about those loans is then news, not old.
        progress = acknowledge(self._db, me, batch.epoch, reply.have)
        if reply.held is not None:
            acknowledge_held(self._db, me, reply.held)
        note_safe(self._db, me, reply.safe)
        drawn = draw(self._db, me, reply)
        self._succeeded(me, reply, sent_at)
        if batch.events or reply.changes:
            told = {"epoch": batch.epoch, "from": batch.first, "events": len(batch.events)}
            log.info("call", extra={"facts": told | {"have": reply.have, "changes": len(reply.changes)}})
        if reply.plain and columns is not None:
            return True
        if batch.events and not progress and not reply.changes:
            # The centre has taken nothing and said no reason: as after a failure, later.
            raise CallFailed(WhyAway.BUSY)
        return not drawn or reply.more or waiting(me) > 0

    def _columns(self, me: Identity, batch: OutgoingBatch) -> dict[str, Any] | None:
        """None for events that are better told as objects."""
        if self._plainly or len(batch.events) < self.columns_from:
            return None
        return columns_of(batch.events, check_outs_named(me, batch))

    def _succeeded(self, me: Identity, reply: Reply, sent_at: int) -> None:
        ahead = self._centre_clock.measured(sent_at, reply.now)
        self._status = SyncStatus(True, waiting(me), self._clock(), WhyAway.OK, ahead)

    def _failed(self, why: WhyAway) -> None:
        log.warning("call failed", extra={"facts": {"why": why.value}})
        self._status = replace(self._status, online=False, why=why, waiting=self._waiting())

    def _waiting(self) -> int:
        try:
            self._db.connect(reuse_if_open=True)
            return waiting(identity(self._db))
        except PeeweeException:
            self._db.close()
            return self._status.waiting

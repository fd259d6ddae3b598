"""Write what happened, in the transaction in which it happened."""

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from uuid import UUID

from peewee import Database, fn

from db.models import Journal, Setting, new_id
from db.rows import driver_of

COUNTER_BITS = 16
_encode = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode


class EventKind(StrEnum):
    """A journal says them; the centre keeps besides what it could not apply, under a kind of its own."""

    CHECK_OUT = "check_out"
    CHECK_IN = "check_in"
    RENEW = "renew"
    UNDO_CHECK_OUT = "undo_check_out"
    UNDO_CHECK_IN = "undo_check_in"
    UNDO_RENEW = "undo_renew"
    ITEM_STATE = "item_state"
    NOTICE = "notice"
    NOTICE_RESOLVED = "notice_resolved"
    NOTICE_REOPENED = "notice_reopened"
    REFUSED = "refused"


@dataclass(frozen=True, slots=True)
class Fact:
    """One thing that happened. at: ms since 1970, UTC. body: what the journal's columns do not hold."""

    kind: EventKind
    at: int
    loan: UUID | None = None
    item: UUID | None = None
    record: UUID | None = None
    patron: UUID | None = None
    staff: UUID | None = None
    body: Mapping[str, object] | None = None


def _hex(value: UUID | None) -> str | None:
    return None if value is None else value.hex


class JournalWriter:
    """Appends to the journal of one kiosk in one epoch. Its SQL is compiled once: lending waits for it.

    tail: epoch, seq and identity (32 hex digits) of what was last appended here."""

    def __init__(
        self,
        db: Database,
        kiosk: str,
        epoch: int,
        on_recorded: Callable[[], object] | None = None,
        steady: Callable[[], tuple[str, int]] | None = None,
    ) -> None:
        """on_recorded: called after each commit that has recorded something. steady: the name of this run of the
        program, and milliseconds that nobody can set back."""
        self._db = db
        self._on_recorded = on_recorded
        self._steady: Callable[[], tuple[str, int] | tuple[None, None]] = steady or (lambda: (None, None))
        self._kiosk = kiosk
        self._epoch = epoch
        self.tail: tuple[int, int, str] = (epoch, 0, "")
        row = Journal(id=new_id(), kiosk=kiosk, epoch=epoch, seq=0, hlc=0, at=0, kind="")
        self._insert = Journal.insert({field: getattr(row, field.name) for field in Journal._meta.sorted_fields}).sql()[
            0
        ]
        self._last = (
            Journal.select(Journal.seq, Journal.hlc)
            .where(Journal.kiosk == kiosk, Journal.epoch == epoch)
            .order_by(Journal.seq.desc())
            .limit(1)
            .sql()[0]
        )

        self._newest = Journal.select(fn.MAX(Journal.hlc)).where(Journal.kiosk == kiosk).sql()[0]

        # SQLite's write lock keeps others out; on PostgreSQL those who write the same journal wait here in turn.
        turn = Setting.select(Setting.value).where(Setting.key == "").for_update() if db.for_update else None
        self._wait_for_turn = turn.sql()[0] if turn is not None else None

    def begin(self, epoch: int) -> None:
        """What is appended from now on belongs to `epoch`; from any thread."""
        self._epoch = epoch

    def append(self, fact: Fact) -> UUID:
        """Inside the caller's transaction, which must already hold the write lock. Returns the event's identity."""
        driver = driver_of(self._db)
        if self._wait_for_turn:
            driver.execute(self._wait_for_turn, ("kiosk_name",))
        epoch = self._epoch
        last = driver.execute(self._last, (self._kiosk, epoch, 1)).fetchone()
        seq, hlc = last or (0, self._newest_hlc())
        event = new_id()
        driver.execute(
            self._insert,
            (
                event.hex,
                self._kiosk,
                epoch,
                seq + 1,
                # A clock that was set back does not turn the order of events round.
                max(fact.at << COUNTER_BITS, hlc + 1),
                fact.at,
                fact.kind,
                _hex(fact.loan),
                _hex(fact.item),
                _hex(fact.record),
                _hex(fact.patron),
                _hex(fact.staff),
                _encode(fact.body or {}),
                *self._steady(),
            ),
        )
        self.tail = (epoch, seq + 1, event.hex)
        if self._on_recorded is not None:
            self._db.after_commit(self._on_recorded)
        return event

    def _newest_hlc(self) -> int:
        """Of all epochs: a new one does not turn the order of events round either."""
        return int(driver_of(self._db).execute(self._newest, (self._kiosk,)).fetchone()[0] or 0)

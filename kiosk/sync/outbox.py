"""What of this kiosk's journal the centre has not acknowledged."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from peewee import Database, ModelSelect, fn

from db.journal import EventKind
from db.models import Journal, Position
from db.rows import tuples
from kiosk.sync.bulk import among, plain_rows
from kiosk.sync.columns import OF_LOAN
from kiosk.sync.events import event_message
from kiosk.sync.identity import Identity
from kiosk.sync.messages import MAX_EVENTS

# Characters of bodies in one call; with the columns of 500 events it stays below messages.MAX_UPLOAD.
MAX_BODIES = 100_000


@dataclass(frozen=True, slots=True)
class OutgoingBatch:
    """first: seq of the first event, or the next one that will be written when there are none. pruned: how many
    before it the centre does not have and this kiosk no longer keeps."""

    epoch: int
    first: int
    events: tuple[dict[str, Any], ...]
    pruned: int = 0


def position_in(me: Identity, epoch: int) -> int:
    """The last seq that the centre is known to have."""
    row = Position.get_or_none(Position.kiosk == me.kiosk, Position.epoch == epoch)
    return row.have if row else 0


def last_seq(me: Identity, epoch: int) -> int:
    """Of the last event that the journal holds of `epoch`."""
    last = Journal.select(fn.MAX(Journal.seq)).where(Journal.kiosk == me.kiosk, Journal.epoch == epoch)
    return last.scalar() or 0


def epochs(me: Identity) -> list[int]:
    """All that this station has written in, oldest first."""
    known = Position.select(Position.epoch).where(Position.kiosk == me.kiosk)
    return sorted({1, me.epoch, *(epoch for (epoch,) in tuples(known))})


def _behind(me: Identity) -> Iterator[tuple[int, int]]:
    """Epochs that hold events which the centre has not, oldest first, each with how many."""
    for epoch in epochs(me):
        untold = last_seq(me, epoch) - position_in(me, epoch)
        if untold > 0:
            yield epoch, untold


def waiting(me: Identity) -> int:
    """How many events the centre has not acknowledged."""
    return sum(untold for _, untold in _behind(me))


def oldest_waiting(me: Identity) -> int | None:
    """When the first event happened that the centre has not acknowledged, ms since 1970, UTC."""
    epoch, _ = next(_behind(me), (me.epoch, 0))
    row = _from(me, epoch, position_in(me, epoch) + 1).order_by(Journal.seq).first()
    return row.at if row else None


def _from(me: Identity, epoch: int, first: int) -> "ModelSelect[Journal]":
    return Journal.select().where(Journal.kiosk == me.kiosk, Journal.epoch == epoch, Journal.seq >= first)


def untold_references(me: Identity) -> tuple[frozenset[str], frozenset[str]]:
    """The items and the loans that events not acknowledged are about."""
    rows = [row for epoch, _ in _behind(me) for row in _from(me, epoch, position_in(me, epoch) + 1)]
    items = frozenset(row.item.hex for row in rows if row.item)
    return items, frozenset(row.loan.hex for row in rows if row.loan)


def next_batch(me: Identity, stepped: Callable[[Journal], int] = lambda row: 0) -> OutgoingBatch:
    """The oldest events that the centre has not acknowledged, of one epoch; none when it has them all.

    stepped: how much the clock has been set back since the event was written, in ms."""
    epoch, _ = next(_behind(me), (me.epoch, 0))
    expected = first = position_in(me, epoch) + 1
    events: list[dict[str, Any]] = []
    length = 0
    for row in _from(me, epoch, first).order_by(Journal.seq).limit(MAX_EVENTS):
        length += min(len(row.body), MAX_BODIES)
        if events and (length > MAX_BODIES or row.seq != first + len(events)):
            break
        if not events:
            first = row.seq
        events.append(event_message(row, MAX_BODIES, stepped(row)))
    return OutgoingBatch(epoch, first, tuple(events), first - expected)


def check_outs_named(me: Identity, batch: OutgoingBatch) -> dict[int, int]:
    """By the seq of a check_in of the batch, that of the check_out which says of the loan what it says itself.

    It lies before, so the centre has it by then."""
    returns = {event["loan"]: event for event in batch.events if event["kind"] == "check_in" and "loan" in event}
    facts = [getattr(Journal, name) for name in OF_LOAN]
    lent = Journal.select(Journal.seq, *facts).where(
        Journal.kiosk == me.kiosk,
        Journal.epoch == batch.epoch,
        Journal.kind == EventKind.CHECK_OUT,
        among(Journal.loan, returns),
    )
    rows = ((seq, said, returns[said[0]]) for seq, *said in plain_rows(lent))
    return {
        event["seq"]: seq
        for seq, said, event in rows
        if seq < event["seq"] and said == [event.get(name) for name in OF_LOAN]
    }


def note_safe(db: Database, me: Identity, safe: Mapping[int, int]) -> None:
    """Keep up to where the centre has a verified copy, by epoch; less than before when that copy is gone."""
    known = Position.select(Position.epoch, Position.safe).where(Position.kiosk == me.kiosk)
    said = {epoch: safe.get(epoch, 0) for epoch, before in tuples(known) if safe.get(epoch, 0) != before}
    if said:
        with db.atomic():
            for epoch, seq in said.items():
                Position.update(safe=seq).where(Position.kiosk == me.kiosk, Position.epoch == epoch).execute()


def acknowledge(db: Database, me: Identity, epoch: int, have: int) -> bool:
    """Keep what the centre says it has, even when it is less than before (it was restored): then all that follows is
    sent again. Whether the position has changed.

    The centre may have more than this journal (the kiosk was restored): what is written in places that the lost
    events had counts as untold, and the centre keeps it apart."""
    with db.atomic():
        known = min(have, last_seq(me, epoch))
        if known == position_in(me, epoch):
            return False
        Position.insert(kiosk=me.kiosk, epoch=epoch, have=known).on_conflict(
            conflict_target=[Position.kiosk, Position.epoch], update={Position.have: known}
        ).execute()
        return True


def acknowledge_held(db: Database, me: Identity, held: Mapping[int, int]) -> None:
    """What the centre has of earlier epochs: a centre put back from a copy has lost of them too."""
    for epoch in epochs(me):
        if epoch != me.epoch:
            acknowledge(db, me, epoch, held.get(epoch, 0))

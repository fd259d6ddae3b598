"""Let go of what the centre keeps in a copy that was looked at. Elsewhere a journal is for ever."""

from peewee import Database, fn

from db.models import Journal, Loan, Position
from db.settings import get_setting
from kiosk.sync.feed_apply import CENTRE
from kiosk.sync.identity import Identity

KEEP_MS = 90 * 24 * 3600 * 1000
# Rows in a transaction: a child who borrows meanwhile waits for one of these at most.
BATCH = 1_000


def has_centre() -> bool:
    """Whether this station has ever drawn from a centre; its own journal is all there is otherwise."""
    return bool(get_setting(CENTRE))


def prune(db: Database, me: Identity, now: int) -> int:
    """How many events were let go. now: ms since 1970, UTC.

    An event goes when the centre has it, a verified copy of the centre's has it, it is older than 90 days, and its loan
    is not open. The last event of each epoch stays, since the next one is numbered after it."""
    if not has_centre():
        return 0
    told = Position.select().where(Position.kiosk == me.kiosk)
    return sum(_prune_epoch(db, me, row.epoch, min(row.safe, row.have), now - KEEP_MS) for row in told)


def _prune_epoch(db: Database, me: Identity, epoch: int, upto: int, before: int) -> int:
    ours = (Journal.kiosk == me.kiosk) & (Journal.epoch == epoch)
    last = Journal.select(fn.MAX(Journal.seq)).where(ours).scalar() or 0
    still_open = Loan.select(Loan.id).where(Loan.returned_at.is_null())
    wanted = Journal.loan.is_null() | Journal.loan.not_in(still_open)
    old = ours & (Journal.seq <= upto) & (Journal.seq < last) & (Journal.at < before) & wanted
    gone = 0
    while True:
        with db.atomic():
            some = Journal.select(Journal.id).where(old).order_by(Journal.seq).limit(BATCH)
            done: int = Journal.delete().where(Journal.id.in_(some)).execute()
        gone += done
        if done < BATCH:
            return gone

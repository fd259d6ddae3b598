"""The few places where the simulation stands in for a process, a disk or a person who puts a copy back."""

from peewee import Database

from db.models import Setting
from db.settings import put_setting
from kiosk.clock import Clock
from kiosk.sync.agent import SyncAgent
from kiosk.sync.credentials import Credentials
from kiosk.sync.entities import CENTRE_ID
from kiosk.sync.feed import centre_id, page
from kiosk.sync.identity import EPOCH, NAME, Identity, begin_epoch, identity
from kiosk.sync.messages import MAX_UPLOAD, Reply, pack, parse_upload, reply_message, unpack
from kiosk.sync.uploads import apply_upload
from kiosk.sync.why import WhyAway

# The simulated line asks for none: signatures and tokens are checked before anything is applied.
NOBODY = Credentials("http://centre.invalid", "", "0" * 64)


class Agent(SyncAgent):
    """The station's own, without its thread: the world says when it calls, and on which line."""

    # Its calls are short, and columns are to be proved like the rest.
    columns_from = 1

    def __init__(self, db: Database, clock: Clock, line: object) -> None:
        super().__init__(db, NOBODY, clock)
        self._line = line

    def talk(self) -> WhyAway:
        """One round of calls, until both sides know everything or one fails."""
        self._round()
        return self.status().why


def answer(db: Database, body: bytes, now: int, page_size: int) -> bytes:
    """As the centre's service answers a call, without its threads and tokens."""
    upload = parse_upload(unpack(body, MAX_UPLOAD))
    applied = apply_upload(db, upload, now)
    changes, feed, more = page(upload.feed, page_size) if upload.draw else ((), upload.feed, True)
    told = (applied.quarantined, applied.held, applied.safe, applied.plain)
    reply = Reply(centre_id(), applied.have, now, feed, changes, more, *told)
    return pack(reply_message(reply))


def name_kiosk(db: Database, name: str) -> Identity:
    put_setting(NAME, name)
    put_setting(EPOCH, "1")
    return identity(db)


def notice_that_kiosk_was_restored(db: Database, last_epoch: int) -> Identity:
    """What a station does that finds an older database than the one it last wrote. last_epoch: as kept outside it."""
    return begin_epoch(db, last_epoch)


def notice_that_centre_was_restored() -> None:
    """As `restore` does: it takes a new name."""
    Setting.delete().where(Setting.key == CENTRE_ID).execute()

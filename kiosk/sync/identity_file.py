"""The station's identity outside its database: by it a database knows that it was restored, copied or cloned."""

import hashlib
import json
import os
import sys
import uuid
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import asdict, dataclass
from pathlib import Path

from peewee import Database, fn

from db.models import Journal
from db.rows import tuples
from db.settings import get_setting
from kiosk.sync.identity import NAME, Identity, begin_epoch, identity

# Written in place, so that a full disk has room for it and a lending waits for one small write.
LENGTH = 512
NET = Path("/sys/class/net")
BOARD_SERIAL = Path("/sys/firmware/devicetree/base/serial-number")


class IdentityNotKept(Exception):
    """The identity cannot be written down; the message is one sentence with the remedy."""


@dataclass(frozen=True, slots=True)
class Known:
    """What the file says. seq, event: the last event of the journal, 0 and empty before the first one.

    database: a digest of where the database is; machine: as machine_mark says."""

    kiosk: str
    epoch: int
    seq: int
    event: str
    database: str
    machine: str


class IdentityFile:
    """Follows the journal: what it says is never more than a process's last breath behind."""

    def __init__(self, path: Path, database: str, machine: str) -> None:
        """database: as the configuration names it."""
        self._path = path
        self._database = _digest(database if "://" in database else str(Path(database).resolve()))
        self._machine = machine

    def read(self) -> Known | None:
        """None when there is no such file or it cannot be understood."""
        try:
            known = Known(**json.loads(self._path.read_bytes()))
        except (OSError, ValueError, TypeError):
            return None
        numbers = type(known.epoch) is int and type(known.seq) is int
        return known if numbers and isinstance(known.kiosk, str) and isinstance(known.event, str) else None

    def is_of_here(self, known: Known) -> bool:
        """Whether it was written by this machine for this database."""
        return (known.database, known.machine) == (self._database, self._machine)

    def keep(self, me: Identity, seq: int, event: str) -> None:
        """Raises IdentityNotKept. What has been written survives the process; a power cut may take the last of it,
        which then differs from the database at most as a restored one would."""
        known = Known(me.kiosk, me.epoch, seq, event, self._database, self._machine)
        text = json.dumps(asdict(known)).encode().ljust(LENGTH)
        try:
            # At once and in place: the thread of sync may write it too, when it begins an epoch.
            file = os.open(self._path, os.O_WRONLY | os.O_CREAT | getattr(os, "O_BINARY", 0), 0o600)
            try:
                os.write(file, text)
            finally:
                os.close(file)
        except OSError as why:
            raise IdentityNotKept(
                f"{self._path}: the station's identity cannot be written there ({why.strerror}): "
                "make the disk writable or make room, or name another place with «identity» in kiosk.toml"
            ) from None


def settle(db: Database, file: IdentityFile) -> Identity:
    """Who this station is; before it writes its first event. A database that is not the one which the file knows (an
    older copy of it, one that was carried elsewhere, or the file is lost) begins an epoch. Raises IdentityNotKept."""
    known = file.read()
    is_new = known is None and not get_setting(NAME)
    me = identity(db, known.kiosk if known else "")
    if not is_new and not _is_continued(me, file, known):
        me = begin_epoch(db, known.epoch if known else 0)
    file.keep(me, *_tail(me))
    return me


def _is_continued(me: Identity, file: IdentityFile, known: Known | None) -> bool:
    if known is None or (known.kiosk, known.epoch) != me or not file.is_of_here(known):
        return False
    return known.seq == 0 or _event_at(me, known.seq) == known.event


def _event_at(me: Identity, seq: int) -> str | None:
    row = Journal.select(Journal.id).where(Journal.kiosk == me.kiosk, Journal.epoch == me.epoch, Journal.seq == seq)
    return next((id_.hex for (id_,) in tuples(row)), None)


def _tail(me: Identity) -> tuple[int, str]:
    last = Journal.select(fn.MAX(Journal.seq)).where(Journal.kiosk == me.kiosk, Journal.epoch == me.epoch).scalar()
    return (last, _event_at(me, last) or "") if last else (0, "")


def machine_mark() -> str:
    """A digest of what tells this machine from another that runs a copy of its disk: the serial number of the board
    and the built-in addresses of network cards. Empty where nothing tells."""
    marks = list(_linux_marks()) if sys.platform == "linux" else _other_marks()
    return _digest("\n".join(sorted(marks))) if marks else ""


def _linux_marks() -> Iterator[str]:
    with suppress(OSError):
        yield BOARD_SERIAL.read_text(errors="replace")
    for card in NET.glob("*"):
        # An address that the system has thought up is another one tomorrow.
        with suppress(OSError):
            if (card / "device").exists() and (card / "addr_assign_type").read_text().strip() == "0":
                yield (card / "address").read_text().strip()


def _other_marks() -> list[str]:
    node = uuid.getnode()
    # With this bit set Python has found no address and made one up.
    return [] if node >> 40 & 1 else [f"{node:012x}"]


def _digest(text: str) -> str:
    return hashlib.blake2b(text.encode(), digest_size=8).hexdigest()

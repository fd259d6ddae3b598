"""Put a copy back in the place of a database that is lost or wrong; what is there now is set aside."""

import secrets
import sqlite3
from contextlib import closing
from dataclasses import dataclass
from datetime import datetime
from itertools import count
from pathlib import Path
from tempfile import TemporaryDirectory

from peewee import Database

from db.models import Setting
from kiosk.backup.checking import Checked, opened, put_into
from kiosk.backup.manifest import to_disk
from kiosk.backup.moving import carry_over
from kiosk.backup.words import CopyFailed, Progress, WhyNoBackup, failed_on, quiet
from kiosk.sync.entities import CENTRE_ID


@dataclass(frozen=True, slots=True)
class Restored:
    """aside: where the records of before are now; None when there were none."""

    checked: Checked
    aside: Path | None


def restore_file(
    copy: Path, place: Path, at: datetime, differing: bool = False, progress: Progress = quiet
) -> Restored:
    """The copy at the place of a station's or a centre's SQLite file, which nobody has open. Raises CopyFailed, and
    nothing has changed then. differing: also a copy whose journal and tables say different things.

    The file of the station's identity, beside the database, is left alone: it no longer fits, and by that the station
    sees that it was put back, and begins a new epoch."""
    place = place.resolve()
    incoming = place.with_name(f"{place.name}.restoring")
    try:
        _sweep(incoming)
        checked = put_into(copy, incoming, progress)
        _see_agreement(checked, differing)
        _begin_as_new_centre(incoming)
        to_disk(incoming)
        aside = _set_aside(place, at)
        incoming.replace(place)
        to_disk(place.parent)
    except OSError as error:
        raise failed_on(place.parent, error) from error
    finally:
        _sweep(incoming)
    return Restored(checked, aside)


def restore_into(copy: Path, target: Database, differing: bool = False, progress: Progress = quiet) -> Checked:
    """The copy into an empty PostgreSQL database that is open and of this program's schema. Raises CopyFailed."""
    with TemporaryDirectory(prefix="restore-") as temporary:
        incoming = Path(temporary) / copy.name
        checked = put_into(copy, incoming, progress)
        _see_agreement(checked, differing)
        _begin_as_new_centre(incoming)
        with opened(incoming) as source:
            carry_over(source, target, progress)
    return checked


def _sweep(incoming: Path) -> None:
    """What a restore that was killed has left: its journal would be rolled back into the next one's file."""
    for suffix in ("", "-journal", "-wal", "-shm"):
        incoming.with_name(incoming.name + suffix).unlink(missing_ok=True)


def _see_agreement(checked: Checked, differing: bool) -> None:
    places = checked.agreement.differing
    if places and not differing:
        sentence = f"{checked.path}: its journal and its tables differ in {places} places; use another backup"
        raise CopyFailed(WhyNoBackup.DIFFERS, f"{sentence}, or if there is none, say --differing")


def _begin_as_new_centre(incoming: Path) -> None:
    """Numbers of the feed that kiosks have seen will be given out again: to a centre of another name they begin anew.

    Their own records they send from where this copy ends."""
    with opened(incoming, read_only=False) as db, db.atomic():
        db.execute(Setting.update(value=secrets.token_hex(8)).where(Setting.key == CENTRE_ID))


def _set_aside(place: Path, at: datetime) -> Path | None:
    """What is there now, under a name that says when; with its WAL when it is too damaged to take that in."""
    there = place.exists()
    if there:
        _close_up(place)
    name = f"{place.name}.before-restore-{at:%Y%m%d-%H%M%S}"
    names = (place.with_name(name if n == 1 else f"{name}-{n}") for n in count(1))
    aside = next(free for free in names if not free.exists())
    # Also what a lost file has left behind: another file's WAL would be played into the restored one.
    for suffix in ("-wal", "-shm"):
        part = place.with_name(place.name + suffix)
        if part.exists():
            part.rename(aside.with_name(aside.name + suffix))
    if not there:
        return None
    try:
        # Both names for a moment, so that no station ever finds none and begins with an empty file.
        aside.hardlink_to(place)
    except OSError:
        place.rename(aside)
    return aside


def _close_up(place: Path) -> None:
    """The whole database into its one file. Raises CopyFailed while somebody works on it."""
    try:
        with closing(sqlite3.connect(place, timeout=1, isolation_level=None)) as db:
            # Refused as long as anybody else has it open.
            db.execute("PRAGMA journal_mode=delete").fetchone()
    except sqlite3.OperationalError as error:
        if "locked" in str(error):
            sentence = f"{place} is in use: stop the station (or the centre's service), then restore"
            raise CopyFailed(WhyNoBackup.IN_USE, sentence) from error
    except sqlite3.DatabaseError:
        return

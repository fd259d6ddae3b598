"""What came of the last backups, kept where the screens and the doctor find it."""

import json
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path

from peewee import Database, DatabaseError

from db.settings import get_setting, put_setting
from kiosk.backup.words import CopyFailed, Progress, WhyNoBackup, quiet
from kiosk.backup.writing import Backup, back_up
from kiosk.clock import to_ms
from kiosk.sync.pruning import has_centre
from kiosk.sync.uploads import record_safe

SUCCEEDED, FAILED = "kiosk_backup_succeeded", "kiosk_backup_failed"


@dataclass(frozen=True, slots=True)
class Success:
    """at: ms since 1970, UTC. second_medium: whether it lies on another disk than the database."""

    at: int
    path: str
    second_medium: bool


@dataclass(frozen=True, slots=True)
class Failure:
    """at: ms since 1970, UTC. why: a word for screens; says: one sentence for staff, without names."""

    at: int
    why: str
    says: str


@dataclass(frozen=True, slots=True)
class BackupOutcome:
    """The last of each; a failure that a success followed is gone."""

    success: Success | None = None
    failure: Failure | None = None


def last_outcome() -> BackupOutcome:
    succeeded, failed = get_setting(SUCCEEDED), get_setting(FAILED)
    return BackupOutcome(
        Success(**json.loads(succeeded)) if succeeded else None, Failure(**json.loads(failed)) if failed else None
    )


def back_up_and_note(db: Database, folder: Path, at: datetime, progress: Progress = quiet) -> Backup:
    """As writing.back_up; what came of it is noted in `db`, and how far it makes the journals of kiosks safe.

    db: the one that the models are bound to."""
    try:
        made = back_up(db, folder, at, progress)
    except CopyFailed as failed:
        note_failure(db, Failure(to_ms(at), failed.why.value, str(failed)))
        raise
    manifest = made.manifest
    if manifest.differing:
        says = f"{made.path}: the journal and the tables differ in {manifest.differing} places; older copies are kept"
        note_failure(db, Failure(to_ms(at), WhyNoBackup.DIFFERS.value, says))
        return made
    with db.atomic():
        put_setting(SUCCEEDED, json.dumps(asdict(Success(to_ms(at), str(made.path), made.second_medium))))
        put_setting(FAILED, "")
        # On the same disk it would die together with what it should replace; a station's own copy is not its centre's.
        if made.second_medium and not has_centre():
            record_safe(db, manifest.positions)
    return made


def note_failure(db: Database, failure: Failure) -> None:
    """Said as well as it can be: a database that fails is told by the failure itself."""
    try:
        with db.atomic():
            put_setting(FAILED, json.dumps(asdict(failure)))
    except DatabaseError:
        return

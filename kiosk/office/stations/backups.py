"""Backup and restore drill by a tap: where the copies go, what came of the last one, and a trial of any of them."""

import shutil
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from peewee import Database, SqliteDatabase

from kiosk.backup.checking import Checked, owner_of, rehearse
from kiosk.backup.outcome import back_up_and_note, last_outcome
from kiosk.backup.words import CopyFailed
from kiosk.backup.writing import copies_in
from kiosk.office.jobs import Job

FOLDER = "图书馆备份"
PERCENT = 100


@dataclass(frozen=True, slots=True)
class BackupCopy:
    """made_at: ms since 1970, UTC; size: bytes; loans, items: rows in it."""

    path: Path
    made_at: int
    size: int
    loans: int
    items: int


@dataclass(frozen=True, slots=True)
class Ended:
    """What a backup or a drill has come to. why: a code of kiosk.backup.words, empty when all is well."""

    why: str
    name: str = ""
    folder: str = ""
    size: int = 0
    items: int = 0
    loans: int = 0
    events: int = 0
    differing: int = 0
    second_medium: bool = True


def folder_for(db: Database, sticks: Sequence[Path]) -> Path:
    """Where the next copy goes: to the place of the last one while that is there, else to a stick, else beside the
    database, which is better than nothing."""
    last = last_outcome().success
    if last and Path(last.path).parent.is_dir():
        return Path(last.path).parent
    if sticks:
        return sticks[0] / FOLDER
    return home_of(db) / "backups"


def home_of(db: Database) -> Path:
    """The folder of the station's own file; for a server's database, the present one."""
    return Path(db.database).resolve().parent if isinstance(db, SqliteDatabase) else Path.cwd()


def free_bytes(db: Database) -> int:
    """On the disk that fills up."""
    return shutil.disk_usage(home_of(db)).free


def copies(db: Database, folder: Path) -> tuple[BackupCopy, ...]:
    """Those that count, newest first."""
    found = copies_in(folder, owner_of(db)) if folder.is_dir() else []
    return tuple(
        BackupCopy(path, said.made_at, said.size, said.tables.get("loan", 0), said.tables.get("item", 0))
        for path, said in found
    )


def back_up_now(db: Database, folder: Path, at: datetime, job: Job[Ended]) -> Ended:
    """Never raises for what a medium can suffer: that is the answer."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        made = back_up_and_note(db, folder, at, _steps(job))
    except CopyFailed as failed:
        return Ended(failed.why.value, folder=str(folder))
    except OSError:
        return Ended("no_folder", folder=str(folder))
    said = made.manifest
    return Ended(
        "differs" if said.differing else "",
        made.path.name,
        str(folder),
        said.size,
        said.tables["item"],
        said.tables["loan"],
        said.tables["journal"],
        said.differing,
        made.second_medium,
    )


def try_restore(copy: Path, job: Job[Ended]) -> Ended:
    """The copy put back in a temporary place and looked at there; what the station has stays as it is."""
    try:
        checked: Checked = rehearse(copy, None, _steps(job))
    except CopyFailed as failed:
        return Ended(failed.why.value, copy.name, str(copy.parent))
    agrees = checked.agreement
    return Ended(
        "differs" if agrees.differing else "",
        copy.name,
        str(copy.parent),
        copy.stat().st_size,
        checked.tables["item"],
        checked.tables["loan"],
        agrees.events,
        agrees.differing,
    )


def _steps(job: Job[Ended]) -> Callable[[str, int, int], None]:
    """Progress of kiosk.backup as a job's, in per cent; 0 of 0 while nobody knows."""

    def step(_doing: str, done: int, of: int) -> None:
        job.step(min(PERCENT, done * PERCENT // of) if of else 0, PERCENT if of else 0)

    return step

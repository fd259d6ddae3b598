"""What stands in the way of a copy, as a value: a code for screens, and one sentence for whoever runs a command."""

import errno
from collections.abc import Callable
from enum import StrEnum

# What is being done, how much of it is done, of how much (0: nobody knows).
Progress = Callable[[str, int, int], object]


def quiet(doing: str, done: int, of: int) -> None:
    """Nobody watches."""


class WhyNoBackup(StrEnum):
    NO_FOLDER = "no_folder"
    DISK_FULL = "disk_full"
    READ_ONLY = "read_only"
    BUSY = "busy"
    DAMAGED = "damaged"
    NEWER = "newer"
    DIFFERS = "differs"
    IN_USE = "in_use"
    NOT_EMPTY = "not_empty"
    DATABASE = "database"


class CopyFailed(Exception):
    """Broken equipment or a broken file. why: for screens; the message is one sentence with the remedy."""

    def __init__(self, why: WhyNoBackup, sentence: str) -> None:
        super().__init__(sentence)
        self.why = why


FULL, READ_ONLY = ("full", "No space left"), ("readonly", "read-only", "unable to open", "Permission denied")
DAMAGE = ("malformed", "not a database", "no such table", "no such column", "corrupt")


def failed_on(place: object, error: BaseException) -> CopyFailed:
    """What an error of the system or of a driver comes to. place: where it was met."""
    number, text = getattr(error, "errno", None), str(error)
    if number in (errno.ENOSPC, errno.EDQUOT) or any(sign in text for sign in FULL):
        return CopyFailed(WhyNoBackup.DISK_FULL, f"{place}: the disk is full; make room, or name another folder")
    if number in (errno.EROFS, errno.EACCES, errno.EPERM) or any(sign in text for sign in READ_ONLY):
        return CopyFailed(WhyNoBackup.READ_ONLY, f"{place} cannot be written: see whether it is locked or read-only")
    if number in (errno.ENOENT, errno.ENOTDIR, errno.EIO, errno.ENODEV):
        return CopyFailed(WhyNoBackup.NO_FOLDER, f"{place} is not there: plug the medium in, or name another place")
    if any(sign in text for sign in DAMAGE):
        return CopyFailed(WhyNoBackup.DAMAGED, f"{place} is damaged ({text}): use the newest backup that is whole")
    return CopyFailed(
        WhyNoBackup.DATABASE, f"{place}: the database fails ({text.splitlines()[0] if text else 'no reason'})"
    )

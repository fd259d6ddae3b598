"""What the room of the devices shows; what changes faster than a page comes as DeviceFacts."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from kiosk.office.touch_kit.views import PageView


class StationsAction(StrEnum):
    """What a finger means in this room."""

    BACK_UP = "devices.back_up"
    TRY_RESTORE = "devices.try_restore"  # subject: the number of a copy
    MORE = "devices.more"
    LOG = "devices.log"
    VOLUME = "devices.volume"
    EXIT = "devices.exit"


@dataclass(frozen=True, slots=True)
class BackupState:
    """at: of the last one that counts, None when there is none; why: a code, what came in the way since, or empty;
    second_medium: it lies on another disk than the records; folder: where the next one goes, on_stick: to a stick."""

    at: datetime | None
    why: str
    second_medium: bool
    folder: str
    on_stick: bool


@dataclass(frozen=True, slots=True)
class CameraRoom(PageView):
    backup: BackupState


@dataclass(frozen=True, slots=True)
class CopyRow:
    number: int
    name: str
    at: datetime
    megabytes: float
    loans: int


@dataclass(frozen=True, slots=True)
class Upkeep(PageView):
    """free_gb: on the disk that fills up; version: of the program; copies: the newest ones."""

    backup: BackupState
    copies: tuple[CopyRow, ...]
    free_gb: float
    version: str
    has_log: bool


@dataclass(frozen=True, slots=True)
class CopyEnded(PageView):
    """What a backup (drill False) or the trial of a copy has come to. why: a code, or empty when all is well."""

    drill: bool
    why: str
    name: str
    folder: str
    megabytes: float
    items: int
    loans: int
    differing: int
    second_medium: bool


@dataclass(frozen=True, slots=True)
class UpdateLog(PageView):
    """heading: a version, as CHANGELOG.md has it; lines: its paragraphs."""

    heading: str
    lines: tuple[str, ...]
    page: int
    pages: int

"""What the screens behind the PIN are told; FindPatron alone has whole names."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from uuid import UUID


class PinPurpose(StrEnum):
    STAFF_MENU = "staff_menu"
    OVERRIDE = "override"
    FIND_PATRON = "find_patron"


@dataclass(frozen=True, slots=True)
class Pin:
    """digits: how many were typed; tries_left before the pause; locked_until: the pause, or None."""

    purpose: PinPurpose
    staff_name: str
    role: str
    digits: int
    wrong: bool
    tries_left: int
    locked_until: datetime | None
    can_switch: bool


@dataclass(frozen=True, slots=True)
class StaffMenu:
    """What staff may do at the station itself: find a patron without a card, the lane, the devices, leave the app."""

    staff_name: str


@dataclass(frozen=True, slots=True)
class Devices:
    """How the camera and the sync are. The figures change from second to second and are no part of the view."""


@dataclass(frozen=True, slots=True)
class Choice:
    id: UUID
    label: str


@dataclass(frozen=True, slots=True)
class FindPatron:
    """A page of classes, or (class_name set) a page of that class's patrons."""

    class_name: str
    choices: tuple[Choice, ...]
    page: int
    pages: int

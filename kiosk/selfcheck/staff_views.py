"""What the screens behind the PIN are told; FindPatron alone has names as the database has them."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from kiosk.circulation.naming import Choice


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
    """What staff may do at the station itself: find a patron without a card, the lane, the devices, what needs a
    person (so many), leave the app; has_office: and all that is done after hours."""

    staff_name: str
    notices: int = 0
    has_office: bool = False


@dataclass(frozen=True, slots=True)
class Devices:
    """How the camera and the sync are. The figures change from second to second and are no part of the view."""


@dataclass(frozen=True, slots=True)
class FindPatron:
    """A page of classes, or (class_name set) a page of that class's patrons."""

    class_name: str
    choices: tuple[Choice, ...]
    page: int
    pages: int


@dataclass(frozen=True, slots=True)
class Meter:
    """name: focus, light, glare or code_size; level: 0..100, how far its bar is filled; verdict: good, fair, poor or
    unknown; word: a code, said with value, the figure itself, rounded."""

    name: str
    value: str
    level: int
    verdict: str
    word: str


@dataclass(frozen=True, slots=True)
class Seen:
    """A code in the newest picture. corners: from its own top left, clockwise, as parts of the picture's width and
    height from the picture's top left."""

    text: str
    corners: tuple[tuple[float, float], ...]


@dataclass(frozen=True, slots=True)
class DeviceFacts:
    """meters: empty while there is no picture; advice: a code, the one thing to do first; last_contact: with the
    centre, None when there has been none; why_away: a code, why the last call to it did not succeed, or empty."""

    meters: tuple[Meter, ...] = ()
    advice: str = ""
    seen: tuple[Seen, ...] = ()
    last_contact: datetime | None = None
    why_away: str = ""

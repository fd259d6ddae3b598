"""The frame of the office: its rooms, what every room may show, and what comes back."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from kiosk.circulation.denials import Fact
from kiosk.taps import Act, Room


@dataclass(frozen=True, slots=True)
class Confirmation:
    """What was just done, in the words of `key`; undo: how it is taken back, where it can be."""

    key: str
    facts: Mapping[str, Fact] = field(default_factory=dict)
    undo: Act | None = None


@dataclass(frozen=True, slots=True)
class Confirm:
    """A question: key.headline, key.hint (what follows from it), key.yes. danger: it cannot be taken back."""

    key: str
    yes: Act
    no: Act
    facts: Mapping[str, Fact] = field(default_factory=dict)
    danger: bool = False


@dataclass(frozen=True, slots=True)
class Option:
    """label, hint: names and numbers as they are stored, or sentences' keys of the catalogue (said where known)."""

    subject: str
    label: str
    hint: str = ""
    chosen: bool = False


@dataclass(frozen=True, slots=True)
class PickOne:
    """A page of options under key.headline; the chosen one comes back as Act(pick, subject), another page as
    Act(turn, number)."""

    key: str
    options: tuple[Option, ...]
    pick: StrEnum
    back: Act
    page: int = 0
    pages: int = 1
    turn: StrEnum | None = None
    facts: Mapping[str, Fact] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class DayCell:
    """note: a few signs below the number, as they stand or as the catalogue's «option.note»."""

    day: date
    enabled: bool = True
    marked: bool = False
    note: str = ""


@dataclass(frozen=True, slots=True)
class PickDay:
    """A month of days under key.headline: Act(pick, "2026-12-08"), another month Act(turn, "2026-12")."""

    key: str
    month: date
    days: tuple[DayCell, ...]
    pick: StrEnum
    turn: StrEnum
    back: Act
    facts: Mapping[str, Fact] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class TypeText:
    """Letters and digits under key.headline; keys arrive as TapKey, Tap.BACKSPACE, the end as Tap.ENTER.

    found: what the text finds already, each taken by Act(pick, subject). signs: further keys, such as «./»."""

    key: str
    text: str
    back: Act
    found: tuple[Option, ...] = ()
    pick: StrEnum | None = None
    facts: Mapping[str, Fact] = field(default_factory=dict)
    signs: str = ""


@dataclass(frozen=True, slots=True)
class FileLine:
    """subject: how the room knows it; at: when it was written, ready to read; size: bytes."""

    subject: str
    name: str
    at: str
    size: int


@dataclass(frozen=True, slots=True)
class PickFile:
    """Files on a stick or in the station's folder, newest first; Act(pick, subject), Act(turn, number)."""

    key: str
    rows: tuple[FileLine, ...]
    folder: str
    pick: StrEnum
    back: Act
    page: int = 0
    pages: int = 1
    turn: StrEnum | None = None


@dataclass(frozen=True, slots=True)
class Working:
    """Something that takes long, under key.headline; total 0: nobody knows how long."""

    key: str
    done: int = 0
    total: int = 0
    cancel: Act | None = None


@dataclass(frozen=True, slots=True)
class Trouble:
    """What could not be done: key.headline, and key.hint says what to do next."""

    key: str
    back: Act
    facts: Mapping[str, Fact] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Office:
    """page: what the open room shows, a frozen value of office_views; rooms: those that this station has."""

    room: Room
    rooms: tuple[Room, ...]
    page: object
    staff_name: str
    told: Confirmation | None = None

"""The frame of the office, and the pages that every feature may show."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from kiosk.circulation.denials import Fact


class PageView:
    """A frozen page. Each feature's pages are of this kind; the screen knows by the type which function draws it."""

    __slots__ = ()


@dataclass(frozen=True, slots=True)
class Confirmation:
    """What was just done, in the words of `key`; can_undo: it can be taken back."""

    key: str
    facts: Mapping[str, Fact] = field(default_factory=dict)
    can_undo: bool = False


@dataclass(frozen=True, slots=True)
class Confirm(PageView):
    """A question: key.headline, key.hint (what follows from it), key.yes. danger: it cannot be taken back."""

    key: str
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
class PickOne(PageView):
    """A page of options under key.headline; FrameAction.PICK with the subject of the chosen one comes back."""

    key: str
    options: tuple[Option, ...]
    page: int = 0
    pages: int = 1
    facts: Mapping[str, Fact] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class DayCell:
    """note: a few signs below the number, as they stand or as the catalogue's «option.note»."""

    day: date
    enabled: bool = True
    marked: bool = False
    note: str = ""


@dataclass(frozen=True, slots=True)
class PickDay(PageView):
    """A month of days under key.headline: PICK with «2026-12-08», another month TURN with «2026-12»."""

    key: str
    month: date
    days: tuple[DayCell, ...]
    facts: Mapping[str, Fact] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class TypeText(PageView):
    """Letters and digits under key.headline; keys arrive as TapKey, Tap.BACKSPACE, the end as Tap.ENTER.

    found: what the text finds already, each taken by PICK. signs: further keys, such as «./»."""

    key: str
    text: str
    found: tuple[Option, ...] = ()
    facts: Mapping[str, Fact] = field(default_factory=dict)
    signs: str = ""


@dataclass(frozen=True, slots=True)
class FileLine:
    """subject: how the page knows it; at: when it was written, ready to read; size: bytes."""

    subject: str
    name: str
    at: str
    size: int


@dataclass(frozen=True, slots=True)
class PickFile(PageView):
    """Files on a stick or in the station's folder, newest first, taken by PICK. folder: where one could put them."""

    key: str
    rows: tuple[FileLine, ...]
    folder: str
    page: int = 0
    pages: int = 1


@dataclass(frozen=True, slots=True)
class Working(PageView):
    """Something that takes long, under key.headline; total 0: nobody knows how long. can_stop: by STOP."""

    key: str
    done: int = 0
    total: int = 0
    can_stop: bool = False


@dataclass(frozen=True, slots=True)
class Trouble(PageView):
    """What could not be done: key.headline, and key.hint says what to do next."""

    key: str
    facts: Mapping[str, Fact] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class RailPlace:
    """A feature on the rail: its name, of which the catalogue has office.room.<name>, and its icon."""

    name: str
    icon: str


@dataclass(frozen=True, slots=True)
class Office:
    """page: what the open room shows. rail: the places in sight; has_more: FrameAction.MORE shows others."""

    room: str
    rail: tuple[RailPlace, ...]
    page: PageView
    staff_name: str
    told: Confirmation | None = None
    has_more: bool = False

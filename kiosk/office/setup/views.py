"""What the first-run guide shows: eight steps from nothing to lending."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from kiosk.office.touch_kit.views import Confirmation, PageView


class SetupAction(StrEnum):
    """What a finger means in the guide."""

    OPEN = "guide.open"  # subject: a SetupStep
    NEXT = "guide.next"
    SKIP = "guide.skip"
    LEAVE = "guide.leave"
    FINISH = "guide.finish"
    NAME = "guide.name"
    TYPE = "guide.type"
    FILE = "guide.file"
    TEMPLATE = "guide.template"
    SAVE = "guide.save"
    DAY = "guide.day"  # subject: starts_on or ends_on
    PRINT = "guide.print"


class SetupStep(StrEnum):
    """In the order in which they are done."""

    PIN = "pin"
    SCHOOL = "school"
    BELLS = "bells"
    READERS = "readers"
    BOOKS = "books"
    RULES = "rules"
    ROTA = "rota"
    CARDS = "cards"


class StepState(StrEnum):
    DONE = "done"
    SKIPPED = "skipped"  # left for later
    OPEN = "open"


@dataclass(frozen=True, slots=True)
class FirstRun:
    """The guide's view. states: of each step, from the database; now: the one whose page is shown; page: that, or one
    that every room may show; staff_name: empty before anybody has a PIN; told: what was just done."""

    states: Mapping[SetupStep, StepState]
    now: SetupStep
    page: PageView
    staff_name: str = ""
    told: Confirmation | None = None


@dataclass(frozen=True, slots=True)
class SetPin(PageView):
    """The first librarian. name: by which he will sign in; digits: how many were typed; again: once more, to be sure.

    trouble: differs (the two were not alike), weak, or empty."""

    name: str
    digits: int = 0
    again: bool = False
    trouble: str = ""


@dataclass(frozen=True, slots=True)
class SchoolStep(PageView):
    """term_name, starts_on, ends_on: of the term that is stored or offered."""

    school: str
    term_name: str
    starts_on: date
    ends_on: date


@dataclass(frozen=True, slots=True)
class PresetLine:
    """name: of the preset; chosen: it is in force."""

    name: str
    chosen: bool


@dataclass(frozen=True, slots=True)
class ChoiceStep(PageView):
    """One of a few ways. kind: bells, rules or rota; why_not: a code where none can be chosen yet, or empty."""

    kind: SetupStep
    lines: tuple[PresetLine, ...]
    why_not: str = ""


@dataclass(frozen=True, slots=True)
class ListStep(PageView):
    """Readers or books, from Excel. there: how many are in the database already."""

    kind: SetupStep
    there: int


@dataclass(frozen=True, slots=True)
class RejectRow:
    """line: its number in the file; name: whom or what it is about, or empty; code, what: why it is not taken."""

    line: int
    name: str
    code: str
    what: str


@dataclass(frozen=True, slots=True)
class ListRead(PageView):
    """A list was read and nothing is stored yet. rejects: a page of the lines that will not be taken, of rejected."""

    kind: SetupStep
    file: str
    new: int
    changed: int
    unchanged: int
    rejects: tuple[RejectRow, ...]
    rejected: int
    page: int
    pages: int

    @property
    def taken(self) -> int:
        return self.new + self.changed + self.unchanged


@dataclass(frozen=True, slots=True)
class CardsStep(PageView):
    """people: how many readers there are; file: folder and name of the sheets, or empty; on_stick: where that is;
    cards, sheets: in it.

    unprintable: readers whose number no scanner would take for a card's."""

    people: int
    file: str = ""
    on_stick: bool = False
    cards: int = 0
    sheets: int = 0
    unprintable: int = 0


@dataclass(frozen=True, slots=True)
class AllDone(PageView):
    """The end: what stands."""

    school: str
    people: int
    copies: int

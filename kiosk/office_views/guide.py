"""What the first-run guide shows: eight steps from nothing to lending."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class Guide(StrEnum):
    """What a finger means in the guide."""

    OPEN = "guide.open"  # subject: a Step
    NEXT = "guide.next"
    BACK = "guide.back"
    SKIP = "guide.skip"
    LEAVE = "guide.leave"
    FINISH = "guide.finish"
    PICK = "guide.pick"
    TURN = "guide.turn"
    TYPE = "guide.type"
    FILE = "guide.file"
    PICK_FILE = "guide.pick_file"
    TEMPLATE = "guide.template"
    SAVE = "guide.save"
    CANCEL = "guide.cancel"
    NAME = "guide.name"
    PICK_NAME = "guide.pick_name"
    SET_PIN = "guide.set_pin"
    DAY = "guide.day"  # subject: starts_on or ends_on
    PICK_DAY = "guide.pick_day"
    TURN_MONTH = "guide.turn_month"
    PRINT = "guide.print"
    UNDO = "guide.undo"
    NEXT_REJECTS = "guide.next_rejects"
    PREVIOUS_REJECTS = "guide.previous_rejects"


class Step(StrEnum):
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
class Stepper:
    """states: of each step, from the database; now: the one on the screen."""

    states: Mapping[Step, StepState]
    now: Step

    @property
    def all_seen(self) -> bool:
        return StepState.OPEN not in self.states.values()


@dataclass(frozen=True, slots=True)
class SetPin:
    """The first librarian. name: chosen, or empty; digits: how many were typed; again: it is typed once more.

    trouble: differs (the two were not alike), weak, or empty."""

    stepper: Stepper
    name: str
    digits: int = 0
    again: bool = False
    trouble: str = ""


@dataclass(frozen=True, slots=True)
class PinIsSet:
    stepper: Stepper
    name: str


@dataclass(frozen=True, slots=True)
class SchoolStep:
    """term: the name of the term that is stored or offered; stored: whether it stands already."""

    stepper: Stepper
    school: str
    term_kind: str
    term_name: str
    starts_on: date
    ends_on: date
    stored: bool


@dataclass(frozen=True, slots=True)
class PresetLine:
    """name: of the preset; facts: what its sentence needs; chosen: it is in force."""

    name: str
    facts: Mapping[str, int]
    chosen: bool


@dataclass(frozen=True, slots=True)
class ChoiceStep:
    """One of a few ways. kind: bells, rules or rota; why_not: a code where it cannot be chosen yet, or empty."""

    stepper: Stepper
    kind: Step
    lines: tuple[PresetLine, ...]
    why_not: str = ""


@dataclass(frozen=True, slots=True)
class ListStep:
    """Readers or books, from Excel. there: how many are in the database already; more: classes or copies."""

    stepper: Stepper
    kind: Step
    there: int
    more: int


@dataclass(frozen=True, slots=True)
class RejectRow:
    """line: its number in the file; name: whom or what it is about, or empty; code, what: why it is not taken."""

    line: int
    name: str
    code: str
    what: str


@dataclass(frozen=True, slots=True)
class ListRead:
    """A list was read and nothing is stored yet. copies: of the books."""

    stepper: Stepper
    kind: Step
    file: str
    new: int
    changed: int
    unchanged: int
    copies: int
    rejects: tuple[RejectRow, ...]
    rejected: int
    page: int
    pages: int


@dataclass(frozen=True, slots=True)
class CardsStep:
    """people: how many cards there would be; file: where the last sheet was saved, or empty."""

    stepper: Stepper
    people: int
    sheets: int
    file: str = ""
    unprintable: int = 0


@dataclass(frozen=True, slots=True)
class AllDone:
    """The end: what stands."""

    stepper: Stepper
    school: str
    people: int
    copies: int

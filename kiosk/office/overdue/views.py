"""What the room of late books shows: by class, the campaign at the end of a term, the classes that leave."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

NO_CLASS = "-"


@dataclass(frozen=True, slots=True)
class ClassLate:
    """id: hex, NO_CLASS for those who belong to none. late: books; people: who have them; printed_on: the last day on
    which slips were made for it."""

    id: str
    name: str
    grade: int
    late: int
    people: int
    printed_on: date | None = None


@dataclass(frozen=True, slots=True)
class LateLine:
    """days: late by so many. is_lost: it is known that it will not come back, the rest is a matter of compensation."""

    loan: str
    number: str
    name: str
    class_name: str
    title: str
    call_number: str
    price: str
    due_on: date
    days: int
    is_lost: bool = False


@dataclass(frozen=True, slots=True)
class ClassOut:
    """How far a class has come in giving everything back. out: books still with it; late: of them; recall_on: its own
    day when it differs from the school's; cleared_on: somebody has signed."""

    id: str
    name: str
    grade: int
    out: int
    late: int
    people: int
    owing: int = 0
    recall_on: date | None = None
    cleared_on: date | None = None


@dataclass(frozen=True, slots=True)
class Leaver:
    """A pupil of a class that leaves. out: titles still out; owes: compensation is due."""

    number: str
    name: str
    out: tuple[str, ...]
    owes: bool

    @property
    def is_clear(self) -> bool:
        return not self.out and not self.owes


class OverdueAction(StrEnum):
    CLASS = "overdue_class"
    TURN_CLASSES = "overdue_turn_classes"
    TURN_LINES = "overdue_turn_lines"
    LOST = "overdue_lost"
    LOST_YES = "overdue_lost_yes"
    PRINT_ALL = "overdue_print_all"
    PRINT_CLASS = "overdue_print_class"
    PRINT_NOTES = "overdue_print_notes"
    STOP = "overdue_stop"
    RECALL = "overdue_recall"
    TURN_RECALL = "overdue_turn_recall"
    PICK_LAST_LENDING = "overdue_pick_last_lending"
    LAST_LENDING = "overdue_last_lending"
    PICK_RECALL = "overdue_pick_recall"
    RECALL_DAY = "overdue_recall_day"
    PICK_RETURN_DAYS = "overdue_pick_return_days"
    RETURN_DAY = "overdue_return_day"
    TURN_MONTH = "overdue_turn_month"
    CALL_OFF = "overdue_call_off"
    CALL_OFF_YES = "overdue_call_off_yes"
    LEAVING = "overdue_leaving"
    TURN_LEAVING = "overdue_turn_leaving"
    PICK_CLASSES = "overdue_pick_classes"
    TOGGLE_CLASS = "overdue_toggle_class"
    TURN_PICK = "overdue_turn_pick"
    PICK_CLASS_RECALL = "overdue_pick_class_recall"
    CLASS_RECALL_DAY = "overdue_class_recall_day"
    LEAVING_CLASS = "overdue_leaving_class"
    TURN_LEAVERS = "overdue_turn_leavers"
    SIGN = "overdue_sign"
    SIGN_YES = "overdue_sign_yes"
    PRINT_CLEARANCE = "overdue_print_clearance"
    UNDO = "overdue_undo"
    BACK = "overdue_back"


@dataclass(frozen=True, slots=True)
class OverduePage:
    """late, people: of the whole school. classes: one page of them, most first; most: the highest of all. lines: of
    the chosen class, one page of `total`."""

    late: int
    people: int
    classes: tuple[ClassLate, ...]
    most: int
    class_page: int
    class_pages: int
    chosen: ClassLate | None
    lines: tuple[LateLine, ...]
    page: int
    pages: int
    has_term: bool = True


@dataclass(frozen=True, slots=True)
class RecallPage:
    """term: its name. out: books still to come back in all; days_left: school days until recall_on, None without one.

    return_days: those of the term. classes: one page of them."""

    term: str
    today: date
    lending_until: date | None
    recall_on: date | None
    return_days: tuple[date, ...]
    days_left: int | None
    out: int
    people: int
    classes: tuple[ClassOut, ...]
    most: int
    page: int
    pages: int
    cleared: int = 0


@dataclass(frozen=True, slots=True)
class LeavingPage:
    """The classes that are called in before the others, one page of them."""

    term: str
    classes: tuple[ClassOut, ...]
    page: int
    pages: int


@dataclass(frozen=True, slots=True)
class LeaversPage:
    """One class that leaves: those first who are not clear. clear: how many are, of `total`. signed_by: a name."""

    chosen: ClassOut
    leavers: tuple[Leaver, ...]
    clear: int
    total: int
    page: int
    pages: int
    signed_by: str = ""

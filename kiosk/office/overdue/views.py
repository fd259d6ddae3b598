"""What the room of late books shows: by class, the call-in at the end of a term, the classes that leave."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from kiosk.office.touch_kit.views import PageView

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
    CLASS = "overdue.class"
    TURN_LINES = "overdue.turn_lines"
    LOST = "overdue.lost"
    PRINT_ALL = "overdue.print_all"
    PRINT_CLASS = "overdue.print_class"
    PRINT_NOTES = "overdue.print_notes"
    RECALL = "overdue.recall"
    LAST_LENDING = "overdue.last_lending"
    RECALL_DAY = "overdue.recall_day"
    RETURN_DAYS = "overdue.return_days"
    CALL_OFF = "overdue.call_off"
    LEAVING = "overdue.leaving"
    CHOOSE_CLASSES = "overdue.choose_classes"
    CLASS_RECALL = "overdue.class_recall"
    LEAVING_CLASS = "overdue.leaving_class"
    SIGN = "overdue.sign"
    PRINT_CLEARANCE = "overdue.print_clearance"


@dataclass(frozen=True, slots=True)
class LateBooks(PageView):
    """late, people: of the whole school. classes: one page of them, most first; most: the highest of all. lines: of
    the chosen class, one page of them, turned by TURN_LINES."""

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


@dataclass(frozen=True, slots=True)
class CallIn(PageView):
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
class LeavingClasses(PageView):
    """The classes that are called in before the others, one page of them."""

    term: str
    classes: tuple[ClassOut, ...]
    page: int
    pages: int


@dataclass(frozen=True, slots=True)
class ClassLeavers(PageView):
    """One class that leaves: those first who are not clear. clear: how many are, of `total`. signed_by: a name."""

    chosen: ClassOut
    leavers: tuple[Leaver, ...]
    clear: int
    total: int
    page: int
    pages: int
    signed_by: str = ""

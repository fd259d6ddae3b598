"""What the room «today» shows: the day's figures, what waits, tomorrow's rehearsal, the trail of changes."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum

from kiosk.circulation.rota import Turn
from kiosk.office.permissions import STATION
from kiosk.office.touch_kit.views import PageView


class TodayAction(StrEnum):
    """subject: of OPEN a Topic, of the others the line that was tapped."""

    OPEN = "today.open"
    BY_CLASS = "today.by_class"
    BY_HOUR = "today.by_hour"
    DAY = "today.day"
    ALL_DAYS = "today.all_days"
    PERSON = "today.person"
    REASON = "today.reason"
    CLASS = "today.class"
    FAULT = "today.fault"
    MEND = "today.mend"
    ENTRY = "today.entry"
    TAKE_BACK = "today.take_back"
    TO_READER = "today.to_reader"
    TO_BOOK = "today.to_book"
    EXPORT = "today.export"


class Topic(StrEnum):
    """The pages that the first one leads to."""

    PLAN = "plan"
    COUNTS = "counts"
    REFUSALS = "refusals"
    NOTICES = "notices"
    REHEARSAL = "rehearsal"
    FAULTS = "faults"
    TRAIL = "trail"


class Split(StrEnum):
    CLASS = "class"
    HOUR = "hour"


class Fault(StrEnum):
    """What in the data would stop a loan or a search."""

    NO_TYPE = "no_type"
    NO_POLICY = "no_policy"
    NO_SHELF = "no_shelf"
    NO_PRICE = "no_price"
    NO_CLASS = "no_class"
    CARD_CHECK = "card_check"
    LABEL_CHECK = "label_check"


class RowChange(StrEnum):
    """What became of a row."""

    MADE = "made"
    CHANGED = "changed"
    REMOVED = "removed"


@dataclass(frozen=True, slots=True)
class Count:
    """lent, returned: volumes that left the library and came back; refused: how often somebody was turned away.

    name: a class, or the hour as a number; empty for people without a class."""

    name: str
    lent: int
    returned: int
    refused: int = 0


# --- the first page --------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Waiting:
    """So many open notices of one kind."""

    kind: str
    count: int


@dataclass(frozen=True, slots=True)
class Keeping:
    """Disk and backup. free_mb: None where a server keeps the database; backup_at: of the last good copy, or None;
    backup_why: a word for why the last one came to nothing, or empty."""

    free_mb: int | None
    disk_low: bool
    backup_at: datetime | None
    backup_old: bool
    backup_why: str = ""


@dataclass(frozen=True, slots=True)
class RehearsedTurn:
    """starts, ends: None where no bell rings that day. served: empty for everyone. people: whose turn it is; refused:
    how many of them would get no ordinary book; reasons: code to people, the most frequent first."""

    number: int
    starts: datetime | None
    ends: datetime | None
    served: tuple[str, ...]
    people: int
    refused: int
    reasons: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class RehearsedDay:
    """day: None where the calendar has no lending day ahead. faults: kind to how many, only those that there are."""

    day: date | None
    is_tomorrow: bool
    turns: tuple[RehearsedTurn, ...]
    faults: Mapping[Fault, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Today(PageView):
    """counts: by class the busiest first, or by hour; rehearsed: None while it is being made, or when that came to
    nothing (rehearsal_failed). week: of the term; turn: that runs, or the next of the day, None when there is none;
    rest: so many classes are in the last count together."""

    day: date
    week: int
    is_odd: bool
    has_term: bool
    turn: Turn | None
    is_running: bool
    lent: int
    returned: int
    refused: int
    waiting: tuple[Waiting, ...]
    waits: int
    split: Split
    counts: tuple[Count, ...]
    rest: int
    rehearsed: RehearsedDay | None
    rehearsal_failed: bool
    keeping: Keeping


# --- what it leads to ------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class PlanLine:
    """is_now: the turn that runs."""

    turn: Turn
    lent: int
    returned: int
    is_now: bool


@dataclass(frozen=True, slots=True)
class DayPlan(PageView):
    """Who is served when on one day. before, after: the days beside it; has_figures: the day has begun."""

    day: date
    lines: tuple[PlanLine, ...]
    before: date
    after: date
    has_figures: bool
    is_holiday: bool
    is_open_all_day: bool
    page: int
    pages: int


@dataclass(frozen=True, slots=True)
class Counts(PageView):
    """All classes or all hours of the day."""

    day: date
    split: Split
    rows: tuple[Count, ...]
    total: Count
    page: int
    pages: int


@dataclass(frozen=True, slots=True)
class RefusalRow:
    """code: what was said first."""

    code: str
    count: int


@dataclass(frozen=True, slots=True)
class Refusals(PageView):
    day: date
    total: int
    rows: tuple[RefusalRow, ...]
    page: int
    pages: int


@dataclass(frozen=True, slots=True)
class RefusedLine:
    """id: of the reader, hex; name and class as this database has them; all empty where no card was known. what: the
    title, else the text that was scanned; others: further codes of the same refusal."""

    at: datetime
    id: str
    name: str
    class_name: str
    what: str
    is_title: bool
    others: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class RefusedFor(PageView):
    code: str
    lines: tuple[RefusedLine, ...]
    total: int
    page: int
    pages: int


@dataclass(frozen=True, slots=True)
class Rehearsal(PageView):
    """The turns of the day that was rehearsed, a page of them."""

    rehearsed: RehearsedDay
    turns: tuple[RehearsedTurn, ...]
    page: int
    pages: int


@dataclass(frozen=True, slots=True)
class RefusedPatron:
    """id: hex. codes: everything that would speak against a loan, in the by-law's order."""

    id: str
    name: str
    number: str
    class_name: str
    codes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class RehearsedClass(PageView):
    day: date
    turn: RehearsedTurn
    rows: tuple[RefusedPatron, ...]
    page: int
    pages: int


@dataclass(frozen=True, slots=True)
class Faults(PageView):
    """counts: kind to how many; sound: kinds without a fault."""

    counts: Mapping[Fault, int]
    sound: tuple[Fault, ...]


@dataclass(frozen=True, slots=True)
class FaultLine:
    """id: hex, of a record or a patron; number: ISBN, card or class."""

    id: str
    name: str
    number: str
    more: str = ""


@dataclass(frozen=True, slots=True)
class FaultList(PageView):
    kind: Fault
    about_people: bool
    lines: tuple[FaultLine, ...]
    total: int
    page: int
    pages: int


# --- the trail -------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class TrailLine:
    """One deed. who: a name, empty where nobody had signed in; place: where it was done, as Actor has it; facts: what
    its sentence says; undoes: it took another one back."""

    id: str
    at: datetime
    who: str
    deed: str
    facts: Mapping[str, str | int]
    rows: int
    undoes: bool
    undone: bool
    place: str = STATION


@dataclass(frozen=True, slots=True)
class Trail(PageView):
    """day, person: what it is narrowed to, None and empty for all."""

    lines: tuple[TrailLine, ...]
    total: int
    page: int
    pages: int
    day: date | None
    person: str


@dataclass(frozen=True, slots=True)
class Changed:
    """A column before and after, ready to be said: text, numbers and the codes «yes» and «no» as they are stored."""

    column: str
    before: str | None
    after: str | None


@dataclass(frozen=True, slots=True)
class TouchedRow:
    """entity: the table; name: what the row is known by."""

    kind: RowChange
    entity: str
    name: str
    columns: tuple[Changed, ...]


@dataclass(frozen=True, slots=True)
class TrailEntry(PageView):
    line: TrailLine
    rows: tuple[TouchedRow, ...]
    page: int
    pages: int

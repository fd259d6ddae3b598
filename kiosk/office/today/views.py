"""What the room «today» shows: the day's figures, what waits, tomorrow's rehearsal, the trail of changes."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum

from kiosk.circulation.rota import Turn


class TodayAction(StrEnum):
    """subject: of OPEN a Topic, of TURN a page's number, of the others the line that was tapped."""

    OPEN = "open"
    BACK = "back"
    TURN = "turn"
    BY_CLASS = "by_class"
    BY_HOUR = "by_hour"
    DAY = "day"
    PICK_DAY = "pick_day"
    MONTH = "month"
    ALL_DAYS = "all_days"
    PERSON = "person"
    PICK_PERSON = "pick_person"
    REASON = "reason"
    CLASS = "class"
    FAULT = "fault"
    MEND = "mend"
    ENTRY = "entry"
    UNDO = "undo"
    UNDO_NOW = "undo_now"
    TO_READER = "to_reader"
    TO_BOOK = "to_book"
    EXPORT = "export"


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


@dataclass(frozen=True, slots=True)
class Count:
    """lent, returned: volumes that left the library and came back; refused: how often somebody was turned away.

    name: a class, or the hour as a number; empty for people without a class."""

    name: str
    lent: int
    returned: int
    refused: int = 0


@dataclass(frozen=True, slots=True)
class Paged:
    page: int
    pages: int


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
    faults: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Today:
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
class DayPlan:
    """Who is served when on one day. before, after: the days beside it; has_figures: the day has begun."""

    day: date
    lines: tuple[PlanLine, ...]
    before: date
    after: date
    has_figures: bool
    is_holiday: bool
    is_open_all_day: bool
    paged: Paged


@dataclass(frozen=True, slots=True)
class Counts:
    """All classes or all hours of the day."""

    day: date
    split: Split
    rows: tuple[Count, ...]
    total: Count
    paged: Paged


@dataclass(frozen=True, slots=True)
class RefusalRow:
    """code: what was said first."""

    code: str
    count: int


@dataclass(frozen=True, slots=True)
class Refusals:
    day: date
    total: int
    rows: tuple[RefusalRow, ...]
    paged: Paged


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
class RefusedFor:
    code: str
    lines: tuple[RefusedLine, ...]
    total: int
    paged: Paged


@dataclass(frozen=True, slots=True)
class Rehearsal:
    """The turns of the day that was rehearsed, a page of them."""

    rehearsed: RehearsedDay
    turns: tuple[RehearsedTurn, ...]
    paged: Paged


@dataclass(frozen=True, slots=True)
class RefusedPatron:
    """id: hex. codes: everything that would speak against a loan, in the by-law's order."""

    id: str
    name: str
    number: str
    class_name: str
    codes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class RehearsedClass:
    day: date
    turn: RehearsedTurn
    rows: tuple[RefusedPatron, ...]
    paged: Paged


@dataclass(frozen=True, slots=True)
class Faults:
    """counts: kind to how many; sound: kinds without a fault."""

    counts: Mapping[str, int]
    sound: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class FaultLine:
    """id: hex, of a record or a patron; number: ISBN, card or class."""

    id: str
    name: str
    number: str
    more: str = ""


@dataclass(frozen=True, slots=True)
class FaultList:
    kind: str
    about_people: bool
    lines: tuple[FaultLine, ...]
    total: int
    paged: Paged


# --- the trail -------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class TrailLine:
    """One deed. who: empty for the program itself; facts: what its sentence says; undoes: it took another one back."""

    id: str
    at: datetime
    who: str
    deed: str
    facts: Mapping[str, str]
    rows: int
    undoes: bool
    undone: bool


@dataclass(frozen=True, slots=True)
class Trail:
    """day, person: what it is narrowed to, None and empty for all."""

    lines: tuple[TrailLine, ...]
    total: int
    paged: Paged
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
    """kind: made, changed or removed. entity: the table; name: what the row is known by."""

    kind: str
    entity: str
    name: str
    columns: tuple[Changed, ...]


@dataclass(frozen=True, slots=True)
class TrailEntry:
    line: TrailLine
    rows: tuple[TouchedRow, ...]
    paged: Paged

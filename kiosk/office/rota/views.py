"""What the room of the class rota shows, and what a finger means there."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import IntEnum, StrEnum

from kiosk.circulation.denials import Fact
from kiosk.circulation.rota import Mode, Subject


class CellKind(StrEnum):
    """ABSENT: that weekday has no such window. EMPTY: a turn that nobody has yet. READING: a lesson in the reading
    room, of those who are entered or of everybody (S001, S007)."""

    ABSENT = "absent"
    EMPTY = "empty"
    TURN = "turn"
    READING = "reading"
    FREE = "free"
    CLOSED = "closed"


class Weight(IntEnum):
    """STOP: a rota cannot be published like this."""

    STOP = 0
    CARE = 1
    GOOD = 2


class RotaAction(StrEnum):
    """A cell's subject is «weekday-starts-ends», a window's «starts-ends», in minutes after midnight."""

    GRID = "grid"
    WEEK = "week"  # every, odd, even
    ROWS = "rows"  # another page of the grid
    CELL = "cell"
    FILL = "fill"  # what the open cell is to say: class:…, grade:…, division:…, free, closed, reading, …
    OPTIONS = "options"  # another page of what a cell may say
    UNDO = "undo"
    SOLVE = "solve"
    SOLVE_HOW = "solve_how"
    PROOFS = "proofs"
    PROOF_PAGE = "proof_page"
    WINDOWS = "windows"
    WINDOW_PAGE = "window_page"
    EARLIER = "earlier"
    LATER = "later"
    SHORTER = "shorter"
    LONGER = "longer"
    SPLIT = "split"
    REMOVE = "remove"
    ADD_WINDOW = "add_window"
    SATURDAY = "saturday"
    PRESETS = "presets"
    PRESET = "preset"
    PUBLISH = "publish"
    PUBLISH_ON = "publish_on"
    START_MONTH = "start_month"
    START_DAY = "start_day"
    VERSIONS = "versions"
    VERSION_PAGE = "version_page"
    VERSION = "version"
    VERSION_DO = "version_do"
    DAYS = "days"
    MONTH = "month"
    DAY = "day"
    DAY_DO = "day_do"
    DAY_WEEKDAY = "day_weekday"
    DAY_WINDOW = "day_window"
    DAY_CLASS = "day_class"
    DAY_CLASSES = "day_classes"
    DAY_REASON = "day_reason"
    MODE = "mode"
    MODE_ASK = "mode_ask"
    MODE_SET = "mode_set"
    PRINT = "print"
    KEPT = "kept"
    KEPT_PAGE = "kept_page"
    PEOPLE = "people"


@dataclass(frozen=True, slots=True)
class Cell:
    """who: those who are entered. week: odd or even where they come in such weeks only, else every. grade: of the
    first class, for its tint; 0 for none. crowded: more come than can be served."""

    subject: str
    kind: CellKind
    who: tuple[Subject, ...] = ()
    week: str = "every"
    grade: int = 0
    crowded: bool = False


@dataclass(frozen=True, slots=True)
class GridRow:
    """Minutes after midnight; a cell for each weekday."""

    starts: int
    ends: int
    cells: tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class ProofLine:
    """place: (weekday 0 Monday, minutes after midnight) of the cell it is about; subject: that cell's."""

    weight: Weight
    code: str
    facts: Mapping[str, Fact] = field(default_factory=dict)
    place: tuple[int, int] | None = None
    subject: str = ""


@dataclass(frozen=True, slots=True)
class GridPage:
    """is_draft: not published yet, holds from `valid_from` on. week: every, odd, even. mend: how many proofs stop it.
    mode: whether the station follows a rota at all."""

    is_draft: bool
    valid_from: date
    week: str
    weekdays: tuple[int, ...]
    rows: tuple[GridRow, ...]
    proofs: tuple[ProofLine, ...]
    mode: Mode
    mend: int = 0
    page: int = 0
    pages: int = 1


@dataclass(frozen=True, slots=True)
class NoRota:
    """Nothing to show yet. classes: how many the school has; without any they are imported first."""

    classes: int


@dataclass(frozen=True, slots=True)
class ProofsPage:
    proofs: tuple[ProofLine, ...]
    mend: int
    page: int = 0
    pages: int = 1


@dataclass(frozen=True, slots=True)
class WindowLine:
    """classes: how many cells of this row have somebody; pupils: how many can be served in one turn."""

    subject: str
    starts: int
    ends: int
    classes: int
    pupils: int


@dataclass(frozen=True, slots=True)
class WindowsPage:
    rows: tuple[WindowLine, ...]
    has_saturday: bool
    page: int = 0
    pages: int = 1


class VersionStanding(StrEnum):
    DRAFT = "draft"
    WAITING = "waiting"
    RUNNING = "running"
    OVER = "over"


@dataclass(frozen=True, slots=True)
class VersionShown:
    """classes: how many classes or groups are entered in it."""

    subject: str
    standing: VersionStanding
    valid_from: date
    valid_to: date | None
    classes: int


@dataclass(frozen=True, slots=True)
class VersionsPage:
    rows: tuple[VersionShown, ...]
    page: int = 0
    pages: int = 1


@dataclass(frozen=True, slots=True)
class KeptLine:
    """turns: of this class that are over; came: at how many of them anybody borrowed (S011)."""

    name: str
    turns: int
    came: int


@dataclass(frozen=True, slots=True)
class KeptPage:
    """first, last: the days looked at, None where no term has begun; rows: who missed most first."""

    rows: tuple[KeptLine, ...]
    first: date | None = None
    last: date | None = None
    page: int = 0
    pages: int = 1


@dataclass(frozen=True, slots=True)
class ModePage:
    """before, after: pupils who borrowed in each week beside the change of `changed_on`; without one `after` are the
    last weeks. pupils: readers of the school."""

    mode: Mode
    pupils: int
    after: tuple[int, ...] = ()
    before: tuple[int, ...] = ()
    changed_on: date | None = None
    mode_before: Mode | None = None

"""What the room of the class rota shows, and what a finger means there."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from kiosk.circulation.denials import Fact
from kiosk.circulation.rota import Mode, Subject, Week
from kiosk.office.rota.draft import CellKind
from kiosk.office.rota.proofs import Weight
from kiosk.office.touch_kit.views import PageView


class CellWeek(StrEnum):
    """Of those who are entered in a cell. BOTH: each of them in odd or even weeks, or some in every one."""

    EVERY = "every"
    ODD = "odd"
    EVEN = "even"
    BOTH = "both"


class RotaAction(StrEnum):
    """A cell's subject is «weekday-starts-ends», a window's «starts-ends», in minutes after midnight."""

    WEEK = "week"  # every, odd, even
    CELL = "cell"
    SOLVE = "solve"
    PROOFS = "proofs"
    WINDOWS = "windows"
    EARLIER = "earlier"
    LATER = "later"
    SHORTER = "shorter"
    LONGER = "longer"
    SPLIT = "split"
    REMOVE = "remove"
    ADD_WINDOW = "add_window"
    SATURDAY = "saturday"
    PRESETS = "presets"
    PUBLISH = "publish"
    VERSIONS = "versions"
    DAYS = "days"
    MODE = "mode"
    PRINT = "print"
    KEPT = "kept"
    PEOPLE = "people"


@dataclass(frozen=True, slots=True)
class Cell:
    """who: those who are entered. grade: of the first class, for its tint; 0 for none. crowded: more come than can be
    served."""

    subject: str
    kind: CellKind
    who: tuple[Subject, ...] = ()
    week: CellWeek = CellWeek.EVERY
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
class RotaGrid(PageView):
    """is_draft: not published yet, holds from `valid_from` on. mend: how many proofs stop it.
    mode: whether the station follows a rota at all."""

    is_draft: bool
    valid_from: date
    week: Week
    weekdays: tuple[int, ...]
    rows: tuple[GridRow, ...]
    proofs: tuple[ProofLine, ...]
    mode: Mode
    mend: int = 0
    page: int = 0
    pages: int = 1


@dataclass(frozen=True, slots=True)
class NoRota(PageView):
    """Nothing to show yet. classes: how many the school has; without any they are imported first."""

    classes: int


@dataclass(frozen=True, slots=True)
class ProofList(PageView):
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
class WindowList(PageView):
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
class VersionList(PageView):
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
class KeptList(PageView):
    """first, last: the days looked at, None where no term has begun; rows: who missed most first."""

    rows: tuple[KeptLine, ...]
    first: date | None = None
    last: date | None = None
    page: int = 0
    pages: int = 1


@dataclass(frozen=True, slots=True)
class ModeChoice(PageView):
    """before, after: pupils who borrowed in each week beside the change of `changed_on`; without one `after` are the
    last weeks. pupils: readers of the school."""

    mode: Mode
    pupils: int
    after: tuple[int, ...] = ()
    before: tuple[int, ...] = ()
    changed_on: date | None = None
    mode_before: Mode | None = None

"""What the feature of the readers shows, and what a finger means there. Identities are hex, days are days."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from kiosk.office.touch_kit.views import PageView

ALL, TEACHERS, NO_CLASS, LEFT = "", "teachers", "no_class", "left"


class PeopleAction(StrEnum):
    # the list
    GROUP = "group"
    GROUPS = "groups"
    STATE = "state"
    CLEAR = "clear"
    SEARCH = "search"
    OPEN = "open"
    REMIND = "remind"
    IMPORT = "import"
    CARDS = "cards"
    PROMOTE = "promote"
    MORE = "more"
    # one reader
    TAB = "tab"
    LEND = "lend"
    BLOCK = "block"
    LOST = "lost"
    REISSUE = "reissue"
    PRINT = "print"
    OWES = "owes"
    LIMIT = "limit"
    EXPIRY = "expiry"
    MOVE = "move"
    LEAVE = "leave"
    DELETE = "delete"
    # classes
    NEW = "new"
    RENAME = "rename"
    TRAINED = "trained"
    SHOW = "show"
    # a list to take in
    PART = "part"
    MISSING = "missing"
    TAKE = "take"
    # staff
    ROLE = "role"
    PIN = "pin"


class State(StrEnum):
    OVERDUE = "overdue"
    CARD_LOST = "card_lost"
    NOT_TRAINED = "not_trained"
    BLOCKED = "blocked"


@dataclass(frozen=True, slots=True)
class Group:
    """subject: ALL, TEACHERS, NO_CLASS, LEFT, or a class; name: of a class, else empty."""

    subject: str
    name: str
    count: int


@dataclass(frozen=True, slots=True)
class PatronLine:
    """on_loan, this_term: volumes; late_days: of the latest."""

    id: str
    number: str
    name: str
    group: str
    on_loan: int
    this_term: int
    late: int
    late_days: int
    blocked: bool
    card_lost: bool
    owes: bool
    trained: bool
    left: bool


@dataclass(frozen=True, slots=True)
class PeopleList(PageView):
    """groups: those in sight, of groups_pages. total: of the school; found: that the filter leaves."""

    total: int
    classes: int
    groups: tuple[Group, ...]
    chosen: Group
    groups_page: int
    groups_pages: int
    counts: tuple[tuple[State, int], ...]
    state: State | None
    rows: tuple[PatronLine, ...]
    found: int
    page: int
    pages: int


@dataclass(frozen=True, slots=True)
class PatronLoan:
    """due_on: by its own day or by a recall; ended_on: once it is back."""

    title: str
    lent_on: date
    due_on: date
    ended_on: date | None
    days_late: int


@dataclass(frozen=True, slots=True)
class Reader:
    """class_id: empty without a class. limit: the own one, None for the policy's."""

    id: str
    number: str
    name: str
    class_id: str
    group: str
    is_teacher: bool
    blocked: bool
    card_lost: bool
    card_issue: int
    owes: bool
    limit: int | None
    expires_on: date | None
    expired: bool
    left: bool
    open_loans: int
    ended_loans: int


@dataclass(frozen=True, slots=True)
class PatronPage(PageView):
    """history: the tab of what was lent and is back."""

    reader: Reader
    history: bool
    rows: tuple[PatronLoan, ...]
    page: int
    pages: int


@dataclass(frozen=True, slots=True)
class ClassLine:
    id: str
    name: str
    grade: int
    readers: int
    on_loan: int
    late: int
    trained: bool


@dataclass(frozen=True, slots=True)
class ClassList(PageView):
    rows: tuple[ClassLine, ...]
    untrained: int
    page: int
    pages: int


@dataclass(frozen=True, slots=True)
class ClassPage(PageView):
    line: ClassLine


class ImportOutcome(StrEnum):
    """What becomes of a line of a reader list, and of those whom it does not name."""

    NEW = "new"
    CHANGED = "changed"
    MISSING = "missing"
    REJECTED = "rejected"


@dataclass(frozen=True, slots=True)
class RosterLine:
    """what: names of the columns that change, or the code of a reject; line: in the file, 0 for the missing."""

    line: int
    number: str
    name: str
    group: str
    what: tuple[str, ...] = ()
    detail: str = ""


@dataclass(frozen=True, slots=True)
class RosterPage(PageView):
    """counts: in the order of ImportOutcome; unchanged: lines that say nothing new. marks_missing: those not in the
    list are to be marked as having left, except lent_to of them, who still have books. takes_something: there is a
    reason to take it."""

    file: str
    counts: tuple[tuple[ImportOutcome, int], ...]
    unchanged: int
    part: ImportOutcome
    rows: tuple[RosterLine, ...]
    marks_missing: bool
    lent_to: int
    takes_something: bool
    page: int
    pages: int


@dataclass(frozen=True, slots=True)
class PromotionLine:
    """becomes: the name in the next year; empty for one that leaves, or keeps its name where leaves is false."""

    id: str
    name: str
    becomes: str
    leaves: bool
    readers: int
    open_loans: int
    clash: bool


@dataclass(frozen=True, slots=True)
class PromotionPage(PageView):
    rows: tuple[PromotionLine, ...]
    moving: int
    leaving: int
    leavers: int
    open_loans: int
    clashes: int
    page: int
    pages: int


@dataclass(frozen=True, slots=True)
class LeaverLoan:
    name: str
    group: str
    title: str
    due_on: date


@dataclass(frozen=True, slots=True)
class LeaverLoans(PageView):
    rows: tuple[LeaverLoan, ...]
    total: int
    page: int
    pages: int


@dataclass(frozen=True, slots=True)
class AccountLine:
    id: str
    name: str
    role: str
    card: str
    has_pin: bool
    is_me: bool
    active: bool = True


@dataclass(frozen=True, slots=True)
class AccountList(PageView):
    rows: tuple[AccountLine, ...]
    page: int
    pages: int


@dataclass(frozen=True, slots=True)
class AccountPage(PageView):
    """last: the only librarian with a PIN, who must stay."""

    line: AccountLine
    last: bool


@dataclass(frozen=True, slots=True)
class NewPin(PageView):
    """again: the second time; differed: the two were not alike, so it begins anew."""

    name: str
    digits: int
    again: bool
    differed: bool

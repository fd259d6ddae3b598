"""What a screen is told: frozen values without a word of prose.

A view says facts (codes, titles, dates); the sentences live in assets/locale. What a finger meant comes back as a tap.
Every name of a patron in a view is masked already. What only staff can open is in staff_views.
"""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from uuid import UUID

from kiosk.circulation.denials import Denial
from kiosk.circulation.signs import Sign, Stop
from kiosk.office.closing_notice.views import Closing
from kiosk.office.setup.views import FirstRun
from kiosk.office.today.notice_views import NoticeDetail, Notices
from kiosk.office.touch_kit.views import Office
from kiosk.selfcheck.staff_views import Devices, FindPatron, Pin, StaffMenu


class Cue(StrEnum):
    """A sound; the same event has the same sound everywhere."""

    CARD = "card"
    BORROWED = "borrowed"
    RETURNED = "returned"
    ATTENTION = "attention"
    STOP = "stop"
    RED_BOX = "red_box"
    FINISHED = "finished"
    QUESTION = "question"


class VisitAct(StrEnum):
    CHECKED_OUT = "checked_out"
    RETURNED = "returned"
    RENEWED = "renewed"
    READ_HERE = "read_here"


@dataclass(frozen=True, slots=True)
class Badge:
    """name is masked; class_name is empty for staff; category: student, teacher, ..."""

    name: str
    class_name: str
    category: str


@dataclass(frozen=True, slots=True)
class Shelf:
    """Places on the patron's shelf. opens_at: the own next turn, when nothing can be borrowed now."""

    limit: int
    on_loan: int
    opens_at: datetime | None = None

    @property
    def left(self) -> int:
        return max(0, self.limit - self.on_loan)


@dataclass(frozen=True, slots=True)
class VisitLine:
    """One thing done in this visit. notes: codes of catalogue sentences said beside it (label_to_mend,
    served_out_of_turn, due_moved_by_holiday, returned_late); undo is offered while can_undo."""

    id: int
    done: VisitAct
    title: str
    due_on: date | None = None
    days_late: int = 0
    days_moved: int = 0
    notes: tuple[Denial, ...] = ()
    can_undo: bool = True


@dataclass(frozen=True, slots=True)
class LoanRow:
    """One open loan. why_not: why it cannot be renewed, or None when it can."""

    loan: UUID
    title: str
    due_on: date
    days_late: int
    days_left: int
    renewals: int
    why_not: Denial | None


@dataclass(frozen=True, slots=True)
class Book:
    title: str
    call_number: str = ""
    shelf: str = ""


class Offer(StrEnum):
    """A way on that a refusal offers as a button, beside «OK» and «ask a teacher»."""

    READ_HERE = "read_here"
    RENEW = "renew"
    RETURN_IT = "return_it"
    MY_LOANS = "my_loans"
    STAFF = "staff"


@dataclass(frozen=True, slots=True)
class Refusal:
    """denials: all of them, the first is said large, the rest as a chip. book: what was refused, if a book was."""

    denials: tuple[Denial, ...]
    book: Book | None
    offers: tuple[Offer, ...]


# --- views, one a screen -------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Welcome:
    """said: one answer given to somebody without a card (an unknown code, nobody's book), or None. closing: other hours
    today."""

    sign: Sign
    route: tuple[Stop, ...]
    said: Refusal | None = None
    closing: Closing | None = None


@dataclass(frozen=True, slots=True)
class ReturnedWithoutCard:
    """A book was shown at the welcome screen and its loan is closed."""

    line: VisitLine


@dataclass(frozen=True, slots=True)
class AskForCard:
    """A book waits for its patron. denial which_copy: it cannot be known whose it is; None: show a card to borrow."""

    books: tuple[Book, ...]
    denial: Denial | None


@dataclass(frozen=True, slots=True)
class AskSameChild:
    """Somebody else may stand there than the child whose visit is open. family_name: all that is shown of that child;
    doubt: a code of what makes the station ask; books: what waits for the answer."""

    family_name: str
    doubt: str
    books: tuple[Book, ...]


@dataclass(frozen=True, slots=True)
class AskKind:
    """The code is both a card and a book in this school: two picture buttons (TapKind)."""

    text: str


@dataclass(frozen=True, slots=True)
class Visit:
    """hero: the last thing done; earlier: what came before it, newest first. loans: what the patron held when the
    visit began (shown while nothing is done yet). said: «already on your list» and the like, over the hero's verb."""

    badge: Badge
    shelf: Shelf
    hero: VisitLine | None = None
    earlier: tuple[VisitLine, ...] = ()
    earlier_page: int = 0
    loans: tuple[LoanRow, ...] = ()
    refusal: Refusal | None = None
    said: Denial | None = None


@dataclass(frozen=True, slots=True)
class MyLoans:
    badge: Badge
    rows: tuple[LoanRow, ...]
    page: int
    pages: int
    overdue: int


@dataclass(frozen=True, slots=True)
class Finished:
    badge: Badge
    returned: int
    borrowed: int
    earliest_due: date | None
    loans: tuple[LoanRow, ...]
    shelf: Shelf


@dataclass(frozen=True, slots=True)
class LaneLine:
    """odd: why the book goes into the red box, or None; checked_in: False when nothing was on record."""

    id: int
    book: Book
    at: datetime
    odd: Denial | None = None
    checked_in: bool = True


@dataclass(frozen=True, slots=True)
class Lane:
    """The returns lane. last: the newest, large; recent: up to two before it. count and red_box: this shift."""

    last: LaneLine | None
    recent: tuple[LaneLine, ...]
    count: int
    red_box: int


SHORTEST_NUMBER = 3  # digits; below, there is nothing to enter


@dataclass(frozen=True, slots=True)
class Keypad:
    """A number is typed because its bars cannot be read. said: why it was not taken; has_no_card: whoever typed it may
    not have a card with him."""

    digits: str
    said: Denial | None = None
    has_no_card: bool = False


@dataclass(frozen=True, slots=True)
class FoundTitle:
    """One title in a search: copies on the shelf, or the day the next one is due back."""

    title: str
    author: str
    call_number: str
    shelf: str
    available: int
    due_back: date | None


@dataclass(frozen=True, slots=True)
class Search:
    text: str
    total: int
    results: tuple[FoundTitle, ...]
    page: int
    pages: int


@dataclass(frozen=True, slots=True)
class CameraLost:
    """reason: absent, unplugged or frozen; since: when it was noticed."""

    reason: str
    since: datetime


@dataclass(frozen=True, slots=True)
class OutOfService:
    """cause: disk_full, database or restart; code: what a technician asks for; safe: records kept here."""

    cause: str
    code: str
    safe: int


View = (
    Welcome
    | ReturnedWithoutCard
    | AskForCard
    | AskSameChild
    | AskKind
    | Visit
    | MyLoans
    | Finished
    | Lane
    | Keypad
    | Pin
    | StaffMenu
    | Devices
    | Notices
    | NoticeDetail
    | FindPatron
    | Search
    | CameraLost
    | OutOfService
    | Office
    | FirstRun
)


# --- the status bar --------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class StatusFacts:
    """camera: ok, lost or none (a station with a scanner gun only); sees: idle, sees (something is held up) or read;
    online: None when the station never syncs; waiting: records not yet sent; guidance: what would make readable what
    is held up, or empty; unreadable: it has been tried for long, so the keypad is offered."""

    school: str
    camera: str = "ok"
    sees: str = "idle"
    online: bool | None = None
    waiting: int = 0
    guidance: str = ""
    unreadable: bool = False

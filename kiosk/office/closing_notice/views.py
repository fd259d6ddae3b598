"""What is said on the idle screen, and the page on which the librarian sets it."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from kiosk.office.touch_kit.views import PageView


class ClosingKind(StrEnum):
    CLOSES_AT = "closes_at"
    OPENS_AT = "opens_at"
    CLOSED = "closed"


class ClosingNoticeAction(StrEnum):
    ADD = "closing_notice.add"
    WITHDRAW = "closing_notice.withdraw"  # subject: the notice


@dataclass(frozen=True, slots=True)
class Closing:
    """clock: «11:00», empty for a day on which it does not open."""

    kind: ClosingKind
    clock: str = ""


@dataclass(frozen=True, slots=True)
class ClosingLine:
    """id: hex. is_on: it is said today."""

    id: str
    closing: Closing
    starts_on: date
    ends_on: date
    is_on: bool


@dataclass(frozen=True, slots=True)
class ClosingNotices(PageView):
    rows: tuple[ClosingLine, ...]
    page: int = 0
    pages: int = 1

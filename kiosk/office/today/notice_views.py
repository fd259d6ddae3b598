"""What the librarian's list shows, in the office and at the desk behind the PIN."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from kiosk.circulation.notices import NoticeFacts
from kiosk.office.touch_kit.views import PageView


@dataclass(frozen=True, slots=True)
class NoticeLine:
    """A line of the librarian's list; readers by number."""

    id: UUID
    kind: str
    at: datetime
    facts: NoticeFacts


@dataclass(frozen=True, slots=True)
class Notices(PageView):
    """A page of what needs a person, newest first. done: what was just taken off, which can be undone."""

    rows: tuple[NoticeLine, ...]
    total: int
    page: int
    pages: int
    done: NoticeLine | None = None


@dataclass(frozen=True, slots=True)
class NoticeDetail(PageView):
    """has_reader, has_book: whether the office can lead on to them."""

    notice: NoticeLine
    has_reader: bool = False
    has_book: bool = False

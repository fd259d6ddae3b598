"""The librarian's list at the station: a page of it, one line of it, and taking that off the list."""

from datetime import datetime
from uuid import UUID

from kiosk.lending.desk import Desk
from kiosk.lending.notices import OpenNotice, count_open, newest_notices, notice_by_id, reopen, resolve
from kiosk.selfcheck.staff_views import NoticeDetail, NoticeLine, Notices
from kiosk.taps import AnyTap, Tap, TapChoice

A_PAGE = 6


class NoticeDesk:
    """staff: whose PIN opened it, and who therefore has seen to what is taken off."""

    def __init__(self, desk: Desk, staff: UUID) -> None:
        self._desk, self._staff = desk, staff
        self._page = 0
        self._done: NoticeLine | None = None
        self._chosen: NoticeLine | None = None
        self.view: Notices | NoticeDetail = self._look()

    def tap(self, tap: AnyTap, at: datetime) -> bool:
        """False when the list is left."""
        if self._chosen is None and tap in (Tap.BACK, Tap.DISMISS, Tap.FINISH):
            return False
        self._answer(tap, at)
        self.view = self._look()
        return True

    def _answer(self, tap: AnyTap, at: datetime) -> None:
        done, self._done = self._done, None
        match tap:
            case TapChoice(chosen):
                found = notice_by_id(chosen)
                self._chosen = self._line(found) if found else None
            case Tap.RESOLVE if self._chosen is not None:
                resolve(self._desk.db, self._desk.journal, self._chosen.id, self._staff, at)
                self._done, self._chosen = self._chosen, None
            case Tap.REOPEN if done is not None:
                reopen(self._desk.db, self._desk.journal, done.id, self._staff, at)
            case Tap.NEXT_PAGE | Tap.PREVIOUS_PAGE:
                self._page += 1 if tap is Tap.NEXT_PAGE else -1
            case Tap.BACK | Tap.DISMISS | Tap.FINISH:
                self._chosen = None

    def _look(self) -> Notices | NoticeDetail:
        if self._chosen is not None:
            return NoticeDetail(self._chosen)
        total = count_open()
        pages = max(1, -(-total // A_PAGE))
        self._page = min(max(0, self._page), pages - 1)
        rows = tuple(self._line(notice) for notice in newest_notices(self._page, A_PAGE))
        return Notices(rows, total, self._page, pages, self._done)

    def _line(self, notice: OpenNotice) -> NoticeLine:
        return NoticeLine(notice.id, notice.kind, self._desk.local(notice.at), notice.facts)

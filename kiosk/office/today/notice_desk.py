"""The librarian's list as a state machine: a page of it, one line of it, and taking that off the list."""

from datetime import datetime

from kiosk.lending.desk import Desk
from kiosk.lending.notices import OpenNotice, count_open, newest_notices, notice_by_id
from kiosk.office.actors import Actor
from kiosk.office.today.notice_views import NoticeDetail, NoticeLine, Notices
from kiosk.office.today.notices import put_back, take_off
from kiosk.office.touch_kit.paging import Pager
from kiosk.taps import AnyTap, Tap, TapChoice

A_PAGE = 6


class NoticeDesk:
    """actor: whose PIN opened it, and who therefore has seen to what is taken off."""

    def __init__(self, desk: Desk, actor: Actor) -> None:
        self._desk, self._actor = desk, actor
        self._pager = Pager(A_PAGE)
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
                take_off(self._desk, self._actor, at, self._chosen.id)
                self._done, self._chosen = self._chosen, None
            case Tap.REOPEN if done is not None:
                put_back(self._desk, self._actor, at, done.id)
            case Tap.NEXT_PAGE | Tap.PREVIOUS_PAGE:
                self._pager.turn(str(self._pager.number + (1 if tap is Tap.NEXT_PAGE else -1)))
            case Tap.BACK | Tap.DISMISS | Tap.FINISH:
                self._chosen = None

    def _look(self) -> Notices | NoticeDetail:
        if self._chosen is not None:
            return NoticeDetail(self._chosen)
        total = count_open()
        page = self._pager.among(total)
        rows = tuple(self._line(notice) for notice in newest_notices(page, A_PAGE))
        return Notices(rows, total, page, self._pager.pages, self._done)

    def _line(self, notice: OpenNotice) -> NoticeLine:
        return NoticeLine(notice.id, notice.kind, self._desk.local(notice.at), notice.facts)

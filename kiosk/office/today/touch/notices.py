"""The librarian's list as it is at the desk, within the office: one line leads on to the reader or the book."""

from dataclasses import replace
from datetime import datetime

from kiosk.office.today.notice_desk import NoticeDesk
from kiosk.office.today.notice_views import NoticeDetail, Notices
from kiosk.office.today.notices import About, about
from kiosk.office.today.views import TodayAction
from kiosk.office.touch_kit.page import Back, GoTo, Move, Page, RoomContext
from kiosk.taps import Act, AnyTap, Tap

NOBODY = About("", "")


class NoticesPage(Page):
    def __init__(self, context: RoomContext) -> None:
        self._notices = NoticeDesk(context.desk, context.actor)
        self._about = NOBODY

    def tap(self, tap: AnyTap, at: datetime) -> Move:
        match tap:
            case Act(TodayAction.TO_READER) if self._about.patron:
                return GoTo("people", self._about.patron)
            case Act(TodayAction.TO_BOOK) if self._about.record:
                return GoTo("books", f"record:{self._about.record}")
            case Act():
                return None
        return self._handed_on(tap, at)

    def back(self, at: datetime) -> Move:
        return self._handed_on(Tap.BACK, at)

    def _handed_on(self, tap: AnyTap, at: datetime) -> Move:
        if not self._notices.tap(tap, at):
            return Back()
        view = self._notices.view
        self._about = about(view.notice.facts) if isinstance(view, NoticeDetail) else NOBODY
        return None

    def view(self, at: datetime) -> Notices | NoticeDetail:
        view = self._notices.view
        if isinstance(view, NoticeDetail):
            return replace(view, has_reader=bool(self._about.patron), has_book=bool(self._about.record))
        return view

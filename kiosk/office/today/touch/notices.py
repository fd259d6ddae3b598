"""The librarian's list as it is at the desk, within the office: one line leads on to the reader or the book."""

from dataclasses import replace
from datetime import datetime

from kiosk.office.today.notices import About, about
from kiosk.office.today.views import TodayAction
from kiosk.office.touch_kit.leaf import Leaf, Way
from kiosk.office.touch_kit.room import GoTo, RoomContext
from kiosk.selfcheck.notice_desk import NoticeDesk
from kiosk.selfcheck.staff_views import NoticeDetail
from kiosk.taps import Act, AnyTap

NOBODY = About("", "")


class NoticesLeaf(Leaf):
    def __init__(self, here: RoomContext) -> None:
        self._notices = NoticeDesk(here.desk, here.actor)
        self._about = NOBODY

    def tap(self, tap: AnyTap, at: datetime) -> Leaf | Way | GoTo:
        match tap:
            case Act(TodayAction.TO_READER) if self._about.patron:
                return GoTo("people", self._about.patron)
            case Act(TodayAction.TO_BOOK) if self._about.record:
                return GoTo("books", f"record:{self._about.record}")
            case Act():
                return Way.STAY
        if not self._notices.tap(tap, at):
            return Way.BACK
        view = self._notices.view
        self._about = about(view.notice.facts) if isinstance(view, NoticeDetail) else NOBODY
        return Way.STAY

    def page(self, at: datetime) -> object:
        view = self._notices.view
        if isinstance(view, NoticeDetail):
            return replace(view, has_reader=bool(self._about.patron), has_book=bool(self._about.record))
        return view

"""Which function draws which page of the room «today»; the librarian's list is the one of the desk."""

from collections.abc import Callable, Mapping

from kiosk.office.today import views
from kiosk.office.today.notice_views import NoticeDetail, Notices
from kiosk.office.today.views import TodayAction
from kiosk.office.touch_kit.views import PageView
from kiosk.screens.notice_detail import draw_notice
from kiosk.screens.notices import count_said, draw_done, draw_list
from kiosk.screens.office.canvas import HeadButton, OfficeCanvas, way_back
from kiosk.screens.office.today.day import draw_today
from kiosk.screens.office.today.lists import (
    draw_counts,
    draw_fault_list,
    draw_faults,
    draw_plan,
    draw_refusals,
    draw_refused_for,
    draw_rehearsal,
    draw_rehearsed_class,
)
from kiosk.screens.office.today.trail import draw_entry, draw_trail
from kiosk.screens.widgets.grid import Box
from kiosk.screens.widgets.pager import draw_pager
from kiosk.taps import Act

GAP = 10


def draw_notices(screen: OfficeCanvas, page: Notices) -> None:
    _head(screen, count_said(screen, page))
    main = screen.main
    toast, pager = Box(main.x, main.bottom - 86, main.w, 86).columns(2)
    if screen.grid.portrait:
        toast, pager = (Box(main.x, main.bottom - up, main.w, 86) for up in (182, 86))
    foot = toast if page.done is not None else pager
    draw_list(screen, page, main._replace(h=foot.y - GAP - main.y))
    draw_done(screen, page, toast)
    draw_pager(screen, pager._replace(h=80), page.page, page.pages)


def draw_notice_page(screen: OfficeCanvas, page: NoticeDetail) -> None:
    ways = ((page.has_reader, TodayAction.TO_READER, "person"), (page.has_book, TodayAction.TO_BOOK, "book"))
    buttons = [HeadButton(screen.say(action), Act(action), icon) for there, action, icon in ways if there]
    _head(screen, screen.moment(page.notice.at, with_day=True), *buttons)
    main = screen.main
    if screen.grid.portrait:
        card = main._replace(h=main.h - 400)
        advice = Box(main.x, card.bottom + 16, main.w, 240)
        draw_notice(screen, page.notice, (card, advice, Box(main.x, advice.bottom + 16, main.w, 128)))
        return
    card = main._replace(w=main.w - 396)
    right = Box(card.right + 16, main.y, 380, main.h - 156)
    draw_notice(screen, page.notice, (card, right, Box(right.x, right.bottom + 16, 380, 140)))


def _head(screen: OfficeCanvas, second: str, *buttons: HeadButton) -> None:
    screen.head(screen.say("notices.title"), second, *buttons, way_back(screen))


PAGES: Mapping[type[PageView], Callable] = {
    views.Counts: draw_counts,
    views.FaultList: draw_fault_list,
    views.Faults: draw_faults,
    views.DayPlan: draw_plan,
    views.Refusals: draw_refusals,
    views.RefusedFor: draw_refused_for,
    views.Rehearsal: draw_rehearsal,
    views.RehearsedClass: draw_rehearsed_class,
    views.Today: draw_today,
    views.Trail: draw_trail,
    views.TrailEntry: draw_entry,
    NoticeDetail: draw_notice_page,
    Notices: draw_notices,
}

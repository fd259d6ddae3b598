"""Draws the notices of closing: what is said, from when to when; a touch of one withdraws it."""

from collections.abc import Callable, Mapping

from kiosk.office.closing_notice.views import ClosingLine, ClosingNoticeAction, ClosingNotices
from kiosk.office.touch_kit.views import PageView
from kiosk.screens.office.canvas import HeadButton, OfficeCanvas
from kiosk.screens.office.kit import TableColumn, TableLine, Tag, draw_empty, draw_foot_pager, draw_table
from kiosk.screens.widgets.board import MAIN
from kiosk.taps import Act


def draw_closing_notices(screen: OfficeCanvas, page: ClosingNotices) -> None:
    add = (screen.say("closing_notice.add"), Act(ClosingNoticeAction.ADD))
    screen.head(screen.say("closing_notice.title"), screen.say("closing_notice.hint"),
                HeadButton(*add, "plus", MAIN))  # fmt: skip
    main = screen.main
    if not page.rows:
        draw_empty(
            screen, main, "bell", screen.say("closing_notice.none"), screen.say("closing_notice.none.hint"), button=add
        )
        return
    columns = (
        TableColumn(screen.say("closing_notice.column.said"), 4),
        TableColumn(screen.say("closing_notice.column.days"), 4),
        TableColumn("", 2.4),
    )
    draw_table(screen, screen.above_foot, columns, [_line(screen, row) for row in page.rows])
    draw_foot_pager(screen, screen.foot, page.page, page.pages)


def _line(screen: OfficeCanvas, row: ClosingLine) -> TableLine:
    day = screen.context.wording.day
    days = day(row.starts_on, short=True)
    if row.ends_on != row.starts_on:
        days = screen.say("closing_notice.from_to", first=days, last=day(row.ends_on, short=True))
    tag = Tag(screen.say("closing_notice.is_on"), "good") if row.is_on else Tag(screen.say("closing_notice.later"))
    said = screen.say(f"closing_notice.said.{row.closing.kind}", clock=row.closing.clock)
    return TableLine((said, days, tag), Act(ClosingNoticeAction.WITHDRAW, row.id), strong=0)


PAGES: Mapping[type[PageView], Callable] = {ClosingNotices: draw_closing_notices}

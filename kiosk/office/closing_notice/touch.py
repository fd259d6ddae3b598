"""The notice of closing at the station: what is said now and later; a new one in four taps."""

from collections.abc import Sequence
from datetime import date, datetime
from functools import partial
from uuid import UUID

from kiosk.clock import clock_text
from kiosk.office.closing_notice.notices import announce, coming, withdraw
from kiosk.office.closing_notice.views import ClosingKind, ClosingNoticeAction, ClosingNotices
from kiosk.office.touch_kit.page import Move, Page, RoomContext, told
from kiosk.office.touch_kit.pages import ConfirmPage, DayPage, PickPage, days_from, known
from kiosk.office.touch_kit.paging import Pager
from kiosk.office.touch_kit.views import Option
from kiosk.taps import Act, AnyTap

ROWS = 6
CLOCKS = range(7 * 60, 18 * 60 + 1, 30)  # a school's day, in half hours


def pages(context: RoomContext, subject: str) -> Sequence[Page]:
    return (ClosingNoticesPage(context),)


class ClosingNoticesPage(Page):
    pager: Pager

    def __init__(self, context: RoomContext) -> None:
        self._context = context
        self.pager = Pager(ROWS)

    def tap(self, tap: AnyTap, at: datetime) -> Move:
        match tap:
            case Act(ClosingNoticeAction.ADD):
                kinds = tuple(Option(kind, f"closing_notice.{kind}") for kind in ClosingKind)
                return PickPage("closing_notice.kind", known(kinds), self._ask_clock)
            case Act(ClosingNoticeAction.WITHDRAW, notice):
                return ConfirmPage("closing_notice.withdraw", partial(self._withdraw, UUID(notice)))
        return None

    def _withdraw(self, notice: UUID, at: datetime) -> Move:
        done = withdraw(self._context.desk, self._context.actor, at, notice)
        return told("closing_notice.told.withdrawn", done)

    def _ask_clock(self, subject: str, at: datetime) -> Page:
        kind = ClosingKind(subject)
        if kind is ClosingKind.CLOSED:
            return self._ask_first(kind, None, at)
        clocks = tuple(Option(str(minutes), clock_text(minutes)) for minutes in CLOCKS)
        return PickPage(
            f"closing_notice.clock.{kind}", known(clocks), lambda picked, at: self._ask_first(kind, int(picked), at)
        )

    def _ask_first(self, kind: ClosingKind, minutes: int | None, at: datetime) -> Page:
        today = at.date()
        then = partial(self._ask_last, kind, minutes)
        return DayPage("closing_notice.first", today, then, days_from(today, marked=today))

    def _ask_last(self, kind: ClosingKind, minutes: int | None, first: date, at: datetime) -> Page:
        then = partial(self._announce, kind, minutes, first)
        return DayPage("closing_notice.last", first, then, days_from(first, marked=first))

    def _announce(self, kind: ClosingKind, minutes: int | None, first: date, last: date, at: datetime) -> Move:
        done = announce(self._context.desk, self._context.actor, at, kind, minutes, first, last)
        return told("closing_notice.told.announced", done, day=first)

    def view(self, at: datetime) -> ClosingNotices:
        _, rows = self.pager.asked(partial(coming, at.date()))
        return ClosingNotices(rows, self.pager.number, self.pager.pages)

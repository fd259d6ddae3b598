"""The step into the next school year: what every class becomes, who leaves and with which books, and then the step."""

from datetime import datetime

from kiosk.office.people.promotion import leavers_loans, plan, promote
from kiosk.office.people.views import LeaverLoans, PeopleAction, PromotionLine, PromotionPage
from kiosk.office.touch_kit.page import Move, Page, RoomContext, told
from kiosk.office.touch_kit.pages import ConfirmPage, WaitPage
from kiosk.office.touch_kit.paging import Pager
from kiosk.taps import Act, AnyTap, FrameAction

ROWS = 5
LOANS = 6


class PromotePage(Page):
    """_otherwise: the classes for which the librarian has decided against what we proposed."""

    pager: Pager

    def __init__(self, context: RoomContext) -> None:
        self._context, self.pager = context, Pager(ROWS)
        self._otherwise: frozenset[str] = frozenset()

    def tap(self, tap: AnyTap, at: datetime) -> Move:
        lines = plan(self._otherwise)
        match tap:
            case Act(FrameAction.PICK, subject):
                self._otherwise ^= {subject}
            case Act(PeopleAction.SHOW):
                return LeaverLoansPage(self._context, lines)
            case Act(PeopleAction.PROMOTE) if _can_go(lines):
                return ConfirmPage("people.promote", lambda now: self._promote(lines, now), _sums(lines))
        return None

    def _promote(self, lines: tuple[PromotionLine, ...], at: datetime) -> Page:
        desk, actor, sums = self._context.desk, self._context.actor, _sums(lines)
        job = self._context.jobs.start(lambda _job: promote(desk, actor, at, lines))
        return WaitPage("people.promoting", job, lambda done, _at: told("people.told.promoted", done, steps=1, **sums))

    def view(self, at: datetime) -> PromotionPage:
        lines = plan(self._otherwise)
        rows = self.pager.of(lines)
        clashes = sum(line.clash for line in lines)
        return PromotionPage(rows, **_sums(lines), clashes=clashes, page=self.pager.number, pages=self.pager.pages)


def _can_go(lines: tuple[PromotionLine, ...]) -> bool:
    return any(line.becomes or line.leaves for line in lines) and not any(line.clash for line in lines)


def _sums(lines: tuple[PromotionLine, ...]) -> dict[str, int]:
    return {
        "moving": sum(bool(line.becomes) for line in lines),
        "leaving": sum(line.leaves for line in lines),
        "leavers": sum(line.readers for line in lines if line.leaves),
        "open_loans": sum(line.open_loans for line in lines),
    }


class LeaverLoansPage(Page):
    pager: Pager

    def __init__(self, context: RoomContext, lines: tuple[PromotionLine, ...]) -> None:
        self._context, self._lines, self.pager = context, lines, Pager(LOANS)

    def view(self, at: datetime) -> LeaverLoans:
        desk = self._context.desk
        total, rows = self.pager.asked(lambda first, size: leavers_loans(desk, self._lines, first, size))
        return LeaverLoans(rows, total, self.pager.number, self.pager.pages)

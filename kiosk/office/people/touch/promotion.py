"""The step into the next school year: what every class becomes, who leaves and with which books, and then the step."""

from datetime import datetime
from uuid import UUID

from kiosk.office.people.promotion import leavers_loans, plan, promote
from kiosk.office.people.touch.parts import Ask, Back, Move, Wait, pages_of, told, turned
from kiosk.office.people.views import LeaverLoans, PeopleAction, PromotionLine, PromotionPage
from kiosk.office.touch_kit.room import RoomContext
from kiosk.taps import Act, AnyTap

ROWS = 5
LOANS = 6


class PromotePart:
    """_otherwise: the classes for which the librarian has decided against what we proposed."""

    def __init__(self, here: RoomContext) -> None:
        self._here = here
        self._otherwise: frozenset[str] = frozenset()
        self._page = 0

    def tap(self, tap: AnyTap, at: datetime) -> Move:
        lines = plan(self._otherwise)
        match tap:
            case Act(PeopleAction.PICK, subject):
                self._otherwise ^= {subject}
            case Act(PeopleAction.TURN, subject):
                self._page = turned(subject, pages_of(len(lines), ROWS))
            case Act(PeopleAction.SHOW):
                return LeaversPart(lines)
            case Act(PeopleAction.PROMOTE) if _can_go(lines):
                return Ask("promote", lambda now: self._promote(lines, now), **_sums(lines))
            case Act(PeopleAction.BACK):
                return Back()
        return None

    def _promote(self, lines: tuple[PromotionLine, ...], at: datetime) -> Move:
        def work(_job) -> UUID:
            return promote(self._here.desk, self._here.actor, at, lines)

        facts = _sums(lines)
        return Wait(
            "promoting", self._here.jobs.start(work), lambda entry, _: Back(1, told("promoted", entry, **facts))
        )

    def page(self, _at: datetime) -> PromotionPage:
        lines = plan(self._otherwise)
        sums = _sums(lines)
        return PromotionPage(
            rows=lines[self._page * ROWS : (self._page + 1) * ROWS],
            moving=sums["moving"],
            leaving=sums["leaving"],
            leavers=sums["leavers"],
            open_loans=sums["open_loans"],
            clashes=sum(line.clash for line in lines),
            page=self._page,
            pages=pages_of(len(lines), ROWS),
        )


def _can_go(lines: tuple[PromotionLine, ...]) -> bool:
    return any(line.becomes or line.leaves for line in lines) and not any(line.clash for line in lines)


def _sums(lines: tuple[PromotionLine, ...]) -> dict[str, int]:
    return {
        "moving": sum(bool(line.becomes) for line in lines),
        "leaving": sum(line.leaves for line in lines),
        "leavers": sum(line.readers for line in lines if line.leaves),
        "open_loans": sum(line.open_loans for line in lines),
    }


class LeaversPart:
    def __init__(self, lines: tuple[PromotionLine, ...]) -> None:
        self._lines, self._page = lines, 0

    def tap(self, tap: AnyTap, _at: datetime) -> Move:
        match tap:
            case Act(PeopleAction.TURN, subject):
                self._page = turned(subject, pages_of(leavers_loans(self._lines, 0, LOANS)[0], LOANS))
            case Act(PeopleAction.BACK):
                return Back()
        return None

    def page(self, _at: datetime) -> LeaverLoans:
        total, rows = leavers_loans(self._lines, self._page, LOANS)
        return LeaverLoans(rows, total, self._page, pages_of(total, LOANS))

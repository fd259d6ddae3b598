"""Pages of the rehearsal: its turns, who would be turned away in one of them, and what is wrong in the data."""

from datetime import datetime

from kiosk.office.today.faults import ABOUT_PEOPLE, fault_lines
from kiosk.office.today.rehearsal import Rehearsed
from kiosk.office.today.touch.days import LINES, to_reader
from kiosk.office.today.views import Fault, FaultList, Faults, Rehearsal, RehearsedClass, TodayAction, Topic
from kiosk.office.touch_kit.page import GoTo, Move, Page
from kiosk.office.touch_kit.paging import Pager
from kiosk.taps import Act, AnyTap


class RehearsalPage(Page):
    is_still = True
    pager: Pager

    def __init__(self, rehearsed: Rehearsed) -> None:
        self._rehearsed = rehearsed
        self.pager = Pager(LINES)

    def tap(self, tap: AnyTap, at: datetime) -> Move:
        match tap:
            case Act(TodayAction.CLASS, number):
                return TurnPage(self._rehearsed, int(number))
            case Act(TodayAction.OPEN, Topic.FAULTS):
                return FaultsPage(self._rehearsed)
        return None

    def view(self, at: datetime) -> Rehearsal:
        day = self._rehearsed.day
        return Rehearsal(day, self.pager.of(day.turns), self.pager.number, self.pager.pages)


class TurnPage(Page):
    """number: of the turn in the day that was rehearsed."""

    is_still = True
    pager: Pager

    def __init__(self, rehearsed: Rehearsed, number: int) -> None:
        assert rehearsed.day.day is not None  # it has a turn
        self._day, self._played = rehearsed.day.day, rehearsed.played[number]
        self.pager = Pager(LINES)

    def tap(self, tap: AnyTap, at: datetime) -> Move:
        return to_reader(tap)

    def view(self, at: datetime) -> RehearsedClass:
        rows = self.pager.of(self._played.refused)
        return RehearsedClass(self._day, self._played.turn, rows, self.pager.number, self.pager.pages)


class FaultsPage(Page):
    is_still = True

    def __init__(self, rehearsed: Rehearsed) -> None:
        self._rehearsed = rehearsed

    def tap(self, tap: AnyTap, at: datetime) -> Move:
        match tap:
            case Act(TodayAction.FAULT, kind):
                return FaultListPage(self._rehearsed, Fault(kind))
        return None

    def view(self, at: datetime) -> Faults:
        counts = self._rehearsed.day.faults
        return Faults(counts, tuple(fault for fault in Fault if fault not in counts))


class FaultListPage(Page):
    pager: Pager

    def __init__(self, rehearsed: Rehearsed, fault: Fault) -> None:
        self._found, self._fault = rehearsed.found, fault
        self.pager = Pager(LINES)

    def tap(self, tap: AnyTap, at: datetime) -> Move:
        match tap:
            case Act(TodayAction.MEND, record) if self._fault not in ABOUT_PEOPLE:
                return GoTo("books", f"record:{record}")
        return to_reader(tap)

    def view(self, at: datetime) -> FaultList:
        total = self._found.counts[self._fault]
        page = self.pager.among(total)
        lines = fault_lines(self._fault, self._found, page, self.pager.size)
        return FaultList(self._fault, self._fault in ABOUT_PEOPLE, lines, total, page, self.pager.pages)

"""Pages of the rehearsal: its turns, who would be turned away in one of them, and what is wrong in the data."""

from datetime import datetime

from kiosk.office.today.faults import ABOUT_PEOPLE, Fault, fault_lines
from kiosk.office.today.rehearsal import Rehearsed
from kiosk.office.today.views import FaultList, Faults, Rehearsal, RehearsedClass, TodayAction, Topic
from kiosk.office.touch_kit.leaf import Leaf, ListLeaf, Pager, ReadersLeaf, Way, is_back
from kiosk.office.touch_kit.room import GoTo
from kiosk.taps import Act, AnyTap


class RehearsalLeaf(ListLeaf):
    def __init__(self, rehearsed: Rehearsed) -> None:
        self._rehearsed = rehearsed
        self._pager = Pager()

    def _lead(self, tap: AnyTap, at: datetime) -> Leaf | Way:
        match tap:
            case Act(TodayAction.CLASS, number):
                return ClassLeaf(self._rehearsed, int(number))
            case Act(TodayAction.OPEN, Topic.FAULTS):
                return FaultsLeaf(self._rehearsed)
        return Way.STAY

    def page(self, at: datetime) -> Rehearsal:
        turns, paged = self._pager.of(self._rehearsed.day.turns)
        return Rehearsal(self._rehearsed.day, turns, paged)


class ClassLeaf(ReadersLeaf):
    """number: of the turn in the day that was rehearsed."""

    def __init__(self, rehearsed: Rehearsed, number: int) -> None:
        self._day, self._played = rehearsed.day.day, rehearsed.played[number]
        self._pager = Pager()

    def page(self, at: datetime) -> RehearsedClass:
        rows, paged = self._pager.of(self._played.refused)
        return RehearsedClass(self._day, self._played.turn, rows, paged)


class FaultsLeaf(Leaf):
    def __init__(self, rehearsed: Rehearsed) -> None:
        self._rehearsed = rehearsed

    def tap(self, tap: AnyTap, at: datetime) -> Leaf | Way:
        if is_back(tap):
            return Way.BACK
        match tap:
            case Act(TodayAction.FAULT, kind):
                return FaultListLeaf(self._rehearsed, Fault(kind))
        return Way.STAY

    def page(self, at: datetime) -> Faults:
        counts = self._rehearsed.day.faults
        return Faults(counts, tuple(fault.value for fault in Fault if fault not in counts))


class FaultListLeaf(ListLeaf):
    def __init__(self, rehearsed: Rehearsed, fault: Fault) -> None:
        self._found, self._fault = rehearsed.found, fault
        self._pager = Pager()

    def _lead(self, tap: AnyTap, at: datetime) -> Leaf | Way | GoTo:
        match tap:
            case Act(TodayAction.MEND, row) if self._fault in ABOUT_PEOPLE:
                return GoTo("people", row)
            case Act(TodayAction.MEND, row):
                return GoTo("books", f"record:{row}")
        return Way.STAY

    def page(self, at: datetime) -> FaultList:
        total = self._found.counts[self._fault]
        paged = self._pager.among(total)
        lines = fault_lines(self._fault, self._found, paged.page, self._pager.size)
        return FaultList(self._fault.value, self._fault in ABOUT_PEOPLE, lines, total, paged)

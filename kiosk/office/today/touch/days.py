"""Pages of the day itself: who is served when, the figures of every class and hour, who was turned away and why."""

from datetime import date, datetime, timedelta

from kiosk.lending.desk import Desk
from kiosk.office.today.day import (
    by_class,
    by_hour,
    figures_of,
    in_all,
    is_open_all_day,
    plan_of,
    refusals_by_reason,
    refused_for,
)
from kiosk.office.today.views import Counts, DayPlan, Refusals, RefusedFor, Split, TodayAction
from kiosk.office.touch_kit.leaf import Leaf, ListLeaf, Pager, ReadersLeaf, Way
from kiosk.taps import Act, AnyTap

A_DAY = timedelta(days=1)


class PlanLeaf(ListLeaf):
    def __init__(self, desk: Desk, day: date) -> None:
        self._desk, self._day = desk, day
        self._pager = Pager()

    def _lead(self, tap: AnyTap, at: datetime) -> Leaf | Way:
        match tap:
            case Act(TodayAction.DAY, day):
                self._day, self._pager = date.fromisoformat(day), Pager()
        return Way.STAY

    def page(self, at: datetime) -> DayPlan:
        rota = self._desk.bylaw().rota
        has_begun = self._day <= at.date()
        figures = figures_of(self._desk, self._day) if has_begun else None
        lines, paged = self._pager.of(plan_of(rota, self._day, at, figures))
        is_holiday = rota.calendar.is_holiday(self._day)
        open_all_day = is_open_all_day(rota, self._day)
        before, after = self._day - A_DAY, self._day + A_DAY
        return DayPlan(self._day, lines, before, after, has_begun, is_holiday, open_all_day, paged)


class CountsLeaf(ListLeaf):
    def __init__(self, desk: Desk, split: Split) -> None:
        self._desk, self._split = desk, split
        self._pager = Pager()

    def _lead(self, tap: AnyTap, at: datetime) -> Leaf | Way:
        self._split, self._pager = split_of(tap, self._split), Pager()
        return Way.STAY

    def page(self, at: datetime) -> Counts:
        figures = figures_of(self._desk, at.date())
        rows, paged = self._pager.of(by_class(figures) if self._split is Split.CLASS else by_hour(figures))
        return Counts(figures.day, self._split, rows, in_all(figures), paged)


def split_of(tap: AnyTap, before: Split) -> Split:
    match tap:
        case Act(TodayAction.BY_CLASS):
            return Split.CLASS
        case Act(TodayAction.BY_HOUR):
            return Split.HOUR
    return before


class RefusalsLeaf(ListLeaf):
    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._pager = Pager()

    def _lead(self, tap: AnyTap, at: datetime) -> Leaf | Way:
        match tap:
            case Act(TodayAction.REASON, code):
                return RefusedForLeaf(self._desk, code)
        return Way.STAY

    def page(self, at: datetime) -> Refusals:
        figures = figures_of(self._desk, at.date())
        rows, paged = self._pager.of(refusals_by_reason(figures))
        return Refusals(figures.day, len(figures.turned), rows, paged)


class RefusedForLeaf(ReadersLeaf):
    def __init__(self, desk: Desk, code: str) -> None:
        self._desk, self._code = desk, code
        self._pager = Pager()

    def page(self, at: datetime) -> RefusedFor:
        lines = refused_for(self._desk, figures_of(self._desk, at.date()), self._code)
        rows, paged = self._pager.of(lines)
        return RefusedFor(self._code, rows, len(lines), paged)

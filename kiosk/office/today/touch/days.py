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
from kiosk.office.touch_kit.page import GoTo, Move, Page
from kiosk.office.touch_kit.paging import Pager
from kiosk.taps import Act, AnyTap

LINES = 6  # upright there would be room for more
A_DAY = timedelta(days=1)


class PlanPage(Page):
    pager: Pager

    def __init__(self, desk: Desk, day: date) -> None:
        self._desk = desk
        self._show(day)

    def _show(self, day: date) -> None:
        self._day, self.pager = day, Pager(LINES)

    def tap(self, tap: AnyTap, at: datetime) -> Move:
        match tap:
            case Act(TodayAction.DAY, day):
                self._show(date.fromisoformat(day))
        return None

    def view(self, at: datetime) -> DayPlan:
        rota, day = self._desk.bylaw().rota, self._day
        has_begun = day <= at.date()
        figures = figures_of(self._desk, day) if has_begun else None
        return DayPlan(
            day,
            self.pager.of(plan_of(rota, day, at, figures)),
            before=day - A_DAY,
            after=day + A_DAY,
            has_figures=has_begun,
            is_holiday=rota.calendar.is_holiday(day),
            is_open_all_day=is_open_all_day(rota, day),
            page=self.pager.number,
            pages=self.pager.pages,
        )


class CountsPage(Page):
    pager: Pager

    def __init__(self, desk: Desk, split: Split) -> None:
        self._desk = desk
        self._show(split)

    def _show(self, split: Split) -> None:
        self._split, self.pager = split, Pager(LINES)

    def tap(self, tap: AnyTap, at: datetime) -> Move:
        self._show(split_of(tap, self._split))
        return None

    def view(self, at: datetime) -> Counts:
        figures = figures_of(self._desk, at.date())
        rows = self.pager.of(by_class(figures) if self._split is Split.CLASS else by_hour(figures))
        return Counts(figures.day, self._split, rows, in_all(figures), self.pager.number, self.pager.pages)


def split_of(tap: AnyTap, before: Split) -> Split:
    match tap:
        case Act(TodayAction.BY_CLASS):
            return Split.CLASS
        case Act(TodayAction.BY_HOUR):
            return Split.HOUR
    return before


class RefusalsPage(Page):
    pager: Pager

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self.pager = Pager(LINES)

    def tap(self, tap: AnyTap, at: datetime) -> Move:
        match tap:
            case Act(TodayAction.REASON, code):
                return RefusedForPage(self._desk, code)
        return None

    def view(self, at: datetime) -> Refusals:
        figures = figures_of(self._desk, at.date())
        rows = self.pager.of(refusals_by_reason(figures))
        return Refusals(figures.day, len(figures.turned), rows, self.pager.number, self.pager.pages)


class RefusedForPage(Page):
    pager: Pager

    def __init__(self, desk: Desk, code: str) -> None:
        self._desk, self._code = desk, code
        self.pager = Pager(LINES)

    def tap(self, tap: AnyTap, at: datetime) -> Move:
        return to_reader(tap)

    def view(self, at: datetime) -> RefusedFor:
        lines = refused_for(self._desk, figures_of(self._desk, at.date()), self._code)
        return RefusedFor(self._code, self.pager.of(lines), len(lines), self.pager.number, self.pager.pages)


def to_reader(tap: AnyTap) -> Move:
    """Each line of a list of readers leads to its reader."""
    match tap:
        case Act(TodayAction.MEND, patron):
            return GoTo("people", patron)
    return None

"""Which copies stay: the last of each of so many days, weeks and months."""

from collections.abc import Callable, Iterable
from datetime import date

DAYS, WEEKS, MONTHS = 7, 4, 12


def kept(days: Iterable[date]) -> frozenset[date]:
    """Of the days that have a copy, those whose copy stays."""
    newest_first = sorted(set(days), reverse=True)
    return frozenset(
        day
        for count, period in ((DAYS, date.toordinal), (WEEKS, _week), (MONTHS, _month))
        for day in _newest_of_each(newest_first, period, count)
    )


def _newest_of_each(newest_first: list[date], period: Callable[[date], object], count: int) -> list[date]:
    found: dict[object, date] = {}
    for day in newest_first:
        found.setdefault(period(day), day)
    return list(found.values())[:count]


def _week(day: date) -> object:
    return day.isocalendar()[:2]


def _month(day: date) -> object:
    return (day.year, day.month)

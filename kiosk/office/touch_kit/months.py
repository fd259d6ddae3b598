"""A month to choose a day from."""

from calendar import monthrange
from datetime import date
from enum import StrEnum

from kiosk.office.touch_kit.views import DayCell, PickDay
from kiosk.taps import Act


def month_page(
    key: str,
    month: date,
    *,
    pick: StrEnum,
    turn: StrEnum,
    back: Act,
    marked: date | None = None,
    first: date | None = None,
) -> PickDay:
    """marked: the day that stands now; first: days before it cannot be chosen."""
    days = (month.replace(day=number) for number in range(1, monthrange(month.year, month.month)[1] + 1))
    cells = tuple(DayCell(day, first is None or day >= first, day == marked) for day in days)
    return PickDay(key, month.replace(day=1), cells, pick, turn, back)


def month_of(subject: str) -> date:
    """«2026-12», as a turned page says it."""
    return date.fromisoformat(f"{subject}-01")

"""When a loan is due."""

from datetime import date, timedelta

from kiosk.circulation.calendar import Calendar


def due_date(lent_on: date, days: int, calendar: Calendar) -> tuple[date, int]:
    """The due day, and by how many days closed days moved it.

    A day without school moves it on to the next school day; it never passes the term's recall date."""
    nominal = lent_on + timedelta(days=days)
    open_day = next((day for day in calendar.days_from(nominal) if calendar.is_school_day(day)), nominal)
    term = calendar.term_of(lent_on)
    if term and term.recall_on and lent_on <= term.recall_on:
        open_day = min(open_day, term.recall_on)
    return open_day, (open_day - nominal).days


def days_late(due_on: date, today: date) -> int:
    return max(0, (today - due_on).days)

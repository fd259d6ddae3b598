"""When a loan is due."""

from datetime import date, timedelta

from kiosk.circulation.calendar import Calendar


def due_date(lent_on: date, days: int, calendar: Calendar, class_name: str = "") -> tuple[date, int]:
    """The due day, and by how many days closed days moved it.

    A day without school moves it on to the next school day; it never passes the recall of the term or of the class."""
    nominal = lent_on + timedelta(days=days)
    open_day = next((day for day in calendar.days_from(nominal) if calendar.is_school_day(day)), nominal)
    open_day = _by_the_recall(open_day, calendar.recall_of(class_name, lent_on))
    return open_day, (open_day - nominal).days


def due_by(due_on: date, lent_on: date, calendar: Calendar, class_name: str) -> date:
    """The day on which what was lent on `lent_on`, until `due_on`, has to be back: a recall may have been decided
    later. It is reckoned anew each time and never stored, so that a recall that is put off gives the days back (S050).
    """
    return _by_the_recall(due_on, calendar.recall_of(class_name, lent_on))


def _by_the_recall(due_on: date, recall_on: date | None) -> date:
    return due_on if recall_on is None else min(due_on, recall_on)


def late_by(due_on: date, in_library: bool, today: date) -> int:
    """Days; 0 for what is not late. due_on: as due_by gives it. What is read in the library is late for nobody: a book
    that was put back without a word is the librarian's to look for, not the child's to pay with turns."""
    return 0 if in_library else max(0, (today - due_on).days)

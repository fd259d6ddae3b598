"""What «open», «away» and «late» mean, once: of loans in the database as an expression, of one loan as a function.

A recall of the term or of the class makes a loan due earlier than its own day says; closed days have moved that day
when it was lent. Whatever counts, lists or says what is late asks here."""

from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from peewee import Expression

from db.models import Loan, Patron, SchoolClass
from kiosk.circulation.calendar import Calendar
from kiosk.circulation.due_dates import due_by
from kiosk.circulation.due_dates import late_by as late_by
from kiosk.clock import from_ms, to_ms

# Not returned yet, wherever it is read.
IS_OPEN = Loan.returned_at.is_null()
# Open, and taken home: what is read in the library is late for nobody.
IS_AWAY = IS_OPEN & (Loan.in_library == False)  # noqa: E712


def is_late(calendar: Calendar, today: date, zone: ZoneInfo) -> Expression:
    """Away, and past the day it is due on by its own or by a recall. The query joins Patron."""
    late = Loan.due_on < today
    for term in calendar.terms:
        if term.recall_on is not None and term.recall_on < today:
            late |= _lent_between(term.starts_on, term.recall_on, zone)
    for own in calendar.class_recalls:
        recalled_in = calendar.term_of(own.recall_on)
        if recalled_in is not None and own.recall_on < today:
            classes = SchoolClass.select(SchoolClass.id).where(SchoolClass.name == own.class_name)
            late |= _lent_between(recalled_in.starts_on, own.recall_on, zone) & Patron.school_class.in_(classes)
    return IS_AWAY & late


def _lent_between(first: date, last: date, zone: ZoneInfo) -> Expression:
    starts, ends = (to_ms(datetime.combine(day, time(), zone)) for day in (first, last + timedelta(days=1)))
    return (Loan.lent_at >= starts) & (Loan.lent_at < ends)


def due_day(due_on: date, lent_at: int, calendar: Calendar, zone: ZoneInfo, class_name: str) -> date:
    """The day on which one loan has to be back. due_on, lent_at: as the loan has them; class_name: of its patron."""
    return due_by(due_on, from_ms(lent_at, zone).date(), calendar, class_name)

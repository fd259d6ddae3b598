"""Policies, calendar and patterns out of files, and back into them."""

from datetime import datetime

from db.models import Holiday, MakeUpDay, Policy, ReturnDay, Term
from kiosk.lending.desk import Desk
from kiosk.lending.patterns import PATTERNS, stored_patterns
from kiosk.office.actors import Actor, requires
from kiosk.office.editing import editing
from kiosk.office.permissions import Permission
from kiosk.office.rules.stored import put_in_place, stored_lines
from kiosk.toml_files.calendar import (
    CalendarFile,
    HolidayLine,
    MakeUpLine,
    ReturnDayLine,
    TermLine,
    calendar_text,
    parse_calendar,
)
from kiosk.toml_files.patterns import KINDS, patterns_text, read_patterns
from kiosk.toml_files.policy import PolicyLine, parse_policies, policies_text
from kiosk.toml_files.reading import Loaded


def show_policies() -> str:
    """The policies in force as a file that load_policies takes back."""
    return policies_text(stored_lines(Policy, PolicyLine).values())


@requires(Permission.RULES)
def load_policies(desk: Desk, actor: Actor, at: datetime, text: str) -> Loaded:
    """Replace all policies; loans keep the due dates that they have. Raises Unusable."""
    wanted = parse_policies(text)
    with editing(desk, actor, at, "policies_loaded") as edit:
        put_in_place(edit, Policy, PolicyLine, wanted)
    return Loaded(bool(edit.touched))


def show_calendar() -> str:
    """The calendar as a file that load_calendar takes back; empty when nothing was decided yet."""
    stored = CalendarFile(
        tuple(stored_lines(Term, TermLine).values()),
        tuple(stored_lines(ReturnDay, ReturnDayLine).values()),
        tuple(stored_lines(Holiday, HolidayLine).values()),
        tuple(stored_lines(MakeUpDay, MakeUpLine).values()),
    )
    return calendar_text(stored)


@requires(Permission.RULES)
def load_calendar(desk: Desk, actor: Actor, at: datetime, text: str) -> Loaded:
    """Replace those kinds of tables that the file names; a kind that it leaves out stays. Raises Unusable."""
    wanted = parse_calendar(text)
    with editing(desk, actor, at, "calendar_loaded") as edit:
        put_in_place(edit, Term, TermLine, wanted.term)
        put_in_place(edit, ReturnDay, ReturnDayLine, wanted.return_day)
        put_in_place(edit, Holiday, HolidayLine, wanted.holiday)
        put_in_place(edit, MakeUpDay, MakeUpLine, wanted.make_up_day)
    return Loaded(bool(edit.touched))


def show_patterns() -> str:
    """Those in force, the built-in ones included, as a file that load_patterns takes back."""
    return patterns_text(stored_patterns())


@requires(Permission.RULES)
def load_patterns(desk: Desk, actor: Actor, at: datetime, text: str) -> Loaded:
    """Replace all patterns. Raises Unusable."""
    wanted = read_patterns(text)
    missing = [kind for kind in KINDS if kind not in {line.kind for line in wanted}]
    with editing(desk, actor, at, "patterns_loaded") as edit:
        if patterns_text(wanted) != show_patterns():
            edit.set(PATTERNS, patterns_text(wanted))
    warnings = tuple(f"no pattern is a {kind}: nothing will be taken for one" for kind in missing)
    return Loaded(bool(edit.touched), warnings)

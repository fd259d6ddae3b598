"""`calendar show|load FILE`: terms, holidays, make-up days."""

from kiosk.cli.policy import at_command_line, configure_bylaw
from kiosk.office.rules.files import load_calendar, show_calendar


def configure(commands) -> None:
    load = at_command_line(load_calendar)
    configure_bylaw(commands, "calendar", "terms, holidays and make-up days", show_calendar, load)

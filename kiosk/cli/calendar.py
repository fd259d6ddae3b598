"""`calendar show|load FILE`: terms, holidays, make-up days."""

from kiosk.cli.policy import configure_bylaw
from kiosk.toml_files.calendar import load_calendar, show_calendar


def configure(commands) -> None:
    configure_bylaw(commands, "calendar", "terms, holidays and make-up days", show_calendar, load_calendar)

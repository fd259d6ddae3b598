"""Which role may do what in the office."""

from collections.abc import Mapping
from enum import StrEnum


class Role(StrEnum):
    """ADMINISTRATOR: whoever sits at the command line of the machine that holds the records. FOUNDER: whoever begins at
    an empty station, until there is a librarian."""

    LIBRARIAN = "librarian"
    HELPER = "helper"
    ADMINISTRATOR = "administrator"
    FOUNDER = "founder"


class Permission(StrEnum):
    """One a feature, as far as features need telling apart."""

    TODAY = "today"
    ROTA = "rota"
    RULES = "rules"
    PEOPLE = "people"
    STAFF = "staff"
    BOOKS = "books"
    OVERDUE = "overdue"
    FIGURES = "figures"
    STATIONS = "stations"
    SETUP = "setup"


MAY: Mapping[Role, frozenset[Permission]] = {
    Role.LIBRARIAN: frozenset(Permission),
    Role.ADMINISTRATOR: frozenset(Permission),
    Role.FOUNDER: frozenset({Permission.SETUP}),
    Role.HELPER: frozenset(),
}
# Where it is done.
STATION, COMMAND_LINE = "station", "command line"

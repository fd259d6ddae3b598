"""The register of the office's features: one line each, from which rail, permissions and command line are made."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from kiosk.office.permissions import Permission


@dataclass(frozen=True, slots=True)
class Feature:
    """name: of its folder, under which it is also worded. touch: module of its pages at the station, with a function
    `pages(context, subject)`, read when it is first opened; empty without any. commands: each word of the command line
    with its module in kiosk.cli. at_a_branch: it is there too where a station follows a centre and holds masked names
    and the centre's rules. unused: not on the rail until the school says that it uses it."""

    name: str
    icon: str
    permission: Permission
    touch: str = ""
    commands: Mapping[str, str] = field(default_factory=dict)
    at_a_branch: bool = False
    unused: bool = False


FEATURES = (
    Feature("today", "home", Permission.TODAY, "kiosk.office.today.touch.room",
            {"rehearse": "rehearse", "audit": "audit"}, at_a_branch=True),
    Feature("rota", "calendar", Permission.ROTA, "kiosk.office.rota.touch.room", {"rota": "rota"}),
    Feature("rules", "rules", Permission.RULES, "kiosk.office.rules.touch.room",
            {"policy": "policy", "calendar": "calendar", "patterns": "patterns"}),
    Feature("people", "people", Permission.PEOPLE, "kiosk.office.people.touch.room", {"staff": "staff"}),
    Feature("books", "book", Permission.BOOKS, "kiosk.office.books.touch.room"),
    Feature("overdue", "clock", Permission.OVERDUE, "kiosk.office.overdue.touch.room", {"overdue": "overdue"}),
    Feature("figures", "chart", Permission.FIGURES, "kiosk.office.figures.touch", {"figures": "figures"}),
    Feature("stations", "wrench", Permission.STATIONS, "kiosk.office.stations.touch", at_a_branch=True),
    Feature("closing_notice", "bell", Permission.RULES, "kiosk.office.closing_notice.touch"),
)  # fmt: skip

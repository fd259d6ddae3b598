"""The register of the office's features: one line each, from which rail, permissions and command line are made."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from importlib import import_module
from typing import cast

from db.settings import get_setting
from kiosk.office.actors import Actor
from kiosk.office.permissions import Permission
from kiosk.office.touch_kit.page import Page, RoomContext, TouchRoom
from kiosk.office.touch_kit.views import RailPlace


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
)  # fmt: skip


def is_in_use(feature: Feature) -> bool:
    said = get_setting(f"uses_{feature.name}")
    return said == "yes" if said else not feature.unused


def features_for(actor: Actor, features: Sequence[Feature], at_a_branch: bool) -> tuple[Feature, ...]:
    """Those of them that this person finds on the rail of this station, in its order."""
    return tuple(
        feature
        for feature in features
        if feature.touch
        and actor.may(feature.permission)
        and is_in_use(feature)
        and (feature.at_a_branch or not at_a_branch)
    )


def rail_of(features: Sequence[Feature]) -> tuple[RailPlace, ...]:
    return tuple(RailPlace(feature.name, feature.icon) for feature in features)


def opened(feature: Feature, context: RoomContext, subject: str) -> TouchRoom:
    """The feature's pages as they begin at that subject."""
    pages = cast(Callable[[RoomContext, str], Sequence[Page]], import_module(feature.touch).pages)
    return TouchRoom(context, feature.name, pages(context, subject))

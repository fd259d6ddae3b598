"""Which features stand on the rail, and how one is opened."""

from collections.abc import Callable, Sequence
from importlib import import_module
from typing import cast

from db.settings import get_setting
from kiosk.office.actors import Actor
from kiosk.office.features import Feature
from kiosk.office.touch_kit.page import Page, RoomContext, TouchRoom
from kiosk.office.touch_kit.views import RailPlace

IN_SIGHT = 8  # places of the rail; of more, the last one leads on


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


def in_sight(places: Sequence[RailPlace], first: int) -> tuple[tuple[RailPlace, ...], bool]:
    """Those that the rail shows, from the first on, and whether FrameAction.MORE leads to others."""
    if len(places) <= IN_SIGHT:
        return tuple(places), False
    return tuple(places[first : first + IN_SIGHT - 1]), True


def following(places: Sequence[RailPlace], first: int) -> int:
    """The first place of those that come next; behind the last ones, the first of all."""
    after = first + IN_SIGHT - 1
    return after if after < len(places) else 0


def with_in_sight(places: Sequence[RailPlace], first: int, name: str) -> int:
    """The first place of those among which that one stands."""
    while all(place.name != name for place in in_sight(places, first)[0]):
        first = following(places, first)
    return first


def opened(feature: Feature, context: RoomContext, subject: str) -> TouchRoom:
    """The feature's pages as they begin at that subject."""
    pages = cast(Callable[[RoomContext, str], Sequence[Page]], import_module(feature.touch).pages)
    return TouchRoom(context, feature.name, pages(context, subject))

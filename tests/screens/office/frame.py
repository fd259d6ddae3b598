"""A page in the office's frame, as the station would hand it to the screen, and what is asked of every page."""

from collections.abc import Mapping

from kiosk.office.features import FEATURES
from kiosk.office.touch_kit.rail import in_sight, rail_of
from kiosk.office.touch_kit.views import Confirmation, Office, PageView
from tests.screens.checks import complaints
from tests.screens.stage import Stage

SIZES = {"1280x800": (1280, 800), "1920x1080": (1920, 1080), "portrait": (800, 1280)}
LANGUAGES = ("zh_CN", "en")
RAIL, HAS_MORE = in_sight(rail_of([feature for feature in FEATURES if not feature.unused]), 0)


def office(page: PageView, room: str = "today", told: Confirmation | None = None) -> Office:
    return Office(room, RAIL, page, "林老师", told, HAS_MORE)


def wrong_with(stage: Stage, view: Office, language: str, size: str) -> list[str]:
    """Complaints about a page at a size: nothing is cut, overlaps, is faint or too small for a finger."""
    stage.show(view, language=language, size=SIZES[size], seconds=(280, 300))
    return complaints(stage)


def samples(pages: Mapping[str, PageView], room: str) -> dict[str, Office]:
    return {name: office(page, room) for name, page in pages.items()}

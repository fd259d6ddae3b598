"""The lane, the staff screens and what comes before a visit: nothing is cut, fingers hit, taps are told."""

from dataclasses import replace

import pytest

from kiosk.screens.base import Context
from kiosk.screens.registry import SCREENS
from kiosk.screens.widgets.button import LongPress, Tappable
from kiosk.screens.widgets.fitting import line_width
from kiosk.screens.widgets.grid import Grid
from kiosk.screens.widgets.label import FitLabel
from kiosk.screens.wording import Wording
from kiosk.views import AnyTap, Tap, TapChoice, TapKey, TapKind, View
from tests.screens.samples_staff import LATIN, LONG, RECENT, STAFF_SAMPLES
from tests.screens.stage import Stage

pytestmark = pytest.mark.screen

SIZES = ((1280, 800), (1920, 1080), (800, 1280))
LANGUAGES = ("zh_CN", "en")
MAY_BE_CUT = (LONG, LATIN, *(line.book.title for line in RECENT))
LETTERS = [TapKey(letter) for letter in "abcdefghijklmnopqrstuvwxyz"]
DIGITS = [TapKey(digit) for digit in "1234567890"]


@pytest.fixture(scope="module", params=LANGUAGES)
def context(request: pytest.FixtureRequest, stage: Stage) -> Context:
    return replace(stage.app._context(), wording=Wording(request.param), seconds_left=26, total_seconds=30)


def drawn(view: View, size: tuple[int, int], context: Context) -> list:
    screen = SCREENS[type(view)](Grid(*size))
    screen.show(view, context)
    return screen.children


def cut(label: FitLabel) -> bool:
    fitted, slack = label.fitted, 3
    whole = "".join("".join(fitted.lines).split()) == "".join(label.text.split())
    wide = max(line_width(line, fitted.size, label.bold) for line in fitted.lines)
    return not whole or fitted.height > label.height + slack or wide > label.width + slack


def outside(place: tuple[float, float, float, float], size: tuple[int, int]) -> bool:
    x, y, w, h = place
    return x < -1 or y < -1 or x + w > size[0] + 1 or y + h > size[1] + 1


@pytest.mark.parametrize("size", SIZES, ids=lambda size: f"{size[0]}x{size[1]}")
class TestEveryScreen:
    def test_cuts_no_words(self, size: tuple[int, int], context: Context) -> None:
        for name, view in STAFF_SAMPLES.items():
            labels = [piece for piece in drawn(view, size, context) if isinstance(piece, FitLabel) and piece.text]
            found = [label.text for label in labels if cut(label) or outside((*label.pos, *label.size), size)]
            assert not [text for text in found if not any(title in text for title in MAY_BE_CUT)], name

    def test_gives_fingers_room(self, size: tuple[int, int], context: Context) -> None:
        least = 80 * Grid(*size).k - 1
        for name, view in STAFF_SAMPLES.items():
            for piece in drawn(view, size, context):
                if isinstance(piece, Tappable | LongPress):
                    _, _, w, h = piece.touch_place
                    assert min(w, h) >= least, name
                    assert not outside((*piece.pos, *piece.size), size), name


EXPECTED: dict[str, list[AnyTap]] = {
    "lane": [Tap.LANE_END, Tap.LANE_UNDO, Tap.LANE_DAMAGED],
    "lane-start": [Tap.LANE_END],
    "lane-held": [Tap.LANE_END],
    "pin": [*DIGITS[:9], Tap.BACK, DIGITS[9], Tap.BACKSPACE, Tap.SWITCH_STAFF],
    "pin-wrong": [*DIGITS[:9], Tap.BACK, DIGITS[9], Tap.BACKSPACE],
    "pin-locked": [Tap.BACK, Tap.SWITCH_STAFF],
    "staff-menu": [Tap.NO_CARD, Tap.OPEN_LANE, Tap.EXIT, Tap.BACK],
    "find-classes-last": [
        Tap.BACK,
        *(TapChoice(choice.id) for choice in STAFF_SAMPLES["find-classes-last"].choices),
        Tap.PREVIOUS_PAGE,
    ],
    "find-one": [Tap.BACK, TapChoice(STAFF_SAMPLES["find-one"].choices[0].id)],
    "search": [Tap.BACK, *LETTERS, Tap.BACKSPACE],
    "search-pages": [Tap.BACK, Tap.PREVIOUS_PAGE, Tap.NEXT_PAGE, *LETTERS, Tap.BACKSPACE],
    "search-last": [Tap.BACK, Tap.PREVIOUS_PAGE, *LETTERS, Tap.BACKSPACE],
    "camera-unplugged": [],
    "out-disk": [],
    "ask-card": [Tap.DISMISS, Tap.NO_CARD],
    "ask-kind": [TapKind(True), TapKind(False), Tap.BACK],
    "returned": [],
}


@pytest.mark.parametrize("name", EXPECTED)
def test_a_tap_is_told(name: str, stage: Stage) -> None:
    """Through the window, as a finger would; the status bar's language button tells the station nothing."""
    stage.show(STAFF_SAMPLES[name])
    for button in stage.buttons():
        if button.y < 720:
            stage.tap(*button.center)
    for told in list(stage.station.taps):
        assert told in EXPECTED[name]
    seen = {str(tap) for tap in stage.station.taps}
    above = {str(Tap.BACK), str(Tap.LANE_END)}  # in the head of some screens: pressed on their own below
    assert {str(tap) for tap in EXPECTED[name]} - seen <= above


@pytest.mark.parametrize(("name", "tap"), [("lane", Tap.LANE_END), ("search", Tap.BACK), ("find-one", Tap.BACK)])
def test_the_way_back_is_told(name: str, tap: Tap, stage: Stage) -> None:
    stage.show(STAFF_SAMPLES[name])
    for button in stage.buttons():
        if tap in stage.station.taps:
            break
        stage.tap(*button.center)
    assert tap in stage.station.taps


def test_nothing_of_a_patron_is_in_the_lane(context: Context) -> None:
    texts = [piece.text for piece in drawn(STAFF_SAMPLES["lane"], SIZES[0], context) if isinstance(piece, FitLabel)]
    assert not [text for text in texts if "*" in text]


def test_a_pin_shows_how_many_digits_and_never_which(context: Context) -> None:
    def labels(digits: int) -> list[str]:
        pieces = drawn(replace(STAFF_SAMPLES["pin"], digits=digits), SIZES[0], context)
        return [piece.text for piece in pieces if isinstance(piece, FitLabel)]

    assert labels(0) == labels(5)

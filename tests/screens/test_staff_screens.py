"""The lane, the staff screens and what comes before a visit: nothing is cut, fingers hit, taps are told."""

from dataclasses import replace

import pytest
from kivy.uix.widget import Widget

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


Pieces = dict[str, list[Widget]]


@pytest.fixture(scope="module", params=LANGUAGES)
def context(request: pytest.FixtureRequest, stage: Stage) -> Context:
    return replace(stage.app._context(), wording=Wording(request.param), seconds_left=26, total_seconds=30)


@pytest.fixture(scope="module", params=SIZES, ids=lambda size: f"{size[0]}x{size[1]}")
def size(request: pytest.FixtureRequest) -> tuple[int, int]:
    return request.param


@pytest.fixture(scope="module")
def pieces(size: tuple[int, int], context: Context) -> Pieces:
    return {name: drawn(view, size, context) for name, view in STAFF_SAMPLES.items()}


def drawn(view: View, size: tuple[int, int], context: Context) -> list[Widget]:
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


def test_no_words_are_cut(pieces: Pieces, size: tuple[int, int]) -> None:
    for name, all_pieces in pieces.items():
        labels = [piece for piece in all_pieces if isinstance(piece, FitLabel) and piece.text]
        found = [label.text for label in labels if cut(label) or outside((*label.pos, *label.size), size)]
        assert not [text for text in found if not any(title in text for title in MAY_BE_CUT)], name


def test_fingers_have_room(pieces: Pieces, size: tuple[int, int]) -> None:
    least = 80 * Grid(*size).k - 1
    for name, all_pieces in pieces.items():
        for piece in all_pieces:
            if isinstance(piece, Tappable | LongPress):
                assert min(piece.touch_place[2:]) >= least, name
                assert not outside((*piece.pos, *piece.size), size), name


EXPECTED: dict[str, list[AnyTap]] = {
    "lane": [Tap.LANE_END, Tap.LANE_UNDO, Tap.LANE_DAMAGED],
    "lane-start": [Tap.LANE_END],
    "lane-held": [Tap.LANE_END],
    "pin": [Tap.SWITCH_STAFF, *DIGITS[:9], Tap.BACK, DIGITS[9], Tap.BACKSPACE],
    "pin-wrong": [*DIGITS[:9], Tap.BACK, DIGITS[9], Tap.BACKSPACE],
    "pin-locked": [Tap.SWITCH_STAFF, Tap.BACK],
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
def test_every_tap_is_told(name: str, stage: Stage) -> None:
    """Through the window, as a finger would; the language button tells the station nothing."""
    stage.show(STAFF_SAMPLES[name])
    for button in stage.buttons():
        if button.on_tap != stage.app.switch_language:
            stage.tap(*button.center)
    assert stage.station.taps == EXPECTED[name]


def test_nothing_of_a_patron_is_in_the_lane(context: Context) -> None:
    texts = [piece.text for piece in drawn(STAFF_SAMPLES["lane"], SIZES[0], context) if isinstance(piece, FitLabel)]
    assert not [text for text in texts if "*" in text]


def test_a_pin_shows_how_many_digits_and_never_which(context: Context) -> None:
    def labels(digits: int) -> list[str]:
        pieces = drawn(replace(STAFF_SAMPLES["pin"], digits=digits), SIZES[0], context)
        return [piece.text for piece in pieces if isinstance(piece, FitLabel)]

    assert labels(0) == labels(5)

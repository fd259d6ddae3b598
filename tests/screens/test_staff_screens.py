"""The lane, the staff screens and what comes before a visit: nothing is cut, fingers hit, taps are told."""

from collections.abc import Iterator
from dataclasses import replace
from itertools import product

import pytest

from kiosk.screens.theme import GOLD
from kiosk.screens.widgets.button import Pressable
from kiosk.screens.widgets.camera_view import CameraView
from kiosk.screens.widgets.label import FitLabel
from kiosk.screens.widgets.outlines import Outlines
from kiosk.screens.widgets.shapes import Disc
from kiosk.selfcheck.staff_views import DeviceFacts, Seen
from kiosk.selfcheck.views import View
from kiosk.sync.why import WhyAway
from kiosk.taps import AnyTap, Tap, TapChoice, TapKey, TapKind
from tests.screens.checks import complaints
from tests.screens.samples import STATUS, camera_frame
from tests.screens.samples_staff import ADVICE, DEVICES_WELL, LONG_AUTHOR, READ, STAFF_SAMPLES, device_facts
from tests.screens.stage import Stage

pytestmark = pytest.mark.screen

OTHER_SIZES = {"1920x1080": (1920, 1080), "portrait": (800, 1280), "1024x768": (1024, 768)}
ELSEWHERE = [
    "lane", "lane-start", "lane-long", "lane-long-held", "lane-whose", "pin-wrong", "pin-nobody", "staff-menu",
    "staff-menu-office", "find-names", "find-none", "search-start", "search-pages", "search-long", "camera-unplugged",
    "out-disk", "same-child", "same-child-left", "same-child-changed", "same-child-unread", "ask-card-many",
    "ask-kind-long", "returned-late", "devices", "notices", "notices-rest",
    "notices-long", "notices-none", "notice-not_own_copy", "notice-long",
]  # fmt: skip
LANGUAGES = ("zh_CN", "en")
LETTERS = [TapKey(letter) for letter in "abcdefghijklmnopqrstuvwxyz"]
DIGITS = [TapKey(digit) for digit in "1234567890"]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", STAFF_SAMPLES)
def test_screen_is_whole(stage: Stage, name: str, language: str) -> None:
    stage.show(STAFF_SAMPLES[name], language=language)
    assert [said for said in complaints(stage) if LONG_AUTHOR not in said] == []


@pytest.mark.parametrize("size", OTHER_SIZES)
@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", ELSEWHERE)
def test_screen_is_whole_at_other_sizes(stage: Stage, name: str, language: str, size: str) -> None:
    stage.show(STAFF_SAMPLES[name], language=language, size=OTHER_SIZES[size])
    assert [said for said in complaints(stage) if LONG_AUTHOR not in said] == []


@pytest.mark.parametrize("camera", ["lost", "none"])
@pytest.mark.parametrize("size", [(1280, 800), (800, 1280)], ids=["landscape", "portrait"])
@pytest.mark.parametrize("name", ["lane", "ask-card", "same-child", "ask-kind", "returned"])
def test_screen_is_whole_without_a_camera(stage: Stage, name: str, size: tuple[int, int], camera: str) -> None:
    for language in LANGUAGES:
        status = replace(STATUS, camera=camera, online=False, waiting=12)
        stage.show(STAFF_SAMPLES[name], language=language, size=size, status=status, seconds=None)
        assert complaints(stage) == []


EXPECTED: dict[str, list[AnyTap]] = {
    "lane": [Tap.LANE_END, Tap.LANE_UNDO, Tap.LANE_DAMAGED],
    "lane-start": [Tap.LANE_END],
    "lane-held": [Tap.LANE_END],
    "pin": [Tap.SWITCH_STAFF, *DIGITS[:9], Tap.BACK, DIGITS[9], Tap.BACKSPACE],
    "pin-wrong": [*DIGITS[:9], Tap.BACK, DIGITS[9], Tap.BACKSPACE],
    "pin-locked": [Tap.SWITCH_STAFF, Tap.BACK],
    "staff-menu": [Tap.NO_CARD, Tap.OPEN_LANE, Tap.NOTICES, Tap.DEVICES, Tap.EXIT, Tap.BACK],
    "notices": [Tap.BACK, *(TapChoice(line.id) for line in STAFF_SAMPLES["notices"].rows), Tap.NEXT_PAGE],
    "notices-last-done": [Tap.BACK, Tap.REOPEN],
    "notice-clock_off": [Tap.BACK, Tap.RESOLVE],
    "devices": [Tap.BACK],
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
    "same-child": [Tap.NOT_ME, Tap.STILL_ME],
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


@pytest.fixture
def well(stage: Stage) -> Iterator[None]:
    yield
    stage.devices = DEVICES_WELL


STATES = {
    "well": STATUS,
    "waiting": replace(STATUS, waiting=1284),
    "away": replace(STATUS, online=False, waiting=12),
    "alone": replace(STATUS, online=None),
    "lost": replace(STATUS, camera="lost"),
    "gun": replace(STATUS, camera="none", online=False),
}


@pytest.mark.usefixtures("well")
@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("size", {"1280x800": (1280, 800)} | OTHER_SIZES)
def test_every_word_of_the_devices_screen_has_room(stage: Stage, size: str, language: str) -> None:
    window = OTHER_SIZES.get(size, (1280, 800))
    for at, (state, advice) in enumerate(product(STATES.values(), ADVICE)):
        stage.devices = device_facts(at % 4, advice)
        stage.show(STAFF_SAMPLES["devices"], language=language, size=window, status=state, drawn=False)
        assert complaints(stage) == []
    stage.devices = DeviceFacts()
    stage.show(STAFF_SAMPLES["devices"], language=language, size=window, drawn=False)
    assert complaints(stage) == []
    for why in set(WhyAway) - {WhyAway.OK}:
        stage.devices = replace(DEVICES_WELL, why_away=why)
        stage.show(STAFF_SAMPLES["devices"], language=language, size=window, status=STATES["away"], drawn=False)
        assert stage.app.screen.say(f"sync.why.{why}") in said(stage)
        assert complaints(stage) == []


@pytest.mark.usefixtures("well")
def test_the_devices_screen_follows_the_camera(stage: Stage) -> None:
    """Codes with each picture, figures each second; nothing else is drawn again."""
    stage.show(STAFF_SAMPLES["devices"])
    stage.frame = camera_frame()
    stage.devices = replace(device_facts(1, "sharper"), seen=(Seen("B0000417", READ.corners),))
    stage.app.refresh_camera()
    well, blurred = (stage.app.screen.say(f"camera.advice.{advice}") for advice in ("nothing", "sharper"))
    assert {"B0000417", well} <= set(said(stage))
    stage.app.tick()
    assert blurred in said(stage)
    assert well not in said(stage)


def test_outlines_lie_where_the_code_is_in_the_mirrored_picture(stage: Stage) -> None:
    stage.show(STAFF_SAMPLES["devices"])
    stage.app.refresh_camera()
    pieces = list(stage.pieces())
    picture = next(piece for piece in pieces if isinstance(piece, CameraView))
    outline = next(piece for piece in pieces if isinstance(piece, Outlines)).drawn[0]
    across, down = READ.corners[0]
    assert outline[0] == pytest.approx(picture.right - across * picture.width, abs=3)
    assert outline[1] == pytest.approx(picture.top - down * picture.height, abs=3)


def said(stage: Stage) -> list[str]:
    return [piece.text for piece in stage.pieces() if isinstance(piece, FitLabel)]


def texts(stage: Stage, view: View) -> list[str]:
    stage.show(view)
    return said(stage)


def test_a_pin_shows_how_many_digits_and_never_which(stage: Stage) -> None:
    pin = STAFF_SAMPLES["pin"]
    assert texts(stage, replace(pin, digits=0)) == texts(stage, replace(pin, digits=5))
    assert sum(isinstance(piece, Disc) and piece.fill == GOLD for piece in stage.pieces()) == 5


def test_a_role_that_a_school_made_up_says_itself(stage: Stage) -> None:
    assert any("家长志愿者" in text for text in texts(stage, replace(STAFF_SAMPLES["pin"], role="家长志愿者")))


@pytest.mark.parametrize("name", ["out-disk", "out-database", "out-restart"])
def test_out_of_service_asks_nobody_for_a_pin(stage: Stage, name: str) -> None:
    assert not any("密码" in text for text in texts(stage, STAFF_SAMPLES[name]))
    assert not any(isinstance(piece, Pressable) for piece in stage.pieces())

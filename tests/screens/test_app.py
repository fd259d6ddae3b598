"""The app around the screens: scans, language, clock, camera, idleness."""

import threading
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import cv2
import pytest
from kivy.clock import Clock
from kivy.core.window import Window

from kiosk.hardware.scan import Scan, Source, Symbology
from kiosk.screens.registry import SCREENS
from kiosk.screens.theme import INK, PAPER
from kiosk.screens.widgets.button import LongPress
from kiosk.screens.widgets.label import FitLabel
from kiosk.selfcheck.views import Cue, Search, View
from kiosk.taps import Tap
from tests.screens.samples import NOW, SAMPLES, STATUS, WELCOME_CLASS, camera_frame
from tests.screens.samples_staff import STAFF_SAMPLES
from tests.screens.stage import Stage

pytestmark = pytest.mark.screen

SCAN = Scan("9787530216781", Symbology.EAN13, Source.CAMERA, 1, 0.0, 0.0)


def texts(stage: Stage) -> list[str]:
    return [piece.text for piece in stage.pieces() if isinstance(piece, FitLabel)]


def flips(stage: Stage, frames: int) -> int:
    count = 0

    def flipped(*_: object) -> None:
        nonlocal count
        count += 1

    Window.bind(on_flip=flipped)
    stage.frames(frames)
    Window.unbind(on_flip=flipped)
    return count


def test_every_view_has_its_screen() -> None:
    assert set(SCREENS) == set(View.__args__)


@pytest.mark.parametrize("name", ["welcome", "visit", "finished"])
def test_idle_screen_is_not_drawn_again(stage: Stage, name: str) -> None:
    stage.show(SAMPLES[name])
    stage.frames(5)
    stage.app.tick()
    stage.app.refresh_camera()
    assert flips(stage, 30) <= 1  # the clock may bring one tick of its own


def test_ring_alone_is_drawn_each_second(stage: Stage) -> None:
    stage.show(SAMPLES["visit"], seconds=(26, 30))
    stage.frames(5)
    before = list(stage.app.screen.pieces)
    stage.station.seconds_left = 25
    stage.app.tick()
    assert flips(stage, 2) >= 1
    assert stage.app.screen.ring.number.text == "25"
    assert stage.app.screen.pieces == before


def test_scan_from_another_thread_is_shown_and_reported_after_it_was_drawn(stage: Stage) -> None:
    stage.show(WELCOME_CLASS)
    stage.station.after_scan = SAMPLES["visit"]
    told: list[tuple[object, object]] = []
    stage.app.on_shown = lambda step: told.append((step.cue, stage.app.screen.__class__))
    thread = threading.Thread(target=lambda: stage.app.deliver(SCAN))
    thread.start()
    thread.join()
    assert stage.station.view is WELCOME_CLASS
    stage.frames(2)
    stage.app.on_shown = None
    stage.station.after_scan = None
    assert told == [(Cue.CARD, SCREENS[type(SAMPLES["visit"])])]
    assert stage.speaker.played[-1] is Cue.CARD


def test_language_changes_at_once_and_keeps_the_visit(stage: Stage) -> None:
    stage.show(SAMPLES["visit"])
    chinese = texts(stage)
    pill = stage.buttons()[0]
    stage.tap(*pill.center)
    assert stage.station.taps == []
    assert texts(stage) != chinese
    stage.tap(*stage.buttons()[0].center)
    assert texts(stage) == chinese


def test_language_of_the_school_is_back_after_a_visit(stage: Stage) -> None:
    stage.show(SAMPLES["finished"], language="en")
    stage.station.view = WELCOME_CLASS
    stage.app.refresh()
    assert stage.app.language == "zh_CN"


def test_language_is_kept_between_search_and_welcome(stage: Stage) -> None:
    stage.show(Search("", 0, (), 0, 1), language="en")
    stage.station.view = WELCOME_CLASS
    stage.app.refresh()
    assert stage.app.language == "en"


def test_language_of_the_school_is_back_after_a_quiet_minute(stage: Stage) -> None:
    stage.show(WELCOME_CLASS)
    stage.app.switch_language()
    for _ in range(61):
        stage.app.tick()
    assert stage.app.language == "zh_CN"


def test_minutes_left_follow_the_clock(stage: Stage) -> None:
    stage.show(WELCOME_CLASS)
    before = texts(stage)
    stage.station.at = NOW + timedelta(minutes=1)
    stage.app.tick()
    assert texts(stage) != before


def test_nothing_moves_away_under_a_finger(stage: Stage) -> None:
    stage.show(SAMPLES["visit"])
    button = stage.buttons()[-1]
    with stage.holding(*button.center):
        stage.station.at = NOW + timedelta(minutes=1)
        stage.app.tick()
        assert button in stage.buttons()
    assert len(stage.station.taps) == 1


def test_clock_held_three_seconds_calls_staff(stage: Stage) -> None:
    stage.show(WELCOME_CLASS)
    clock = next(piece for piece in stage.pieces() if isinstance(piece, LongPress))
    stage.tap(*clock.center)
    assert stage.station.taps == []
    with stage.holding(*clock.center):
        assert clock.seconds == 3.0
        clock.held()
    assert stage.station.taps == [Tap.STAFF]


def test_camera_texture_is_used_again(stage: Stage) -> None:
    stage.show(WELCOME_CLASS, status=replace(STATUS, sees="sees"))
    stage.app.refresh_camera()
    texture = stage.app.viewfinder.texture
    assert not stage.app.viewfinder.update(stage.frame)
    stage.frame = camera_frame()
    stage.app.refresh_camera()
    assert stage.app.viewfinder.frame is stage.frame
    assert stage.app.viewfinder.texture is texture


def test_picture_rests_while_nothing_is_held_up(stage: Stage) -> None:
    stage.show(WELCOME_CLASS, status=replace(STATUS, sees="sees"))
    stage.app.refresh_camera()
    stage.status = STATUS
    stage.frame = empty = camera_frame()
    stage.app.refresh_camera()  # the empty place is still taken
    stage.frame = camera_frame()
    stage.app.refresh_camera()
    assert stage.app.viewfinder.frame is empty


def test_picture_is_mirrored_and_cropped(stage: Stage, tmp_path: Path) -> None:
    """The grey wall is left in the camera's picture: on the screen it is right."""
    stage.show(WELCOME_CLASS)
    stage.app.refresh_camera()
    stage.picture(tmp_path / "welcome.png")
    shown = cv2.imread(str(tmp_path / "welcome.png"))
    assert shown.shape == (800, 1280, 3)
    assert shown[300, 1225].tolist() == [216, 203, 197]
    assert shown[110, 860].tolist() == [91, 133, 181]


def test_surround_has_the_screens_ground(stage: Stage) -> None:
    stage.show(STAFF_SAMPLES["out-disk"], size=(1280, 1000))
    assert tuple(Window.clearcolor) == pytest.approx(INK)
    stage.show(WELCOME_CLASS, size=(1280, 1000))
    assert tuple(Window.clearcolor) == pytest.approx(PAPER)
    stage.show(WELCOME_CLASS)


def test_ground_is_paper(stage: Stage, tmp_path: Path) -> None:
    stage.show(WELCOME_CLASS)
    stage.picture(tmp_path / "welcome.png")
    corner = cv2.imread(str(tmp_path / "welcome.png"))[795, 5].tolist()
    assert corner == [round(part * 255) for part in PAPER[2::-1]]


@pytest.mark.parametrize(
    ("key", "text", "modifiers", "character"),
    [(97, "a", [], "a"), (97, "a", ["shift"], "A"), (13, "\r", [], "\n"), (261, None, [], "5"), (304, "", [], "")],
)
def test_keys_reach_the_scanner_that_types(
    stage: Stage, key: int, text: str | None, modifiers: list[str], character: str
) -> None:
    typed: list[str] = []
    stage.app.on_key = lambda one, _at: typed.append(one)
    Window.dispatch("on_key_down", key, 0, text, modifiers)
    stage.app.on_key = None
    assert typed == ([character] if character else [])


def test_window_stays_open(stage: Stage) -> None:
    assert Window.dispatch("on_request_close")
    Window.dispatch("on_keyboard", 27, 0, None, [])
    assert not stage.app.open_settings()
    Clock.tick()
    assert not stage.app.is_leaving

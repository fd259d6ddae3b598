"""Nothing holds an answer up: what is slow the first time is done before, the viewfinder and the broom wait."""

import gc

import pytest

from kiosk.hardware.scan import Scan, Source, Symbology
from kiosk.screens import gc_schedule
from kiosk.screens.warm_up import BOLD, REGULAR, warm_up
from kiosk.screens.widgets.grid import Grid
from kiosk.screens.widgets.label import FitLabel, line_texture
from kiosk.screens.widgets.shapes import picture
from tests.screens.samples import SAMPLES, WELCOME_CLASS, camera_frame
from tests.screens.samples_staff import STAFF_SAMPLES
from tests.screens.stage import Stage

pytestmark = pytest.mark.screen

SCAN = Scan("9787530216781", Symbology.EAN13, Source.CAMERA, 1, 0.0, 0.0)


@pytest.mark.parametrize("language", ["zh_CN", "en"])
def test_every_font_and_picture_is_ready_before_the_first_scan(stage: Stage, language: str) -> None:
    picture.cache_clear()
    for _ in warm_up(Grid(1280, 800)):
        pass
    before = picture.cache_info().misses
    cold = set()
    for name, view in (SAMPLES | STAFF_SAMPLES).items():
        stage.show(view, language=language, drawn=False)
        labels = [piece for piece in stage.pieces() if isinstance(piece, FitLabel) and piece.text]
        cold |= {
            (name, label.text, label.fitted.size)
            for label in labels
            if label.fitted.size not in (BOLD if label.bold else REGULAR)
        }
    assert cold == set()
    assert picture.cache_info().misses == before


def test_the_same_words_are_painted_once() -> None:
    assert line_texture("借到了", 36, True) is line_texture("借到了", 36, True)


def test_viewfinder_rests_while_a_scan_is_answered(stage: Stage) -> None:
    stage.show(WELCOME_CLASS)
    stage.status = stage.status.__class__(school="", sees="sees")
    stage.app.refresh_camera()
    shown = stage.app.viewfinder.frame
    stage.app.deliver(SCAN)
    stage.frame = camera_frame()
    stage.app.refresh_camera()
    assert stage.app.viewfinder.frame is shown
    stage.frames(1)
    stage.app.draw_anew()
    stage.app.refresh_camera()
    assert stage.app.viewfinder.frame is stage.frame


def test_garbage_is_swept_by_the_app_and_given_back_when_it_leaves(stage: Stage) -> None:
    gc_schedule.take_over()
    try:
        assert not gc.isenabled()
        swept = gc.get_stats()[2]["collections"]
        stage.app.draw_anew()
        stage.app.tick()
        assert gc.get_stats()[2]["collections"] == swept + 1
        stage.app.deliver(SCAN)
        stage.app.tick()
        assert gc.get_stats()[2]["collections"] == swept + 1
    finally:
        stage.app.on_stop()
    assert gc.isenabled()

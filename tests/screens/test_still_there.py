"""«Are you still there?»: asked in the last ten seconds of a visit, in place of something that can wait."""

import pytest

from kiosk.screens.widgets.label import FitLabel
from kiosk.taps import Tap
from tests.screens.checks import complaints
from tests.screens.samples import SAMPLES
from tests.screens.stage import Stage

pytestmark = pytest.mark.screen

QUESTIONS = {"zh_CN": "你还在吗？ 点一下，或举下一本", "en": "Still there? Tap, or show the next book"}


def asked(stage: Stage) -> list[FitLabel]:
    labels = [piece for piece in stage.pieces() if isinstance(piece, FitLabel)]
    return [label for label in labels if label.text in QUESTIONS.values()]


@pytest.mark.parametrize("size", [(1280, 800), (800, 1280), (1920, 1080), (1024, 768)])
@pytest.mark.parametrize("language", QUESTIONS)
@pytest.mark.parametrize("name", ["visit", "identified-late", "visit-full", "loans-pages", "refusal-item_on_loan"])
def test_it_is_asked_in_full(stage: Stage, name: str, language: str, size: tuple[int, int]) -> None:
    stage.show(SAMPLES[name], language=language, size=size, seconds=(10, 30), drawn=False)
    assert [label.text for label in asked(stage)] == [QUESTIONS[language]]
    assert "…" not in "".join(asked(stage)[0].fitted.lines)
    assert complaints(stage) == []


@pytest.mark.parametrize(
    ("name", "seconds"),
    [("visit", (11, 30)), ("visit", None), ("refusal-not_your_class_turn", (8, 15)), ("finished", (4, 5))],
)
def test_it_is_not_asked_before_nor_over_a_short_answer(
    stage: Stage, name: str, seconds: tuple[int, int] | None
) -> None:
    stage.show(SAMPLES[name], seconds=seconds, drawn=False)
    assert asked(stage) == []


def test_it_comes_and_goes_alone(stage: Stage) -> None:
    stage.show(SAMPLES["visit"], seconds=(11, 30))
    before = list(stage.app.screen.pieces)
    for seconds in (10, 9):
        stage.station.seconds_left = seconds
        stage.app.tick()
        question = stage.app.screen.pieces[len(before) :]
        assert stage.app.screen.pieces[: len(before)] == before
    stage.station.seconds_left = 8
    stage.app.tick()
    assert stage.app.screen.pieces[len(before) :] == question
    stage.station.seconds_left = 30
    stage.app.tick()
    assert stage.app.screen.pieces == before


def test_a_touch_of_it_goes_on_and_never_finishes(stage: Stage) -> None:
    stage.show(SAMPLES["visit"], seconds=(9, 30))
    stage.tap(*asked(stage)[0].center)
    assert stage.station.taps == [Tap.NOT_YET]

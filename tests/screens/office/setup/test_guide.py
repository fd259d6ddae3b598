"""The first-run guide: every page is whole, and nothing but the PIN can be reached before there is one."""

import pytest

from kiosk.office.setup.views import SetupAction, SetupStep
from kiosk.taps import Act, FrameAction, Tap, TapKey
from tests.screens.checks import complaints
from tests.screens.office.frame import LANGUAGES, SIZES
from tests.screens.office.setup.samples import VIEWS
from tests.screens.stage import Stage

pytestmark = pytest.mark.screen


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", VIEWS)
def test_page_is_whole(stage: Stage, name: str, language: str, size: str) -> None:
    stage.show(VIEWS[name], language=language, size=SIZES[size], seconds=None)
    assert complaints(stage) == []


def taps_of(stage: Stage, name: str) -> list:
    stage.show(VIEWS[name], seconds=None, drawn=False)
    return stage.tap_all()


def test_before_there_is_a_pin_nothing_else_can_be_opened(stage: Stage) -> None:
    for name in ("pin", "pin-again", "pin-differs"):
        acts = {tap for tap in taps_of(stage, name) if isinstance(tap, Act)}
        assert acts <= {Act(SetupAction.NAME), Act(SetupAction.TYPE)}


def test_all_digits_and_a_way_to_take_one_back(stage: Stage) -> None:
    assert {*map(TapKey, "0123456789"), Tap.BACKSPACE} <= set(taps_of(stage, "pin"))


def test_afterwards_each_step_but_the_first_is_a_tap_away(stage: Stage) -> None:
    steps = {tap.subject for tap in taps_of(stage, "bells") if isinstance(tap, Act) and tap.action is SetupAction.OPEN}
    assert steps == {step.value for step in SetupStep} - {"pin"}


def test_what_was_not_read_is_said_before_anything_is_kept(stage: Stage) -> None:
    taps = taps_of(stage, "read-1")
    assert {
        Act(SetupAction.SAVE),
        Act(SetupAction.FILE),
        Act(FrameAction.TURN, "0"),
        Act(FrameAction.TURN, "2"),
    } <= set(taps)
    assert Act(SetupAction.SAVE) not in taps_of(stage, "read-nothing") or VIEWS["read-nothing"].page.taken

"""What the buttons of the pupils' screens report."""

import pytest

from kiosk.taps import Tap, TapRenew, TapUndo
from tests.screens.samples import BORROWED, RETURNED, SAMPLES, WINDOW
from tests.screens.stage import Stage

pytestmark = pytest.mark.screen

TAPS = {
    "welcome": [Tap.SEARCH, Tap.NO_CARD],
    "welcome-said": [Tap.DISMISS],
    "identified": [Tap.MY_LOANS, Tap.FINISH, TapRenew(WINDOW.loan)],
    "identified-many": [Tap.MY_LOANS, Tap.FINISH, Tap.MY_LOANS],
    "visit": [Tap.MY_LOANS, Tap.FINISH, TapUndo(BORROWED.id), TapUndo(RETURNED.id)],
    "visit-last-page": [Tap.MY_LOANS, Tap.FINISH, TapUndo(4), TapUndo(RETURNED.id), Tap.NEXT_PAGE],
    "visit-returned-short": [Tap.MY_LOANS, Tap.FINISH],
    "loans": [Tap.BACK, TapRenew(WINDOW.loan), Tap.FINISH],
    "finished": [Tap.NOT_YET],
    "refusal-not_your_class_turn": [Tap.DISMISS, Tap.ASK_STAFF],
    "refusal-loan_limit_reached": [Tap.MY_LOANS, Tap.FINISH, Tap.MY_LOANS, Tap.DISMISS],
    "refusal-item_not_for_loan": [Tap.MY_LOANS, Tap.FINISH, Tap.READ_HERE, Tap.DISMISS],
    "refusal-already_yours": [Tap.MY_LOANS, Tap.FINISH, Tap.RENEW_IT, Tap.RETURN_IT, Tap.DISMISS],
}


@pytest.mark.parametrize("name", TAPS)
def test_buttons_report_their_taps(stage: Stage, name: str) -> None:
    stage.show(SAMPLES[name])
    language, *rest = stage.buttons()
    for button in rest:
        stage.tap(*button.center)
    assert stage.station.taps == TAPS[name]
    assert stage.app.language == "zh_CN", language


@pytest.mark.parametrize("name", TAPS)
def test_portrait_has_the_same_buttons(stage: Stage, name: str) -> None:
    stage.show(SAMPLES[name], size=(800, 1280))
    for button in stage.buttons()[1:]:
        stage.tap(*button.center)
    assert sorted(map(str, stage.station.taps)) == sorted(map(str, TAPS[name]))


def test_paging_goes_on(stage: Stage) -> None:
    stage.show(SAMPLES["loans-pages"])
    stage.tap_all()
    assert [tap for tap in stage.station.taps if tap in (Tap.PREVIOUS_PAGE, Tap.NEXT_PAGE)] == [
        Tap.PREVIOUS_PAGE,
        Tap.NEXT_PAGE,
    ]


def test_a_finger_that_slides_off_taps_nothing(stage: Stage) -> None:
    stage.show(SAMPLES["welcome"])
    button = stage.buttons()[-1]
    stage.slide(button.center, (button.center[0], button.top + 200))
    assert stage.station.taps == []


def test_a_tap_just_outside_a_small_button_counts(stage: Stage) -> None:
    """The language pill is 56 high and stands in 80."""
    stage.show(SAMPLES["welcome"])
    pill = stage.buttons()[0]
    stage.tap(pill.center[0], pill.y - 8)
    assert stage.app.language == "en"

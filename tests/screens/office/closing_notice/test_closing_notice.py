"""The notice of closing: its page and the band on the idle screen, at every size."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from kiosk.office.closing_notice.views import Closing, ClosingKind, ClosingLine, ClosingNoticeAction, ClosingNotices
from kiosk.taps import Act
from tests.screens.checks import complaints
from tests.screens.office.frame import LANGUAGES, SIZES, office, wrong_with
from tests.screens.samples import WELCOMES
from tests.screens.stage import Stage

pytestmark = pytest.mark.screen
FIRST = date(2026, 11, 23)
ROWS = tuple(
    ClosingLine(
        f"a{at}", Closing(kind, "" if kind is ClosingKind.CLOSED else "11:00"), FIRST, FIRST + timedelta(at), at == 0
    )
    for at, kind in enumerate([*ClosingKind, *ClosingKind])
)
VIEWS = {
    "none": office(ClosingNotices(()), "closing_notice"),
    "one": office(ClosingNotices(ROWS[:1]), "closing_notice"),
    "full": office(ClosingNotices(ROWS, 0, 3), "closing_notice"),
}
IDLE = {
    f"{name}-{kind}": replace(view, closing=Closing(kind, "" if kind is ClosingKind.CLOSED else "11:00"))
    for name, view in WELCOMES.items()
    for kind in ClosingKind
}


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", VIEWS)
def test_page_is_whole(stage: Stage, name: str, language: str, size: str) -> None:
    assert wrong_with(stage, VIEWS[name], language, size) == []


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", IDLE)
def test_the_idle_screen_has_room_for_it(stage: Stage, name: str, language: str, size: str) -> None:
    stage.show(IDLE[name], language=language, size=SIZES[size])
    assert complaints(stage) == []


def test_each_notice_is_withdrawn_by_a_touch(stage: Stage) -> None:
    stage.show(VIEWS["full"])
    told = stage.tap_all()
    assert {Act(ClosingNoticeAction.ADD), *(Act(ClosingNoticeAction.WITHDRAW, row.id) for row in ROWS)} <= set(told)

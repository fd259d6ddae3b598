"""The office's frame and the pages that every room may show."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta

import pytest

from kiosk.office.touch_kit.views import (
    Confirmation,
    DayCell,
    FileLine,
    Office,
    Option,
    PickDay,
    PickFile,
    PickOne,
    TypeText,
    Working,
)
from kiosk.selfcheck.views import OutOfService
from kiosk.taps import Act, FrameAction, Tap, TapKey, TapRoom
from tests.screens.office.frame import HAS_MORE, LANGUAGES, RAIL, SIZES, office, wrong_with
from tests.screens.stage import Stage

pytestmark = pytest.mark.screen


DECEMBER = date(2026, 12, 1)
DAYS = tuple(
    DayCell(
        DECEMBER + timedelta(days=at), enabled=at % 7 not in (4, 5), marked=at == 7, note="12:05" if at == 7 else ""
    )
    for at in range(31)
)
OPTIONS = tuple(Option(str(at), f"{at // 4 + 1}年级({at % 4 + 1})班", "43", chosen=at == 3) for at in range(12))
FILES = tuple(
    FileLine(str(at), f"二〇二六年秋季全校学生名单最终版{at}.xlsx", "11-23 16:41", 128_000) for at in range(6)
)


@pytest.fixture
def words(stage: Stage) -> Iterator[None]:
    """The common pages take their headlines from a feature; here a long one stands for all."""
    stage.words |= {f"x.{end}": "Which file is to be imported" for end in ("headline", "hint", "yes", "none", "told")}
    yield
    stage.show(OutOfService("disk_full", "D-07", 0))  # what will have no words must not be drawn again
    stage.words.clear()


VIEWS: dict[str, Office] = {
    "pick-one": office(PickOne("x", OPTIONS, 0, 3)),
    "pick-one-none": office(PickOne("x", ())),
    "pick-day": office(PickDay("x", DECEMBER, DAYS), "rota"),
    "pick-file": office(PickFile("x", FILES, "/home/library", 0, 2), "people"),
    "pick-file-none": office(PickFile("x", (), "/home/library"), "people"),
    "type": office(TypeText("x", "wxm", OPTIONS[:3]), "books"),
    "type-empty": office(TypeText("x", ""), "books"),
    "working": office(Working("x", 120, 334, can_stop=True), "figures"),
    "working-unknown": office(Working("x"), "stations"),
}


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", VIEWS)
def test_page_is_whole(stage: Stage, words: None, name: str, language: str, size: str) -> None:
    assert wrong_with(stage, VIEWS[name], language, size) == []


def test_every_room_and_the_lock_are_a_tap_away(stage: Stage, words: None) -> None:
    stage.show(VIEWS["working-unknown"])
    assert stage.tap_all() == [
        *[TapRoom(place.name) for place in RAIL],
        *[Act(FrameAction.MORE)] * HAS_MORE,
        Tap.DISMISS,
    ]


def test_a_day_that_cannot_be_chosen_is_not_to_be_pressed(stage: Stage, words: None) -> None:
    stage.show(VIEWS["pick-day"])
    told = stage.tap_all()
    assert Act(FrameAction.PICK, "2026-12-01") in told
    assert Act(FrameAction.PICK, "2026-12-05") not in told
    assert {Act(FrameAction.TURN, "2026-11"), Act(FrameAction.TURN, "2027-01")} <= set(told)


def test_typing_has_letters_digits_and_what_was_found(stage: Stage, words: None) -> None:
    stage.show(VIEWS["type"])
    told = stage.tap_all()
    assert {TapKey("a"), TapKey("0"), TapKey(" "), Tap.BACKSPACE, Tap.ENTER, Act(FrameAction.PICK, "2")} <= set(told)


def test_what_was_just_done_can_be_taken_back(stage: Stage, words: None) -> None:
    view = office(PickOne("x", OPTIONS), told=Confirmation("x.told", can_undo=True))
    stage.show(view)
    assert stage.tap_all()


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("language", LANGUAGES)
def test_more_features_than_find_room_are_a_tap_away(stage: Stage, words: None, language: str, size: str) -> None:
    view = replace(VIEWS["working-unknown"], rail=RAIL[:7], has_more=True)
    assert wrong_with(stage, view, language, size) == []
    assert Act(FrameAction.MORE) in stage.tap_all()

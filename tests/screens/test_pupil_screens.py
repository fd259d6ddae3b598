"""Every sample of a pupil's screen, drawn: nothing clipped, cut, faint, overlapping or too small to hit."""

from dataclasses import replace

import pytest

from kiosk.circulation.denials import DENIALS
from kiosk.screens.tone import TONES
from tests.screens.checks import complaints
from tests.screens.samples import SAMPLES, STATUS
from tests.screens.stage import Stage

pytestmark = pytest.mark.screen

OTHER_SIZES = {"1920x1080": (1920, 1080), "portrait": (800, 1280), "1024x768": (1024, 768)}
ELSEWHERE = [
    "welcome", "welcome-holiday", "welcome-grades", "welcome-said", "identified-two", "identified-late", "visit-full",
    "visit-two", "visit-label", "loans", "loans-pages", "loans-none", "finished-long", "finished-nothing",
    "refusal-turn-far", "refusal-two", "refusal-three-ways", "refusal-reading-room", "refusal-unknown_barcode",
    "refusal-card_reported_lost",
]  # fmt: skip


@pytest.mark.parametrize("language", ["zh_CN", "en"])
@pytest.mark.parametrize("name", SAMPLES)
def test_screen_is_whole(stage: Stage, name: str, language: str) -> None:
    stage.show(SAMPLES[name], language=language, drawn=False)
    assert complaints(stage) == []


@pytest.mark.parametrize("language", ["zh_CN", "en"])
@pytest.mark.parametrize("name", ELSEWHERE)
@pytest.mark.parametrize("size", OTHER_SIZES)  # the outermost: a new window size costs most
def test_screen_is_whole_at_other_sizes(stage: Stage, name: str, language: str, size: str) -> None:
    stage.show(SAMPLES[name], language=language, size=OTHER_SIZES[size], drawn=False)
    assert complaints(stage) == []


@pytest.mark.parametrize(
    "status",
    [
        replace(STATUS, camera="lost", online=False, waiting=12),
        replace(STATUS, camera="none", online=None),
        replace(STATUS, online=False, waiting=0, school="北京市海淀区中关村第一小学东校区 · 图书角"),
        replace(STATUS, school="Yuying Bilingual Primary School Library Corner", online=False, waiting=1284),
    ],
    ids=["lost", "gun only", "long name", "long Latin name"],
)
@pytest.mark.parametrize("name", ["welcome", "visit", "refusal-not_your_class_turn"])
@pytest.mark.parametrize("size", [(1280, 800), (800, 1280)], ids=["landscape", "portrait"])
def test_screen_is_whole_in_trouble(stage: Stage, name: str, size: tuple[int, int], status: object) -> None:
    for language in ("zh_CN", "en"):
        stage.show(SAMPLES[name], language=language, size=size, status=status, drawn=False)
        assert complaints(stage) == []


@pytest.mark.parametrize("seconds", [(0, 30), (1, 5), (30, 30), None])
def test_ring_shows_any_second(stage: Stage, seconds: tuple[int, int] | None) -> None:
    stage.show(SAMPLES["visit"], seconds=seconds)
    assert complaints(stage) == []
    assert (stage.app.screen.ring is None) == (seconds is None)


def test_every_refusal_has_a_tone() -> None:
    assert TONES.keys() == DENIALS.keys()

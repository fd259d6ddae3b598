"""Every sample of a pupil's screen, drawn: nothing clipped, cut, faint, overlapping or too small to hit."""

from dataclasses import replace

import pytest

from kiosk.circulation.denials import DENIALS
from kiosk.screens.tone import TONES
from kiosk.screens.widgets.label import FitLabel
from kiosk.views import Badge, Shelf
from tests.screens.checks import complaints
from tests.screens.samples import SAMPLES, STATUS, at
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


@pytest.mark.parametrize(
    ("language", "shelf", "said", "big"),
    [
        ("zh_CN", Shelf(2, 0, at(15, 40)), ["15:40 能借", "2", "本"], "2"),
        ("en", Shelf(2, 0, at(15, 40)), ["At 15:40: borrow", "2"], "2"),
        ("zh_CN", Shelf(8, 6, at(12, 2, 24)), ["明天能借", "2", "本"], "2"),
        ("zh_CN", Shelf(2, 2), ["借满了 · 共", "2", "本"], "2"),
        ("en", Shelf(1, 1), ["Full:", "1", "book"], "1"),
        ("en", Shelf(2, 1), ["1", "more to borrow"], "1"),
    ],
)
def test_the_number_that_counts_is_the_large_one(
    stage: Stage, language: str, shelf: Shelf, said: list[str], big: str
) -> None:
    view = SAMPLES["refusal-not_your_class_turn"]
    stage.show(replace(view, shelf=shelf), language=language, drawn=False)
    labels = {piece.text: piece for piece in stage.pieces() if isinstance(piece, FitLabel)}
    assert set(said) <= labels.keys()
    assert max(said, key=lambda text: labels[text].fitted.size) == big


@pytest.mark.parametrize("category", ["student", "交换生", "guest"])
def test_a_category_that_a_school_made_up_says_itself(stage: Stage, category: str) -> None:
    stage.show(replace(SAMPLES["visit"], badge=Badge("陈*", "", category)), drawn=False)
    texts = [piece.text for piece in stage.pieces() if isinstance(piece, FitLabel)]
    assert (category in texts) == (category != "student")


def test_every_refusal_has_a_tone() -> None:
    assert TONES.keys() == DENIALS.keys()

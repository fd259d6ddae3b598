"""Every sample of a pupil's screen, drawn: nothing clipped, cut, faint, overlapping or too small to hit."""

from dataclasses import replace

import pytest

from kiosk.circulation.denials import DENIALS
from kiosk.hardware.camera_status import Guidance
from kiosk.screens.keypad import as_printed
from kiosk.screens.tone import TONES
from kiosk.screens.widgets.camera_view import CameraView
from kiosk.screens.widgets.label import FitLabel
from kiosk.screens.widgets.shapes import Panel
from kiosk.selfcheck.views import Badge, Shelf
from kiosk.taps import Tap, TapUndo
from tests.screens.checks import complaints
from tests.screens.samples import SAMPLES, STATUS, at
from tests.screens.samples_staff import STAFF_SAMPLES
from tests.screens.stage import Stage

pytestmark = pytest.mark.screen

OTHER_SIZES = {"1920x1080": (1920, 1080), "portrait": (800, 1280), "1024x768": (1024, 768)}
ELSEWHERE = [
    "welcome", "welcome-holiday", "welcome-grades", "welcome-said", "identified-two", "identified-late", "visit-full",
    "visit-two", "visit-label", "loans", "loans-pages", "loans-none", "finished-long", "finished-nothing",
    "refusal-turn-far", "refusal-two", "refusal-three-ways", "refusal-reading-room", "refusal-unknown_barcode",
    "refusal-card_reported_lost", "visit-undone", "refusal-turn-today", "refusal-returned-by-other",
    "welcome-just-lent", "keypad", "keypad-mistyped", "keypad-not-found", "keypad-rests",
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


WITH_A_CAMERA = {
    name: (SAMPLES | STAFF_SAMPLES)[name]
    for name in (
        "welcome", "welcome-closed", "identified", "visit", "visit-full", "refusal-not_your_class_turn",
        "refusal-three-ways", "refusal-item_not_for_loan", "refusal-unknown_barcode", "lane", "lane-start", "lane-held",
        "ask-card", "same-child", "ask-kind", "returned",
    )
}  # fmt: skip
HAVE_A_KEYPAD = WITH_A_CAMERA.keys() - {"ask-card", "same-child", "ask-kind", "returned"}


@pytest.mark.parametrize("language", ["zh_CN", "en"])
@pytest.mark.parametrize("name", WITH_A_CAMERA)
@pytest.mark.parametrize("size", {"1280x800": (1280, 800)} | OTHER_SIZES)
def test_what_helps_the_camera_is_said_and_drawn(stage: Stage, name: str, language: str, size: str) -> None:
    window = OTHER_SIZES.get(size, (1280, 800))
    for guidance in Guidance:
        for unreadable in (False, True):
            status = replace(STATUS, sees="sees", guidance=guidance.value, unreadable=unreadable)
            stage.show(WITH_A_CAMERA[name], language=language, size=window, status=status, drawn=False)
            assert complaints(stage) == []
            said = stage.app.screen.say(f"guidance.{guidance}")
            assert [piece.text for piece in stage.pieces() if isinstance(piece, FitLabel)].count(said) == 1
            assert _left_free(stage)


def _left_free(stage: Stage) -> bool:
    """Nothing lies over the middle of the camera picture, above its lower brackets' feet."""
    pieces = list(stage.pieces())
    camera = next(piece for piece in pieces if isinstance(piece, CameraView))
    middle = camera.y + camera.height * 0.16
    above = pieces[pieces.index(camera) + 1 :]
    return not any(
        isinstance(piece, Panel) and piece.x < camera.right and piece.right > camera.x and piece.top > middle
        and piece.y < camera.top
        for piece in above
    )  # fmt: skip


@pytest.mark.parametrize("name", WITH_A_CAMERA)
def test_a_code_that_stays_unreadable_offers_the_keypad(stage: Stage, name: str) -> None:
    for unreadable in (False, True):
        stage.show(WITH_A_CAMERA[name], status=replace(STATUS, unreadable=unreadable), drawn=False)
        offered = Tap.KEYPAD in stage.tap_all()
        assert offered == (unreadable and name in HAVE_A_KEYPAD)


def test_a_finger_on_a_button_is_not_disturbed_by_guidance(stage: Stage) -> None:
    stage.show(SAMPLES["visit"])
    button = stage.buttons()[-1]
    with stage.holding(*button.center):
        stage.status = replace(STATUS, sees="sees", guidance="tilt")
        stage.app.refresh_camera()
    assert stage.station.taps == [TapUndo(2)]
    stage.app.refresh_camera()
    assert any(isinstance(piece, FitLabel) and piece.text.startswith("有点反光") for piece in stage.pieces())


@pytest.mark.parametrize(
    ("typed", "shown"),
    [("9787506380263", "9 787506 380263"), ("97875", "9 7875"), ("978", "9 78"), ("97", "97"), ("20417", "20417")],
)
def test_an_isbn_is_grouped_as_it_is_printed(typed: str, shown: str) -> None:
    assert as_printed(typed) == shown


@pytest.mark.parametrize("seconds", [(0, 30), (1, 5), (30, 30), None])
def test_ring_shows_any_second(stage: Stage, seconds: tuple[int, int] | None) -> None:
    stage.show(SAMPLES["visit"], seconds=seconds)
    assert complaints(stage) == []
    assert (stage.app.screen.ring is None) == (seconds is None)


@pytest.mark.parametrize(
    ("language", "shelf", "said", "big"),
    [
        ("zh_CN", Shelf(2, 0, at(15, 40)), ["今天 15:40 能借", "2", "本"], "2"),
        ("en", Shelf(2, 0, at(15, 40)), ["Today 15:40: borrow", "2"], "2"),
        ("zh_CN", Shelf(8, 6, at(12, 2, 24)), ["明天 12:02 能借", "2", "本"], "2"),
        ("zh_CN", Shelf(8, 6, at(12, 2, 30)), ["11月30日 能借", "2", "本"], "2"),
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


def texts(stage: Stage, name: str) -> list[str]:
    stage.show(SAMPLES[name], drawn=False)
    return [piece.text for piece in stage.pieces() if isinstance(piece, FitLabel)]


def test_after_an_undo_the_lines_that_stand_are_shown_and_not_the_loans(stage: Stage) -> None:
    said = texts(stage, "visit-undone")
    assert {"好，这一本不算", "书放回原处", "刚才还办了"} <= set(said)
    assert said.count("弄错了") == 2
    assert "你手里的书" not in said
    assert {"好，这一本不算", "你手里的书"} <= set(texts(stage, "identified-undone"))


def test_a_book_that_can_be_returned_here_is_not_sent_to_the_red_box(stage: Stage) -> None:
    assert not any("红盒子" in text for text in texts(stage, "refusal-returned-by-other"))
    assert any("红盒子" in text for text in texts(stage, "refusal-item_on_loan"))


@pytest.mark.parametrize("size", [(1280, 800), (800, 1280)], ids=["landscape", "portrait"])
@pytest.mark.parametrize("language", ["zh_CN", "en"])
def test_the_buttons_of_a_refusal_have_one_size_of_letters(stage: Stage, language: str, size: tuple[int, int]) -> None:
    stage.show(SAMPLES["refusal-overdue_limit_reached"], language=language, size=size, drawn=False)
    names = {"看看我的书", "不借了", "请老师帮忙", "See my books", "Leave it", "Ask a teacher"}
    found = [piece for piece in stage.pieces() if isinstance(piece, FitLabel) and piece.text in names]
    assert len(found) == 3
    assert len({piece.fitted.size for piece in found}) == 1

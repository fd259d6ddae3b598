import cv2
import numpy as np
import pytest
import zxingcpp

from kiosk.hardware.decoder import StreamDecoder, decode
from kiosk.hardware.demo_stage import draw_still
from kiosk.hardware.scan import Symbology

ISBN, CARD, LABEL = "9787115428028", "R0189", "B0894607"
PATIENT = 1.0  # s: what is asked here is whether it can be read
BOOK_CODES = ((Symbology.EAN13, ISBN),)
CARD_CODES = ((Symbology.CODE128, CARD),)


def read(image):
    return {(symbol.symbology, symbol.text) for symbol in decode(image, budget=PATIENT)}


@pytest.mark.parametrize(
    ("symbology", "text", "read_as"),
    [
        (Symbology.EAN13, ISBN, ISBN),
        (Symbology.EAN13, "0036000291452", "0036000291452"),
        (Symbology.CODE128, CARD, CARD),
        (Symbology.CODE39, "LIB-1234", "LIB-1234"),
        (Symbology.CODABAR, "A21234567B", "21234567"),
        (Symbology.QR, "https://library.example/R0189", "https://library.example/R0189"),
    ],
)
def test_every_symbology_of_a_library_is_read(symbology, text, read_as):
    assert read(draw_still("card", ((symbology, text),), angle=4)) == {(symbology, read_as)}


@pytest.mark.parametrize("angle", range(0, 360, 30))
def test_a_card_is_read_whichever_way_it_is_turned(angle):
    assert read(draw_still("card", CARD_CODES, angle)) == {(Symbology.CODE128, CARD)}


@pytest.mark.parametrize("angle", [0, 35, 65, 180])
def test_an_isbn_is_read_whichever_way_it_is_turned(angle):
    assert read(draw_still("book", BOOK_CODES, angle)) == {(Symbology.EAN13, ISBN)}


def test_an_isbn_and_a_label_on_one_book_are_both_read():
    image = draw_still("book", (*BOOK_CODES, (Symbology.CODE128, LABEL)), angle=-5)
    assert read(image) == {(Symbology.EAN13, ISBN), (Symbology.CODE128, LABEL)}


def test_a_code_is_read_through_the_noise_of_a_dark_corner():
    image = draw_still("book", BOOK_CODES, angle=8).astype(np.float32)
    noisy = image * 0.5 + np.random.default_rng(1).normal(0, 25, image.shape)
    assert read(np.clip(noisy, 0, 255).astype(np.uint8)) == {(Symbology.EAN13, ISBN)}


def test_a_code_of_low_contrast_is_read():
    image = draw_still("card", CARD_CODES, angle=3)
    assert read((image * 0.15 + 90).astype(np.uint8)) == {(Symbology.CODE128, CARD)}


@pytest.mark.parametrize("blur", [1.0, 2.0, 3.0, 4.0, 5.0])
@pytest.mark.parametrize("angle", [2, 8, 20])
def test_a_blurred_isbn_is_read_rightly_or_not_at_all(blur, angle):
    image = cv2.GaussianBlur(draw_still("book", BOOK_CODES, angle), (0, 0), blur)
    assert read(image) <= {(Symbology.EAN13, ISBN)}


def test_an_empty_corner_holds_no_code():
    assert decode(draw_still("card", (), angle=0)) == []


def test_the_corners_enclose_the_bars_and_begin_at_the_code_s_own_top_left():
    [upright] = decode(draw_still("card", CARD_CODES, angle=0))
    [on_its_head] = decode(draw_still("card", CARD_CODES, angle=180))
    (left, top), _, (right, bottom), _ = upright.corners
    assert (left, top) < (right, bottom)
    assert 200 < right - left < 420
    (left, top), _, (right, bottom), _ = on_its_head.corners
    assert (left, top) > (right, bottom)


@pytest.mark.parametrize(
    "frame",
    [
        np.zeros((0, 0, 3), np.uint8),
        np.zeros((1, 1, 3), np.uint8),
        np.zeros((1, 1280, 3), np.uint8),
        np.zeros((720, 1280), np.uint8),
        np.zeros((720, 1280, 4), np.uint8),
        np.zeros((720, 1280, 3), np.uint16),
        np.zeros((720, 1280, 3), np.float32),
        np.full((17, 23, 3), 255, np.uint8),
        None,
    ],
)
def test_an_odd_frame_holds_no_code(frame):
    assert decode(frame) == []


def test_a_frame_that_is_a_view_of_another_is_read():
    image = draw_still("card", CARD_CODES)
    assert read(np.flip(np.flip(image, 0), 0)[:, ::1]) == {(Symbology.CODE128, CARD)}


def test_a_blurred_card_that_no_library_reads_is_read():
    image = cv2.GaussianBlur(draw_still("card", CARD_CODES, angle=8), (0, 0), 3.0)
    assert zxingcpp.read_barcodes(image) == []
    assert read(image) == {(Symbology.CODE128, CARD)}


def test_a_code_seen_from_one_side_is_read():
    image = draw_still("book", BOOK_CODES, angle=4)
    height, width = image.shape[:2]
    corners = np.float32([(0, 0), (width, 0), (width, height), (0, height)])
    aslant = np.float32([(250, 40), (width - 320, 190), (width - 320, height - 190), (250, height - 40)])
    turned = cv2.warpPerspective(image, cv2.getPerspectiveTransform(corners, aslant), (width, height))
    assert read(turned) == {(Symbology.EAN13, ISBN)}


def test_a_stream_comes_round_to_codes_that_stand_in_no_bars():
    decoder = StreamDecoder(budget=1.0)
    image = draw_still("card", ((Symbology.QR, "R0189"),), angle=10)
    assert {symbol.text for _ in range(2) for symbol in decoder.decode(image)} == {"R0189"}


@pytest.mark.parametrize("seed", range(8))
def test_noise_of_any_shape_is_no_code(seed):
    chance = np.random.default_rng(seed)
    height, width = chance.integers(1, 700, 2)
    frame = chance.integers(0, 256, (height, width, 3), dtype=np.uint8)
    assert decode(frame) == []
    assert decode(cv2.GaussianBlur(frame, (0, 0), 3)) == []

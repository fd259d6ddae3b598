"""Drawn characters laid over a line of grey: what they read, and what they refuse to read."""

import cv2
import numpy as np
import pytest
import zxingcpp
from zxingcpp import BarcodeFormat

from kiosk.hardware.fitting.choice import choose
from kiosk.hardware.fitting.code128 import align_code128, explain_code128, said
from kiosk.hardware.fitting.ean import explain_ean8, explain_ean13
from kiosk.hardware.fitting.fit import align
from kiosk.hardware.fitting.layout import EAN8, EAN13
from kiosk.hardware.fitting.line import PixelLine

ISBN = "9787115428028"


def bars(
    text: str, symbology: BarcodeFormat, module: float = 6.0, blur: float = 0.0
) -> tuple[np.ndarray, float, float]:
    """Grey along a line across a code in its quiet zones, and where it begins and ends. blur: modules."""
    barcode = zxingcpp.create_barcode(text, symbology)
    plain = np.array(zxingcpp.write_barcode_to_image(barcode, scale=1, add_hrt=False, add_quiet_zones=False))
    row = np.pad(plain[plain.shape[0] // 2], 12, constant_values=255).astype(np.float32)
    fine = np.repeat(row, 10)[None]
    if blur:
        fine = cv2.GaussianBlur(fine, (0, 0), 10 * blur)
    line = cv2.resize(fine, (round(row.size * module), 1), interpolation=cv2.INTER_AREA)[0]
    return line, 12 * module, (row.size - 12) * module


def ean13(grey: np.ndarray, left: float, right: float):
    line = PixelLine.of_grey(grey)
    return explain_ean13(line, align(line, EAN13, left, right))


@pytest.mark.parametrize("blur", [0.2, 0.5, 0.8])
def test_an_isbn_is_read_through_blur(blur):
    best = ean13(*bars(ISBN, BarcodeFormat.EAN13, blur=blur)).best()
    assert best.text == ISBN
    assert best.certainty > 4


def test_ends_that_are_three_modules_off_are_found():
    grey, left, right = bars(ISBN, BarcodeFormat.EAN13)
    best = ean13(grey, left - 15, right + 17).best()
    assert best.text == ISBN
    assert abs(best.ends[0] - left) < 6
    assert abs(best.ends[1] - right) < 6


def test_bars_on_a_bent_page_are_read():
    grey, left, right = bars(ISBN, BarcodeFormat.EAN13)
    places = np.linspace(0, 1, grey.size)
    bent = np.interp(places + 0.02 * np.sin(np.pi * places), places, grey).astype(np.float32)
    assert ean13(bent, left, right).best().text == ISBN


def test_bars_that_over_exposure_has_thinned_refute_the_number_that_they_seem_to_show():
    """A 7 whose bars are burnt thin looks like a 1, a 2 like an 8: the check digit may agree with both errors."""
    grey, left, right = bars("9787771428028", BarcodeFormat.EAN13)
    thin = cv2.dilate(grey[None], np.ones((1, 3), np.uint8))[0] * 2
    burnt = cv2.GaussianBlur(np.minimum(thin, 255)[None], (0, 0), 2)[0]
    explanations = ean13(burnt, left, right)
    assert explanations.best().text == "9787771428028"
    assert explanations.verdict("9181777428028").certainty < -2


def test_wood_and_print_explain_no_number():
    chance = np.random.default_rng(3)
    for _ in range(40):
        grain = cv2.GaussianBlur(chance.normal(128, 60, (1, 700)).astype(np.float32), (0, 0), 4)[0]
        assert ean13(grain, 60, 640).best().certainty < 2


def test_an_ean8_is_told_from_its_neighbours():
    grey, left, right = bars("96385074", BarcodeFormat.EAN8, blur=0.5)
    line = PixelLine.of_grey(grey)
    explanations = explain_ean8(line, align(line, EAN8, left, right))
    assert explanations.verdict("96385074").certainty > 1
    assert explanations.verdict("96385081").certainty < 0


@pytest.mark.parametrize("text", ["R0189", "B0894607", "B000013", "R0189-9", "0123456789", "lower case"])
@pytest.mark.parametrize("blur", [0.2, 0.9])
def test_code_128_is_read_whatever_its_length(text, blur):
    grey, left, right = bars(text, BarcodeFormat.Code128, blur=blur)
    line = PixelLine.of_grey(grey)
    verdict = explain_code128(line, *align_code128(line, left, right))
    assert (verdict.text, verdict.certainty > 2) == (text, True)


def test_what_cannot_be_printed_is_no_text():
    assert said(1, [33, 34, 35]) == "ABC"
    assert said(2, [12, 34, 100, 33]) == "1234A"
    assert said(1, [98, 33, 34]) == "AB"
    assert said(0, [64]) is None
    assert said(1, []) is None


def test_the_cheapest_choice_keeps_to_the_check_digit_and_knows_the_next_one():
    losses = np.full((1, 3, 10), 9.0)
    losses[0, 0, 4] = losses[0, 1, 5] = losses[0, 2, 7] = 0.0  # 4 + 5 + 7 = 16: no
    losses[0, 2, 1] = 1.0  # 4 + 5 + 1 = 10: the cheapest that is
    losses[0, 0, 8] = 2.5  # 8 + 5 + 7 = 20: the next
    choices = choose(losses, np.tile(np.arange(10), (3, 1)), np.array([1, 1, 1]), 10, np.array([0]))
    assert choices.symbols.tolist() == [[4, 5, 1]]
    assert (choices.losses[0], choices.runners_up[0]) == (1.0, 2.5)

import numpy as np
import pytest

from kiosk.hardware.demo_props import draw_code
from kiosk.hardware.ean_proof import shows_ean13
from kiosk.hardware.scan import Symbology
from kiosk.hardware.symbol_readers import believed, is_ean13

NO_POINTS = np.zeros((4, 2))


def profile_of(text):
    """Grey along the bars of a drawn code, and where its outer bars are."""
    row = draw_code(Symbology.EAN13, text)[0].astype(np.float32)
    dark = np.nonzero(row < 128)[0]
    return row, float(dark[0]), float(dark[-1] + 1)


def test_the_number_that_is_drawn_is_proved():
    row, left, right = profile_of("9787115428028")
    assert shows_ean13(row, left, right, "9787115428028")


def test_the_number_is_proved_where_the_ends_are_known_roughly():
    row, left, right = profile_of("9787115428028")
    assert shows_ean13(row, left - 5, right + 4, "9787115428028")


@pytest.mark.parametrize("claim", ["9787115428073", "9787175428022", "9787175428060", "0795887188308"])
def test_another_number_is_not_proved_even_if_its_check_digit_is_right(claim):
    row, left, right = profile_of("9787115428028")
    assert not shows_ean13(row, left, right, claim)


def test_bare_paper_proves_nothing():
    assert not shows_ean13(np.full(400, 255, np.float32), 20, 380, "9787115428028")


def test_a_wrong_check_digit_is_no_ean13():
    assert is_ean13("9787115428028")
    assert not is_ean13("9787115428029")
    assert not is_ean13("978711542802")


@pytest.mark.parametrize(
    ("symbology", "text", "kept"),
    [
        (Symbology.EAN13, "036000291452", "0036000291452"),
        (Symbology.EAN13, "9787115428029", None),
        (Symbology.CODE39, "A1", None),
        (Symbology.CODE39, "A123", "A123"),
        (Symbology.CODABAR, "A123B", None),
        (Symbology.CODABAR, "A1234B", "1234"),
        (Symbology.CODE128, "R0\x1d189", None),
    ],
)
def test_what_the_format_gives_away_is_not_believed(symbology, text, kept):
    reading = believed(symbology, text, NO_POINTS)
    assert (reading and reading.text) == kept

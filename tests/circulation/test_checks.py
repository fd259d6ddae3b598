"""Numbers with a check digit: which slips each scheme must notice, and samples from elsewhere that it must take."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.circulation.barcodes import (
    DEFAULT_PATTERNS,
    CodeKind,
    candidates,
    card_text,
    is_likely_a_misread,
    label_serial,
    label_text,
    pattern,
    with_check_digit,
)
from kiosk.circulation.checks import CHECKS, damm_digit, fits_codabar14, fits_damm, fits_mod10, fits_mod43

NUMBERS = st.text("0123456789", min_size=1, max_size=12)


@given(NUMBERS, st.data())
def test_damm_notices_every_single_slip_and_every_swap_of_neighbours(digits, data):
    number = digits + damm_digit(digits)
    assert fits_damm(number)
    place = data.draw(st.integers(0, len(number) - 1))
    wrong = data.draw(st.sampled_from([digit for digit in "0123456789" if digit != number[place]]))
    assert not fits_damm(number[:place] + wrong + number[place + 1 :])
    swapped = [number[:i] + number[i + 1] + number[i] + number[i + 2 :] for i in range(len(number) - 1)]
    assert not any(fits_damm(other) for other in swapped if other != number)


@pytest.mark.parametrize(
    ("check", "good", "bad"),
    [
        (fits_damm, "5724", "5727"),  # Damm's own example
        (fits_mod10, "79927398713", "79927398710"),  # the sample of ISO/IEC 7812-1's commentators
        (fits_mod10, "T-0000 018", "T-0000 019"),
        (fits_codabar14, "21234000000018", "21234000000019"),
        (fits_codabar14, "21234000000018", "2123400000018"),
        (fits_mod43, "CODE39W", "CODE39X"),
        (fits_mod43, "CODE39W", "code39w"),
    ],
)
def test_samples(check, good, bad):
    assert check(good)
    assert not check(bad)


@pytest.mark.parametrize("check", [name for name in CHECKS if name != "none"])
def test_nothing_and_a_single_sign_are_no_checked_number(check):
    assert not any(CHECKS[check](text) for text in ("", "0", "-", "A", "图书"))


@given(st.integers(1, 10**7))
def test_a_label_says_its_own_serial(serial):
    assert label_serial(label_text(serial)) == serial


@pytest.mark.parametrize("text", ["B0894607", "B000012", "000013", "B", "", "B１２３４５６", "B0000130", "X000013"])
def test_other_labels_have_no_serial_of_ours(text):
    assert label_serial(text) is None


def test_cards_of_before_and_checked_cards_are_one_readers():
    for text in ("0189", "R0189", card_text("0189")):
        assert candidates(text, CodeKind.PATRON_CARD, DEFAULT_PATTERNS) == ("0189",)
    assert candidates("B0894607", CodeKind.ITEM_LABEL, DEFAULT_PATTERNS) == ("B0894607",)
    assert candidates(with_check_digit("H0001"), CodeKind.STAFF_CARD, DEFAULT_PATTERNS) == ("H0001",)


@pytest.mark.parametrize("text", ["R0189-8", "R0819-9", "R0188-9"])
def test_a_checked_card_that_was_misread_is_nobodys(text):
    assert not any(candidates(text, kind, DEFAULT_PATTERNS) for kind in CodeKind)


def test_a_pattern_is_for_one_symbology_but_a_scanner_gun_does_not_tell():
    patterns = (pattern("item_label", r"3\d{13}", "CODABAR", "codabar14"),)
    text = "31234000000016"
    assert fits_mod10(text)
    assert candidates(text, CodeKind.ITEM_LABEL, patterns, "CODABAR") == (text,)
    assert candidates(text, CodeKind.ITEM_LABEL, patterns) == (text,)
    assert candidates(text, CodeKind.ITEM_LABEL, patterns, "CODE128") == ()


def test_codabar_of_a_card_is_no_label():
    patterns = (
        pattern("item_label", r"\d{14}", check="codabar14"),
        pattern("patron_card", r"\d{14}", check="codabar14"),
    )
    assert candidates("21234000000018", CodeKind.ITEM_LABEL, patterns) == ()
    assert candidates("21234000000018", CodeKind.PATRON_CARD, patterns) == ("21234000000018",)


@pytest.mark.parametrize(
    ("text", "symbology", "misread"),
    [
        ("A-7$", "CODE39", True),
        ("A-7$", "CODE128", False),
        ("A-7$", "TYPED", False),
        ("B0894607", "CODE39", False),
        ("9787544854146", "CODABAR", False),
    ],
)
def test_bars_without_a_check_digit_must_fit_a_pattern(text, symbology, misread):
    assert is_likely_a_misread(text, DEFAULT_PATTERNS, symbology) is misread

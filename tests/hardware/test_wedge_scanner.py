import pytest

from kiosk.hardware.scan import Source, Symbology
from kiosk.hardware.wedge_scanner import WedgeScanner


def strike(keys, gap, scanner=None, start=100.0):
    """What the last of evenly struck keys gave."""
    scanner, scan = scanner or WedgeScanner(), None
    for index, key in enumerate(keys):
        scan = scanner.key(key, start + index * gap)
    return scan


def test_a_burst_that_enter_ends_is_a_scan():
    scan = strike([*"9787115428028", "\r"], gap=0.01)
    assert (scan.text, scan.source, scan.symbology) == ("9787115428028", Source.WEDGE, Symbology.TYPED)
    assert scan.captured_at == pytest.approx(100.13)


def test_a_person_s_typing_is_no_scan():
    assert strike([*"R0189", "enter"], gap=0.15) is None


def test_typing_before_the_burst_is_not_part_of_it():
    scanner = WedgeScanner()
    strike("12", gap=0.3, scanner=scanner, start=0.0)
    assert strike([*"R0189", "enter"], gap=0.01, scanner=scanner, start=5.0).text == "R0189"


def test_an_enter_long_after_the_burst_is_a_person_s():
    scanner = WedgeScanner()
    strike("R0189", gap=0.01, scanner=scanner, start=0.0)
    assert scanner.key("enter", 1.0) is None


def test_the_numeric_keypad_counts_as_digits():
    assert strike([f"numpad{digit}" for digit in "978711"] + ["numpadenter"], gap=0.01).text == "978711"


def test_full_width_digits_of_a_chinese_input_method_are_folded():
    assert strike([*"Ｒ０１８９", "\n"], gap=0.01).text == "R0189"


def test_shift_in_the_burst_is_passed_over():
    assert strike(["shift", "R", "numlock", *"0189", "enter"], gap=0.01).text == "R0189"


def test_a_slow_wireless_scanner_is_allowed_for():
    keys = [*"R0189", "enter"]
    assert strike(keys, gap=0.1) is None
    assert strike(keys, gap=0.1, scanner=WedgeScanner(gap=0.12)).text == "R0189"


def test_a_gap_as_slow_as_a_person_is_refused():
    with pytest.raises(ValueError, match=r"0\.12"):
        WedgeScanner(gap=0.5)


def test_two_keys_struck_together_are_no_scan():
    assert strike(["1", "2", "enter"], gap=0.01) is None


def test_every_burst_is_a_presentation_of_its_own_and_no_camera_s():
    scanner = WedgeScanner()
    first = strike([*"R0189", "enter"], gap=0.01, scanner=scanner, start=0.0)
    second = strike([*"R0189", "enter"], gap=0.01, scanner=scanner, start=3.0)
    assert first.presentation != second.presentation
    assert max(first.presentation, second.presentation) < 1  # a camera counts upwards from 1

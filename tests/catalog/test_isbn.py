import pytest

from kiosk.catalog.isbn import is_isbn10, is_isbn13, isbn13_from_stem, normalise


@pytest.mark.parametrize(
    ("typed", "filed"),
    [
        ("9787806041574", "9787806041574"),
        ("978-7-80604-157-4", "9787806041574"),
        (" ９７８７８０６０４１５７４ ", "9787806041574"),
        ("ISBN 978 7 80604 157 4", "9787806041574"),
        ("7-80077-316-7", "9787800773167"),
        ("ISBN:7800773167", "9787800773167"),
        ("7-5000-0000-x", "750000000X"),
        ("1234", "1234"),
        ("SX-017", "SX-017"),
        ("1234567891011", "1234567891011"),
        ("10109·1234", "10109·1234"),
        ("", ""),
    ],
)
def test_a_number_is_filed_as_the_scanner_will_read_it_or_as_the_school_typed_it(typed, filed):
    assert normalise(typed) == filed
    assert normalise(filed) == filed


def test_check_digits_are_checked():
    assert is_isbn13("9787806041574") and not is_isbn13("9787806041575") and not is_isbn13("1234567891011")
    assert is_isbn10("7800773167") and not is_isbn10("7800773168")
    assert is_isbn13(isbn13_from_stem("978999990001"))

"""What a station is told, and what it answers to a slip of the pen."""

from dataclasses import replace

import pytest

from kiosk.circulation.barcodes import CodeKind, candidates, is_isbn
from kiosk.config import BadConfig, Config, load_config


def write(tmp_path, text: str):
    path = tmp_path / "kiosk.toml"
    path.write_text(text, encoding="utf-8")
    return path


def test_the_shipped_example_says_what_is_built_in(request):
    example = load_config(request.config.rootpath / "docs/examples/kiosk.toml")
    assert example == replace(Config(), database="school.sqlite")


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("camera = \nwidth = 1", "line 1"),
        ('kamera = "x"', "«kamera»"),
        ('width = "wide"', "«width»"),
        ('[[pattern]]\nkind = "patron_card"', "pattern 1"),
        ('[[pattern]]\nkind = "patron_card"\nexpression = "("', "«(»"),
        ('[centre]\nadress = "x"', "[centre]"),
    ],
)
def test_a_mistake_is_named_with_its_file_and_place(tmp_path, text, says):
    path = write(tmp_path, text)
    with pytest.raises(BadConfig) as error:
        load_config(path)
    assert says in str(error.value)
    assert str(path) in str(error.value)


def test_a_pattern_strips_the_prefix_that_the_database_does_not_know(tmp_path):
    path = write(tmp_path, "[[pattern]]\nkind = 'patron_card'\nexpression = 'XX-(?P<number>\\d+)'")
    patterns = load_config(path).patterns
    assert candidates("XX-0189", CodeKind.PATRON_CARD, patterns) == ("0189",)
    assert candidates("0189", CodeKind.PATRON_CARD, patterns) == ()


@pytest.mark.parametrize(
    ("text", "expected"),
    [("9787544854146", True), ("9787544854147", False), ("6913865641360", False), ("978754485414", False), ("", False)],
)
def test_an_isbn_is_told_from_other_goods(text, expected):
    assert is_isbn(text) is expected

"""Where lines break and when a text is cut."""

import pytest

from kiosk.screens.theme import register_fonts
from kiosk.screens.widgets.fitting import CLOSING, OPENING, FitStep, fit, line_width, wrap

pytestmark = pytest.mark.screen

TITLE = (FitStep(72, 1), FitStep(60, 1), FitStep(52, 1), FitStep(40, 3))


@pytest.fixture(autouse=True)
def _fonts() -> None:
    register_fonts()


def test_short_title_is_large() -> None:
    assert fit("《活着》", TITLE, 518, 170, True).size == 72


def test_long_title_takes_three_lines_and_is_cut_only_then() -> None:
    found = fit(f"《{'春' * 44}》", TITLE, 518, 170, True)
    assert (found.size, len(found.lines)) == (40, 3)
    assert found.lines[-1].endswith("…")
    assert found.width <= 518


def test_no_line_begins_with_a_closing_mark_nor_ends_with_an_opening_one() -> None:
    text = "要还的书，要借的书（一本）；《草房子》、《昆虫记》，一本一本，举起来。"
    for width in range(120, 700, 10):
        lines = wrap(text, 40, width, True)
        assert not any(line[0] in CLOSING for line in lines), lines
        assert not any(line[-1] in OPENING for line in lines), lines
        assert "".join(lines) == text


def test_words_and_class_names_stay_whole() -> None:
    assert wrap("三(2)班、四(1)班", 64, 400, True) == ["三(2)班、", "四(1)班"]
    for line in wrap("Data Structures and Algorithms with Python", 40, 330, True):
        assert set(line.split()) <= {"Data", "Structures", "and", "Algorithms", "with", "Python"}


def test_no_single_character_is_left_on_the_last_line() -> None:
    lines = wrap("有同学先约了这本书", 30, 8.2 * 30, True)
    assert len(lines) == 2
    assert len(lines[-1]) > 2


def test_a_cut_keeps_the_blanks_between_words() -> None:
    found = fit("Algorithms with Python and more of it", (FitStep(40, 1),), 400, 60, True)
    assert found.lines[0].startswith("Algorithms with")


def test_opening_mark_hangs() -> None:
    assert line_width("《书》", 100, True) == pytest.approx(line_width("书》", 100, True) + 56, abs=4)

"""The rota on paper: every class on a sheet of its own, the whole grid on one, nothing beyond the edge."""

import pytest
from reportlab.lib.pagesizes import A4

from kiosk.office.rota.sheet_drawing import ClassSheet, PrintedTurn, WallCell, WallSheet, draw_sheets
from tests.printing.sheets import MM, characters, fonts_are_embedded, words

WIDE, HIGH = A4[1] / 72 * MM, A4[0] / 72 * MM
NUMERALS = "一二三四五六七八"


def wall(rows: int = 8, days: int = 6) -> WallSheet:
    cells = tuple(WallCell((f"{NUMERALS[day]}年级(12)班", "双周", "自由", "阅读课"), day + 1) for day in range(days))
    grid = tuple((f"{12 + n}:05–{12 + n}:20", cells) for n in range(rows))
    return WallSheet("阳光小学  班级轮借表", "从 11月30日 起", tuple(f"周{n}" for n in "一二三四五六"[:days]), grid)


def sheet(name: str, turns: int = 1) -> ClassSheet:
    lines = tuple(PrintedTurn("每周三", f"12:{n:02d}–12:20", "阅读课" if n else "") for n in range(turns))
    return ClassSheet("阳光小学", "图书馆借书时间", name, lines, "从 11月30日 起", "请带好借书卡")


def test_each_class_has_its_page_after_the_wall_sheet():
    printed = draw_sheets(wall(), [sheet(f"{grade}({n})班") for grade in NUMERALS for n in range(1, 6)])
    assert printed.pages == 41
    text = words(printed.pdf)
    assert "三(2)班每周三12:00–12:20" in text
    assert fonts_are_embedded(printed.pdf)
    assert printed.missing == ""


@pytest.mark.parametrize("turns", [1, 4, 10])
@pytest.mark.parametrize("name", ["五乙", "七年级(12)班", "星海外国语实验学校附属小学三年级(2)班"])
def test_nothing_leaves_the_paper(name, turns):
    printed = draw_sheets(wall(), [sheet(name, turns)])
    for page, sign, (left, bottom, right, top) in characters(printed.pdf):
        assert 0 < left < right < WIDE, (page, sign)
        assert 0 < bottom < top < HIGH, (page, sign)


def test_an_empty_grid_is_a_page_all_the_same():
    assert draw_sheets(wall(rows=0), []).pages == 1

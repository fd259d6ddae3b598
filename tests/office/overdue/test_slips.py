"""Slips, notes and lists on paper: who stands on which sheet, and that long ones go on."""

from datetime import date

import pypdfium2
import pytest

from kiosk.i18n import load_catalogue
from kiosk.office.overdue.slips import class_slips, clearance_list, notes
from kiosk.office.overdue.views import LateLine, Leaver
from kiosk.printing.words import PaperWords

TODAY = date(2026, 11, 23)
CHINESE = PaperWords(load_catalogue("zh_CN"))


def line(number: int, name: str = "王小明", group: str = "三(2)班", title: str = "草房子", **columns) -> LateLine:
    values = {"loan": str(number), "call_number": "", "price": "", "due_on": date(2026, 11, 17), "days": 6} | columns
    return LateLine(number=f"{number:04d}", name=name, class_name=group, title=title, **values)


def pages(pdf: bytes) -> list[str]:
    return [page.get_textpage().get_text_bounded() for page in pypdfium2.PdfDocument(pdf)]


@pytest.mark.parametrize("language", ["zh_CN", "en"])
def test_each_class_begins_on_a_sheet_of_its_own_and_goes_on_under_its_heading(language):
    long = [line(at) for at in range(70)]
    words = PaperWords(load_catalogue(language))
    sheets = class_slips([("三(2)班", long), ("", [line(99, "周老师", "")])], "育英小学", TODAY, words)
    found = pages(sheets.pdf)
    assert sheets.pages == len(found) == 4
    heading = words("slip.title", group="三(2)班")
    assert [heading in text for text in found] == [True, True, True, False]
    assert sum(text.count("王小明") for text in found) == 70
    assert words("no_class") in found[3]
    assert all(words("printed", day=words.full_day(TODAY)) in text for text in found)


def test_a_lost_book_is_no_matter_of_days():
    (text,) = pages(class_slips([("三(2)班", [line(1, is_lost=True)])], "育英小学", TODAY, CHINESE).pdf)
    assert "找不到了" in text
    assert "6 天" not in text


def test_notes_stand_eight_on_a_sheet_one_a_reader():
    lines = [line(at, f"同学{at}") for at in range(9) for _ in range(2)]
    sheets = notes(lines, "育英小学", TODAY, CHINESE)
    found = pages(sheets.pdf)
    assert (sheets.pages, len(found)) == (2, 2)
    assert "同学8" in found[1]
    assert "同学7" in found[0]
    assert found[0].count("《草房子》") == 16


def test_a_note_with_many_books_says_how_many_more():
    (text,) = pages(notes([line(1, title=f"书{at}") for at in range(9)], "育英小学", TODAY, CHINESE).pdf)
    assert "《书2》" in text
    assert "《书3》" not in text
    assert "还有 6 本" in text


def test_a_title_with_its_own_marks_gets_no_second_ones():
    (text,) = pages(notes([line(1, title="《史记》选")], "育英小学", TODAY, CHINESE).pdf)
    assert "《《" not in text


def test_the_clearance_list_names_what_is_open_and_who_signed():
    open_ones = Leaver("0901", "陈静", ("草房子", "昆虫记"), False), Leaver("0902", "黎远", (), True)
    leavers = [*open_ones, Leaver("0903", "苏", (), False)]
    signed = ("林老师", date(2027, 6, 9))
    (text,) = pages(clearance_list("九(1)班", leavers, signed, "育英小学", TODAY, CHINESE).pdf)
    for said in ("3 人，1 人已清", "草房子、昆虫记", "还差 2 本", "待赔偿", "林老师 已于 2027年6月9日 签字"):
        assert said in text

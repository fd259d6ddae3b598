"""What stands on the printed rota."""

from pathlib import Path

import pytest

from db.settings import put_setting
from kiosk.circulation.rota import SubjectKind, Week
from kiosk.i18n import load_catalogue
from kiosk.lending.desk import Desk
from kiosk.office.actors import AT_COMMAND_LINE
from kiosk.office.rota.draft import CellKind, RotaPlace, mark, put, reading
from kiosk.office.rota.loading import load_rota
from kiosk.office.rota.publishing import publish
from kiosk.office.rota.sheets import RotaSheets, rota_sheets
from kiosk.toml_files.rota_lines import SubjectLine
from tests.office.rota.school import LATER, NOON, NOW, filled, grid, one
from tests.printing.sheets import words
from tests.school import desk_at, school_class

EXAMPLES = Path(__file__).parents[3] / "docs" / "examples"
REAL = ["一年级", "二甲", "二乙", "三年级", "四甲", "四乙", "五甲", "五乙", "六甲", "六乙", "六丙"]


def printed(desk: Desk, language: str = "zh_CN") -> RotaSheets:
    return rota_sheets(desk, NOW, load_catalogue(language))


@pytest.fixture
def school(database) -> Desk:
    put_setting("school_name", "阳光小学")
    for name in REAL:
        school_class(name, "零一二三四五六".index(name[0]))
    return desk_at(database)


def test_the_rural_schools_rota_is_printed_with_a_sheet_for_each_of_its_classes(school):
    load_rota(school, AT_COMMAND_LINE, NOW, (EXAMPLES / "real-school-rota.toml").read_text("utf-8"))
    sheets = printed(school)
    assert (sheets.pages, sheets.missing) == (12, "")
    text = words(sheets.document.content)
    assert "六甲每周一11:00–12:00每周一15:30–16:50每周三11:00–12:00" in text
    assert "一年级每周二11:00–12:00每周二15:30–16:50每周四" in text


def test_odd_weeks_and_reading_lessons_are_told(school):
    draft = put(filled(grid(NOON, LATER), mon="六甲"), RotaPlace(0, NOON), one("六乙"), Week.ODD)
    draft = reading(put(draft, RotaPlace(2, LATER), SubjectLine(SubjectKind.GRADE, "5")), RotaPlace(2, LATER))
    publish(school, AT_COMMAND_LINE, NOW, mark(draft, RotaPlace(4, LATER), CellKind.CLOSED), NOW.date())
    text = words(printed(school).document.content)
    assert "六乙单周周一12:05–12:20" in text
    assert "六甲双周周一12:05–12:20" in text
    assert "五甲每周三12:20–12:35阅读课" in text
    assert "不开放" in text
    english = words(printed(school, "en").document.content)
    assert "Oddweeks,Mon12:05–12:20" in english


def test_a_class_without_a_turn_has_no_sheet(school):
    publish(school, AT_COMMAND_LINE, NOW, filled(grid(NOON), mon="六甲"), NOW.date())
    assert printed(school).pages == 2

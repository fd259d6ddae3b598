"""What stands on the printed rota."""

from dataclasses import replace
from pathlib import Path

import pytest

from db.settings import put_setting
from kiosk.lending.rules import load_bylaw
from kiosk.office.rota.draft import CellKind, RotaPlace, mark, put, reading
from kiosk.office.rota.publishing import in_force, publish
from kiosk.office.rota.sheets import sheets_of
from kiosk.office.rota.store import school_facts
from kiosk.office.rota.stored import load_rota, stored_rota
from kiosk.toml_files.rota_lines import SubjectLine
from tests.office.rota.school import LATER, NOON, NOW, filled, grid, one
from tests.printing.sheets import words
from tests.school import school_class

EXAMPLES = Path(__file__).parents[3] / "docs" / "examples"
REAL = ["一年级", "二甲", "二乙", "三年级", "四甲", "四乙", "五甲", "五乙", "六甲", "六乙", "六丙"]


def printed(language: str = "zh_CN"):
    stored = stored_rota()
    facts = school_facts(load_bylaw().rota, NOW)
    return sheets_of(stored, in_force(stored, NOW.date()), facts, language)


@pytest.fixture
def school(database):
    put_setting("school_name", "阳光小学")
    for name in REAL:
        school_class(name, "零一二三四五六".index(name[0]))
    return database


def test_the_rural_schools_rota_is_printed_with_a_sheet_for_each_of_its_classes(school):
    load_rota((EXAMPLES / "real-school-rota.toml").read_text("utf-8"), school)
    sheets = printed()
    assert (sheets.pages, sheets.missing) == (12, "")
    text = words(sheets.pdf)
    assert "六甲每周一11:00–12:00每周一15:30–16:50每周三11:00–12:00" in text
    assert "一年级每周二11:00–12:00每周二15:30–16:50每周四" in text


def test_odd_weeks_and_reading_lessons_are_told(school):
    draft = put(filled(grid(NOON, LATER), mon="六甲"), RotaPlace(0, NOON), one("六乙"), "odd")
    draft = reading(put(draft, RotaPlace(2, LATER), SubjectLine("grade", "5")), RotaPlace(2, LATER))
    draft = replace(mark(draft, RotaPlace(4, LATER), CellKind.CLOSED), valid_from=NOW.date())
    stored = publish(stored_rota(), draft)
    facts = school_facts(load_bylaw().rota, NOW)
    text = words(sheets_of(stored, stored.versions[-1], facts).pdf)
    assert "六乙单周周一12:05–12:20" in text
    assert "六甲双周周一12:05–12:20" in text
    assert "五甲每周三12:20–12:35阅读课" in text
    assert "不开放" in text
    english = words(sheets_of(stored, stored.versions[-1], facts, "en").pdf)
    assert "Oddweeks,Mon12:05–12:20" in english


def test_a_class_without_a_turn_has_no_sheet(school):
    stored = publish(stored_rota(), replace(filled(grid(NOON), mon="六甲"), valid_from=NOW.date()))
    assert sheets_of(stored, stored.versions[-1], school_facts(load_bylaw().rota, NOW)).pages == 2

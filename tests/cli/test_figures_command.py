"""Figures and late books from the command line."""

import json
from datetime import date, datetime

import openpyxl
import pytest

from db.models import Loan, Patron, Term
from db.settings import bump_bylaw
from kiosk.cli import main
from kiosk.clock import to_ms
from tests import school
from tests.school import TIMEZONE


@pytest.fixture
def url(database, db_url) -> str:
    Term.create(name="2026年秋", starts_on=date(2026, 9, 1), ends_on=date(2027, 1, 29))
    school.patron("0301", "王小明", school.school_class("三(2)班"))
    book = school.record("9787506380263", "草房子", copies=1, call_number="I287")
    at = to_ms(datetime(2026, 11, 2, 12, 7, tzinfo=TIMEZONE))
    Loan.create(patron=Patron.get(), item=book.items[0], record=book, lent_at=at, due_on=date(2026, 11, 17))
    bump_bylaw()
    return db_url


def test_figures_of_a_term_as_text_json_workbook_and_pdf(url, tmp_path, capsys):
    files = [tmp_path / "f.xlsx", tmp_path / "f.pdf"]
    words = ["figures", "--db", url, "--today", "2026-11-23"]
    assert main([*words, "--term", "2026年秋", "--xlsx", str(files[0]), "--pdf", str(files[1])]) == 0
    said = capsys.readouterr().out
    assert "2026年秋: 1 loans from 2026-09-01 to 2026-11-23" in said
    assert "王小明" not in said
    assert openpyxl.load_workbook(files[0]).worksheets[0]["B5"].value == 1
    assert files[1].read_bytes().startswith(b"%PDF")
    assert main([*words, "--json"]) == 0
    found = json.loads(capsys.readouterr().out)
    assert (found["loans"], found["busiest"]) == (1, ["2026-11-02", 12, 1])


def test_a_term_that_is_not_known_is_named_with_those_that_are(url, capsys):
    assert main(["figures", "--db", url, "--today", "2026-11-23", "--term", "2025年秋"]) == 2
    assert "there is 2026年秋" in capsys.readouterr().err


def test_a_file_that_cannot_be_written_is_named(url, tmp_path, capsys):
    target = tmp_path / "none" / "f.pdf"
    assert main(["figures", "--db", url, "--today", "2026-11-23", "--pdf", str(target)]) == 2
    assert str(target) in capsys.readouterr().err


def test_late_books_by_number_on_the_terminal_and_by_name_on_paper(url, tmp_path, capsys):
    slips, notes = tmp_path / "s.pdf", tmp_path / "n.pdf"
    words = ["overdue", "--db", url, "--pdf", str(slips), "--notes", str(notes), "--today"]
    assert main([*words, "2026-11-17"]) == 0
    assert "nothing is late" in capsys.readouterr().out
    assert not slips.exists()
    assert main([*words, "2026-11-18"]) == 0
    said = capsys.readouterr().out
    assert "三(2)班: 1 late, 1 readers\n  0301  2026-11-17  1 days  草房子" in said
    assert "王小明" not in said
    assert slips.exists()
    assert notes.exists()

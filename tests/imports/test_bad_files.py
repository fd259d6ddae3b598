"""For each bad file one clear sentence, and nothing is written. docs/librarian/bad-files.md says the same."""

import shutil
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from db.connection import open_database
from db.models import MODELS
from kiosk.imports.importing import import_patrons, import_records, judged_patrons
from kiosk.imports.tables import UnusableFile
from kiosk.office.books.lists import preview
from kiosk.office.refusal import NotDone
from kiosk.screens.wording import Wording
from tests.imports.bad_files import BAD_FILES, BadFile

AT = datetime(2026, 11, 23, 12, 5, tzinfo=ZoneInfo("Asia/Shanghai"))
DOC = Path(__file__).parents[2] / "docs" / "librarian" / "bad-files.md"
WORDS = Wording("zh_CN")
TAKEN = "（照样收下）"


@pytest.fixture
def database(tmp_path, migrated):
    """Reading files is the same on both engines."""
    handle = open_database(str(shutil.copy(migrated, tmp_path / "station.db")))
    yield handle
    handle.close()


def everything():
    return {model.__name__: sorted(map(str, model.select().tuples())) for model in MODELS}


def shown_for(bad: BadFile, folder: Path) -> str:
    """The sentences that a librarian reads."""
    path = folder / bad.name
    bad.make(path)
    try:
        if bad.kind == "patrons":
            judged = judged_patrons(path)
            rejects, taken = judged.rejects, judged.rows
        else:
            looked = preview(path)
            if isinstance(looked, NotDone):
                return refusal_said(looked)
            rejects, taken = looked.report.rejects, looked.judged.rows
    except UnusableFile as refusal:
        return refusal_said(refusal)
    lines = [f"第 {reject.line} 行：{line_said(reject)}" for reject in rejects]
    if lines:
        return "；".join(lines)
    return TAKEN if taken else WORDS.text("books.nothing_new")


def refusal_said(refusal: NotDone | UnusableFile) -> str:
    ends = ("headline", "hint")
    return "。".join(WORDS.text(f"import.file.{refusal.code}.{end}", **refusal.facts) for end in ends)


def line_said(reject) -> str:
    return WORDS.text(f"import.reject.{reject.code}", what=reject.what or "-")


def row_of(bad: BadFile, sentence: str) -> str:
    return f"| {bad.what} | {bad.name} | {sentence} |"


@pytest.mark.parametrize("bad", BAD_FILES, ids=lambda bad: bad.name)
def test_a_bad_file_says_one_clear_sentence_and_changes_nothing(bad, database, tmp_path):
    before = everything()
    sentence = shown_for(bad, tmp_path)
    assert everything() == before
    assert row_of(bad, sentence) in DOC.read_text(encoding="utf-8")


@pytest.mark.parametrize("bad", BAD_FILES, ids=lambda bad: bad.name)
def test_the_command_refuses_the_same_files(bad, database, tmp_path):
    bad.make(tmp_path / bad.name)
    before = everything()
    take = import_patrons if bad.kind == "patrons" else import_records
    try:
        report = take(tmp_path / bad.name, database, AT)
    except UnusableFile as refusal:
        assert bad.name in str(refusal)
        assert everything() == before
        return
    assert bool(report.taken) or everything() == before


def test_the_page_names_no_file_that_is_not_tried():
    lines = [line for line in DOC.read_text(encoding="utf-8").splitlines() if line.startswith("| ")]
    assert len(lines) == len(BAD_FILES) + 1

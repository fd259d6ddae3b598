"""The room of the books in both languages and at every size."""

import pytest

from kiosk.i18n import load_catalogue
from kiosk.office.books.views import BooksAction
from kiosk.office.touch_kit.views import Confirmation
from kiosk.taps import Act, FrameAction
from tests.screens.office.books.samples import COMMON, SAMPLES
from tests.screens.office.frame import LANGUAGES, SIZES, office, samples, wrong_with
from tests.screens.stage import Stage

pytestmark = pytest.mark.screen
VIEWS = samples(SAMPLES, "books")


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", VIEWS)
def test_page_is_whole(stage: Stage, name: str, language: str, size: str) -> None:
    assert wrong_with(stage, VIEWS[name], language, size) == []


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("language", LANGUAGES)
def test_questions_and_sentences_are_whole(stage: Stage, language: str, size: str) -> None:
    views = samples(COMMON, "books")
    assert {name: wrong for name in views if (wrong := wrong_with(stage, views[name], language, size))} == {}


TOLD = {"text": "图书条码 2026-11-23.pdf", "count": 1000, "sheets": 42}
UNDONE = ("available", "in_repair", "missing", "lost", "withdrawn", "changed", "copy_added", "copy_added_unlabelled")


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("language", LANGUAGES)
def test_what_was_done_is_whole(stage: Stage, language: str, size: str) -> None:
    keys = [key for key in load_catalogue("zh_CN") if key.startswith("books.told.")]
    undo = {f"books.told.{name}" for name in UNDONE}
    facts = {key: TOLD | ({"text": "B0000017"} if key in undo else {}) for key in keys}
    views = {key: office(SAMPLES["books-record"], "books", Confirmation(key, facts[key], key in undo)) for key in keys}
    assert {key: wrong for key in keys if (wrong := wrong_with(stage, views[key], language, size))} == {}


def test_everything_is_a_tap_away_from_the_list(stage: Stage) -> None:
    stage.show(VIEWS["books-list"])
    told = stage.tap_all()
    wanted = (
        BooksAction.SEARCH,
        BooksAction.CLASSES,
        BooksAction.FILTERS,
        BooksAction.RETRO,
        BooksAction.IMPORT,
        BooksAction.REGISTERS,
        BooksAction.LABELS,
    )
    assert {Act(action) for action in wanted} <= set(told)
    assert Act(FrameAction.TURN, "1") in told
    assert Act(BooksAction.OPEN, SAMPLES["books-list"].rows[4].id.hex) in told


def test_a_copy_on_loan_offers_nothing_that_would_be_refused(stage: Stage) -> None:
    stage.show(VIEWS["books-copy-lent"])
    assert not [tap for tap in stage.tap_all() if isinstance(tap, Act) and tap.action is BooksAction.STATE]


def test_an_import_that_would_do_nothing_cannot_be_taken(stage: Stage) -> None:
    stage.show(VIEWS["books-import-same"])
    assert Act(BooksAction.TAKE) not in stage.tap_all()
    stage.show(VIEWS["books-import"])
    assert Act(BooksAction.TAKE) in stage.tap_all()

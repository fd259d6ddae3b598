"""The pages of the class rota: whole in both languages and all sizes, and every finger finds its place."""

import pytest

from kiosk.i18n import load_catalogue
from kiosk.office.rota.views import RotaAction
from kiosk.taps import Act
from tests.screens.office.frame import LANGUAGES, SIZES, wrong_with
from tests.screens.office.rota.samples import GRID, LONG_PROOFS, PROOFS, TOLD_VIEWS, VIEWS
from tests.screens.stage import Stage

pytestmark = pytest.mark.screen


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", VIEWS)
def test_page_is_whole(stage: Stage, name: str, language: str, size: str) -> None:
    assert wrong_with(stage, VIEWS[name], language, size) == []


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", TOLD_VIEWS)
def test_what_was_done_is_said_in_one_line(stage: Stage, name: str, language: str) -> None:
    assert wrong_with(stage, TOLD_VIEWS[name], language, "1280x800") == []


def acts(stage: Stage, name: str) -> list[Act]:
    stage.show(VIEWS[name])
    return [tap for tap in stage.tap_all() if isinstance(tap, Act)]


def test_every_cell_of_the_grid_can_be_tapped(stage: Stage) -> None:
    told = acts(stage, "grid")
    assert {Act(RotaAction.CELL, cell.subject) for row in GRID.rows for cell in row.cells} <= set(told)


def test_the_other_pages_are_a_tap_away(stage: Stage) -> None:
    deeds = {act.action for act in acts(stage, "grid-well")}
    assert {
        RotaAction.WINDOWS,
        RotaAction.PRESETS,
        RotaAction.VERSIONS,
        RotaAction.DAYS,
        RotaAction.MODE,
        RotaAction.KEPT,
        RotaAction.PRINT,
        RotaAction.SOLVE,
        RotaAction.PUBLISH,
    } <= deeds


def test_what_is_published_is_not_published_again(stage: Stage) -> None:
    assert RotaAction.PUBLISH not in {act.action for act in acts(stage, "grid-published")}


def test_a_proof_leads_to_its_cell(stage: Stage) -> None:
    assert Act(RotaAction.CELL, "2-755-770") in acts(stage, "grid")


def test_a_window_has_all_its_edits(stage: Stage) -> None:
    told = acts(stage, "windows-one")
    for deed in (
        RotaAction.EARLIER,
        RotaAction.LATER,
        RotaAction.SHORTER,
        RotaAction.LONGER,
        RotaAction.SPLIT,
        RotaAction.REMOVE,
    ):
        assert Act(deed, "725-740") in told


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_proof_that_there_is_has_a_sentence(language: str) -> None:
    words = load_catalogue(language)
    for proof in (*PROOFS, *LONG_PROOFS):
        assert f"rota.proof.{proof.code}" in words
        assert f"rota.proof.{proof.code}.hint" in words

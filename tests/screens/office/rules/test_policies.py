"""The room of the rules: every page is whole, and a finger finds what it needs."""

import pytest

from kiosk.office.rules.views import RulesAction
from kiosk.office.touch_kit.views import Confirmation
from kiosk.taps import Act
from tests.screens.office.frame import LANGUAGES, SIZES, office, samples, wrong_with
from tests.screens.office.rules.samples import ALL_AGAINST, PAGES, TERMS
from tests.screens.stage import Stage

pytestmark = pytest.mark.screen

VIEWS = samples(PAGES, "rules")
VIEWS["told"] = office(PAGES["policies"], "rules", Confirmation("policies.stored", can_undo=True))
VIEWS["year-told"] = office(PAGES["year"], "rules", Confirmation("year.term_added", can_undo=True))


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", VIEWS)
def test_page_is_whole(stage: Stage, name: str, language: str, size: str) -> None:
    assert wrong_with(stage, VIEWS[name], language, size) == []


def taps_of(stage: Stage, name: str) -> list:
    stage.show(VIEWS[name], drawn=False)
    return stage.tap_all()


def test_a_line_is_one_tap_from_its_figures_and_the_trial_stands_beside(stage: Stage) -> None:
    taps = taps_of(stage, "policies")
    assert Act(RulesAction.CHANGE, "a1") in taps
    assert {
        Act(RulesAction.ADD),
        Act(RulesAction.YEAR),
        Act(RulesAction.PRESETS),
        Act(RulesAction.TRY),
        Act(RulesAction.WHO),
    } <= set(taps)


def test_what_cannot_be_stored_has_no_button_for_it(stage: Stage) -> None:
    assert Act(RulesAction.SAVE) in taps_of(stage, "edit-changed")
    for name in ("edit", "edit-new-clashes", "edit-ends-before"):
        assert Act(RulesAction.SAVE) not in taps_of(stage, name)
    assert Act(RulesAction.REMOVE) not in taps_of(stage, "edit-new-clashes")


def test_days_of_a_loan_go_by_ones_and_by_weeks(stage: Stage) -> None:
    steps = {act.subject for act in taps_of(stage, "edit") if isinstance(act, Act) and act.action is RulesAction.STEP}
    assert {"days:-7", "days:-1", "days:1", "days:7", "max_loans:1", "max_loans:-1"} <= steps


def test_every_rule_is_said_and_so_is_every_reason(stage: Stage) -> None:
    stage.show(VIEWS["try-all-against"], drawn=False)
    say = stage.app.screen.say
    texts = [getattr(piece, "text", "") for piece in stage.pieces()]
    for verdict in ALL_AGAINST.verdicts:
        assert say(f"policies.denial.{verdict.denial.code}", **verdict.denial.facts) in texts


def test_every_day_of_a_term_can_be_changed(stage: Stage) -> None:
    days = {act.subject for act in taps_of(stage, "year") if isinstance(act, Act) and act.action is RulesAction.DAY}
    assert {f"term:{TERMS[0].id}:{field}" for field in ("starts_on", "ends_on", "lending_from", "recall_on")} <= days

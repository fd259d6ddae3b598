"""The room of the rules: what is held up is tried whatever is open, and every page leads back."""

import pytest

from db import models
from kiosk.office.rules.views import EditPolicy, Policies, RulesAction, SchoolYear, TryIt
from kiosk.office.touch_kit.views import Confirm, PickDay, PickOne, TypeText
from kiosk.taps import Act, FrameAction, Tap, TapKey
from tests import school
from tests.office.rooms import context, room, tapped

AT = school.MONDAY_NOON


@pytest.fixture
def rules(desk, tmp_path):
    school.policy(max_loans=1, category="student")
    school.patron("0189", "王小明", school.school_class("三(2)班"))
    school.record("9787100000000", "草房子", initials="cfz")
    return room("rules", context(desk, tmp_path))


def change(rules) -> EditPolicy:
    return tapped(rules, RulesAction.CHANGE, models.Policy.get().id.hex)


WAYS = {
    "table": ([], Policies),
    "rule": ([change], EditPolicy),
    "day of a rule": ([change, Act(RulesAction.DAY, "valid_from")], PickDay),
    "new rule": ([Act(RulesAction.ADD), Act(FrameAction.PICK, "teacher")], PickOne),
    "set": ([Act(RulesAction.PRESETS), Act(FrameAction.PICK, "middle")], Confirm),
    "year": ([Act(RulesAction.YEAR)], SchoolYear),
    "holiday": ([Act(RulesAction.YEAR), Act(RulesAction.ADD_HOLIDAY), Act(FrameAction.PICK, "other")], PickDay),
    "trial": ([Act(RulesAction.TRY)], TryIt),
    "class": ([Act(RulesAction.WHO)], PickOne),
    "book": ([Act(RulesAction.WHAT)], TypeText),
    "day of the trial": ([Act(RulesAction.TRY), Act(RulesAction.DAY)], PickDay),
}


@pytest.mark.parametrize("way", WAYS)
def test_a_card_held_up_is_tried_and_one_step_leads_to_the_table(rules, way):
    steps, kind = WAYS[way]
    for step in steps:
        if isinstance(step, Act):
            rules.tap(step, AT)
        else:
            step(rules)
    assert isinstance(rules.view(AT), kind)
    rules.scan(school.scan("XYZ", 1), AT)
    assert isinstance(rules.view(AT), kind)
    rules.scan(school.scan("R0189", 2), AT)
    page = rules.view(AT)
    assert isinstance(page, TryIt) and page.tried.who == "王*明"
    page = tapped(rules, FrameAction.BACK)
    assert isinstance(page, Policies) and page.tried.who == "王*明"


def test_a_choice_of_the_trial_leads_back_to_it(rules):
    page = tapped(rules, RulesAction.WHO)
    assert isinstance(page, PickOne) and page.key == "policies.try.class"
    person = tapped(rules, FrameAction.PICK, page.options[0].subject)
    assert person.key == "policies.try.person"
    assert tapped(rules, FrameAction.BACK) == page
    assert isinstance(tapped(rules, FrameAction.BACK), TryIt)
    assert isinstance(tapped(rules, FrameAction.BACK), Policies)


def test_the_first_title_found_is_taken_by_the_key_that_ends(rules):
    tapped(rules, RulesAction.WHAT)
    rules.tap(Tap.ENTER, AT)
    assert isinstance(rules.view(AT), TypeText)
    rules.tap(TapKey("c"), AT)
    rules.tap(Tap.ENTER, AT)
    assert rules.view(AT).tried.title == "草房子"


def test_a_rule_that_somebody_else_has_removed_leads_to_the_table(rules):
    change(rules)
    tapped(rules, RulesAction.STEP, "days:1")
    models.Policy.delete().execute()
    page = tapped(rules, RulesAction.SAVE)
    assert isinstance(page, Policies) and page.total == 0 and rules.told is None


def test_a_rule_that_has_come_meanwhile_is_not_stored_beside(rules):
    for step in (Act(RulesAction.ADD), Act(FrameAction.PICK, "teacher"), Act(FrameAction.PICK, "")):
        rules.tap(step, AT)
    assert rules.view(AT).can_be_stored
    school.policy(category="teacher")
    assert tapped(rules, RulesAction.SAVE).clashes
    assert models.Policy.select().count() == 2

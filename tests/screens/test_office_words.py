"""What the rooms of the rules and of the devices, and the guide, may have to say is worded."""

import pytest

from kiosk.backup.words import WhyNoBackup
from kiosk.circulation.denials import DENIALS
from kiosk.circulation.rules import ITEM_RULES, OUT_OF_CIRCULATION, PATRON_RULES
from kiosk.i18n import LANGUAGES, load_catalogue
from kiosk.imports.report import REASONS
from kiosk.office.rules import policies
from kiosk.office.setup import first_rota

# Codes that are said of a patron or a book by the rules of a loan.
OF_A_LOAN = {
    "card_reported_lost",
    "patron_blocked",
    "patron_expired",
    "compensation_owed",
    "library_closed",
    "not_your_class_turn",
    "class_not_trained",
    "overdue_limit_reached",
    "already_yours",
    "item_on_loan",
    "item_held_for_other",
    "no_policy_applies",
    "item_not_for_loan",
    "loan_limit_reached",
    *OUT_OF_CIRCULATION.values(),
}


@pytest.fixture(params=LANGUAGES)
def words(request):
    return load_catalogue(request.param)


def test_every_rule_and_every_reason_against_a_loan(words):
    assert DENIALS.keys() >= OF_A_LOAN
    for rule in (*PATRON_RULES, *ITEM_RULES):
        assert words[f"policies.rule.{rule.__name__}"]
    for code in OF_A_LOAN:
        assert words[f"policies.denial.{code}"]


def test_every_way_in_which_a_copy_can_fail(words):
    for why in WhyNoBackup:
        assert words[f"backup.why.{why}"] and words[f"backup.why.{why}.next"]


def test_every_reason_why_a_line_is_not_taken(words):
    for code in REASONS:
        assert words[f"guide.reject.{code}"]


def test_every_preset_and_every_trouble_with_days(words):
    for name in policies.PRESETS:
        for end in ("headline", "hint", "yes"):
            assert words[f"policies.preset.{name}.{end}"]
        assert words[f"option.policies.preset.{name}"] and words[f"option.policies.preset.{name}.hint"]
    for kind, names in (("bells", first_rota.BELLS), ("rota", first_rota.ROTAS)):
        for name in names:
            assert words[f"guide.{kind}.{name}"] and words[f"guide.{kind}.{name}.hint"]
    for code in ("ends_before", "overlaps", "outside", "clashes"):
        assert words[f"rules.trouble.{code}.headline"] and words[f"rules.trouble.{code}.hint"]

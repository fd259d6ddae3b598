from datetime import date
from pathlib import Path

import pytest

from db.models import Loan, Policy
from db.settings import get_setting
from kiosk.toml_files.policy import load_policies, show_policies
from kiosk.toml_files.reading import Unusable

EXAMPLES = Path(__file__).parents[2] / "docs" / "examples"


@pytest.mark.parametrize("name", ["policy.toml", "real-school-policy.toml"])
def test_what_is_shown_can_be_loaded_and_changes_nothing(database, everything, name):
    assert load_policies((EXAMPLES / name).read_text("utf-8"), database).changed
    before = everything()
    assert not load_policies(show_policies(), database).changed
    assert everything() == before


def test_loading_replaces_all_policies_and_tells_the_readers_of_the_bylaw(database):
    Policy.create(category="parent", max_loans=1, days=7)
    version = int(get_setting("bylaw_version"))
    load_policies('policy = [{category = "student", max_loans = 3, days = 21, valid_from = 2027-02-22}]', database)
    (policy,) = Policy.select()
    assert (policy.category, policy.max_loans, policy.days, policy.renewals) == ("student", 3, 21, 1)
    assert policy.valid_from == date(2027, 2, 22)
    assert int(get_setting("bylaw_version")) == version + 1
    assert Loan.select().count() == 0


def test_nothing_decided_yet_can_be_shown_and_loaded(database):
    assert not load_policies(show_policies(), database).changed


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "no [[policy]]"),
        ("[[policy]", "no TOML"),
        ("[[policy]]\nmax_loans = 2", "[[policy]] no. 1: «days» is missing"),
        ("[[policy]]\nmax_loans = '2'\ndays = 3", "«max_loans» must be a whole number"),
        ("[[policy]]\nmax_loans = -1\ndays = 3", "«max_loans» must be a whole number"),
        ("[[policy]]\nmax_loans = true\ndays = 3", "«max_loans» must be a whole number"),
        ("[[policy]]\nmax_loans = 2\ndays = 3\nmax_loan = 3", "«max_loan» is not known here"),
        ("[[policy]]\nmax_loans = 2\ndays = 3\n[[policy]]\nmax_loans = 2\ndays = 4", "no. 2: same category"),
        ("[[policy]]\nmax_loans=2\ndays=3\nvalid_from=2027-01-02\nvalid_to=2027-01-01", "lies before"),
    ],
)
def test_what_is_wrong_is_said_with_its_place_and_nothing_is_written(database, everything, text, said):
    Policy.create(category="student", max_loans=1, days=7)
    before = everything()
    with pytest.raises(Unusable) as refusal:
        load_policies(text, database)
    assert said in str(refusal.value)
    assert everything() == before

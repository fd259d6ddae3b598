from datetime import date
from pathlib import Path

import pytest

from db.models import Audit, Loan, Policy
from db.settings import get_setting
from kiosk.clock import to_ms
from kiosk.office.actors import Actor
from kiosk.office.editing import undo
from kiosk.office.permissions import Role
from kiosk.office.refusal import NotDone
from kiosk.office.rules.files import load_policies, show_policies
from kiosk.sync.feed import feed_version, publish_all
from kiosk.toml_files.reading import Unusable
from tests import school

EXAMPLES = Path(__file__).parents[3] / "docs" / "examples"

AT = school.MONDAY_NOON


@pytest.mark.parametrize("name", ["policy.toml", "real-school-policy.toml"])
def test_what_is_shown_can_be_loaded_and_changes_nothing(desk, actor, everything, name):
    assert load_policies(desk, actor, AT, (EXAMPLES / name).read_text("utf-8")).changed
    before = everything()
    assert not load_policies(desk, actor, AT, show_policies()).changed
    assert everything() == before


def test_loading_replaces_all_policies_and_tells_the_readers_of_the_bylaw(desk, actor):
    Policy.create(category="parent", max_loans=1, days=7)
    version = int(get_setting("bylaw_version"))
    load_policies(
        desk, actor, AT, 'policy = [{category = "student", max_loans = 3, days = 21, valid_from = 2027-02-22}]'
    )
    (policy,) = Policy.select()
    assert (policy.category, policy.max_loans, policy.days, policy.renewals) == ("student", 3, 21, 1)
    assert policy.valid_from == date(2027, 2, 22)
    assert int(get_setting("bylaw_version")) == version + 1
    assert Loan.select().count() == 0


def test_stations_are_told_and_lines_that_say_the_same_stay(desk, actor):
    text = "[[policy]]\nmax_loans = 2\ndays = 15\n"
    load_policies(desk, actor, AT, text)
    kept = Policy.get().id
    publish_all(desk.db, to_ms(AT))
    version = feed_version()
    load_policies(desk, actor, AT, text + "[[policy]]\ncategory = 'teacher'\nmax_loans = 5\ndays = 60\n")
    assert feed_version() == version + 1
    assert kept in {policy.id for policy in Policy.select()}


def test_what_was_loaded_is_taken_back(desk, actor):
    Policy.create(category="parent", max_loans=1, days=7)
    load_policies(desk, actor, AT, "[[policy]]\nmax_loans = 2\ndays = 15\n")
    assert undo(desk, actor, AT, Audit.get().id) is None
    assert [policy.category for policy in Policy.select()] == ["parent"]


def test_a_helper_loads_nothing(desk, librarian, everything):
    before = everything()
    helper = Actor(librarian.id, Role.HELPER)
    assert load_policies(desk, helper, AT, "[[policy]]\nmax_loans = 2\ndays = 15\n") == NotDone("not_allowed")
    assert everything() == before


def test_nothing_decided_yet_can_be_shown_and_loaded(desk, actor):
    assert not load_policies(desk, actor, AT, show_policies()).changed


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
def test_what_is_wrong_is_said_with_its_place_and_nothing_is_written(desk, actor, everything, text, said):
    Policy.create(category="student", max_loans=1, days=7)
    before = everything()
    with pytest.raises(Unusable) as refusal:
        load_policies(desk, actor, AT, text)
    assert said in str(refusal.value)
    assert everything() == before

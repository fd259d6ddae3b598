"""The librarian publishes a rota at the station, and the next child meets it."""

import pytest
from argon2 import PasswordHasher

from db import models
from kiosk.circulation.signs import SignKind
from kiosk.office.rota.views import NoRota, RotaAction, RotaGrid
from kiosk.office.touch_kit.views import Office
from kiosk.selfcheck.staff_desk import OfficeSetup
from kiosk.selfcheck.station import Station
from kiosk.selfcheck.views import Welcome
from kiosk.taps import Act, FrameAction, Tap, TapKey, TapRoom
from tests import school
from tests.school import MONDAY_NOON


@pytest.fixture
def corner(corner):
    school.policy()
    for grade, name in enumerate(("一(1)班", "二(1)班"), 1):
        school.patron(f"010{grade}", group=school.school_class(name, grade))
    school.record("9787544270878", "解忧杂货店")
    hasher = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)
    models.Staff.create(name="林老师", role="librarian", pin_hash=hasher.hash("135790"))
    corner.station = Station(corner.desk, corner.clock, office_setup=OfficeSetup())
    return corner


def into_the_office(corner) -> Office:
    corner.tap(Tap.STAFF)
    for digit in "135790":
        corner.tap(TapKey(digit))
    corner.tap(Tap.OFFICE)
    return corner.tap(TapRoom("rota"))


def test_a_rota_made_by_taps_is_what_the_station_enforces_the_same_minute(corner):
    """Monday 12:07: grade 1 stands in the first cell of Monday."""
    assert into_the_office(corner).page == NoRota(2)
    for act in (
        Act(RotaAction.PRESETS),
        Act(FrameAction.PICK, "both"),
        Act(RotaAction.PUBLISH),
        Act(FrameAction.PICK, MONDAY_NOON.date().isoformat()),
    ):
        view = corner.tap(act)
    assert isinstance(view.page, RotaGrid)
    assert view.told.key == "rota.told.published"
    for act in (Act(RotaAction.MODE), Act(FrameAction.PICK, "enforce"), Act(FrameAction.YES)):
        corner.tap(act)
    view = corner.tap(Tap.DISMISS)
    assert isinstance(view, Welcome)
    assert (view.sign.kind, view.sign.who) == (SignKind.CLASS_TURN, ("一(1)班",))
    corner.show("0102")
    corner.show("9787544270878")
    assert [outcome.kind for outcome in corner.outcomes if "denied" in outcome.kind or "refus" in outcome.kind]
    assert not models.Loan.select().exists()
    corner.another_day()
    corner.clock.at = MONDAY_NOON.replace(day=30)
    corner.show("0101")
    corner.show("9787544270878")
    assert models.Loan.select().count() == 1


def test_nobody_loses_a_draft_when_the_office_locks_itself(corner):
    into_the_office(corner)
    corner.tap(Act(RotaAction.PRESETS))
    before = corner.tap(Act(FrameAction.PICK, "noon")).page
    assert isinstance(corner.left_alone(), Welcome)
    assert into_the_office(corner).page == before

"""The room of the devices: every state is said, and every way on is a tap away."""

from dataclasses import replace

import pytest

from kiosk.office.stations.views import StationsAction
from kiosk.office.touch_kit.views import Confirm, Working
from kiosk.selfcheck.staff_views import DeviceFacts
from kiosk.selfcheck.views import StatusFacts
from kiosk.sync.why import WhyAway
from kiosk.taps import Act
from tests.screens.office.frame import LANGUAGES, SIZES, office, samples, wrong_with
from tests.screens.office.stations.samples import PAGES
from tests.screens.samples_staff import DEVICES_WELL
from tests.screens.stage import Stage

pytestmark = pytest.mark.screen

VIEWS = samples(PAGES, "stations")
VIEWS["exit"] = office(Confirm("devices.exit"), "stations")
VIEWS["backing-up"] = office(Working("devices.backing_up", 40, 100, can_stop=True), "stations")
VIEWS["trying"] = office(Working("devices.trying", 0, 0, can_stop=True), "stations")


@pytest.fixture
def well(stage: Stage):
    yield
    stage.devices = DEVICES_WELL


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", VIEWS)
def test_page_is_whole(stage: Stage, name: str, language: str, size: str) -> None:
    assert wrong_with(stage, VIEWS[name], language, size) == []


@pytest.mark.usefixtures("well")
@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("language", LANGUAGES)
def test_every_reason_for_being_away_has_room(stage: Stage, size: str, language: str) -> None:
    for why in set(WhyAway) - {WhyAway.OK}:
        stage.devices = replace(DEVICES_WELL, why_away=why)
        assert wrong_with(stage, VIEWS["camera"], language, size) == []
    for camera in ("lost", "none"):
        stage.devices = DeviceFacts()
        stage.show(VIEWS["camera"], language=language, size=SIZES[size], status=StatusFacts("育英小学", camera))


@pytest.mark.usefixtures("well")
def test_the_picture_is_live_here_too(stage: Stage) -> None:
    stage.show(VIEWS["camera"])
    assert stage.app.screen.is_live
    stage.devices = replace(DEVICES_WELL, seen=(replace(DEVICES_WELL.seen[0], text="B0000417"),))
    stage.app.refresh_camera()
    assert "B0000417" in [getattr(piece, "text", "") for piece in stage.pieces()]
    stage.show(VIEWS["upkeep"])
    assert not stage.app.screen.is_live


def test_a_louder_voice_is_heard_and_kept(stage: Stage) -> None:
    stage.show(VIEWS["upkeep"])
    stage.speaker.played.clear()
    taps = stage.tap_all()
    assert [act.subject for act in taps if isinstance(act, Act) and act.action is StationsAction.VOLUME] == [
        "off", "quiet", "normal", "loud",
    ]  # fmt: skip
    assert stage.speaker.volume == "loud" and len(stage.speaker.played) == 4
    assert (
        Act(StationsAction.EXIT) in taps
        and Act(StationsAction.LOG) in taps
        and Act(StationsAction.TRY_RESTORE, "2") in taps
    )
    stage.speaker.turn_to("normal")
    stage.app.language = "zh_CN"


def test_a_backup_is_one_tap_from_the_camera(stage: Stage) -> None:
    stage.show(VIEWS["camera"])
    assert Act(StationsAction.BACK_UP) in stage.tap_all()


def test_what_waits_is_sent_at_a_tap_where_there_is_a_centre(stage: Stage) -> None:
    before = stage.asked_to_sync
    stage.show(VIEWS["camera"], status=StatusFacts("育英小学", online=False, waiting=12))
    stage.tap_all()
    assert stage.asked_to_sync == before + 1
    stage.show(VIEWS["camera"], status=StatusFacts("育英小学", online=None))
    stage.tap_all()
    assert stage.asked_to_sync == before + 1

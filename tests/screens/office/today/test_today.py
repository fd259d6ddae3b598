"""The pages of «today»: nothing is cut at any size or language, and every tap says what it means."""

from dataclasses import replace
from itertools import product

import pytest

from kiosk.circulation.denials import DENIALS
from kiosk.i18n import load_catalogue
from kiosk.office.actors import COMMAND_LINE, STATION
from kiosk.office.today.views import TodayAction, Topic
from kiosk.office.touch_kit.views import Confirmation
from kiosk.screens.office.said import deed_said, doer_said
from kiosk.screens.widgets.label import FitLabel
from kiosk.screens.wording import Wording
from kiosk.selfcheck.views import StatusFacts
from kiosk.taps import Act, FrameAction, Tap, TapChoice
from tests.screens.checks import complaints
from tests.screens.office.frame import LANGUAGES, SIZES, office, wrong_with
from tests.screens.office.today.samples import PAGES
from tests.screens.samples import STATUS
from tests.screens.stage import Stage

pytestmark = pytest.mark.screen


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", PAGES)
def test_page_is_whole(stage: Stage, name: str, language: str, size: str) -> None:
    assert wrong_with(stage, office(PAGES[name], "today"), language, size) == []


BACK = Act(FrameAction.BACK)
EXPECTED = {
    "today": [
        Act(TodayAction.OPEN, Topic.PLAN),
        Act(TodayAction.OPEN, Topic.TRAIL),
        Act(TodayAction.EXPORT),
        Act(TodayAction.OPEN, Topic.COUNTS),
        Act(TodayAction.OPEN, Topic.REFUSALS),
        Act(TodayAction.OPEN, Topic.NOTICES),
        Act(TodayAction.BY_CLASS),
        Act(TodayAction.BY_HOUR),
        Act(TodayAction.OPEN, Topic.REHEARSAL),
        *(Act(TodayAction.CLASS, number) for number in "013"),
    ],
    "today-faults": [Act(TodayAction.OPEN, Topic.FAULTS)],
    "today-failed": [Act(TodayAction.OPEN, Topic.REHEARSAL)],
    "plan": [Act(TodayAction.DAY, "2026-11-22"), Act(TodayAction.DAY, "2026-11-24"), BACK],
    "counts": [Act(TodayAction.BY_HOUR), BACK],
    "counts-hours": [Act(TodayAction.BY_CLASS), Act(FrameAction.TURN, "1")],
    "refusals": [Act(TodayAction.REASON, "not_your_class_turn"), Act(TodayAction.REASON, "overdue_limit_reached")],
    "rehearsal": [*(Act(TodayAction.CLASS, number) for number in "0123"), Act(TodayAction.OPEN, Topic.FAULTS)],
    "class": [Act(TodayAction.MEND, row.id) for row in PAGES["class"].rows],
    "class-large": [Act(FrameAction.TURN, "3"), Act(FrameAction.TURN, "5")],
    "faults": [Act(TodayAction.FAULT, kind) for kind in PAGES["faults"].counts],
    "fault-no_price": [Act(TodayAction.MEND, line.id) for line in PAGES["fault-no_price"].lines],
    "trail": [
        Act(TodayAction.DAY),
        Act(TodayAction.PERSON),
        *(Act(TodayAction.ENTRY, line.id) for line in PAGES["trail"].lines),
    ],
    "trail-narrowed": [Act(TodayAction.ALL_DAYS)],
    "entry": [Act(TodayAction.TAKE_BACK), BACK],
    "undo": [Act(FrameAction.YES), BACK],
    "list-notices": [
        BACK,
        Tap.NEXT_PAGE,
        *(TapChoice(line.id) for line in PAGES["list-notices"].rows),
    ],
    "list-notices-last-done": [Tap.REOPEN],
    "list-notice-not_own_copy": [
        Act(TodayAction.TO_READER),
        Act(TodayAction.TO_BOOK),
        Tap.RESOLVE,
        BACK,
    ],
}


@pytest.mark.parametrize("name", EXPECTED)
def test_every_tap_is_told(stage: Stage, name: str) -> None:
    stage.show(office(PAGES[name]))
    told = stage.tap_all()
    assert [tap for tap in EXPECTED[name] if tap not in told] == []


def test_what_is_undone_already_offers_no_undo(stage: Stage) -> None:
    stage.show(office(PAGES["entry-three"]))
    assert Act(TodayAction.TAKE_BACK) not in stage.tap_all()


@pytest.mark.parametrize(
    ("status", "said"),
    [
        (replace(STATUS, camera="lost"), "断开了"),
        (replace(STATUS, camera="none", online=None), "只用扫码枪"),
        (replace(STATUS, online=None), "不用同步"),
        (replace(STATUS, online=False, waiting=12), "没网，12 条待送"),
        (replace(STATUS, waiting=12), "12 条记录等网络送出"),
    ],
)
def test_camera_and_sync_are_said_as_they_are(stage: Stage, status: StatusFacts, said: str) -> None:
    for language, size in product(LANGUAGES, SIZES):
        stage.show(office(PAGES["today"]), status=status, language=language, size=SIZES[size], drawn=False)
        assert complaints(stage) == []
    stage.show(office(PAGES["today"]), status=status)
    assert said in [piece.text for piece in stage.pieces() if isinstance(piece, FitLabel)]


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_refusal_and_every_notice_has_a_short_name(language: str) -> None:
    """The page shows a code as it is only when a newer station has written it."""
    wording = Wording(language)
    notices = {
        "served_out_of_turn",
        "already_done",
        "just_lent",
        "undone",
        "undone_return",
        "undone_renewal",
        "label_to_mend",
        "label_mismatch",
        "not_own_copy",
        "not_on_loan",
        "item_damaged",
    }
    assert [code for code in DENIALS.keys() - notices if wording.named("today.reason", code) == code] == []
    known = {key.split(".")[1] for key in load_catalogue(language) if key.startswith("notice.") and key.count(".") == 1}
    kinds = known - {"other", "unregistered"}
    assert [kind for kind in kinds if wording.named("today.notice", kind) == kind] == []


def test_what_was_done_is_said_with_the_next_page(stage: Stage) -> None:
    told = Confirmation("today.exported", {"file": "图书馆 2026-11-23 借还.xlsx"})
    for size in SIZES:
        assert wrong_with(stage, office(PAGES["today"], told=told), "zh_CN", size) == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_who_did_it_without_signing_in_is_said_by_where_it_was_done(language: str) -> None:
    wording = Wording(language)
    line = PAGES["entry-command-line"].line
    said = {doer_said(wording, replace(line, place=place)) for place in (COMMAND_LINE, STATION)}
    assert said == {wording.text("today.trail.command_line"), wording.text("today.trail.program")}
    assert len(said) == 2 and doer_said(wording, replace(line, who="陈老师")) == "陈老师"


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_deed_is_said_by_its_own_sentence_or_by_its_code(language: str) -> None:
    wording = Wording(language)
    line = PAGES["entry"].line
    assert "something_new" in deed_said(wording, replace(line, deed="something_new"))
    undoing = deed_said(wording, replace(line, deed="something_new", undoes=True))
    assert undoing == wording.text("today.deed.undone", deed=deed_said(wording, replace(line, deed="something_new")))

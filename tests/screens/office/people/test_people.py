"""The readers' pages: whole in both languages and at every size, and each deed a tap away."""

import string

import pytest

from kiosk.i18n import load_catalogue
from kiosk.office.people.views import PeopleAction, State
from kiosk.office.touch_kit.views import Confirmation
from kiosk.taps import Act, FrameAction, Tap, TapKey
from tests.screens.office.frame import LANGUAGES, SIZES, office, wrong_with
from tests.screens.office.people.samples import GROUPS, LINES, PAGES, people
from tests.screens.stage import Stage

pytestmark = pytest.mark.screen


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", PAGES)
def test_page_is_whole(stage: Stage, name: str, language: str, size: str) -> None:
    assert wrong_with(stage, office(PAGES[name], "people"), language, size) == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_was_done_stands_over_the_list(stage: Stage, language: str) -> None:
    facts = {"new": 120, "changed": 1043, "left": 87, "rejected": 14}
    view = office(people(), "people", Confirmation("people.told.taken", facts, can_undo=True))
    assert wrong_with(stage, view, language, "1280x800") == []
    assert Act(FrameAction.UNDO) in stage.tap_all()


def test_the_list_leads_everywhere(stage: Stage) -> None:
    stage.show(office(people(), "people"))
    told = set(stage.tap_all())
    wanted = {Act(PeopleAction.GROUP, group.subject) for group in GROUPS}
    wanted |= {Act(PeopleAction.STATE, state) for state in State} | {Act(PeopleAction.OPEN, row.id) for row in LINES}
    wanted |= {Act(deed) for deed in (PeopleAction.IMPORT, PeopleAction.CARDS, PeopleAction.MORE, PeopleAction.SEARCH)}
    assert wanted <= told


def test_every_deed_for_a_reader_is_there(stage: Stage) -> None:
    stage.show(office(PAGES["patron"], "people"))
    deeds = {tap.action for tap in stage.tap_all() if isinstance(tap, Act)}
    assert deeds >= {
        PeopleAction.LEND,
        PeopleAction.BLOCK,
        PeopleAction.LOST,
        PeopleAction.REISSUE,
        PeopleAction.PRINT,
        PeopleAction.OWES,
        PeopleAction.LIMIT,
        PeopleAction.EXPIRY,
        PeopleAction.MOVE,
        PeopleAction.LEAVE,
        PeopleAction.DELETE,
        PeopleAction.TAB,
    }


def test_who_has_left_is_lent_nothing(stage: Stage) -> None:
    stage.show(office(PAGES["patron-left"], "people"))
    told = stage.tap_all()
    assert Act(PeopleAction.LEND) not in told
    assert {Act(PeopleAction.LEAVE), Act(PeopleAction.DELETE)} <= set(told)


def test_no_step_into_the_year_while_two_classes_would_share_a_name(stage: Stage) -> None:
    stage.show(office(PAGES["promotion"], "people"))
    assert Act(PeopleAction.PROMOTE) not in stage.tap_all()
    stage.show(office(PAGES["promotion-can"], "people"))
    assert Act(PeopleAction.PROMOTE) in stage.tap_all()


def test_the_pad_has_ten_digits_and_shows_none(stage: Stage) -> None:
    stage.show(office(PAGES["pin-again"], "people"))
    assert {TapKey(digit) for digit in string.digits} | {Tap.BACKSPACE} <= set(stage.tap_all())


def test_both_languages_say_the_same_things() -> None:
    own = ("people.", "option.people.")
    known = [{key for key in load_catalogue(language) if key.startswith(own)} for language in LANGUAGES]
    assert {key.removesuffix(".one") for key in known[0]} == {key.removesuffix(".one") for key in known[1]}

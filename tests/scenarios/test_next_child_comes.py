"""A visit is still open, and somebody may have taken the child's place."""

from dataclasses import replace

import pytest

from db import models
from kiosk.hardware.scan import Evidence, Source, Visitor
from kiosk.selfcheck import views
from kiosk.selfcheck.views import Cue, VisitAct
from kiosk.taps import Tap, TapKey
from tests import school
from tests.scenarios.conftest import Corner

HORSE, DOG, CAT, OWN = "9787506380263", "9787532125944", "9787020024759", "9787544270878"
STAYED, LEFT = Evidence(Visitor.STAYED), Evidence(Visitor.LEFT)


@pytest.fixture(autouse=True)
def shelf(database):
    third = school.school_class("三(2)班")
    school.patron("0189", "王小明", third)
    school.patron("0190", "李雨涵", third)
    school.policy(category="student", max_loans=5)
    for isbn, title in ((HORSE, "马"), (DOG, "狗"), (CAT, "猫"), (OWN, "虎")):
        school.record(isbn, title, copies=1)


class Watched:
    """Shows codes as a camera does, with what it saw of the place in between."""

    def __init__(self, corner: Corner) -> None:
        self.corner, self.cues, self._presentation = corner, [], 100

    def show(self, text: str, since: Evidence | None = STAYED, source: Source = Source.CAMERA) -> views.View:
        self._presentation += 1
        return self.show_also(text, since, source)

    def show_also(self, text: str, since: Evidence | None = STAYED, source: Source = Source.CAMERA) -> views.View:
        scan = replace(school.scan(text, self._presentation), since=since, source=source)
        step = self.corner.station.scan(scan)
        self.cues.append(step.cue)
        self.corner.outcomes += step.outcomes
        return self.corner.wait(0.4)


@pytest.fixture
def watched(corner) -> Watched:
    return Watched(corner)


def lent() -> list[tuple[str, str]]:
    rows = models.Loan.select().where(models.Loan.returned_at.is_null()).order_by(models.Loan.id)
    return [(row.patron.number, row.record.title) for row in rows]


def asked_about_a_book(watched: Watched) -> views.AskSameChild:
    """A card and a book, then whoever stood there has left, and a book is shown."""
    watched.show("R0189")
    watched.show(HORSE)
    return watched.show(DOG, LEFT)


def test_a_book_after_somebody_has_left_waits(watched):
    view = asked_about_a_book(watched)
    assert view == views.AskSameChild("王*", "left", (views.Book("狗"),))
    assert watched.cues[-1] is Cue.QUESTION
    assert lent() == [("0189", "马")]


def test_books_shown_while_it_asks_wait_too_and_sound_no_second_question(watched):
    asked_about_a_book(watched)
    assert [book.title for book in watched.show(CAT).books] == ["狗", "猫"]
    assert watched.cues[-1] is None
    assert lent() == [("0189", "马")]


def test_an_unread_card_then_two_books(watched):
    watched.show("R0189")
    watched.show(HORSE)
    assert isinstance(watched.show(DOG, Evidence(unread=1.2)), views.AskSameChild)
    watched.show(CAT)
    assert lent() == [("0189", "马")]


def test_the_same_child_after_three_seconds_is_not_asked(watched):
    watched.show("R0189")
    watched.show(HORSE)
    watched.corner.wait(3)
    assert watched.show(DOG, replace(STAYED, empty=0.0)).hero.title == "狗"


def test_a_child_who_stays_may_read_for_as_long_as_the_visit_lasts(watched):
    watched.show("R0189")
    watched.corner.wait(25)
    assert watched.show(DOG, replace(STAYED, unread=3.0)).hero.title == "狗"


def test_it_is_me_lends_what_waits(watched):
    asked_about_a_book(watched)
    watched.show(CAT)
    view = watched.corner.tap(Tap.STILL_ME)
    assert (view.hero.title, view.badge.name) == ("猫", "王*明")
    assert lent() == [("0189", "马"), ("0189", "狗"), ("0189", "猫")]


def test_the_same_card_goes_on_as_well(watched):
    asked_about_a_book(watched)
    assert watched.show("R0189", LEFT).hero.title == "狗"
    assert watched.show(CAT).hero.title == "猫"


def test_another_card_ends_the_visit_and_gets_the_book(watched):
    asked_about_a_book(watched)
    view = watched.show("R0190", LEFT)
    assert (view.badge.name, view.hero.title, view.earlier) == ("李*涵", "狗", ())
    assert lent() == [("0189", "马"), ("0190", "狗")]


def test_not_me_ends_the_visit_and_asks_for_a_card(watched):
    asked_about_a_book(watched)
    view = watched.corner.tap(Tap.NOT_ME)
    assert view == views.AskForCard((views.Book("狗"),), None)
    assert watched.show("R0190").hero.title == "狗"
    assert lent() == [("0189", "马"), ("0190", "狗")]


def test_nobody_answers(watched):
    asked_about_a_book(watched)
    assert (watched.corner.station.seconds_left, watched.corner.station.total_seconds) == (15, 15)
    view = watched.corner.wait(15)
    assert isinstance(view, views.Welcome)
    assert isinstance(watched.show(CAT), views.AskForCard)
    assert lent() == [("0189", "马")]


def test_a_return_goes_through_at_once_and_the_doubt_remains(watched):
    watched.show("R0190")
    watched.show(OWN)
    watched.show("R0189")
    watched.show(HORSE)
    assert watched.show(OWN, LEFT).badge.name == "王*明"
    assert (watched.cues[-1], lent()) == (Cue.RETURNED, [("0189", "马")])
    assert isinstance(watched.show(DOG), views.AskSameChild)


def test_a_return_while_it_asks_goes_through_and_it_asks_on(watched):
    watched.show("R0190")
    watched.show(OWN)
    asked_about_a_book(watched)
    assert isinstance(watched.show(OWN), views.AskSameChild)
    assert (watched.cues[-1], lent()) == (Cue.RETURNED, [("0189", "马")])


def test_the_book_that_was_just_lent_is_no_reason_to_ask(watched):
    watched.show("R0189")
    watched.show(HORSE)
    assert watched.show(HORSE, LEFT).said.code == "already_done"


def test_nothing_of_the_visit_can_be_reached_while_it_asks(watched):
    asked_about_a_book(watched)
    for tap in (Tap.MY_LOANS, Tap.BACK, Tap.FINISH, Tap.READ_HERE, Tap.KEYPAD):
        assert isinstance(watched.corner.tap(tap), views.AskSameChild | views.Keypad)
        watched.corner.tap(Tap.BACK)
    assert lent() == [("0189", "马")]


def test_after_an_answer_only_new_evidence_is_asked_about(watched):
    asked_about_a_book(watched)
    watched.corner.tap(Tap.STILL_ME)
    watched.corner.wait(13)
    assert watched.show(CAT, Evidence(empty=13)).hero.title == "猫"
    assert isinstance(watched.show(OWN, LEFT), views.AskSameChild)


def test_two_codes_of_one_cover_are_one_question(watched):
    asked_about_a_book(watched)
    watched.corner.tap(Tap.STILL_ME)
    assert isinstance(watched.show_also(CAT, LEFT), views.Visit)


def test_a_gun_has_only_the_clock(watched):
    def shot(text: str) -> views.View:
        return watched.show(text, None, Source.WEDGE)

    shot("R0189")
    watched.corner.wait(15)
    assert isinstance(shot(HORSE), views.Visit)
    watched.corner.wait(21)
    assert isinstance(shot(DOG), views.AskSameChild)
    assert lent() == [("0189", "马")]


def test_typing_a_number_slowly_is_no_pause(watched):
    watched.show("R0189")
    watched.corner.tap(Tap.KEYPAD)
    for digit in DOG:
        watched.corner.tap(TapKey(digit))
        watched.corner.wait(3)
    assert watched.corner.tap(Tap.ENTER).hero.done is VisitAct.CHECKED_OUT


def test_typing_after_a_long_pause_is_asked_about(watched):
    watched.show("R0189")
    watched.corner.wait(25)
    watched.corner.tap(Tap.KEYPAD)
    for digit in DOG:
        watched.corner.tap(TapKey(digit))
    assert isinstance(watched.corner.tap(Tap.ENTER), views.AskSameChild)


def test_what_the_camera_sees_as_one_presentation_with_the_card_is_not_doubted(watched):
    watched.show("R0189", LEFT)
    assert watched.show_also(HORSE, LEFT).hero.title == "马"

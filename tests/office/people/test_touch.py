"""The room of the readers as the librarian uses it: taps in, pages out."""

from dataclasses import dataclass, field

import pytest
from openpyxl import Workbook

from db.models import Audit, Loan, Patron, SchoolClass, Staff
from kiosk.circulation.barcodes import card_text
from kiosk.clock import to_ms
from kiosk.i18n import LANGUAGES, load_catalogue
from kiosk.lending.staffing import StaffMember, check_pin
from kiosk.office.jobs import Jobs
from kiosk.office.people.views import (
    AccountList,
    AccountPage,
    ClassList,
    ImportOutcome,
    NewPin,
    PatronPage,
    PeopleAction,
    PeopleList,
    PromotionPage,
    RosterPage,
    State,
)
from kiosk.office.touch_kit.page import GoTo, LendTo, RoomContext, TouchRoom
from kiosk.office.touch_kit.views import Confirm, PageView, PickDay, PickFile, PickOne, Trouble, TypeText
from kiosk.printing.sheets import CARD_LAYOUT
from kiosk.taps import Act, FrameAction, Tap, TapKey
from tests import school
from tests.office import rooms
from tests.printing.sheets import cut, read
from tests.school import MONDAY_NOON

YES, BACK, UNDO = Act(FrameAction.YES), Act(FrameAction.BACK), Act(FrameAction.UNDO)


@dataclass
class Librarian:
    """A hand in the room. taps: how many it took since the list."""

    context: RoomContext
    room: TouchRoom = None
    taps: int = 0
    answers: list = field(default_factory=list)

    def enter(self, subject: str = "") -> PageView:
        self.room, self.taps = rooms.room("people", self.context, subject), 0
        return self.page()

    def tap(self, *taps) -> PageView:
        for tap in taps:
            answer = self.room.tap(Act(tap) if isinstance(tap, PeopleAction) else tap, MONDAY_NOON)
            self.answers += [answer] if answer else []
            self.taps += 1
            rooms.finish_jobs()
            self.page()
        return self.page()

    def pick(self, subject: str) -> PageView:
        return self.tap(rooms.picked(self.page(), subject))

    def page(self) -> PageView:
        page = self.room.view(MONDAY_NOON)
        if told := self.room.told:
            for words in WORDS.values():
                words[told.key].format_map(told.facts)  # both languages have the sentence, with these facts
        return page

    def undo(self) -> PageView:
        assert self.room.told.can_undo
        return self.tap(UNDO)


WORDS = {language: load_catalogue(language) for language in LANGUAGES}


@pytest.fixture
def hand(desk, librarian, actor, places) -> Librarian:
    member = StaffMember(librarian.id, librarian.name, librarian.role)
    return Librarian(RoomContext(desk, member, actor, places, Jobs(desk.db)))


@pytest.fixture
def third(desk) -> SchoolClass:
    return school.school_class("三(2)班")


@pytest.fixture
def child(third) -> Patron:
    return school.patron("0199", "卢梅然", third, initials="lmr")


def lend(patron):
    record = school.record("9787556008759", "草房子")
    Loan.create(
        patron=patron, item=record.items.get(), record=record, lent_at=to_ms(MONDAY_NOON), due_on=MONDAY_NOON.date()
    )


# --- the list -----------------------------------------------------------------------------------------------------


def test_the_list_pages_by_class_and_state(hand, third):
    for number in range(9):
        school.patron(f"{number:04d}", group=third, blocked=number == 0)
    page = hand.enter()
    assert (page.found, page.pages, len(page.rows)) == (9, 3, 4)
    page = hand.tap(Act(PeopleAction.GROUP, third.id.hex), Act(FrameAction.TURN, "2"))
    assert ([row.number for row in page.rows], page.page) == (["0008"], 2)
    page = hand.tap(Act(PeopleAction.STATE, State.BLOCKED))
    assert ([row.number for row in page.rows], page.page) == (["0000"], 0)
    assert hand.tap(PeopleAction.CLEAR).found == 9


def test_the_classes_are_turned_apart_from_the_readers(hand):
    for number in range(1, 9):
        school.patron(f"{number:04d}", group=school.school_class(f"三({number})班"))
    page = hand.enter()
    assert ([group.name for group in page.groups][1:], page.groups_pages) == ([f"三({at})班" for at in range(1, 6)], 2)
    page = hand.tap(Act(FrameAction.TURN, "1"), Act(PeopleAction.GROUPS, "1"))
    assert ([group.name for group in page.groups], page.page) == ([f"三({at})班" for at in range(3, 9)], 1)


def test_a_school_without_readers_is_told_what_to_do_first(hand):
    page = hand.enter()
    assert isinstance(page, PeopleList) and page.total == 0
    assert isinstance(hand.tap(PeopleAction.IMPORT), PickFile)


def test_another_room_sends_to_a_class_or_to_a_reader(hand, child, third):
    assert hand.enter("class:三(2)班").chosen.name == "三(2)班"
    assert hand.enter(child.id.hex).reader.number == hand.enter("0199").reader.number == "0199"
    assert isinstance(hand.enter("class:nowhere"), PeopleList)


def test_late_ones_of_a_class_go_to_the_room_that_prints(hand, third):
    hand.enter("class:三(2)班")
    hand.tap(Act(PeopleAction.REMIND, "三(2)班"))
    assert hand.answers == [GoTo("overdue", "class:三(2)班")]


def test_a_reader_is_found_by_three_letters(hand, child):
    hand.enter()
    page = hand.tap(PeopleAction.SEARCH, TapKey("l"), TapKey("m"))
    assert isinstance(page, TypeText) and [option.subject for option in page.found] == [child.id.hex]
    assert hand.tap(Tap.ENTER).reader.number == "0199"


def test_a_card_held_up_opens_its_reader_even_when_it_is_lost(hand, child):
    Patron.update(card_lost=True, card_issue=3).where(Patron.id == child.id).execute()
    hand.enter()
    for text in (card_text("0199"), card_text("0199", 2)):
        hand.room.scan(school.scan(text, 1), MONDAY_NOON)
        assert hand.page().reader.number == "0199"
        hand.tap(BACK)


# --- one reader ---------------------------------------------------------------------------------------------------


def test_stopping_and_taking_it_back(hand, child):
    hand.enter(child.id.hex)
    assert hand.tap(PeopleAction.BLOCK).reader.blocked
    assert not hand.undo().reader.blocked
    assert hand.room.told.key == "office.undone"


def test_lending_without_a_card_leaves_the_office(hand, child):
    hand.enter(child.id.hex)
    hand.tap(PeopleAction.LEND)
    assert hand.answers == [LendTo(child.id)]


def test_a_lost_card_is_replaced_and_printed(hand, child, places):
    hand.enter(child.id.hex)
    page = hand.tap(PeopleAction.LOST, PeopleAction.REISSUE)
    assert isinstance(page, Confirm)
    page = hand.tap(YES)
    assert (page.reader.card_issue, page.reader.card_lost) == (2, False)
    (path,) = places.home.iterdir()
    assert [read(card) for card in cut(path.read_bytes(), CARD_LAYOUT, 1)] == [[card_text("0199", 2)]]
    page = hand.undo()
    assert (page.reader.card_issue, page.reader.card_lost) == (1, True)


def test_own_limit_expiry_and_class(hand, child):
    other = school.school_class("四甲", 4)
    school.patron("0300", group=other)
    hand.enter(child.id.hex)
    hand.tap(PeopleAction.LIMIT)
    assert hand.pick("4").reader.limit == 4
    hand.tap(PeopleAction.LIMIT)
    assert hand.pick("none").reader.limit is None
    hand.tap(PeopleAction.EXPIRY)
    assert isinstance(hand.pick("day"), PickDay)
    assert hand.pick("2026-12-31").reader.expires_on.isoformat() == "2026-12-31"
    hand.tap(PeopleAction.MOVE)
    assert hand.pick(other.id.hex).reader.group == "四甲"
    assert Audit.select().count() == 4


def test_who_has_books_leaves_after_a_question_only(hand, child):
    lend(child)
    hand.enter(child.id.hex)
    page = hand.tap(PeopleAction.LEAVE)
    assert isinstance(page, Confirm) and page.facts["count"] == 1
    assert not Patron.get_by_id(child.id).left
    assert hand.tap(YES).reader.left


def test_who_has_borrowed_is_not_deleted(hand, child):
    lend(child)
    hand.enter(child.id.hex)
    page = hand.tap(PeopleAction.DELETE, YES)
    assert page == Trouble("people.trouble.has_history")
    assert isinstance(hand.tap(BACK), PatronPage)


def test_a_mistake_is_deleted_and_comes_back(hand, child):
    hand.enter(child.id.hex)
    assert isinstance(hand.tap(PeopleAction.DELETE, YES), PeopleList)
    assert Patron.select().count() == 0
    hand.undo()
    assert Patron.select().count() == 1


def test_a_reader_who_is_gone_meanwhile_leaves_the_list(hand, child):
    hand.enter(child.id.hex)
    Patron.delete().execute()
    assert isinstance(hand.page(), PeopleList)
    hand.enter()
    school.patron("0300")
    hand.tap(Act(PeopleAction.OPEN, Patron.get().id.hex))
    Patron.delete().execute()
    assert isinstance(hand.tap(PeopleAction.BLOCK), PeopleList)


# --- classes ------------------------------------------------------------------------------------------------------


def test_a_class_has_had_its_lesson(hand, third, child):
    SchoolClass.update(trained=False).where(SchoolClass.id == third.id).execute()
    hand.enter()
    hand.tap(PeopleAction.MORE)
    page = hand.pick("classes")
    assert isinstance(page, ClassList) and page.untrained == 1
    hand.tap(Act(PeopleAction.OPEN, third.id.hex), PeopleAction.TRAINED)
    assert SchoolClass.get_by_id(third.id).trained
    assert hand.taps == 4


def test_a_new_class_and_another_name(hand, third, child):
    hand.enter()
    hand.tap(PeopleAction.MORE)
    hand.pick("classes")
    hand.tap(PeopleAction.NEW)
    hand.pick("4")
    assert isinstance(hand.pick("四甲"), ClassList)
    assert SchoolClass.get(SchoolClass.name == "四甲").grade == 4
    hand.tap(Act(PeopleAction.OPEN, third.id.hex), PeopleAction.RENAME)
    hand.pick("3")
    assert hand.pick("三甲").line.name == "三甲"


# --- the list from Excel ------------------------------------------------------------------------------------------


def written(places, *rows):
    book = Workbook()
    for row in (("借书号", "姓名", "班级"), *rows):
        book.active.append(row)
    book.save(places.home / "名单.xlsx")


def test_a_list_is_looked_at_taken_and_taken_back(hand, child, places):
    written(places, ("0200", "方方", "三(2)班"), ("", "无号", "三(2)班"))
    hand.enter()
    page = hand.tap(PeopleAction.IMPORT)
    assert [row.name for row in page.rows] == ["名单.xlsx"]
    page = hand.pick("0")
    hand.room.scan(school.scan("R0199", 1), MONDAY_NOON)  # a card in the camera's view opens nobody's page now
    assert isinstance(page, RosterPage) and hand.page() == page
    assert page.counts == (
        (ImportOutcome.NEW, 1),
        (ImportOutcome.CHANGED, 0),
        (ImportOutcome.MISSING, 1),
        (ImportOutcome.REJECTED, 1),
    )
    assert isinstance(hand.tap(PeopleAction.TAKE), Confirm)
    page = hand.tap(YES)
    assert isinstance(page, PeopleList) and page.total == 2
    assert hand.taps == 4
    assert hand.undo().total == 1


def test_those_not_in_the_list_leave_only_when_the_librarian_says_so(hand, child, places):
    written(places, ("0200", "方方", "三(2)班"))
    hand.enter()
    hand.tap(PeopleAction.IMPORT)
    hand.pick("0")
    page = hand.tap(Act(PeopleAction.PART, ImportOutcome.MISSING), PeopleAction.MISSING, PeopleAction.TAKE)
    assert page.facts["missing"] == 1
    hand.tap(YES)
    assert Patron.get_by_id(child.id).left


def test_the_same_list_twice_changes_nothing(hand, child, places):
    Patron.update(initials="lmr").execute()
    written(places, ("0199", "卢梅然", "三(2)班"))
    hand.enter()
    hand.tap(PeopleAction.IMPORT)
    page = hand.pick("0")
    assert not page.takes_something
    assert isinstance(hand.tap(PeopleAction.TAKE), RosterPage)


@pytest.mark.parametrize("content", [b"", b"\xd0\xcf\x11\xe0 old", b"hello"])
def test_a_file_that_is_no_list_says_so_and_changes_nothing(hand, child, places, content):
    (places.home / "名单.xlsx").write_bytes(content)
    hand.enter()
    hand.tap(PeopleAction.IMPORT)
    page = hand.pick("0")
    assert isinstance(page, Trouble) and page.facts["path"] == "名单.xlsx"
    for words in WORDS.values():
        words[f"{page.key}.headline"].format_map(page.facts)
        words[f"{page.key}.hint"].format_map(page.facts)
    assert isinstance(hand.tap(BACK), PeopleList)


# --- the next school year, cards, Excel -----------------------------------------------------------------------------


def test_the_new_year_in_four_taps_and_back_in_one(hand, child):
    school.patron("6001", group=school.school_class("六(2)班", 6))
    hand.enter()
    hand.tap(PeopleAction.MORE)
    page = hand.pick("promote")
    assert isinstance(page, PromotionPage) and (page.moving, page.leaving, page.leavers) == (1, 1, 1)
    hand.tap(PeopleAction.PROMOTE, YES)
    assert hand.taps == 4
    assert Patron.get_by_id(child.id).school_class.name == "四(2)班"
    hand.undo()
    assert Patron.get_by_id(child.id).school_class.name == "三(2)班"


def test_cards_of_a_class_are_put_into_the_folder(hand, child, third, places):
    hand.enter()
    assert isinstance(hand.tap(PeopleAction.CARDS), PickOne)
    hand.pick(third.id.hex)
    (path,) = places.home.iterdir()
    assert path.read_bytes().startswith(b"%PDF")
    assert hand.room.told.facts["cards"] == 1
    assert hand.taps == 2


def test_lost_cards_alone_are_nothing_to_print(hand, child, third):
    Patron.update(card_lost=True).execute()
    hand.enter()
    hand.tap(PeopleAction.CARDS)
    assert hand.pick(third.id.hex).key == "people.trouble.cards_lost"


def test_cards_of_those_who_are_shown(hand, child):
    school.patron("0200", blocked=True)
    hand.enter()
    page = hand.tap(Act(PeopleAction.STATE, State.BLOCKED), PeopleAction.CARDS)
    assert page.options[0].hint == "1"
    hand.pick(page.options[0].subject)
    assert hand.room.told.facts["cards"] == 1


def test_the_list_as_excel(hand, child, places):
    hand.enter()
    hand.tap(PeopleAction.MORE)
    hand.pick("export")
    assert [path.suffix for path in places.home.iterdir()] == [".xlsx"]
    assert hand.taps == 2


# --- staff --------------------------------------------------------------------------------------------------------


def typed(pin):
    return [TapKey(digit) for digit in pin]


def test_a_teacher_becomes_a_librarian_with_a_pin(hand, desk):
    school.patron("9001", "方老师", category="teacher")
    hand.enter()
    hand.tap(PeopleAction.MORE)
    hand.pick("staff")
    hand.tap(PeopleAction.NEW)
    hand.pick("方老师")
    page = hand.pick("librarian")
    assert isinstance(page, NewPin) and not page.again
    assert hand.tap(*typed("248613")).again
    page = hand.tap(*typed("248613"))
    assert isinstance(page, AccountList)
    new = Staff.get(Staff.name == "方老师")
    assert check_pin(desk, new.id, "248613", MONDAY_NOON)


def test_a_pupil_helps_under_a_masked_name(hand, child):
    hand.enter()
    hand.tap(PeopleAction.MORE)
    hand.pick("staff")
    hand.tap(PeopleAction.NEW)
    hand.pick("typed")
    page = hand.tap(TapKey("l"), TapKey("m"), TapKey("r"))
    hand.pick(page.found[0].subject)
    hand.pick("helper")
    helper = Staff.get(Staff.role == "helper")
    assert (helper.name, helper.card) == ("卢*然 三(2)班", "H0001")


def test_two_pins_that_differ_are_typed_anew(hand, librarian):
    hand.enter()
    hand.tap(PeopleAction.MORE)
    hand.pick("staff")
    hand.tap(Act(PeopleAction.OPEN, librarian.id.hex), PeopleAction.PIN)
    page = hand.tap(*typed("248613"), *typed("248614"))
    assert page.differed and Staff.get_by_id(librarian.id).pin_hash == "$argon2id$x"


def test_a_card_held_up_on_an_account_is_theirs(hand, librarian):
    hand.enter()
    hand.tap(PeopleAction.MORE)
    hand.pick("staff")
    hand.tap(Act(PeopleAction.OPEN, librarian.id.hex))
    hand.room.scan(school.scan("chip 77", 1), MONDAY_NOON)
    assert hand.page().line.card == "chip 77"


def test_the_last_librarian_is_not_sent_away(hand, librarian):
    hand.enter()
    hand.tap(PeopleAction.MORE)
    hand.pick("staff")
    page = hand.tap(Act(PeopleAction.OPEN, librarian.id.hex))
    assert isinstance(page, AccountPage) and page.last
    page = hand.tap(PeopleAction.LEAVE, YES)
    assert page.key == "people.trouble.last_librarian"
    assert Staff.get_by_id(librarian.id).active

"""The room of the class rota, tap by tap, from an empty school to a published rota on paper."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from enum import StrEnum

import pytest

from db.models import Audit, Holiday, Rota, RotaException, Term
from db.settings import get_setting
from kiosk.i18n import LANGUAGES, load_catalogue
from kiosk.lending.rules import load_bylaw
from kiosk.office.rota.draft import CellKind
from kiosk.office.rota.stored import stored_rota
from kiosk.office.rota.views import (
    ModeChoice,
    NoRota,
    ProofList,
    RotaAction,
    RotaGrid,
    VersionList,
    VersionStanding,
    WindowList,
)
from kiosk.office.touch_kit.page import GoTo, RoomContext
from kiosk.office.touch_kit.views import Confirm, PickDay, PickOne, Trouble
from kiosk.taps import Act, FrameAction
from tests.office import rooms
from tests.office.rota.school import NOW
from tests.printing.sheets import words
from tests.school import desk_at, patron, school_class

NAMES = [("一(1)班", 1), ("一(2)班", 1), ("二(1)班", 2), ("二(2)班", 2)]


WORDS = [load_catalogue(language) for language in LANGUAGES]


def said_on(page, told) -> Iterator[str]:
    """The catalogue's keys that a page of the frame and the line about the last deed need."""
    if told is not None:
        yield told.key
    match page:
        case PickOne():
            labels = [text for option in page.options for text in (option.label, option.hint)]
            yield from (f"option.{text}" for text in labels if text.startswith("rota."))
            yield f"{page.key}.headline"
        case PickDay():
            yield from (f"option.{day.note}" for day in page.days if day.note)
            yield f"{page.key}.headline"
        case Confirm():
            yield from (f"{page.key}.{part}" for part in ("headline", "hint", "yes"))
        case Trouble():
            yield from (f"{page.key}.{part}" for part in ("headline", "hint"))


PICK, BACK, TURN = FrameAction.PICK, FrameAction.BACK, FrameAction.TURN


class Librarian:
    """Taps and looks."""

    def __init__(self, here: RoomContext) -> None:
        self.here, self.at, self.taps = here, NOW, 0
        self.room = rooms.room("rota", here)

    def tap(self, action: StrEnum, subject: str = ""):
        self.taps += 1
        answer = self.room.tap(Act(action, subject), self.at)
        rooms.finish_jobs()
        return answer or self.page

    def undo(self):
        assert self.room.told.can_undo
        return self.tap(FrameAction.UNDO)

    @property
    def page(self):
        page = self.room.view(self.at)
        for key in said_on(page, self.room.told):
            assert all(key in words for words in WORDS), key
        return page

    @property
    def told(self) -> str:
        return self.room.told.key if self.room.told else ""


@pytest.fixture
def here(database, tmp_path) -> RoomContext:
    for name, grade in NAMES:
        group = school_class(name, grade)
        for n in range(30):
            patron(f"{name[0]}{name[2]}{n:02d}", group=group)
    Term.create(name="秋", starts_on=date(2026, 9, 1), ends_on=date(2027, 1, 29))
    return rooms.context(desk_at(database), tmp_path / "图书馆")


@pytest.fixture
def librarian(here) -> Librarian:
    return Librarian(here)


def cells(page: RotaGrid) -> dict[str, list[str]]:
    return {cell.subject: [who.name for who in cell.who] for row in page.rows for cell in row.cells if cell.who}


def with_preset(librarian: Librarian, preset: str = "noon") -> RotaGrid:
    librarian.tap(RotaAction.PRESETS)
    return librarian.tap(PICK, preset)


def test_from_nothing_to_a_published_rota_in_four_taps(librarian):
    assert librarian.page == NoRota(4)
    page = with_preset(librarian)
    assert page.is_draft
    assert page.mend == 0
    assert sorted(name for names in cells(page).values() for name in names) == sorted(name for name, _ in NAMES)
    librarian.tap(RotaAction.PUBLISH)
    page = librarian.tap(PICK, "2026-11-30")
    assert not page.is_draft
    assert librarian.told == "rota.told.published"
    assert librarian.taps == 4
    turn = load_bylaw().rota.whose_turn(datetime(2026, 11, 30, 12, 5, tzinfo=NOW.tzinfo))
    assert [one.name for one in turn.served] == ["一(1)班"]


def test_a_school_without_classes_is_sent_to_its_readers(database, tmp_path):
    librarian = Librarian(rooms.context(desk_at(database), tmp_path))
    assert librarian.page == NoRota(0)
    assert librarian.tap(RotaAction.PEOPLE) == GoTo("people")


def test_a_class_goes_into_a_cell_by_two_taps_and_comes_out_again(librarian):
    with_preset(librarian, "open")
    menu = librarian.tap(RotaAction.CELL, "0-720-770")
    assert isinstance(menu, PickOne)
    assert [option.label for option in menu.options if option.subject.startswith("class:")] == [n for n, _ in NAMES]
    page = librarian.tap(PICK, "class:二(1)班")
    assert cells(page) == {"0-720-770": ["二(1)班"]}
    page = librarian.undo()
    assert cells(page) == {}
    assert page.rows[0].cells[0].kind is CellKind.FREE


def test_a_second_class_beside_the_first_and_whole_grades(librarian):
    with_preset(librarian, "open")
    for subject in ("class:二(1)班", "grade:1"):
        librarian.tap(RotaAction.CELL, "0-720-770")
        if subject == "grade:1":
            assert librarian.tap(PICK, "beside").key == "rota.cell.beside.1"
        page = librarian.tap(PICK, subject)
    assert cells(page) == {"0-720-770": ["二(1)班", "1"]}
    librarian.tap(RotaAction.CELL, "0-720-770")
    assert cells(librarian.tap(PICK, "class:二(1)班")) == {"0-720-770": ["1"]}


@pytest.mark.parametrize("what", ["free", "closed", "reading", "empty"])
def test_what_a_cell_may_be(librarian, what):
    first = next(iter(cells(with_preset(librarian))))
    librarian.tap(RotaAction.CELL, first)
    page = librarian.tap(PICK, what)
    assert {cell.subject: cell.kind for row in page.rows for cell in row.cells}[first] == what


def test_odd_and_even_weeks_are_filled_apart(librarian):
    with_preset(librarian, "open")
    for week, name in (("odd", "一(1)班"), ("even", "一(2)班")):
        librarian.tap(RotaAction.WEEK, week)
        librarian.tap(RotaAction.CELL, "0-720-770")
        page = librarian.tap(PICK, f"class:{name}")
        assert cells(page) == {"0-720-770": [name]}
    page = librarian.tap(RotaAction.WEEK, "every")
    assert page.rows[0].cells[0].week == "both"


def test_two_classes_that_collide_lock_the_publishing(librarian):
    """60 pupils in 15 minutes at 20 s."""
    with_preset(librarian, "open")
    librarian.tap(RotaAction.WINDOWS)
    for ends in range(770, 735, -5):
        librarian.tap(RotaAction.SHORTER, f"720-{ends}")
    librarian.tap(BACK)
    librarian.tap(RotaAction.CELL, "0-720-735")
    librarian.tap(PICK, "class:二(1)班")
    librarian.tap(RotaAction.CELL, "0-720-735")
    librarian.tap(PICK, "beside")
    page = librarian.tap(PICK, "class:二(2)班")
    assert page.mend == 1
    assert page.proofs[0].code == "too_many_at_once"
    assert page.rows[0].cells[0].crowded
    assert isinstance(librarian.tap(RotaAction.PUBLISH), ProofList)
    assert not Rota.select().exists()


def test_times_are_moved_split_added_and_removed(librarian):
    with_preset(librarian, "open")
    page = librarian.tap(RotaAction.WINDOWS)
    assert [(row.starts, row.ends) for row in page.rows] == [(720, 770), (940, 1010)]
    librarian.tap(RotaAction.LATER, "720-770")
    librarian.tap(RotaAction.LONGER, "725-770")
    librarian.tap(RotaAction.SPLIT, "940-1010")
    page = librarian.tap(RotaAction.ADD_WINDOW)
    assert [(row.starts, row.ends) for row in page.rows] == [(725, 775), (940, 975), (975, 1010), (1010, 1045)]
    page = librarian.tap(RotaAction.REMOVE, "725-775")
    assert page.rows[0].starts == 940
    assert librarian.undo().rows[0].starts == 725
    assert librarian.tap(RotaAction.SATURDAY).has_saturday
    assert isinstance(librarian.page, WindowList)
    assert librarian.tap(BACK).weekdays == (0, 1, 2, 3, 4, 5)


def test_what_was_not_placed_is_explained(librarian):
    with_preset(librarian, "open")
    for weekday in range(5):
        for window in ("720-770", "940-1010"):
            librarian.tap(RotaAction.CELL, f"{weekday}-{window}")
            librarian.tap(PICK, "closed")
    librarian.tap(RotaAction.SOLVE)
    page = librarian.tap(PICK, "missing")
    assert isinstance(page, Trouble)
    assert page.key == "rota.left.too_few"
    assert page.facts["count"] == 4


def test_the_draft_is_there_after_the_office_was_locked(librarian):
    before = with_preset(librarian)
    assert Librarian(librarian.here).page == before


def test_publishing_is_taken_back_with_the_draft(librarian):
    before = with_preset(librarian)
    librarian.tap(RotaAction.PUBLISH)
    librarian.tap(PICK, "2026-11-30")
    page = librarian.undo()
    assert librarian.told == "office.undone"
    assert not Rota.select().exists()
    assert page == before
    assert [row.deed for row in Audit.select().order_by(Audit.id)] == ["rota_published"] * 2


def test_another_day_is_chosen_in_the_calendar(librarian):
    with_preset(librarian)
    librarian.tap(RotaAction.PUBLISH)
    page = librarian.tap(PICK, "")
    assert isinstance(page, PickDay)
    librarian.tap(TURN, "2026-12")
    librarian.tap(PICK, "2026-12-07")
    assert [version.valid_from for version in stored_rota().versions] == [date(2026, 12, 7)]


def publish(librarian: Librarian, day: str, preset: str = "noon") -> RotaGrid:
    with_preset(librarian, preset)
    librarian.tap(RotaAction.PUBLISH)
    return librarian.tap(PICK, day)


def test_versions_are_listed_and_one_that_waits_can_be_withdrawn(librarian):
    publish(librarian, "2026-11-25")
    publish(librarian, "2026-11-30", "both")
    with_preset(librarian)
    page = librarian.tap(RotaAction.VERSIONS)
    assert isinstance(page, VersionList)
    assert [row.standing for row in page.rows] == [
        VersionStanding.DRAFT,
        VersionStanding.WAITING,
        VersionStanding.RUNNING,
    ]
    menu = librarian.tap(PICK, "2026-11-30")
    assert [option.subject for option in menu.options] == ["copy", "begin", "withdraw", "print"]
    librarian.tap(PICK, "withdraw")
    assert [(v.name, v.valid_to) for v in stored_rota().versions] == [("2026-11-25", None)]
    librarian.undo()
    assert len(stored_rota().versions) == 2
    librarian.tap(RotaAction.VERSIONS)
    librarian.tap(PICK, "2026-11-30")
    librarian.tap(PICK, "begin")
    assert [v.name for v in stored_rota().versions] == ["2026-11-25"]
    librarian.tap(RotaAction.VERSIONS)
    librarian.tap(PICK, "")
    assert not librarian.tap(PICK, "discard").is_draft


def test_last_terms_rota_is_copied_for_this_term(librarian):
    page = publish(librarian, "2026-11-25")
    librarian.tap(RotaAction.VERSIONS)
    librarian.tap(PICK, "2026-11-25")
    copy = librarian.tap(PICK, "copy")
    assert copy.is_draft
    assert cells(copy) == cells(page)


def test_the_mode_is_asked_once_more_and_can_be_taken_back(librarian):
    publish(librarian, "2026-11-25")
    before = stored_rota().versions
    assert isinstance(librarian.tap(RotaAction.MODE), ModeChoice)
    question = librarian.tap(PICK, "enforce")
    assert isinstance(question, Confirm)
    page = librarian.tap(FrameAction.YES)
    assert (page.mode, page.changed_on) == ("enforce", NOW.date())
    assert stored_rota().versions == before
    librarian.undo()
    assert get_setting("rota_mode") == "off"


def test_a_day_is_closed_with_a_reason_and_who_allowed_it(librarian):
    publish(librarian, "2026-11-25")
    librarian.tap(RotaAction.DAYS)
    librarian.tap(PICK, "2026-11-26")
    librarian.tap(PICK, "closed")
    page = librarian.tap(PICK, "exam")
    row = RotaException.get()
    assert (row.kind, row.granted_by, row.reason) == ("closed", "林老师", "exam")
    assert [day.day for day in page.days if day.marked] == [date(2026, 11, 26)]
    librarian.undo()
    assert not RotaException.select().exists()


def test_a_class_makes_up_for_its_turn_on_another_day(librarian):
    publish(librarian, "2026-11-25")
    librarian.tap(RotaAction.DAYS)
    librarian.tap(PICK, "2026-11-27")
    librarian.tap(PICK, "serve")
    librarian.tap(PICK, "940-1010")
    librarian.tap(PICK, "class:二(2)班")
    librarian.tap(PICK, "swap")
    turn = load_bylaw().rota.whose_turn(datetime(2026, 11, 27, 16, 0, tzinfo=NOW.tzinfo))
    assert [one.name for one in turn.served] == ["二(2)班"]


def test_a_saturday_follows_a_weekday_and_a_holiday_comes_and_goes(librarian):
    publish(librarian, "2026-11-25")
    librarian.tap(RotaAction.DAYS)
    librarian.tap(PICK, "2026-11-28")
    assert [option.subject for option in librarian.page.options] == ["follows"]
    librarian.tap(PICK, "follows")
    librarian.tap(PICK, "0")
    assert load_bylaw().rota.calendar.make_up == {date(2026, 11, 28): 0}
    librarian.tap(PICK, "2026-11-27")
    librarian.tap(PICK, "holiday")
    assert Holiday.select().count() == 1
    librarian.tap(PICK, "2026-11-27")
    librarian.tap(PICK, "usual")
    assert not Holiday.select().exists()


def test_the_sheets_are_made_beside_the_screen(librarian):
    publish(librarian, "2026-11-25")
    assert isinstance(librarian.tap(RotaAction.PRINT), RotaGrid)
    assert librarian.told == "rota.told.printed"
    (path,) = librarian.here.places.home.glob("*.pdf")
    text = words(path.read_bytes())
    assert "每周一" in text
    assert all(name in text for name, _ in NAMES)


def test_a_version_that_was_printed_leads_back_to_the_grid(librarian):
    publish(librarian, "2026-11-25")
    librarian.tap(RotaAction.VERSIONS)
    librarian.tap(PICK, "2026-11-25")
    assert isinstance(librarian.tap(PICK, "print"), RotaGrid)
    assert librarian.told == "rota.told.printed"


def test_a_cell_opened_from_a_proof_leads_back_to_the_grid(librarian):
    with_preset(librarian, "open")
    librarian.tap(RotaAction.PROOFS)
    assert isinstance(librarian.tap(RotaAction.CELL, "0-720-770"), PickOne)
    assert isinstance(librarian.tap(BACK), RotaGrid)


def test_without_a_published_rota_there_is_nothing_to_print(librarian):
    with_preset(librarian)
    assert librarian.tap(RotaAction.PRINT) == Trouble("rota.trouble.nothing_to_print")


def test_a_full_stick_is_told(librarian):
    publish(librarian, "2026-11-25")
    blocked = librarian.here.places.home
    blocked.parent.mkdir(parents=True, exist_ok=True)
    blocked.write_text("a file where the folder should be")
    assert librarian.tap(RotaAction.PRINT) == Trouble("office.trouble.not_saved")


def test_classes_that_are_imported_meanwhile_are_seen(librarian):
    page = with_preset(librarian)
    school_class("三(1)班", 3)
    assert "class_without_turn" not in {proof.code for proof in page.proofs}
    assert "class_without_turn" in {proof.code for proof in librarian.page.proofs}


def test_a_grid_of_eight_rows_has_pages(librarian):
    with_preset(librarian, "open")
    librarian.tap(RotaAction.WINDOWS)
    for _ in range(6):
        librarian.tap(RotaAction.ADD_WINDOW)
    page = librarian.tap(BACK)
    assert (len(page.rows), page.pages) == (4, 2)
    assert librarian.tap(TURN, "1").rows[-1].ends == 1010 + 6 * 70


def test_who_kept_their_turns_is_a_tap_away(librarian):
    librarian.at = datetime(2026, 12, 7, 9, 0, tzinfo=NOW.tzinfo)
    publish(librarian, "2026-12-07")
    librarian.at += timedelta(days=4)
    page = librarian.tap(RotaAction.KEPT)
    assert [(row.turns, row.came) for row in page.rows] == [(1, 0)] * 4


def test_what_was_so_already_is_taken_back_without_a_word_of_trouble(librarian):
    publish(librarian, "2026-11-25")
    librarian.tap(RotaAction.DAYS)
    for _ in range(2):
        librarian.tap(PICK, "2026-11-26")
        librarian.tap(PICK, "closed")
        librarian.tap(PICK, "exam")
    librarian.undo()
    assert librarian.told == "office.undone"
    assert RotaException.select().count() == 1

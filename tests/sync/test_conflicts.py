"""What becomes of records that contradict each other: the table in docs/sync.md, a test a row that has no other."""

import json
from contextlib import closing
from dataclasses import replace
from uuid import UUID

import pytest

from db.connection import open_database
from db.models import Change, Item, Loan, Notice, Patron, Policy, Resolution, Staff
from kiosk.cli import main
from kiosk.sync.feed import feed_version, page, publish_all
from kiosk.sync.resolutions import is_open
from kiosk.sync.uploads import apply_upload
from tests.sync.school import COPIES, ITEMS, NOON, PATRONS, Journalist, build_school

MINUTE = 60_000


@pytest.fixture
def school(database):
    build_school()
    publish_all(database, NOON - 60 * MINUTE)
    return database


def kinds() -> list[str]:
    return [notice.kind for notice in Notice.select().order_by(Notice.at, Notice.id)]


def told(journalist: Journalist, *, feed: int = 0, off: int = 0, measured: int | None = None, first: int = 1):
    """off: ms by which sent_at is ahead; measured: what the station says of its clock."""
    health = {} if measured is None else {"clock_ahead_ms": measured}
    return replace(journalist.upload(first), feed=feed, sent_at=NOON + off, health=health)


def test_loans_by_rules_that_have_changed_count_and_are_one_line_a_station(school):
    known = feed_version()
    Policy.update(days=7).execute()
    publish_all(school, NOON - MINUTE)
    a, b = Journalist("k-a"), Journalist("k-b")
    loans = [a.lend(ITEMS[0], 0), a.lend(ITEMS[1], 1)]
    b.lend(ITEMS[2], 2)
    apply_upload(school, told(a, feed=known), NOON)
    apply_upload(school, told(b, feed=feed_version()), NOON)
    assert {loan.id.hex for loan in Loan.select().where(Loan.returned_at.is_null())} >= set(loans)
    assert kinds() == ["lent_under_old_rules"]
    facts = json.loads(Notice.get().body)
    assert (facts["kiosk"], facts["rules"]) == ("k-a", known) and facts["newest"] > known
    a.lend(COPIES[0], 3)
    apply_upload(school, told(a, feed=known, first=3), NOON)
    assert kinds() == ["lent_under_old_rules"]


def test_what_was_lent_before_the_rules_changed_needs_nobody(school):
    known = feed_version()
    a = Journalist("k-a")
    a.lend(ITEMS[0], 0)
    Policy.update(days=7).execute()
    Patron.update(blocked=True).where(Patron.id == PATRONS[0]).execute()
    publish_all(school, NOON + 60 * MINUTE)
    apply_upload(school, told(a, feed=known), NOON)
    assert kinds() == []


def test_a_loan_to_a_reader_who_is_blocked_meanwhile_counts_and_is_told(school):
    known = feed_version()
    Patron.update(blocked=True).where(Patron.id == PATRONS[0]).execute()
    Patron.update(name="读者九").where(Patron.id == PATRONS[1]).execute()
    publish_all(school, NOON - MINUTE)
    a = Journalist("k-a")
    a.lend(ITEMS[0], 0), a.lend(ITEMS[1], 1)
    apply_upload(school, told(a, feed=known), NOON)
    assert Loan.select().where(Loan.returned_at.is_null()).count() == 2
    assert kinds() == ["lent_while_blocked"]
    assert json.loads(Notice.get().body)["patron"] == PATRONS[0].hex


def test_a_copy_recorded_as_missing_is_lent_and_so_found(school):
    Item.update(state="missing").where(Item.id == ITEMS[0]).execute()
    late, a = Journalist("k-b", NOON - 60 * MINUTE), Journalist("k-a")
    loan = a.lend(ITEMS[0], 0)
    apply_upload(school, told(a), NOON)
    assert Item.get_by_id(ITEMS[0]).state == "on_loan" and kinds() == ["found_by_loan"]
    late.take_back(ITEMS[0])
    apply_upload(school, told(late), NOON)
    assert Loan.get_by_id(UUID(loan)).returned_at is None
    assert "found_by_loan" in kinds()


def test_a_state_that_staff_set_before_the_loan_is_found_and_after_it_stands(school):
    before, after, a = Journalist("k-b", NOON - MINUTE), Journalist("k-c", NOON + MINUTE), Journalist("k-a")
    a.lend(ITEMS[0], 0), a.lend(ITEMS[1], 1)
    before.say("item_state", ITEMS[0], state="lost")
    after.say("item_state", ITEMS[1], state="lost")
    for journalist in (a, after, before):
        apply_upload(school, told(journalist), NOON)
    assert {item.id: item.state for item in Item.select().where(Item.id.in_(ITEMS[:2]))} == {
        ITEMS[0]: "on_loan",
        ITEMS[1]: "lost",
    }
    assert kinds() == ["found_by_loan"]


def test_a_late_event_turns_one_line_into_another(school):
    a, b, late = Journalist("k-a"), Journalist("k-b", NOON + MINUTE), Journalist("k-c", NOON + MINUTE // 2)
    a.lend(ITEMS[0], 0), b.lend(ITEMS[0], 1)
    late.take_back(ITEMS[0])
    late.say("item_state", ITEMS[0], state="missing")
    apply_upload(school, told(a), NOON)
    apply_upload(school, told(b), NOON)
    assert kinds() == ["copy_lent_twice"]
    apply_upload(school, told(late), NOON)
    assert kinds() == ["found_by_loan"]


def test_a_clock_that_is_off_is_told_once_a_day(school):
    a = Journalist("k-a")
    a.lend(ITEMS[0], 0)
    slow = {"off": -90 * MINUTE, "measured": -91 * MINUTE}
    apply_upload(school, told(a, **slow), NOON)
    a.lend(ITEMS[1], 0)
    apply_upload(school, told(a, first=2, **slow), NOON)
    assert kinds() == ["clock_off"]
    assert json.loads(Notice.get().body) == {"kiosk": "k-a", "minutes": -90}
    apply_upload(school, told(Journalist("k-b"), off=90 * MINUTE, measured=90 * MINUTE), NOON)
    assert kinds() == ["clock_off"]


@pytest.mark.parametrize("measured", [None, 20, -20, -MINUTE, 90 * MINUTE])
def test_an_upload_that_was_long_on_its_way_says_nothing_of_a_clock(school, measured):
    a = Journalist("k-a")
    a.lend(ITEMS[0], 0)
    apply_upload(school, told(a, off=-5 * MINUTE, measured=measured), NOON)
    assert kinds() == []


def test_a_decision_reaches_every_station_and_the_newest_one_holds(school):
    a, b = Journalist("k-a"), Journalist("k-b", NOON + MINUTE)
    notice = a.say("notice", kind="isbn_not_registered", text="9787100099578").id
    b.say("notice_resolved", notice=notice, note="登记好了")
    a.say("notice_reopened", notice=notice)
    since = feed_version()
    # b's decision is the newer one, and comes before the notice itself.
    apply_upload(school, told(b), NOON)
    apply_upload(school, told(a), NOON)
    kept = Resolution.get()
    assert (kept.id.hex, kept.resolved, kept.note, kept.at) == (notice, True, "登记好了", b.clock)
    assert not Notice.select().where(is_open()).exists()
    changes, _, _ = page(since)
    assert {(change.entity, change.id) for change in changes} == {("notice", notice), ("resolution", notice)}


def test_what_is_resolved_at_the_centre_is_told_to_the_stations(school, db_url, capsys):
    Staff.create(name="陈老师", role="librarian")
    a = Journalist("k-a")
    notice = a.say("notice", kind="isbn_not_registered", text="9787100099578").id
    apply_upload(school, told(a), NOON)
    since = feed_version()
    assert main(["centre", "exceptions", "--db", db_url, "--language", "en"]) == 0
    assert "The book 9787100099578 is not registered yet  Register the book" in capsys.readouterr().out
    assert main(["centre", "exceptions", "--db", db_url, "--resolve", notice[-8:], "--by", "陈老师"]) == 0
    with closing(open_database(db_url)):
        (change,) = page(since)[0]
        assert (change.entity, change.id, change.row["resolved"]) == ("resolution", notice, True)
        assert change.row["staff"] == Staff.get().id.hex


def test_a_notice_that_a_late_loan_has_settled_goes_at_every_station(school):
    a, b = Journalist("k-a"), Journalist("k-b", NOON + MINUTE)
    loan = a.lend(ITEMS[0], 0)
    b.take_back(ITEMS[0], loan)
    apply_upload(school, told(b), NOON)
    notice, since = Notice.get().id.hex, feed_version()
    apply_upload(school, told(a), NOON)
    gone = [change.id for change in page(since)[0] if change.entity == "notice" and change.row is None]
    assert gone == [notice]


def test_what_was_settled_long_ago_leaves_the_stations(school):
    a = Journalist("k-a")
    old = a.say("notice", kind="isbn_not_registered", text="1").id
    a.say("notice", kind="isbn_not_registered", text="2")
    a.say("notice_resolved", notice=old)
    apply_upload(school, told(a), NOON)
    since = feed_version()
    publish_all(school, NOON + 100 * 24 * 60 * MINUTE)
    changes, _, _ = page(since)
    assert {(change.entity, change.id) for change in changes if change.row is None} >= {("notice", old)}
    assert Change.get(Change.entity == "notice", Change.entity_id == a.events[1].id).mark

"""Uploads at the centre, on both engines: every event kept, nothing twice, nothing held up."""

import json
from dataclasses import replace
from uuid import UUID

import pytest

from db.models import Item, Journal, Loan, Notice, Patron, Position
from kiosk.sync import uploads
from kiosk.sync.fold import STEPS
from kiosk.sync.messages import parse_upload, upload_message
from kiosk.sync.uploads import apply_upload
from tests.sync.school import (
    COPIES,
    DUE,
    ITEMS,
    NOON,
    PATRONS,
    Journalist,
    as_raw,
    build_school,
    state_of_tables,
)


@pytest.fixture
def school(database):
    build_school()
    return database


def raw_upload(kiosk: str, raws: list, first: int = 1):
    return parse_upload(upload_message(kiosk, 1, first, raws, 0, {}, NOON))


def open_loans() -> dict[UUID, UUID]:
    return dict(Loan.select(Loan.item, Loan.id).where(Loan.returned_at.is_null()).tuples())


def test_an_upload_brings_loans_items_and_position(school):
    a = Journalist("k-a")
    loan = a.lend(ITEMS[0], 0)
    assert apply_upload(school, a.upload(), NOON).have == 1
    row = Loan.get_by_id(UUID(loan))
    assert (row.patron_id, row.item_id, row.due_on.isoformat(), row.lent_at) == (PATRONS[0], ITEMS[0], DUE, a.clock)
    assert Item.get_by_id(ITEMS[0]).state == "on_loan"
    kept = Journal.get()
    assert (kept.kiosk, kept.epoch, kept.seq, kept.hlc) == ("k-a", 1, 1, a.events[0].hlc)


def test_the_same_upload_again_changes_nothing(school):
    a = Journalist("k-a")
    loan = a.lend(ITEMS[0], 0)
    a.take_back(ITEMS[0], loan)
    apply_upload(school, a.upload(), NOON)
    before = state_of_tables()
    assert apply_upload(school, a.upload(), NOON).have == 2
    assert state_of_tables() == before


def test_what_comes_behind_a_gap_is_not_taken_and_the_kiosk_learns_from_where_to_send(school):
    a = Journalist("k-a")
    for item in ITEMS:
        a.lend(item, 0)
    apply_upload(school, a.upload(1, 1), NOON)
    assert apply_upload(school, a.upload(3), NOON).have == 1
    assert Journal.select().count() == 1
    assert apply_upload(school, a.upload(2), NOON).have == 3


def test_a_late_event_rebuilds_the_copy(school):
    a, b = Journalist("k-a"), Journalist("k-b", NOON + 60_000)
    first, second = a.lend(ITEMS[0], 0), b.lend(ITEMS[0], 1)
    apply_upload(school, b.upload(), NOON)
    apply_upload(school, a.upload(), NOON)
    assert open_loans() == {ITEMS[0]: UUID(second)}
    assert Loan.get_by_id(UUID(first)).ended_as == "relent"
    assert [notice.kind for notice in Notice.select()] == ["copy_lent_twice"]


def test_a_return_seen_before_its_loan_leaves_no_notice_once_the_loan_has_come(school):
    a, b = Journalist("k-a"), Journalist("k-b", NOON + 60_000)
    loan = a.lend(ITEMS[0], 0)
    b.take_back(ITEMS[0], loan)
    apply_upload(school, b.upload(), NOON)
    assert [notice.kind for notice in Notice.select()] == ["return_without_loan"]
    apply_upload(school, a.upload(), NOON)
    assert Loan.get_by_id(UUID(loan)).ended_as == "returned" and not Notice.select().exists()


def test_a_rebuild_keeps_loans_that_were_imported_and_states_that_were_edited(school):
    imported = Loan.create(patron=PATRONS[3], item=COPIES[0], record=Item.get_by_id(COPIES[0]).record_id,
                           lent_at=NOON - 9_000_000, due_on=DUE)  # fmt: skip
    Item.update(state="on_loan").where(Item.id == COPIES[0]).execute()
    Item.update(state="in_repair").where(Item.id == COPIES[1]).execute()
    a, b = Journalist("k-a"), Journalist("k-b", NOON + 60_000)
    b.take_back(COPIES[1])
    a.take_back(COPIES[1])
    apply_upload(school, b.upload(), NOON)
    apply_upload(school, a.upload(), NOON)
    assert Item.get_by_id(COPIES[1]).state == "in_repair"
    assert Loan.get_by_id(imported.id).ended_as == "returned"


def test_an_event_about_an_unknown_patron_is_kept_and_told_and_others_go_on(school):
    a = Journalist("k-a")
    lost, placed = a.lend(ITEMS[0], 0), a.lend(ITEMS[1], 1)
    a.events[0] = replace(a.events[0], patron="f" * 32)
    assert apply_upload(school, a.upload(), NOON).have == 2
    assert open_loans() == {ITEMS[1]: UUID(placed)}
    assert Journal.select().count() == 2
    assert [notice.kind for notice in Notice.select()] == ["event_not_placed"]
    Patron.create(id=UUID("f" * 32), number="S9", name="新")
    b = Journalist("k-b", NOON - 60_000)
    b.take_back(ITEMS[0])
    apply_upload(school, b.upload(), NOON)
    assert open_loans()[ITEMS[0]] == UUID(lost)


@pytest.mark.parametrize(
    "change",
    [
        {"kind": "levitate"},
        {"kind": 7},
        {"id": "not an id"},
        {"loan": 5},
        {"body": {}},
        {"body": {"due_on": "20261208"}},
        {"body": {"due_on": DUE, "in_library": "\ud800"}},
        {"body": {"due_on": DUE, "x": "\ud800\x00"}},
        {"hlc": 2**70},
        {"seq": 9},
    ],
)
def test_a_malformed_event_is_kept_as_it_came_and_holds_nothing_up(school, change):
    a = Journalist("k-a")
    a.lend(ITEMS[0], 0)
    behind = a.lend(ITEMS[1], 1)
    raws = [as_raw(event) for event in a.events]
    raws[0] |= change
    applied = apply_upload(school, raw_upload("k-a", raws), NOON)
    assert (applied.have, applied.quarantined) == (2, (1,))
    assert open_loans() == {ITEMS[1]: UUID(behind)}
    kept = Journal.get(Journal.seq == 1)
    assert kept.kind.startswith("quarantined:") and json.loads(json.loads(kept.body)["raw"]) == raws[0]
    assert [notice.kind for notice in Notice.select()] == ["event_quarantined"]
    before = state_of_tables()
    apply_upload(school, raw_upload("k-a", raws), NOON + 5)
    assert state_of_tables() == before


def test_an_event_on_which_the_program_itself_fails_holds_nothing_up(school, monkeypatch):
    a = Journalist("k-a")
    a.lend(ITEMS[0], 0)
    a.say("renew", ITEMS[0], a.events[0].loan, 0, due_on=DUE, renewals=1)
    behind = a.lend(ITEMS[1], 1)
    monkeypatch.setitem(STEPS, "renew", lambda shelf, event: 1 / 0)
    applied = apply_upload(school, a.upload(), NOON)
    assert (applied.have, applied.quarantined) == (3, (2,))
    assert open_loans()[ITEMS[1]] == UUID(behind)


def test_a_kiosk_restored_from_a_copy_loses_nothing_of_what_it_writes_in_taken_places(school):
    a = Journalist("k-a")
    a.lend(ITEMS[0], 0)
    again = Journalist("k-a", NOON + 60_000)
    loan = again.lend(ITEMS[1], 1)
    again.events[0] = replace(again.events[0], id="e" * 32, loan="d" * 32)
    apply_upload(school, a.upload(), NOON)
    apply_upload(school, again.upload(), NOON)
    before = state_of_tables()
    apply_upload(school, again.upload(), NOON)
    assert loan and open_loans()[ITEMS[1]] == UUID("d" * 32)
    assert [notice.kind for notice in Notice.select()] == ["kiosk_restored"]
    assert state_of_tables() == before


def test_a_kiosks_own_notice_reaches_the_librarians_list(school):
    a = Journalist("k-a")
    event = a.say("notice", kind="book_damaged", page=12)
    a.say("refused", patron=0, codes=["loan_limit_reached"], text="L1")
    assert apply_upload(school, a.upload(), NOON).have == 2
    notice = Notice.get()
    assert (notice.id, notice.kind, json.loads(notice.body)["page"]) == (UUID(event.id), "book_damaged", 12)


def test_nothing_is_kept_when_the_transaction_fails(school, monkeypatch):
    a = Journalist("k-a")
    a.lend(ITEMS[0], 0)

    def gone(*_):
        raise uploads.OperationalError("the disk is full")

    monkeypatch.setattr(uploads, "publish_within", gone)
    with pytest.raises(uploads.OperationalError):
        apply_upload(school, a.upload(), NOON)
    assert not Journal.select().exists() and not Loan.select().exists() and not Position.select().exists()


def test_a_return_that_names_no_copy_is_kept_and_told_and_ends_nobodys_loan(school):
    a = Journalist("k-a")
    loan = a.lend(COPIES[0], 0)
    event = a.take_back(COPIES[0])
    a.events[-1] = replace(event, item=None)
    applied = apply_upload(school, raw_upload("k-a", [as_raw(event) for event in a.events]), NOON)
    assert (applied.have, applied.quarantined) == (2, ())
    assert open_loans() == {COPIES[0]: UUID(loan)}
    assert [notice.kind for notice in Notice.select()] == ["return_without_loan"]

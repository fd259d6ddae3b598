"""Events in columns: whatever they are, they come out as they went in, or are told otherwise; nothing is guessed."""

import json
from contextlib import suppress
from copy import deepcopy
from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from db.journal import COUNTER_BITS
from db.models import Journal, Loan, Notice
from kiosk.sync.columns import OF_LOAN, Unclear, columns_of, event_ids, spell_out
from kiosk.sync.events import NEEDED, REFERENCES
from kiosk.sync.identity import Identity
from kiosk.sync.messages import in_columns, pack, parse_upload, unpack, upload_message
from kiosk.sync.outbox import OutgoingBatch, check_outs_named
from kiosk.sync.uploads import apply_upload
from tests.sync.school import COPIES, ITEMS, NOON, Journalist, as_raw, build_school, state_of_tables

JSON = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**70), 2**70) | st.floats(allow_nan=False) | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=6,
)
# Few millisecond heads, so that identities share them, and a few that are made by chance.
IDS = st.sampled_from([f"01a212dec15277caa7ea{n:012x}" for n in range(9)]) | st.uuids().map(lambda id_: id_.hex)


@st.composite
def an_event(draw) -> dict:
    at = draw(st.integers(0, 2**47))
    hlc = draw(st.just(at << COUNTER_BITS) | st.integers(0, 2**63 - 1))
    event = {"id": draw(st.uuids()).hex, "hlc": hlc, "at": at, "kind": draw(st.sampled_from(sorted(NEEDED)))}
    event |= draw(st.dictionaries(st.sampled_from(REFERENCES), IDS))
    bodies, steps = JSON.filter(lambda body: body is not None), st.integers(1, 2**40)
    return event | draw(st.fixed_dictionaries({}, optional={"body": bodies, "stepped": steps}))


def in_a_row(events: list[dict], first: int) -> list[dict]:
    return [event | {"seq": first + place} for place, event in enumerate(events)]


def facts_of(event: dict) -> list[str | None]:
    return [event.get(name) for name in OF_LOAN]


@settings(suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
@given(events=st.lists(an_event(), min_size=1, max_size=8, unique_by=lambda event: event["id"]), data=st.data())
def test_what_goes_into_columns_comes_out_of_them(events, data):
    first = data.draw(st.integers(1, 1000))
    before = data.draw(st.dictionaries(st.integers(1, first), st.lists(IDS | st.none(), min_size=4, max_size=4)))
    told, ends = {seq: facts for seq, facts in before.items() if seq < first}, {}
    events = in_a_row(events, first)
    for event in events:
        named = [seq for seq in told if event["kind"] == "check_in" and data.draw(st.booleans())]
        if named:
            ends[event["seq"]] = seq = data.draw(st.sampled_from(named))
            for name, id_ in zip(OF_LOAN, told[seq], strict=True):
                event.pop(name, None)
                event |= {} if id_ is None else {name: id_}
        told[event["seq"]] = facts_of(event)
    columns = columns_of(events, ends)
    arrived = unpack(pack({"v": 2, "columns": columns}), 10**6)["columns"]
    assert spell_out(arrived, first, lambda seqs: {seq: told[seq] for seq in seqs}) == events
    assert event_ids(arrived) == [event["id"] for event in events]


@settings(suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
@given(raws=st.lists(st.dictionaries(st.sampled_from([*REFERENCES, "id", "hlc", "at", "kind", "body", "x"]), JSON)))
def test_damaged_events_either_fit_or_are_told_as_objects(raws):
    events = in_a_row(raws, 1)
    columns = columns_of(events, {}) if events else None
    assert columns is None or spell_out(columns, 1, lambda seqs: {}) == events


def a_backlog() -> Journalist:
    """Loans, their returns, and a book that comes back twice."""
    a = Journalist("k-a")
    for turn in range(6):
        items = [*ITEMS, *COPIES]
        loan = a.lend(items[turn % 5], turn % 4)
        a.say("check_in", items[turn % 5], loan, turn % 4)
    a.take_back(ITEMS[0])
    return a


def returns_of(journalist: Journalist) -> dict[int, int]:
    lent = {event.loan: event.seq for event in journalist.events if event.kind == "check_out"}
    return {e.seq: lent[e.loan] for e in journalist.events if e.kind == "check_in" and e.loan in lent}


def upload_of(journalist: Journalist, first: int = 1, last: int | None = None, **changes):
    raws = [as_raw(event) for event in journalist.events[first - 1 : last]]
    raws = [{name: value for name, value in raw.items() if value != {}} for raw in raws]
    columns = columns_of(raws, {seq: ends for seq, ends in returns_of(journalist).items() if seq >= first})
    return parse_upload(in_columns(upload_message("k-a", 1, first, [], 0, {}, NOON), columns | changes))


@given(data=st.data())
def test_columns_that_nobody_made_of_events_are_unclear_and_nothing_else(data):
    raws = [as_raw(event) for event in a_backlog().events]
    columns = deepcopy(columns_of(raws, {}))
    name = data.draw(st.sampled_from(sorted(columns)))
    columns[name] = data.draw(JSON | st.lists(JSON, min_size=13, max_size=13))
    with suppress(Unclear):
        assert spell_out(columns, 1, lambda seqs: {}) == raws
    with suppress(Unclear):
        event_ids(columns)


@pytest.fixture
def school(database):
    build_school()
    return database


def test_a_backlog_in_columns_ends_as_the_same_told_as_objects(school):
    a = a_backlog()
    with school.atomic() as plainly:
        apply_upload(school, a.upload(), NOON)
        expected = state_of_tables()
        plainly.rollback()
    # The second half names check_outs of the first, which are in the journal by then.
    for first, last in ((1, 5), (6, 13)):
        assert apply_upload(school, upload_of(a, first, last), NOON).have == last
    assert state_of_tables() == expected
    told = {event.seq: (event.loan, event.patron) for event in a.events}
    rows = Journal.select().order_by(Journal.seq)
    assert {row.seq: (row.loan and row.loan.hex, row.patron and row.patron.hex) for row in rows} == told


def test_the_same_columns_again_change_nothing(school):
    a = a_backlog()
    apply_upload(school, upload_of(a), NOON)
    before = state_of_tables()
    assert apply_upload(school, upload_of(a), NOON).have == 13
    assert apply_upload(school, upload_of(a, 4), NOON).have == 13
    assert state_of_tables() == before


def test_other_events_in_the_places_of_known_ones_are_kept_aside(school):
    a, again = a_backlog(), a_backlog()
    apply_upload(school, upload_of(a), NOON)
    again.events[4] = replace(again.events[4], id="e" * 32, loan="d" * 32)
    again.events[5] = replace(again.events[5], id="f" * 32, loan="d" * 32)
    assert apply_upload(school, upload_of(again), NOON).have == 13
    assert Loan.select().where(Loan.id == "d" * 32).exists() and Journal.select().count() == 15
    assert "kiosk_restored" in {notice.kind for notice in Notice.select()}


def test_what_the_centre_does_not_have_is_asked_for_plainly_and_nobodys_loan_is_ended(school):
    a, other = a_backlog(), a_backlog()
    # In the place that a check_in names the centre has another loan: the kiosk was put back from a copy.
    other.events[6] = replace(other.events[6], id="e" * 32, loan="d" * 32)
    apply_upload(school, other.upload(1, 7), NOON)
    before = state_of_tables()
    applied = apply_upload(school, upload_of(a, 8), NOON)
    assert (applied.have, applied.plain) == (7, True)
    assert state_of_tables() == before
    assert apply_upload(school, a.upload(8), NOON).have == 13


@pytest.mark.parametrize("changes", [{"sum": "0" * 16}, {"at": [1]}, {"ids": None}, {"kind": [0] * 13}, {"ends": 7}])
def test_columns_that_make_no_sense_are_asked_for_plainly(school, changes):
    applied = apply_upload(school, upload_of(a_backlog(), **changes), NOON)
    assert (applied.have, applied.plain) == (0, True) and not Journal.select().exists()


def test_a_malformed_event_in_columns_is_kept_as_it_came_and_holds_nothing_up(school):
    a = a_backlog()
    a.events[2] = replace(a.events[2], kind="levitate")
    applied = apply_upload(school, upload_of(a), NOON)
    assert (applied.have, applied.quarantined) == (13, (3,))
    kept = Journal.get(Journal.seq == 3)
    assert json.loads(json.loads(kept.body)["raw"])["kind"] == "levitate"
    before = state_of_tables()
    assert apply_upload(school, upload_of(a), NOON).quarantined == (3,)
    assert state_of_tables() == before


def test_a_check_in_names_the_check_out_that_says_the_same(school):
    a = a_backlog()
    apply_upload(school, a.upload(), NOON)
    a.events[3] = replace(a.events[3], patron=None)
    batch = OutgoingBatch(1, 1, tuple(as_raw(event) for event in a.events))
    named = check_outs_named(Identity("k-a", 1), batch)
    assert named == {seq: ends for seq, ends in returns_of(a).items() if seq != 4}

"""Clocks that are wrong: what happened later is later, and every event keeps the time that its station showed."""

from datetime import timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

import pytest

from db.connection import open_database
from db.journal import COUNTER_BITS, Fact, JournalWriter
from db.models import MODELS, Journal, Loan
from kiosk.clock import Steady, from_ms, to_ms
from kiosk.sync.clocks import CentreClock
from kiosk.sync.identity import identity
from kiosk.sync.messages import parse_upload, upload_message
from kiosk.sync.outbox import next_batch
from kiosk.sync.uploads import apply_upload
from tests.school import SteppingClock
from tests.sync.school import ITEMS, NOON, Journalist, as_raw, build_school, state_of_tables

DAY = 24 * 3600 * 1000


class Hardware:
    """A clock that can be set and one that cannot; the centre's is right."""

    def __init__(self, ahead: int = 0) -> None:
        self.true = NOON
        self.ahead = ahead

    def clock(self):
        return from_ms(self.true + self.ahead, ZoneInfo("UTC"))

    def steady(self) -> Steady:
        return Steady("this run", self.true - NOON + 7_000)

    def pass_by(self, ms: int) -> None:
        self.true += ms


def upload(journalist: Journalist, ahead: int | None, first: int = 1):
    raws = [as_raw(event) for event in journalist.events[first - 1 :]]
    return parse_upload(upload_message(journalist.kiosk, 1, first, raws, 0, {}, NOON, True, ahead))


@pytest.mark.parametrize("wrong", [-DAY, -3_600_000, 3_600_000, DAY])
def test_a_book_goes_to_whoever_truly_had_it_last_though_a_stations_clock_is_wrong(database, wrong):
    build_school()
    a, b = Journalist("k-a"), Journalist("k-b", NOON + 60_000 + wrong)
    a.lend(ITEMS[0], 0)
    second = b.lend(ITEMS[0], 1)
    apply_upload(database, upload(b, wrong), NOON)
    apply_upload(database, upload(a, None), NOON)
    held = Loan.get(Loan.returned_at.is_null())
    assert held.id == UUID(second)
    kept = Journal.get(Journal.kiosk == "k-b")
    assert (kept.at, kept.hlc >> COUNTER_BITS) == (b.clock, NOON + 61_000)
    assert held.lent_at == b.clock


def test_an_event_is_put_in_its_place_once_whatever_a_later_call_says(database):
    build_school()
    a = Journalist("k-a", NOON + DAY)
    a.lend(ITEMS[0], 0)
    apply_upload(database, upload(a, DAY), NOON)
    before = state_of_tables(), Journal.get().hlc
    apply_upload(database, upload(a, 0), NOON)
    assert (state_of_tables(), Journal.get().hlc) == before


def test_events_of_one_moment_keep_the_order_in_which_they_were_written(database):
    build_school()
    a = Journalist("k-a", NOON + DAY)
    for number, item in enumerate(ITEMS):
        a.lend(item, number)
        a.clock -= 1000
    apply_upload(database, upload(a, DAY), NOON)
    rows = [seq for (seq,) in Journal.select(Journal.seq).order_by(Journal.hlc).tuples()]
    assert rows == [1, 2, 3] and len({hlc for (hlc,) in Journal.select(Journal.hlc).tuples()}) == 3


def test_the_offset_is_measured_and_noise_is_none():
    station = Hardware(ahead=DAY)
    clock = CentreClock(station.clock, station.steady)
    assert clock.ahead() is None
    sent = to_ms(station.clock())
    station.pass_by(400)
    assert clock.measured(sent, station.true - 200) == DAY and clock.ahead() == DAY
    # A slow line shows something else within what it may be wrong by.
    sent = to_ms(station.clock())
    station.pass_by(6_000)
    assert clock.measured(sent, station.true - 1_000) == DAY - 2_000 and clock.ahead() == DAY
    right = Hardware(ahead=300)
    clock = CentreClock(right.clock, right.steady)
    clock.measured(to_ms(right.clock()), right.true)
    assert clock.ahead() == 0


def test_a_clock_that_is_set_after_the_last_call_is_known_at_once():
    station = Hardware(ahead=DAY)
    clock = CentreClock(station.clock, station.steady)
    clock.measured(to_ms(station.clock()), station.true)
    station.pass_by(10_000)
    station.ahead = -5_000
    assert clock.ahead() == -5_000


def test_what_was_written_before_the_clock_was_set_finds_its_true_time(database, tmp_path):
    """A board without a battery: it starts in the past, lends, and is set once the network is there."""
    build_school()
    station = Hardware(ahead=-400 * DAY)
    kiosk = open_database(str(tmp_path / "kiosk.db"))
    me = identity(kiosk)
    writer = JournalWriter(kiosk, *me, steady=station.steady)

    def write() -> int:
        with kiosk.atomic():
            writer.append(Fact("refused", to_ms(station.clock()), body={"codes": [], "text": ""}))
        return station.true

    true = [write()]
    station.pass_by(90_000)
    station.ahead = 0
    true.append(write())
    clock = CentreClock(station.clock, station.steady)
    clock.measured(to_ms(station.clock()), station.true)
    events = next_batch(me, clock.stepped).events
    assert [event.get("stepped") for event in events] == [-400 * DAY, None]
    kiosk.close()
    message = upload_message(*me, 1, events, 0, {}, NOON, True, clock.ahead())
    database.bind(MODELS, bind_refs=False, bind_backrefs=False)
    apply_upload(database, parse_upload(message), NOON)
    rows = Journal.select(Journal.hlc, Journal.at).order_by(Journal.seq).tuples()
    assert [hlc >> COUNTER_BITS for hlc, _ in rows] == true
    assert [at for _, at in rows] == [true[0] - 400 * DAY, true[1]]


def test_an_epoch_begun_with_a_clock_set_back_does_not_go_before_the_last_one(database):
    clock = SteppingClock()
    for epoch in (1, 2):
        writer = JournalWriter(database, "k-a", epoch)
        with database.atomic():
            writer.append(Fact("refused", to_ms(clock())))
        clock.at -= timedelta(days=1)
    first, second = Journal.select().order_by(Journal.epoch)
    assert second.hlc > first.hlc and second.at < first.at

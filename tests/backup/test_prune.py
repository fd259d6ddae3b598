"""What a station lets go of is in a copy of the centre's: nothing is lost when the centre is put back from that."""

import shutil
from datetime import timedelta
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from zoneinfo import ZoneInfo

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from db.connection import open_database
from db.models import Journal, Loan, Notice, Position
from kiosk.backup.restoring import restore_file
from kiosk.backup.writing import back_up
from kiosk.clock import from_ms, to_ms
from kiosk.lending.check_ins import check_in
from kiosk.lending.check_outs import check_out
from kiosk.lending.desk import Desk
from kiosk.sync.feed import centre_id, page, publish_all
from kiosk.sync.feed_apply import draw, feed_position
from kiosk.sync.identity import Identity
from kiosk.sync.messages import Reply, parse_reply, parse_upload, reply_message, upload_message
from kiosk.sync.outbox import acknowledge, next_batch, note_safe, waiting
from kiosk.sync.pruning import KEEP_MS, prune
from kiosk.sync.uploads import apply_upload, record_safe
from tests.backup.conftest import EVENING
from tests.sync.school import ITEMS, NOON, PATRONS, build_school

ME = Identity("k-aaaaaa", 1)
ZONE = ZoneInfo("UTC")


class Two:
    """A kiosk and its centre, each in a file of its own; one of them is open at a time."""

    def __init__(self, tmp_path) -> None:
        self.kiosk, self.centre = str(tmp_path / "kiosk.sqlite"), str(tmp_path / "centre.sqlite")
        for url in (self.kiosk, self.centre):
            self.at(url, build_school)
        self.at(self.centre, lambda: publish_all(self.db, NOON))

    def at(self, url: str, job):
        self.db = open_database(url)
        try:
            return job()
        finally:
            self.db.close()

    def lend(self, times: int, start: int, keep: int = 1) -> None:
        """Loans a second apart from `start` (ms); all but the last `keep` come back."""

        def job() -> None:
            desk = Desk(self.db, *ME, ZONE)
            for n in range(times):
                at = from_ms(start + 1000 * n, ZONE)
                item = desk.facts.item_by_id(ITEMS[n % 3])
                check_out(desk, desk.facts.patron_by_id(PATRONS[0]), item, at)
                if n < times - keep:
                    check_in(desk, desk.facts.loan_of_item(item.id), at)

        self.at(self.kiosk, job)

    def take_back_all(self, at: int) -> None:
        def job() -> None:
            desk = Desk(self.db, *ME, ZONE)
            for loan in list(Loan.select().where(Loan.returned_at.is_null())):
                check_in(desk, desk.facts.loan_of_item(loan.item_id), from_ms(at, ZONE))

        self.at(self.kiosk, job)

    def sync(self) -> None:
        """Until the kiosk has told everything and drawn everything."""
        for _ in range(50):
            message = self.at(self.kiosk, self._upload)
            reply = self.at(self.centre, partial(self._answer, parse_upload(message)))
            if self.at(self.kiosk, partial(self._take, parse_reply(reply_message(reply)))):
                return
        pytest.fail("they never come to an end")

    def _upload(self) -> dict:
        batch = next_batch(ME)
        return upload_message(
            *ME, batch.first, batch.events, feed_position(), {}, NOON, batch.events == (), pruned=batch.pruned
        )

    def _answer(self, upload) -> Reply:
        applied = apply_upload(self.db, upload, NOON)
        changes, feed, more = page(upload.feed) if upload.draw else ((), upload.feed, True)
        return Reply(centre_id(), applied.have, NOON, feed, changes, more, applied.quarantined, safe=applied.safe)

    def _take(self, reply: Reply) -> bool:
        acknowledge(self.db, ME, ME.epoch, reply.have)
        note_safe(self.db, ME, reply.safe)
        return draw(self.db, ME, reply) and not reply.more and waiting(ME) == 0

    def prune(self, now: int) -> int:
        return self.at(self.kiosk, lambda: prune(self.db, ME, now))

    def journal(self, url: str) -> set:
        return self.at(url, lambda: {row.id for row in Journal.select()})

    def loans(self, url: str) -> list:
        columns = Loan.id, Loan.patron, Loan.item, Loan.due_on, Loan.returned_at, Loan.ended_as
        return self.at(url, lambda: sorted(Loan.select(*columns).tuples()))

    def copy_centre(self, medium, at=EVENING):
        return self.at(self.centre, lambda: back_up(self.db, medium, at))

    def make_safe(self, made) -> None:
        self.at(self.centre, lambda: record_safe(self.db, made.manifest.positions))


@pytest.fixture
def two(tmp_path):
    return Two(tmp_path)


LONG_AGO = NOON - 2 * KEEP_MS
# Each of a round's steps happens or does not, in this order.
ROUND = ("lend", "sync", "copy", "lend", "sync", "prune", "restore")
STEPS = st.lists(st.lists(st.booleans(), min_size=len(ROUND), max_size=len(ROUND)), min_size=1, max_size=3).map(
    lambda rounds: [step for happens in rounds for step, does in zip(ROUND, happens, strict=True) if does]
)


@pytest.mark.slow
@settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps=STEPS, keep=st.integers(0, 2))
def test_whatever_happens_between_the_centre_ends_with_every_event_that_ever_was(tmp_path, migrated, steps, keep):
    """Copies, prunings and restores from the copy that made them safe, in any order."""
    with TemporaryDirectory(dir=tmp_path) as name:
        here = Path(name)
        for place in ("kiosk.sqlite", "centre.sqlite"):
            shutil.copy(migrated, here / place)
        two, made, ever = Two(here), None, set()
        for n, step in enumerate([*steps, "lend"]):
            at = EVENING + timedelta(days=n)
            if step == "lend":
                two.lend(3, LONG_AGO + 60_000 * n, keep)
                # Given back before the next ones are lent.
                two.take_back_all(LONG_AGO + 60_000 * n + 30_000)
                ever |= two.journal(two.kiosk)
            elif step == "sync":
                two.sync()
            elif step == "copy":
                made = two.copy_centre(here, at)
                two.make_safe(made)
            elif step == "prune":
                two.prune(NOON)
            elif made:
                restore_file(made.path, here / "centre.sqlite", at)
        two.sync()
        assert two.journal(two.centre) == ever
        assert two.loans(two.centre) == two.loans(two.kiosk)


def test_only_what_is_safe_old_and_of_no_open_loan_goes(two, medium):
    two.lend(10, LONG_AGO)
    two.sync()
    assert two.prune(NOON) == 0, "nothing is in a copy yet"
    two.make_safe(two.copy_centre(medium))
    two.lend(10, LONG_AGO + 60_000)
    two.sync()
    assert two.prune(LONG_AGO + KEEP_MS) == 0, "nothing is old enough"
    opened = two.at(two.kiosk, lambda: {loan.id for loan in Loan.select().where(Loan.returned_at.is_null())})
    gone = two.prune(NOON)
    left = two.at(two.kiosk, lambda: [(row.seq, row.loan) for row in Journal.select()])
    safe = two.at(two.kiosk, lambda: Position.get().safe)
    assert gone > 0
    assert all(seq > safe or loan in opened for seq, loan in left)


def test_a_station_without_a_centre_lets_go_of_nothing(two):
    two.lend(5, LONG_AGO)
    before = two.journal(two.kiosk)
    assert two.prune(NOON) == 0
    assert two.journal(two.kiosk) == before


def test_a_pruned_journal_goes_on_counting_where_it_was(two, medium):
    two.lend(6, LONG_AGO, keep=0)
    two.sync()
    two.make_safe(two.copy_centre(medium))
    two.sync()
    assert two.prune(NOON) == 11
    two.lend(1, NOON)
    assert two.at(two.kiosk, lambda: sorted(row.seq for row in Journal.select())) == [12, 13]
    two.sync()
    assert two.loans(two.kiosk) == two.loans(two.centre)


@pytest.mark.parametrize(("before", "between", "after"), [(4, 0, 3), (9, 4, 0), (300, 7, 5)])
def test_nothing_is_lost_when_the_centre_is_put_back_from_the_copy_by_which_a_kiosk_has_pruned(
    two, medium, tmp_path, before, between, after
):
    two.lend(before, LONG_AGO)
    two.sync()
    made = two.copy_centre(medium)
    two.make_safe(made)
    two.lend(between, LONG_AGO + 10**7)
    two.sync()
    assert two.prune(NOON) > 0
    two.lend(after, NOON)
    everything, loans = two.journal(two.centre) | two.journal(two.kiosk), two.loans(two.kiosk)
    restore_file(made.path, tmp_path / "centre.sqlite", EVENING)
    two.sync()
    assert two.journal(two.centre) == everything
    assert two.loans(two.centre) == loans == two.loans(two.kiosk)
    assert two.at(two.centre, lambda: back_up(two.db, medium, EVENING + timedelta(days=1))).manifest.differing == 0


def test_a_centre_put_back_from_before_the_safe_copy_goes_on_and_says_what_it_lacks(two, medium, tmp_path):
    two.lend(3, LONG_AGO, keep=0)
    two.sync()
    old = two.copy_centre(medium, EVENING - timedelta(days=1))
    two.lend(3, LONG_AGO + 60_000, keep=0)
    two.sync()
    two.make_safe(two.copy_centre(medium))
    two.sync()
    two.prune(NOON)
    two.lend(2, to_ms(EVENING))
    restore_file(old.path, tmp_path / "centre.sqlite", EVENING)
    two.sync()
    kinds = two.at(two.centre, lambda: [notice.kind for notice in Notice.select()])
    # The last event before the gap is kept by the kiosk, and its loan is in the gap.
    assert sorted(kinds) == ["journal_gap", "return_without_loan"]
    assert two.at(two.centre, lambda: Position.get().have) == 15
    assert two.at(two.kiosk, lambda: waiting(ME)) == 0

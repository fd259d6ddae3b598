"""Many calls at once: one commit for all, each its own answer, none spoilt by another."""

import threading
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from zoneinfo import ZoneInfo

import pytest

from db.models import Journal, Loan, Position
from kiosk.clock import from_ms
from kiosk.sync import centre as service
from kiosk.sync import uploads
from kiosk.sync.applier import Applier, QueueFull
from kiosk.sync.enrolment import enrol
from kiosk.sync.fold import STEPS
from kiosk.sync.messages import parse_upload
from kiosk.sync.signing import StationKey
from tests.sync.caller import Caller, message
from tests.sync.school import ITEMS, NOON, Journalist, as_raw, build_school, state_of_tables
from tests.sync.wire import until


class Held:
    """Work that waits until the test lets it go, and remembers what it was given together."""

    def __init__(self, work=lambda jobs: [job * 2 for job in jobs]) -> None:
        self.go = threading.Event()
        self.begun = threading.Event()
        self.groups: list[list] = []
        self._work = work

    def __call__(self, jobs):
        self.groups.append(list(jobs))
        self.begun.set()
        assert self.go.wait(10)
        return self._work(jobs)


def ask_all(applier: Applier, held: Held, jobs: list) -> list:
    """The first job holds the thread; the others wait meanwhile and are then taken together."""
    with ThreadPoolExecutor(len(jobs)) as threads:
        futures = [threads.submit(applier.do, jobs[0])]
        held.begun.wait(10)
        for count, job in enumerate(jobs[1:], 1):
            futures.append(threads.submit(applier.do, job))
            until(lambda count=count: applier.waiting == count)
        held.go.set()
        return [future.exception() or future.result() for future in futures]


def test_all_that_wait_are_done_together_up_to_a_size():
    held = Held()
    applier = Applier(held, size=lambda job: job, largest=10, at_end=lambda: None)
    assert ask_all(applier, held, [1, 3, 4, 3, 50, 1]) == [2, 6, 8, 6, 100, 2]
    assert held.groups == [[1], [3, 4, 3], [50], [1]]
    applier.close()


def test_what_fails_spoils_nothing_of_the_others():
    def work(jobs):
        if "bad" in jobs:
            raise ZeroDivisionError
        return [job.upper() for job in jobs]

    held = Held(work)
    applier = Applier(held, size=len, largest=100, at_end=lambda: None)
    *fine, bad = ask_all(applier, held, ["a", "b", "c", "bad"])
    assert fine == ["A", "B", "C"] and isinstance(bad, ZeroDivisionError)
    applier.close()


def test_a_full_queue_refuses_at_once_and_closing_does_what_waits():
    held = Held()
    ended = []
    applier = Applier(held, size=lambda job: 1, largest=10, at_end=lambda: ended.append(True), longest=2)
    with ThreadPoolExecutor(3) as threads:
        first = threads.submit(applier.do, 1)
        held.begun.wait(10)
        waiting = [threads.submit(applier.do, job) for job in (2, 3)]
        until(lambda: applier.waiting == 2)
        with pytest.raises(QueueFull):
            applier.do(4)
        held.go.set()
        assert [future.result() for future in (first, *waiting)] == [2, 4, 6]
    applier.close()
    assert ended == [True]
    with pytest.raises(QueueFull):
        applier.do(5)


@pytest.fixture
def centre(database, db_url):
    build_school()
    app = service.Centre(db_url, lambda: from_ms(NOON, ZoneInfo("UTC")))
    app.db.connect(reuse_if_open=True)
    yield app
    app.db.close()
    app.close()


def calls_of(journalists: list[Journalist]) -> list[service.Call]:
    known = [(message(one), enrol(one.kiosk)) for one in journalists]
    return [service.Call(parse_upload(said), given.token, StationKey(given.secret).public) for said, given in known]


def three_that_meet() -> list[Journalist]:
    """Two lend the same book, a third takes back what it has never seen lent."""
    a, b, c = Journalist("k-a"), Journalist("k-b", NOON + 60_000), Journalist("k-c", NOON + 120_000)
    a.lend(ITEMS[0], 0)
    loan = b.lend(ITEMS[0], 1)
    b.lend(ITEMS[1], 2)
    c.take_back(ITEMS[0], loan)
    return [a, b, c]


def test_calls_of_several_kiosks_in_one_commit_come_to_the_same_as_one_after_the_other(centre):
    calls = calls_of(three_that_meet())
    strange = replace(calls[1], token="wrong")
    with centre.db.atomic() as together:
        replies = centre.work([*calls[:1], strange, *calls[1:], calls[0]])
        after = state_of_tables()
        together.rollback()
    assert [getattr(reply, "have", None) for reply in replies] == [1, None, 2, 1, 1]
    assert {change.entity for change in replies[0].changes} >= {"loan", "item", "patron"}
    with centre.db.atomic() as apart:
        for call in [*calls, strange]:
            centre.work([call])
        assert state_of_tables() == after
        apart.rollback()


def test_a_doubled_upload_and_one_with_other_events_in_its_places_in_one_commit(centre):
    a, again = Journalist("k-a"), Journalist("k-a", NOON + 9_000)
    a.lend(ITEMS[0], 0)
    again.lend(ITEMS[1], 1)
    raws = [as_raw(event) | {"id": "e" * 32, "loan": "d" * 32} for event in again.events]
    [call] = calls_of([a])
    other = replace(call, upload=parse_upload(message(a, events=raws)))
    replies = centre.work([call, call, other])
    assert [reply.have for reply in replies] == [1, 1, 1]
    assert Journal.select().count() == 2 and Loan.select().count() == 2
    assert Position.get().have == 1


def test_an_upload_on_which_the_program_fails_leaves_the_others_their_answers(centre, monkeypatch):
    a, b = Journalist("k-a"), Journalist("k-b")
    a.say("renew", ITEMS[0], "f" * 32, 0, due_on="2026-12-08", renewals=1)
    b.lend(ITEMS[1], 1)
    monkeypatch.setitem(STEPS, "renew", lambda shelf, event: 1 / 0)
    held = Held(centre.work)
    applier = Applier(held, size=lambda call: 1, largest=10, at_end=centre.db.close)
    fine, broken, again = ask_all(applier, held, [*calls_of([Journalist("k-c"), a]), *calls_of([b])])
    assert fine.have == 0 and (broken.have, broken.quarantined) == (1, (1,)) and again.have == 1
    assert [len(group) for group in held.groups] == [1, 2, 1, 1]
    applier.close()


def test_nobody_is_answered_before_the_commit_and_a_failed_one_answers_none(centre, monkeypatch):
    calls = calls_of(three_that_meet())

    def gone(*_):
        raise uploads.OperationalError("the disk is full")

    monkeypatch.setattr(uploads, "publish_within", gone)
    with pytest.raises(uploads.OperationalError):
        centre.work(calls)
    assert not Journal.select().exists() and not Position.select().exists()


def test_a_centre_with_too_many_calls_says_so_and_when_to_come_again(centre, db_url):
    caller = Caller(service.Centre(db_url, lambda: from_ms(NOON, ZoneInfo("UTC")), longest_queue=0))
    status, _ = caller.call("GET", "/v1/health")
    assert status == "503 Service Unavailable" and caller.headers["Retry-After"] == "5"

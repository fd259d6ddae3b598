"""The kiosk's side against everything that can answer in place of the centre."""

import threading
import zlib
from dataclasses import replace
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from zoneinfo import ZoneInfo

import pytest

from db.connection import open_database
from db.models import Journal, Position, Setting, new_id
from kiosk.clock import from_ms
from kiosk.sync.agent import SyncAgent, SyncPace
from kiosk.sync.credentials import Credentials
from kiosk.sync.identity import begin_epoch, identity
from kiosk.sync.messages import Reply, pack, reply_message, unpack
from kiosk.sync.outbox import acknowledge, acknowledge_held, next_batch, position_in, waiting
from kiosk.sync.signing import new_key
from kiosk.sync.why import CallFailed, WhyAway
from tests.sync.school import NOON
from tests.sync.wire import free_port, until

pytestmark = pytest.mark.slow

CREDENTIALS = Credentials("", "token", new_key().secret)
QUICK = SyncPace(gather=0.01, idle=0.05, first_retry=0.01, last_retry=0.05)
PORTAL = b"<html><body>Please sign in to the school network</body></html>"


class Answering:
    """An HTTP server that answers every POST by `answer(message) -> (status, headers, body)`."""

    def __init__(self, answer) -> None:
        asked = self.asked = []
        self.answer = answer
        outer = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_POST(self):
                message = unpack(self.rfile.read(int(self.headers["Content-Length"])), 10**7)
                asked.append(message)
                status, headers, body = outer.answer(message)
                self.send_response(status)
                for name, value in {"Content-Length": str(len(body)), **headers}.items():
                    self.send_header(name, value)
                self.end_headers()
                self.wfile.write(body)
                self.close_connection = "Content-Length" in headers

            def log_message(self, *_):
                pass

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self._server.daemon_threads = True
        self.url = f"http://127.0.0.1:{self._server.server_port}"
        threading.Thread(target=self._server.serve_forever, args=(0.02,), daemon=True).start()

    def close(self) -> None:
        self._server.shutdown()
        self._server.server_close()


def centre_that_has(have: int, **changes):
    reply = Reply("c", have, NOON, 0, (), False, ())
    return lambda message: (200, {"Content-Encoding": "deflate"}, pack(reply_message(reply) | changes))


def told(message: dict) -> int:
    """How many events."""
    return len(message["columns"]["kind"] if "columns" in message else message["events"])


def takes_all(message: dict):
    return centre_that_has(message["from"] + told(message) - 1)(message)


@pytest.fixture
def kiosk_db(tmp_path, monkeypatch):
    for name in ("http_proxy", "HTTP_PROXY", "all_proxy", "ALL_PROXY"):
        monkeypatch.delenv(name, raising=False)
    db = open_database(str(tmp_path / "kiosk.db"))
    yield db
    db.close()


@pytest.fixture
def run(kiosk_db):
    agents, servers = [], []

    def start(answer=None, url=None, **options) -> tuple[SyncAgent, Answering | None]:
        server = Answering(answer) if answer else None
        servers.extend([server] if server else [])
        pace = options.pop("pace", QUICK)
        clock = options.pop("clock", lambda: from_ms(NOON, ZoneInfo("UTC")))
        credentials = replace(CREDENTIALS, url=url or server.url, **options.pop("route", {}))
        agents.append(SyncAgent(kiosk_db, credentials, clock, pace=pace, **options))
        agents[-1].start()
        return agents[-1], server

    yield start
    for agent in agents:
        agent.stop()
    for server in servers:
        server.close()


def write(db, count: int = 1, body: str = "{}", epoch: int = 1) -> None:
    me = identity(db)
    last = Journal.select().where(Journal.epoch == epoch).count()
    with db.atomic():
        for seq in range(last + 1, last + count + 1):
            Journal.create(
                id=new_id(), kiosk=me.kiosk, epoch=epoch, seq=seq, hlc=seq, at=NOON, kind="refused", body=body
            )


@pytest.mark.parametrize(
    ("answer", "why"),
    [
        (lambda _: (200, {"Content-Type": "text/html"}, PORTAL), WhyAway.NOT_JSON),
        (lambda _: (302, {"Location": "http://portal.example/login"}, b""), WhyAway.NOT_JSON),
        (lambda _: (200, {}, b'{"v":1,"hello":"world"}'), WhyAway.NOT_JSON),
        (lambda _: (200, {}, b'{"v":2}'), WhyAway.NOT_JSON),
        (lambda _: (200, {}, b""), WhyAway.NOT_JSON),
        (lambda _: (200, {"Content-Encoding": "deflate"}, PORTAL), WhyAway.NOT_JSON),
        (centre_that_has(-1), WhyAway.NOT_JSON),
        (centre_that_has(0, changes=[{"entity": 3}]), WhyAway.NOT_JSON),
        (lambda _: (403, {}, b"{}"), WhyAway.REFUSED),
        (lambda _: (401, {}, b"{}"), WhyAway.REFUSED),
        (lambda _: (407, {}, b""), WhyAway.PROXY),
        (lambda _: (400, {}, b"{}"), WhyAway.MISUNDERSTOOD),
        (lambda _: (404, {}, PORTAL), WhyAway.MISUNDERSTOOD),
        (lambda _: (502, {}, PORTAL), WhyAway.BUSY),
        (lambda _: (422, {}, b"{}"), WhyAway.SIGNATURE),
        (lambda _: (429, {}, b"{}"), WhyAway.TOO_OFTEN),
        (lambda m: (200, {"Content-Length": "9999"}, takes_all(m)[2][:40]), WhyAway.CUT),
    ],
)
def test_whatever_answers_in_place_of_the_centre_is_told_apart_and_changes_nothing(kiosk_db, run, answer, why):
    write(kiosk_db)
    agent, server = run(answer)
    status = until(lambda: (now := agent.status()).online is False and now)
    assert (status.why, status.waiting, status.last_contact) == (why, 1, None)
    assert not Position.select().exists() and not Setting.select().where(Setting.key == "kiosk_centre_id").exists()
    # The centre itself again: the backlog goes without a word from anybody.
    server.answer = takes_all
    status = until(lambda: (now := agent.status()).online and not now.waiting and now)
    assert (status.why, status.waiting, status.last_contact) == (WhyAway.OK, 0, from_ms(NOON, ZoneInfo("UTC")))


def why_of(started) -> WhyAway:
    return until(lambda: started[0].status().why)


def test_nobody_there_and_no_such_host(run):
    assert why_of(run(url=f"http://127.0.0.1:{free_port()}")) == WhyAway.NOBODY_THERE
    assert why_of(run(url="http://no-such-host.invalid")) == WhyAway.NAME_UNKNOWN


def test_a_proxy_of_the_environment_is_used_and_named_when_it_fails(run, monkeypatch):
    monkeypatch.setenv("http_proxy", f"http://127.0.0.1:{free_port()}")
    monkeypatch.delenv("no_proxy", raising=False)
    monkeypatch.delenv("NO_PROXY", raising=False)
    assert why_of(run(url="http://centre.example")) == WhyAway.PROXY_AWAY


def test_a_loan_wakes_the_thread_and_a_person_cuts_the_pause_short(kiosk_db, run):
    lazy = SyncPace(gather=0.01, idle=3600, first_retry=7200, last_retry=7200)
    agent, server = run(takes_all, pace=lazy)
    until(lambda: agent.status().online)
    write(kiosk_db)
    agent.wake()
    until(lambda: server.asked[-1]["events"])
    server.answer = lambda _: (503, {}, b"{}")
    write(kiosk_db)
    agent.wake()
    until(lambda: agent.status().online is False)
    calls = len(server.asked)
    server.answer = takes_all
    write(kiosk_db)
    agent.wake()
    until(lambda: agent.status().waiting == 2)
    assert len(server.asked) == calls
    agent.wake(at_once=True)
    until(lambda: agent.status().online and agent.status().waiting == 0)


def test_the_centre_is_left_alone_for_as_long_as_it_asks(kiosk_db, run):
    write(kiosk_db)
    agent, server = run(lambda _: (429, {"Retry-After": "500"}, b"{}"))
    until(lambda: agent.status().why == WhyAway.TOO_OFTEN)
    server.answer = takes_all
    agent.wake()
    write(kiosk_db)
    until(lambda: agent.status().waiting == 2 or agent.wake())
    assert len(server.asked) == 1
    # A person who asks for it is not kept waiting.
    agent.wake(at_once=True)
    until(lambda: agent.status().online and agent.status().waiting == 0)


def test_a_pause_grows_at_random_and_stays_short_while_nobody_is_reached():
    pace, busy, away = SyncPace(), CallFailed(WhyAway.BUSY), CallFailed(WhyAway.NO_NETWORK)
    assert [pace.after(busy, failures, 1.0) for failures in (1, 2, 3, 7, 900)] == [1, 2, 4, 60, 60]
    assert [pace.after(away, failures, 1.0) for failures in (1, 3, 4, 900)] == [1, 4, 5, 5]
    assert pace.after(busy, 7, 0.25) == 15
    assert pace.after(CallFailed(WhyAway.TOO_OFTEN, 30), 1, 0.5) == 30.5


def test_a_backlog_goes_in_pieces_and_the_clocks_difference_is_seen(kiosk_db, run):
    write(kiosk_db, 1100)
    agent, server = run(takes_all, clock=lambda: from_ms(NOON + 90_000, ZoneInfo("UTC")))
    until(lambda: agent.status().online and agent.status().waiting == 0)
    assert [told(message) for message in server.asked[:4]] == [0, 500, 500, 100]
    assert [message["ahead"] for message in server.asked[:4]] == [None, 90_000, 90_000, 90_000]
    assert agent.status().clock_ahead_ms == 90_000


def test_a_centre_restored_from_a_backup_is_sent_again_what_it_lost(kiosk_db):
    me = identity(kiosk_db)
    write(kiosk_db, 10)
    assert acknowledge(kiosk_db, me, 1, 10) and next_batch(me).events == ()
    assert acknowledge(kiosk_db, me, 1, 4)
    assert [event["seq"] for event in next_batch(me).events] == [5, 6, 7, 8, 9, 10]


def test_a_kiosk_restored_from_a_copy_counts_nothing_of_its_own_as_told(kiosk_db):
    me = identity(kiosk_db)
    write(kiosk_db, 3)
    acknowledge(kiosk_db, me, 1, 50)
    write(kiosk_db, 1)
    assert waiting(me) == 1
    me = begin_epoch(kiosk_db)
    write(kiosk_db, 2, epoch=me.epoch)
    assert (next_batch(me).epoch, next_batch(me).first) == (1, 4)
    acknowledge(kiosk_db, me, 1, 4)
    assert me.epoch > 1
    assert (next_batch(me).epoch, next_batch(me).first, waiting(me)) == (me.epoch, 1, 2)


def test_a_centre_that_knows_more_than_this_journal_holds_begins_an_epoch_once(kiosk_db, run):
    write(kiosk_db, 3)

    def has_what_the_disk_lost(message):
        return centre_that_has(50)(message) if message["epoch"] == 1 else takes_all(message)

    agent, _ = run(has_what_the_disk_lost)
    until(lambda: identity(kiosk_db).epoch > 1 and agent.status().waiting == 0)
    me = identity(kiosk_db)
    write(kiosk_db, 2, epoch=me.epoch)
    agent.wake()
    until(lambda: position_in(me, me.epoch) == 2)
    assert identity(kiosk_db) == me


def test_a_centre_restored_from_a_backup_is_sent_again_what_it_lost_of_earlier_epochs(kiosk_db):
    write(kiosk_db, 10)
    acknowledge(kiosk_db, identity(kiosk_db), 1, 10)
    me = begin_epoch(kiosk_db)
    acknowledge_held(kiosk_db, me, {1: 10})
    assert waiting(me) == 0
    acknowledge_held(kiosk_db, me, {1: 4, me.epoch: 0})
    assert (next_batch(me).epoch, next_batch(me).first, waiting(me)) == (1, 5, 6)


def test_an_event_too_large_or_unreadable_does_not_hold_up_the_others(kiosk_db, run):
    write(kiosk_db, 1, body='{"text":"' + "x" * 2_000_000 + '"}')
    write(kiosk_db, 1, body="{cut")
    write(kiosk_db, 1)
    agent, server = run(takes_all)
    until(lambda: agent.status().online and agent.status().waiting == 0)
    sent = [event for message in server.asked for event in message["events"]]
    assert [event["seq"] for event in sent] == [1, 2, 3]
    assert len(zlib.compress(str(server.asked).encode())) < 100_000


def test_what_the_centre_cannot_make_out_is_told_again_plainly_and_at_once(kiosk_db, run):
    def puzzled(message: dict):
        return centre_that_has(0, plain=True)(message) if "columns" in message else takes_all(message)

    write(kiosk_db, 20)
    agent, server = run(puzzled, pace=SyncPace(idle=3600, first_retry=7200, last_retry=7200))
    until(lambda: agent.status().online and agent.status().waiting == 0)
    assert [(message["v"], told(message)) for message in server.asked[:3]] == [(1, 0), (2, 20), (1, 20)]


def test_a_centre_that_takes_nothing_is_not_asked_without_pause(kiosk_db, run):
    write(kiosk_db)
    agent, server = run(centre_that_has(0), pace=SyncPace(idle=3600, first_retry=7200, last_retry=7200))
    until(lambda: agent.status().online is False)
    assert agent.status().why == WhyAway.BUSY and len(server.asked) <= 2

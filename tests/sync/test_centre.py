"""The centre's service as a kiosk meets it: what it answers to whom."""

import io
import json
import zlib
from zoneinfo import ZoneInfo

import pytest

from db.models import Journal, Kiosk
from kiosk.cli import main
from kiosk.clock import from_ms
from kiosk.sync import centre as service
from kiosk.sync.enrolment import enrol, revoke
from kiosk.sync.messages import MAX_EVENTS, MAX_UPLOAD, Reply, pack, parse_reply, unpack, upload_message
from tests.sync.school import ITEMS, NOON, Journalist, as_raw, build_school


class Caller:
    """Speaks WSGI to the centre."""

    def __init__(self, app: service.Centre) -> None:
        self.app = app
        self.headers: dict[str, str] = {}

    def call(self, method: str, path: str, body: bytes = b"", token: str = "", **more: str) -> tuple[str, bytes]:
        said = []
        environ = {"REQUEST_METHOD": method, "PATH_INFO": path, "wsgi.input": io.BytesIO(body)}
        environ |= {"HTTP_AUTHORIZATION": f"Bearer {token}", **more}
        answer = b"".join(self.app(environ, lambda status, headers: said.append((status, dict(headers)))))
        status, self.headers = said[0]
        return status, answer

    def refusal(self, body: bytes, token: str = "") -> tuple[str, str]:
        status, answer = self.call("POST", "/v1/sync", body, token)
        return status, json.loads(answer)["error"]

    def sync(self, message: dict, token: str) -> Reply:
        status, answer = self.call("POST", "/v1/sync", pack(message), token)
        assert status == "200 OK" and self.headers["Content-Encoding"] == "deflate"
        return parse_reply(unpack(answer, 10**7))


@pytest.fixture
def caller(database, db_url):
    build_school()
    app = service.Centre(db_url, lambda: from_ms(NOON, ZoneInfo("UTC")))
    # The service's thread and the test speak to one database, each by a connection of its own.
    database = app._db
    database.connect(reuse_if_open=True)
    yield Caller(app)
    app.close()
    database.close()


def message(journalist: Journalist, **changes) -> dict:
    events = [as_raw(event) for event in journalist.events]
    return upload_message(journalist.kiosk, 1, 1, events, 0, {"waiting": 0}, NOON) | changes


def test_a_call_brings_events_up_and_the_school_down(caller):
    token = enrol("k-a")
    a = Journalist("k-a")
    a.lend(ITEMS[0], 0)
    reply = caller.sync(message(a), token)
    assert (reply.have, reply.now, reply.more, reply.quarantined) == (1, NOON, False, ())
    assert {change.entity for change in reply.changes} == {"school_class", "patron", "policy", "record", "item", "loan"}
    kiosk = Kiosk.get_by_id("k-a")
    assert (kiosk.last_contact, json.loads(kiosk.health)) == (NOON, {"waiting": 0})
    again = caller.sync(message(a, feed=reply.feed), token)
    assert (again.have, again.changes, again.feed) == (1, (), reply.feed)
    assert Journal.select().count() == 1


def test_only_the_kiosk_that_a_token_was_made_for_is_heard(caller):
    token, other = enrol("k-a"), enrol("k-b")
    a = Journalist("k-a")
    a.lend(ITEMS[0], 0)
    for wrong in ("", other, "x" * 43):
        assert caller.refusal(pack(message(a)), wrong)[0] == "403 Forbidden"
    renewed = enrol("k-a")
    assert caller.refusal(pack(message(a)), token)[0] == "403 Forbidden"
    revoke("k-a")
    assert caller.refusal(pack(message(a)), renewed)[0] == "403 Forbidden"
    assert not Journal.select().exists()


@pytest.mark.parametrize(
    ("body", "says"),
    [
        (b"hello", "not deflated"),
        (zlib.compress(b"hello"), "not JSON"),
        (zlib.compress(b"[]"), "not a JSON object"),
        (zlib.compress(b"{}"), "version 1"),
        (pack({"v": 1})[:-3], "cut short"),
        (zlib.compress(b" " * (MAX_UPLOAD + 1)), "larger than"),
        (b"\0" * (MAX_UPLOAD + 1), "larger than"),
        (pack({"v": 1}), "kiosk"),
        (pack(message(Journalist("k-a"), **{"from": 0})), "from"),
        (pack(message(Journalist("k-a"), epoch=-1)), "epoch"),
        (pack(message(Journalist("k-a"), epoch=True)), "epoch"),
        (pack(message(Journalist("k-a"), epoch=2**40)), "too large"),
        (pack(message(Journalist("k-a"), events={})), "events"),
        (pack(message(Journalist("k-a"), events=[1] * (MAX_EVENTS + 1))), "more than 500"),
        (pack(message(Journalist("k-a"), health=[])), "health"),
        (pack(message(Journalist("k-a"), kiosk="a\nb")), "kiosk"),
        (pack(message(Journalist("k-a"), draw=1)), "draw"),
    ],
    ids=lambda given: given if isinstance(given, str) else "body",
)
def test_a_message_that_is_none_is_refused_in_one_sentence(caller, body, says):
    status, sentence = caller.refusal(body)
    assert status == "400 Bad Request" and says in sentence and "\n" not in sentence


def test_other_paths_and_health(caller):
    assert caller.call("GET", "/")[0] == "404 Not Found"
    assert caller.call("GET", "/v1/sync")[0] == "404 Not Found"
    status, answer = caller.call("GET", "/v1/health")
    assert status == "200 OK" and json.loads(answer)["ok"] is True


def test_what_the_centre_counts_is_told_to_this_machine_only(caller):
    token = enrol("k-a")
    enrol("k-b")
    a = Journalist("k-a")
    a.lend(ITEMS[0], 0)
    bad = as_raw(a.events[0]) | {"kind": "levitate", "seq": 2}
    caller.sync(message(a, events=[as_raw(a.events[0]), bad]), token)
    caller.refusal(pack(message(a)), "wrong")
    assert caller.call("GET", "/metrics")[0] == "404 Not Found"
    assert caller.call("GET", "/metrics", REMOTE_ADDR="10.0.0.7")[0] == "404 Not Found"
    proxied = {"REMOTE_ADDR": "127.0.0.1", "HTTP_X_FORWARDED_FOR": "10.0.0.7"}
    assert caller.call("GET", "/metrics", **proxied)[0] == "404 Not Found"
    status, body = caller.call("GET", "/metrics", REMOTE_ADDR="127.0.0.1")
    assert status == "200 OK" and caller.headers["Content-Type"].startswith("text/plain")
    told = dict(line.rsplit(" ", 1) for line in body.decode().splitlines() if not line.startswith("#"))
    assert told['centre_calls_total{status="200"}'] == "1" and told['centre_calls_total{status="403"}'] == "1"
    assert told["centre_events_total"] == "2" and told["centre_quarantined_total"] == "1"
    assert told["centre_apply_seconds_count"] == told['centre_apply_seconds_bucket{le="+Inf"}'] == "1"
    assert told['centre_kiosks{state="seen"}'] == "1" and told['centre_kiosks{state="never"}'] == "1"
    assert told["centre_exceptions_open"] == "1" and told["centre_events_durable"] == "2"


def test_a_database_that_does_not_answer_is_an_hour_to_try_again_and_no_reply(caller, monkeypatch):
    def gone(*_):
        raise service.OperationalError("the disk is full")

    token = enrol("k-a")
    monkeypatch.setattr(service, "apply_upload", gone)
    assert caller.refusal(pack(message(Journalist("k-a"))), token)[0] == "503 Service Unavailable"
    assert caller.headers["Retry-After"] == "5"
    monkeypatch.undo()
    assert caller.sync(message(Journalist("k-a")), token).have == 0


def test_the_command_enrols_publishes_lists_and_revokes(database, db_url, capsys):
    build_school()
    assert main(["centre", "enrol", "k-ab12cd", "--db", db_url]) == 0
    assert len(capsys.readouterr().out.strip()) == 43
    assert main(["centre", "publish", "--db", db_url]) == 0
    assert capsys.readouterr().out == "13 rows published\n"
    assert main(["centre", "status", "--db", db_url]) == 0
    assert "k-ab12cd · never seen · 0 events received" in capsys.readouterr().out
    assert main(["centre", "revoke", "k-ab12cd", "--db", db_url]) == 0


@pytest.mark.parametrize(
    "words",
    [
        ["enrol", "读者 一", "--db", ":memory:"],
        ["revoke", "k-nobody", "--db", ":memory:"],
        ["publish", "--db", "mysql://x/y"],
        ["publish", "--db", "postgresql://nobody@127.0.0.1:1/none"],
        ["serve", "--db", ":memory:", "--certificate", "/nowhere.pem"],
    ],
)
def test_wrong_input_is_refused_in_one_sentence(words, capsys):
    assert main(["centre", *words]) == 2
    said = capsys.readouterr().err
    assert said.count("\n") == 1 and len(said) > 20

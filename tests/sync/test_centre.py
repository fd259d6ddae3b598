"""The centre's service as a kiosk meets it: what it answers to whom."""

import json
import zlib

import pytest

from db.models import Journal, Kiosk, Notice
from kiosk.cli import main
from kiosk.sync import centre as service
from kiosk.sync.call_guard import CallGuard
from kiosk.sync.enrolment import enrol, revoke
from kiosk.sync.limits import Allowance
from kiosk.sync.messages import MAX_EVENTS, MAX_UPLOAD, pack
from tests.sync.caller import calling, message, sealed
from tests.sync.school import ITEMS, NOON, PATRONS, Journalist, as_raw, build_school


@pytest.fixture
def caller(database, db_url):
    with calling(db_url) as caller:
        yield caller


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
    said = message(a)
    assert caller.refusal(pack(said))[0] == "403 Forbidden"
    assert caller.refusal(pack(said), **sealed(said, other))[0] == "403 Forbidden"
    renewed = enrol("k-a")
    assert caller.refusal(pack(said), **sealed(said, token))[0] == "403 Forbidden"
    revoke("k-a")
    assert caller.refusal(pack(said), **sealed(said, renewed))[0] == "403 Forbidden"
    assert not Journal.select().exists()
    assert refused_calls() == {("k-a", "call_wrong_token"): 3}


def refused_calls() -> dict[tuple[str, str], int]:
    bodies = [(notice.kind, json.loads(notice.body)) for notice in Notice.select()]
    return {(body["kiosk"], kind): body["times"] for kind, body in bodies}


def test_what_was_changed_on_the_way_or_is_not_signed_is_not_taken(caller):
    a, b = enrol("k-a"), enrol("k-b")
    journalist = Journalist("k-a")
    journalist.lend(ITEMS[0], 0)
    said = message(journalist)
    changed = pack(said | {"events": [said["events"][0] | {"patron": PATRONS[1].hex}]})
    unsigned = {"Authorization": f"Bearer {a.token}"}
    assert caller.refusal(changed, **sealed(said, a))[0] == "422 Unprocessable Content"
    assert caller.refusal(pack(said), **unsigned)[0] == "422 Unprocessable Content"
    assert caller.refusal(pack(said), **unsigned | {"X-Signature": "é"})[0] == "422 Unprocessable Content"
    # Whoever knows another's token, but not its key, cannot speak in its name.
    in_bs_name = said | {"kiosk": "k-b"}
    seal = sealed(in_bs_name, a) | {"Authorization": f"Bearer {b.token}"}
    assert caller.refusal(pack(in_bs_name), **seal)[0] == "422 Unprocessable Content"
    assert not Journal.select().exists()
    assert refused_calls() == {("k-a", "call_wrong_signature"): 3, ("k-b", "call_wrong_signature"): 1}
    assert caller.sync(said, a).have == 1


def test_a_name_that_nobody_bears_leaves_nothing_behind(caller):
    stranger = enrol("k-a")
    said = message(Journalist("k-z"))
    assert caller.refusal(pack(said), **sealed(said, stranger))[0] == "403 Forbidden"
    assert refused_calls() == {}


def test_a_flood_of_wrong_calls_is_counted_no_further(caller):
    right = enrol("k-a")
    said = message(Journalist("k-a"))
    for _ in range(40):
        caller.refusal(pack(said))
    assert refused_calls() == {("k-a", "call_wrong_token"): 5}
    # The kiosk itself is heard all the same.
    assert caller.sync(said, right).have == 0


def test_a_kiosk_that_calls_without_pause_is_told_when_to_come_back(database, db_url):
    with calling(db_url, CallGuard(calls=Allowance(at_once=2, per_second=0.01))) as caller:
        a, b = enrol("k-a"), enrol("k-b")
        said = message(Journalist("k-a"))
        caller.sync(said, a)
        caller.sync(said, a)
        assert caller.refusal(pack(said), **sealed(said, a))[0] == "429 Too Many Requests"
        assert 0 < int(caller.headers["Retry-After"]) <= 100
        assert caller.sync(message(Journalist("k-b")), b).have == 0


@pytest.mark.parametrize(
    ("body", "says"),
    [
        (b"hello", "not deflated"),
        (zlib.compress(b"hello"), "not JSON"),
        (zlib.compress(b"[]"), "not a JSON object"),
        (zlib.compress(b"{}"), "version 1"),
        (pack({"v": 3}), "version 1"),
        (pack(message(Journalist("k-a"), v=2)), "columns"),
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
    credentials = enrol("k-a")
    enrol("k-b")
    a = Journalist("k-a")
    a.lend(ITEMS[0], 0)
    bad = as_raw(a.events[0]) | {"kind": "levitate", "seq": 2}
    caller.sync(message(a, events=[as_raw(a.events[0]), bad]), credentials)
    caller.refusal(pack(message(a)))
    assert caller.call("GET", "/metrics")[0] == "404 Not Found"
    assert caller.call("GET", "/metrics", machine="10.0.0.7")[0] == "404 Not Found"
    proxied = {"X-Forwarded-For": "10.0.0.7"}
    assert caller.call("GET", "/metrics", machine="127.0.0.1", **proxied)[0] == "404 Not Found"
    status, body = caller.call("GET", "/metrics", machine="127.0.0.1")
    assert status == "200 OK" and caller.headers["Content-Type"].startswith("text/plain")
    lines = [line.rsplit(" ", 1) for line in body.decode().splitlines() if not line.startswith("#")]
    told = {name: float(value) for name, value in lines}
    assert told['centre_calls_total{status="200"}'] == 1 and told['centre_calls_total{status="403"}'] == 1
    assert told["centre_events_total"] == 2 and told["centre_quarantined_total"] == 1
    assert told["centre_apply_seconds_count"] == told['centre_apply_seconds_bucket{le="+Inf"}'] == 1
    assert told['centre_kiosks{state="seen"}'] == 1 and told['centre_kiosks{state="never"}'] == 1
    assert told["centre_exceptions_open"] == 2 and told["centre_events_durable"] == 2


def test_a_database_that_does_not_answer_is_an_hour_to_try_again_and_no_reply(caller, monkeypatch):
    def gone(*_):
        raise service.OperationalError("the disk is full")

    token = enrol("k-a")
    monkeypatch.setattr(service, "apply_upload", gone)
    said = message(Journalist("k-a"))
    assert caller.refusal(pack(said), **sealed(said, token))[0] == "503 Service Unavailable"
    assert caller.headers["Retry-After"] == "5"
    monkeypatch.undo()
    assert caller.sync(message(Journalist("k-a")), token).have == 0


def test_the_command_publishes_lists_and_revokes(database, db_url, capsys):
    build_school()
    enrol("k-ab12cd")
    assert main(["centre", "publish", "--db", db_url]) == 0
    assert capsys.readouterr().out == "13 rows published\n"
    assert main(["centre", "status", "--db", db_url]) == 0
    assert "k-ab12cd · never seen · 0 events received" in capsys.readouterr().out
    assert main(["centre", "revoke", "k-ab12cd", "--db", db_url]) == 0


@pytest.mark.parametrize(
    "words",
    [
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

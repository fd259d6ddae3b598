"""A kiosk joins by a code that is read out, once, and what it was given stays its own."""

import json
import stat

import pytest

from db.models import EnrolmentCode, Kiosk
from kiosk.sync.call_guard import CallGuard
from kiosk.sync.credentials import (
    BadCredentials,
    Credentials,
    place_beside,
    read_credentials,
    write_credentials,
)
from kiosk.sync.enrolment import CODE_LASTS_MS, LETTERS, enrol, new_code
from kiosk.sync.joining import joining_message
from kiosk.sync.limits import Allowance, Limiter
from kiosk.sync.messages import pack
from kiosk.sync.signing import new_key
from tests.sync.caller import Caller, calling, message, sealed
from tests.sync.school import NOON, Journalist


@pytest.fixture
def caller(database, db_url):
    with calling(db_url) as caller:
        yield caller


def ask(caller: Caller, told: dict) -> tuple[str, dict]:
    status, answer = caller.call("POST", "/v1/enrol", json.dumps(told).encode())
    return status, json.loads(answer)


def test_a_code_lets_one_kiosk_join_and_what_it_then_signs_is_heard(caller):
    code, key = new_code(NOON), new_key()
    # Typed as people type.
    status, answer = ask(caller, joining_message("k-a", code.lower().replace("-", " "), key))
    assert status == "200 OK"
    said = message(Journalist("k-a"))
    assert caller.sync(said, Credentials("", answer["token"], key.secret)).have == 0
    assert ask(caller, joining_message("k-b", code, new_key()))[0] == "403 Forbidden"
    assert [kiosk.name for kiosk in Kiosk.select()] == ["k-a"]


def test_joining_again_replaces_token_and_key(caller):
    first, key = enrol("k-a"), new_key()
    _, answer = ask(caller, joining_message("k-a", new_code(NOON), key))
    said = message(Journalist("k-a"))
    assert caller.refusal(pack(said), **sealed(said, first))[0] == "403 Forbidden"
    old_key = Credentials("", answer["token"], first.secret)
    assert caller.refusal(pack(said), **sealed(said, old_key))[0] == "422 Unprocessable Content"
    assert caller.sync(said, Credentials("", answer["token"], key.secret)).have == 0


def test_a_code_that_is_too_old_or_was_never_made_opens_nothing(caller):
    old = new_code(NOON - CODE_LASTS_MS)
    for code in (old, "ACEF-HJKM", ""):
        assert ask(caller, joining_message("k-a", code, new_key()))[0] == "403 Forbidden"
    assert not Kiosk.select().exists()


def test_codes_cannot_be_tried_one_after_the_other(database, db_url):
    with calling(db_url, CallGuard(codes=Allowance(at_once=2, per_second=0.01))) as caller:
        code = new_code(NOON)
        for _ in range(2):
            ask(caller, joining_message("k-a", "ACEF-HJKM", new_key()))
        assert ask(caller, joining_message("k-a", code, new_key()))[0] == "429 Too Many Requests"
        assert int(caller.headers["Retry-After"]) > 0


@pytest.mark.parametrize(
    "changes",
    [
        {"kiosk": "k a"},
        {"kiosk": "k-a#1"},
        {"kiosk": 3},
        {"key": "00"},
        {"key": new_key().public},
        {"signature": "00"},
        {"code": "ACEFHJKP"},
        {"v": 2},
    ],
)
def test_a_request_that_its_key_has_not_signed_is_none(caller, changes):
    new_code(NOON)
    assert ask(caller, joining_message("k-a", "ACEFHJKM", new_key()) | changes)[0] == "400 Bad Request"


def test_a_code_can_be_read_out_and_does_not_lie_in_the_database(database):
    codes = {new_code(NOON) for _ in range(3)}
    assert len(codes) == 3
    for code in codes:
        assert len(code) == 9 and code[4] == "-" and set(code) - {"-"} <= set(LETTERS)
    assert not set("0O1IL2Z5S6G8B") & set(LETTERS)
    digests = " ".join(row.digest for row in EnrolmentCode.select())
    assert not any(code.replace("-", "") in digests.upper() for code in codes)


def test_old_codes_do_not_pile_up(database):
    new_code(NOON)
    new_code(NOON + CODE_LASTS_MS)
    assert EnrolmentCode.select().count() == 1


def test_what_a_station_was_given_is_for_its_owner_alone_and_in_no_log(tmp_path):
    place = place_beside(str(tmp_path / "school.sqlite"))
    given = Credentials("https://centre.example", "the-token", new_key().secret, "/ca.pem", "http://x:secret@proxy")
    assert read_credentials(place) is None
    write_credentials(place, given)
    write_credentials(place, given)
    assert stat.S_IMODE(place.stat().st_mode) == 0o600
    assert read_credentials(place) == given
    assert [path.name for path in tmp_path.iterdir()] == ["school.sqlite.centre"]
    assert not any(part in repr(given) for part in ("the-token", given.secret, "secret@"))


@pytest.mark.parametrize("text", ["", "{", "[]", '{"url": "x"}', '{"url": "x", "token": "t", "secret": "", "b": 1}'])
def test_a_broken_file_is_named_in_one_sentence(tmp_path, text):
    place = tmp_path / "school.sqlite.centre"
    place.write_text(text)
    with pytest.raises(BadCredentials, match="join the centre again"):
        read_credentials(place)


def test_an_allowance_grows_back_and_never_beyond_itself():
    limiter = Limiter(Allowance(at_once=2, per_second=0.5))
    assert [limiter.wait("a", 0.0) for _ in range(3)] == [0, 0, 2.0]
    assert limiter.wait("b", 0.0) == 0
    assert limiter.wait("a", 1.0) == pytest.approx(1.0)
    assert [limiter.wait("a", 1000.0) for _ in range(3)] == [0, 0, 2.0]

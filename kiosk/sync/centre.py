"""The centre's service: POST /v1/sync, POST /v1/enrol and GET /v1/health, as a WSGI application that granian serves."""

import json
import logging
import math
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from granian import Granian
from granian.constants import Interfaces
from peewee import Database, InterfaceError, OperationalError

from db.connection import open_database
from kiosk.clock import Clock, system_clock, to_ms
from kiosk.sync.door import Door, Refusal, Seal
from kiosk.sync.enrolment import code_digest, redeem
from kiosk.sync.feed import centre_id, page, publish_all
from kiosk.sync.joining import MAX_JOINING, parse_joining
from kiosk.sync.messages import (
    ENROL_PATH,
    MAX_UPLOAD,
    PATH,
    VERSION,
    BadMessage,
    Reply,
    Upload,
    pack,
    parse_json,
    parse_upload,
    reply_message,
    unpack,
)
from kiosk.sync.uploads import apply_upload

log = logging.getLogger(__name__)

HEALTH = "/v1/health"
# Requests that are read and parsed at once; they are applied one after the other.
READERS = 8
RETRY_AFTER_S = 5

StartResponse = Callable[[str, list[tuple[str, str]]], Any]


@dataclass(frozen=True, slots=True)
class Answer:
    """retry_after: seconds; 0: nothing is said of it."""

    status: str
    body: bytes
    deflated: bool = False
    retry_after: int = 0


def _said(status: str, **facts: object) -> Answer:
    return Answer(status, json.dumps(facts, ensure_ascii=False).encode())


def _refused(refusal: Refusal) -> Answer:
    return replace(_said(refusal.status, error=refusal.error), retry_after=math.ceil(refusal.wait))


class Centre:
    """A WSGI application. One thread owns the database connection and applies uploads one at a time."""

    def __init__(self, url: str, clock: Clock, door: Door | None = None) -> None:
        """Opens the database and publishes what was edited while no service ran."""
        self._clock = clock
        self._door = door or Door()
        self._applier = ThreadPoolExecutor(1, thread_name_prefix="applier")
        self._db: Database = self._applier.submit(open_database, url).result()
        self._applier.submit(lambda: publish_all(self._db, self._now())).result()

    def close(self) -> None:
        self._applier.submit(self._db.close).result()
        self._applier.shutdown()

    def __call__(self, environ: dict[str, Any], start_response: StartResponse) -> Iterable[bytes]:
        try:
            answer = self._route(environ)
        except BadMessage as why:
            answer = _said("400 Bad Request", error=str(why))
        except (OperationalError, InterfaceError) as fault:
            log.error("the database fails: %s", type(fault).__name__)
            answer = Answer(
                "503 Service Unavailable", b'{"error":"the database does not answer"}', retry_after=RETRY_AFTER_S
            )
        headers = [("Content-Type", "application/json"), ("Content-Length", str(len(answer.body)))]
        if answer.deflated:
            headers.append(("Content-Encoding", "deflate"))
        if answer.retry_after:
            headers.append(("Retry-After", str(answer.retry_after)))
        start_response(answer.status, headers)
        return [answer.body]

    def _route(self, environ: dict[str, Any]) -> Answer:
        asked = environ["REQUEST_METHOD"], environ["PATH_INFO"]
        if asked == ("GET", HEALTH):
            return _said("200 OK", ok=True, centre=self._apply(centre_id))
        if asked == ("POST", PATH):
            return self._sync(environ)
        if asked == ("POST", ENROL_PATH):
            return self._enrol(environ)
        return _said("404 Not Found", error=f"there is {PATH}, {ENROL_PATH} and {HEALTH}")

    def _sync(self, environ: dict[str, Any]) -> Answer:
        body = _body(environ, MAX_UPLOAD)
        upload = parse_upload(unpack(body, MAX_UPLOAD))
        token = environ.get("HTTP_AUTHORIZATION", "").removeprefix("Bearer ")
        seal = Seal(token, environ.get("HTTP_X_SIGNATURE", ""))
        reply = self._apply(partial(self._exchange, upload, body, seal))
        if isinstance(reply, Refusal):
            return _refused(reply)
        return Answer("200 OK", pack(reply_message(reply)), deflated=True)

    def _enrol(self, environ: dict[str, Any]) -> Answer:
        joining = parse_joining(parse_json(_body(environ, MAX_JOINING)))
        refusal = self._door.code_refusal()
        if refusal:
            return _refused(refusal)
        digest = code_digest(joining.code)
        token = self._apply(lambda: redeem(self._db, digest, joining.kiosk, joining.key, self._now()))
        if token is None:
            return _said("403 Forbidden", error="that code was never made, has been used, or is too old")
        log.info("%s has joined", joining.kiosk)
        return _said("200 OK", v=VERSION, token=token)

    def _exchange(self, upload: Upload, body: bytes, seal: Seal) -> Reply | Refusal:
        now = self._now()
        refusal = self._door.refusal(self._db, upload, body, seal, now)
        if refusal:
            return refusal
        applied = apply_upload(self._db, upload, now)
        if not upload.draw:
            return Reply(centre_id(), applied.have, now, upload.feed, (), True, applied.quarantined)
        with self._db.atomic():
            changes, feed, more = page(upload.feed)
            return Reply(centre_id(), applied.have, now, feed, changes, more, applied.quarantined)

    def _apply(self, job: Callable[[], Any]) -> Any:
        return self._applier.submit(self._connected, job).result()

    def _connected(self, job: Callable[[], Any]) -> Any:
        self._db.connect(reuse_if_open=True)
        try:
            return job()
        except (OperationalError, InterfaceError):
            # PostgreSQL may have gone and come back: the next request begins with a new connection.
            self._db.close()
            raise

    def _now(self) -> int:
        return to_ms(self._clock())


def _body(environ: dict[str, Any], largest: int) -> bytes:
    body = environ["wsgi.input"].read(largest + 1)
    if len(body) > largest:
        raise BadMessage(f"the body is larger than {largest} bytes")
    return body


def load(url: str) -> Centre:
    return Centre(url, system_clock(ZoneInfo("UTC")))


def serve(url: str, host: str, port: int, certificate: Path | None = None, key: Path | None = None) -> None:
    """Serve until interrupted. certificate, key: PEM files for TLS; without them a proxy in front must give it."""
    server = Granian(
        "kiosk.sync.centre",
        address=host,
        port=port,
        interface=Interfaces.WSGI,
        workers=1,
        blocking_threads=READERS,
        respawn_failed_workers=True,
        ssl_cert=certificate,
        ssl_key=key,
    )
    server.serve(target_loader=partial(load, url), wrap_loader=False)

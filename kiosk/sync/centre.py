"""The centre's service: POST /v1/sync and GET /v1/health, as a WSGI application that granian serves."""

import json
import logging
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from granian import Granian
from granian.constants import Interfaces
from peewee import Database, InterfaceError, OperationalError

from db.connection import open_database
from kiosk.clock import Clock, system_clock, to_ms
from kiosk.sync.enrolment import is_token_of
from kiosk.sync.feed import centre_id, page, publish_all
from kiosk.sync.messages import (
    MAX_UPLOAD,
    PATH,
    BadMessage,
    Reply,
    Upload,
    pack,
    parse_upload,
    reply_message,
    unpack,
)
from kiosk.sync.uploads import apply_upload, safe_positions

log = logging.getLogger(__name__)

HEALTH = "/v1/health"
# Requests that are read and parsed at once; they are applied one after the other.
READERS = 8
RETRY_AFTER_S = "5"

StartResponse = Callable[[str, list[tuple[str, str]]], Any]


@dataclass(frozen=True, slots=True)
class Answer:
    status: str
    body: bytes
    deflated: bool = False
    retry: bool = False


def _said(status: str, **facts: object) -> Answer:
    return Answer(status, json.dumps(facts, ensure_ascii=False).encode())


class Centre:
    """A WSGI application. One thread owns the database connection and applies uploads one at a time."""

    def __init__(self, url: str, clock: Clock) -> None:
        """Opens the database and publishes what was edited while no service ran."""
        self._clock = clock
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
            answer = Answer("503 Service Unavailable", b'{"error":"the database does not answer"}', retry=True)
        headers = [("Content-Type", "application/json"), ("Content-Length", str(len(answer.body)))]
        if answer.deflated:
            headers.append(("Content-Encoding", "deflate"))
        if answer.retry:
            headers.append(("Retry-After", RETRY_AFTER_S))
        start_response(answer.status, headers)
        return [answer.body]

    def _route(self, environ: dict[str, Any]) -> Answer:
        asked = environ["REQUEST_METHOD"], environ["PATH_INFO"]
        if asked == ("GET", HEALTH):
            return _said("200 OK", ok=True, centre=self._apply(centre_id))
        if asked == ("POST", PATH):
            return self._sync(environ)
        return _said("404 Not Found", error=f"there is {PATH} and {HEALTH}")

    def _sync(self, environ: dict[str, Any]) -> Answer:
        upload = parse_upload(unpack(_body(environ), MAX_UPLOAD))
        token = environ.get("HTTP_AUTHORIZATION", "").removeprefix("Bearer ")
        reply = self._apply(partial(self._exchange, upload, token))
        if reply is None:
            return _said("403 Forbidden", error="no kiosk of that name with that token is enrolled here")
        return Answer("200 OK", pack(reply_message(reply)), deflated=True)

    def _exchange(self, upload: Upload, token: str) -> Reply | None:
        if not is_token_of(upload.kiosk, token):
            return None
        now = self._now()
        applied = apply_upload(self._db, upload, now)
        safe = safe_positions(upload.kiosk)
        if not upload.draw:
            return Reply(centre_id(), applied.have, now, upload.feed, (), True, applied.quarantined, safe=safe)
        with self._db.atomic():
            changes, feed, more = page(upload.feed)
            return Reply(centre_id(), applied.have, now, feed, changes, more, applied.quarantined, safe=safe)

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


def _body(environ: dict[str, Any]) -> bytes:
    body = environ["wsgi.input"].read(MAX_UPLOAD + 1)
    if len(body) > MAX_UPLOAD:
        raise BadMessage(f"the body is larger than {MAX_UPLOAD} bytes")
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

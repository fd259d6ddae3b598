"""The centre's service: POST /v1/sync and GET /v1/health, as a WSGI application that granian serves."""

import json
import logging
from collections.abc import Callable, Iterable, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from functools import cache, partial
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from granian import Granian
from granian.constants import Interfaces
from peewee import Database, InterfaceError, OperationalError

from db.connection import open_database
from kiosk.clock import Clock, system_clock, to_ms
from kiosk.sync.applier import JOBS_TOGETHER, LONGEST_QUEUE, Applier, QueueFull
from kiosk.sync.enrolment import is_token, token_hashes
from kiosk.sync.feed import centre_id, page, publish_all
from kiosk.sync.messages import (
    MAX_EVENTS,
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
from kiosk.sync.uploads import apply_together, apply_upload

log = logging.getLogger(__name__)

HEALTH = "/v1/health"
# Requests that are read and parsed at once; more than the applier takes and lets wait, so that it is full before them.
READERS = JOBS_TOGETHER + LONGEST_QUEUE + 16
# No statement of the database takes more than some tens of thousands of values.
EVENTS_TOGETHER = 2 * MAX_EVENTS
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


def _later(why: str) -> Answer:
    return Answer("503 Service Unavailable", json.dumps({"error": why}).encode(), retry=True)


@dataclass(frozen=True, slots=True)
class Call:
    """A call of a kiosk that waits for its reply; the reply to one whose token is wrong is None."""

    upload: Upload
    token: str


class Centre:
    """A WSGI application. One thread owns the database connection and does all that waits in one transaction."""

    def __init__(self, url: str, clock: Clock) -> None:
        """Opens the database and publishes what was edited while no service ran."""
        self._clock = clock
        self._db: Database = open_database(url)
        publish_all(self._db, self._now())
        self._db.close()
        self._applier: Applier[Call | Callable[[], Any], Any] = Applier(
            self._work, _events_in, EVENTS_TOGETHER, self._db.close
        )

    def close(self) -> None:
        self._applier.close()

    def __call__(self, environ: dict[str, Any], start_response: StartResponse) -> Iterable[bytes]:
        try:
            answer = self._route(environ)
        except BadMessage as why:
            answer = _said("400 Bad Request", error=str(why))
        except QueueFull:
            answer = _later("more calls wait already than can be answered soon")
        except (OperationalError, InterfaceError) as fault:
            log.error("the database fails: %s", type(fault).__name__)
            answer = _later("the database does not answer")
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
        reply = self._apply(Call(upload, token))
        if reply is None:
            return _said("403 Forbidden", error="no kiosk of that name with that token is enrolled here")
        return Answer("200 OK", pack(reply_message(reply)), deflated=True)

    def _apply(self, job: Call | Callable[[], Any]) -> Any:
        """What the job comes to, once it is durable; a function runs in the thread that owns the database."""
        return self._applier.do(job)

    def _work(self, jobs: Sequence[Call | Callable[[], Any]]) -> list[Any]:
        with ExitStack() as transaction:
            try:
                self._db.connect(reuse_if_open=True)
                transaction.enter_context(self._db.atomic())
            except (OperationalError, InterfaceError) as fault:
                # PostgreSQL may have gone and come back: the next jobs begin with a new connection.
                self._db.close()
                return [fault] * len(jobs)
            replies = iter(self._exchange([job for job in jobs if isinstance(job, Call)]))
            return [next(replies) if isinstance(job, Call) else job() for job in jobs]

    def _exchange(self, calls: Sequence[Call]) -> list[Reply | None]:
        tokens = token_hashes({call.upload.kiosk for call in calls})
        heard = [call.upload for call in calls if is_token(tokens.get(call.upload.kiosk), call.token)]
        now = self._now()
        if len(heard) == 1:
            # Alone, an upload with an event that nobody foresaw is applied event by event.
            applied = iter([apply_upload(self._db, heard[0], now)])
        else:
            applied = iter(apply_together(self._db, heard, now))
        page_after = cache(page)
        centre = centre_id()
        replies: list[Reply | None] = []
        for call in calls:
            if not is_token(tokens.get(call.upload.kiosk), call.token):
                replies.append(None)
                continue
            done, since = next(applied), call.upload.feed
            changes, feed, more = page_after(since) if call.upload.draw else ((), since, True)
            replies.append(Reply(centre, done.have, now, feed, changes, more, done.quarantined, done.held))
        return replies

    def _now(self) -> int:
        return to_ms(self._clock())


def _events_in(job: Call | Callable[[], Any]) -> int:
    return len(job.upload.entries) if isinstance(job, Call) else 0


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

"""The centre's service, as a WSGI application that granian serves.

POST /v1/sync and /v1/enrol, GET /v1/health and /metrics."""

import json
import logging
import math
from collections.abc import Callable, Iterable, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, replace
from functools import cache, partial
from pathlib import Path
from time import perf_counter
from typing import Any
from zoneinfo import ZoneInfo

from granian import Granian
from granian.constants import Interfaces
from peewee import Database, InterfaceError, OperationalError
from prometheus_client import CONTENT_TYPE_LATEST

from db.connection import open_database
from kiosk.clock import Clock, system_clock, to_ms
from kiosk.logs import log_to
from kiosk.sync.applier import JOBS_TOGETHER, LONGEST_QUEUE, Applier, QueueFull
from kiosk.sync.call_guard import Call, CallGuard, CallRefusal, signer
from kiosk.sync.enrolment import code_digest, redeem
from kiosk.sync.feed import centre_id, page, publish_all
from kiosk.sync.joining import MAX_JOINING, parse_joining
from kiosk.sync.messages import (
    ENROL_PATH,
    MAX_EVENTS,
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
from kiosk.sync.metrics import Metrics
from kiosk.sync.uploads import apply_together, apply_upload

log = logging.getLogger(__name__)

HEALTH = "/v1/health"
METRICS_PATH = "/metrics"
LOOPBACK = ("127.0.0.1", "::1")
FORWARDED = ("HTTP_FORWARDED", "HTTP_X_FORWARDED_FOR", "HTTP_VIA")
# Requests that are read and parsed at once; more than the applier takes and lets wait, so that it is full before them.
READERS = JOBS_TOGETHER + LONGEST_QUEUE + 16
# No statement of the database takes more than some tens of thousands of values.
EVENTS_TOGETHER = 2 * MAX_EVENTS
RETRY_AFTER_S = 5
# Stations keep theirs open; granian lets further ones wait, without an answer, until others have closed.
CONNECTIONS = 8192

StartResponse = Callable[[str, list[tuple[str, str]]], Any]


@dataclass(frozen=True, slots=True)
class Answer:
    """retry_after: seconds; 0: nothing is said of it."""

    status: str
    body: bytes
    deflated: bool = False
    retry_after: int = 0
    content_type: str = "application/json"


def _said(status: str, **facts: object) -> Answer:
    return Answer(status, json.dumps(facts, ensure_ascii=False).encode())


def _later(why: str) -> Answer:
    return replace(_said("503 Service Unavailable", error=why), retry_after=RETRY_AFTER_S)


def _refused(refusal: CallRefusal) -> Answer:
    return replace(_said(refusal.status, error=refusal.error), retry_after=math.ceil(refusal.wait))


class Centre:
    """A WSGI application. One thread owns the database connection and does all that waits in one transaction."""

    def __init__(
        self, url: str, clock: Clock, guard: CallGuard | None = None, longest_queue: int = LONGEST_QUEUE
    ) -> None:
        """Opens the database and publishes what was edited while no service ran."""
        self._clock = clock
        self._metrics = Metrics()
        self._guard = guard or CallGuard()
        self.db: Database = open_database(url)
        publish_all(self.db, self._now())
        self.db.close()
        self._applier: Applier[Call | Callable[[], Any], Any] = Applier(
            self.work, _events_in, EVENTS_TOGETHER, self.db.close, longest_queue
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
        self._metrics.call(answer.status)
        headers = [("Content-Type", answer.content_type), ("Content-Length", str(len(answer.body)))]
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
        if asked == ("GET", METRICS_PATH) and _is_of_this_machine(environ):
            return Answer("200 OK", self._told_metrics(), content_type=CONTENT_TYPE_LATEST)
        return _said("404 Not Found", error=f"there is {PATH}, {ENROL_PATH} and {HEALTH}")

    def _sync(self, environ: dict[str, Any]) -> Answer:
        body = _body(environ, MAX_UPLOAD)
        upload = parse_upload(unpack(body, MAX_UPLOAD))
        token = environ.get("HTTP_AUTHORIZATION", "").removeprefix("Bearer ")
        signed_by = signer(upload, body, environ.get("HTTP_X_SIGNATURE", ""))
        began = perf_counter()
        reply = self._apply(Call(upload, token, signed_by))
        if isinstance(reply, CallRefusal):
            log.warning("call refused", extra={"facts": {"kiosk": upload.kiosk, "status": reply.status}})
            return _refused(reply)
        took = self._metrics.applied(began, upload.count, len(reply.quarantined))
        log.info("call", extra={"facts": _facts(upload, reply, took)})
        return Answer("200 OK", pack(reply_message(reply)), deflated=True)

    def _told_metrics(self) -> bytes:
        told: bytes = self._apply(lambda: self._metrics.text(self._now()))
        return told

    def _enrol(self, environ: dict[str, Any]) -> Answer:
        joining = parse_joining(parse_json(_body(environ, MAX_JOINING)))
        refusal = self._guard.code_refusal()
        if refusal:
            return _refused(refusal)
        digest = code_digest(joining.code)
        token = self._apply(lambda: redeem(self.db, digest, joining.kiosk, joining.key, self._now()))
        if token is None:
            return _said("403 Forbidden", error="that code was never made, has been used, or is too old")
        log.info("joined", extra={"facts": {"kiosk": joining.kiosk}})
        return _said("200 OK", v=VERSION, token=token)

    def _apply(self, job: Call | Callable[[], Any]) -> Any:
        """What the job comes to, once it is durable; a function runs in the thread that owns the database."""
        return self._applier.do(job)

    def work(self, jobs: Sequence[Call | Callable[[], Any]]) -> list[Any]:
        with ExitStack() as transaction:
            try:
                self.db.connect(reuse_if_open=True)
                transaction.enter_context(self.db.atomic())
            except (OperationalError, InterfaceError) as fault:
                # PostgreSQL may have gone and come back: the next jobs begin with a new connection.
                self.db.close()
                return [fault] * len(jobs)
            replies = iter(self._exchange([job for job in jobs if isinstance(job, Call)]))
            return [next(replies) if isinstance(job, Call) else job() for job in jobs]

    def _exchange(self, calls: Sequence[Call]) -> list[Reply | CallRefusal]:
        now = self._now()
        refusals = self._guard.refusals(self.db, calls, now)
        heard = [call.upload for call, refusal in zip(calls, refusals, strict=True) if refusal is None]
        if len(heard) == 1:
            # Alone, an upload with an event that nobody foresaw is applied event by event.
            applied = iter([apply_upload(self.db, heard[0], now)])
        else:
            applied = iter(apply_together(self.db, heard, now))
        page_after = cache(page)
        centre = centre_id()
        replies: list[Reply | CallRefusal] = []
        for call, refusal in zip(calls, refusals, strict=True):
            if refusal is not None:
                replies.append(refusal)
                continue
            done, since = next(applied), call.upload.feed
            changes, feed, more = page_after(since) if call.upload.draw else ((), since, True)
            told = (done.quarantined, done.held, done.safe, done.plain)
            replies.append(Reply(centre, done.have, now, feed, changes, more, *told))
        return replies

    def _now(self) -> int:
        return to_ms(self._clock())


def _events_in(job: Call | Callable[[], Any]) -> int:
    return job.upload.count if isinstance(job, Call) else 0


def _facts(upload: Upload, reply: Reply, took: float) -> dict[str, object]:
    told = {"kiosk": upload.kiosk, "epoch": upload.epoch, "from": upload.first, "events": upload.count}
    answered = {"have": reply.have, "quarantined": len(reply.quarantined), "changes": len(reply.changes)}
    return told | answered | {"ms": round(took * 1000)}


def _is_of_this_machine(environ: dict[str, Any]) -> bool:
    """Not what a proxy on this machine has let in."""
    return environ.get("REMOTE_ADDR") in LOOPBACK and not any(name in environ for name in FORWARDED)


def _body(environ: dict[str, Any], largest: int) -> bytes:
    body: bytes = environ["wsgi.input"].read(largest + 1)
    if len(body) > largest:
        raise BadMessage(f"the body is larger than {largest} bytes")
    return body


def load(url: str, log_file: Path | None = None) -> Centre:
    if log_file is not None:
        log_to(log_file)
    return Centre(url, system_clock(ZoneInfo("UTC")))


def serve(
    url: str,
    host: str,
    port: int,
    certificate: Path | None = None,
    key: Path | None = None,
    log_file: Path | None = None,
) -> None:
    """Serve until interrupted. certificate, key: PEM files for TLS; without them a proxy in front must give it."""
    server = Granian(
        "kiosk.sync.centre",
        address=host,
        port=port,
        interface=Interfaces.WSGI,
        workers=1,
        blocking_threads=READERS,
        backlog=CONNECTIONS,
        backpressure=CONNECTIONS,
        respawn_failed_workers=True,
        ssl_cert=certificate,
        ssl_key=key,
    )
    server.serve(target_loader=partial(load, url, log_file), wrap_loader=False)

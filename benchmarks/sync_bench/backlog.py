"""Ten thousand records of one kiosk: told over HTTP, told again, and applied beside their mere insertion."""

import time
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import NamedTuple

from peewee import Database

from benchmarks.sync_bench.school import ZONE, School, as_message, month, write_journal
from benchmarks.sync_bench.serving import Caller, serving
from db.connection import connect, open_database
from db.models import MODELS, Journal, Loan, Position
from kiosk.clock import steady_clock, system_clock
from kiosk.sync.agent import SyncAgent
from kiosk.sync.bulk import write_many
from kiosk.sync.columns import columns_of
from kiosk.sync.credentials import Credentials
from kiosk.sync.enrolment import enrol
from kiosk.sync.events import REFERENCES, Event, body_text
from kiosk.sync.feed import publish_all
from kiosk.sync.identity import Identity, identity
from kiosk.sync.messages import MAX_EVENTS, Upload, in_columns, pack, upload_message
from kiosk.sync.outbox import waiting
from kiosk.sync.uploads import apply_upload

TRIES = 3
COLUMNS = ("id", "kiosk", "epoch", "seq", "hlc", "at", "kind", *REFERENCES)


class Told(NamedTuple):
    """Seconds until the kiosk knows that all is durable; the same events again; bytes an event in the body."""

    seconds: float
    again: float
    bytes_each: float


def a_kiosk(folder: Path, count: int) -> tuple[Path, School, Identity, list[Event]]:
    """A station's file with so many events that nobody has been told."""
    path, school = folder / f"kiosk-{time.monotonic_ns()}.sqlite", School()
    db = open_database(str(path))
    school.write(db)
    me = identity(db)
    events = month(school, me.kiosk, count)
    write_journal(db, events)
    db.close()
    return path, school, me, events


def a_centre(url: str, school: School, kiosk: str) -> Credentials:
    """What it gave the kiosk."""
    db = open_database(url)
    school.write(db)
    publish_all(db, 0)
    given = enrol(kiosk)
    db.close()
    return given


def bodies_of(me: Identity, events: Sequence[Event]) -> list[bytes]:
    """As the agent sends them when a backlog goes up."""
    lent = {event.loan: event.seq for event in events if event.kind == "check_out"}
    return [_body(me, events[start : start + MAX_EVENTS], lent) for start in range(0, len(events), MAX_EVENTS)]


def _body(me: Identity, piece: Sequence[Event], lent: Mapping[str, int]) -> bytes:
    columns = columns_of([as_message(e) for e in piece], {e.seq: lent[e.loan] for e in piece if e.kind == "check_in"})
    assert columns is not None
    return pack(in_columns(upload_message(*me, piece[0].seq, [], 0, {"waiting": 0}, 0, False, 0), columns))


def told(url: str, folder: Path, count: int) -> Told:
    path, school, me, events = a_kiosk(folder, count)
    given = a_centre(url, school, me.kiosk)
    bodies = bodies_of(me, events)
    firsts = range(1, count + 1, MAX_EVENTS)
    calls = [(given.headers(*me, first, body)["X-Signature"], body) for first, body in zip(firsts, bodies, strict=True)]
    with serving(url) as port:
        db = open_database(str(path))
        credentials = replace(given, url=f"http://127.0.0.1:{port}")
        agent = SyncAgent(db, credentials, system_clock(ZONE), steady=steady_clock())
        began = time.perf_counter()
        agent.start()
        while waiting(me) or not agent.status().online:
            time.sleep(0.01)
        seconds = time.perf_counter() - began
        agent.stop()
        db.close()
        line = Caller(port, given.token)
        again = min(_again(line, calls) for _ in range(TRIES))
    _all_is_there(url, count)
    return Told(seconds, again, sum(map(len, bodies)) / count)


def _again(line: Caller, calls: Sequence[tuple[str, bytes]]) -> float:
    began = time.perf_counter()
    for signature, body in calls:
        status, _ = line.call(body, signature)
        assert status == 200
    return time.perf_counter() - began


def _all_is_there(url: str, count: int) -> None:
    db = open_database(url)
    loans = Journal.select().where(Journal.kind == "check_out").count()
    assert (Journal.select().count(), Position.get().have, Loan.select().count()) == (count, count, loans)
    db.close()


def apply_and_limit(url: str, count: int) -> tuple[float, float]:
    """Events a second: applied, and only inserted into the journal in one transaction by one statement."""
    school = School()
    events = month(school, "k-limit", count)
    db = _fresh(url, school)
    began = time.perf_counter()
    for start in range(0, count, MAX_EVENTS):
        piece = tuple(events[start : start + MAX_EVENTS])
        apply_upload(db, Upload("k-limit", 1, piece[0].seq, piece, 0, {}, 0), 0)
    applied = count / (time.perf_counter() - began)
    Journal.delete().execute()
    rows = [(*(getattr(event, name) for name in COLUMNS), body_text(event.body)) for event in events]
    insert = Journal.insert({getattr(Journal, name): None for name in (*COLUMNS, "body")})
    began = time.perf_counter()
    with db.atomic():
        write_many(db, insert, rows)
    limit = count / (time.perf_counter() - began)
    db.close()
    return applied, limit


def _fresh(url: str, school: School) -> Database:
    open_database(url).close()
    db = connect(url)
    db.bind(MODELS, bind_refs=False, bind_backrefs=False)
    db.connect()
    school.write(db)
    return db

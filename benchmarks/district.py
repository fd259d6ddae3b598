"""A district's kiosks at one centre: a recess, and all of them back after a day offline.

usage: python -m benchmarks.district --db postgresql://… [--kiosks 1500] [--rate 500] [--minutes 5] [--backlog 400]

The database must be empty. The centre is the real process; the kiosks are simulated in this one, each with its own
token, connection and journal: a book lent or taken back at random moments, a call 1.5 s after the first that is untold.
They do not draw: here they all belong to one school, and 1,500 kiosks of one school that hear of each other's loans
would measure what no school has.
"""

import argparse
import asyncio
import json
import os
import random
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from statistics import quantiles
from urllib.request import urlopen

from peewee import Database, chunked

from db.connection import open_database
from db.journal import COUNTER_BITS
from db.models import Item, Journal, Loan, Notice, Patron, Policy, Position, Record, SchoolClass, new_id
from kiosk.sync.credentials import Credentials
from kiosk.sync.enrolment import enrol
from kiosk.sync.messages import MAX_EVENTS, pack, parse_reply, unpack, upload_message

PORT = 8397
GATHER_S = 1.5
LOOK_S = 0.2
RETRY_S = 60.0
BOOKS, READERS = 20, 5  # of each kiosk
MAX_REPLY = 1_000_000
SAMPLE_S = 1.0


@dataclass
class Kiosk:
    """Lends its own books to its own readers and takes them back. untold: events that were not acknowledged."""

    name: str
    credentials: Credentials
    books: list[tuple[str, str]]  # item, record
    readers: list[str]
    seq: int = 0
    have: int = 0
    untold: list[dict] = field(default_factory=list)
    out: dict[str, str] = field(default_factory=dict)  # loan by item

    def act(self, at: int) -> None:
        """at: ms since 1970, UTC."""
        self.seq += 1
        item, record = random.choice(self.books)
        event = {
            "id": new_id().hex,
            "seq": self.seq,
            "hlc": (at << COUNTER_BITS) + self.seq % 2**COUNTER_BITS,
            "at": at,
        }
        event |= {"item": item, "record": record}
        if loan := self.out.pop(item, None):
            event |= {"kind": "check_in", "loan": loan}
        else:
            loan = self.out[item] = new_id().hex
            event |= {"kind": "check_out", "loan": loan, "patron": random.choice(self.readers)}
            event |= {"body": {"due_on": "2026-12-08", "in_library": False}}
        self.untold.append(event)

    def message(self) -> bytes:
        now = time.time_ns() // 1_000_000
        batch = self.untold[:MAX_EVENTS]
        health = {"waiting": len(self.untold)}
        return pack(upload_message(self.name, 1, self.have + 1, batch, 0, health, now, draw=False))

    def heard(self, have: int) -> None:
        del self.untold[: have - self.have]
        self.have = have


def build(db: Database, count: int) -> list[Kiosk]:
    kiosks, items, records, patrons = [], [], [], []
    form = SchoolClass.create(name="三(2)班", grade=3)
    Policy.create(max_loans=BOOKS, days=15)
    with db.atomic():
        for number in range(count):
            name = f"k-{number:06d}"
            books, readers = [], [new_id().hex for _ in range(READERS)]
            for book in range(BOOKS):
                record, item = new_id().hex, new_id().hex
                records.append({"id": record, "isbn": f"{number:07d}{book:06d}", "title": f"书{number}-{book}"})
                items.append({"id": item, "record": record, "label": f"B{number:06d}{book:03d}", "state": "available"})
                books.append((item, record))
            patrons += [
                {"id": reader, "number": f"{number}-{n}", "name": "某人", "school_class": form.id}
                for n, reader in enumerate(readers)
            ]
            kiosks.append(Kiosk(name, enrol(name), books, readers))
        for model, rows in ((Record, records), (Patron, patrons), (Item, items)):
            for some in chunked(rows, 2000):
                model.insert_many(some).execute()
    return kiosks


@contextmanager
def serving(url: str) -> Iterator[int]:
    command = [sys.executable, "-m", "kiosk", "centre", "serve", "--db", url, "--port", str(PORT)]
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, start_new_session=True)
    try:
        until = time.monotonic() + 120
        while not answers():
            if time.monotonic() > until or process.poll() is not None:
                raise SystemExit("the centre does not come up")
            time.sleep(0.2)
        yield process.pid
    finally:
        os.killpg(process.pid, signal.SIGTERM)
        process.wait(30)


def answers() -> bool:
    try:
        with urlopen(f"http://127.0.0.1:{PORT}/v1/health", timeout=2) as reply:
            return json.load(reply)["ok"]
    except OSError:
        return False


def memory_mb(pid: int) -> float:
    """Resident, of the centre's process and its children."""
    total = 0.0
    for status in Path("/proc").glob("[0-9]*/status"):
        try:
            lines = dict(line.split(":", 1) for line in status.read_text().splitlines() if ":" in line)
        except OSError:
            continue
        if "VmRSS" in lines and str(pid) in (status.parent.name, lines["PPid"].strip()):
            total += int(lines["VmRSS"].split()[0]) / 1024
    return total


class Line:
    """One connection to the centre, kept."""

    def __init__(self) -> None:
        self._reader: asyncio.StreamReader | None = None
        self._writer: asyncio.StreamWriter | None = None

    async def call(self, body: bytes, seal: Mapping[str, str]) -> tuple[int, bytes]:
        if self._writer is None:
            self._reader, self._writer = await asyncio.open_connection("127.0.0.1", PORT)
        head = (
            "POST /v1/sync HTTP/1.1\r\nHost: centre\r\n"
            + "".join(f"{name}: {value}\r\n" for name, value in seal.items())
            + f"Content-Encoding: deflate\r\nContent-Length: {len(body)}\r\n\r\n"
        )
        try:
            self._writer.write(head.encode() + body)
            lines = (await self._reader.readuntil(b"\r\n\r\n")).decode().split("\r\n")
            headers = {name.lower(): value for name, _, value in (line.partition(": ") for line in lines[1:])}
            return int(lines[0].split()[1]), await self._reader.readexactly(int(headers["content-length"]))
        except (OSError, asyncio.IncompleteReadError):
            self._writer.close()
            self._writer = None
            raise


@dataclass
class Seen:
    """seconds: of each call that was answered; failed: calls that were not; memory: MB, sampled."""

    seconds: list[float] = field(default_factory=list)
    failed: int = 0
    events: int = 0
    memory: list[float] = field(default_factory=list)

    def line(self, name: str, took: float) -> str:
        cuts = quantiles(self.seconds, n=1000)
        p50, p99, p999 = (cuts[at] * 1000 for at in (499, 989, 998))
        calls = len(self.seconds)
        return (
            f"{name}: {took:.0f} s, {self.events:,} events ({self.events / took:,.0f}/s) in {calls:,} calls "
            f"({calls / took:,.0f}/s), p50 {p50:.0f} ms, p99 {p99:.0f} ms, p99.9 {p999:.0f} ms, "
            f"{self.failed} failed, memory {self.memory[0]:.0f} → {max(self.memory):.0f} MB"
        )


async def tell(kiosk: Kiosk, line: Line, seen: Seen) -> bool:
    began, sent = time.perf_counter(), len(kiosk.untold[:MAX_EVENTS])
    try:
        message = kiosk.message()
        seal = kiosk.credentials.headers(kiosk.name, 1, kiosk.have + 1, message)
        status, body = await line.call(message, seal)
    except (OSError, asyncio.IncompleteReadError):
        status, body = 0, b""
    if status != 200:
        seen.failed += 1
        return False
    seen.seconds.append(time.perf_counter() - began)
    kiosk.heard(parse_reply(unpack(body, MAX_REPLY)).have)
    seen.events += sent
    return True


async def at_recess(kiosk: Kiosk, line: Line, rate: float, until: float, seen: Seen) -> None:
    """rate: of events a second. Lending does not wait for the calls."""
    lending = asyncio.create_task(lend(kiosk, rate, until))
    while not lending.done():
        if kiosk.untold:
            await asyncio.sleep(GATHER_S)
            await tell_all(kiosk, line, seen)
        await asyncio.sleep(LOOK_S)
    await tell_all(kiosk, line, seen)


async def lend(kiosk: Kiosk, rate: float, until: float) -> None:
    while (at := time.perf_counter() + random.expovariate(rate)) < until:
        await asyncio.sleep(at - time.perf_counter())
        kiosk.act(time.time_ns() // 1_000_000)


async def tell_all(kiosk: Kiosk, line: Line, seen: Seen) -> None:
    """As the agent: after a failure later, a random part of a bound that doubles."""
    bound = 1.0
    while kiosk.untold:
        if not await tell(kiosk, line, seen):
            await asyncio.sleep(random.uniform(0, bound))
            bound = min(RETRY_S, bound * 2)


async def back_again(kiosk: Kiosk, line: Line, seen: Seen) -> None:
    """Nobody knows when the network is back: each finds out in its pause after a failure."""
    await asyncio.sleep(random.uniform(0, RETRY_S))
    await tell_all(kiosk, line, seen)


async def watch(pid: int, seen: Seen) -> None:
    while True:
        seen.memory.append(memory_mb(pid))
        await asyncio.sleep(SAMPLE_S)


async def play(pid: int, kiosks: list[Kiosk], one: Callable, seen: Seen) -> float:
    began = time.perf_counter()
    watcher = asyncio.create_task(watch(pid, seen))
    await asyncio.gather(*(one(kiosk, Line(), seen) for kiosk in kiosks))
    watcher.cancel()
    return time.perf_counter() - began


def offline(kiosk: Kiosk, events: int) -> None:
    """Yesterday: a school day of eight hours."""
    begins = time.time_ns() // 1_000_000 - 24 * 3600 * 1000
    for moment in sorted(random.sample(range(8 * 3600 * 1000), events)):
        kiosk.act(begins + moment)


def check(db: Database, kiosks: list[Kiosk]) -> str:
    """Whether the centre has each event once, and each book where its kiosk has it."""
    told = sum(kiosk.seq for kiosk in kiosks)
    kept, have = Journal.select().count(), sum(row.have for row in Position.select())
    lent = {loan.hex for (loan,) in Loan.select(Loan.id).where(Loan.returned_at.is_null()).tuples()}
    out = {loan for kiosk in kiosks for loan in kiosk.out.values()}
    notices = Notice.select().count()
    well = "nothing lost, nothing twice" if told == kept == have and lent == out else "THEY DIFFER"
    counts = f"{told:,} told, {kept:,} kept, {have:,} acknowledged"
    return f"{counts}, {len(lent ^ out)} loans differ, {notices} notices: {well}"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--db", required=True, metavar="URL", help="an empty database of the centre")
    parser.add_argument("--kiosks", type=int, default=1500)
    parser.add_argument("--rate", type=float, default=500, help="events a second, of all kiosks together")
    parser.add_argument("--minutes", type=float, default=5)
    parser.add_argument("--backlog", type=int, default=400, help="events of each kiosk after a day offline")
    options = parser.parse_args()
    db = open_database(options.db)
    if Patron.select().exists():
        raise SystemExit("the database is not empty: this measures in one of its own")
    kiosks = build(db, options.kiosks)
    with serving(options.db) as pid:
        # A backlog first: its events are older than those of the recess, as in life.
        for kiosk in kiosks:
            offline(kiosk, options.backlog)
        seen = Seen()
        took = asyncio.run(play(pid, kiosks, back_again, seen))
        print(seen.line("after a day offline", took), flush=True)
        seen, until = Seen(), time.perf_counter() + options.minutes * 60
        rate = options.rate / len(kiosks)

        async def recess(kiosk: Kiosk, line: Line, seen: Seen) -> None:
            await at_recess(kiosk, line, rate, until, seen)

        took = asyncio.run(play(pid, kiosks, recess, seen))
        print(seen.line("recess", took), flush=True)
    print(check(db, kiosks))
    db.close()


if __name__ == "__main__":
    main()

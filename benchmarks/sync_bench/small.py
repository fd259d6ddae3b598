"""Many kiosks with an event each, as in a recess, beside what the same server does with eight statements a loan."""

import re
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import NamedTuple

from benchmarks.sync_bench.school import School, as_message, month
from benchmarks.sync_bench.serving import ENVIRONMENT, ROOT, Caller, serving, socket_folder
from db.connection import open_database
from kiosk.sync.enrolment import enrol
from kiosk.sync.feed import feed_version, publish_all
from kiosk.sync.messages import pack, upload_message

KIOSKS, PROCESSES = 32, 2
CONNECTIONS, PGBENCH_S = 64, 8
# Characters of key and signature, with the space between.
SEAL = 64 + 1 + 128

PGBENCH_TABLES = """
create table b_patron (id int primary key, name text, blocked bool not null default false);
create table b_item (id int primary key, state text not null);
create table b_loan (id bigserial primary key, patron int, item int, due date, returned bigint);
create index on b_loan (patron) where returned is null;
create table b_journal (id bigserial primary key, loan bigint, item int, patron int, at bigint, body text);
insert into b_patron select n, 'x' from generate_series(1, 600) n;
insert into b_item select n, 'available' from generate_series(1, 15000) n;
"""
PGBENCH_SCRIPT = """
\\set p random(1, 600)
\\set i random(1, 15000)
begin;
select name, blocked from b_patron where id = :p;
select count(*) from b_loan where patron = :p and returned is null;
select state from b_item where id = :i;
insert into b_loan (patron, item, due, returned) values (:p, :i, '2026-12-08', 0);
update b_item set state = 'on_loan' where id = :i;
insert into b_journal (loan, item, patron, at, body) values (1, :i, :p, 0, '{"due_on":"2026-12-08"}');
commit;
"""


class Timed(NamedTuple):
    """Of one run: syncs a second, and milliseconds of a sync."""

    rate: float
    median: float
    p99: float


def small_syncs(url: str, calls_each: int, draw: bool) -> Timed:
    """32 kiosks, each calls again as soon as it is answered, with one event a call."""
    db = open_database(url)
    school = School()
    school.write(db)
    publish_all(db, 0)
    kiosks = {f"k-{n:06d}": enrol(f"k-{n:06d}") for n in range(KIOSKS)}
    feed = feed_version()
    db.close()
    with serving(url) as port, tempfile.TemporaryDirectory() as folder:
        spans = []
        for number, (kiosk, given) in enumerate(kiosks.items()):
            events = month(school, kiosk, calls_each, number, KIOSKS)
            bodies = [
                pack(upload_message(kiosk, 1, e.seq, [as_message(e)], feed, {"waiting": 0}, e.at, draw)) for e in events
            ]
            seals = [
                given.headers(kiosk, 1, e.seq, body)["X-Signature"] for e, body in zip(events, bodies, strict=True)
            ]
            calls = zip(seals, bodies, strict=True)
            text = b"".join(seal.encode() + len(body).to_bytes(4) + body for seal, body in calls)
            (Path(folder) / f"{number}-{given.token}").write_bytes(text)
        processes = [
            subprocess.Popen(
                [sys.executable, "-m", "benchmarks.sync_bench.small", str(port), folder, str(part)],
                cwd=ROOT,
                env=ENVIRONMENT,
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                text=True,
            )
            for part in range(PROCESSES)
        ]
        for process in processes:
            process.stdout.readline()
        began = time.perf_counter()
        for process in processes:
            process.stdin.write("\n")
            process.stdin.flush()
        spans = [float(line) for process in processes for line in process.communicate()[0].split()]
        seconds = time.perf_counter() - began
    spans.sort()
    at = lambda share: spans[int(share * (len(spans) - 1))] * 1000  # noqa: E731
    return Timed(len(spans) / seconds, at(0.5), at(0.99))


def _kiosk(port: int, token: str, calls: Sequence[tuple[str, bytes]]) -> list[float]:
    caller, spans = Caller(port, token), []
    for signature, body in calls:
        began = time.perf_counter()
        status, _ = caller.call(body, signature)
        spans.append(time.perf_counter() - began)
        assert status == 200, status
    return spans


def _calls(file: Path) -> list[tuple[str, bytes]]:
    """Each with its signature."""
    text, found = file.read_bytes(), []
    while text:
        start = SEAL + 4
        end = start + int.from_bytes(text[SEAL:start])
        found.append((text[:SEAL].decode(), text[start:end]))
        text = text[end:]
    return found


def _run_part(port: int, folder: Path, part: int) -> None:
    """Every second kiosk; a line of standard input is the start."""
    files = sorted(folder.iterdir(), key=lambda file: int(file.name.split("-")[0]))[part::PROCESSES]
    work = [(file.name.split("-", 1)[1], _calls(file)) for file in files]
    with ThreadPoolExecutor(len(work)) as threads:
        print("ready", flush=True)
        sys.stdin.readline()
        spans = threads.map(lambda one: _kiosk(port, *one), work)
        print("\n".join(str(span) for spent in spans for span in spent))


def pgbench(url: str) -> float:
    """Transactions a second at 64 connections, of eight statements each."""
    host, name = socket_folder(url)
    subprocess.run(["psql", "-q", "-h", host, "-U", "station", name], input=PGBENCH_TABLES, text=True, check=True)
    with tempfile.NamedTemporaryFile("w", suffix=".sql") as script:
        script.write(PGBENCH_SCRIPT)
        script.flush()
        command = [
            "pgbench",
            "-n",
            "-h",
            host,
            "-U",
            "station",
            "-c",
            str(CONNECTIONS),
            "-j",
            "2",
            "-T",
            str(PGBENCH_S),
        ]
        told = subprocess.run([*command, "-f", script.name, name], capture_output=True, text=True, check=True).stdout
    subprocess.run(
        ["psql", "-q", "-h", host, "-U", "station", name, "-c", "drop table b_patron, b_item, b_loan, b_journal"],
        check=True,
    )
    return float(re.search(r"tps = ([\d.]+)", told)[1])


if __name__ == "__main__":
    _run_part(int(sys.argv[1]), Path(sys.argv[2]), int(sys.argv[3]))

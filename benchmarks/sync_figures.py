"""What sync can do on this machine: a table in markdown, one run.

usage: python -m benchmarks.sync_figures [--records 10000] [--calls 200]

Both databases as they are in use, with every commit on the disk. What the small syncs are compared with is pgbench on
the same server: a loan by eight statements over 64 connections.
"""

import argparse
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from benchmarks.sync_bench.backlog import Told, apply_and_limit, told
from benchmarks.sync_bench.serving import durable_server
from benchmarks.sync_bench.small import KIOSKS, Timed, pgbench, small_syncs


def row(what: str, sqlite: str, postgres: str, aim: str = "") -> None:
    print(f"| {what} | {sqlite} | {postgres} | {aim} |", flush=True)


@contextmanager
def on_sqlite() -> Iterator[str]:
    with tempfile.TemporaryDirectory(dir=".") as folder:
        yield str(Path(folder) / "centre.sqlite")


def backlog(server, records: int) -> None:
    def run(url: str) -> Told:
        with tempfile.TemporaryDirectory(dir=".") as folder:
            return told(url, Path(folder), records)

    with on_sqlite() as url:
        lite = run(url)
    with server.fresh_database() as url:
        post = run(url)
    row(f"{records} records kiosk → centre", f"{lite.seconds:.2f} s", f"{post.seconds:.2f} s")
    row("bytes an event", f"{lite.bytes_each:.1f}", f"{post.bytes_each:.1f}", "≤ 30")
    row(f"the same {records} again", f"{lite.again * 1000:.0f} ms", f"{post.again * 1000:.0f} ms", "< 50 ms")
    with on_sqlite() as url:
        lite_rates = apply_and_limit(url, records)
    with server.fresh_database() as url:
        post_rates = apply_and_limit(url, records)
    said = [f"{applied:.0f} / {limit:.0f} = {applied / limit:.2f}" for applied, limit in (lite_rates, post_rates)]
    row("applied / only inserted, events a second", *said, "≥ 0.25")


def recess(server, calls: int) -> None:
    def said(timed: Timed) -> str:
        return f"{timed.rate:.0f}/s, {timed.median:.0f} ms, p99 {timed.p99:.0f} ms"

    for words, draw in (("told", False), ("told and drawn", True)):
        with on_sqlite() as url:
            lite = small_syncs(url, calls, draw)
        with server.fresh_database() as url:
            bench = pgbench(url)
            post = small_syncs(url, calls, draw)
        row(f"{KIOSKS} kiosks, a small sync: {words}", said(lite), said(post), "p99 < 50 ms")
        row("pgbench, eight statements, 64 connections", "", f"{bench:.0f}/s")
        row("ratio", "", f"{post.rate / bench:.2f}", "≥ 1.0")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--records", type=int, default=10_000)
    parser.add_argument("--calls", type=int, default=200, help="of each of the small kiosks")
    options = parser.parse_args()
    print("| what | SQLite | PostgreSQL | aim |\n|---|---|---|---|")
    with durable_server() as server:
        backlog(server, options.records)
        recess(server, options.calls)


if __name__ == "__main__":
    main()

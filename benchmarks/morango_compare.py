"""Our sync and Morango's, from one kiosk to a centre on this machine: a table in markdown, one run.

usage: python -m benchmarks.morango.set_up [FOLDER]; python -m benchmarks.morango_compare [--morango FOLDER]

The same events for both, made by the same generator, with the same fields and indexes; the kiosk keeps them in SQLite.
The clock runs from the moment when all of them are in the kiosk's database, certificate or token in hand, until the
kiosk knows that the centre has applied all: with us they are in the journal and folded into loans and copies,
with Morango deserialised into the table of events, which has nothing more to be derived from it. Admission of the
kiosk, the start of the processes and Morango's clean-up of its buffers are not timed.

Morango is to be at its best: its settings are its own, as are the order of the stages and gzip; Django runs without
debugging on kept connections, behind the server that Kolibri uses; signatures are by `cryptography`; both databases
commit as durably as ours do. It takes its default chunk of 500 records, and all records in one chunk, as it
sleeps up to a second between two chunks; --chunks tries others. The last column is the ratio
without any sleep.
"""

import argparse
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg

from benchmarks.morango.pushing import Pushed, push
from benchmarks.morango.set_up import FOLDER, interpreter
from benchmarks.sync_bench.backlog import told
from benchmarks.sync_bench.school import School, month
from benchmarks.sync_bench.serving import durable_server
from benchmarks.sync_figures import on_sqlite

DEFAULT_CHUNK = 500
CENTRES = ("SQLite", "PostgreSQL")
HEAD = """\
| centre | chunk | ours | Morango | queued | sent | applied | of it asleep | ratio | without sleep |
|---|---|---|---|---|---|---|---|---|---|"""


@contextmanager
def empty_database(server) -> Iterator[str]:
    """On the same PostgreSQL, without our schema."""
    with psycopg.connect(server.url_of("postgres"), autocommit=True) as connection:
        connection.execute("create database morango")
        try:
            yield server.url_of("morango")
        finally:
            connection.execute("drop database morango with (force)")


def ours(database: str, records: int) -> float:
    with tempfile.TemporaryDirectory(dir=".") as folder:
        return told(database, Path(folder), records).seconds


def morango(python: Path, database: str, records: int, chunk: int) -> Pushed:
    with tempfile.TemporaryDirectory(dir=".") as folder:
        return push(python, Path(folder), database, month(School(), "k-abcdef", records), chunk)


def rate(seconds: float, records: int) -> str:
    return f"{seconds:.1f} s, {records / seconds:.0f}/s"


def row(centre: str, chunk: int, records: int, our: float, its: Pushed) -> None:
    parts = (its.queued, its.transferred - its.queued, its.applied - its.transferred, its.paused)
    ratios = (its.applied / our, (its.applied - its.paused) / our)
    cells = [centre, str(chunk), rate(our, records), rate(its.applied, records)]
    cells += [f"{part:.1f} s" for part in parts] + [f"{ratio:.1f}" for ratio in ratios]
    print(f"| {' | '.join(cells)} |", flush=True)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--morango", type=Path, default=FOLDER, help="the folder that was set up")
    parser.add_argument("--records", type=int, default=10_000)
    parser.add_argument("--chunks", type=int, nargs="+", help="instead of 500 and all")
    parser.add_argument("--centres", nargs="+", choices=CENTRES, default=CENTRES)
    options = parser.parse_args()
    python, records = interpreter(options.morango.absolute()), options.records
    if not python.exists():
        parser.error(f"no Morango in {options.morango}: python -m benchmarks.morango.set_up {options.morango}")
    print(HEAD)
    with durable_server() as server:
        on_postgres = (server.fresh_database, lambda: empty_database(server))
        databases = dict(zip(CENTRES, ((on_sqlite, on_sqlite), on_postgres), strict=True))
        for centre in options.centres:
            our_database, its_database = databases[centre]
            with our_database() as database:
                our = ours(database, records)
            for chunk in options.chunks or (DEFAULT_CHUNK, records):
                with its_database() as database:
                    row(centre, chunk, records, our, morango(python, database, records, chunk))


if __name__ == "__main__":
    main()

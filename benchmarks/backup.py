"""Backup, drill, restore and the centre's move to PostgreSQL: seconds and megabytes.

usage: python -m benchmarks.backup [--items 100000] [--loans 500000] [--postgres postgresql://…]

The school is made up of labelled and unlabelled copies, each lent several times over; every loan has its event, and
all but a tenth of the copies have come back. Printed: seconds by the clock, and of the processor in this process.
--postgres: an EMPTY database, for the move and for a backup from there.
"""

import argparse
import os
import resource
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from itertools import islice
from pathlib import Path

from peewee import Database

from db.connection import open_database
from db.journal import COUNTER_BITS
from db.models import Item, Journal, Loan, Patron, Position, Record, SchoolClass, new_id
from kiosk.backup.checking import rehearse
from kiosk.backup.moving import move_centre
from kiosk.backup.restoring import restore_file
from kiosk.backup.writing import back_up
from kiosk.sync.bulk import write_many
from kiosk.sync.feed import publish_all

AT = datetime(2026, 11, 25, 17, 30, tzinfo=UTC)
START, APART = 1_764_000_000_000, 60_000  # ms: of the first loan, and from loan to loan
KIOSKS = ("k-one111", "k-two222", "k-three3")
PATRONS, COPIES_OF_A_TITLE, STILL_OUT = 10_000, 5, 10
CHUNK = 10_000


def make(db: Database, items: int, loans: int) -> None:
    patrons = [new_id().hex for _ in range(PATRONS)]
    records = [new_id().hex for _ in range(items // COPIES_OF_A_TITLE)]
    copies = [new_id().hex for _ in range(items)]
    with db.atomic():
        group = SchoolClass.create(name="三(2)班", grade=3)
        for n, patron in enumerate(patrons):
            Patron.create(id=patron, number=f"{n:05d}", name=f"读者{n}", school_class=group)
        for n, record in enumerate(records):
            Record.create(id=record, isbn=f"{n:013d}", title=f"一本书{n}", author="某某某", call_number="I287")
        labelled = [copy for copy in range(items) if copy // COPIES_OF_A_TITLE % 2]
        last = {copy % items: copy for copy in range(loans - items, loans)}
        out = {copy for copy, loan in last.items() if loan % STILL_OUT == 0}
        query = Item.insert(id="", record="", label="", state="")
        labels = {n: f"B{n:07d}" for n in labelled}
        rows = (
            (copies[n], records[n // COPIES_OF_A_TITLE], labels.get(n), "on_loan" if n in out else "available")
            for n in range(items)
        )
        write_many(db, query, list(rows))
        loan, event = (dict.fromkeys(model._meta.sorted_fields) for model in (Loan, Journal))
        pasts = past(patrons, records, copies, loans)
        while some := list(islice(pasts, CHUNK)):
            write_many(db, Loan.insert(loan), [lent for lent, _ in some])
            write_many(db, Journal.insert(event), [event for _, events in some for event in events])
        for kiosk in KIOSKS:
            Position.create(kiosk=kiosk, epoch=1, have=Journal.select().where(Journal.kiosk == kiosk).count())
    publish_all(db, START + APART * loans)


def past(patrons: list[str], records: list[str], copies: list[str], loans: int) -> Iterator[tuple]:
    """A loan row and its events, in the order of the models' columns."""
    seqs = dict.fromkeys(KIOSKS, 0)
    for n in range(loans):
        kiosk, copy, loan = KIOSKS[n % 3], n % len(copies), new_id().hex
        patron, record, item = patrons[n % len(patrons)], records[copy // COPIES_OF_A_TITLE], copies[copy]
        at = START + APART * n
        open_still = n >= loans - len(copies) and n % STILL_OUT == 0
        back = None if open_still else at + APART // 2
        references = (loan, item, record, patron, None)
        events = []
        for kind, when, body in (
            ("check_out", at, '{"due_on":"2026-12-08","in_library":false}'),
            ("check_in", back, "{}"),
        ):
            if when is not None:
                seqs[kiosk] += 1
                hlc = when << COUNTER_BITS
                events.append((new_id().hex, kiosk, 1, seqs[kiosk], hlc, when, kind, *references, body))
        ended = "" if open_still else "returned"
        yield (loan, patron, item, record, at, "2026-12-08", 0, False, back, ended), events


def timed(what: str, job: Callable[[], object], size: Callable[[object], int] = lambda done: 0):
    began, used = time.perf_counter(), time.process_time()
    done = job()
    seconds, used, bytes_ = time.perf_counter() - began, time.process_time() - used, size(done)
    print(f"{what:52} {seconds:7.1f} s {used:7.1f} s" + (f"   {bytes_ / 1e6:7.1f} MB" if bytes_ else ""), flush=True)
    return done


def measure(folder: Path, items: int, loans: int, postgres: str | None) -> None:
    place, medium = folder / "centre.sqlite", folder / "medium"
    medium.mkdir()
    db = open_database(str(place))
    timed(f"a centre of {items} items, {loans} loans is made", lambda: make(db, items, loans))
    db.execute_sql("pragma wal_checkpoint(truncate)")
    print(f"{'its file':52} {'':19}   {place.stat().st_size / 1e6:7.1f} MB, {Journal.select().count()} events")
    made = timed("backup of SQLite, verified", lambda: back_up(db, medium, AT), lambda done: done.manifest.size)
    assert made.manifest.differing == 0
    db.close()
    timed("drill: restored to a temporary place, verified", lambda: rehearse(made.path, folder))
    timed("restore in the place of the database", lambda: restore_file(made.path, place, AT))
    if postgres:
        target = open_database(postgres)
        timed("move to PostgreSQL, counted and summed on both sides", lambda: move_centre(place, target))
        name = str(target.execute_sql("select current_database()").fetchone()[0])
        bytes_ = target.execute_sql("select pg_database_size(%s)", (name,)).fetchone()[0]
        later = AT.replace(hour=18)
        again = timed(
            "backup of PostgreSQL, verified", lambda: back_up(target, medium, later), lambda d: d.manifest.size
        )
        assert again.manifest.differing == 0
        print(f"{'the database there':52} {'':19}   {bytes_ / 1e6:7.1f} MB")
        target.close()
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"{'memory at most, making the data included':52} {'':19}   {peak:7.1f} MB")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--items", type=int, default=100_000)
    parser.add_argument("--loans", type=int, default=500_000)
    parser.add_argument("--postgres", metavar="URL")
    options = parser.parse_args()
    print(f"python {sys.version.split()[0]}, {os.cpu_count()} cores")
    with tempfile.TemporaryDirectory(dir=".") as name:
        measure(Path(name), options.items, options.loans, options.postgres)


if __name__ == "__main__":
    main()

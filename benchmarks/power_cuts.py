"""The plug is pulled while a station lends: what is left of the loans that its screen had confirmed?

usage: python -m benchmarks.power_cuts [--cuts 1000] [--loans 300] [--synchronous full|normal|off]

A station lends for a while with every write, truncation and sync of its files noted on the way to the disk. For each
cut the files are put together as they can be after it: what was not synced has arrived in any part, pages torn into
sectors of 512 bytes included, and -shm holds rubbish. The station's own code opens them. `--synchronous normal` shows
that the cuts find what they look for; the station runs with full.
"""

import argparse
import random
import sqlite3
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from zoneinfo import ZoneInfo

from peewee import Database, DatabaseError

from benchmarks.disk_trace.lender import CONFIRMED, DATABASE, START, make_school
from benchmarks.disk_trace.tracing import WAYS, File, Note, compiler, trace
from db.connection import open_database
from db.models import Item, Journal, Loan
from kiosk.clock import from_ms
from kiosk.lending.check_outs import CheckedOut, check_out
from kiosk.lending.desk import Desk
from kiosk.sync.identity import identity

ZONE = ZoneInfo("Asia/Shanghai")
SHM = f"{DATABASE}-shm"
HELD_DAYS = 40
# peewee's own, and the driver's where rows are fetched.
UNREADABLE = (DatabaseError, sqlite3.DatabaseError)


def cuts_of(notes: list[Note], first: dict[str, bytes], cuts: int, dice: random.Random) -> Iterator[tuple]:
    """Files as after each cut, what the screen had confirmed by then, and the way of the cut, in order of time."""
    files = {name: File(bytearray(content)) for name, content in first.items()}
    confirmed: list[str] = []
    places = sorted(dice.choices(range(1, len(notes) + 1), k=cuts))
    done = 0
    for place in places:
        for note in notes[done:place]:
            if note.file == CONFIRMED:
                confirmed.append(note.bytes.decode().strip())
            elif note.file != SHM and note.file:
                files.setdefault(note.file, File()).take(note)
        done = place
        way = dice.choice(WAYS)
        after = {name: file.after_cut(dice, way) for name, file in files.items()}
        yield after, tuple(confirmed), way


def opened_after(after: dict[str, bytearray | None], folder: Path, dice: random.Random) -> Database:
    """By the station's own code. Raises peewee's DatabaseError when it cannot."""
    for old in folder.iterdir():
        old.unlink()
    for name, content in after.items():
        if content is not None:
            (folder / name).write_bytes(content)
    (folder / SHM).write_bytes(dice.randbytes(32768))
    return open_database(str(folder / DATABASE))


def faults_of(db: Database, confirmed: tuple[str, ...]) -> list[str]:
    found = []
    if db.execute_sql("pragma integrity_check").fetchall() != [("ok",)]:
        found.append("corrupt")
    if db.execute_sql("pragma foreign_key_check").fetchall():
        found.append("corrupt")
    loans = {id_.hex: ended for id_, ended in Loan.select(Loan.id, Loan.returned_at).tuples()}
    told = set(Journal.select(Journal.kind, Journal.loan).tuples())
    told = {(kind, loan.hex) for kind, loan in told}
    for line in confirmed:
        what, loan = line.split()
        kept = loan in loans and (what == "out" or loans[loan] is not None)
        in_journal = (("check_out" if what == "out" else "check_in"), loan) in told
        if not (kept and in_journal):
            found.append("lost")
    lent = {loan for kind, loan in told if kind == "check_out"}
    ended = {loan for kind, loan in told if kind == "check_in"}
    if lent != loans.keys() or ended != {id_ for id_, at in loans.items() if at is not None}:
        found.append("journal and loans differ")
    seqs = [seq for (seq,) in Journal.select(Journal.seq).order_by(Journal.seq).tuples()]
    if seqs != list(range(1, len(seqs) + 1)):
        found.append("the journal has a gap")
    open_items = {item for (item,) in Loan.select(Loan.item).where(Loan.returned_at.is_null()).tuples()}
    if open_items != {item for (item,) in Item.select(Item.id).where(Item.state == "on_loan").tuples()}:
        found.append("items and loans differ")
    return found


def lends_again(db: Database, at: int) -> bool:
    desk = Desk(db, *identity(db), ZONE)
    item = Item.select().where(Item.state == "available").first()
    shown = desk.facts.item(item.label)
    return isinstance(check_out(desk, desk.facts.patron("S1"), shown, from_ms(at, ZONE)), CheckedOut)


def run(cuts: int, loans: int, synchronous: str, seed: int = 1) -> Counter:
    """How many cuts left what: «sound» or each kind of fault."""
    dice, result = random.Random(seed), Counter()
    with tempfile.TemporaryDirectory() as place:
        folder, work, after_cut = (Path(place) / name for name in ("station", "work", "after"))
        for path in (folder, work, after_cut):
            path.mkdir()
        make_school(folder)
        first = {path.name: path.read_bytes() for path in folder.iterdir()}
        command = [sys.executable, "-m", "benchmarks.disk_trace.lender", str(folder), str(loans), synchronous]
        notes = trace(command, folder, work)
        result["notes"] = len(notes)
        result["syncs"] = sum(note.kind == "S" for note in notes)
        for after, confirmed, _ in cuts_of(notes, first, cuts, dice):
            result.update(_verdict(after, confirmed, after_cut, dice))
    return result


def _verdict(after: dict, confirmed: tuple[str, ...], folder: Path, dice: random.Random) -> Counter:
    try:
        db = opened_after(after, folder, dice)
    except UNREADABLE:
        return Counter(corrupt=1, cuts=1)
    try:
        faults = faults_of(db, confirmed)
        if not faults and not lends_again(db, START + HELD_DAYS * 1000):
            faults = ["does not lend again"]
    except UNREADABLE:
        faults = ["corrupt"]
    finally:
        db.close()
    found = Counter(set(faults) or {"sound"})
    found["confirmed"] = len(confirmed)
    found["confirmed and lost"] = faults.count("lost")
    found["cuts"] = 1
    return found


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--cuts", type=int, default=1000)
    parser.add_argument("--loans", type=int, default=300)
    parser.add_argument("--synchronous", choices=("full", "normal", "off"), default="full")
    options = parser.parse_args()
    if compiler() is None:
        sys.exit("no C compiler (gcc or cc) is here to build the shim that notes the writes")
    began = time.monotonic()
    result = run(options.cuts, options.loans, options.synchronous)
    print(f"synchronous={options.synchronous}, {time.monotonic() - began:.0f} s")
    for name, number in sorted(result.items()):
        print(f"{name}: {number}")


if __name__ == "__main__":
    main()

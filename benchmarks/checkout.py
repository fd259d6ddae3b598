"""Durable check-outs: how many a second, beside raw sqlite3 with the same durability, and what eight processes and
twenty kill -9 leave behind.

usage: python -m benchmarks.checkout [--loans 2000]

Both sides start from a card and a label that were looked up already, as the scan does before. The raw side reads the
same facts and writes the same rows with the same pragmas on the same schema, and knows no rules; the ratio says what
the by-law, peewee and the journal cost.
"""

import argparse
import gc
import os
import signal
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import NamedTuple
from zoneinfo import ZoneInfo

from db.connection import SQLITE_PRAGMAS, open_database
from db.models import Item, Journal, Loan, Patron, Policy, Record, SchoolClass, new_id
from db.settings import bump_bylaw
from kiosk.lending.check_outs import CheckedOut, check_out
from kiosk.lending.desk import Desk
from kiosk.sync.identity import identity

ZONE = ZoneInfo("Asia/Shanghai")
AT = datetime(2026, 11, 23, 12, 7, tzinfo=ZONE)
LOANS_EACH = 4
PROCESSES, ROUNDS, KILLS = 8, 5, 20
BEST_PEER = 166  # check-outs a second of the quickest peer at eight clients, measured on a machine of this kind


class Timed(NamedTuple):
    lent: int
    seconds: float


def make_school(path: Path, loans: int) -> None:
    """Enough patrons and single copies for `loans` loans, a policy that refuses none of them."""
    db = open_database(str(path))
    with db.atomic():
        one = SchoolClass.create(name="三(2)班", grade=3)
        Policy.create(max_loans=LOANS_EACH, days=15)
        for number in range(-(-loans // LOANS_EACH)):
            Patron.create(number=f"{number:05d}", name="王小明", school_class=one)
        for number in range(loans):
            record = Record.create(isbn=f"{number:013d}", title=f"书{number}")
            Item.create(record=record, label=f"B{number:07d}")
        bump_bylaw()
    db.close()


def pairs(loans: int) -> list[tuple[str, str]]:
    return [(f"{number // LOANS_EACH:05d}", f"B{number:07d}") for number in range(loans)]


def ours(path: Path, work: list[tuple[str, str]], told: Callable[[str], None] = lambda label: None) -> Timed:
    """told: called after each that is acknowledged."""
    db = open_database(str(path))
    desk = Desk(db, *identity(db), ZONE)
    shown = [(desk.facts.patron(number), desk.facts.item(label)) for number, label in work]
    lent, began = 0, time.perf_counter()
    for patron, item in shown:
        if isinstance(check_out(desk, patron, item, AT), CheckedOut):
            lent += 1
            told(item.label)
    seconds = time.perf_counter() - began
    db.close()
    return Timed(lent, seconds)


def raw(path: Path, work: list[tuple[str, str]]) -> Timed:
    db = sqlite3.connect(path, isolation_level=None)
    for name, value in SQLITE_PRAGMAS.items():
        db.execute(f"pragma {name}={value}")
    one = db.execute
    shown = [
        one("select p.id, i.id, i.record_id from patron p, item i where p.number=? and i.label=?", pair).fetchone()
        for pair in work
    ]
    began = time.perf_counter()
    for seq, (patron, item, record) in enumerate(shown, 1):
        one("begin immediate")
        one(
            "select * from patron left join school_class c on c.id=school_class_id where patron.id=?", (patron,)
        ).fetchone()
        one(
            "select loan.id, item_id, due_on from loan join record on record.id=record_id"
            " where patron_id=? and returned_at is null",
            (patron,),
        ).fetchall()
        one("select id, label, state from item where record_id=?", (record,)).fetchall()
        one("select count(*) from hold where record_id=? and closed_at is null", (record,)).fetchall()
        loan = new_id().hex
        one(
            "insert into loan (id, patron_id, item_id, record_id, lent_at, due_on, renewals, in_library, ended_as)"
            " values (?,?,?,?,?,?,0,0,'')",
            (loan, patron, item, record, 0, "2026-12-08"),
        )
        one("update item set state='on_loan' where id=?", (item,))
        one("select seq, hlc from journal where kiosk='raw' and epoch=1 order by seq desc limit 1").fetchone()
        one(
            "insert into journal (id, kiosk, epoch, seq, hlc, at, kind, loan, item, record, patron, body)"
            " values (?,'raw',1,?,?,0,'check_out',?,?,?,?,?)",
            (new_id().hex, seq, seq, loan, item, record, patron, '{"due_on":"2026-12-08","in_library":false}'),
        )
        one("commit")
    seconds = time.perf_counter() - began
    db.close()
    return Timed(len(work), seconds)


def rate(run: Callable[[Path, list], Timed], folder: Path, loans: int) -> float:
    path = folder / f"{run.__name__}-{time.monotonic_ns()}.sqlite"
    make_school(path, loans)
    timed = run(path, pairs(loans))
    return timed.lent / timed.seconds


def compare(folder: Path, loans: int) -> None:
    """Alternating runs, the best of each: what the machine can do, not what else it was doing. For both sides garbage
    is left for later, as in the running station, which sweeps it between answers."""
    gc.collect()
    gc.freeze()
    gc.disable()
    rates: dict[str, list[float]] = {"raw": [], "ours": []}
    for _ in range(ROUNDS):
        rates["raw"].append(rate(raw, folder, loans))
        rates["ours"].append(rate(ours, folder, loans))
    best = {name: max(values) for name, values in rates.items()}
    print(f"raw sqlite3, synchronous=FULL   {best['raw']:8.0f} check-outs/s")
    print(f"ours, by-law and journal        {best['ours']:8.0f} check-outs/s   ratio {best['ours'] / best['raw']:.2f}")


def contend(folder: Path, loans: int) -> None:
    """Eight processes want the same books: each book goes out once."""
    path = folder / "contended.sqlite"
    make_school(path, loans)
    workers = [worker(path, loans, offset) for offset in range(PROCESSES)]
    told = [process.communicate()[0].split("\n")[-2].split() for process in workers]
    lent, seconds = sum(int(count) for count, _ in told), max(float(spent) for _, spent in told)
    open_database(str(path))
    twice = Loan.select(Loan.item).where(Loan.returned_at.is_null()).group_by(Loan.item).count() - Loan.select().count()
    print(
        f"{PROCESSES} processes on one file        {lent / seconds:8.0f} check-outs/s"
        f"   (best peer {BEST_PEER}); lent {lent} of {loans}, lent twice {-twice}"
    )


def worker(path: Path, loans: int, offset: int) -> subprocess.Popen:
    """All begin at different books, meet each other's, and want every one."""
    code = (
        "import sys; from pathlib import Path; from benchmarks.checkout import ours, pairs;"
        f"work = pairs({loans}); k = {offset} * len(work) // {PROCESSES};"
        "say = lambda label: print(label, flush=True);"
        f"print(*ours(Path({str(path)!r}), work[k:] + work[:k], say), flush=True)"
    )
    return subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE, text=True)


def kill(folder: Path, loans: int) -> None:
    """kill -9 in the middle: every acknowledged loan is there, with its item state and its journal event."""
    path = folder / "killed.sqlite"
    make_school(path, loans)
    acknowledged: set[str] = set()
    for kills in range(1, KILLS + 1):
        process = worker(path, loans, 0)
        for _ in range(kills * 7 % 40 + 5):
            line = process.stdout.readline().strip()
            if line.startswith("B"):
                acknowledged.add(line)
        os.kill(process.pid, signal.SIGKILL)
        rest, _ = process.communicate()
        acknowledged.update(line for line in rest.split("\n") if len(line) == 8)
    db = open_database(str(path))
    kept = {row[0] for row in Loan.select(Item.label).join(Item).tuples()}
    on_loan = {row[0] for row in Item.select(Item.label).where(Item.state == "on_loan").tuples()}
    told = {row.item for row in Journal.select().where(Journal.kind == "check_out")}
    half = len(kept ^ on_loan) + abs(len(told) - len(kept))
    print(
        f"kill -9, {KILLS} times              {len(acknowledged)} acknowledged, lost {len(acknowledged - kept)},"
        f" half-written {half}, {db.execute_sql('pragma integrity_check').fetchone()[0]}"
    )


def first_frame() -> None:
    """From the start of the process to the first picture on the screen, beside a bare Kivy window."""
    environment = os.environ | {"SDL_VIDEODRIVER": "offscreen", "SDL_AUDIODRIVER": "dummy", "KIVY_NO_ARGS": "1"}
    with tempfile.TemporaryDirectory() as folder:
        bare = min(_seconds([sys.executable, "-c", BARE], environment, folder) for _ in range(ROUNDS))
        full = min(_seconds([sys.executable, "-c", FULL], environment, folder) for _ in range(ROUNDS))
    print(f"first frame: bare Kivy window {bare:.2f} s, the station {full:.2f} s, ratio {full / bare:.2f}")


BARE = """
from kivy.config import Config
Config.set('graphics', 'multisamples', '0')
from kivy.app import App
from kivy.uix.label import Label
from kivy.core.window import Window
Window.bind(on_flip=lambda *_: app.stop())
app = App(); app.build = lambda: Label(text='x'); app.run()
"""
FULL = """
from kiosk.bootstrap import Running, set_up
from kiosk.config import Config
running = Running(set_up(Config(database='start.sqlite', fullscreen=False)), Config(fullscreen=False), None)
from kivy.core.window import Window
Window.bind(on_flip=lambda *_: running.app.shown_view is None or running.app.leave())
running.run()
"""


def _seconds(command: list[str], environment: dict, folder: str) -> float:
    began = time.perf_counter()
    environment = environment | {"PYTHONPATH": str(Path.cwd()), "KIVY_HOME": folder}
    subprocess.run(command, env=environment, cwd=folder, check=True, capture_output=True)
    return time.perf_counter() - began


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--loans", type=int, default=2000)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(dir=".") as name:
        folder = Path(name)
        compare(folder, options.loans)
        contend(folder, options.loans)
        kill(folder, options.loans)
    first_frame()


if __name__ == "__main__":
    main()

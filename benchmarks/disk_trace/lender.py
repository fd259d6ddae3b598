"""A station that lends and takes back, and says on disk what a child's screen has confirmed: one line a commit.

usage: python -m benchmarks.disk_trace.lender FOLDER TIMES [SYNCHRONOUS]"""

import os
import sys
from itertools import count
from pathlib import Path
from zoneinfo import ZoneInfo

from db import connection
from db.connection import open_database
from db.models import Item, Patron, Policy, Record
from db.settings import bump_bylaw
from kiosk.clock import from_ms
from kiosk.lending.check_ins import check_in
from kiosk.lending.check_outs import check_out
from kiosk.lending.desk import Desk
from kiosk.sync.identity import identity
from kiosk.sync.outbox import acknowledge

DATABASE, CONFIRMED = "station.db", "confirmed"
ZONE = ZoneInfo("Asia/Shanghai")
START = 1_796_000_000_000
BOOKS = 40


def make_school(folder: Path) -> None:
    db = open_database(str(folder / DATABASE))
    identity(db)
    with db.atomic():
        Policy.create(max_loans=BOOKS, days=15)
        Patron.create(number="S1", name="王小明")
        for number in range(BOOKS):
            Item.create(record=Record.create(isbn=f"{number:013d}", title=f"书{number}"), label=f"B{number}")
        bump_bylaw()
    db.close()


def lend_and_take_back(folder: Path, times: int) -> None:
    """Confirms «out LOAN» and «in LOAN», each after its commit; the centre acknowledges now and then."""
    db = open_database(str(folder / DATABASE))
    me = identity(db)
    desk = Desk(db, *me, ZONE)
    patron = desk.facts.patron("S1")
    screen = os.open(folder / CONFIRMED, os.O_WRONLY | os.O_CREAT | os.O_APPEND)
    clock = count(START, 1000)
    open_loans = []
    for number in range(times):
        label = f"B{number % BOOKS}"
        if number >= BOOKS // 2:
            ended = open_loans.pop(0)
            check_in(desk, desk.facts.loan(ended), from_ms(next(clock), ZONE))
            os.write(screen, f"in {ended.hex}\n".encode())
        lent = check_out(desk, patron, desk.facts.item(label), from_ms(next(clock), ZONE))
        open_loans.append(lent.loan)
        os.write(screen, f"out {lent.loan.hex}\n".encode())
        if number % 7 == 0:
            acknowledge(db, me, me.epoch, number)
    os.close(screen)
    db.close()


if __name__ == "__main__":
    if len(sys.argv) > 3:
        connection.SQLITE_PRAGMAS["synchronous"] = sys.argv[3]
    lend_and_take_back(Path(sys.argv[1]), int(sys.argv[2]))

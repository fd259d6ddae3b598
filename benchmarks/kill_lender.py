"""A station that lends, takes back and syncs until it is killed; what its screen has confirmed stands in a file.

usage: python -m benchmarks.kill_lender DATABASE CONFIRMED CREDENTIALS

CONFIRMED gets a line after each commit («out LOAN», «in LOAN») and each time that the centre has acknowledged more
(«have N»). CREDENTIALS: as JSON."""

import json
import os
import sys
import threading
from pathlib import Path
from uuid import UUID
from zoneinfo import ZoneInfo

from db.connection import connect, open_database
from db.models import Item, Loan, Patron
from kiosk.clock import system_clock
from kiosk.lending.check_ins import check_in
from kiosk.lending.check_outs import CheckedOut, check_out
from kiosk.lending.desk import Desk
from kiosk.sync.agent import SyncAgent, SyncPace
from kiosk.sync.credentials import Credentials
from kiosk.sync.identity import identity

ZONE = ZoneInfo("Asia/Shanghai")
QUICK = SyncPace(gather=0.01, idle=0.05, first_retry=0.02, last_retry=0.1)
POLL_S, BETWEEN_LOANS_S = 0.01, 0.004
OPEN_AT_ONCE = 20


def watch(database: str, confirmed: int) -> None:
    """Notes each position that the centre has acknowledged to this station."""
    db, seen, tick = connect(database), None, threading.Event()
    db.connect()
    while True:
        row = db.execute_sql("select have from position").fetchone()
        if row and row[0] != seen:
            seen = row[0]
            os.write(confirmed, f"have {seen}\n".encode())
        tick.wait(POLL_S)


def lend(desk: Desk, clock, confirmed: int) -> None:
    tick = threading.Event()
    while True:
        tick.wait(BETWEEN_LOANS_S)
        patron = Patron.select(Patron.number).first()
        out = [id_ for (id_,) in Loan.select(Loan.id).where(Loan.returned_at.is_null()).order_by(Loan.id).tuples()]
        if len(out) >= OPEN_AT_ONCE:
            check_in(desk, desk.facts.loan(UUID(str(out[0]))), clock())
            os.write(confirmed, f"in {out[0].hex}\n".encode())
        free = Item.select(Item.label).where(Item.state == "available").order_by(Item.id).first()
        if patron is None or free is None:
            continue
        lent = check_out(desk, desk.facts.patron(patron.number), desk.facts.item(free.label), clock())
        if isinstance(lent, CheckedOut):
            os.write(confirmed, f"out {lent.loan.hex}\n".encode())


def main(database: str, confirmed_in: str, credentials: str) -> None:
    db = open_database(database)
    clock = system_clock(ZONE)
    confirmed = os.open(Path(confirmed_in), os.O_WRONLY | os.O_CREAT | os.O_APPEND)
    agent = SyncAgent(db, Credentials(**json.loads(credentials)), clock, pace=QUICK)
    desk = Desk(db, *identity(db), ZONE, agent.wake)
    agent.start()
    threading.Thread(target=watch, args=(database, confirmed), daemon=True).start()
    lend(desk, clock, confirmed)


if __name__ == "__main__":
    main(*sys.argv[1:])

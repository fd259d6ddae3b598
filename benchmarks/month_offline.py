"""A month without network, then one reconnect: how long until the centre has everything, and is anything missing?

usage: python -m benchmarks.month_offline [--days 30] [--loans 300] [--engine sqlite|postgres]

The station lends and takes back at its own desk on a file of its own, day after day; then a centre in a process of its
own answers on this machine, and the station's agent tells it the rest. No loan is made meanwhile.
"""

import argparse
import tempfile
import time
from contextlib import ExitStack
from itertools import islice
from pathlib import Path
from typing import NamedTuple
from zoneinfo import ZoneInfo

from peewee import Database

from benchmarks.kills import Centre, engine, free_port, until
from db.connection import open_database
from db.models import Item, Journal, Loan, Patron, Policy, Record
from db.settings import bump_bylaw
from kiosk.clock import from_ms, system_clock
from kiosk.lending.check_ins import check_in
from kiosk.lending.check_outs import CheckedOut, check_out
from kiosk.lending.desk import Desk
from kiosk.sync.agent import SyncAgent
from kiosk.sync.enrolment import enrol
from kiosk.sync.identity import identity

ZONE = ZoneInfo("Asia/Shanghai")
START, DAY = 1_796_000_000_000, 24 * 3_600_000
PATRONS, BOOKS, LIMIT = 600, 3000, 8


class Result(NamedTuple):
    """seconds: from the first call to the last acknowledgement; missing: rows that differ between the two sides."""

    events: int
    seconds: float
    drawn_after_s: float
    missing: int
    bytes_of_journal: int


def make_school(db: Database) -> None:
    with db.atomic():
        Policy.create(max_loans=LIMIT, days=15)
        for number in range(PATRONS):
            Patron.create(number=f"S{number}", name="王小明")
        for number in range(BOOKS):
            Item.create(record=Record.create(isbn=f"{number:013d}", title=f"书{number}"), label=f"B{number}")
        bump_bylaw()


def work_offline(db: Database, days: int, loans: int) -> None:
    """Each day's books come back some days later, so that each loan gives two events."""
    desk = Desk(db, *identity(db), ZONE)
    out: list = []
    for day in range(days):
        for number in range(loans):
            at = from_ms(START + day * DAY + number * 60_000, ZONE)
            turn = day * loans + number
            if turn >= 3 * loans:
                check_in(desk, desk.facts.loan(out.pop(0)), at)
            patron = desk.facts.patron(f"S{turn % PATRONS}")
            lent = check_out(desk, patron, desk.facts.item(f"B{turn % BOOKS}"), at)
            assert isinstance(lent, CheckedOut)
            out.append(lent.loan)


def everything() -> dict[str, set]:
    return {
        "journal": set(Journal.select(Journal.id, Journal.seq, Journal.kind, Journal.loan).tuples()),
        "loans": set(Loan.select(Loan.id, Loan.item, Loan.patron, Loan.returned_at).tuples()),
        "items": set(Item.select(Item.id, Item.state).tuples()),
    }


def run(days: int, loans: int, name: str) -> Result:
    with tempfile.TemporaryDirectory(prefix="month-") as place, ExitStack() as stack:
        folder, port = Path(place), free_port()
        url, _ = stack.enter_context(engine("processes", name, folder))
        centre = open_database(url)
        make_school(centre)
        rows = {model: list(model.select().dicts()) for model in (Policy, Patron, Record, Item)}
        centre.close()
        db = open_database(str(folder / "kiosk.db"))
        with db.atomic():
            _copy(rows)
        work_offline(db, days, loans)
        me = identity(db)
        db.close()
        centre = open_database(url)
        credentials = enrol(me.kiosk, f"http://127.0.0.1:{port}")
        centre.close()
        stack.callback(Centre(url, port).kill)
        db = open_database(str(folder / "kiosk.db"))
        agent = SyncAgent(db, credentials, system_clock(ZONE))
        began = time.perf_counter()
        agent.start()
        until(lambda: agent.status().online is not None and agent.status().waiting == 0, 600)
        seconds = time.perf_counter() - began
        agent.stop(60)
        drawn = time.perf_counter() - began
        here = everything()
        db.close()
        centre = open_database(url)
        there = everything()
        centre.close()
        missing = sum(len(here[name] ^ there[name]) for name in here)
        return Result(len(here["journal"]), seconds, drawn, missing, (folder / "kiosk.db").stat().st_size)


def _copy(rows: dict) -> None:
    """The school as the station had drawn it before the network went."""
    for model, content in rows.items():
        content = iter(content)
        while some := list(islice(content, 500)):
            model.insert_many(some).execute()


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--days", type=int, default=30)
    parser.add_argument("--loans", type=int, default=300, help="a day")
    parser.add_argument("--engine", choices=("sqlite", "postgres"), default="sqlite", help="of the centre")
    options = parser.parse_args()
    result = run(options.days, options.loans, options.engine)
    for name, value in result._asdict().items():
        print(f"{name}: {value:.2f}" if isinstance(value, float) else f"{name}: {value}")


if __name__ == "__main__":
    main()

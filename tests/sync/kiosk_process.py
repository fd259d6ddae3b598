"""A kiosk in a process of its own: told what to do by JSON lines, it lends at the true desk, and syncs.

First line out: its name. First line in: its credentials. Then a line in, a line out."""

import json
import sys
from pathlib import Path
from uuid import UUID
from zoneinfo import ZoneInfo

from peewee import Database

from db.connection import open_database
from db.models import Item, Loan, Patron
from kiosk.clock import Clock, system_clock
from kiosk.lending.check_ins import check_in
from kiosk.lending.check_outs import check_out
from kiosk.lending.desk import Desk
from kiosk.logs import log_to
from kiosk.sync.agent import SyncAgent, SyncPace
from kiosk.sync.calling import CallPatience
from kiosk.sync.credentials import Credentials
from kiosk.sync.identity import identity

HASTY = CallPatience(connect=1.0, read=1.0)
QUICK = SyncPace(gather=0.02, idle=0.1, first_retry=0.05, last_retry=0.3)


class Counter:
    """The true desk, with words short enough for a line of JSON."""

    def __init__(self, db: Database, clock: Clock, agent: SyncAgent) -> None:
        self._clock = clock
        self._agent = agent
        self._desk = Desk(db, *identity(db), ZoneInfo("UTC"), agent.wake)

    def lend(self, item: str, patron: str) -> str:
        facts = self._desk.facts
        lent = check_out(self._desk, facts.patron_by_id(UUID(patron)), facts.item_by_id(UUID(item)), self._clock())
        return lent.loan.hex

    def take_back(self, item: str) -> None:
        check_in(self._desk, self._desk.facts.loan_of_item(UUID(item)), self._clock())

    def lend_and_take_back(self, item: str, patron: str, times: int) -> None:
        for _ in range(times):
            self.lend(item, patron)
            self.take_back(item)

    def state(self) -> dict:
        status = self._agent.status()
        loans = Loan.select(Loan.id, Loan.item, Loan.patron, Loan.returned_at, Loan.ended_as)
        return {
            "online": status.online,
            "why": status.why,
            "waiting": status.waiting,
            "patrons": Patron.select().count(),
            "loans": sorted([a.hex, b.hex, c.hex, at, ended] for a, b, c, at, ended in loans.tuples()),
            "items": sorted([id_.hex, state] for id_, state in Item.select(Item.id, Item.state).tuples()),
        }


def main(path: str) -> None:
    db = open_database(path)
    log_to(Path(path).with_suffix(".log"))
    print(identity(db).kiosk, flush=True)
    told = json.loads(sys.stdin.readline())
    clock = system_clock(ZoneInfo("UTC"))
    agent = SyncAgent(db, Credentials(**told), clock, pace=QUICK, patience=HASTY)
    counter = Counter(db, clock, agent)
    agent.start()
    for line in sys.stdin:
        task, *arguments = json.loads(line)
        print(json.dumps(getattr(counter, task)(*arguments)), flush=True)
    agent.stop()
    db.close()


if __name__ == "__main__":
    main(sys.argv[1])

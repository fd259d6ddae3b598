"""A kiosk in a process of its own: told what to do by JSON lines, it lends as the desk does, and syncs.

First line out: its name. First line in: {"centre": URL, "token": …}. Then a line in, a line out."""

import json
import sys
from collections.abc import Callable
from uuid import UUID
from zoneinfo import ZoneInfo

from peewee import Database

from db.connection import open_database
from db.journal import Fact, JournalWriter
from db.models import Item, Loan, Patron, new_id
from kiosk.clock import system_clock, to_ms
from kiosk.sync.agent import Pace, SyncAgent
from kiosk.sync.identity import identity

QUICK = Pace(gather=0.02, idle=0.1, first_retry=0.05, last_retry=0.3)
DUE = "2026-12-08"


class Desk:
    def __init__(self, db: Database, now: Callable[[], int], agent: SyncAgent) -> None:
        self._db = db
        self._now = now
        self._agent = agent
        self._writer = JournalWriter(db, *identity(db))

    def lend(self, item: str, patron: str) -> str:
        with self._db.atomic():
            row, at, loan = Item.get_by_id(UUID(item)), self._now(), new_id()
            about = {"loan": loan, "item": row.id, "record": row.record_id, "patron": UUID(patron)}
            Loan.create(id=loan, patron=UUID(patron), item=row, record=row.record_id, lent_at=at, due_on=DUE)
            Item.update(state="on_loan").where(Item.id == row.id).execute()
            self._writer.append(Fact("check_out", at, **about, body={"due_on": DUE, "in_library": False}))
        self._agent.wake()
        return loan.hex

    def take_back(self, item: str) -> None:
        with self._db.atomic():
            at = self._now()
            loan = Loan.get(Loan.item == UUID(item), Loan.returned_at.is_null())
            Loan.update(returned_at=at, ended_as="returned").where(Loan.id == loan.id).execute()
            Item.update(state="available").where(Item.id == UUID(item)).execute()
            about = {"loan": loan.id, "item": loan.item_id, "record": loan.record_id, "patron": loan.patron_id}
            self._writer.append(Fact("check_in", at, **about))
        self._agent.wake()

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
    print(identity(db).kiosk, flush=True)
    told = json.loads(sys.stdin.readline())
    clock = system_clock(ZoneInfo("UTC"))
    agent = SyncAgent(db, told["centre"], told["token"], clock, pace=QUICK)
    desk = Desk(db, lambda: to_ms(clock()), agent)
    agent.start()
    for line in sys.stdin:
        task, *arguments = json.loads(line)
        print(json.dumps(getattr(desk, task)(*arguments)), flush=True)
    agent.stop()
    db.close()


if __name__ == "__main__":
    main(sys.argv[1])

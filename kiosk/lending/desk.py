"""The desk: one database handle with what every use-case needs at it."""

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime
from uuid import UUID
from zoneinfo import ZoneInfo

from peewee import Database

from db.journal import EventKind, Fact, JournalWriter
from db.models import Item, Loan, Notice
from db.rows import driver_of
from db.settings import BYLAW_VERSION, get_setting
from kiosk.circulation.model import ItemState, PatronFacts, RecordFacts
from kiosk.circulation.policy import policy_for
from kiosk.circulation.rules import Circumstances
from kiosk.clock import Steady, from_ms, to_ms
from kiosk.lending.due import due_day
from kiosk.lending.facts import FactLoader, sql_of
from kiosk.lending.rules import Bylaw, load_bylaw
from kiosk.lending.storage import transaction


class Desk:
    """Belongs to the thread that opened `db`. kiosk, epoch: whose journal it writes; on_recorded: called after each
    commit that has recorded something; steady: runs on when the clock is set."""

    def __init__(
        self,
        db: Database,
        kiosk: str,
        epoch: int,
        timezone: ZoneInfo,
        on_recorded: Callable[[], object] | None = None,
        steady: Callable[[], Steady] | None = None,
    ) -> None:
        self.db = db
        self.kiosk = kiosk
        self.timezone = timezone
        self.facts = FactLoader(db)
        self.journal = JournalWriter(db, kiosk, epoch, on_recorded, steady)
        self._bylaw: Bylaw | None = None
        self.insert_loan = sql_of(
            Loan.insert(
                {
                    Loan.id: UUID(int=0),
                    Loan.patron: UUID(int=0),
                    Loan.item: UUID(int=0),
                    Loan.record: UUID(int=0),
                    Loan.lent_at: 0,
                    Loan.due_on: None,
                    Loan.renewals: 0,
                    Loan.in_library: False,
                    Loan.ended_as: "",
                }
            )
        )
        self._set_state = sql_of(Item.update(state="").where(Item.id == UUID(int=0)))

    def set_item_state(self, item: UUID, state: ItemState) -> None:
        """Inside the caller's transaction."""
        self.execute(self._set_state, (state, item.hex))

    def execute(self, sql: str, parameters: Sequence[object]) -> None:
        """A statement that peewee wrote, past its bookkeeping; inside the caller's transaction."""
        driver_of(self.db).execute(sql, parameters)

    def bylaw(self, version: str | None = None) -> Bylaw:
        """Policies, rota and calendar as they stand now; read again when their version has moved.

        version: as just read together with another fact, to save a look-up."""
        version = get_setting(BYLAW_VERSION) if version is None else version
        if self._bylaw is None or self._bylaw.version != version:
            self._bylaw = replace(load_bylaw(), version=version)
        return self._bylaw

    def local(self, ms: int) -> datetime:
        return from_ms(ms, self.timezone)

    def due_day(self, due_on: date, lent_at: int, class_name: str) -> date:
        """Of one loan; see kiosk.lending.due."""
        return due_day(due_on, lent_at, self.bylaw().rota.calendar, self.timezone, class_name)

    def circumstances(self, patron: UUID, at: datetime) -> Circumstances:
        """Read anew: a card may have been blocked since it was shown."""
        now, version = self.facts.patron_now(patron)
        bylaw = self.bylaw(version)
        calendar = bylaw.rota.calendar
        return Circumstances(
            at=at,
            patron=now,
            policy=policy_for(bylaw.policies, now.category, "", at.date()),
            policies=bylaw.policies,
            rota=bylaw.rota,
            loans=tuple(
                replace(loan, due_on=due_day(loan.due_on, loan.lent_at, calendar, self.timezone, now.class_name))
                for loan in self.facts.loans_of_patron(patron)
            ),
        )

    def held_for(self, record: RecordFacts, patron: PatronFacts, free_copies: int) -> UUID | None:
        """Whose turn it is among those who wait, when the free copies are theirs and not this patron's."""
        waiting = self.facts.waiting_patrons(record.id)
        if len(waiting) < free_copies or patron.id in waiting[:free_copies]:
            return None
        return waiting[0]

    def note(self, kind: str, at: datetime, **facts: str) -> None:
        """A line on the librarian's list. facts: ids and codes, never a name."""
        with transaction(self.db):
            event = self.journal.append(Fact(EventKind.NOTICE, to_ms(at), body={"kind": kind, **facts}))
            self.add_notice(event, kind, at, facts)

    @staticmethod
    def add_notice(event: UUID, kind: str, at: datetime, facts: Mapping[str, str]) -> None:
        Notice.create(id=event, kind=kind, at=to_ms(at), body=json.dumps(facts, ensure_ascii=False))

"""The world of one simulation: kiosks, the centre, the line between them, and what steps do to them."""

from collections.abc import Callable
from contextlib import contextmanager
from datetime import datetime
from random import Random
from uuid import UUID
from zoneinfo import ZoneInfo

from peewee import SqliteDatabase

from db.journal import Fact
from db.models import Item, Journal, Loan, Patron, Policy
from db.settings import bump_bylaw
from kiosk.clock import from_ms, to_ms
from kiosk.lending.accounts import renew
from kiosk.lending.check_ins import (
    NotOnLoan,
    WhichCopy,
    check_in,
    check_in_unlent,
    loan_ended_by,
    set_damaged,
    undo_check_in,
)
from kiosk.lending.check_outs import CheckedOut, Refused, check_out, record_refusal, undo_check_out
from kiosk.lending.desk import Desk
from kiosk.lending.storage import transaction
from kiosk.sync.feed import publish_all
from kiosk.sync.outbox import waiting
from kiosk.sync.why import WhyAway
from tests.simulation import school, wiring
from tests.simulation.history import History, Step, skew
from tests.simulation.network import Crash, Line
from tests.simulation.sites import Turn, copy_of, empty_site

ZONE = ZoneInfo("Asia/Shanghai")
LETTERS = "abcd"
# kiosk, epoch, seq
Place = tuple[str, int, int]
# Rounds of every kiosk after which all must have settled.
ROUNDS = 3
# The network's failures are in the plan; these are faults of the program.
FAULTS = (WhyAway.FAULT, WhyAway.DATABASE, WhyAway.MISUNDERSTOOD, WhyAway.REFUSED)


class Broken(Exception):
    """Something that must never be; the message is one sentence."""


class Kiosk:
    """One station: its database, its desk and its agent, which a restart makes anew."""

    def __init__(self, world: "World", number: int, db: SqliteDatabase, skew: int) -> None:
        self.name = f"k-{LETTERS[number] * 6}"
        self.db = db
        self.skew = skew
        self.line = Line(world.at_centre, world.in_flight)
        self.lent: list[UUID] = []
        self.taken_back: list[UUID] = []
        self.images: list[SqliteDatabase] = []
        self.epoch = 1
        self._world = world

    def clock(self) -> datetime:
        return from_ms(self._world.now + self.skew, ZONE)

    def start(self) -> None:
        """Its models must be turned to it."""
        me = wiring.identity(self.db)
        self.epoch = max(self.epoch, me.epoch)
        self.desk = Desk(self.db, *me, ZONE)
        self.agent = wiring.Agent(self.db, self.clock, self.line)
        self.agent.on_epoch = lambda later: self.desk.journal.begin(later.epoch)
        self.lent, self.taken_back = [], []


class World:
    def __init__(self, history: History) -> None:
        self.now = school.START
        self.in_flight: list[bytes] = []
        self.ever_at_centre: set[Place] = set()
        self.edited: set[UUID] = set()
        self._history = history
        self._turn = Turn()
        self.centre = empty_site()
        with self.at(self.centre):
            school.build_school()
            publish_all(self.centre, self.now)
        self._backups = [copy_of(self.centre)]
        self.kiosks = [self._new_kiosk(number, skew) for number, skew in enumerate(history.skews)]

    def _new_kiosk(self, number: int, skew: int) -> Kiosk:
        kiosk = Kiosk(self, number, empty_site(), skew)
        with self.at(kiosk.db):
            wiring.name_kiosk(kiosk.db, kiosk.name)
            kiosk.start()
        self._talk(kiosk)
        kiosk.images.append(copy_of(kiosk.db))
        return kiosk

    @contextmanager
    def at(self, db: SqliteDatabase):
        with self._turn.of(db):
            yield

    # --- what the history does

    def run(self) -> None:
        for step in self._history.steps:
            self._take(step)

    def _take(self, step: Step) -> None:
        self.now += step.after
        kiosk = self.kiosks[step.who % len(self.kiosks)]
        act: Callable[[Kiosk, Random, Step], None] = getattr(self, f"_{step.kind}")
        act(kiosk, Random(step.choice), step)

    def settle(self) -> None:
        """The network heals, what was under way arrives, and everybody has some rounds of calls: nothing else."""
        while self.in_flight:
            self._deliver(self.in_flight.pop())
        with self.at(self.centre):
            publish_all(self.centre, self.now)
        for _ in range(ROUNDS):
            for kiosk in self.kiosks:
                self._talk(kiosk)

    def _talk(self, kiosk: Kiosk) -> None:
        kiosk.line.heal()
        self._call(kiosk)

    def _call(self, kiosk: Kiosk) -> None:
        with self.at(kiosk.db):
            why = kiosk.agent.talk()
        if why in FAULTS:
            raise Broken(f"sync of {kiosk.name} ends with «{why}»")

    # --- the wire and the centre

    def at_centre(self, body: bytes, crashes: bool) -> bytes:
        """The answer to a call that arrives. crashes: before its transaction is committed."""
        with self.at(self.centre):
            with self.centre.atomic():
                reply = wiring.answer(self.centre, body, self.now, self._history.page)
                if crashes:
                    raise Crash
            self.ever_at_centre |= places()
            return reply

    def _deliver(self, body: bytes) -> None:
        """The kiosk that sent it has long given up."""
        self.at_centre(body, False)

    def _sync(self, kiosk: Kiosk, dice: Random, step: Step) -> None:
        def meanwhile() -> None:
            for inner in step.during:
                # The desk of this kiosk and of the others go on while a call is under way.
                self._take(inner)

        kiosk.line.will(step.fates, meanwhile if step.during else None)
        self._call(kiosk)

    def _arrive(self, kiosk: Kiosk, dice: Random, step: Step) -> None:
        if self.in_flight:
            # Sometimes it arrives once more after that.
            place = dice.randrange(len(self.in_flight))
            body = self.in_flight[place] if dice.random() < 0.3 else self.in_flight.pop(place)
            self._deliver(body)

    # --- at a desk

    def _lend(self, kiosk: Kiosk, dice: Random, step: Step) -> None:
        with self.at(kiosk.db):
            facts, at = kiosk.desk.facts, kiosk.clock()
            patron = facts.patron(f"S{dice.randrange(len(school.PATRONS))}")
            shown = self._shown(kiosk, dice)
            if patron is None or shown is None:
                return
            lent = check_out(kiosk.desk, patron, shown, at)
            if isinstance(lent, CheckedOut):
                kiosk.lent.append(lent.loan)
            elif dice.random() < 0.2:
                record_refusal(kiosk.desk, lent, patron, "B0", at)

    def _shown(self, kiosk: Kiosk, dice: Random):
        """A labelled copy, or a title by its ISBN."""
        facts = kiosk.desk.facts
        if dice.random() < 0.5:
            return facts.item(f"B{dice.randrange(len(school.LABELLED_ITEMS))}")
        return facts.record(f"97899999{dice.choice((0, 2, 2, 3, 3)):05d}")

    def _bring_back(self, kiosk: Kiosk, dice: Random, step: Step) -> None:
        with self.at(kiosk.db):
            desk, at = kiosk.desk, kiosk.clock()
            loans = list(Loan.select(Loan.id).where(Loan.returned_at.is_null()).order_by(Loan.id).tuples())
            if loans and dice.random() < 0.7:
                loan = desk.facts.loan(dice.choice(loans)[0])
            else:
                shown = self._shown(kiosk, dice)
                loan = NotOnLoan(shown) if shown is None else loan_ended_by(desk, shown, dice.random() < 0.5)
                if isinstance(loan, NotOnLoan) and shown is not None:
                    check_in_unlent(desk, shown, at)
            if not isinstance(loan, NotOnLoan | WhichCopy):
                check_in(desk, loan, at)
                kiosk.taken_back.append(loan.id)

    def _renew(self, kiosk: Kiosk, dice: Random, step: Step) -> None:
        with self.at(kiosk.db):
            loans = list(Loan.select().where(Loan.returned_at.is_null()).order_by(Loan.id))
            if loans:
                loan = dice.choice(loans)
                renew(kiosk.desk, kiosk.desk.facts.patron_by_id(loan.patron_id), loan.id, kiosk.clock())

    def _undo_loan(self, kiosk: Kiosk, dice: Random, step: Step) -> None:
        with self.at(kiosk.db):
            if kiosk.lent and _is_open(kiosk.lent[-1]):
                undo_check_out(kiosk.desk, kiosk.lent.pop(), kiosk.clock())

    def _undo_return(self, kiosk: Kiosk, dice: Random, step: Step) -> None:
        with self.at(kiosk.db):
            if kiosk.taken_back and not _is_open(kiosk.taken_back[-1]):
                undo_check_in(kiosk.desk, kiosk.taken_back.pop(), kiosk.clock())

    def _damaged(self, kiosk: Kiosk, dice: Random, step: Step) -> None:
        with self.at(kiosk.db):
            set_damaged(kiosk.desk, dice.choice((*school.LABELLED_ITEMS, *school.PLAIN_ITEMS)), kiosk.clock())

    def _refused(self, kiosk: Kiosk, dice: Random, step: Step) -> None:
        with self.at(kiosk.db):
            record_refusal(kiosk.desk, Refused((), None), None, "B9999", kiosk.clock())

    def _noted(self, kiosk: Kiosk, dice: Random, step: Step) -> None:
        with self.at(kiosk.db):
            kiosk.desk.note("unknown_code", kiosk.clock(), text="B9999")

    def _unreadable(self, kiosk: Kiosk, dice: Random, step: Step) -> None:
        """A newer program wrote it, or a sector went bad: no centre of this version can read it."""
        with self.at(kiosk.db), transaction(kiosk.db):
            kind, item = dice.choice((("hologram", None), ("check_in", dice.choice(school.LABELLED_ITEMS))))
            event = kiosk.desk.journal.append(Fact(kind, to_ms(kiosk.clock()), item=item))
            Journal.update(body="{cut").where(Journal.id == event).execute()

    # --- the librarian at the centre

    @contextmanager
    def _editing(self):
        with self.at(self.centre), self.centre.atomic():
            yield
            publish_all(self.centre, self.now)

    def _block_patron(self, kiosk: Kiosk, dice: Random, step: Step) -> None:
        with self._editing():
            Patron.update(blocked=dice.random() < 0.5).where(Patron.id == dice.choice(school.PATRONS)).execute()

    def _patron_leaves(self, kiosk: Kiosk, dice: Random, step: Step) -> None:
        with self._editing():
            Patron.update(left=dice.random() < 0.5).where(Patron.id == dice.choice(school.PATRONS)).execute()

    def _withdraw(self, kiosk: Kiosk, dice: Random, step: Step) -> None:
        with self._editing():
            item = dice.choice(school.LABELLED_ITEMS)
            state = dice.choice(("withdrawn", "missing", "lost", "in_repair"))
            Item.update(state=state).where(Item.id == item).execute()
            self.edited.add(item)

    def _change_policy(self, kiosk: Kiosk, dice: Random, step: Step) -> None:
        with self._editing():
            Policy.update(max_loans=dice.randint(1, 5), days=dice.choice((7, 14, 30))).execute()
            bump_bylaw()

    # --- clocks, disks

    def _set_clock(self, kiosk: Kiosk, dice: Random, step: Step) -> None:
        kiosk.skew = skew(dice)

    def _restart(self, kiosk: Kiosk, dice: Random, step: Step) -> None:
        with self.at(kiosk.db):
            kiosk.start()

    def _photograph(self, kiosk: Kiosk, dice: Random, step: Step) -> None:
        kiosk.images.append(copy_of(kiosk.db))

    def _restore_kiosk(self, kiosk: Kiosk, dice: Random, step: Step) -> None:
        image = dice.choice(kiosk.images)
        if self._is_last_copy(image, instead_of=kiosk.db):
            return
        kiosk.db = copy_of(image)
        with self.at(kiosk.db):
            wiring.notice_that_kiosk_was_restored(kiosk.db, kiosk.epoch)
            kiosk.start()

    def _back_up_centre(self, kiosk: Kiosk, dice: Random, step: Step) -> None:
        self._backups.append(copy_of(self.centre))

    def _restore_centre(self, kiosk: Kiosk, dice: Random, step: Step) -> None:
        backup = dice.choice(self._backups)
        if self._is_last_copy(backup, instead_of=self.centre):
            return
        self.centre = copy_of(backup)
        with self.at(self.centre):
            wiring.notice_that_centre_was_restored()
            publish_all(self.centre, self.now)

    def _is_last_copy(self, copy: SqliteDatabase, instead_of: SqliteDatabase) -> bool:
        """Whether what the centre has once had would be nowhere: no protocol brings that back."""
        kept: set[Place] = set()
        for db in (copy, self.centre, *(kiosk.db for kiosk in self.kiosks)):
            if db is not instead_of:
                with self.at(db):
                    kept |= places()
        return not self.ever_at_centre <= kept

    # --- for the verdict

    def waiting(self, kiosk: Kiosk) -> int:
        with self.at(kiosk.db):
            return waiting(wiring.identity(kiosk.db))


def places() -> set[Place]:
    return set(Journal.select(Journal.kiosk, Journal.epoch, Journal.seq).tuples())


def _is_open(loan: UUID) -> bool:
    return Loan.select().where(Loan.id == loan, Loan.returned_at.is_null()).exists()

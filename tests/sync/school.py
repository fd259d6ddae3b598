"""A very small school for the sync tests, and events as kiosks write them."""

from itertools import count
from uuid import UUID

from db.journal import COUNTER_BITS
from db.models import Item, Journal, Loan, Notice, Patron, Policy, Record, Resolution, SchoolClass
from kiosk.sync.events import Event

NOON = 1_796_000_000_000  # ms since 1970
DUE = "2026-12-08"
CLASS = UUID(int=1)
PATRONS = [UUID(int=100 + n) for n in range(4)]
LABELLED = UUID(int=200)
PLAIN = UUID(int=201)
ITEMS = [UUID(int=300 + n) for n in range(3)]
COPIES = [UUID(int=400 + n) for n in range(2)]


def build_school() -> None:
    """Three labelled items of one title, two copies without labels of another."""
    Policy.create(max_loans=1000, days=15)
    SchoolClass.create(id=CLASS, name="三（2）班", grade=3)
    for n, patron in enumerate(PATRONS):
        Patron.create(id=patron, number=f"S{n}", name=f"读者{n}", school_class=CLASS)
    Record.create(id=LABELLED, isbn="9787020002207", title="红楼梦")
    Record.create(id=PLAIN, isbn="9787530125953", title="草房子")
    for n, item in enumerate(ITEMS):
        Item.create(id=item, record=LABELLED, label=f"L{n}")
    for item in COPIES:
        Item.create(id=item, record=PLAIN)


class Journalist:
    """Writes a kiosk's events, a second apart unless told otherwise."""

    def __init__(self, kiosk: str, start: int = NOON) -> None:
        self.kiosk = kiosk
        self.clock = start
        self._seq = count(1)
        self._loans = count(1)
        self.events: list[Event] = []

    def say(self, kind: str, /, item: UUID | None = None, loan: str | None = None, patron: int | None = None, **body):
        seq = next(self._seq)
        self.clock += 1000
        event = Event(
            f"{self.kiosk.encode().hex():0>16}{seq:016x}",
            self.kiosk,
            1,
            seq,
            self.clock << COUNTER_BITS,
            self.clock,
            kind,
            loan,
            item.hex if item else None,
            (PLAIN if item in COPIES else LABELLED).hex if item else None,
            None if patron is None else PATRONS[patron].hex,
            None,
            body,
        )
        self.events.append(event)
        return event

    def lend(self, item: UUID, patron: int) -> str:
        loan = f"{self.kiosk.encode().hex():0>24}{next(self._loans):08x}"
        self.say("check_out", item, loan, patron, due_on=DUE, in_library=False)
        return loan

    def take_back(self, item: UUID, loan: str | None = None) -> Event:
        return self.say("check_in", item, loan)

    def upload(self, first: int = 1, last: int | None = None):
        from kiosk.sync.messages import Upload

        entries = tuple(self.events[first - 1 : last])
        return Upload(self.kiosk, 1, first, entries, 0, {}, self.clock)


def as_raw(event: Event) -> dict:
    """As the event travels."""
    fields = ("id", "seq", "hlc", "at", "kind", "loan", "item", "record", "patron", "staff", "body")
    return {name: getattr(event, name) for name in fields if getattr(event, name) is not None}


def state_of_tables() -> dict:
    """All that sync decides, to be compared."""
    loans = Loan.select(
        Loan.id, Loan.item, Loan.patron, Loan.due_on, Loan.renewals, Loan.returned_at, Loan.ended_as
    ).order_by(Loan.id)
    return {
        "loans": list(loans.tuples()),
        "items": list(Item.select(Item.id, Item.state).order_by(Item.id).tuples()),
        "notices": sorted(Notice.select(Notice.id, Notice.kind).tuples()),
        "resolutions": sorted(Resolution.select(Resolution.id, Resolution.resolved, Resolution.hlc).tuples()),
        "journal": sorted(id_ for (id_,) in Journal.select(Journal.id).tuples()),
    }

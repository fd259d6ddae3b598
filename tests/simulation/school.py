"""A very small school, in which everybody wants the same books."""

from datetime import date
from uuid import UUID

from db.models import Item, Loan, Patron, Policy, Record, SchoolClass, Staff
from db.settings import bump_bylaw

START = 1_796_000_000_000  # ms since 1970
PATRONS = [UUID(int=0x100 + n) for n in range(5)]
LABELLED = [UUID(int=0x200 + n) for n in range(2)]
PLAIN = [UUID(int=0x210 + n) for n in range(2)]
LABELLED_ITEMS = [UUID(int=0x300 + n) for n in range(4)]
PLAIN_ITEMS = [UUID(int=0x310 + n) for n in range(5)]
POLICY = UUID(int=0x400)
GIVEN = UUID(int=0x500)


def build_school() -> None:
    """Two titles with two labelled copies each, two with copies that bear no label, a loan from before."""
    Policy.create(id=POLICY, max_loans=4, days=14, renewals=2)
    one = SchoolClass.create(id=UUID(int=1), name="三(2)班", grade=3)
    for n, patron in enumerate(PATRONS):
        Patron.create(id=patron, number=f"S{n}", name=f"读者{n}", school_class=one)
    for n, record in enumerate((*LABELLED, *PLAIN)):
        Record.create(id=record, isbn=f"97899999{n:05d}", title=f"书{n}")
    for n, item in enumerate(LABELLED_ITEMS):
        Item.create(id=item, record=LABELLED[n % 2], label=f"B{n}")
    for n, item in enumerate(PLAIN_ITEMS):
        Item.create(id=item, record=PLAIN[min(n // 2, 1)])
    Staff.create(id=UUID(int=2), name="李老师", role="librarian")
    lent_at = START - 3 * 24 * 3_600_000
    columns = {"item": LABELLED_ITEMS[3], "record": LABELLED[1], "lent_at": lent_at, "due_on": date(2026, 12, 14)}
    Loan.create(id=GIVEN, patron=PATRONS[0], **columns)
    Item.update(state="on_loan").where(Item.id == LABELLED_ITEMS[3]).execute()
    bump_bylaw()

"""What a patron holds, may still borrow, and may renew."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from db.journal import EventKind, Fact
from db.models import Loan
from kiosk.circulation.denials import Denial
from kiosk.circulation.due_dates import due_date
from kiosk.circulation.model import LoanFacts, PatronFacts
from kiosk.circulation.policy import counted_loans, loan_limit
from kiosk.circulation.rules import Circumstances, RenewalRequest, days_late, next_chance, renewal_denials
from kiosk.clock import to_ms
from kiosk.lending.check_outs import Refused
from kiosk.lending.desk import Desk
from kiosk.lending.storage import transaction


@dataclass(frozen=True, slots=True)
class HeldLoan:
    """why_not: the first reason why it cannot be renewed, or None."""

    loan: LoanFacts
    days_late: int
    days_left: int
    why_not: Denial | None


@dataclass(frozen=True, slots=True)
class Account:
    limit: int
    on_loan: int
    loans: tuple[HeldLoan, ...]
    next_chance: datetime | None


@dataclass(frozen=True, slots=True)
class Renewed:
    """due_on: when it has to be back now. before: the own due day, without a recall, and the renewals to go back to."""

    loan: LoanFacts
    due_on: date
    days_moved: int
    before: tuple[date, int]


def _renewal_request(here: Circumstances, loan: LoanFacts) -> RenewalRequest:
    return RenewalRequest(here, loan, here.policy_of(loan.item_type))


def account(desk: Desk, patron: PatronFacts, at: datetime) -> Account:
    here = desk.circumstances(patron.id, at)
    held = []
    for loan in here.loans:
        denials = renewal_denials(_renewal_request(here, loan))
        left = max(0, (loan.due_on - here.today).days)
        held.append(HeldLoan(loan, days_late(loan, here), left, denials[0] if denials else None))
    limit = loan_limit(here.policy, patron) if here.policy else 0
    on_loan = counted_loans(here.policy, here.loans) if here.policy else len(here.loans)
    return Account(limit, on_loan, tuple(held), next_chance(here))


def renew(desk: Desk, patron: PatronFacts, loan_id: UUID, at: datetime) -> Renewed | Refused:
    """The new period counts from today and never shortens the old one."""
    with transaction(desk.db):
        here = desk.circumstances(patron.id, at)
        loan = next(loan for loan in here.loans if loan.id == loan_id)
        request = _renewal_request(here, loan)
        denials = renewal_denials(request)
        if denials:
            return Refused(denials, None)
        # Without a policy no renewal is left.
        assert request.item_policy is not None
        due_on, moved = due_date(here.today, request.item_policy.days, here.rota.calendar, here.patron.class_name)
        own = desk.facts.loan(loan.id)
        due_on = max(due_on, own.due_on)
        _set_due(desk, EventKind.RENEW, own, due_on, own.renewals + 1, at)
        shown = desk.due_day(due_on, own.lent_at, here.patron.class_name)
    return Renewed(own, shown, moved, (own.due_on, own.renewals))


def undo_renewal(desk: Desk, renewed: Renewed, at: datetime) -> None:
    with transaction(desk.db):
        _set_due(desk, EventKind.UNDO_RENEW, renewed.loan, *renewed.before, at)


def _set_due(desk: Desk, kind: EventKind, loan: LoanFacts, due_on: date, renewals: int, at: datetime) -> None:
    Loan.update(due_on=due_on, renewals=renewals).where(Loan.id == loan.id).execute()
    desk.journal.append(
        Fact(
            kind,
            to_ms(at),
            loan=loan.id,
            item=loan.item,
            record=loan.record,
            patron=loan.patron,
            body={"due_on": due_on.isoformat(), "renewals": renewals},
        )
    )

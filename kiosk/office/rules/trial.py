"""What would happen if this patron held up this book then: every rule of the by-law with its verdict."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from kiosk.circulation.denials import Denial
from kiosk.circulation.due_dates import due_date
from kiosk.circulation.model import ItemFacts, RecordFacts
from kiosk.circulation.policy import counted_loans, loan_limit
from kiosk.circulation.rules import ITEM_RULES, PATRON_RULES, CheckOutRequest, out_of_turn_notice, reading_denials
from kiosk.lending.check_outs import request_for
from kiosk.lending.desk import Desk
from kiosk.office.rules.views import RuleVerdict


@dataclass(frozen=True, slots=True)
class Trial:
    """verdicts: in the order in which the by-law reads. due_on, days_moved: when it would be lent; limit, on_loan: of
    the policy that governs this patron, None without one; may_read_here: whether it could be read in the library."""

    verdicts: tuple[RuleVerdict, ...]
    due_on: date | None
    days_moved: int
    limit: int | None
    on_loan: int
    renewals: int
    notice: Denial | None
    may_read_here: bool

    @property
    def denials(self) -> tuple[Denial, ...]:
        return tuple(verdict.denial for verdict in self.verdicts if verdict.denial)


def try_out(desk: Desk, patron: UUID, wanted: ItemFacts | RecordFacts, at: datetime) -> Trial | None:
    """None when the library has no copy. Nothing is written; the facts are those that lending would load, but for the
    loans, which are today's whatever day is tried."""
    request = request_for(desk, desk.facts.patron_by_id(patron), wanted, at)
    return None if request is None else judge(request)


def judge(request: CheckOutRequest) -> Trial:
    here, policy = request.here, request.here.policy
    verdicts = (
        *(RuleVerdict(rule.__name__, rule(here)) for rule in PATRON_RULES),
        *(RuleVerdict(rule.__name__, rule(request)) for rule in ITEM_RULES),
    )
    lent = request.item_policy is not None and not any(verdict.denial for verdict in verdicts)
    due_on, moved = (
        due_date(here.today, request.item_policy.days, here.rota.calendar, here.patron.class_name)
        if request.item_policy and lent
        else (None, 0)
    )
    return Trial(
        verdicts,
        due_on,
        moved,
        loan_limit(policy, here.patron) if policy else None,
        counted_loans(policy, here.loans) if policy else 0,
        request.item_policy.renewals if request.item_policy else 0,
        out_of_turn_notice(here),
        not lent and not reading_denials(request),
    )

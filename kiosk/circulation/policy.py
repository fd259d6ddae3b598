"""Which policy governs a patron and a kind of item: the most specific that is valid on the day."""

from collections.abc import Sequence
from datetime import date

from kiosk.circulation.model import LoanFacts, PatronFacts, PolicyFacts


def _is_valid(policy: PolicyFacts, on: date) -> bool:
    return (policy.valid_from is None or policy.valid_from <= on) and (policy.valid_to is None or on <= policy.valid_to)


def _fits(policy: PolicyFacts, category: str, item_type: str) -> bool:
    return policy.category in ("", category) and policy.item_type in ("", item_type)


def _specificity(policy: PolicyFacts) -> tuple[bool, bool, date]:
    """An item type weighs more than a category: «reference books stay here» holds for teachers too unless a
    policy for teachers and reference books says otherwise. Of two alike, the later one holds."""
    return bool(policy.item_type), bool(policy.category), policy.valid_from or date.min


def policy_for(policies: Sequence[PolicyFacts], category: str, item_type: str, on: date) -> PolicyFacts | None:
    fitting = [policy for policy in policies if _is_valid(policy, on) and _fits(policy, category, item_type)]
    return max(fitting, key=_specificity, default=None)


def loan_limit(policy: PolicyFacts, patron: PatronFacts) -> int:
    """A patron's own limit stands for the general one, never for that of a special kind of item."""
    if patron.loan_limit is not None and not policy.item_type:
        return patron.loan_limit
    return policy.max_loans


def counted_loans(policy: PolicyFacts, loans: Sequence[LoanFacts]) -> int:
    """Open loans that count towards the policy's limit: reading in the library does not."""
    return sum(not loan.in_library and policy.item_type in ("", loan.item_type) for loan in loans)

"""The library's by-law, one rule a function: the denial it gives, or None. A missing fact is never «allowed».

CHECK_OUT_RULES and RENEWAL_RULES read in the order in which a person would say them; all denials are returned.
Requirement rows S002-S010 (rota), S020-S026 (reference books, periods, teachers).
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from kiosk.circulation.denials import Denial, denial
from kiosk.circulation.due_dates import late_by
from kiosk.circulation.model import ItemFacts, ItemState, LoanFacts, PatronFacts, PolicyFacts
from kiosk.circulation.policy import counted_loans, loan_limit, policy_for
from kiosk.circulation.rota import Mode, RotaFacts, closes, is_out_of_turn

LAST_HOUR_OF_READING = 17


@dataclass(frozen=True, slots=True)
class Circumstances:
    """Who stands there and when. policy: the one for this patron whatever the item, or None when none applies.

    loans: each with the day on which it has to be back, as a recall has it too."""

    at: datetime
    patron: PatronFacts
    policy: PolicyFacts | None
    policies: tuple[PolicyFacts, ...]
    rota: RotaFacts
    loans: tuple[LoanFacts, ...]

    def policy_of(self, item_type: str) -> PolicyFacts | None:
        return policy_for(self.policies, self.patron.category, item_type, self.today)

    @property
    def today(self) -> date:
        return self.at.date()


@dataclass(frozen=True, slots=True)
class CheckOutRequest:
    """item_policy: the one for this patron and this item. held_for: whose turn it is among those who wait for the
    title when no copy is left over for anyone else; None when nobody waits."""

    here: Circumstances
    item: ItemFacts
    item_policy: PolicyFacts | None
    held_for: UUID | None


@dataclass(frozen=True, slots=True)
class RenewalRequest:
    here: Circumstances
    loan: LoanFacts
    item_policy: PolicyFacts | None


# --- the patron, before any book -----------------------------------------------------------------------------


def card_is_not_reported_lost(here: Circumstances) -> Denial | None:
    return denial("card_reported_lost") if here.patron.card_lost else None


def patron_is_not_blocked(here: Circumstances) -> Denial | None:
    return denial("patron_blocked") if here.patron.blocked else None


def patron_has_not_expired(here: Circumstances) -> Denial | None:
    ends = here.patron.expires_on
    return denial("patron_expired", expired_on=ends) if ends and ends < here.today else None


def patron_owes_no_compensation(here: Circumstances) -> Denial | None:
    return denial("compensation_owed") if here.patron.owes_compensation else None


def _keeps_to_the_rota(here: Circumstances) -> bool:
    return here.policy is None or not here.policy.rota_exempt


def next_own_turn(here: Circumstances) -> datetime | None:
    patron = here.patron
    turn = here.rota.next_own_turn(patron.class_name, patron.grade, patron.division, here.at)
    return turn.starts if turn else None


def next_chance(here: Circumstances) -> datetime | None:
    """When this patron may borrow again, in the own turn or a free one."""
    patron = here.patron
    turn = here.rota.next_turn(patron.class_name, patron.grade, patron.division, here.at)
    return turn.starts if turn else None


def _only_returns(here: Circumstances) -> bool:
    return _keeps_to_the_rota(here) and here.rota.calendar.only_returns_on(here.today, here.patron.class_name)


def lending_has_not_stopped(here: Circumstances) -> Denial | None:
    """At the end of a term everything comes back; a class that leaves the school is called in before (S050, S053)."""
    if not _only_returns(here):
        return None
    own = here.rota.calendar.class_recall_of(here.patron.class_name, here.today)
    is_told_apart = own is not None and own.is_called_in(here.today)
    return denial("only_returns_now", opens_at=None if is_told_apart else next_chance(here))


def library_is_open(here: Circumstances) -> Denial | None:
    if _keeps_to_the_rota(here) and closes(here.rota, here.at) and not _only_returns(here):
        return denial("library_closed", opens_at=next_chance(here))
    return None


def serving(rota: RotaFacts, at: datetime) -> tuple[str, ...]:
    """Names of who is served now: classes, grades as numbers, divisions."""
    turn = rota.whose_turn(at)
    return tuple(subject.name for subject in turn.served) if turn else ()


def it_is_the_class_turn(here: Circumstances) -> Denial | None:
    """Refuses in ENFORCE only; PREFER serves with a notice, see `out_of_turn_notice`."""
    if here.rota.mode is Mode.ENFORCE and _keeps_to_the_rota(here) and is_out_of_turn(here.rota, here.patron, here.at):
        return denial(
            "not_your_class_turn",
            serving=serving(here.rota, here.at),
            class_name=here.patron.class_name,
            next_at=next_own_turn(here),
        )
    return None


def out_of_turn_notice(here: Circumstances) -> Denial | None:
    if here.rota.mode is Mode.PREFER and _keeps_to_the_rota(here) and is_out_of_turn(here.rota, here.patron, here.at):
        return denial("served_out_of_turn", serving=serving(here.rota, here.at), next_at=next_own_turn(here))
    return None


def class_has_had_its_lesson(here: Circumstances) -> Denial | None:
    return None if here.patron.class_trained else denial("class_not_trained", class_name=here.patron.class_name)


def days_late(loan: LoanFacts, here: Circumstances) -> int:
    return late_by(loan.due_on, loan.in_library, here.today)


def patron_is_under_the_overdue_limit(here: Circumstances) -> Denial | None:
    policy = here.policy
    late = sorted((loan for loan in here.loans if days_late(loan, here)), key=lambda loan: loan.due_on)
    if policy is None or not late:
        return None
    too_many = policy.overdue_block_count is not None and len(late) >= policy.overdue_block_count
    too_late = policy.overdue_block_days is not None and days_late(late[0], here) > policy.overdue_block_days
    return denial("overdue_limit_reached", count=len(late), title=late[0].title) if too_many or too_late else None


# --- the book ------------------------------------------------------------------------------------------------


OUT_OF_CIRCULATION = {
    ItemState.WITHDRAWN: "item_withdrawn",
    ItemState.LOST: "item_lost",
    ItemState.MISSING: "item_lost",
    ItemState.IN_REPAIR: "item_in_repair",
}


def out_of_circulation(item: ItemFacts) -> Denial | None:
    code = OUT_OF_CIRCULATION.get(item.state)
    return denial(code, title=item.record.title) if code else None


def item_is_in_circulation(request: CheckOutRequest) -> Denial | None:
    return out_of_circulation(request.item)


def item_is_not_the_patrons_already(request: CheckOutRequest) -> Denial | None:
    mine = next((loan for loan in request.here.loans if loan.item == request.item.id), None)
    return denial("already_yours", title=mine.title, due_on=mine.due_on) if mine else None


def item_is_not_on_loan(request: CheckOutRequest) -> Denial | None:
    on_loan = request.item.state == ItemState.ON_LOAN and item_is_not_the_patrons_already(request) is None
    return denial("item_on_loan", title=request.item.record.title) if on_loan else None


def item_is_not_held_for_another(request: CheckOutRequest) -> Denial | None:
    if request.held_for in (None, request.here.patron.id):
        return None
    return denial("item_held_for_other", title=request.item.record.title)


def a_policy_applies(request: CheckOutRequest) -> Denial | None:
    return denial("no_policy_applies", title=request.item.record.title) if request.item_policy is None else None


def item_may_leave_the_library(request: CheckOutRequest) -> Denial | None:
    policy = request.item_policy
    if policy is None or policy.lendable:
        return None
    return denial("item_not_for_loan", title=request.item.record.title, until=reading_ends(request.here))


def reading_ends(here: Circumstances) -> datetime | None:
    """Until when a book may be read in the library today: the last bell, else five in the afternoon."""
    turns = here.rota.turns_on(here.today, here.at.tzinfo)
    last = max((turn.ends for turn in turns), default=None)
    if last is not None and last > here.at:
        return last
    return here.at.replace(hour=LAST_HOUR_OF_READING, minute=0, second=0, microsecond=0)


def patron_is_under_the_loan_limit(request: CheckOutRequest) -> Denial | None:
    """Both limits hold: the patron's over everything, and that of a special kind of item."""
    for policy in (request.here.policy, request.item_policy):
        if policy is not None and policy.lendable:
            limit = loan_limit(policy, request.here.patron)
            count = counted_loans(policy, request.here.loans)
            if count >= limit:
                return denial("loan_limit_reached", limit=limit, on_loan=count)
    return None


PatronRule = Callable[[Circumstances], Denial | None]
ItemRule = Callable[[CheckOutRequest], Denial | None]

PATRON_RULES: tuple[PatronRule, ...] = (
    card_is_not_reported_lost,
    patron_is_not_blocked,
    patron_has_not_expired,
    patron_owes_no_compensation,
    lending_has_not_stopped,
    library_is_open,
    it_is_the_class_turn,
    class_has_had_its_lesson,
    patron_is_under_the_overdue_limit,
)

ITEM_RULES: tuple[ItemRule, ...] = (
    item_is_in_circulation,
    item_is_not_the_patrons_already,
    item_is_not_on_loan,
    item_is_not_held_for_another,
    a_policy_applies,
    item_may_leave_the_library,
    patron_is_under_the_loan_limit,
)


def patron_denials(here: Circumstances) -> tuple[Denial, ...]:
    """What keeps this patron from borrowing anything now."""
    return tuple(found for rule in PATRON_RULES if (found := rule(here)))


def check_out_denials(request: CheckOutRequest) -> tuple[Denial, ...]:
    """Everything that speaks against this loan; empty: lend it."""
    return patron_denials(request.here) + tuple(found for rule in ITEM_RULES if (found := rule(request)))


# In-library use: the book does not leave, so neither the limit nor «not for loan» stands against it.
NOT_FOR_READING_HERE = frozenset({"item_not_for_loan", "loan_limit_reached", "not_your_class_turn"})


def reading_denials(request: CheckOutRequest) -> tuple[Denial, ...]:
    """What speaks against reading it here today (S020)."""
    if request.item_policy is None or not request.item_policy.in_library:
        return check_out_denials(request)
    return tuple(found for found in check_out_denials(request) if found.code not in NOT_FOR_READING_HERE)


# --- renewal -------------------------------------------------------------------------------------------------


def loan_is_not_overdue(request: RenewalRequest) -> Denial | None:
    loan = request.loan
    late = days_late(loan, request.here)
    return denial("loan_overdue_no_renewal", title=loan.title, due_on=loan.due_on) if late else None


def loan_has_renewals_left(request: RenewalRequest) -> Denial | None:
    loan, policy = request.loan, request.item_policy
    allowed = policy.renewals if policy and not loan.in_library else 0
    if loan.renewals < allowed:
        return None
    return denial("renewal_limit_reached", title=loan.title, due_on=loan.due_on)


RENEWAL_RULES: Sequence[Callable[[RenewalRequest], Denial | None]] = (loan_is_not_overdue, loan_has_renewals_left)


def renewal_denials(request: RenewalRequest) -> tuple[Denial, ...]:
    """Blocked, expired or lost cards renew nothing; the class rota does not matter for a book already at home."""
    about_the_card = (card_is_not_reported_lost, patron_is_not_blocked, patron_has_not_expired)
    return tuple(found for rule in about_the_card if (found := rule(request.here))) + tuple(
        found for rule in RENEWAL_RULES if (found := rule(request))
    )

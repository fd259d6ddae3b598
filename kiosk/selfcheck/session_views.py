"""What the screens show of a patron's visit: facts in, frozen views out."""

from collections.abc import Sequence

from kiosk.circulation.denials import OVERRIDABLE
from kiosk.circulation.model import REFERENCE, ItemFacts, LoanFacts, PatronFacts, RecordFacts
from kiosk.circulation.naming import masked
from kiosk.lending.accounts import Account
from kiosk.lending.check_ins import loan_ended_by, record_of
from kiosk.lending.check_outs import Refused
from kiosk.lending.desk import Desk
from kiosk.selfcheck import views
from kiosk.selfcheck.views import Offer, VisitAct

LOANS_A_PAGE = 3
NOT_NOW = ("not_your_class_turn", "library_closed", "only_returns_now")
Shown = ItemFacts | RecordFacts | None


def badge(patron: PatronFacts) -> views.Badge:
    return views.Badge(masked(patron.name), patron.class_name, patron.category)


def shelf(account: Account, refused: tuple[Refused, Shown] | None) -> views.Shelf:
    not_now = refused is not None and refused[0].denials[0].code in NOT_NOW
    return views.Shelf(account.limit, account.on_loan, account.next_chance if not_now else None)


def loan_rows(account: Account) -> tuple[views.LoanRow, ...]:
    return tuple(
        views.LoanRow(
            loan=held.loan.id,
            title=held.loan.title,
            due_on=held.loan.due_on,
            days_late=held.days_late,
            days_left=held.days_left,
            renewals=held.loan.renewals,
            why_not=held.why_not,
        )
        for held in account.loans
    )


def pages(account: Account) -> int:
    return max(1, -(-len(account.loans) // LOANS_A_PAGE))


def my_loans(patron: PatronFacts, account: Account, page: int) -> views.MyLoans:
    rows, last = loan_rows(account), pages(account) - 1
    page = min(page, last)
    shown = rows[page * LOANS_A_PAGE : (page + 1) * LOANS_A_PAGE]
    return views.MyLoans(badge(patron), shown, page, last + 1, sum(row.days_late > 0 for row in rows))


def book(record: RecordFacts) -> views.Book:
    return views.Book(record.title, record.call_number, record.shelf)


def refusal(desk: Desk, refused: Refused, shown: Shown) -> views.Refusal:
    record = record_of(shown) if shown else refused.record
    return views.Refusal(refused.denials, book(record) if record else None, offers(desk, refused, shown))


def offers(desk: Desk, refused: Refused, shown: Shown) -> tuple[Offer, ...]:
    """The ways on, beside «OK»; staff can help where all that stands against it is theirs to decide."""
    codes = [found.code for found in refused.denials]
    found = []
    reference = shown is not None and record_of(shown).item_type == REFERENCE
    if codes[0] == "item_not_for_loan" or (reference and "item_not_for_loan" in codes):
        found.append(Offer.READ_HERE)
    if codes[0] == "already_yours":
        found.append(Offer.RENEW)
    if codes[0] == "item_on_loan" and shown and isinstance(loan_ended_by(desk, shown, copy_came_back=True), LoanFacts):
        found.append(Offer.RETURN_IT)
    if codes[0] in ("loan_limit_reached", "overdue_limit_reached"):
        found.append(Offer.MY_LOANS)
    if OVERRIDABLE.issuperset(codes):
        found.append(Offer.STAFF)
    return tuple(found)


def finished(patron: PatronFacts, account: Account, done: Sequence[VisitAct]) -> views.Finished:
    rows = loan_rows(account)
    return views.Finished(
        badge=badge(patron),
        returned=done.count(VisitAct.RETURNED),
        borrowed=done.count(VisitAct.CHECKED_OUT) + done.count(VisitAct.READ_HERE),
        earliest_due=min((row.due_on for row in rows), default=None),
        loans=rows,
        shelf=shelf(account, None),
    )

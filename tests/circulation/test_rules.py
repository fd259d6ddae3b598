"""The by-law, rule by rule."""

from dataclasses import replace
from datetime import date, datetime
from uuid import UUID
from zoneinfo import ZoneInfo

from hypothesis import given
from hypothesis import strategies as st

from kiosk.circulation.calendar import Calendar, ClassRecallFacts, TermFacts
from kiosk.circulation.due_dates import due_by, due_date
from kiosk.circulation.model import ItemFacts, LoanFacts, PatronFacts, PolicyFacts, RecordFacts
from kiosk.circulation.policy import policy_for
from kiosk.circulation.rota import RotaFacts
from kiosk.circulation.rules import (
    CheckOutRequest,
    Circumstances,
    RenewalRequest,
    check_out_denials,
    patron_denials,
    reading_denials,
    renewal_denials,
)

AT = datetime(2026, 11, 23, 12, 7, tzinfo=ZoneInfo("Asia/Shanghai"))
BOOK = RecordFacts(UUID(int=1), "9787506380263", "马", "I1", "3", "book")
PUPIL = PatronFacts(UUID(int=2), "0189", "王小明", "student", "三(2)班", 3, "")
POLICY = PolicyFacts("", "", max_loans=2, days=15)


def loan(number: int, **changes) -> LoanFacts:
    values = {
        "id": UUID(int=100 + number),
        "patron": PUPIL.id,
        "item": UUID(int=200 + number),
        "record": UUID(int=300 + number),
        "title": f"书{number}",
        "item_type": "book",
        "lent_at": 0,
        "due_on": date(2026, 12, 1),
        "renewals": 0,
        "in_library": False,
    }
    return LoanFacts(**values | changes)


def here(**changes) -> Circumstances:
    return replace(Circumstances(AT, PUPIL, POLICY, (POLICY,), RotaFacts(), ()), **changes)


def codes(
    here: Circumstances, state: str = "available", policy: PolicyFacts | None = POLICY, held_for: UUID | None = None
) -> list[str]:
    item = ItemFacts(UUID(int=9), None, state, BOOK)
    return [found.code for found in check_out_denials(CheckOutRequest(here, item, policy, held_for))]


def test_nothing_speaks_against_an_ordinary_loan():
    assert codes(here()) == []


def test_all_reasons_are_given_in_the_order_in_which_a_person_would_say_them():
    patron = replace(PUPIL, blocked=True, card_lost=True, expires_on=date(2026, 11, 22))
    assert codes(here(patron=patron, loans=(loan(1), loan(2)))) == [
        "card_reported_lost",
        "patron_blocked",
        "patron_expired",
        "loan_limit_reached",
    ]


def test_a_card_is_good_on_its_last_day():
    assert codes(here(patron=replace(PUPIL, expires_on=date(2026, 11, 23)))) == []


def test_reading_in_the_library_does_not_fill_the_shelf():
    assert codes(here(loans=(loan(1), loan(2, in_library=True)))) == []


def test_a_patrons_own_limit_stands_for_the_general_one():
    assert codes(here(patron=replace(PUPIL, loan_limit=1), loans=(loan(1),))) == ["loan_limit_reached"]


def test_no_policy_is_never_a_permission():
    assert codes(here(), policy=None) == ["no_policy_applies"]


def test_late_books_block_from_the_count_on_that_the_policy_names():
    strict = replace(POLICY, overdue_block_count=1)
    late = (loan(1, due_on=date(2026, 11, 20)),)
    assert codes(here(policy=strict, loans=late)) == ["overdue_limit_reached"]
    assert codes(here(policy=POLICY, loans=late)) == []


def test_late_books_block_after_the_days_that_the_policy_names():
    patient = replace(POLICY, overdue_block_days=3)
    assert codes(here(policy=patient, loans=(loan(1, due_on=date(2026, 11, 20)),))) == []
    assert codes(here(policy=patient, loans=(loan(1, due_on=date(2026, 11, 19)),))) == ["overdue_limit_reached"]


def test_a_held_title_goes_to_who_waits_for_it():
    assert codes(here(), held_for=UUID(int=77)) == ["item_held_for_other"]
    assert codes(here(), held_for=PUPIL.id) == []


def test_every_state_off_the_shelf_has_its_own_answer():
    expected = {
        "withdrawn": "item_withdrawn",
        "lost": "item_lost",
        "missing": "item_lost",
        "in_repair": "item_in_repair",
        "on_loan": "item_on_loan",
    }
    assert {state: codes(here(), state=state)[0] for state in expected} == expected


def test_a_reference_book_may_be_read_here_even_with_a_full_shelf():
    reference = PolicyFacts("", "reference", max_loans=1, days=0, lendable=False)
    item = ItemFacts(UUID(int=9), None, "available", replace(BOOK, item_type="reference"))
    request = CheckOutRequest(here(loans=(loan(1), loan(2))), item, reference, None)
    assert "item_not_for_loan" in [found.code for found in check_out_denials(request)]
    assert reading_denials(request) == ()


def test_a_late_loan_and_a_renewed_one_are_not_renewed():
    def ask(row: LoanFacts) -> list[str]:
        return [found.code for found in renewal_denials(RenewalRequest(here(loans=(row,)), row, POLICY))]

    assert ask(loan(1)) == []
    assert ask(loan(1, due_on=date(2026, 11, 22))) == ["loan_overdue_no_renewal"]
    assert ask(loan(1, renewals=1)) == ["renewal_limit_reached"]


def test_the_most_specific_policy_holds_and_an_old_one_no_longer():
    policies = (
        PolicyFacts("", "", 1, 7),
        PolicyFacts("teacher", "", 5, 60),
        PolicyFacts("", "reference", 1, 0, lendable=False),
        PolicyFacts("teacher", "reference", 2, 3),
        PolicyFacts("student", "", 9, 9, valid_to=date(2026, 8, 31)),
        PolicyFacts("student", "", 2, 15, valid_from=date(2026, 9, 1)),
    )

    def days(category: str, item_type: str) -> int:
        return policy_for(policies, category, item_type, AT.date()).days

    assert [days("guest", "book"), days("teacher", "book"), days("student", "book")] == [7, 60, 15]
    assert [days("student", "reference"), days("teacher", "reference")] == [0, 3]


TERM = TermFacts("autumn", date(2026, 9, 1), date(2027, 1, 29), date(2026, 9, 1), recall_on=date(2027, 1, 15))
CALENDAR = Calendar((TERM,), ((date(2026, 10, 1), date(2026, 10, 7)),), {date(2026, 10, 10): 4})


def test_a_due_date_skips_weekends_and_holidays():
    assert due_date(date(2026, 9, 16), 15, CALENDAR) == (date(2026, 10, 8), 7)
    assert due_date(date(2026, 9, 25), 15, CALENDAR) == (date(2026, 10, 10), 0)


def test_a_due_date_stops_at_the_recall():
    assert due_date(date(2027, 1, 11), 15, CALENDAR) == (date(2027, 1, 15), -11)


@given(
    lent=st.dates(date(2026, 9, 1), date(2027, 1, 14)),
    days=st.integers(1, 90),
)
def test_every_due_date_is_a_school_day_after_the_loan_and_before_the_recall(lent, days):
    due, _ = due_date(lent, days, CALENDAR)
    assert lent < due <= TERM.recall_on
    assert CALENDAR.is_school_day(due)


def test_lending_stops_after_its_last_day_and_the_recall_still_governs_due_days():
    term = replace(TERM, lending_until=date(2027, 1, 8))
    calendar = replace(CALENDAR, terms=(term,))
    assert [calendar.lends_on(date(2027, 1, day)) for day in (7, 8, 11)] == [True, True, False]
    assert [calendar.only_returns_on(date(2027, 1, day), "三(2)班") for day in (8, 11)] == [False, True]
    assert due_date(date(2027, 1, 8), 15, calendar) == (date(2027, 1, 15), -8)
    assert not calendar.only_returns_on(date(2027, 2, 1), "三(2)班")  # the holidays are closed, not a call-in


def test_a_day_of_returns_lends_to_nobody():
    calendar = replace(CALENDAR, return_days=frozenset({AT.date()}))
    (found,) = patron_denials(here(rota=RotaFacts(calendar=calendar)))
    assert found.code == "only_returns_now"
    exempt = replace(POLICY, rota_exempt=True)
    assert patron_denials(here(rota=RotaFacts(calendar=calendar), policy=exempt)) == ()


def test_a_class_that_leaves_has_days_of_its_own():
    own = ClassRecallFacts("三(2)班", date(2026, 12, 10))
    calendar = replace(CALENDAR, class_recalls=(own,))
    assert due_date(date(2026, 12, 1), 15, calendar, "三(2)班")[0] == date(2026, 12, 10)
    assert due_date(date(2026, 12, 1), 15, calendar, "三(3)班")[0] == date(2026, 12, 16)
    assert calendar.only_returns_on(date(2026, 12, 10), "三(2)班")
    assert not calendar.only_returns_on(date(2026, 12, 10), "三(3)班")
    signed = replace(calendar, class_recalls=(replace(own, cleared=True),))
    assert signed.only_returns_on(date(2026, 11, 23), "三(2)班")


def test_what_went_out_after_the_recall_is_for_the_holidays():
    assert CALENDAR.recall_of("三(2)班", date(2027, 1, 16)) is None
    assert due_date(date(2027, 1, 18), 30, CALENDAR)[0] == date(2027, 2, 17)


@given(
    lent=st.dates(date(2026, 9, 1), date(2027, 1, 29)),
    days=st.integers(1, 90),
    recall=st.dates(date(2026, 9, 1), date(2027, 1, 29)),
)
def test_a_recall_never_gives_anybody_more_days(lent, days, recall):
    calendar = replace(CALENDAR, terms=(replace(TERM, recall_on=None),))
    due, _ = due_date(lent, days, calendar)
    called = due_by(due, lent, replace(CALENDAR, terms=(replace(TERM, recall_on=recall),)), "三(2)班")
    assert called <= due
    assert called == due or called == recall >= lent

"""What the events of a copy add up to."""

from kiosk.sync.fold import fold, shelf_of
from tests.sync.school import COPIES, ITEMS, NOON, PATRONS, Journalist

ITEM = ITEMS[0]


def labelled(loans=()):
    return shelf_of({ITEM.hex: "available"}, True, loans)


def unlabelled():
    return shelf_of({copy.hex: "available" for copy in COPIES}, False)


def kinds(shelf):
    return sorted(remark.kind for remark in shelf.remarks.values())


def test_a_loan_and_its_return():
    a = Journalist("k-a")
    loan = a.lend(ITEM, 0)
    out = fold(labelled(), a.events)
    assert out.states[ITEM.hex] == "on_loan" and out.held == {ITEM.hex: loan}
    returned = a.take_back(ITEM, loan)
    back = fold(labelled(), a.events)
    assert back.states[ITEM.hex] == "available" and not back.held and not back.remarks
    assert (back.loans[loan].returned_at, back.loans[loan].ended_as) == (returned.at, "returned")


def test_two_kiosks_lend_one_labelled_copy_and_the_later_borrower_has_it():
    a, b = Journalist("k-a"), Journalist("k-b", NOON + 60_000)
    first, second = a.lend(ITEM, 0), b.lend(ITEM, 1)
    shelf = fold(labelled(), [*b.events, *a.events])
    assert shelf.held == {ITEM.hex: second}
    assert shelf.loans[first].ended_as == "relent"
    (remark,) = shelf.remarks.values()
    assert remark.kind == "copy_lent_twice"
    assert remark.facts["patrons"] == [PATRONS[0].hex, PATRONS[1].hex]


def test_two_kiosks_lend_one_copy_to_one_patron_and_nobody_need_look():
    a, b = Journalist("k-a"), Journalist("k-b", NOON + 60_000)
    a.lend(ITEM, 0), b.lend(ITEM, 0)
    assert not fold(labelled(), [*a.events, *b.events]).remarks


def test_two_kiosks_lend_one_unlabelled_copy_and_another_copy_takes_the_second_loan():
    a, b = Journalist("k-a"), Journalist("k-b", NOON + 60_000)
    first, second = a.lend(COPIES[0], 0), b.lend(COPIES[0], 1)
    shelf = fold(unlabelled(), [*b.events, *a.events])
    assert shelf.held == {COPIES[0].hex: first, COPIES[1].hex: second}
    assert not shelf.remarks


def test_unlabelled_copies_run_out_and_the_earlier_loan_is_lent_away():
    a, b = Journalist("k-a"), Journalist("k-b", NOON + 60_000)
    first, _, third = a.lend(COPIES[0], 0), a.lend(COPIES[1], 2), b.lend(COPIES[0], 1)
    shelf = fold(unlabelled(), [*a.events, *b.events])
    assert shelf.loans[first].ended_as == "relent" and shelf.held[COPIES[0].hex] == third
    assert kinds(shelf) == ["copy_lent_twice"]


def test_a_return_that_a_slow_clock_puts_before_its_loan_ends_it():
    a, b = Journalist("k-a"), Journalist("k-b", NOON - 3_600_000)
    loan = a.lend(ITEM, 0)
    b.take_back(ITEM, loan)
    shelf = fold(labelled(), [*a.events, *b.events])
    assert shelf.loans[loan].ended_as == "returned" and shelf.states[ITEM.hex] == "available"
    assert not shelf.remarks


def test_a_return_of_nothing_known_puts_the_copy_on_the_shelf_and_tells_a_person():
    a = Journalist("k-a")
    a.take_back(ITEM)
    shelf = fold(shelf_of({ITEM.hex: "missing"}, True), a.events)
    assert shelf.states[ITEM.hex] == "available" and kinds(shelf) == ["return_without_loan"]


def test_a_return_at_a_kiosk_that_knew_of_no_loan_ends_the_one_there_is():
    a, b = Journalist("k-a"), Journalist("k-b", NOON + 60_000)
    loan = a.lend(ITEM, 0)
    b.take_back(ITEM)
    shelf = fold(labelled(), [*a.events, *b.events])
    assert shelf.loans[loan].ended_as == "returned" and not shelf.remarks


def test_a_second_return_of_one_loan_changes_nothing():
    a, b = Journalist("k-a"), Journalist("k-b", NOON + 60_000)
    loan = a.lend(ITEM, 0)
    first = a.take_back(ITEM, loan)
    b.take_back(ITEM, loan)
    shelf = fold(labelled(), [*a.events, *b.events])
    assert shelf.loans[loan].returned_at == first.at and not shelf.remarks


def test_nobody_is_relieved_of_an_unlabelled_loan_by_guessing():
    a, b = Journalist("k-a"), Journalist("k-b", NOON + 60_000)
    loans = [a.lend(COPIES[0], 0), a.lend(COPIES[1], 1)]
    b.take_back(COPIES[0])
    shelf = fold(unlabelled(), [*a.events, *b.events])
    assert sorted(shelf.held.values()) == sorted(loans) and kinds(shelf) == ["return_without_loan"]


def test_renewals_and_undoing_them():
    a = Journalist("k-a")
    loan = a.lend(ITEM, 0)
    a.say("renew", ITEM, loan, 0, due_on="2026-12-22", renewals=1)
    lent = fold(labelled(), a.events).loans[loan]
    assert (lent.due_on, lent.renewals) == ("2026-12-22", 1)
    a.say("undo_renew", ITEM, loan, 0, due_on="2026-12-08", renewals=0)
    lent = fold(labelled(), a.events).loans[loan]
    assert (lent.due_on, lent.renewals) == ("2026-12-08", 0)


def test_a_loan_made_by_mistake_is_undone():
    a = Journalist("k-a")
    loan = a.lend(ITEM, 0)
    undone = a.say("undo_check_out", ITEM, loan, 0)
    shelf = fold(labelled(), a.events)
    assert (shelf.loans[loan].ended_as, shelf.loans[loan].returned_at) == ("undone", undone.at)
    assert shelf.states[ITEM.hex] == "available"


def test_a_return_made_by_mistake_opens_the_loan_again():
    a = Journalist("k-a")
    loan = a.lend(ITEM, 0)
    a.take_back(ITEM, loan)
    a.say("undo_check_in", ITEM, loan, 0)
    shelf = fold(labelled(), a.events)
    assert (shelf.loans[loan].returned_at, shelf.loans[loan].ended_as) == (None, "")
    assert shelf.held == {ITEM.hex: loan} and shelf.states[ITEM.hex] == "on_loan"


def test_a_state_set_by_staff_holds_until_the_book_is_lent():
    a = Journalist("k-a")
    a.say("item_state", ITEM, state="in_repair")
    assert fold(labelled(), a.events).states[ITEM.hex] == "in_repair"
    a.lend(ITEM, 0)
    a.say("item_state", ITEM, state="available")
    assert fold(labelled(), a.events).states[ITEM.hex] == "on_loan"


def test_a_book_in_repair_stays_there_when_somebody_scans_it_as_returned():
    a = Journalist("k-a")
    a.say("item_state", ITEM, state="in_repair")
    a.take_back(ITEM)
    assert fold(labelled(), a.events).states[ITEM.hex] == "in_repair"

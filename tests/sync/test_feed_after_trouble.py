"""What the simulation has found in the feed: a cut between pages, untold events, a centre put back from a copy."""

from uuid import uuid4

from db.models import Item, Journal, Loan, Notice
from kiosk.sync.feed import feed_version, page, publish, publish_all
from kiosk.sync.identity import identity
from kiosk.sync.messages import Quarantined, Upload
from kiosk.sync.uploads import apply_upload
from tests.sync.school import DUE, ITEMS, LABELLED, NOON, PATRONS, Journalist, build_school
from tests.sync.test_feed import Told, loan_row, tell


def test_the_end_of_a_loan_is_heard_even_while_something_about_its_copy_is_untold(database):
    build_school()
    me = identity(database)
    loan = Loan.create(patron=PATRONS[0], item=ITEMS[0], record=LABELLED, lent_at=NOON, due_on=DUE)
    Journal.create(kiosk=me.kiosk, epoch=1, seq=1, hlc=1, at=NOON, kind="item_state", item=ITEMS[0])
    ended = loan_row(loan.id, ITEMS[0], returned_at=NOON + 1, ended_as="returned")
    tell(database, Told("loan", loan.id.hex, 1, ended))
    # The centre would not tell it again: the untold event names another thing.
    assert Loan.get_by_id(loan.id).ended_as == "returned"


def test_a_copy_comes_with_its_loans_though_a_page_ends_between_them(database):
    build_school()
    loan = Loan.create(patron=PATRONS[0], item=ITEMS[0], record=LABELLED, lent_at=NOON, due_on=DUE)
    publish_all(database, NOON)
    _, drawn, _ = page(0, 500)
    Loan.update(returned_at=NOON + 1, ended_as="returned").where(Loan.id == loan.id).execute()
    publish(database, {"item": [ITEMS[0].hex], "loan": [loan.id.hex]})
    changes, _, more = page(drawn, 1)
    assert more and {(change.entity, change.id) for change in changes} == {
        ("item", ITEMS[0].hex),
        ("loan", loan.id.hex),
    }


def test_a_copy_stays_lent_while_its_loan_is_open_here(database):
    build_school()
    Loan.create(patron=PATRONS[0], item=ITEMS[0], record=LABELLED, lent_at=NOON, due_on=DUE)
    Item.update(state="on_loan").where(Item.id == ITEMS[0]).execute()
    free = {"id": ITEMS[0].hex, "record": LABELLED.hex, "label": "L0", "state": "available"}
    tell(database, Told("item", ITEMS[0].hex, 1, free))
    assert Item.get_by_id(ITEMS[0]).state == "on_loan"


def test_a_copy_is_free_once_its_loan_is_told_to_lie_on_another(database):
    build_school()
    loan = Loan.create(patron=PATRONS[0], item=ITEMS[0], record=LABELLED, lent_at=NOON, due_on=DUE)
    Item.update(state="on_loan").where(Item.id == ITEMS[0]).execute()
    free = {"id": ITEMS[0].hex, "record": LABELLED.hex, "label": "L0", "state": "available"}
    # The page ends between the two: which loan the copy has lost is in the next one.
    tell(database, Told("item", ITEMS[0].hex, 1, free))
    tell(database, Told("loan", loan.id.hex, 2, loan_row(loan.id, ITEMS[1])))
    assert Item.get_by_id(ITEMS[0]).state == "available"


def test_what_an_event_that_nobody_can_read_is_about_is_told_again(database):
    build_school()
    publish_all(database, NOON)
    loan = Loan.create(patron=PATRONS[0], item=ITEMS[1], record=LABELLED, lent_at=NOON, due_on=DUE)
    drawn = feed_version()
    about = {"item": ITEMS[0].hex, "loan": loan.id.hex}
    bad = (
        Quarantined(1, about, "no kind"),
        Quarantined(2, {"item": uuid4().hex}, "no kind"),
        Quarantined(3, 7, "none"),
    )
    apply_upload(database, Upload("k-a", 1, 1, bad, drawn, {}, NOON), NOON)
    changes, _, _ = page(drawn)
    # The kiosk had passed over what it heard of them while its event was untold.
    told = {(change.entity, change.id) for change in changes}
    assert told >= {("item", ITEMS[0].hex), ("loan", loan.id.hex)} and all(change.row for change in changes)


def test_a_copy_found_by_a_loan_is_a_copy_lent_twice_once_the_earlier_loan_is_known(database):
    build_school()
    Item.update(state="lost").where(Item.id == ITEMS[0]).execute()
    early, late = Journalist("k-a"), Journalist("k-b", NOON + 60_000)
    early.lend(ITEMS[0], 0)
    late.lend(ITEMS[0], 1)
    apply_upload(database, late.upload(), NOON)
    assert [notice.kind for notice in Notice.select()] == ["found_by_loan"]
    apply_upload(database, early.upload(), NOON)
    assert [notice.kind for notice in Notice.select()] == ["copy_lent_twice"]

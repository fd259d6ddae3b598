"""Each number once, whatever it was given out for."""

import threading
from datetime import datetime
from functools import partial
from zoneinfo import ZoneInfo

import pytest

from db.models import Item
from kiosk.catalog.labelling import described, give_out, last_serial, run_of_labels, still_unlabelled
from kiosk.circulation.barcodes import label_text
from kiosk.imports.importing import import_records
from kiosk.office.actors import AT_COMMAND_LINE
from kiosk.office.books import labels
from kiosk.office.refusal import NotDone
from tests import school

AT = datetime(2026, 11, 23, 12, 5, tzinfo=ZoneInfo("Asia/Shanghai"))
HORSE, HOUSE = "9787506380263", "9787556008759"


@pytest.fixture(autouse=True)
def shelf(database):
    school.record(HORSE, "马", copies=2, labels=("B0000007",), call_number="I247", shelf="2号架")
    school.record(HOUSE, "草房子", copies=3, call_number="I287", shelf="1号架")


@pytest.fixture
def label_copies(database):
    return partial(labels.label_copies, school.desk_at(database), AT_COMMAND_LINE, AT)


def labels_of(isbn):
    return sorted(item.label or "-" for item in Item.select() if item.record.isbn == isbn)


def test_copies_on_the_shelf_are_labelled_in_the_order_in_which_they_stand(label_copies):
    Item.update(state="on_loan").where(Item.id == Item.get(Item.label.is_null()).id).execute()
    assert label_copies() == [label_text(serial) for serial in range(1, 5)]
    assert labels_of(HOUSE) == [label_text(1), label_text(2), label_text(3)]
    assert labels_of(HORSE) == ["-", "B0000007", label_text(4)]
    assert (label_copies(), still_unlabelled()) == (NotDone("nothing_to_print"), 1)
    assert described([label_text(4), label_text(99)]) == {label_text(4): ("马", "I247")}


def test_a_number_printed_in_advance_is_not_given_to_another_book(label_copies):
    assert give_out(3) == [label_text(1), label_text(2), label_text(3)]
    assert label_copies(HORSE, most=1) == [label_text(4)]
    assert run_of_labels(label_text(2), 2) == [label_text(2), label_text(3)]
    assert last_serial() == 4
    assert run_of_labels(label_text(500), 2) == [label_text(500), label_text(501)]
    assert give_out(1) == [label_text(502)]


def test_a_number_that_a_book_bears_already_is_passed_over(database):
    school.record("7", "别处来的", copies=0, labels=(label_text(2),))
    assert give_out(2) == [label_text(1), label_text(3)]


def test_only_our_own_numbers_can_be_counted_from(database):
    with pytest.raises(ValueError):
        run_of_labels("B0000007", 2)
    assert last_serial() == 0


def test_importing_the_list_again_after_labelling_adds_no_copies(database, label_copies, tmp_path):
    path = tmp_path / "books.csv"
    path.write_text(f"ISBN,书名,册数\n{HOUSE},草房子,3\n{HORSE},马,2\n", "utf-8")
    label_copies()
    report = import_records(path, database, AT)
    assert (report.copies_added, report.copies_withdrawn, report.remarks) == (0, 0, [])
    path.write_text(f"ISBN,书名,册数\n{HOUSE},草房子,5\n{HORSE},马,1\n", "utf-8")
    report = import_records(path, database, AT)
    assert (report.copies_added, report.copies_withdrawn) == (2, 0)
    assert labels_of(HORSE) == ["B0000007", label_text(4), label_text(5)]
    assert "labelled" in report.remarks[0]


def test_two_who_print_at_the_same_time_get_numbers_of_their_own(database):
    start, given = threading.Barrier(4), []

    def ask():
        with database.connection_context():
            start.wait()
            with database.atomic():
                given.extend(give_out(5))

    threads = [threading.Thread(target=ask) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(given) == [label_text(serial) for serial in range(1, 21)]

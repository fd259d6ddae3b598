"""When the disk is full, two want the same copy, or the camera has gone."""

import threading

import psycopg
import pytest
from peewee import OperationalError

from db import models
from kiosk.lending.check_ins import check_in
from kiosk.lending.check_outs import CheckedOut, check_out
from kiosk.selfcheck import views
from kiosk.sync.identity import identity
from kiosk.taps import Tap
from tests import school

HORSE = "9787506380263"


@pytest.fixture(autouse=True)
def shelf(database):
    third = school.school_class("三(2)班")
    for number in range(8):
        school.patron(f"01{number:02d}", "王小明", third)
    school.policy(category="student")
    school.record(HORSE, "马", copies=2)


def test_the_last_copies_go_out_once_whoever_asks_at_the_same_time(database):
    identity(database)
    start = threading.Barrier(8)
    results = []

    def ask(number: int) -> None:
        with database.connection_context():
            desk = school.desk_at(database)
            patron, record = desk.facts.patron(f"01{number:02d}"), desk.facts.record(HORSE)
            start.wait()
            results.append(check_out(desk, patron, record, school.MONDAY_NOON))

    threads = [threading.Thread(target=ask, args=(number,)) for number in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sum(isinstance(result, CheckedOut) for result in results) == 2
    assert {found.code for r in results if not isinstance(r, CheckedOut) for found in r.denials} == {"item_on_loan"}
    assert models.Journal.select().where(models.Journal.kind == "check_out").count() == 2


def test_eight_who_return_at_the_same_time_each_get_their_line_in_the_journal(database):
    identity(database)
    desk = school.desk_at(database)
    for number in range(8):
        school.record(f"97875063802{number:02d}", f"书{number}")
        lent = check_out(
            desk, desk.facts.patron("0100"), desk.facts.record(f"97875063802{number:02d}"), school.MONDAY_NOON
        )
        models.Loan.update(patron=models.Patron.get(number=f"01{number:02d}")).where(
            models.Loan.id == lent.loan
        ).execute()
    start = threading.Barrier(8)

    def give_back(number: int) -> None:
        with database.connection_context():
            mine = school.desk_at(database)
            start.wait()
            check_in(mine, mine.facts.loans_of_patron(mine.facts.patron(f"01{number:02d}").id)[0], school.MONDAY_NOON)

    threads = [threading.Thread(target=give_back, args=(number,)) for number in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(row.seq for row in models.Journal.select()) == list(range(1, 17))


@pytest.mark.parametrize("db_url", ["sqlite"], indirect=True)
def test_a_full_disk_closes_the_station_and_room_opens_it_again(corner, database):
    corner.show("R0100")
    pages = database.execute_sql("pragma page_count").fetchone()[0]
    database.execute_sql(f"pragma max_page_count={pages}")
    fill(database)
    view = corner.show(HORSE)
    assert (type(view), view.cause) == (views.OutOfService, "disk_full")
    assert models.Loan.select().count() == 0
    assert isinstance(corner.tap(Tap.SEARCH), views.OutOfService)
    database.execute_sql(f"pragma max_page_count={pages + 1000}")
    assert isinstance(corner.wait(6), views.Welcome)
    corner.show("R0100")
    assert corner.show(HORSE).hero.title == "马"


@pytest.mark.parametrize("db_url", ["postgres"], indirect=True)
def test_a_database_server_that_comes_back_is_found_again(corner, database, db_url):
    corner.show("R0100")
    (backend,) = database.execute_sql("select pg_backend_pid()").fetchone()
    with psycopg.connect(db_url, autocommit=True) as other:
        other.execute("select pg_terminate_backend(%s, 5000)", (backend,))
    view = corner.show(HORSE)
    assert (type(view), view.cause) == (views.OutOfService, "database")
    assert isinstance(corner.wait(6), views.Welcome)
    corner.show("R0100")
    assert corner.show(HORSE).hero.title == "马"


def fill(database) -> None:
    """Until not one more journal row fits."""
    seq = 0
    for size in (4000, 400, 40, 1):
        try:
            while True:
                seq += 1
                event = {"kiosk": "k-test", "epoch": 0, "seq": seq, "hlc": seq, "at": 0, "kind": "filler"}
                models.Journal.create(**event, item=models.new_id(), body="x" * size)
        except OperationalError:
            continue


def test_a_lost_camera_is_told_and_a_scanner_gun_goes_on(corner):
    corner.station.camera("unplugged")
    assert corner.station.view.reason == "unplugged"
    corner.show("R0100")
    assert corner.show(HORSE).hero.title == "马"
    corner.tap(Tap.FINISH)
    assert isinstance(corner.wait(6), views.CameraLost)
    corner.station.camera(None)
    assert isinstance(corner.station.view, views.Welcome)


def test_a_camera_lost_in_mid_visit_leaves_the_visit_as_it_is(corner):
    corner.show("R0100")
    corner.show(HORSE)
    corner.station.camera("frozen")
    assert corner.station.view.hero.title == "马"


def test_a_wrong_clock_that_was_set_back_keeps_the_order_of_events(corner):
    corner.show("R0100")
    corner.show(HORSE)
    corner.tap(Tap.FINISH)
    corner.clock.wait(days=-1)
    corner.station.tick()
    corner.show("R0100")
    corner.show(HORSE)
    order = [row.kind for row in models.Journal.select().order_by(models.Journal.hlc)]
    assert order[0] == "check_out"
    assert order == [row.kind for row in models.Journal.select().order_by(models.Journal.seq)]

"""Readers of a school that was here before get the initials of their names; stations of a centre do not."""

import importlib

import pytest

from db.models import Patron
from db.settings import put_setting
from tests import school

MIGRATION = importlib.import_module("db.migrations.0016_cards_and_initials")


@pytest.fixture
def before(database):
    """The table as it was, with two readers."""
    school.patron("0199", "王小明")
    school.patron("0200", "Anna 李")
    database.execute_sql("drop index patron_initials")
    for column in ("initials", "card_issue"):
        database.execute_sql(f"alter table patron drop column {column}")
    return database


def test_readers_who_are_here_are_found_by_initials(before):
    MIGRATION.up(None, before)
    rows = {row.number: (row.initials, row.card_issue) for row in Patron.select()}
    assert rows == {"0199": ("wxm", 1), "0200": ("annal", 1)}


def test_a_station_of_a_centre_gets_none(before):
    put_setting("kiosk_centre_id", "c1")
    MIGRATION.up(None, before)
    assert {row.initials for row in Patron.select()} == {""}

"""Many values in one parameter, on both engines."""

from db.models import Item, Loan, Setting
from kiosk.sync.bulk import among, plain_rows
from tests.sync.school import COPIES, ITEMS, build_school


def test_among_finds_what_equals_one_of_the_values_and_nothing_else(database):
    build_school()
    wanted = [ITEMS[0].hex, COPIES[1].hex, "f" * 32]
    found = plain_rows(Item.select(Item.id).where(among(Item.id, wanted)).order_by(Item.id))
    assert found == [(ITEMS[0].hex,), (COPIES[1].hex,)]
    assert plain_rows(Item.select(Item.id).where(among(Item.id, []))) == []
    assert plain_rows(Loan.select(Loan.id).where(among(Loan.item, wanted) | among(Loan.id, wanted))) == []


def test_among_takes_texts_as_they_are(database):
    odd = ['a"b', "a,b", "{a}", "a\\b", "a b", "字", ""]
    Setting.insert_many([{"key": key, "value": ""} for key in odd]).execute()
    assert {key for (key,) in plain_rows(Setting.select(Setting.key).where(among(Setting.key, odd)))} == set(odd)

"""Whatever kiosks have told, in whatever order: what stands in the tables is what the journal adds up to."""

import shutil
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from db.connection import open_database
from db.models import Item, Loan, Position
from db.settings import put_setting
from kiosk.backup.agreement import agreement
from kiosk.backup.checking import opened
from kiosk.lending.check_outs import check_out
from kiosk.lending.desk import Desk
from kiosk.sync.feed_apply import CENTRE
from kiosk.sync.identity import identity
from kiosk.sync.uploads import apply_upload
from tests.backup.conftest import EVENING
from tests.sync.school import ITEMS, NOON, PATRONS, build_school
from tests.sync.test_any_order import ACTIONS, history


@pytest.mark.slow
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(actions=ACTIONS, data=st.data())
def test_no_history_makes_them_differ(tmp_path, migrated, actions, data):
    with TemporaryDirectory(dir=tmp_path) as folder:
        place = Path(folder) / "centre.sqlite"
        shutil.copy(migrated, place)
        db = open_database(str(place))
        build_school()
        kiosks, sent = history(actions), [0, 0, 0]
        while any(done < len(kiosk.events) for done, kiosk in zip(sent, kiosks, strict=True)):
            who = data.draw(st.sampled_from([n for n in range(3) if sent[n] < len(kiosks[n].events)]))
            last = data.draw(st.integers(sent[who] + 1, len(kiosks[who].events)))
            sent[who] = apply_upload(db, kiosks[who].upload(sent[who] + 1, last), NOON).have
        db.close()
        with opened(place) as copy:
            assert agreement(copy).differing == 0


def test_a_station_with_a_centre_answers_for_what_it_has_not_told_yet(tmp_path, migrated):
    place = tmp_path / "kiosk.sqlite"
    shutil.copy(migrated, place)
    db = open_database(str(place))
    build_school()
    me = identity(db)
    desk = Desk(db, *me, EVENING.tzinfo)
    patron = desk.facts.patron_by_id(PATRONS[0])
    told, untold = (check_out(desk, patron, desk.facts.item_by_id(item), EVENING).loan for item in ITEMS[:2])
    put_setting(CENTRE, "a centre")
    Position.create(kiosk=me.kiosk, epoch=me.epoch, have=1)

    def differences() -> tuple[str, ...]:
        with opened(place) as copy:
            return agreement(copy).differences

    assert differences() == ()
    # Another kiosk took it back, as the centre says.
    Loan.update(returned_at=1, ended_as="returned").where(Loan.id == told).execute()
    Item.update(state="available").where(Item.id == ITEMS[0]).execute()
    assert differences() == ()
    Loan.delete().where(Loan.id == untold).execute()
    assert differences() == (untold.hex,)
    db.close()

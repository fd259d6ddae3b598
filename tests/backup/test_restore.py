"""Putting a copy back loses nothing of what was there, and nothing of what others know."""

import shutil
import sqlite3
from datetime import timedelta

import pytest

from db.connection import open_database
from db.models import Loan, Patron
from db.settings import get_setting
from kiosk.backup.moving import move_centre
from kiosk.backup.restoring import restore_file, restore_into
from kiosk.backup.words import CopyFailed, WhyNoBackup
from kiosk.backup.writing import back_up
from kiosk.sync.entities import CENTRE_ID
from kiosk.sync.feed import centre_id
from tests.backup.conftest import EVENING
from tests.sync.school import build_school, state_of_tables


@pytest.fixture
def copy(school, medium):
    """Of the school as it was; then its readers got other names. The database is closed."""
    path = back_up(school, medium, EVENING).path
    with school.atomic():
        Patron.update(name="后来的名字").execute()
    school.close()
    return path


def test_what_was_there_is_set_aside_under_a_name_that_is_said(copy, tmp_path):
    place = tmp_path / "here" / "station.sqlite"
    place.parent.mkdir()
    now = open_database(str(place))
    build_school()
    now.close()
    identity_file = place.with_suffix(".identity")
    identity_file.write_text("not ours to touch")
    restored = restore_file(copy, place, EVENING)
    with sqlite3.connect(restored.aside) as aside:
        assert aside.execute("select count(*) from patron, loan").fetchone() == (0,)
        assert aside.execute("select count(*) from patron").fetchone() == (4,)
    assert restored.aside.parent == place.parent
    assert identity_file.read_text() == "not ours to touch"
    again = open_database(str(place))
    assert Loan.select().count() == 12
    assert not Patron.select().where(Patron.name == "后来的名字").exists()
    again.close()
    assert sorted(path.name for path in place.parent.iterdir()) == sorted(
        {place.name, identity_file.name, restored.aside.name}
    )


def test_what_was_set_aside_is_never_written_over(copy, tmp_path):
    place = tmp_path / "twice.sqlite"
    first = restore_file(copy, place, EVENING).aside
    second, third = (restore_file(copy, place, EVENING).aside for _ in range(2))
    assert first is None
    assert second != third
    assert second.exists()
    assert third.exists()


def test_a_database_that_somebody_has_open_is_left_alone(copy, tmp_path):
    place = tmp_path / "open.sqlite"
    running = open_database(str(place))
    before = place.read_bytes()
    with pytest.raises(CopyFailed) as refused:
        restore_file(copy, place, EVENING)
    assert refused.value.why is WhyNoBackup.IN_USE
    assert place.read_bytes() == before
    running.close()


def test_a_database_that_is_damaged_is_set_aside_with_its_wal(copy, tmp_path):
    place = tmp_path / "damaged.sqlite"
    place.write_bytes(b"SQLite format 3\x00" + b"\xff" * 9000)
    place.with_name("damaged.sqlite-wal").write_bytes(b"of another life")
    restored = restore_file(copy, place, EVENING)
    assert restored.aside.read_bytes().endswith(b"\xff")
    assert not place.with_name("damaged.sqlite-wal").exists()
    with sqlite3.connect(place) as db:
        assert db.execute("select count(*) from loan").fetchone() == (12,)


def test_a_damaged_copy_changes_nothing(copy, tmp_path):
    place = tmp_path / "here.sqlite"
    open_database(str(place)).close()
    before = sorted(tmp_path.iterdir()), place.read_bytes()
    copy.write_bytes(copy.read_bytes()[:9000])
    with pytest.raises(CopyFailed):
        restore_file(copy, place, EVENING)
    assert (sorted(tmp_path.iterdir()), place.read_bytes()) == before


def test_a_copy_whose_journal_and_loans_differ_is_put_back_only_on_request(school, medium, tmp_path):
    Loan.update(due_on="2027-01-01").execute()
    path = back_up(school, medium, EVENING + timedelta(days=1)).path
    with pytest.raises(CopyFailed) as refused:
        restore_file(path, tmp_path / "new.sqlite", EVENING)
    assert refused.value.why is WhyNoBackup.DIFFERS
    assert restore_file(path, tmp_path / "new.sqlite", EVENING, differing=True).aside is None


def test_a_centre_that_was_put_back_bears_another_name_so_that_kiosks_draw_anew(school, medium, tmp_path):
    before = centre_id()
    path = back_up(school, medium, EVENING).path
    restore_file(path, tmp_path / "centre.sqlite", EVENING)
    school.close()
    again = open_database(str(tmp_path / "centre.sqlite"))
    assert get_setting(CENTRE_ID) not in ("", before)
    again.close()


def test_a_copy_of_any_engine_goes_into_an_empty_postgresql(school, medium, postgres, tmp_path):
    expected = state_of_tables()
    path = back_up(school, medium, EVENING).path
    school.close()
    url = postgres.url_of(f"{postgres.name}_again")
    postgres.run(postgres.url, f"create database {postgres.name}_again")
    try:
        target = open_database(url)
        assert restore_into(path, target).tables["loan"] == 12
        assert state_of_tables() == expected
        with pytest.raises(CopyFailed) as refused:
            restore_into(path, target)
        assert refused.value.why is WhyNoBackup.NOT_EMPTY
        target.close()
    finally:
        postgres.run(postgres.url, f"drop database {postgres.name}_again with (force)")


def test_a_centre_moves_whole_and_its_file_stays_as_it_was(migrated, postgres, tmp_path):
    from tests.backup.conftest import live_a_little

    place = tmp_path / "centre.sqlite"
    shutil.copy(migrated, place)
    source = open_database(str(place))
    build_school()
    live_a_little(source)
    centre_id()
    expected, name = state_of_tables(), centre_id()
    source.close()
    before = place.read_bytes()
    with postgres.fresh_database() as url:
        target = open_database(url)
        moved = move_centre(place, target)
        assert moved["loan"].rows == 12
        assert (state_of_tables(), centre_id()) == (expected, name)
        with pytest.raises(CopyFailed) as refused:
            move_centre(place, target)
        assert refused.value.why is WhyNoBackup.NOT_EMPTY
        target.close()
    assert place.read_bytes() == before


def test_a_move_that_breaks_off_leaves_the_target_empty(migrated, postgres, tmp_path):
    place = tmp_path / "centre.sqlite"
    shutil.copy(migrated, place)
    source = open_database(str(place))
    build_school()
    source.close()

    def cut(doing: str, done: int, of: int) -> None:
        if doing == "reading again":
            raise KeyboardInterrupt

    with postgres.fresh_database() as url:
        target = open_database(url)
        with pytest.raises(KeyboardInterrupt):
            move_centre(place, target, cut)
        assert Patron.select().count() == 0
        move_centre(place, target)
        assert Patron.select().count() == 4
        target.close()

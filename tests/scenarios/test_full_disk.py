"""A disk that really runs full: nothing confirmed is lost, and room opens the station again."""

import os
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from db import models
from kiosk.lending import storage
from kiosk.selfcheck import views
from kiosk.taps import Tap
from tests import school

pytestmark = pytest.mark.slow

MEGABYTE = 1024 * 1024
HORSE, DOG = "9787506380263", "9787532125944"


@pytest.fixture
def disk(tmp_path: Path) -> Iterator[Path]:
    """Of 48 MB, in memory; only root may mount one."""
    place = tmp_path / "disk"
    place.mkdir()
    command = ["mount", "-t", "tmpfs", "-o", "size=48m", "none", str(place)]
    if os.geteuid() != 0 or subprocess.run(command, capture_output=True).returncode != 0:
        pytest.skip("no small disk can be mounted here")
    yield place
    subprocess.run(["umount", "-l", str(place)], check=True)


@pytest.fixture
def db_url(disk: Path) -> str:
    return str(disk / "station.db")


@pytest.fixture(autouse=True)
def shelf(database):
    school.patron("0100", "王小明", school.school_class("三(2)班"))
    school.policy(category="student")
    school.record(HORSE, "马", copies=1)
    school.record(DOG, "狗", copies=1)


def fill(disk: Path, leave: int) -> Path:
    """Something else takes the room, all but `leave` bytes."""
    other = disk / "somebody's video"
    free = os.statvfs(disk).f_bavail * os.statvfs(disk).f_frsize
    with other.open("wb") as file:
        left = max(0, free - leave)
        try:
            while left > 0:
                left -= file.write(bytes(min(left, MEGABYTE // 64)))
                file.flush()
        except OSError:
            assert leave == 0
    return other


def lent() -> int:
    return models.Loan.select().where(models.Loan.returned_at.is_null()).count()


def test_lending_stops_while_there_is_still_room_and_goes_on_when_there_is_more(corner, database, disk):
    corner.show("R0100")
    corner.show(HORSE)
    corner.tap(Tap.FINISH)
    other = fill(disk, storage.RESERVE // 2)
    corner.wait(6)
    corner.show("R0100")
    view = corner.show(DOG)
    assert (type(view), view.cause, view.safe) == (views.OutOfService, "disk_full", 1)
    assert isinstance(corner.wait(6), views.OutOfService)
    # What is left of the room is the journal's: the sync and a return under way still write.
    with database.atomic():
        models.Setting.create(key="kiosk_feed_version", value="70")
    other.unlink()
    assert isinstance(corner.wait(6), views.Welcome)
    assert lent() == 1
    corner.show("R0100")
    corner.show(DOG)
    assert lent() == 2


def test_a_disk_filled_to_the_last_byte_keeps_every_confirmed_loan(corner, database, disk, monkeypatch):
    # Somebody fills it between the look at the room and the commit.
    monkeypatch.setattr(storage, "RESERVE", 0)
    corner.show("R0100")
    corner.show(HORSE)
    database.execute_sql("pragma wal_checkpoint(truncate)")
    other = fill(disk, 0)
    view = corner.show(DOG)
    assert (type(view), view.cause) == (views.OutOfService, "disk_full")
    assert database.execute_sql("pragma integrity_check").fetchall() == [("ok",)]
    assert lent() == 1 and models.Journal.select().count() == 1
    other.unlink()
    assert isinstance(corner.wait(6), views.Welcome)
    corner.show("R0100")
    corner.show(DOG)
    assert lent() == 2

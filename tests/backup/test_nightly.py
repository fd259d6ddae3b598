"""Every evening once; again when it did not work; made up for when the station was switched off."""

from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest

from db.connection import open_database
from kiosk.backup.nightly import Nightly, backup_command, due, in_a_process
from kiosk.backup.outcome import last_outcome
from kiosk.backup.rotation import kept
from kiosk.config import BadConfig, load_config
from tests.sync.wire import until

ZONE = ZoneInfo("Asia/Shanghai")
AT = time(17, 30)


def moment(day: int, clock: str) -> datetime:
    return datetime.combine(date(2026, 11, day), time.fromisoformat(clock), ZONE)


@pytest.mark.parametrize(
    ("now", "succeeded", "tried", "expected"),
    [
        ((25, "17:29"), (24, "17:30"), None, False),
        ((25, "17:30"), (24, "17:30"), None, True),
        ((25, "17:31"), (25, "17:30"), None, False),
        ((25, "17:35"), (24, "17:30"), (25, "17:30"), False),
        ((25, "17:40"), (24, "17:30"), (25, "17:30"), True),
        ((26, "08:00"), (24, "17:30"), None, True),  # it was switched off in the evening
        ((25, "08:00"), (24, "12:00"), None, True),  # made by hand, before the hour
        ((25, "08:00"), None, None, True),
    ],
)
def test_when_a_backup_is_due(now, succeeded, tried, expected):
    assert due(moment(*now), AT, succeeded and moment(*succeeded), tried and moment(*tried)) is expected


def test_rotation_keeps_days_weeks_and_months():
    today = date(2026, 11, 25)
    year_and_half = [today - timedelta(days=n) for n in range(500)]
    stay = sorted(kept(year_and_half), reverse=True)
    assert stay[:7] == year_and_half[:7]
    assert len(stay) == 7 + 2 + 11
    assert stay[-1] == date(2025, 12, 31)
    assert kept(sorted(stay)) == frozenset(stay)


@pytest.mark.slow
def test_the_running_station_has_it_made_and_tries_again_until_the_medium_is_there(migrated, tmp_path):
    place, medium = tmp_path / "s.sqlite", tmp_path / "medium"
    place.write_bytes(migrated.read_bytes())
    db = open_database(str(place))
    clock = [moment(25, "17:31")]

    def make() -> int:
        clock[0] += timedelta(minutes=10)
        return in_a_process(backup_command(medium), str(place))

    nightly = Nightly(db, lambda: clock[0], AT, make, look_s=0.02)
    nightly.start()
    try:
        failed = until(lambda: last_outcome().failure, 60)
        assert failed.why == "no_folder"
        medium.mkdir()
        made = until(lambda: last_outcome().success, 60)
        assert made.path.startswith(str(medium))
        assert last_outcome().failure is None
    finally:
        nightly.stop()
        db.close()


def test_the_hour_in_kiosk_toml_must_be_one(tmp_path):
    told = tmp_path / "kiosk.toml"
    told.write_text('[backup]\nfolder = "/media/usb"\nat = "half past five"\n')
    with pytest.raises(BadConfig):
        load_config(told)
    told.write_text('[backup]\nfolder = "/media/usb"\nat = "17:45"\n')
    assert (load_config(told).backup.folder, load_config(told).backup.at) == ("/media/usb", "17:45")

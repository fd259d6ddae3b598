"""The stations as the centre's board shows them, and what it raises an alarm about."""

import json
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from db.models import Journal, Kiosk, Position
from kiosk.circulation.calendar import Calendar
from kiosk.circulation.rota import Kind, Mode, PeriodFacts, RotaFacts
from kiosk.cli import main
from kiosk.clock import to_ms
from kiosk.sync.board import Alarm, board, is_in_opening_hours
from kiosk.sync.health import station_health
from kiosk.sync.identity import identity
from tests.sync.school import NOON

ZONE = ZoneInfo("Asia/Shanghai")
MONDAY = datetime(2026, 11, 23, 12, 7, tzinfo=ZONE)
RECESS = RotaFacts(
    Mode.PREFER, (PeriodFacts("p", "课间", 0, 600, 620, Kind.ROTA), PeriodFacts("q", "午间", 0, 720, 750, Kind.FREE))
)


def station(name: str, said: dict, seen: timedelta | None = timedelta(minutes=1), **columns) -> None:
    last = 0 if seen is None else to_ms(MONDAY - seen)
    Kiosk.create(name=name, token_hash="", last_contact=last, health=json.dumps(said), **columns)


def alarms(at: datetime = MONDAY, rota: RotaFacts = RECESS) -> list[Alarm]:
    return [alarm for line in board(rota, at) for alarm in line.alarms]


@pytest.mark.usefixtures("database")
@pytest.mark.parametrize(
    ("said", "raised"),
    [
        ({"waiting": 0, "free_mb": 500, "clock_ahead_ms": -120_000, "version": "0.1.0"}, []),
        ({"oldest": to_ms(MONDAY - timedelta(minutes=30))}, []),
        ({"oldest": to_ms(MONDAY - timedelta(minutes=31))}, [Alarm("unsent", 31)]),
        ({"clock_ahead_ms": -3_600_000}, [Alarm("clock", 60)]),
        ({"free_mb": 499}, [Alarm("disk", 499)]),
        ({"backup_at": to_ms(MONDAY - timedelta(days=3))}, [Alarm("backup", 3)]),
        ({"oldest": "yesterday", "free_mb": None, "version": 7}, []),
    ],
)
def test_what_a_station_says_raises_an_alarm(said, raised):
    station("k-a", said)
    assert alarms() == raised


@pytest.mark.usefixtures("database")
@pytest.mark.parametrize(
    ("seen", "raised"),
    [
        (timedelta(minutes=30), []),
        (timedelta(minutes=45), [Alarm("silent", 45)]),
        (timedelta(days=15), [Alarm("gone", 15)]),
        (None, [Alarm("never")]),
    ],
)
def test_a_station_that_is_not_heard_of(seen, raised):
    station("k-a", {}, seen)
    station("k-b", {}, seen, revoked=True)
    assert alarms() == raised


@pytest.mark.usefixtures("database")
def test_at_night_nobody_is_called_for_what_waits():
    at_night = MONDAY.replace(hour=22)
    Kiosk.create(name="k-a", token_hash="", last_contact=to_ms(MONDAY), health=json.dumps({"oldest": to_ms(MONDAY)}))
    assert alarms(at_night) == []


@pytest.mark.parametrize(
    ("rota", "at", "open_then"),
    [
        (RECESS, MONDAY.replace(hour=10, minute=0), True),
        (RECESS, MONDAY.replace(hour=11), True),
        (RECESS, MONDAY.replace(hour=12, minute=31), False),
        (RECESS, MONDAY + timedelta(days=1), False),
        (RotaFacts(calendar=Calendar()), MONDAY, True),
        (RotaFacts(calendar=Calendar()), MONDAY.replace(hour=18), False),
    ],
)
def test_opening_hours_are_from_the_first_bell_to_the_last(rota, at, open_then):
    assert is_in_opening_hours(rota, at) is open_then


def test_a_station_says_how_it_is_without_a_name(database, tmp_path):
    me = identity(database)
    said = station_health(database, tmp_path, None)
    assert set(said) == {"free_mb", "version"} and said["free_mb"] > 0
    for seq in (1, 2):
        Journal.create(kiosk=me.kiosk, epoch=me.epoch, seq=seq, hlc=seq, at=NOON + seq, kind="refused")
    assert station_health(database, tmp_path, -7)["oldest"] == NOON + 1
    Position.create(kiosk=me.kiosk, epoch=me.epoch, have=1)
    said = station_health(database, tmp_path, -7)
    assert (said["oldest"], said["clock_ahead_ms"]) == (NOON + 2, -7)


def test_the_command_says_it_in_words_and_as_json(database, db_url, capsys):
    station("k-ab12cd", {"waiting": 3, "free_mb": 120, "oldest": NOON, "clock_ahead_ms": 1500, "version": "0.1.0"})
    assert main(["centre", "status", "--db", db_url, "--language", "en"]) == 0
    said = capsys.readouterr().out
    assert "3 waiting there · the oldest for " in said and "clock +1.5 s · 120 MB free · version 0.1.0" in said
    assert "    ! Only 120 MB are left on its disk\n" in said
    assert main(["centre", "status", "--db", db_url, "--json"]) == 0
    (line,) = json.loads(capsys.readouterr().out)
    assert (line["name"], line["free_mb"], line["received"]) == ("k-ab12cd", 120, 0)
    assert {"code": "disk", "figure": 120} in line["alarms"]

"""How the stations are, as the centre knows it: one line each, and what somebody should see to."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from peewee import fn

from db.models import Kiosk, Position
from db.rows import tuples
from kiosk.circulation.rota import Kind, RotaFacts
from kiosk.clock import to_ms

UNSENT = SILENT = timedelta(minutes=30)
GONE = timedelta(days=14)
CLOCK_OFF = timedelta(minutes=2)
LEAST_FREE_MB = 500
BACKUP_OLD = timedelta(days=2)
OPENS, CLOSES = 7, 18  # o'clock, in a school whose bells are not known


class AlarmCode(StrEnum):
    NEVER = "never"
    SILENT = "silent"
    GONE = "gone"
    UNSENT = "unsent"
    CLOCK = "clock"
    DISK = "disk"
    BACKUP = "backup"


@dataclass(frozen=True, slots=True)
class Alarm:
    """figure: minutes, days or MB, as its words count."""

    code: AlarmCode
    figure: int = 0


@dataclass(frozen=True, slots=True)
class StationLine:
    """Times: ms since 1970, UTC; None: the station has not said. oldest: of what it had not told when last heard.

    received: events that the centre has without a gap; safe: how many of them lie in a copy that was looked at."""

    name: str
    revoked: bool
    has_key: bool
    received: int
    safe: int
    feed: int
    last_contact: int | None
    waiting: int | None
    oldest: int | None
    clock_ahead_ms: int | None
    free_mb: int | None
    version: str | None
    backup_at: int | None
    alarms: tuple[Alarm, ...] = ()


def board(rota: RotaFacts, at: datetime) -> list[StationLine]:
    """By name. A station that was shut out has no alarms."""
    sums = Position.select(Position.kiosk, fn.SUM(Position.have), fn.SUM(Position.safe)).group_by(Position.kiosk)
    known = {kiosk: (int(have), int(safe)) for kiosk, have, safe in tuples(sums)}
    in_hours = is_in_opening_hours(rota, at)
    return [_line(kiosk, *known.get(kiosk.name, (0, 0)), in_hours, to_ms(at)) for kiosk in _kiosks()]


def _kiosks() -> list[Kiosk]:
    return list(Kiosk.select().order_by(Kiosk.name))


def _line(kiosk: Kiosk, received: int, safe: int, in_hours: bool, now: int) -> StationLine:
    said = json.loads(kiosk.health)
    seen = kiosk.last_contact or None
    names = ("waiting", "oldest", "clock_ahead_ms", "free_mb")
    waiting, oldest, ahead, free = (_number(said, name) for name in names)
    version = said.get("version") if isinstance(said.get("version"), str) else None
    backup = _number(said, "backup_at")
    alarms = () if kiosk.revoked else tuple(_alarms(seen, oldest, ahead, free, backup, in_hours, now))
    return StationLine(
        kiosk.name,
        kiosk.revoked,
        bool(kiosk.public_key),
        received,
        safe,
        kiosk.feed,
        seen,
        waiting,
        oldest,
        ahead,
        free,
        version,
        backup,
        alarms,
    )


def _number(said: Mapping[str, object], name: str) -> int | None:
    """A station may say anything."""
    number = said.get(name)
    return number if isinstance(number, int) and not isinstance(number, bool) else None


def _alarms(seen: int | None, oldest: int | None, ahead: int | None, free: int | None, backup: int | None,
            in_hours: bool, now: int) -> list[Alarm]:  # fmt: skip
    if seen is None:
        return [Alarm(AlarmCode.NEVER)]
    since = timedelta(milliseconds=now - seen)
    found = []
    if since >= GONE:
        found.append(Alarm(AlarmCode.GONE, since.days))
    elif in_hours and since > SILENT:
        found.append(Alarm(AlarmCode.SILENT, _minutes(since)))
    unsent = timedelta(milliseconds=now - (now if oldest is None else oldest))
    if in_hours and unsent > UNSENT:
        found.append(Alarm(AlarmCode.UNSENT, _minutes(unsent)))
    if ahead is not None and abs(ahead) > CLOCK_OFF / timedelta(milliseconds=1):
        found.append(Alarm(AlarmCode.CLOCK, abs(ahead) // 60_000))
    if free is not None and free < LEAST_FREE_MB:
        found.append(Alarm(AlarmCode.DISK, free))
    if backup is not None and timedelta(milliseconds=now - backup) > BACKUP_OLD:
        found.append(Alarm(AlarmCode.BACKUP, timedelta(milliseconds=now - backup).days))
    return found


def _minutes(span: timedelta) -> int:
    return int(span / timedelta(minutes=1))


def is_in_opening_hours(rota: RotaFacts, at: datetime) -> bool:
    """From the first bell of the day to the last; where no bells are known, from seven to six on a school day."""
    if not rota.periods:
        return rota.calendar.lends_on(at.date()) and OPENS <= at.hour < CLOSES
    turns = [turn for turn in rota.turns_on(at.date(), at.tzinfo) if turn.kind is not Kind.CLOSED]
    return bool(turns) and turns[0].starts <= at <= max(turn.ends for turn in turns)

"""A school made for tests: a few lines say who is there, what stands on the shelf, and which rules hold."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime, timedelta
from math import cos, radians, sin
from zoneinfo import ZoneInfo

from db import models
from db.settings import bump_bylaw, put_setting
from kiosk.circulation.denials import DENIALS, denial
from kiosk.hardware.scan import Corners, Scan, Source, Symbol, Symbology
from kiosk.lending.check_outs import Refused, record_refusal
from kiosk.lending.desk import Desk

TIMEZONE = ZoneInfo("Asia/Shanghai")
MONDAY_NOON = datetime(2026, 11, 23, 12, 7, tzinfo=TIMEZONE)


class SteppingClock:
    """Time that only the test moves."""

    def __init__(self, at: datetime = MONDAY_NOON) -> None:
        self.at = at

    def __call__(self) -> datetime:
        return self.at

    def wait(self, **units: float) -> None:
        self.at += timedelta(**units)


def desk_at(database) -> Desk:
    return Desk(database, "k-test", 1, TIMEZONE)


def school_class(name: str, grade: int = 3) -> models.SchoolClass:
    return models.SchoolClass.create(name=name, grade=grade)


def patron(number: str, name: str = "王小明", group: models.SchoolClass | None = None, **columns) -> models.Patron:
    return models.Patron.create(number=number, name=name, school_class=group, **columns)


def record(isbn: str, title: str, copies: int = 1, labels: tuple[str, ...] = (), **columns) -> models.Record:
    """copies: without a label; labels: one more copy each."""
    row = models.Record.create(isbn=isbn, title=title, **columns)
    for label in (*[None] * copies, *labels):
        models.Item.create(record=row, label=label)
    return row


def policy(max_loans: int = 2, days: int = 15, **columns) -> models.Policy:
    row = models.Policy.create(max_loans=max_loans, days=days, **columns)
    bump_bylaw()
    return row


def rota(mode: str, *slots: tuple[int, str, str, str]) -> None:
    """slots: (weekday, "12:05", "12:20", class name), an empty name for a free period."""
    version = models.Rota.create(name="term", valid_from=date(2026, 9, 1))
    for weekday, starts, ends, who in slots:
        period = models.Period.create(
            name="noon",
            weekday=weekday,
            starts=_minutes(starts),
            ends=_minutes(ends),
            kind="rota" if who else "free",
        )
        if who:
            models.RotaEntry.create(rota=version, period=period, subject_kind="class", subject=who)
    put_setting("rota_mode", mode)
    bump_bylaw()


def turned_away(desk: Desk, number: str, at: datetime, *codes: str) -> None:
    """As the desk records it; what the sentences would say besides is left empty."""
    denials = tuple(denial(code, **dict.fromkeys(DENIALS[code])) for code in codes)
    record_refusal(desk, Refused(denials, None), desk.facts.patron(number), "9787100000000", at)


def _minutes(text: str) -> int:
    hours, minutes = text.split(":")
    return int(hours) * 60 + int(minutes)


def showings() -> Iterator[Scan]:
    """Endless scans, each a presentation of its own; send() the text."""
    text, presentation = "", 0
    while True:
        text = yield scan(text, presentation)
        presentation += 1


def scan(text: str, presentation: int) -> Scan:
    return Scan(text, symbology_of(text), Source.CAMERA, presentation, 0.0, 0.0)


def placed(places: dict[str, tuple[float, float, float]], presentation: int) -> list[Scan]:
    """One frame: text to (x, y, degrees). Every code is 100 pixels long and 40 high."""
    symbols = [Symbol(symbology_of(text), text, box(*place), 1.0) for text, place in places.items()]
    return [
        replace(scan(one.text, presentation), corners=one.corners, beside=tuple(o for o in symbols if o is not one))
        for one in symbols
    ]


def box(x: float, y: float, degrees: float) -> Corners:
    along, across = (cos(radians(degrees)), sin(radians(degrees))), (-sin(radians(degrees)), cos(radians(degrees)))
    ends = ((-50, -20), (50, -20), (50, 20), (-50, 20))
    return tuple((x + a * along[0] + b * across[0], y + a * along[1] + b * across[1]) for a, b in ends)


def symbology_of(text: str) -> Symbology:
    return Symbology.EAN13 if len(text) == 13 and text.isdigit() else Symbology.CODE128

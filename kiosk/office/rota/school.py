"""The classes of the school and its pace of lending, as a rota is measured against them."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from itertools import groupby
from typing import cast

from peewee import ModelSelect, fn

from db.models import Loan, Patron, SchoolClass
from kiosk.circulation.rota import RotaFacts
from kiosk.clock import to_ms
from kiosk.lending.desk import Desk
from kiosk.office.rota.facts import ClassFacts, LendingPace, SchoolFacts
from kiosk.sync.bulk import plain_rows

MEASURED_DAYS, MEASURED_LOANS = 60, 3_000
# Two loans further apart than this belong to no rush: nobody was waiting.
RUSH_GAP_MS = 120_000
LEAST_IN_RUSH, LEAST_MEASURED = 5, 30


def stamp(desk: Desk) -> tuple[str, int]:
    """Differs once what a rota is measured against may have changed."""
    return desk.bylaw().version, SchoolClass.select().count()


def school_facts(rota: RotaFacts, at: datetime) -> SchoolFacts:
    """rota: as lending has it now, for its calendar and its mode."""
    return SchoolFacts(at.date(), _classes(), measured_pace(at), rota.calendar, rota.mode)


def _classes() -> tuple[ClassFacts, ...]:
    """Those that have a grade; staff and others borrow whenever they like (S025)."""
    pupils = fn.COUNT(Patron.id)
    rows = (
        SchoolClass.select(SchoolClass.name, SchoolClass.grade, SchoolClass.division, pupils)
        .left_outer_join(Patron, on=(Patron.school_class == SchoolClass.id) & (Patron.left == False))  # noqa: E712
        .where(SchoolClass.grade > 0)
        .group_by(SchoolClass.id, SchoolClass.name, SchoolClass.grade, SchoolClass.division)
        .order_by(SchoolClass.grade, SchoolClass.name)
        .tuples()
    )
    return tuple(ClassFacts(*row) for row in cast(Iterable[tuple[str, int, str, int]], rows))


def measured_pace(at: datetime) -> LendingPace:
    """Of the rushes of the last weeks: what each further pupil took, all stations together."""
    since = to_ms(at - timedelta(days=MEASURED_DAYS))
    newest = (
        Loan.select(Loan.lent_at, Loan.patron)
        .where(Loan.lent_at >= since, Loan.lent_at <= to_ms(at))
        .order_by(Loan.lent_at.desc())
        .limit(MEASURED_LOANS)
    )
    loans = list(plain_rows(cast(ModelSelect, newest)))[::-1]
    took, pupils = 0, 0
    for rush in _rushes(loans):
        people = len({patron for _, patron in rush})
        if people >= LEAST_IN_RUSH:
            took += rush[-1][0] - rush[0][0]
            pupils += people - 1
    return LendingPace(took / pupils / 1000, pupils) if pupils >= LEAST_MEASURED and took else LendingPace()


def _rushes(loans: list[tuple[int, str]]) -> list[list[tuple[int, str]]]:
    numbers, number = [], 0
    for place, (at, _) in enumerate(loans):
        number += place > 0 and at - loans[place - 1][0] > RUSH_GAP_MS
        numbers.append(number)
    pairs = groupby(zip(numbers, loans, strict=True), key=lambda pair: pair[0])
    return [[loan for _, loan in rush] for _, rush in pairs]

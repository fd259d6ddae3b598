"""Off, prefer or enforce: one setting (S008), and how many borrow before and after it was changed (S009)."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import cast
from uuid import UUID

from peewee import fn

from db.models import Loan, Patron
from db.settings import get_setting
from kiosk.circulation.rota import Mode
from kiosk.clock import to_ms
from kiosk.imports.patron_rows import STUDENT
from kiosk.lending.desk import Desk
from kiosk.office.actors import Actor, requires
from kiosk.office.editing import editing
from kiosk.office.permissions import Permission

CHANGED_ON, BEFORE = "rota_mode_changed_on", "rota_mode_before"
WEEKS = 4
# Weeks looked through for four in which anything was lent: a summer is eight.
FURTHEST = 12


@dataclass(frozen=True, slots=True)
class Weeks:
    """borrowers: distinct pupils of each week in which anything was lent, in order."""

    borrowers: tuple[int, ...] = ()

    @property
    def mean(self) -> float:
        return sum(self.borrowers) / len(self.borrowers) if self.borrowers else 0.0


@dataclass(frozen=True, slots=True)
class BorrowerReach:
    """changed_on: None while the mode was never changed here; then `after` are the last weeks. pupils: readers."""

    pupils: int
    after: Weeks
    before: Weeks = Weeks()
    changed_on: date | None = None
    mode_before: Mode | None = None


def reach(at: datetime) -> BorrowerReach:
    """Whole weeks of seven days next to the change; the last ones before `at` where there was none."""
    pupils = Patron.select().where(Patron.left == False, Patron.category == STUDENT).count()  # noqa: E712
    changed = get_setting(CHANGED_ON)
    midnight = datetime.combine(at.date(), time(0), at.tzinfo)
    if not changed:
        return BorrowerReach(pupils, _before(midnight + timedelta(days=1)))
    day = date.fromisoformat(changed)
    turn = datetime.combine(day, time(0), at.tzinfo)
    return BorrowerReach(
        pupils, _after(turn, midnight + timedelta(days=1)), _before(turn), day, Mode(get_setting(BEFORE))
    )


@requires(Permission.ROTA)
def set_mode(desk: Desk, actor: Actor, at: datetime, mode: Mode) -> UUID:
    """The rota itself stays as it is, whatever the mode."""
    before = get_setting("rota_mode")
    with editing(desk, actor, at, "rota_mode_set", mode=mode.value) as edit:
        edit.set("rota_mode", mode.value)
        edit.set(CHANGED_ON, at.date().isoformat())
        edit.set(BEFORE, before)
    return edit.id


def _before(end: datetime) -> Weeks:
    found = (_borrowers(end - timedelta(weeks=n + 1), end - timedelta(weeks=n)) for n in range(FURTHEST))
    return Weeks(tuple([count for count in found if count][:WEEKS][::-1]))


def _after(start: datetime, end: datetime) -> Weeks:
    """Also a week that is not over yet."""
    found = [_borrowers(start + timedelta(weeks=n), start + timedelta(weeks=n + 1)) for n in range(FURTHEST)
             if start + timedelta(weeks=n) < end]  # fmt: skip
    return Weeks(tuple([count for count in found if count][:WEEKS]))


def _borrowers(start: datetime, end: datetime) -> int:
    found = (
        Loan.select(fn.COUNT(Loan.patron.distinct()))
        .join(Patron)
        .where(
            Loan.lent_at >= to_ms(start),
            Loan.lent_at < to_ms(end),
            Loan.in_library == False,  # noqa: E712
            Patron.category == STUDENT,
        )
    )
    return cast(int, found.scalar())

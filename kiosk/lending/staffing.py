"""Who the PIN belongs to; wrong ones are counted where a restart does not forget them."""

import json
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from argon2 import PasswordHasher
from argon2.exceptions import Argon2Error, InvalidHashError

from db.models import Audit, PinThrottle, Staff
from kiosk.clock import to_ms
from kiosk.lending.desk import Desk
from kiosk.lending.storage import transaction

PIN_LENGTH = 6
# Six tries, then five minutes: guessing all PINs would take more than a year of days and nights.
TRIES = 6
PAUSE = timedelta(minutes=5)


@dataclass(frozen=True, slots=True)
class StaffMember:
    id: UUID
    name: str
    role: str


@dataclass(frozen=True, slots=True)
class PinState:
    tries_left: int
    locked_until: datetime | None


def staff_with_pin() -> tuple[StaffMember, ...]:
    rows = Staff.select().where(Staff.active, Staff.pin_hash != "", Staff.role == "librarian").order_by(Staff.name)
    return tuple(StaffMember(row.id, row.name, row.role) for row in rows)


def pin_state(desk: Desk, staff: UUID, at: datetime) -> PinState:
    row = PinThrottle.get_or_none(PinThrottle.staff == staff)
    if row is None:
        return PinState(TRIES, None)
    if row.locked_until > to_ms(at):
        return PinState(0, desk.local(row.locked_until))
    return PinState(TRIES - row.failures % TRIES, None)


def check_pin(desk: Desk, staff: UUID, pin: str, at: datetime) -> bool:
    """False for a wrong PIN and, without looking at it, during the pause."""
    if pin_state(desk, staff, at).locked_until is not None:
        return False
    right = _verify(Staff.get_by_id(staff).pin_hash, pin)
    with transaction(desk.db):
        if right:
            PinThrottle.delete().where(PinThrottle.staff == staff).execute()
        else:
            _count_failure(staff, at)
    return right


def _verify(pin_hash: str, pin: str) -> bool:
    try:
        return PasswordHasher().verify(pin_hash, pin)
    except (Argon2Error, InvalidHashError):
        return False


def _write_down(staff: UUID, failures: int, at: datetime) -> None:
    """Somebody guesses, or has forgotten: the librarians read of it in the trail of changes."""
    facts = json.dumps({"name": Staff.get_by_id(staff).name, "count": failures}, ensure_ascii=False)
    Audit.create(at=to_ms(at), staff=None, deed="pin_guessed", facts=facts)


def _count_failure(staff: UUID, at: datetime) -> None:
    row = PinThrottle.get_or_none(PinThrottle.staff == staff)
    failures = (row.failures if row else 0) + 1
    locked_until = to_ms(at + PAUSE) if failures % TRIES == 0 else 0
    if locked_until:
        _write_down(staff, failures, at)
    PinThrottle.insert(staff=staff, failures=failures, locked_until=locked_until).on_conflict(
        conflict_target=[PinThrottle.staff],
        update={PinThrottle.failures: failures, PinThrottle.locked_until: locked_until},
    ).execute()

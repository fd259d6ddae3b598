"""Who may do more than borrow: librarians and helpers, their cards and PINs (S107, S108)."""

import re
from dataclasses import dataclass
from datetime import datetime
from itertools import count, pairwise
from typing import Any
from uuid import UUID

from argon2 import PasswordHasher

from db.models import Patron, PinThrottle, Staff
from db.rows import tuples
from kiosk.circulation.barcodes import CodeKind, candidates
from kiosk.circulation.model import TEACHER
from kiosk.circulation.naming import masked
from kiosk.lending.desk import Desk
from kiosk.lending.facts import as_uuid
from kiosk.lending.identify import Nothing, StaffCard, identify
from kiosk.lending.staffing import PIN_LENGTH
from kiosk.office.actors import Actor, requires
from kiosk.office.editing import editing
from kiosk.office.people.views import AccountLine
from kiosk.office.permissions import Permission, Role
from kiosk.office.refusal import NotDone
from kiosk.office.rows import row_of

LIBRARIAN, HELPER = Role.LIBRARIAN, Role.HELPER
ROLES = (LIBRARIAN, HELPER)
CARD_LETTERS = {LIBRARIAN: "S", HELPER: "H"}
CARD_DIGITS = 4


@dataclass(frozen=True, slots=True)
class ListedTeacher:
    """On the school's list."""

    number: str
    name: str


def lines_of(me: UUID | None, first: int, size: int) -> tuple[int, tuple[AccountLine, ...]]:
    """How many there are, and those from the first on."""
    query = Staff.select().where(Staff.active)
    rows = query.order_by(Staff.role.desc(), Staff.name).limit(size).offset(first)
    return query.count(), tuple(_line(row, me) for row in rows)


def everybody() -> tuple[AccountLine, ...]:
    """Also those who have gone."""
    rows = Staff.select().order_by(Staff.active.desc(), Staff.role.desc(), Staff.name)
    return tuple(_line(row, None) for row in rows)


def line_of(member: UUID, me: UUID | None) -> AccountLine:
    """Raises Gone."""
    return _line(row_of(Staff, member), me)


def _line(row: Any, me: UUID | None) -> AccountLine:
    """The PIN of somebody who has gone opens nothing, and is none."""
    has_pin = bool(row.pin_hash and row.active)
    return AccountLine(as_uuid(row.id).hex, row.name, row.role, row.card or "", has_pin, row.id == me, row.active)


def member_called(name: str) -> UUID | None:
    row = Staff.get_or_none(Staff.name == name, Staff.active)
    return None if row is None else as_uuid(row.id)


def is_last_librarian(member: UUID) -> bool:
    """Nobody but they could open the office: PINs of others are none, or they are helpers."""
    able = Staff.select().where(Staff.active, Staff.role == LIBRARIAN, Staff.pin_hash != "")
    return bool(able.where(Staff.id == member).exists() and able.count() == 1)


def teachers(first: int, size: int) -> tuple[int, tuple[ListedTeacher, ...]]:
    """Those on the school's list who are on the staff of the library under that name not yet."""
    names = Staff.select(Staff.name).where(Staff.active)
    query = Patron.select(Patron.number, Patron.name).where(
        Patron.category == TEACHER,
        ~Patron.left,
        Patron.name.not_in(names),
    )
    rows = query.order_by(Patron.initials, Patron.number).limit(size).offset(first)
    return query.count(), tuple(ListedTeacher(row.number, row.name) for row in rows)


def name_for(patron: UUID) -> str:
    """What a reader is called on the staff: a pupil by the masked name and the class, for stations are told it. Raises
    Gone."""
    row = row_of(Patron, patron)
    if row.category == TEACHER:
        return str(row.name)
    return " ".join((masked(row.name), row.school_class.name if row.school_class else "")).strip()


@requires(Permission.STAFF)
def add(desk: Desk, actor: Actor, at: datetime, name: str, role: str) -> UUID | NotDone:
    """The identity of the new account, which has a card's number and no PIN yet."""
    return _added(desk, actor, at, name, role, card=_next_card(Role(role)))


@requires(Permission.STAFF)
def add_with_pin(
    desk: Desk, actor: Actor, at: datetime, name: str, role: str, card: str | None, pin: str
) -> UUID | NotDone:
    """card: what it carries already, None where there is none."""
    unusable = _unusable(pin)
    if unusable is not None:
        return unusable
    if card is not None and Staff.select().where(Staff.card == card).exists():
        return NotDone("card_of_colleague")
    return _added(desk, actor, at, name, role, card=card, pin_hash=PasswordHasher().hash(pin))


def _added(desk: Desk, actor: Actor, at: datetime, name: str, role: str, **columns: object) -> UUID | NotDone:
    if member_called(name) is not None:
        return NotDone("name_taken")
    with editing(desk, actor, at, "staff_added", name=name, role=role) as edit:
        row: Any = edit.create(Staff, name=name, role=role, **columns)
    return as_uuid(row.id)


def _next_card(role: Role) -> str:
    letter = CARD_LETTERS[role]
    taken = {card for (card,) in tuples(Staff.select(Staff.card).where(Staff.card.startswith(letter)))}
    return next(card for serial in count(1) if (card := f"{letter}{serial:0{CARD_DIGITS}d}") not in taken)


@requires(Permission.STAFF)
def set_role(desk: Desk, actor: Actor, at: datetime, member: UUID, role: str) -> UUID | NotDone:
    if role != LIBRARIAN and is_last_librarian(member):
        return NotDone("last_librarian")
    return _change(desk, actor, at, member, "staff_role", role=role)


@requires(Permission.STAFF)
def set_pin(desk: Desk, actor: Actor, at: datetime, member: UUID, pin: str) -> NotDone | None:
    """It is hashed before anything is written, and stands nowhere else. It cannot be taken back, only set anew."""
    unusable = _unusable(pin)
    if unusable is not None:
        return unusable
    pin_hash = PasswordHasher().hash(pin)
    row = row_of(Staff, member)
    with editing(desk, actor, at, "staff_pin", name=row.name) as edit:
        edit.update(Staff, member, pin_hash=pin_hash)
        PinThrottle.delete().where(PinThrottle.staff == member).execute()
    return None


def _unusable(pin: str) -> NotDone | None:
    if not re.fullmatch(rf"\d{{{PIN_LENGTH}}}", pin, re.ASCII):
        return NotDone("pin_length")
    return NotDone("pin_guessable") if is_guessable(pin) else None


def is_guessable(pin: str) -> bool:
    """One digit six times, or a run up or down."""
    steps = {(int(after) - int(before)) % 10 for before, after in pairwise(pin)}
    return len(steps) == 1 and steps <= {0, 1, 9}


@requires(Permission.STAFF)
def give_card(desk: Desk, actor: Actor, at: datetime, member: UUID, text: str) -> UUID | NotDone:
    """text: what was read from a card that is to be theirs."""
    patterns = desk.bylaw().patterns
    known = identify(desk, text, patterns)
    if isinstance(known, StaffCard):
        return NotDone("card_of_colleague" if known.id != member else "card_theirs_already")
    if not isinstance(known, Nothing):
        return NotDone("card_of_reader")
    number = next(iter(candidates(text, CodeKind.STAFF_CARD, patterns)), text)
    if Staff.select().where(Staff.card == number).exists():
        return NotDone("card_of_colleague")
    return _change(desk, actor, at, member, "staff_card", card=number)


@requires(Permission.STAFF)
def deactivate(desk: Desk, actor: Actor, at: datetime, member: UUID) -> UUID | NotDone:
    """All rights go, the card may become somebody else's; what they did stays written down under their name.

    Who sits at the command line can always add another librarian, and is not held up by the last one."""
    if is_last_librarian(member) and actor.role is not Role.ADMINISTRATOR:
        return NotDone("last_librarian")
    return _change(desk, actor, at, member, "staff_retired", active=False, card=None)


def _change(desk: Desk, actor: Actor, at: datetime, member: UUID, deed: str, **columns: object) -> UUID:
    row = row_of(Staff, member)
    with editing(desk, actor, at, deed, name=row.name) as edit:
        edit.update(Staff, member, **columns)
    return edit.id

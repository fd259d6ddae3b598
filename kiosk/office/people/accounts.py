"""Who may do more than borrow: librarians and helpers, their cards and PINs (S107, S108)."""

import re
from datetime import datetime
from itertools import count, pairwise
from uuid import UUID

from argon2 import PasswordHasher

from db.models import Patron, PinThrottle, Staff
from kiosk.circulation.barcodes import CodeKind, candidates
from kiosk.circulation.model import TEACHER
from kiosk.circulation.naming import masked
from kiosk.lending.desk import Desk
from kiosk.lending.facts import as_uuid
from kiosk.lending.identify import Nothing, StaffCard, identify
from kiosk.lending.staffing import PIN_LENGTH
from kiosk.office.actors import Actor
from kiosk.office.editing import editing
from kiosk.office.people.patron import Refusal
from kiosk.office.people.views import AccountLine
from kiosk.office.touch_kit.views import Option

LIBRARIAN, HELPER = "librarian", "helper"
ROLES = (LIBRARIAN, HELPER)
CARD_LETTERS = {LIBRARIAN: "S", HELPER: "H"}
CARD_DIGITS = 4


def count_accounts() -> int:
    return Staff.select().where(Staff.active).count()


def page_of(me: UUID, page: int, size: int) -> tuple[AccountLine, ...]:
    rows = Staff.select().where(Staff.active).order_by(Staff.role.desc(), Staff.name).paginate(page + 1, size)
    return tuple(_line(row, me) for row in rows)


def line_of(member: UUID, me: UUID) -> AccountLine:
    """Raises Staff.DoesNotExist."""
    return _line(Staff.get_by_id(member), me)


def _line(row: Staff, me: UUID) -> AccountLine:
    return AccountLine(as_uuid(row.id).hex, row.name, row.role, row.card or "", bool(row.pin_hash), row.id == me)


def is_last_librarian(member: UUID) -> bool:
    """Nobody but they could open the office: PINs of others are none, or they are helpers."""
    able = Staff.select().where(Staff.active, Staff.role == LIBRARIAN, Staff.pin_hash != "")
    return able.where(Staff.id == member).exists() and able.count() == 1


def teachers(page: int, size: int) -> tuple[int, tuple[Option, ...]]:
    """Those on the school's list who are on the staff of the library under that name not yet."""
    names = Staff.select(Staff.name).where(Staff.active)
    query = Patron.select(Patron.name, Patron.number).where(
        Patron.category == TEACHER,
        ~Patron.left,
        Patron.name.not_in(names),
    )
    rows = query.order_by(Patron.initials, Patron.number).paginate(page + 1, size)
    return query.count(), tuple(Option(row.name, row.name, row.number) for row in rows)


def name_for(patron: UUID) -> str:
    """What a reader is called on the staff: a pupil by the masked name and the class, for stations are told it."""
    row = Patron.get_by_id(patron)
    if row.category == TEACHER:
        return row.name
    return " ".join((masked(row.name), row.school_class.name if row.school_class else "")).strip()


def add(desk: Desk, actor: Actor, at: datetime, name: str, role: str) -> UUID | Refusal:
    """The identity of the new account, which has a card's number and no PIN yet."""
    if Staff.select().where(Staff.name == name, Staff.active).exists():
        return Refusal("name_taken")
    with editing(desk, actor, at, "staff_added", name=name, role=role) as edit:
        row = edit.create(Staff, name=name, role=role, card=_next_card(role))
    return row.id


def _next_card(role: str) -> str:
    letter = CARD_LETTERS[role]
    taken = {card for (card,) in Staff.select(Staff.card).where(Staff.card.startswith(letter)).tuples()}
    return next(card for serial in count(1) if (card := f"{letter}{serial:0{CARD_DIGITS}d}") not in taken)


def set_role(desk: Desk, actor: Actor, at: datetime, member: UUID, role: str) -> UUID | Refusal:
    if role != LIBRARIAN and is_last_librarian(member):
        return Refusal("last_librarian")
    return _change(desk, actor, at, member, "staff_role", role=role)


def set_pin(desk: Desk, actor: Actor, at: datetime, member: UUID, pin: str) -> Refusal | None:
    """It is hashed before anything is written, and stands nowhere else. It cannot be taken back, only set anew."""
    if not re.fullmatch(rf"\d{{{PIN_LENGTH}}}", pin, re.ASCII):
        return Refusal("pin_length")
    if is_guessable(pin):
        return Refusal("pin_guessable")
    pin_hash = PasswordHasher().hash(pin)
    row = Staff.get_by_id(member)
    with editing(desk, actor, at, "staff_pin", name=row.name) as edit:
        edit.update(Staff, member, pin_hash=pin_hash)
        PinThrottle.delete().where(PinThrottle.staff == member).execute()
    return None


def is_guessable(pin: str) -> bool:
    """One digit six times, or a run up or down."""
    steps = {(int(after) - int(before)) % 10 for before, after in pairwise(pin)}
    return len(steps) == 1 and steps <= {0, 1, 9}


def give_card(desk: Desk, actor: Actor, at: datetime, member: UUID, text: str) -> UUID | Refusal:
    """text: what was read from a card that is to be theirs."""
    patterns = desk.bylaw().patterns
    known = identify(desk, text, patterns)
    if isinstance(known, StaffCard):
        return Refusal("card_of_colleague" if known.id != member else "card_theirs_already")
    if not isinstance(known, Nothing):
        return Refusal("card_of_reader")
    number = next(iter(candidates(text, CodeKind.STAFF_CARD, patterns)), text)
    if Staff.select().where(Staff.card == number).exists():
        return Refusal("card_of_colleague")
    return _change(desk, actor, at, member, "staff_card", card=number)


def deactivate(desk: Desk, actor: Actor, at: datetime, member: UUID) -> UUID | Refusal:
    """All rights go, the card may become somebody else's; what they did stays written down under their name."""
    if is_last_librarian(member):
        return Refusal("last_librarian")
    return _change(desk, actor, at, member, "staff_retired", active=False, card=None)


def _change(desk: Desk, actor: Actor, at: datetime, member: UUID, deed: str, **columns: object) -> UUID:
    row = Staff.get_by_id(member)
    with editing(desk, actor, at, deed, name=row.name) as edit:
        edit.update(Staff, member, **columns)
    return edit.id

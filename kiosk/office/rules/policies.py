"""The loan policies: read a page of them, change one, add one, take one away, or put a set of them in place of all.

Rows S020-S027: reference books, periods, teachers. A loan that is out keeps the due date on its slip (S024)."""

from collections.abc import Mapping
from dataclasses import asdict, fields, replace
from datetime import date, datetime
from types import MappingProxyType
from typing import Any
from uuid import UUID

from peewee import Field, fn

from db.models import Patron, Policy, Record, new_id
from db.settings import get_setting
from kiosk.circulation.model import REFERENCE, TEACHER
from kiosk.circulation.policy import policy_for
from kiosk.lending.desk import Desk
from kiosk.office.actors import Actor, requires
from kiosk.office.editing import editing
from kiosk.office.permissions import Permission
from kiosk.office.refusal import NotDone
from kiosk.office.rows import row_of
from kiosk.office.rules.stored import put_in_place
from kiosk.office.rules.views import PolicyRow, PolicyStanding
from kiosk.toml_files.policy import PolicyLine

COLUMNS = tuple(field.name for field in fields(PolicyLine))
# That somebody has decided on rules: an import guesses some of its own.
CHOSEN = "policies_chosen"
STUDENT = "student"
BOOK = "book"
# Smallest, largest and the step of a tap; None below the smallest where «never» is meant.
RANGES: Mapping[str, tuple[int, int]] = MappingProxyType(
    {
        "max_loans": (0, 50),
        "days": (0, 366),
        "renewals": (0, 9),
        "overdue_block_count": (1, 20),
        "overdue_block_days": (0, 60),
    }
)
OPTIONAL = frozenset({"overdue_block_count", "overdue_block_days"})

_STAYS_HERE = PolicyLine(item_type=REFERENCE, max_loans=1, days=0, renewals=0, lendable=False)


def _pupils(**columns: Any) -> PolicyLine:
    return PolicyLine(category=STUDENT, **columns)


def _teachers(**columns: Any) -> PolicyLine:
    return PolicyLine(category=TEACHER, rota_exempt=True, **columns)


# What a school may begin with. primary: the limits of the rural school that this was built on; careful: one book and a
# week, no renewals, as published rules of small schools have it.
PRESETS: Mapping[str, tuple[PolicyLine, ...]] = MappingProxyType(
    {
        "primary": (
            _pupils(max_loans=2, days=15, renewals=1, overdue_block_count=1),
            _teachers(max_loans=5, days=60, renewals=1),
            _STAYS_HERE,
        ),
        "middle": (
            _pupils(max_loans=3, days=21, renewals=1, overdue_block_count=2),
            _teachers(max_loans=5, days=60, renewals=2),
            _STAYS_HERE,
        ),
        "careful": (
            _pupils(max_loans=1, days=7, renewals=0, overdue_block_count=1),
            _teachers(max_loans=3, days=30, renewals=1),
            _STAYS_HERE,
        ),
        "generous": (
            _pupils(max_loans=5, days=30, renewals=2, overdue_block_count=3),
            _teachers(max_loans=10, days=120, renewals=2),
            _STAYS_HERE,
        ),
    }
)


# --- read ------------------------------------------------------------------------------------------------------


def policy_rows(on: date, first: int, size: int) -> tuple[int, tuple[PolicyRow, ...]]:
    """How many there are, and those from the first on. General ones come first, as they are read: for everybody's
    books, then for special kinds; of alike ones the later first."""
    query = Policy.select().order_by(
        Policy.item_type, Policy.category, fn.COALESCE(Policy.valid_from, date.min).desc(), Policy.id
    )
    return query.count(), tuple(_row(policy, on) for policy in query.offset(first).limit(size))


def policy_row(policy: UUID, on: date) -> PolicyRow:
    """Raises Gone."""
    return _row(row_of(Policy, policy), on)


def _row(policy: Policy, on: date) -> PolicyRow:
    values = {name: getattr(policy, name) for name in COLUMNS}
    return PolicyRow(policy.id.hex, **values, standing=standing(policy.valid_from, policy.valid_to, on))


def standing(valid_from: date | None, valid_to: date | None, on: date) -> PolicyStanding:
    if valid_from and valid_from > on:
        return PolicyStanding.LATER
    return PolicyStanding.OVER if valid_to and valid_to < on else PolicyStanding.IN_FORCE


def categories() -> tuple[str, ...]:
    """Whom a policy may name: anybody, and the categories that the school's readers have."""
    return _with_own(("", STUDENT, TEACHER), Patron.category)


def item_types() -> tuple[str, ...]:
    return _with_own(("", BOOK, REFERENCE), Record.item_type)


def _with_own(general: tuple[str, ...], column: Field) -> tuple[str, ...]:
    used = {name for (name,) in column.model.select(column).distinct().tuples()}
    return *general, *sorted(used.difference(general))


def ends_before(draft: PolicyRow) -> bool:
    return bool(draft.valid_from and draft.valid_to and draft.valid_to < draft.valid_from)


def clashes(draft: PolicyRow) -> bool:
    """Whether another policy is for the same people, things and first day: only one of them could hold."""
    same = (Policy.category == draft.category) & (Policy.item_type == draft.item_type)
    first = Policy.valid_from.is_null() if draft.valid_from is None else (Policy.valid_from == draft.valid_from)
    others = Policy.select().where(same, first)
    return any(policy.id.hex != draft.id for policy in others)


def blank(desk: Desk, category: str, item_type: str, on: date) -> PolicyRow:
    """A new line begins with the figures of the one that governs these people and things now."""
    governing = policy_for(desk.bylaw().policies, category, item_type, on)
    figures = asdict(governing or PRESETS["primary"][0])
    own = {"category": category, "item_type": item_type, "valid_from": None, "valid_to": None}
    return PolicyRow("", **figures | own)


def stepped(draft: PolicyRow, field: str, by: int) -> PolicyRow:
    """One tap of − or +; below the least, what may be left out is «never», and so it stays."""
    least, most = RANGES[field]
    value = getattr(draft, field)
    if value is None:
        wanted = least if by > 0 else None
    elif value + by < least:
        wanted = None if field in OPTIONAL and value == least else least
    else:
        wanted = min(value + by, most)
    return changed(draft, field, wanted)


def changed(draft: PolicyRow, field: str, value: int | date | None) -> PolicyRow:
    columns: dict[str, Any] = {field: value}
    return replace(draft, **columns)


def preset_chosen() -> str:
    """Which of PRESETS was taken last, or empty."""
    return get_setting(CHOSEN)


# --- write -----------------------------------------------------------------------------------------------------


@requires(Permission.RULES)
def store_policy(desk: Desk, actor: Actor, at: datetime, draft: PolicyRow) -> UUID | NotDone:
    """Add it or change it. Raises Gone."""
    if ends_before(draft):
        return NotDone("ends_before")
    if clashes(draft):
        return NotDone("clashes")
    columns = {name: getattr(draft, name) for name in COLUMNS}
    deed = "policy_changed" if draft.id else "policy_added"
    with editing(desk, actor, at, deed, category=draft.category, item_type=draft.item_type) as edit:
        if draft.id:
            edit.update(Policy, row_of(Policy, UUID(draft.id)).id, **columns)
        else:
            edit.create(Policy, id=new_id(), **columns)
    return edit.id


@requires(Permission.RULES)
def remove_policy(desk: Desk, actor: Actor, at: datetime, policy: UUID) -> UUID:
    """Raises Gone."""
    stored = row_of(Policy, policy)
    with editing(desk, actor, at, "policy_removed", category=stored.category, item_type=stored.item_type) as edit:
        edit.delete(Policy, policy)
    return edit.id


@requires(Permission.RULES)
def apply_preset(desk: Desk, actor: Actor, at: datetime, name: str) -> UUID:
    """Those of PRESETS in place of all that are there."""
    with editing(desk, actor, at, "policies_preset", preset=name) as edit:
        put_in_place(edit, Policy, PolicyLine, PRESETS[name])
        edit.set(CHOSEN, name)
    return edit.id

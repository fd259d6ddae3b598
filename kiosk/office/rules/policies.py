"""The loan policies: read a page of them, change one, add one, take one away, or put a set of them in place of all.

Rows S020-S027: reference books, periods, teachers. A loan that is out keeps the due date on its slip (S024)."""

from collections.abc import Mapping
from dataclasses import asdict, fields, replace
from datetime import date, datetime
from types import MappingProxyType
from uuid import UUID

from peewee import fn

from db.models import Patron, Policy, Record, new_id
from db.settings import get_setting
from kiosk.circulation.model import REFERENCE, TEACHER
from kiosk.circulation.policy import policy_for
from kiosk.lending.desk import Desk
from kiosk.office.actors import Actor
from kiosk.office.editing import editing
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


def _pupils(**columns) -> PolicyLine:
    return PolicyLine(category=STUDENT, **columns)


def _teachers(**columns) -> PolicyLine:
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


def count_policies() -> int:
    return Policy.select().count()


def policy_rows(on: date, page: int, per_page: int) -> tuple[PolicyRow, ...]:
    """General ones first, as they are read: for everybody's books, then for special kinds; of alike ones the later
    first."""
    query = Policy.select().order_by(
        Policy.item_type, Policy.category, fn.COALESCE(Policy.valid_from, date.min).desc(), Policy.id
    )
    return tuple(_row(policy, on) for policy in query.paginate(page + 1, per_page))


def policy_row(policy: UUID, on: date) -> PolicyRow | None:
    found = Policy.get_or_none(Policy.id == policy)
    return _row(found, on) if found else None


def _row(policy: Policy, on: date) -> PolicyRow:
    values = {name: getattr(policy, name) for name in COLUMNS}
    return PolicyRow(policy.id.hex, **values, standing=standing(policy.valid_from, policy.valid_to, on))


def standing(valid_from: date | None, valid_to: date | None, on: date) -> PolicyStanding:
    if valid_from and valid_from > on:
        return PolicyStanding.LATER
    return PolicyStanding.OVER if valid_to and valid_to < on else PolicyStanding.IN_FORCE


def categories() -> tuple[str, ...]:
    """Whom a policy may name: anybody, and the categories that the school's readers have."""
    used = {name for (name,) in Patron.select(Patron.category).distinct().tuples()}
    return ("", STUDENT, TEACHER, *sorted(used - {"", STUDENT, TEACHER}))


def item_types() -> tuple[str, ...]:
    used = {name for (name,) in Record.select(Record.item_type).distinct().tuples()}
    return ("", BOOK, REFERENCE, *sorted(used - {"", BOOK, REFERENCE}))


def clashes(draft: PolicyRow) -> bool:
    """Whether another policy is for the same people, things and first day: only one of them could hold."""
    same = (Policy.category == draft.category) & (Policy.item_type == draft.item_type)
    first = Policy.valid_from.is_null() if draft.valid_from is None else (Policy.valid_from == draft.valid_from)
    others = Policy.select().where(same, first)
    return any(policy.id.hex != draft.id for policy in others)


def blank(category: str, item_type: str, on: date) -> PolicyRow:
    """A new line begins with the figures of the one that governs these people and things now."""
    stored = [PolicyLine(**row) for row in Policy.select(*(getattr(Policy, name) for name in COLUMNS)).dicts()]
    model = policy_for(stored, category, item_type, on) or PRESETS["primary"][0]
    own = {"category": category, "item_type": item_type, "valid_from": None, "valid_to": None}
    return PolicyRow("", **asdict(model) | own)


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
    return replace(draft, **{field: wanted})


def preset_chosen() -> str:
    """Which of PRESETS was taken last, or empty."""
    return get_setting(CHOSEN)


# --- write -----------------------------------------------------------------------------------------------------


def store_policy(desk: Desk, actor: Actor, at: datetime, draft: PolicyRow) -> UUID:
    """Add it or change it; gives the audit entry, by which it is taken back. The caller has seen to clashes."""
    columns = _columns(draft)
    deed = "policy_changed" if draft.id else "policy_added"
    with editing(desk, actor, at, deed, category=draft.category, item_type=draft.item_type) as edit:
        if draft.id:
            edit.update(Policy, UUID(draft.id), **columns)
        else:
            edit.create(Policy, id=new_id(), **columns)
    return edit.id


def remove_policy(desk: Desk, actor: Actor, at: datetime, row: PolicyRow) -> UUID:
    with editing(desk, actor, at, "policy_removed", category=row.category, item_type=row.item_type) as edit:
        edit.delete(Policy, UUID(row.id))
    return edit.id


def apply_preset(desk: Desk, actor: Actor, at: datetime, name: str) -> UUID:
    """Those of PRESETS in place of all that are there; lines that say the same already stay as they are."""
    wanted = list(PRESETS[name])
    with editing(desk, actor, at, "policies_preset", preset=name) as edit:
        for policy in Policy.select():
            line = PolicyLine(**{column: getattr(policy, column) for column in COLUMNS})
            if line in wanted:
                wanted.remove(line)
            else:
                edit.delete(Policy, policy.id)
        for line in wanted:
            edit.create(Policy, id=new_id(), **asdict(line))
        edit.set(CHOSEN, name)
    return edit.id


def _columns(draft: PolicyRow) -> dict:
    return {name: getattr(draft, name) for name in COLUMNS}

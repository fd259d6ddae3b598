"""How a judged reader list differs from the database: the same for a look beforehand and for the writing."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID, uuid4

from db.models import Patron, Policy, SchoolClass
from db.rows import dicts
from kiosk.catalog.pinyin import pinyin_initials
from kiosk.circulation.school_classes import ClassName
from kiosk.imports.patron_rows import STUDENT, TEACHER, PatronRow

# Where the file tells no quota: the limits of the rural school whose books this was built on.
USUAL_LIMITS = {STUDENT: 2, TEACHER: 5}

# By their names.
Columns = dict[str, Any]


@dataclass(frozen=True, slots=True)
class PatronChange:
    """before: the patron's columns as they are, columns: those that the list would change."""

    row: PatronRow
    before: Columns
    columns: Columns


@dataclass(frozen=True, slots=True)
class Differences:
    """classes: name to identity, where the new ones have theirs already. limits: category to what it may borrow by
    policy; without_policy: the categories that get one. missing: identities of those who could borrow and whom the
    list does not name, among the categories that it names."""

    new: tuple[tuple[PatronRow, Columns], ...]
    changed: tuple[PatronChange, ...]
    unchanged: int
    missing: tuple[UUID, ...]
    classes: Mapping[str, UUID]
    new_classes: tuple[ClassName, ...]
    limits: Mapping[str, int]
    without_policy: tuple[str, ...]


def compare(rows: Sequence[PatronRow], on: date) -> Differences:
    """Reads only. on: the day whose policies a quota is compared with."""
    limits, without_policy = _limits(rows, on)
    classes, new_classes = _classes(rows)
    known = {row["number"]: row for row in dicts(Patron.select())}
    new, changed, unchanged = [], [], 0
    for row in rows:
        before = known.pop(row.number, None)
        wanted = _columns(row, classes, limits, before)
        if before is None:
            new.append((row, wanted))
        elif columns := {name: value for name, value in wanted.items() if before[name] != value}:
            changed.append(PatronChange(row, before, columns))
        else:
            unchanged += 1
    named = {row.category or STUDENT for row in rows}
    missing = [one["id"] for one in known.values() if one["category"] in named and not one["left"]]
    return Differences(
        tuple(new), tuple(changed), unchanged, tuple(missing), classes, new_classes, limits, without_policy
    )


def _columns(row: PatronRow, classes: Mapping[str, UUID], limits: Mapping[str, int], before: Columns | None) -> Columns:
    """The columns that this file speaks about."""
    columns: Columns = {"name": row.name, "initials": pinyin_initials(row.name)}
    category = before["category"] if before else STUDENT
    if row.category is not None:
        columns["category"] = category = row.category
    if row.school_class is not None:
        columns["school_class"] = classes.get(row.school_class.name)
    if row.standing is not None:
        columns |= row.standing
        if before and before["card_issue"] > 1 and row.standing["card_lost"]:
            del columns["card_lost"]  # the list still speaks of the card that has been replaced
    if row.has_quota:
        columns["loan_limit"] = None if row.quota in (None, limits.get(category)) else row.quota
    if row.has_expiry:
        columns["expires_on"] = row.expires_on
    return columns


def _classes(rows: Sequence[PatronRow]) -> tuple[dict[str, UUID], tuple[ClassName, ...]]:
    known = {school_class.name: school_class.id for school_class in SchoolClass.select()}
    named = {row.school_class.name: row.school_class for row in rows if row.school_class and row.school_class.name}
    new = tuple(school_class for name, school_class in named.items() if name not in known)
    return known | {school_class.name: uuid4() for school_class in new}, new


def _limits(rows: Sequence[PatronRow], on: date) -> tuple[dict[str, int], tuple[str, ...]]:
    categories = sorted({row.category or STUDENT for row in rows})
    by_policy = {category: _limit_by_policy(category, on) for category in categories}
    without = tuple(category for category, limit in by_policy.items() if limit is None)
    known = {category: limit for category, limit in by_policy.items() if limit is not None}
    return known | {category: _limit_by_quotas(category, rows) for category in without}, without


def _limit_by_policy(category: str, on: date) -> int | None:
    policies = list(Policy.select().where(Policy.category.in_((category, "")), Policy.item_type == ""))
    if not policies:
        return None
    in_force = [p for p in policies if (p.valid_from or on) <= on <= (p.valid_to or on)]
    return max(in_force or policies, key=lambda p: (bool(p.category), p.valid_from or date.min)).max_loans


def _limit_by_quotas(category: str, rows: Sequence[PatronRow]) -> int:
    quotas = Counter(row.quota for row in rows if (row.category or STUDENT) == category and row.quota is not None)
    return min(quotas, key=lambda quota: (-quotas[quota], quota)) if quotas else USUAL_LIMITS[category]

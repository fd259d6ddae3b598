"""Write judged readers: classes, policies, patrons."""

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from datetime import date
from uuid import UUID

from peewee import chunked

from db.models import Patron, Policy, SchoolClass, new_id
from db.settings import bump_bylaw
from kiosk.catalog.patron_rows import STUDENT, TEACHER, PatronRow
from kiosk.catalog.report import Report

Progress = Callable[..., Iterable]

# Where the file tells no quota: the limits of the rural school whose books this was built on.
USUAL_LIMITS = {STUDENT: 2, TEACHER: 5}
USUAL_DAYS = {STUDENT: 15, TEACHER: 60}
ROWS_A_STATEMENT = 500


def ensure_reference_policy() -> bool:
    """Reference books stay in the library, by national custom; never touched again once a policy names them."""
    if Policy.select().where(Policy.item_type == "reference").exists():
        return False
    Policy.create(category="", item_type="reference", lendable=False, in_library=True, max_loans=1, days=0, renewals=0)
    bump_bylaw()
    return True


def store_patrons(rows: Sequence[PatronRow], on: date, report: Report, progress: Progress) -> None:
    """Inside the caller's transaction. on: the day whose policies a quota is compared with."""
    ensure_reference_policy()
    limits = {category: _limit(category, rows, on) for category in _categories(rows)}
    classes = _classes(rows)
    known = {row["number"]: row for row in Patron.select().dicts()}
    fresh = []
    for row in progress(rows, desc="readers", total=len(rows)):
        before = known.get(row.number)
        wanted = _fields(row, classes, limits, before["category"] if before else STUDENT)
        if before is None:
            fresh.append({"id": new_id(), "category": STUDENT, "number": row.number} | wanted)
            continue
        changes = {name: value for name, value in wanted.items() if before[name] != value}
        if changes:
            Patron.update(changes).where(Patron.id == before["id"]).execute()
            report.changed += 1
        else:
            report.unchanged += 1
    for batch in chunked(fresh, ROWS_A_STATEMENT):
        Patron.insert_many(batch).execute()
    report.new += len(fresh)


def _fields(row: PatronRow, classes: dict[str, UUID], limits: dict[str, int], category: str) -> dict:
    """The columns that this file speaks about."""
    fields: dict = {"name": row.name}
    if row.category is not None:
        fields["category"] = category = row.category
    if row.school_class is not None:
        fields["school_class"] = classes.get(row.school_class.name)
    if row.standing is not None:
        fields |= row.standing
    if row.has_quota:
        fields["loan_limit"] = None if row.quota in (None, limits.get(category)) else row.quota
    if row.has_expiry:
        fields["expires_on"] = row.expires_on
    return fields


def _classes(rows: Sequence[PatronRow]) -> dict[str, UUID]:
    """Name → identity; classes not known yet are made."""
    known = {school_class.name: school_class.id for school_class in SchoolClass.select()}
    named = {row.school_class.name: row.school_class for row in rows if row.school_class and row.school_class.name}
    for school_class in named.values():
        if school_class.name not in known:
            known[school_class.name] = SchoolClass.create(**school_class._asdict()).id
    return known


def _categories(rows: Sequence[PatronRow]) -> list[str]:
    return sorted({row.category or STUDENT for row in rows})


def _limit(category: str, rows: Sequence[PatronRow], on: date) -> int:
    """What this category may borrow by policy; a category that no policy names gets one."""
    policies = list(Policy.select().where(Policy.category.in_((category, "")), Policy.item_type == ""))
    if policies:
        in_force = [p for p in policies if (p.valid_from or on) <= on <= (p.valid_to or on)]
        best = max(in_force or policies, key=lambda p: (bool(p.category), p.valid_from or date.min))
        return best.max_loans
    quotas = Counter(row.quota for row in rows if (row.category or STUDENT) == category and row.quota is not None)
    limit = min(quotas, key=lambda quota: (-quotas[quota], quota)) if quotas else USUAL_LIMITS[category]
    Policy.create(
        category=category,
        max_loans=limit,
        days=USUAL_DAYS[category],
        renewals=1,
        rota_exempt=category == TEACHER,
    )
    bump_bylaw()
    return limit

"""Write judged readers: classes, policies, patrons."""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Protocol, TypeVar

from peewee import chunked

from db.models import Patron, Policy, SchoolClass, new_id
from db.settings import bump_bylaw
from kiosk.imports.compare_patrons import Differences, compare
from kiosk.imports.patron_rows import STUDENT, TEACHER, PatronRow
from kiosk.imports.report import Report

_Row = TypeVar("_Row")


class Progress(Protocol):
    """As tqdm is: hands on what it is given, and says meanwhile how far that is."""

    def __call__(self, rows: Iterable[_Row], /, *, desc: str = ..., total: int = ...) -> Iterable[_Row]: ...


USUAL_DAYS = {STUDENT: 15, TEACHER: 60}
ROWS_A_STATEMENT = 500


def ensure_reference_policy() -> bool:
    """Reference books stay in the library, by national custom; never touched again once a policy names them."""
    if Policy.select().where(Policy.item_type == "reference").exists():
        return False
    Policy.create(category="", item_type="reference", lendable=False, in_library=True, max_loans=1, days=0, renewals=0)
    bump_bylaw()
    return True


def store_patrons(rows: Sequence[PatronRow], on: date, report: Report, progress: Progress) -> Differences:
    """Inside the caller's transaction. on: the day whose policies a quota is compared with."""
    ensure_reference_policy()
    differences = compare(rows, on)
    for category in differences.without_policy:
        _make_policy(category, differences.limits[category])
    for school_class in differences.new_classes:
        SchoolClass.create(id=differences.classes[school_class.name], **school_class._asdict())
    for change in progress(differences.changed, desc="readers", total=len(differences.changed)):
        Patron.update(change.columns).where(Patron.id == change.before["id"]).execute()
    fresh = [{"id": new_id(), "category": STUDENT, "number": row.number} | columns for row, columns in differences.new]
    for batch in chunked(fresh, ROWS_A_STATEMENT):
        Patron.insert_many(batch).execute()
    report.new += len(differences.new)
    report.changed += len(differences.changed)
    report.unchanged += differences.unchanged
    return differences


def _make_policy(category: str, limit: int) -> None:
    Policy.create(
        category=category,
        max_loans=limit,
        days=USUAL_DAYS[category],
        renewals=1,
        rota_exempt=category == TEACHER,
    )
    bump_bylaw()

"""A reader list from Excel: looked at first, then taken in as one deed that can be undone."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from uuid import UUID

from peewee import JOIN

from db.models import Loan, Patron, Policy, SchoolClass
from db.rows import tuples
from kiosk.imports.compare_patrons import Differences, PatronChange, compare
from kiosk.imports.importing import judged_patrons, without_progress
from kiosk.imports.patron_rows import JudgedPatrons, PatronRow
from kiosk.imports.report import Reject, Report
from kiosk.imports.store_patrons import Progress, store_patrons
from kiosk.imports.tables import UnusableFile
from kiosk.lending.desk import Desk
from kiosk.lending.due import IS_OPEN
from kiosk.office.actors import Actor, requires
from kiosk.office.documents import GivenFile
from kiosk.office.editing import editing
from kiosk.office.people.readers import BY_CLASS
from kiosk.office.people.views import ImportOutcome, RosterLine
from kiosk.office.permissions import Permission
from kiosk.office.refusal import NotDone

# What a change of these columns says by itself is said with the name that it follows from.
UNTOLD = frozenset({"initials"})


@dataclass(frozen=True, slots=True)
class RosterPreview:
    """A list judged and compared, nothing written. still_lent: those of the missing who have books."""

    file: str
    judged: JudgedPatrons
    differences: Differences
    still_lent: frozenset[UUID]

    @property
    def counts(self) -> tuple[tuple[ImportOutcome, int], ...]:
        found = self.differences
        sizes = (len(found.new), len(found.changed), len(found.missing), len(self.judged.rejects))
        return tuple(zip(ImportOutcome, sizes, strict=True))

    @property
    def changes_something(self) -> bool:
        return bool(self.differences.new or self.differences.changed)


@dataclass(frozen=True, slots=True)
class Taken:
    """entry: of the audit trail. left: marked as having left; still_lent: not marked, for they have books."""

    entry: UUID
    new: int
    changed: int
    left: int
    still_lent: int
    rejected: int


def look(given: GivenFile, on: date, over: Progress = without_progress) -> RosterPreview | NotDone:
    """Reads only. NotDone: as UnusableFile says it."""
    try:
        judged = judged_patrons(given, over)
    except UnusableFile as unusable:
        return NotDone(unusable.code, unusable.facts)
    if not judged.rows and not judged.rejects:
        return NotDone("no_lines", {"path": given.name})
    return compared(given.name, judged, on)


def compared(file: str, judged: JudgedPatrons, on: date) -> RosterPreview:
    """Of a list that is read already. file: its name, kept in the trail."""
    differences = compare(judged.rows, on)
    return RosterPreview(file, judged, differences, _who_has_books(differences))


def _who_has_books(differences: Differences) -> frozenset[UUID]:
    lent = list(tuples(Loan.select(Loan.patron).where(IS_OPEN).distinct()))
    return frozenset(differences.missing) & {patron for (patron,) in lent}


@requires(Permission.PEOPLE)
def take(
    desk: Desk, actor: Actor, at: datetime, seen: RosterPreview, missing_left: bool, over: Progress = without_progress
) -> Taken:
    """Write what was looked at. missing_left: those whom the list does not name have left, unless they have books."""
    report, left, still_lent = Report(), 0, frozenset[UUID]()
    facts = {"file": seen.file, "lines": len(seen.judged.rows)}
    with editing(desk, actor, at, "readers_imported", **facts) as edit:
        with edit.watching(SchoolClass, Policy, Patron):
            differences = store_patrons(seen.judged.rows, at.date(), report, over)
            if missing_left:
                still_lent = _who_has_books(differences)
                left = _mark_left([id_ for id_ in differences.missing if id_ not in still_lent])
        if report.wrote or left:
            edit.set("patrons_imported_at", at.astimezone(UTC).isoformat(timespec="seconds"))
    return Taken(edit.id, report.new, report.changed, left, len(still_lent), len(seen.judged.rejects))


def take_list(
    desk: Desk, actor: Actor, at: datetime, file: str, judged: JudgedPatrons, over: Progress = without_progress
) -> Report | NotDone:
    """A whole list without a look first; those whom it does not name stay as they are."""
    if not judged.rows:
        return Report(rejects=judged.rejects)
    seen = compared(file, judged, at.date())
    taken = take(desk, actor, at, seen, False, over)
    if isinstance(taken, NotDone):
        return taken
    return Report(taken.new, taken.changed, seen.differences.unchanged, rejects=judged.rejects)


def _mark_left(patrons: Sequence[UUID]) -> int:
    for start in range(0, len(patrons), 500):
        Patron.update(left=True).where(Patron.id.in_(patrons[start : start + 500])).execute()
    return len(patrons)


# --- the look, a page at a time -----------------------------------------------------------------------------------


def lines_of(seen: RosterPreview, part: ImportOutcome, first: int, size: int) -> tuple[int, tuple[RosterLine, ...]]:
    """How many become that, and those from the first on."""
    return dict(seen.counts)[part], _lines(seen, part, first, first + size)


def _lines(seen: RosterPreview, part: ImportOutcome, first: int, last: int) -> tuple[RosterLine, ...]:
    match part:
        case ImportOutcome.NEW:
            return tuple(_new(row) for row, _ in seen.differences.new[first:last])
        case ImportOutcome.CHANGED:
            return tuple(_changed(change) for change in seen.differences.changed[first:last])
        case ImportOutcome.MISSING:
            return _missing(seen.differences.missing[first:last])
        case ImportOutcome.REJECTED:
            return tuple(_rejected(reject) for reject in seen.judged.rejects[first:last])


def _new(row: PatronRow) -> RosterLine:
    return RosterLine(0, row.number, row.name, row.school_class.name if row.school_class else "")


def _changed(change: PatronChange) -> RosterLine:
    row = change.row
    what = tuple(name for name in change.columns if name not in UNTOLD) or ("name",)
    before = str(change.before["name"]) if "name" in change.columns else ""
    return RosterLine(0, row.number, row.name, row.school_class.name if row.school_class else "", what, before)


def _missing(ids: Sequence[UUID]) -> tuple[RosterLine, ...]:
    rows = list(
        tuples(
            Patron.select(Patron.number, Patron.name, SchoolClass.name)
            .join(SchoolClass, JOIN.LEFT_OUTER)
            .where(Patron.id.in_(list(ids)))
            .order_by(*BY_CLASS)
        )
    )
    return tuple(RosterLine(0, number, name, group or "") for number, name, group in rows)


def _rejected(reject: Reject) -> RosterLine:
    told = " ".join(value for value in reject.row.values() if value)
    return RosterLine(reject.line, "", told, "", (reject.code,), reject.what)

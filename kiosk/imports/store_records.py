"""Bring titles and the number of their copies to what the list says: planned first, then written."""

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from peewee import chunked

from db.models import Item, Record, new_id
from db.rows import dicts, tuples
from kiosk.catalog.labelling import last_serial, was_given_out_here
from kiosk.catalog.pinyin import full_pinyin, pinyin_initials
from kiosk.circulation.model import ItemState
from kiosk.imports.cells import fen
from kiosk.imports.record_rows import PLAIN, CopyFacts, RecordRow
from kiosk.imports.report import Report
from kiosk.imports.store_patrons import Progress

ROWS_A_STATEMENT = 500
# Which copies go first when the list has fewer: those that nobody finds anyway. One on loan never goes.
GO_FIRST = (ItemState.LOST, ItemState.MISSING, ItemState.AVAILABLE, ItemState.IN_REPAIR)

# Of a row, by their names.
Columns = dict[str, Any]


@dataclass(frozen=True, slots=True)
class NewCopy:
    id: UUID
    label: str | None
    state: ItemState
    accession_no: str | None


@dataclass(slots=True)
class RecordPlan:
    """What is to be written. Its making changes nothing: a preview makes one and throws it away.

    updates: changed columns by identity; leaving: copies to withdraw."""

    report: Report
    records: list[Columns] = field(default_factory=list)
    record_updates: dict[UUID, Columns] = field(default_factory=dict)
    items: list[Columns] = field(default_factory=list)
    item_updates: dict[UUID, Columns] = field(default_factory=dict)
    leaving: list[UUID] = field(default_factory=list)


def shelved_labels() -> dict[str, str]:
    """Label → ISBN of every labelled copy."""
    labelled = Item.select(Item.label, Record.isbn).join(Record).where(Item.label.is_null(False))
    return dict(tuples(labelled.order_by(Item.label)))


def plan_records(rows: Collection[RecordRow], report: Report, progress: Progress) -> RecordPlan:
    """Reads, and counts into `report`."""
    plan = RecordPlan(report)
    known = _known_records(rows)
    copies = _copies_of([row["id"] for row in known.values()])
    taken = _numbers_taken(rows)
    last = last_serial()
    for row in progress(rows, desc="titles", total=len(rows)):
        before = known.get(row.isbn)
        record = before["id"] if before else new_id()
        here = copies.get(record, [])
        added, gone = _balance(row, here, last, report)
        booked = _booked(row, here, taken, report)
        plan.items += [_item(record, row, label, taken, report) for label in added]
        plan.leaving += gone
        plan.item_updates |= booked
        changed = _changes(before, row) if before else {}
        if changed:
            plan.record_updates[record] = changed
        if before is None:
            plan.records.append({"id": record, "isbn": row.isbn, "item_type": "book"} | _fields(row))
        report.new += before is None
        differs = bool(changed or added or gone or booked)
        report.changed += before is not None and differs
        report.unchanged += before is not None and not differs
    report.copies_added += len(plan.items)
    report.copies_withdrawn += len(plan.leaving)
    return plan


def write_records(plan: RecordPlan, progress: Progress) -> None:
    """Inside the caller's transaction, which must be the one that made the plan."""
    _insert_records(plan.records)
    for record, changes in plan.record_updates.items():
        Record.update(changes).where(Record.id == record).execute()
    for batch in progress(list(chunked(plan.items, ROWS_A_STATEMENT)), desc="copies"):
        Item.insert_many(batch).execute()
    for item, changes in plan.item_updates.items():
        Item.update(changes).where(Item.id == item).execute()
    for leaving in chunked(plan.leaving, ROWS_A_STATEMENT):
        Item.update(state=ItemState.WITHDRAWN).where(Item.id.in_(leaving)).execute()


def store_records(rows: Collection[RecordRow], report: Report, progress: Progress) -> None:
    """Inside the caller's transaction."""
    write_records(plan_records(rows, report, progress), progress)


def _known_records(rows: Collection[RecordRow]) -> dict[str, Columns]:
    """By ISBN, those that the list names."""
    found: dict[str, Columns] = {}
    for batch in chunked([row.isbn for row in rows], ROWS_A_STATEMENT):
        found.update((row["isbn"], row) for row in dicts(Record.select().where(Record.isbn.in_(batch))))
    return found


def _copies_of(records: Iterable[UUID]) -> dict[UUID, list[NewCopy]]:
    copies: defaultdict[UUID, list[NewCopy]] = defaultdict(list)
    columns = (Item.record, Item.id, Item.label, Item.state, Item.accession_no)
    for batch in chunked(records, ROWS_A_STATEMENT):
        for record, id_, label, state, number in tuples(Item.select(*columns).where(Item.record.in_(batch))):
            copies[record].append(NewCopy(id_, label, ItemState(state), number))
    return copies


def _numbers_taken(rows: Iterable[RecordRow]) -> set[str]:
    """Of the accession numbers that the list gives, those that copies bear."""
    given = [facts.accession_no for row in rows for facts in row.copies.values() if facts.accession_no]
    taken: set[str] = set()
    for batch in chunked(given, ROWS_A_STATEMENT):
        borne = Item.select(Item.accession_no).where(Item.accession_no.in_(batch))
        taken.update(number for (number,) in tuples(borne))
    return taken


def _fields(row: RecordRow) -> dict[str, str]:
    if row.keys is None:
        row.keys = {"pinyin": full_pinyin(row.title), "initials": pinyin_initials(row.title)[:255]}
    return {"title": row.title, **row.keys, **row.fields}


def _insert_records(records: list[Columns]) -> None:
    """Lines of a list differ in what is filled in; one statement needs the same columns in all."""
    for batch in chunked(records, ROWS_A_STATEMENT):
        Record.insert_many([dict.fromkeys(("title", *PLAIN), "") | record for record in batch]).execute()


def _changes(before: Columns, row: RecordRow) -> dict[str, str]:
    """What the list leaves empty stays as it is, and a number in the place of a title is no title."""
    renamed = before["title"] != row.title and row.title != row.isbn
    wanted = _fields(row) if renamed else row.fields
    return {name: value for name, value in wanted.items() if before[name] != value}


def _item(record: UUID, row: RecordRow, label: str | None, taken: set[str], report: Report) -> Columns:
    facts = row.copies.get(label or "", CopyFacts())
    return {
        "id": new_id(),
        "record": record,
        "label": label,
        "state": ItemState.AVAILABLE,
        "accession_no": _free(facts.accession_no, row, taken, report),
        "acquired_on": facts.acquired_on,
        "price": fen(row.fields.get("price", "")),
    }


def _booked(row: RecordRow, here: Iterable[NewCopy], taken: set[str], report: Report) -> dict[UUID, Columns]:
    """Copies that get their number in the register by this list; one that has a number keeps it."""
    booked = {}
    for copy in here:
        facts = row.copies.get(copy.label or "")
        if facts and facts.accession_no and not copy.accession_no:
            number = _free(facts.accession_no, row, taken, report)
            if number:
                dated = {"acquired_on": facts.acquired_on} if facts.acquired_on else {}
                booked[copy.id] = {"accession_no": number} | dated
    return booked


def _free(number: str | None, row: RecordRow, taken: set[str], report: Report) -> str | None:
    if number is None:
        return None
    if number in taken:
        report.remarks.append(
            f"«{row.title}» ({row.isbn}): the accession number {number} belongs to another copy: give this one its own"
        )
        return None
    taken.add(number)
    return number


def _balance(
    row: RecordRow, copies: Iterable[NewCopy], last: int, report: Report
) -> tuple[list[str | None], list[UUID]]:
    """Labels (None: without one) of the copies to add, and the copies to withdraw.

    A list that counts copies does not know of the labels that they have got here since; last: the last serial."""
    labelled = {copy.label for copy in copies if copy.label is not None}
    added: list[str | None] = [label for label in row.labels if label not in labelled]
    if row.unlabelled is None:
        return added, []
    ours = {label for label in labelled - set(row.labels) if was_given_out_here(label, last)}
    here = [copy for copy in copies if copy.state != ItemState.WITHDRAWN and copy.label in (None, *ours)]
    surplus = len(here) - row.unlabelled
    if surplus <= 0:
        return [*added, *[None] * -surplus], []
    loose = [copy for copy in here if copy.label is None and copy.state in GO_FIRST]
    free = sorted((GO_FIRST.index(copy.state), copy.id) for copy in loose)
    if surplus > len(free):
        report.remarks.append(
            f"«{row.title}» ({row.isbn}): {len(here) - len(free)} copies are on loan or labelled, "
            f"more than the {row.unlabelled} of the list: import it again once they are back"
        )
    return added, [item for _, item in free[:surplus]]

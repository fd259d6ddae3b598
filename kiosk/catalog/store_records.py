"""Write judged titles and bring the number of their copies to what the list says."""

from collections import defaultdict
from collections.abc import Collection, Iterable
from uuid import UUID

from peewee import chunked

from db.models import Item, Record, new_id
from kiosk.catalog.labelling import last_serial, was_given_out_here
from kiosk.catalog.pinyin import full_pinyin, pinyin_initials
from kiosk.catalog.record_rows import RecordRow
from kiosk.catalog.report import Report
from kiosk.catalog.store_patrons import Progress

ROWS_A_STATEMENT = 500
# Which copies go first when the list has fewer: those that nobody finds anyway. One on loan never goes.
GO_FIRST = ("lost", "missing", "available", "in_repair")

Copy = tuple[UUID, str | None, str]


def shelved_labels() -> dict[str, str]:
    """Label → ISBN of every labelled copy."""
    return dict(
        Item.select(Item.label, Record.isbn).join(Record).where(Item.label.is_null(False)).order_by(Item.label).tuples()
    )


def store_records(rows: Collection[RecordRow], report: Report, progress: Progress) -> None:
    """Inside the caller's transaction."""
    known = {row["isbn"]: row for row in Record.select().dicts()}
    copies = _copies_by_record()
    last = last_serial()
    records, items, leaving = [], [], []
    for row in progress(rows, desc="titles", total=len(rows)):
        before = known.get(row.isbn)
        if before is None:
            record = new_id()
            records.append({"id": record, "isbn": row.isbn, "item_type": "book"} | _fields(row))
        else:
            record = before["id"]
        added, gone = _balance(row, copies.get(record, []), last, report)
        items += [(new_id(), record, label, "available") for label in added]
        leaving += gone
        changed = before is not None and _update(record, before, row)
        report.new += before is None
        report.changed += before is not None and bool(changed or added or gone)
        report.unchanged += before is not None and not (changed or added or gone)
    _insert_records(records)
    for batch in progress(list(chunked(items, ROWS_A_STATEMENT)), desc="copies", total=None):
        Item.insert_many(batch, fields=[Item.id, Item.record, Item.label, Item.state]).execute()
    for batch in chunked(leaving, ROWS_A_STATEMENT):
        Item.update(state="withdrawn").where(Item.id.in_(batch)).execute()
    report.copies_added += len(items)
    report.copies_withdrawn += len(leaving)


def _copies_by_record() -> dict[UUID, list[Copy]]:
    copies = defaultdict(list)
    for item, record, label, state in Item.select(Item.id, Item.record, Item.label, Item.state).tuples():
        copies[record].append((item, label, state))
    return copies


def _fields(row: RecordRow) -> dict[str, str]:
    return {
        "title": row.title,
        "pinyin": full_pinyin(row.title),
        "initials": pinyin_initials(row.title)[:255],
        **row.fields,
    }


def _insert_records(records: list[dict]) -> None:
    """Lines of a list differ in what is filled in; one statement needs the same columns in all."""
    columns = ("title", "author", "publisher", "published", "pages", "price", "subject", "call_number", "shelf")
    for batch in chunked(records, ROWS_A_STATEMENT):
        Record.insert_many([dict.fromkeys(columns, "") | record for record in batch]).execute()


def _update(record: UUID, before: dict, row: RecordRow) -> bool:
    """What the list leaves empty stays as it is."""
    wanted = _fields(row) if before["title"] != row.title else row.fields
    changes = {name: value for name, value in wanted.items() if before[name] != value}
    if changes:
        Record.update(changes).where(Record.id == record).execute()
    return bool(changes)


def _balance(row: RecordRow, copies: Iterable[Copy], last: int, report: Report) -> tuple[list[str | None], list[UUID]]:
    """Labels (None: without one) of the copies to add, and the copies to withdraw.

    A list that counts copies does not know of the labels that they have got here since; last: the last serial."""
    labelled = {label for _, label, _ in copies if label is not None}
    added: list[str | None] = [label for label in row.labels if label not in labelled]
    if row.unlabelled is None:
        return added, []
    ours = {label for label in labelled - set(row.labels) if was_given_out_here(label, last)}
    here = [(item, label, state) for item, label, state in copies if state != "withdrawn" and label in (None, *ours)]
    surplus = len(here) - row.unlabelled
    if surplus <= 0:
        return [*added, *[None] * -surplus], []
    free = sorted((GO_FIRST.index(state), item) for item, label, state in here if label is None and state in GO_FIRST)
    if surplus > len(free):
        report.remarks.append(
            f"«{row.title}» ({row.isbn}): {len(here) - len(free)} copies are on loan or labelled, "
            f"more than the {row.unlabelled} of the list: import it again once they are back"
        )
    return added, [item for _, item in free[:surplus]]

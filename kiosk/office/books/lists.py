"""Take a list of books in two steps: see what it would do, then do it; and give the catalogue out again."""

import csv
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from io import StringIO
from itertools import groupby
from operator import itemgetter

from db.models import Item, Record
from kiosk.imports.importing import STAMP_RECORDS, judged_records, without_progress
from kiosk.imports.iso2709 import SUFFIXES as MARC_SUFFIXES
from kiosk.imports.iso2709 import Unread
from kiosk.imports.marc_writing import cnmarc
from kiosk.imports.record_rows import JudgedRecords
from kiosk.imports.report import Reject, Report
from kiosk.imports.source import Source, name_of
from kiosk.imports.store_patrons import Progress, ensure_reference_policy
from kiosk.imports.store_records import RecordPlan, plan_records, write_records
from kiosk.imports.tables import UnusableFile
from kiosk.lending.desk import Desk
from kiosk.office.actors import Actor, requires
from kiosk.office.books.files import Export, Step, Words, dated
from kiosk.office.books.lines import RejectLine
from kiosk.office.documents import CSV, MARC, Document
from kiosk.office.editing import editing
from kiosk.office.permissions import Permission
from kiosk.office.refusal import NotDone
from kiosk.sync.feed import feed_version, publish

SUFFIXES = (".xlsx", ".xlsm", ".csv", ".txt", ".xls", *MARC_SUFFIXES)
SHOWN = 60  # signs of a line that was not taken


@dataclass(frozen=True, slots=True)
class Preview:
    """What a file says, judged once; report: what taking it would do."""

    file: str
    judged: JudgedRecords
    report: Report


def preview(source: Source, progress: Progress = without_progress) -> Preview | NotDone:
    """Nothing is written. NotDone: in the words of import.file."""
    try:
        judged = judged_records(source, progress)
    except UnusableFile as refusal:
        return NotDone(refusal.code, refusal.facts)
    report = plan_records(judged.rows.values(), Report(rejects=judged.rejects), progress).report
    return Preview(name_of(source), judged, report)


@requires(Permission.BOOKS)
def take(
    desk: Desk, actor: Actor, at: datetime, file: str, judged: JudgedRecords, progress: Progress = without_progress
) -> Report:
    """One transaction, planned inside it: something may have been lent or entered since a preview.

    The audit says who took which file; line by line it would hold the catalogue a second time, so it is not undone
    from there. Raises StorageFailed."""
    report = Report(rejects=judged.rejects)
    if not judged.rows:
        return report
    with editing(desk, actor, at, "records_imported", file=file) as edit:
        ensure_reference_policy()
        plan = plan_records(judged.rows.values(), report, progress)
        write_records(plan, progress)
        if report.wrote:
            edit.set(STAMP_RECORDS, at.astimezone(UTC).isoformat(timespec="seconds"))
            if feed_version():
                publish(desk.db, _told(plan))
    return report


def reject_line(reject: Reject) -> RejectLine:
    text = " ".join(cell for cell in reject.row.values() if cell)
    return RejectLine(reject.line, reject.code, reject.what, text[:SHOWN])


def rejects_file(rejects: Sequence[Reject], at: datetime, words: Words) -> Document:
    """The lines as they were with the reason in front, to be mended and taken by themselves."""
    headings = list(dict.fromkeys(heading for reject in rejects for heading in reject.row if heading))
    text = StringIO(newline="")
    writer = csv.writer(text)
    writer.writerow([*words["books.sheet.rejects.columns"].split("|"), *headings])
    for reject in rejects:
        why = words[f"import.reject.{reject.code}"].format(what=reject.what)
        writer.writerow([reject.line, why, *(reject.row.get(heading, "") for heading in headings)])
    # With a mark in front, Excel opens it as UTF-8.
    return Document(dated(words, "rejects", at, ".csv"), CSV, text.getvalue().encode("utf-8-sig"))


def catalogue_file(at: datetime, words: Words, step: Step) -> Export:
    """Every title with its labels as CNMARC."""
    rows = Record.select(Record, Item.label).left_outer_join(Item, on=(Item.record == Record.id)).dicts()
    total, parts = Record.select().count(), list[bytes]()
    for _, copies in groupby(rows.order_by(Record.id).iterator(), key=itemgetter("id")):
        found = list(copies)
        step(len(parts), total)
        try:
            parts.append(cnmarc(found[0], [row["label"] for row in found if row["label"]]))
        except Unread:
            # More copies than one record of the format can hold: the title goes alone.
            parts.append(cnmarc(found[0], ()))
    return Export(Document(dated(words, "catalogue", at, ".iso"), MARC, b"".join(parts)), len(parts))


def _told(plan: RecordPlan) -> dict[str, list[str]]:
    records = [row["id"].hex for row in plan.records] + [record.hex for record in plan.record_updates]
    items = [row["id"].hex for row in plan.items] + [item.hex for item in (*plan.item_updates, *plan.leaving)]
    return {"record": records, "item": items}

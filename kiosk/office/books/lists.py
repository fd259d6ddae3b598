"""Take a list of books in two steps: see what it would do, then do it; and give the catalogue out again."""

import csv
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import groupby
from pathlib import Path

from db.models import Item, Record
from kiosk.imports.importing import STAMP_RECORDS, judged_records
from kiosk.imports.iso2709 import SUFFIXES as MARC_SUFFIXES
from kiosk.imports.iso2709 import Unread
from kiosk.imports.marc_writing import cnmarc
from kiosk.imports.record_rows import JudgedRecords
from kiosk.imports.report import Reject, Report
from kiosk.imports.store_patrons import ensure_reference_policy
from kiosk.imports.store_records import RecordPlan, plan_records, write_records
from kiosk.lending.desk import Desk
from kiosk.office.actors import Actor
from kiosk.office.books.views import ImportPage, RejectLine
from kiosk.office.editing import editing
from kiosk.office.jobs import Job
from kiosk.sync.feed import feed_version, publish

SUFFIXES = (".xlsx", ".xlsm", ".csv", ".txt", ".xls", *MARC_SUFFIXES)
REJECT_ROWS = 4
SHOWN = 60  # signs of a line that was not taken


@dataclass(frozen=True, slots=True)
class Preview:
    """What a file says, judged once; report: what taking it would do."""

    path: Path
    judged: JudgedRecords
    report: Report


def preview(path: Path, job: Job) -> Preview:
    """Nothing is written. Raises UnusableFile, Cancelled."""
    judged = judged_records(path, job.over)
    report = plan_records(judged.rows.values(), Report(rejects=judged.rejects), job.over).report
    return Preview(path, judged, report)


def take(desk: Desk, actor: Actor, at: datetime, preview: Preview, job: Job) -> Report:
    """One transaction, planned anew inside it: something may have been lent or entered since the preview.

    The audit says who took which file; line by line it would hold the catalogue a second time, so it is not undone
    from there. Raises StorageFailed, Cancelled."""
    report = Report(rejects=preview.judged.rejects)
    with editing(desk, actor, at, "records_imported", file=preview.path.name) as edit:
        ensure_reference_policy()
        plan = plan_records(preview.judged.rows.values(), report, job.over)
        write_records(plan, job.over)
        if report.wrote:
            edit.set(STAMP_RECORDS, at.astimezone(UTC).isoformat(timespec="seconds"))
            if feed_version():
                publish(desk.db, _told(plan))
    return report


def import_page(file: str, report: Report, done: bool, page: int, size: int = REJECT_ROWS) -> ImportPage:
    total = len(report.rejects)
    pages = max(1, -(-total // size))
    page = min(max(0, page), pages - 1)
    return ImportPage(
        file=file,
        done=done,
        new=report.new,
        changed=report.changed,
        unchanged=report.unchanged,
        copies_added=report.copies_added,
        copies_withdrawn=report.copies_withdrawn,
        rejects=tuple(_line(reject) for reject in report.rejects[page * size : (page + 1) * size]),
        total=total,
        page=page,
        pages=pages,
        remarks=len(report.remarks),
    )


def write_rejects(path: Path, report: Report, words: Callable[[str], str]) -> None:
    """The lines as they were with the reason in front, to be mended and taken by themselves. Raises OSError.

    words: of a key, in the school's language."""
    headings = list(dict.fromkeys(heading for reject in report.rejects for heading in reject.row if heading))
    # With a mark in front, Excel opens it as UTF-8.
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.writer(file)
        writer.writerow([*words("books.sheet.rejects.columns").split("|"), *headings])
        for reject in report.rejects:
            why = words(f"import.reject.{reject.code}").format(what=reject.what)
            writer.writerow([reject.line, why, *(reject.row.get(heading, "") for heading in headings)])


def write_catalogue(path: Path, job: Job) -> int:
    """Every title with its labels as CNMARC. Returns how many. Raises OSError, Cancelled."""
    rows = Record.select(Record, Item.label).left_outer_join(Item, on=(Item.record == Record.id)).dicts()
    total, count = Record.select().count(), 0
    with path.open("wb") as file:
        for _, copies in groupby(rows.order_by(Record.id).iterator(), key=lambda row: row["id"]):
            found = list(copies)
            job.step(count, total)
            try:
                file.write(cnmarc(found[0], [row["label"] for row in found if row["label"]]))
            except Unread:
                # More copies than one record of the format can hold: the title goes alone.
                file.write(cnmarc(found[0], ()))
            count += 1
    return count


def _told(plan: RecordPlan) -> dict[str, list[str]]:
    records = [row["id"].hex for row in plan.records] + [record.hex for record in plan.record_updates]
    items = [row["id"].hex for row in plan.items] + [item.hex for item in (*plan.item_updates, *plan.leaving)]
    return {"record": records, "item": items}


def _line(reject: Reject) -> RejectLine:
    text = " ".join(cell for cell in reject.row.values() if cell)
    return RejectLine(reject.line, reject.code, reject.what, text[:SHOWN])

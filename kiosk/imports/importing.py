"""Take a school's reader list or book list into the database: judged as a whole first, then written as a whole."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import TypeVar

from peewee import Database

from db.settings import put_setting
from kiosk.imports import headings
from kiosk.imports.iso2709 import SUFFIXES, read_records
from kiosk.imports.marc import judge_marc
from kiosk.imports.patron_rows import JudgedPatrons, judge_patrons
from kiosk.imports.record_rows import JudgedRecords, judge_records
from kiosk.imports.report import Report
from kiosk.imports.source import Source, name_of
from kiosk.imports.store_patrons import Progress, ensure_reference_policy, store_patrons
from kiosk.imports.store_records import plan_records, shelved_labels, write_records
from kiosk.imports.tables import Line, UnusableFile, read_table

STAMP_RECORDS = "records_imported_at"

_Row = TypeVar("_Row")


def without_progress(rows: Iterable[_Row], **_: object) -> Iterable[_Row]:
    return rows


def import_patrons(source: Source, db: Database, at: datetime, progress: Progress = without_progress) -> Report:
    """Patrons that the list does not name stay as they are. progress: called as tqdm is.

    Raises UnusableFile, with the database unchanged."""
    judged = judged_patrons(source, progress)
    report = Report(rejects=judged.rejects)
    if judged.rows:
        with db.atomic():
            store_patrons(judged.rows, at.date(), report, progress)
            _stamp("patrons_imported_at", at, report)
    return report


def judged_patrons(source: Source, progress: Progress = without_progress) -> JudgedPatrons:
    """Raises UnusableFile."""
    columns, lines = _open(source, headings.PATRON_HEADINGS, headings.PATRON_NEEDS, ())
    return judge_patrons(progress(lines, desc="reading"), columns)


def import_records(source: Source, db: Database, at: datetime, progress: Progress = without_progress) -> Report:
    """Titles that the list does not name stay as they are, and so does what it leaves empty.

    Raises UnusableFile, with the database unchanged."""
    judged = judged_records(source, progress)
    report = Report(rejects=judged.rejects)
    if judged.rows:
        with db.atomic():
            ensure_reference_policy()
            write_records(plan_records(judged.rows.values(), report, progress), progress)
            _stamp(STAMP_RECORDS, at, report)
    return report


def judged_records(source: Source, progress: Progress = without_progress) -> JudgedRecords:
    """A table or a MARC file, by its suffix. Raises UnusableFile."""
    if Path(name_of(source)).suffix.lower() in SUFFIXES:
        return judge_marc(progress(read_records(source), desc="reading"), shelved_labels())
    columns, lines = _open(source, headings.RECORD_HEADINGS, headings.RECORD_NEEDS, headings.RECORD_NEEDS_ONE_OF)
    return judge_records(progress(lines, desc="reading"), columns, shelved_labels())


def _stamp(key: str, at: datetime, report: Report) -> None:
    if report.wrote:
        put_setting(key, at.astimezone(UTC).isoformat(timespec="seconds"))


def _open(
    source: Source, known: Mapping[str, tuple[str, ...]], needs: tuple[str, ...], one_of: tuple[str, ...]
) -> tuple[dict[str, str], Iterator[Line]]:
    found, lines = read_table(source)
    columns = headings.columns(found, known)
    missing = [known[field][0] for field in needs if field not in columns]
    if one_of and not any(field in columns for field in one_of):
        missing.append("/".join(known[field][0] for field in one_of))
    if missing:
        raise UnusableFile(
            "no_column",
            f"{name_of(source)} has no column {', no column '.join(missing)}; its headings are: {', '.join(found)}; "
            f"known are: {', '.join(synonyms[0] for synonyms in known.values())} (and their usual synonyms)",
            path=name_of(source),
            missing="、".join(missing),
            found="、".join(found)[:120],
        )
    return columns, lines

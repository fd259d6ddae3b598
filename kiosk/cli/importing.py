"""`import patrons|records FILE`: take a school's own lists."""

import csv
import sys
from collections.abc import Sequence
from contextlib import closing
from datetime import datetime
from functools import partial
from pathlib import Path
from zoneinfo import ZoneInfo

from peewee import Database

from db.settings import get_setting
from kiosk.cli import BadInput
from kiosk.cli.options import add_db, open_db
from kiosk.clock import system_clock
from kiosk.imports.report import Report
from kiosk.imports.store_patrons import Progress
from kiosk.lending.desk import Desk
from kiosk.office.actors import AT_COMMAND_LINE
from kiosk.sync.identity import identity


def configure(commands) -> None:
    parser = commands.add_parser("import", help="take a list of readers or books (.xlsx, .csv, .iso, .mrc)")
    kinds = parser.add_subparsers(dest="kind", required=True, metavar="patrons|records")
    for kind, what in (("patrons", "readers"), ("records", "books")):
        command = kinds.add_parser(kind, help=f"take a list of {what}; running it again changes nothing")
        command.add_argument("file", type=Path, metavar="FILE", help="as the school exports it, headings in Chinese")
        add_db(command)
        command.add_argument("--rejects", type=Path, metavar="FILE", help="write the lines not taken there, as csv")
        command.set_defaults(run=run)


def run(options) -> int:
    from tqdm import tqdm

    from kiosk.imports.tables import UnusableFile

    take = _take_patrons if options.kind == "patrons" else _take_records
    with closing(open_db(options.db)) as db:
        now = system_clock(ZoneInfo(get_setting("timezone")))()
        try:
            report = take(options.file, db, now, partial(tqdm, file=sys.stderr, unit=" lines"))
        except UnusableFile as error:
            raise BadInput(str(error)) from error
    _print(report, options)
    if options.rejects:
        _write_rejects(report.rejects, options.rejects)
    return 1 if report.rejects else 0


def _take_patrons(path: Path, db: Database, at: datetime, progress: Progress) -> Report:
    from kiosk.imports.importing import judged_patrons
    from kiosk.office.people.roster import take_list

    desk = Desk(db, *identity(db), ZoneInfo(get_setting("timezone")))
    return take_list(desk, AT_COMMAND_LINE, at, path.name, judged_patrons(path, progress), progress)


def _take_records(path: Path, db: Database, at: datetime, progress: Progress) -> Report:
    from kiosk.imports.importing import judged_records
    from kiosk.office.books.lists import take

    desk = Desk(db, *identity(db), ZoneInfo(get_setting("timezone")))
    return take(desk, AT_COMMAND_LINE, at, path.name, judged_records(path, progress), progress)


def _print(report, options) -> None:
    what = "readers" if options.kind == "patrons" else "titles"
    print(
        f"{report.taken} {what} taken: {report.new} new, {report.changed} changed, {report.unchanged} unchanged; "
        f"{len(report.rejects)} lines not taken"
    )
    if options.kind == "records":
        print(f"{report.copies_added} copies added, {report.copies_withdrawn} withdrawn")
    for reject in report.rejects:
        print(f"line {reject.line}: {reject.sentence}")
    for remark in report.remarks:
        print(remark)


def _write_rejects(rejects: Sequence, path: Path) -> None:
    """The lines as they were, so that they can be mended and imported by themselves; written also when empty."""
    headings = list(dict.fromkeys(heading for reject in rejects for heading in reject.row))
    try:
        # With a mark in front, Excel opens it as UTF-8.
        with path.open("w", encoding="utf-8-sig", newline="") as file:
            writer = csv.writer(file)
            writer.writerow(["line", "reason", *headings])
            for reject in rejects:
                writer.writerow([reject.line, reject.sentence, *(reject.row.get(heading, "") for heading in headings)])
    except OSError as error:
        raise BadInput(f"the rejects cannot be written to {path} ({error.strerror}): name another file") from error

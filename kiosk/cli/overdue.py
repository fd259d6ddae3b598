"""`overdue`: late books by class; slips for their teachers as PDF. Readers by number on the terminal, never by name."""

import argparse
from contextlib import closing
from datetime import date
from pathlib import Path
from zoneinfo import ZoneInfo

from db.settings import get_setting
from kiosk.cli.figures import write_file
from kiosk.cli.options import add_db, open_db
from kiosk.clock import system_clock
from kiosk.i18n import LANGUAGES, load_catalogue
from kiosk.lending.desk import Desk
from kiosk.office.overdue.late import SlipKind, late_classes, late_lines
from kiosk.office.overdue.papers import slips
from kiosk.sync.identity import identity


def configure(commands) -> None:
    parser = commands.add_parser("overdue", help="late books by class, and slips about them")
    add_db(parser)
    parser.add_argument("--today", type=date.fromisoformat, metavar="DATE", help="as on that day")
    parser.add_argument("--pdf", type=Path, metavar="FILE", help="write a sheet for each class's teacher")
    parser.add_argument("--notes", type=Path, metavar="FILE", help="write a small note for each reader, eight a sheet")
    parser.add_argument("--language", choices=LANGUAGES, default=LANGUAGES[0], help="of the files")
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    with closing(open_db(options.db, must_exist=True)) as db:
        zone = ZoneInfo(get_setting("timezone"))
        today = options.today or system_clock(zone)().date()
        desk = Desk(db, *identity(db), zone)
        found = [one for one in late_classes(desk, today) if one.late]
        for one in found:
            print(f"{one.name or '-'}: {one.late} late, {one.people} readers")
            for line in late_lines(desk, one.id, today):
                print(f"  {line.number}  {line.due_on}  {line.days} days  {line.title}")
        if not found:
            print("nothing is late")
            return 0
        for kind, path in ((SlipKind.CLASS, options.pdf), (SlipKind.NOTES, options.notes)):
            if path:
                (document,) = slips(desk, today, kind, found, load_catalogue(options.language)).documents
                write_file(path, document)
    return 0

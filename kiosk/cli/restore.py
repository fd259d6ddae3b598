"""`restore`: put a copy back; what is there now is set aside."""

import argparse
from contextlib import closing
from pathlib import Path
from zoneinfo import ZoneInfo

from kiosk.cli import BadInput, backup
from kiosk.cli.options import add_db, open_db
from kiosk.cli.progress import shown
from kiosk.clock import system_clock


def configure(commands) -> None:
    parser = commands.add_parser("restore", help="put a backup back; the present records are set aside, not lost")
    parser.add_argument("file", type=Path, metavar="COPY", help="as `backup` has written it")
    add_db(parser, required=False)
    parser.add_argument("--drill", action="store_true", help="only for a trial, in a temporary place")
    parser.add_argument("--differing", action="store_true", help="also a copy whose journal and tables differ")
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    from kiosk.backup.restoring import restore_file, restore_into
    from kiosk.backup.words import CopyFailed

    if options.drill:
        return backup.check(options.file)
    if not options.db:
        raise BadInput("--db is missing: name the database whose place the copy takes, or try it with --drill")
    try:
        with shown() as progress:
            if "://" in options.db:
                with closing(open_db(options.db)) as target:
                    checked, aside = restore_into(options.file, target, options.differing, progress), None
            else:
                at = system_clock(ZoneInfo("UTC"))()
                restored = restore_file(options.file, Path(options.db), at, options.differing, progress)
                checked, aside = restored.checked, restored.aside
    except CopyFailed as failed:
        raise BadInput(str(failed)) from failed
    backup.say_checked(checked)
    if aside:
        print(f"what was there before is now {aside}")
    print(f"restored to {options.db.rpartition('@')[2]}")
    return 0

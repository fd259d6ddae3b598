"""`backup`: a copy of the records on another medium, looked at before it counts."""

import argparse
import os
import sys
from contextlib import closing
from pathlib import Path
from zoneinfo import ZoneInfo

from db.settings import get_setting
from kiosk.cli import BadInput
from kiosk.cli.options import open_db
from kiosk.cli.progress import shown
from kiosk.clock import from_ms, system_clock, to_ms


def configure(commands) -> None:
    from kiosk.backup.nightly import DATABASE

    parser = commands.add_parser("backup", help="copy the records to another medium, while the station runs")
    parser.add_argument("--db", default=os.environ.get(DATABASE), metavar="URL", help="a file, or postgresql://…")
    parser.add_argument("--to", type=Path, metavar="FOLDER", help="on another disk; without it beside the file")
    parser.add_argument("--check", type=Path, metavar="COPY", help="make none: restore this one on trial")
    parser.add_argument("--gently", action="store_true", help="leave the processor to the station")
    parser.add_argument("--prune", action="store_true", help="afterwards, as `prune` does")
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """1 for a copy in which the journal and the tables say different things."""
    if options.gently:
        os.nice(10)
    if options.check:
        return check(options.check)
    if not options.db:
        raise BadInput("--db is missing: name the SQLite file, or postgresql://…")
    from kiosk.backup.outcome import back_up_and_note
    from kiosk.backup.words import CopyFailed

    folder = options.to or _beside(options.db)
    with closing(open_db(options.db, must_exist=True)) as db:
        at = system_clock(ZoneInfo(get_setting("timezone")))()
        try:
            with shown() as progress:
                made = back_up_and_note(db, folder, at, progress)
        except CopyFailed as failed:
            raise BadInput(str(failed)) from failed
        _say(made)
        if options.prune and not made.manifest.differing:
            _prune(db, to_ms(at))
    return int(bool(made.manifest.differing))


def _beside(database: str) -> Path:
    """The default is better than nothing, and is made; a medium that is named must be there."""
    folder = Path("backups") if "://" in database else Path(database).resolve().parent / "backups"
    folder.mkdir(exist_ok=True)
    return folder


def _say(made) -> None:
    manifest = made.manifest
    kept = f"{manifest.tables['loan']} loans, {manifest.tables['journal']} journal events"
    print(f"{made.path}: {manifest.size / 1e6:.1f} MB, {kept}, {len(made.removed)} older copies removed")
    if manifest.differing:
        print(f"it does not count: its journal and its tables differ in {manifest.differing} places", file=sys.stderr)
    elif not made.second_medium:
        print("it lies on the disk of the database itself: a dead disk would take both; name a folder with --to")


def _prune(db, now: int) -> None:
    from kiosk.sync.identity import identity
    from kiosk.sync.pruning import has_centre, prune

    if has_centre():
        print(f"{prune(db, identity(db), now)} journal events pruned")


def check(copy: Path) -> int:
    """The restore drill: into a temporary place beside nothing that matters."""
    from kiosk.backup.checking import rehearse
    from kiosk.backup.words import CopyFailed

    try:
        with shown() as progress:
            checked = rehearse(copy, None, progress)
    except CopyFailed as failed:
        raise BadInput(str(failed)) from failed
    say_checked(checked)
    return int(bool(checked.agreement.differing))


def say_checked(checked) -> None:
    """What a copy holds, on standard output."""
    agrees, said = checked.agreement, checked.manifest
    made = f", made {from_ms(said.made_at, ZoneInfo('UTC')):%Y-%m-%d %H:%M} UTC" if said else ", without a manifest"
    print(f"{checked.path} is whole{made}: {checked.tables['item']} copies, {checked.tables['loan']} loans")
    if agrees.differing:
        where = ", ".join(agrees.differences)
        print(f"its journal and its tables differ in {agrees.differing} places: {where}", file=sys.stderr)
    else:
        print(f"its {agrees.events} journal events add up to its loans")

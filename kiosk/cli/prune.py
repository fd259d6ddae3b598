"""`prune`: let go of journal events that the centre keeps in a verified copy."""

import argparse
from contextlib import closing
from zoneinfo import ZoneInfo

from kiosk.cli import BadInput
from kiosk.cli.options import add_db, open_db
from kiosk.clock import system_clock, to_ms


def configure(commands) -> None:
    parser = commands.add_parser("prune", help="let go of journal events that the centre keeps in a verified copy")
    add_db(parser)
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    from kiosk.sync.identity import identity
    from kiosk.sync.pruning import has_centre, prune

    with closing(open_db(options.db, must_exist=True)) as db:
        if not has_centre():
            raise BadInput(f"{options.db}: there is no centre here, so the journal is all there is: nothing was pruned")
        print(f"{prune(db, identity(db), to_ms(system_clock(ZoneInfo('UTC'))()))} journal events pruned")
    return 0

"""`office`: the librarian's side alone, in a window, on a school's or a centre's database."""

import argparse
from dataclasses import replace
from pathlib import Path

from kiosk.cli import BadInput
from kiosk.cli.options import log_to_stderr, refusing_bad_database
from kiosk.config import Config
from kiosk.taps import Tap


def configure(commands: argparse._SubParsersAction) -> None:
    says = "open the librarian's rooms in a window: rota, rules, people, books, figures; asks for the PIN"
    parser = commands.add_parser("office", help=says, description=says)
    parser.add_argument("--db", required=True, metavar="URL", help="a SQLite file, or postgresql://…")
    parser.add_argument("--camera", metavar="SOURCE", default="none", help="/dev/video0, to read cards and books here")
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    if "://" not in options.db and not Path(options.db).is_file():
        raise BadInput(f"there is no file {options.db}: name the database of the school or of the centre")
    log_to_stderr()
    from functools import partial

    from kiosk.bootstrap import Running, set_up
    from kiosk.hardware.camera import open_camera

    config = Config(database=options.db, fullscreen=False)
    with refusing_bad_database(options.db):
        # The station or the centre that this database belongs to syncs and copies it.
        parts = replace(set_up(config), agent=None, nightly=None)
    parts.station.tap(Tap.STAFF)
    opener = None if options.camera == "none" else partial(open_camera, options.camera)
    Running(parts, config, opener).run()
    return 0

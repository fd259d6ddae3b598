"""`school`: the school's name, and where on earth its clock stands."""

import argparse
from contextlib import closing
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from db.settings import get_setting
from kiosk.cli import BadInput
from kiosk.cli.options import add_db, desk_of, open_db
from kiosk.clock import system_clock
from kiosk.office.actors import AT_COMMAND_LINE
from kiosk.office.rules.school import set_school


def configure(commands) -> None:
    parser = commands.add_parser("school", help="show or set the school's name and time zone")
    parser.add_argument("name", nargs="?", default="", help="as the sign on the screen shows it")
    parser.add_argument("--timezone", metavar="Asia/Shanghai")
    add_db(parser)
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    name, timezone = options.name.strip(), _zone(options.timezone) if options.timezone else None
    with closing(open_db(options.db)) as db:
        if name or timezone:
            desk = desk_of(db)
            set_school(desk, AT_COMMAND_LINE, system_clock(desk.timezone)(), name, timezone)
        print(get_setting("school_name"), get_setting("timezone"), sep="\t")
    return 0


def _zone(name: str) -> ZoneInfo:
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError):
        raise BadInput(f"--timezone {name}: there is no such zone; write one like Asia/Shanghai") from None

"""`school`: the school's name, and where on earth its clock stands."""

import argparse
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from kiosk.cli import BadInput
from kiosk.cli.options import add_db, open_db


def configure(commands) -> None:
    parser = commands.add_parser("school", help="show or set the school's name and time zone")
    parser.add_argument("name", nargs="?", help="as the sign on the screen shows it")
    parser.add_argument("--timezone", metavar="Asia/Shanghai")
    add_db(parser)
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    from db.settings import get_setting, put_setting

    if options.timezone:
        _check(options.timezone)
    db = open_db(options.db)
    with db.atomic():
        if options.name:
            put_setting("school_name", options.name.strip())
        if options.timezone:
            put_setting("timezone", options.timezone)
        print(get_setting("school_name"), get_setting("timezone"), sep="\t")
    db.close()
    return 0


def _check(timezone: str) -> None:
    try:
        ZoneInfo(timezone)
    except (ZoneInfoNotFoundError, ValueError):
        raise BadInput(f"--timezone {timezone}: there is no such zone; write one like Asia/Shanghai") from None

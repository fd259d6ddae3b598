"""`enrol`: this station joins a centre, by the code that somebody reads out there."""

import argparse
import os
from contextlib import closing
from pathlib import Path

from kiosk.cli import BadInput
from kiosk.cli.options import add_db, open_db
from kiosk.sync.calling import Route, join
from kiosk.sync.credentials import Credentials, place_beside, write_credentials
from kiosk.sync.enrolment import CODE_LENGTH, typed
from kiosk.sync.identity import identity
from kiosk.sync.signing import new_key
from kiosk.sync.why import CallFailed, WhyAway

SCHEMES = ("https://", "http://")


def configure(commands) -> None:
    parser = commands.add_parser(
        "enrol", help="join a centre", description="Join a centre by the code that `centre code` prints there."
    )
    add_db(parser)
    parser.add_argument("--centre", required=True, metavar="URL", help="the centre's address: https://…")
    parser.add_argument("--code", required=True, metavar="ABCD-EFGH", help="as `centre code` printed it")
    parser.add_argument("--ca-file", type=Path, metavar="PEM", help="the school's own certificate authority")
    parser.add_argument("--proxy", default="", metavar="URL", help="in place of HTTPS_PROXY: http://name:password@host")
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    route = _route(options)
    if len(typed(options.code)) != CODE_LENGTH:
        raise BadInput(
            f"«{options.code}» is no code: it has {CODE_LENGTH} letters and digits, as `centre code` prints it"
        )
    place, key = place_beside(options.db), new_key()
    _refuse_unwritable(place)
    with closing(open_db(options.db)) as db:
        kiosk = identity(db).kiosk
        try:
            token = join(route, kiosk, options.code, key)
        except CallFailed as failed:
            raise BadInput(_sentence(failed.why)) from None
        write_credentials(place, Credentials(route.url, token, key.secret, route.ca_file, route.proxy))
    print(f"{kiosk} has joined {route.url}; what it was given is in {place}: keep that file to yourself")
    return 0


def _route(options: argparse.Namespace) -> Route:
    url = options.centre
    if not url.startswith(SCHEMES):
        raise BadInput(f"«{url}» is no address of a centre: it begins with https://")
    if options.proxy and not options.proxy.startswith(SCHEMES):
        raise BadInput("the proxy's address begins with http://")
    if options.ca_file and not options.ca_file.is_file():
        raise BadInput(f"there is no file {options.ca_file}: give the authority's certificate as a PEM file")
    return Route(url, str(options.ca_file.resolve()) if options.ca_file else "", options.proxy)


def _refuse_unwritable(place: Path) -> None:
    """Before the code is used up."""
    place.parent.mkdir(parents=True, exist_ok=True)
    if not os.access(place.parent, os.W_OK):
        raise BadInput(f"{place.parent} cannot be written: the station keeps its key there")


def _sentence(why: WhyAway) -> str:
    if why is WhyAway.REFUSED:
        return "the centre does not know that code: it holds for one station and 15 minutes; ask for a new one"
    from kiosk.i18n import load_catalogue

    return load_catalogue("en")[f"sync.why.{why}"]

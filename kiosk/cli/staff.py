"""`staff add|list|retire`: who may do more than borrow."""

import getpass
import sys
from collections.abc import Mapping
from contextlib import closing
from zoneinfo import ZoneInfo

from peewee import Database

from db.settings import get_setting
from kiosk.cli import BadInput
from kiosk.cli.options import add_db, open_db
from kiosk.clock import system_clock
from kiosk.lending.desk import Desk
from kiosk.office.actors import AT_COMMAND_LINE
from kiosk.office.people import accounts
from kiosk.office.people.accounts import ROLES
from kiosk.office.refusal import NotDone
from kiosk.sync.identity import identity

REFUSED: Mapping[str, str] = {
    "name_taken": "«{name}» is on the staff already: retire that one first, or add a second name",
    "card_of_colleague": "the card «{card}» belongs to somebody else: retire that one first, or take another card",
    "pin_length": "a PIN has six digits: nothing was stored",
    "pin_guessable": "everybody would try this PIN first, as 000000 or 123456: nothing was stored",
}


def configure(commands) -> None:
    actions = commands.add_parser("staff", help="librarians and helpers, their cards and PINs").add_subparsers(
        dest="action", required=True, metavar="add|list|retire"
    )
    add = actions.add_parser("add", help="a new librarian or helper; asks for a PIN of six digits")
    add.add_argument("name", metavar="NAME")
    add.add_argument("--role", choices=ROLES, required=True)
    add.add_argument("--card", metavar="TEXT", help="what the staff card carries")
    add.add_argument("--pin-stdin", action="store_true", help="read the PIN from standard input instead of asking")
    listing = actions.add_parser("list", help="everybody with role and card, never a PIN")
    retire = actions.add_parser("retire", help="take all rights away; the card may then go to somebody else")
    retire.add_argument("name", metavar="NAME")
    for parser, run in ((add, run_add), (listing, run_list), (retire, run_retire)):
        add_db(parser)
        parser.set_defaults(run=run)


def run_add(options) -> int:
    name = options.name.strip()
    card = (options.card or "").strip() or None
    if not name:
        raise BadInput("the name is empty: staff add NAME --role librarian")
    # The PIN first: nobody waits for a person to type while the database is open.
    pin = _read_pin(options.pin_stdin)
    with closing(open_db(options.db)) as db:
        desk = _desk(db)
        at = system_clock(desk.timezone)()
        added = accounts.add_with_pin(desk, AT_COMMAND_LINE, at, name, options.role, card, pin)
    if isinstance(added, NotDone):
        raise BadInput(REFUSED[added.code].format(name=name, card=card))
    print(f"{name} added as {options.role}")
    return 0


def run_list(options) -> int:
    with closing(open_db(options.db, must_exist=True)):
        for one in accounts.everybody():
            state = "active" if one.active else "retired"
            pin = "PIN" if one.has_pin else "no PIN"
            print("\t".join((one.name, one.role, one.card or "-", pin, state)))
    return 0


def run_retire(options) -> int:
    with closing(open_db(options.db, must_exist=True)) as db:
        desk, member = _desk(db), accounts.member_called(options.name.strip())
        if member is None:
            raise BadInput(f"nobody active is called «{options.name}»: `staff list` shows the names")
        accounts.deactivate(desk, AT_COMMAND_LINE, system_clock(desk.timezone)(), member)
    print(f"{options.name} retired")
    return 0


def _desk(db: Database) -> Desk:
    return Desk(db, *identity(db), ZoneInfo(get_setting("timezone")))


def _read_pin(from_stdin: bool) -> str:
    if from_stdin:
        return sys.stdin.readline().strip()
    try:
        pin = getpass.getpass("PIN (six digits): ")
        if pin != getpass.getpass("PIN once more: "):
            raise BadInput("the two PINs differ: nothing was stored")
    except EOFError as error:
        raise BadInput("no PIN was typed: nothing was stored") from error
    return pin

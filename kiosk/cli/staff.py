"""`staff add|list|retire`: who may do more than borrow."""

import getpass
import re
import sys
from contextlib import closing

from argon2 import PasswordHasher

from db.models import Staff
from kiosk.cli import BadInput
from kiosk.cli.options import add_db, open_db
from kiosk.office.people.accounts import ROLES


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
    with closing(open_db(options.db)) as db, db.atomic():
        if Staff.select().where(Staff.name == name, Staff.active).exists():
            raise BadInput(f"«{name}» is on the staff already: retire that one first, or add a second name")
        if card and Staff.select().where(Staff.card == card).exists():
            raise BadInput(f"the card «{card}» belongs to somebody else: retire that one first, or take another card")
        Staff.create(name=name, role=options.role, card=card, pin_hash=PasswordHasher().hash(pin))
    print(f"{name} added as {options.role}")
    return 0


def run_list(options) -> int:
    with closing(open_db(options.db, must_exist=True)):
        for one in Staff.select().order_by(Staff.active.desc(), Staff.role.desc(), Staff.name):
            state = "active" if one.active else "retired"
            pin = "PIN" if one.pin_hash else "no PIN"
            print("\t".join((one.name, one.role, one.card or "-", pin, state)))
    return 0


def run_retire(options) -> int:
    with closing(open_db(options.db, must_exist=True)):
        gone = (
            Staff.update(active=False, card=None, pin_hash="")
            .where(Staff.name == options.name.strip(), Staff.active)
            .execute()
        )
    if not gone:
        raise BadInput(f"nobody active is called «{options.name}»: `staff list` shows the names")
    print(f"{options.name} retired")
    return 0


def _read_pin(from_stdin: bool) -> str:
    """Raises BadInput for anything but six digits."""
    if from_stdin:
        pin = sys.stdin.readline().strip()
    else:
        try:
            pin = getpass.getpass("PIN (six digits): ")
            if pin != getpass.getpass("PIN once more: "):
                raise BadInput("the two PINs differ: nothing was stored")
        except EOFError as error:
            raise BadInput("no PIN was typed: nothing was stored") from error
    if not re.fullmatch(r"\d{6}", pin, re.ASCII):
        raise BadInput("a PIN has six digits: nothing was stored")
    return pin

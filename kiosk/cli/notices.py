"""`notices` and `centre exceptions`: the librarian's list, in words, and taking a line off it."""

import argparse
import json
import sys
from contextlib import closing
from dataclasses import replace
from zoneinfo import ZoneInfo

from db.models import Staff
from db.settings import get_setting
from kiosk.cli import BadInput
from kiosk.cli.options import add_db, open_db
from kiosk.clock import from_ms, system_clock
from kiosk.i18n import LANGUAGES
from kiosk.lending.desk import Desk
from kiosk.lending.notices import OpenNotice, open_notices
from kiosk.office.actors import AT_COMMAND_LINE
from kiosk.office.today.notices import take_off
from kiosk.screens.wording import Wording
from kiosk.sync.events import MAX_NOTE
from kiosk.sync.identity import identity

SHORT = 8  # hex digits, the last of the identity: the first tell the time and are alike


def configure(commands) -> None:
    parser = commands.add_parser("notices", help="the librarian's list; readers by number, never by name")
    add_db(parser)
    add_list(parser)


def add_list(parser: argparse.ArgumentParser) -> None:
    """All but the database."""
    parser.add_argument("--language", choices=LANGUAGES, default=LANGUAGES[0], help=f"of the list ({LANGUAGES[0]})")
    parser.add_argument("--json", action="store_true", help="as a JSON list, times in the school's own zone")
    parser.add_argument("--resolve", metavar="ID", help="take this one off the list, at every station; needs --by")
    parser.add_argument("--by", metavar="STAFF", help="who has seen to it: a name that `staff list` shows")
    parser.add_argument("--note", default="", metavar="TEXT", help="what was done, without a reader's name")
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    with closing(open_db(options.db, must_exist=True)) as db:
        zone = ZoneInfo(get_setting("timezone"))
        notices = open_notices()
        if options.resolve:
            desk = Desk(db, *identity(db), zone)
            _resolve(desk, _chosen(notices, options.resolve), options)
            return 0
    rows = [_row(notice, Wording(options.language, zone), zone) for notice in notices]
    if options.json:
        json.dump(rows, sys.stdout, ensure_ascii=False, indent=1)
        print()
    else:
        for row in rows:
            print(row["id"][-SHORT:], row["at"][:16].replace("T", " "), row["says"], row["advice"], sep="  ")
    return 0


def _resolve(desk: Desk, notice: OpenNotice, options: argparse.Namespace) -> None:
    staff = Staff.get_or_none(Staff.name == (options.by or "").strip(), Staff.active)
    if staff is None:
        raise BadInput("--by needs the name of somebody on the staff: `staff list` shows them")
    if len(options.note) > MAX_NOTE or not options.note.isprintable():
        raise BadInput(f"the note is no line of at most {MAX_NOTE} characters: say it in fewer words")
    actor = replace(AT_COMMAND_LINE, staff=staff.id)
    take_off(desk, actor, system_clock(desk.timezone)(), notice.id, options.note)


def _chosen(notices: list[OpenNotice], id_: str) -> OpenNotice:
    wanted = id_.replace("-", "").lower()
    found = [notice for notice in notices if len(wanted) >= SHORT and notice.id.hex.endswith(wanted)]
    if len(found) != 1:
        raise BadInput(f"no open notice is called «{id_}»: the list shows the first column to give")
    return found[0]


def _row(notice: OpenNotice, wording: Wording, zone: ZoneInfo) -> dict:
    return {
        "id": notice.id.hex,
        "at": from_ms(notice.at, zone).isoformat(timespec="seconds"),
        "kind": notice.kind,
        "says": wording.notice(notice.kind, notice.facts),
        "advice": wording.notice_advice(notice.kind),
        **notice.facts,
    }

"""`notices`: the librarian's list, in words."""

import json
import sys
from contextlib import closing
from zoneinfo import ZoneInfo

from db.settings import get_setting
from kiosk.cli import Refused
from kiosk.cli.options import add_db, open_db
from kiosk.clock import from_ms, system_clock
from kiosk.desk.notices import OpenNotice, open_notices, resolve
from kiosk.i18n import LANGUAGES, load_catalogue
from kiosk.screens.wording import Wording

SHORT = 8  # hex digits, the last of the identity: the first tell the time and are alike


def configure(commands) -> None:
    parser = commands.add_parser("notices", help="the librarian's list; readers by number, never by name")
    add_db(parser)
    parser.add_argument("--language", choices=LANGUAGES, default=LANGUAGES[0], help=f"of the list ({LANGUAGES[0]})")
    parser.add_argument("--json", action="store_true", help="as a JSON list, times in the school's own zone")
    parser.add_argument("--resolve", metavar="ID", help="take this one off the list; the list shows the ID")
    parser.set_defaults(run=run)


def run(options) -> int:
    with closing(open_db(options.db, must_exist=True)):
        zone = ZoneInfo(get_setting("timezone"))
        notices = open_notices()
        if options.resolve:
            resolve(_chosen(notices, options.resolve).id, system_clock(zone)())
            return 0
    rows = [_row(notice, Wording(options.language, zone), zone) for notice in notices]
    if options.json:
        json.dump(rows, sys.stdout, ensure_ascii=False, indent=1)
        print()
    else:
        for row in rows:
            print(row["id"][-SHORT:], row["at"][:16].replace("T", " "), row["says"], sep="  ")
    return 0


def _chosen(notices: list[OpenNotice], id_: str) -> OpenNotice:
    wanted = id_.replace("-", "").lower()
    found = [notice for notice in notices if len(wanted) >= SHORT and notice.id.hex.endswith(wanted)]
    if len(found) != 1:
        raise Refused(f"no open notice is called «{id_}»: `notices` shows the first column to give")
    return found[0]


def _row(notice: OpenNotice, wording: Wording, zone: ZoneInfo) -> dict:
    return {
        "id": notice.id.hex,
        "at": from_ms(notice.at, zone).isoformat(timespec="seconds"),
        "kind": notice.kind,
        "says": _sentence(notice, wording),
        **notice.facts,
    }


def _sentence(notice: OpenNotice, wording: Wording) -> str:
    book, cover = (notice.facts[name] for name in ("book", "cover"))
    titles = {
        "book": book and wording.title(book),
        "cover": wording.title(cover) if cover else wording.text("notice.unregistered"),
    }
    key = f"notice.{notice.kind}"
    known = key in load_catalogue(wording.language)
    return wording.text(key, **notice.facts | titles) if known else wording.text("notice.other", kind=notice.kind)

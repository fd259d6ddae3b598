"""`audit`: who has changed what, newest first; one change in full; taking one back."""

import argparse
import json
import sys
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from datetime import date
from uuid import UUID
from zoneinfo import ZoneInfo

from db.models import Staff
from db.settings import get_setting
from kiosk.cli import BadInput
from kiosk.cli.options import add_db, open_db
from kiosk.clock import system_clock
from kiosk.i18n import LANGUAGES
from kiosk.lending.desk import Desk
from kiosk.office.actors import AT_COMMAND_LINE
from kiosk.office.editing import undo
from kiosk.office.today.trail import entry, entry_of, touched_rows, trail
from kiosk.office.today.views import TouchedRow, TrailLine
from kiosk.screens.office.said import deed_said, doer_said, value_said
from kiosk.screens.wording import Wording
from kiosk.sync.identity import identity

SHORT = 8  # hex digits, the last of the identity: the first tell the time and are alike
MOST = 200
ROWS = 100_000


def configure(commands) -> None:
    parser = commands.add_parser("audit", help="who has changed what, before and after; take a change back")
    add_db(parser)
    parser.add_argument("--language", choices=LANGUAGES, default=LANGUAGES[0], help=f"of the words ({LANGUAGES[0]})")
    parser.add_argument("--json", action="store_true", help="as a JSON list, times in the school's own zone")
    parser.add_argument("--day", type=date.fromisoformat, metavar="2026-11-23", help="only what was changed that day")
    parser.add_argument("--last", type=int, default=MOST, metavar="N", help=f"so many at most ({MOST})")
    parser.add_argument("--show", metavar="ID", help="each row of this change, before and after")
    parser.add_argument("--undo", metavar="ID", help="put back what this change has changed; needs --staff")
    parser.add_argument("--staff", metavar="NAME", help="who takes it back: a name that `staff list` shows")
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    with closing(open_db(options.db, must_exist=True)) as db:
        zone = ZoneInfo(get_setting("timezone"))
        desk, wording = Desk(db, *identity(db), zone), Wording(options.language, zone)
        if options.undo:
            _undo(desk, _chosen(options.undo), options.staff, wording)
            return 0
        if options.show:
            id_ = _chosen(options.show)
            _print(_shown(entry(desk, id_.hex), id_, wording), options.json)
            return 0
        _, lines = trail(desk, 0, options.last, options.day, "")
    _print([_row(line, wording) for line in lines], options.json)
    return 0


def _print(rows: list[dict], as_json: bool) -> None:
    if as_json:
        json.dump(rows, sys.stdout, ensure_ascii=False, indent=1)
        print()
        return
    for row in rows:
        print("\t".join(str(value) for value in row.values()))


def _row(line: TrailLine, wording: Wording) -> dict:
    state = wording.text("today.trail.was_undone") if line.undone else ""
    return {
        "id": line.id[-SHORT:],
        "at": line.at.isoformat(sep=" ", timespec="seconds")[:19],
        "who": doer_said(wording, line),
        "says": deed_said(wording, line),
        "rows": line.rows,
        "state": state,
    }


def _shown(line: TrailLine, id_: UUID, wording: Wording) -> list[dict]:
    _, rows = touched_rows(id_.hex, 0, ROWS)
    return [_row(line, wording), *(column for row in rows for column in _columns(row, wording))]


def _columns(row: TouchedRow, wording: Wording) -> Iterator[dict]:
    for column in row.columns:
        yield {
            "row": wording.named("today.entity", row.entity),
            "name": row.name,
            "change": wording.text(f"today.row.{row.kind}"),
            "column": wording.named("today.field", column.column),
            "before": value_said(wording, column.column, column.before),
            "after": value_said(wording, column.column, column.after),
        }


def _chosen(id_: str) -> UUID:
    wanted = id_.replace("-", "").lower()
    found = entry_of(wanted) if len(wanted) >= SHORT else []
    if len(found) != 1:
        raise BadInput(f"no change is called «{id_}»: the list shows the first column to give")
    return found[0]


def _undo(desk: Desk, change: UUID, name: str | None, wording: Wording) -> None:
    staff = Staff.get_or_none(Staff.name == (name or "").strip(), Staff.active)
    if staff is None:
        raise BadInput("--staff needs the name of somebody on the staff: `staff list` shows them")
    obstacle = undo(desk, replace(AT_COMMAND_LINE, staff=staff.id), system_clock(desk.timezone)(), change)
    if obstacle is not None:
        said = [wording.text(f"today.trouble.{obstacle.code}.{part}") for part in ("headline", "hint")]
        raise BadInput(": ".join(said))
    print(wording.text("today.trail.undone"))

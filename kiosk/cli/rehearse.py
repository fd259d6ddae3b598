"""`rehearse`: the next lending day against every rule; who would be turned away, and what is wrong in the data."""

import argparse
import json
import sys
from collections.abc import Iterator
from contextlib import closing
from zoneinfo import ZoneInfo

from db.settings import get_setting
from kiosk.cli.options import add_db, open_db
from kiosk.clock import system_clock
from kiosk.i18n import LANGUAGES
from kiosk.lending.facts import FactLoader
from kiosk.office.today.rehearsal import Played, Rehearsed, rehearse
from kiosk.screens.office.said import listed
from kiosk.screens.wording import Wording


def configure(commands) -> None:
    parser = commands.add_parser("rehearse", help="who would be refused on the next lending day; readers by number")
    add_db(parser)
    parser.add_argument("--language", choices=LANGUAGES, default=LANGUAGES[0], help=f"of the words ({LANGUAGES[0]})")
    parser.add_argument("--json", action="store_true", help="as JSON, with each reader's codes")
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """1 when somebody would be refused or something is to be mended."""
    with closing(open_db(options.db, must_exist=True)) as db:
        zone = ZoneInfo(get_setting("timezone"))
        rehearsed = rehearse(FactLoader(db), zone, system_clock(zone)())
    if options.json:
        json.dump(_as_json(rehearsed), sys.stdout, ensure_ascii=False, indent=1)
        print()
    else:
        for line in _lines(rehearsed, Wording(options.language, zone)):
            print(line)
    return 1 if rehearsed.day.faults or any(one.refused for one in rehearsed.played) else 0


def _as_json(rehearsed: Rehearsed) -> dict:
    return {
        "day": rehearsed.day.day and rehearsed.day.day.isoformat(),
        "turns": [
            {
                "starts": played.turn.starts and played.turn.starts.isoformat(),
                "served": played.turn.served,
                "people": played.turn.people,
                "refused": [
                    {"reader": one.number, "class": one.class_name, "codes": one.codes} for one in played.refused
                ],
            }
            for played in rehearsed.played
        ],
        "faults": dict(rehearsed.day.faults),
    }


def _lines(rehearsed: Rehearsed, wording: Wording) -> Iterator[str]:
    if rehearsed.day.day is None:
        yield wording.text("today.rehearsal.no_day")
    else:
        yield wording.day(rehearsed.day.day)
    for played in rehearsed.played:
        yield from _turn_lines(played, wording)
    for kind, count in rehearsed.day.faults.items():
        yield wording.text(f"today.fault.{kind}", count=count)


def _turn_lines(played: Played, wording: Wording) -> Iterator[str]:
    turn = played.turn
    when = f"{wording.clock(turn.starts)}-{wording.clock(turn.ends)}  " if turn.starts else ""
    people = wording.text("today.people", count=turn.people)
    yield f"{when}{wording.who(turn.served)}  {people}  {_said_of(played, wording)}"
    for one in played.refused:
        reasons = listed(wording, [wording.named("today.reason", code) for code in one.codes])
        yield "\t".join(("", one.number, one.class_name, reasons))


def _said_of(played: Played, wording: Wording) -> str:
    if not played.turn.people:
        return wording.text("today.rehearsal.nobody")
    if not played.refused:
        return wording.text("today.rehearsal.well")
    return wording.text("today.rehearsal.refused_so_many", count=len(played.refused))
